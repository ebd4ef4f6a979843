// What a window shows while its district is being read: which of the steps it is at, and how far.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "ui/settings.h"

namespace ui {

class Kit;

struct Reading {
    std::string district;  ///< as the command line names it
    std::size_t step = 0;  ///< of kReadingSteps
    double done = -1;      ///< of that step, 0 to 1; below 0: nobody knows
    std::int64_t ms = 0;   ///< since it began
    Language language = Language::zh;
    bool dark = true;
};

/// Several stages of base::Progress are one step to a person who waits.
inline constexpr std::array kReadingSteps{"reading.read",  "reading.place",  "reading.terrain",
                                          "reading.scene", "reading.upload", "reading.show"};
/// Index into it; a stage that is not known belongs to `now`.
std::size_t reading_step(std::string_view stage, std::size_t now);

void draw_reading(Kit& kit, Reading const& reading, std::uint32_t width, std::uint32_t height);

}  // namespace ui
