// What the Sheet layout reads: what can be made, and the pages as they are made.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "twin/name.h"
#include "ui/facts.h"

namespace ui {

/// What is done until pages are there, in this order.
enum class SheetStep : std::uint8_t { read, work_out, draw, lay_out };
inline constexpr int kSheetSteps = 4;

struct SheetFacts {
    struct Template {
        std::string id;
        twin::Name title;
        std::string paper;  ///< unless another is wished
        std::string audience;
    };
    std::vector<Template> templates;  ///< those of `borough report`
    struct Area {
        std::string id;
        twin::Name name;
        bool street = false;  ///< else a community
    };
    std::vector<Area> areas;  ///< streets first

    bool pending = false;  ///< something was changed a moment ago: it is made when the hand rests
    bool busy = false;     ///< being made
    SheetStep step = SheetStep::read;
    double seconds = 0;    ///< since it was begun
    bool current = false;  ///< the pages are of what is wished now

    std::vector<double> pages;          ///< that there are, each with its height by width
    std::uint32_t page = 0, width = 0;  ///< as they were asked for last
    Shown picture;                      ///< of that page, a moment later
    std::uint32_t figures = 0;          ///< in them
    std::vector<std::string> lacking;   ///< what could not be made, a sentence each
    std::string problem;                ///< why there are no pages

    bool exporting = false;  ///< or waits for the pages
    std::string exported;    ///< the folder, of these pages
};

}  // namespace ui
