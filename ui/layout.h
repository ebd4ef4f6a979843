// Where everything lies (LOOK 5). Pure: from the size of the screen to rectangles in its pixels.
#pragma once

#include <cstdint>
#include <vector>

#include "base/vec.h"
#include "ui/settings.h"

namespace ui {

/// Pixels of one design pixel: 1 on an ordinary desk.
struct Scale {
    double factor = 1;
    /// From how far people read (metres) and the size of a pixel (mm): a text is at least 4 d / p pixels tall
    /// (DOMAIN 13), so 12 design pixels become as many. 0: not told, by the screen's height.
    static Scale for_wall(std::uint32_t width, std::uint32_t height, double view_distance, double pitch);
    static Scale for_desk(double dpi_scale, double text_scale);
    double least_text = 0;  ///< pixels; 0: no rule. The lint lists what is smaller.
};

struct DeskLayout {
    base::Extent rail, left, right, timeline, kpi, status, district;  ///< pixels, y down; empty: closed
};
/// The district keeps at least half of the width and of the height; panels give way, left before right.
/// Without feeds there are no indicators and no time line.
DeskLayout desk_layout(std::uint32_t width, std::uint32_t height, double scale, Settings const& settings,
                       bool has_feeds = true);

inline constexpr float kSmallMap = 148;  ///< design pixels, a side
/// The small map's place in the picture of the district, pixels, its frame too; empty: there is no room for one.
base::Extent small_map(base::Extent const& district, double scale);

struct WallLayout {
    base::Extent title, ticker, district;
    std::vector<base::Extent> columns;  ///< from the left; the same number on both sides of the district
    std::vector<base::Extent> cards;    ///< by columns, from the top: three rows each
    base::Extent alarm;                 ///< over the district
};
/// 16:9: a column each side; wider: more, never wider ones. `seams`: x of the gaps between screens, which nothing
/// important crosses.
/// Without feeds there are neither cards nor ticker.
WallLayout wall_layout(std::uint32_t width, std::uint32_t height, double scale, std::vector<double> const& seams = {},
                       bool has_feeds = true);

}  // namespace ui
