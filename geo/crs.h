// Coordinate reference systems: names in, transformations out. The only file that converts between frames.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>

#include "base/result.h"
#include "geo/frame.h"

namespace geo {

/// What a user or a file may write where a CRS is asked: "EPSG:4547", a WKT or PROJ string, "wgs84", "cgcs2000", and
/// the shifted Chinese map datums "gcj02" and "bd09" (DOMAIN 2), which PROJ does not know.
base::Result<std::string> normalise_crs(std::string const& user_text);

/// True for CRSs in degrees, gcj02 and bd09 among them.
bool is_geographic(std::string const& crs);

/// The projected CRS in metres that fits data around `centre` (WGS84 degrees): in China's longitudes and latitudes the
/// CGCS2000 3-degree Gauss-Kruger zone (EPSG:4534..4554), elsewhere the UTM zone.
std::string pick_working_crs(LonLat centre);

/// Moves points between two CRSs, in place, x/longitude first whatever the authority's axis order says.
/// Not thread-safe; make one per thread.
class Transform {
public:
    static base::Result<Transform> between(std::string const& from, std::string const& to);
    Transform(Transform&&) noexcept;
    Transform& operator=(Transform&&) noexcept;
    ~Transform();

    /// Points that cannot be transformed become NaN. Returns how many.
    std::size_t apply(std::span<base::Vec2d> points) const;
    std::optional<base::Vec2d> apply(base::Vec2d point) const;

private:
    struct State;
    explicit Transform(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// The frame with its origin at `centre`, rounded to whole metres so that it reads well and never changes by a whisker.
/// A working CRS that is a site grid (WKT's ENGCRS) has no place on Earth: `centre` is then in its own metres.
base::Result<LocalFrame> local_frame_at(LonLat centre, std::optional<std::string> working_crs = {});

/// Moves points from a CRS into the frame, on all cores, by exact PROJ where few and by a checked interpolation
/// (error below 1 mm) where many. Returns how many could not be moved (they become NaN). Site grids can only be moved
/// into themselves.
base::Result<std::size_t> to_local(std::span<base::Vec2d> points, std::string const& from, LocalFrame const& frame);

/// And back, for export and for the status bar.
base::Result<LonLat> to_lonlat(base::Vec2d local, LocalFrame const& frame);

/// GCJ-02 and BD-09, by the public algorithm; the inverse by fixed-point steps to 1e-12 degrees (DOMAIN 2 has vectors).
LonLat wgs84_to_gcj02(LonLat p);
LonLat gcj02_to_wgs84(LonLat p);
LonLat gcj02_to_bd09(LonLat p);
LonLat bd09_to_gcj02(LonLat p);

}  // namespace geo
