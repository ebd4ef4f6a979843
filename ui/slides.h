// Panels that open and close slide in and out (LOOK 6). The district takes its new size at once where one closes, and
// last where one opens: it would be drawn anew for every step between. For this folder alone.
#pragma once

#include <array>
#include <optional>

#include "ui/layout.h"

namespace ui {

class Slides {
public:
    /// Before the desk is laid out. `seconds`: since the last frame.
    void go(Settings const& settings, double seconds);
    bool moving() const;
    /// As the desk is laid out meanwhile: what slides is not part of it, but lies over it.
    DeskLayout lay_out(std::uint32_t width, std::uint32_t height, double scale, Settings const& settings,
                       bool has_feeds) const;

private:
    struct Slide {
        bool open = false;
        double out = 0;  ///< 0: as far in as it goes; 1: gone
        bool moving() const { return out > 0 && out < 1; }
        void go(bool to, double step);
        /// How far it is shifted, in shares of its own size.
        double shift() const;
    };
    enum : std::size_t { kLeft, kRight, kTimeline, kSides };
    std::optional<std::array<Slide, kSides>> sides_;  ///< none: nothing was drawn yet
};

}  // namespace ui
