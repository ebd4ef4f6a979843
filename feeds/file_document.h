// A file that is one JSON document (an export, a snapshot): read whole, and again each time it has changed.
#pragma once

#include <filesystem>
#include <memory>

#include "base/result.h"
#include "feeds/transport.h"

namespace feeds {

base::Result<std::unique_ptr<Transport>> open_file_document(TransportSetup setup, std::filesystem::path path);

}  // namespace feeds
