// One picture of the scene: from where, when, how large, in which style.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>

#include "base/vec.h"
#include "scene/camera.h"

namespace scene {

struct Section;

enum class Style : std::uint8_t { day, night, paper };

/// Direction TO the sun in local axes (unit), from the NOAA / Meeus low-precision formulas (DOMAIN 9.1).
struct Sun {
    base::Vec3d direction{-0.5, 0.4, 0.77};
    double altitude = 50;  ///< degrees above the horizon; negative: night
    double azimuth = 315;  ///< degrees clockwise from TRUE north
};

/// `utc_ms`: milliseconds since 1970 UTC. Longitude and latitude in degrees, `grid_convergence` in radians
/// (geo/frame.h).
Sun sun_at(double utc_ms, double lon, double lat, double grid_convergence);

/// The paper style's light: from the north-west of the sheet, 45 degrees high, whatever the date.
Sun paper_sun();

struct View {
    std::string name;
    std::uint32_t width = 1920;
    std::uint32_t height = 1080;
    Camera camera;
    Style style = Style::day;
    Sun sun;
    std::uint32_t samples = 4;  ///< 1 or 4
    bool labels = true;
    std::uint32_t selected = 0;  ///< id to outline (see scene/scene.h), 0: none
    /// Moves: shadows and openness may be those of a moment ago, and nothing on it can be picked.
    bool fast = false;
    base::Extent covered;                    ///< pixels that a panel lies over: no name goes there
    std::shared_ptr<Section const> section;  ///< null: nothing is cut away (scene/section.h)
    double enlarged = 1;  ///< how much larger than drawn it is shown: symbols and texts are drawn smaller
};

/// Whether the view's section takes away what stands there.
bool cuts_away(View const& view, base::Vec2d place);

/// Pixels of a design pixel: symbols and texts grow with pictures of more than 1080 rows.
inline double design_scale(View const& view) {
    return std::max(1.0, view.height * view.enlarged / 1080.0) / view.enlarged;
}

}  // namespace scene
