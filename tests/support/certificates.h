// A certificate authority of a test's own, and a server's certificate by it.
#pragma once

#include <filesystem>

#include "base/result.h"

namespace test_support {

bool can_make_certificates();

/// ca.pem, server.pem and server.key in the folder, for localhost and 127.0.0.1, good for two days.
base::Status make_certificates(std::filesystem::path const& folder);

}  // namespace test_support
