// Colours and sizes of the sheet. One blue, greys, and an orange for what is late: all part by lightness too, so that
// a photocopy still tells them.
#pragma once

#include <cstdint>

#include "report/page.h"

namespace report {

using Rgb = std::uint32_t;  ///< 0xRRGGBB

inline constexpr Rgb kInk = 0x1A1F26;
inline constexpr Rgb kGrey = 0x55606E;  ///< second texts; 6.4:1 on white
inline constexpr Rgb kRule = 0xC9CFD6;  ///< hairlines
inline constexpr Rgb kBlue = 0x1D4F91;
inline constexpr Rgb kPale = 0xC5D5EA;   ///< the same blue for bands, and for what is planned
inline constexpr Rgb kQuiet = 0x9AA3AF;  ///< what something is compared with
inline constexpr Rgb kOrange = 0xD9730D;
inline constexpr Rgb kRed = 0xB42318;

/// Parts of a whole, dark and light in turn, so that neighbours differ in grey as well.
inline constexpr Rgb kParts[] = {0x1D4F91, 0xB9CCE4, 0x5E87BD, 0xD5DAE0, 0x55606E, 0x9AA3AF, 0x2B3440, 0x8FB0A0};

constexpr Rgb colour(Tone tone) {
    switch (tone) {
        case Tone::plain:
        case Tone::good: return kBlue;
        case Tone::quiet: return kQuiet;
        case Tone::warning: return kOrange;
        case Tone::alarm: return kRed;
    }
    return kInk;
}

/// In points, all by the paper's body text.
struct Sizes {
    double body = 10.5;
    double small = 8.5;   ///< captions, axes, notes
    double title = 21;    ///< heading 1
    double heading = 14;  ///< heading 2
    double minor = 11.5;  ///< heading 3
    double value = 21;    ///< the number of a tile
    double gap = 12;      ///< between blocks

    explicit Sizes(double text)
        : body(text),
          small(text * 0.81),
          title(text * 2),
          heading(text * 1.33),
          minor(text * 1.1),
          value(text * 2),
          gap(text * 1.15) {}
};

}  // namespace report
