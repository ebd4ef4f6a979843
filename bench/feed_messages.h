// Messages of a hotline and its cameras, as many as wanted, and a folder for the journal they go into.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include "base/time.h"

namespace bench {

inline constexpr base::UtcMs kYear = 1740787200000;  // 2025-03-01 08:00 +08:00

/// Of this run alone, gone with the object.
struct Folder {
    Folder();
    ~Folder();
    std::filesystem::path path;
};

/// A message a report: every fifth is a step of one of so many tickets (five steps each, most of them closed), the
/// others are events of 800 cameras.
std::string message(std::size_t i, base::UtcMs time);

}  // namespace bench
