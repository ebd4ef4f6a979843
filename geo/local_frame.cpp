// The district's frame: which projected CRS, which origin, and how far its north is from true north.
#include <cmath>

#include "geo/crs.h"
#include "geo/crs_internal.h"
#include "geo/gdal_session.h"

namespace geo {

namespace {

/// Angle from true north to grid north, clockwise positive: what is true north on the grid leans the other way.
double convergence_at(Transform const& to_grid, LonLat p) {
    constexpr double kStep = 1e-3;  // degrees, about 100 m
    auto const south = to_grid.apply(base::Vec2d{p.lon, p.lat - kStep});
    auto const north = to_grid.apply(base::Vec2d{p.lon, p.lat + kStep});
    if (!south || !north) return 0;
    return -std::atan2(north->x - south->x, north->y - south->y);
}

base::Status check_working_crs(std::string const& crs) {
    GdalMessages quiet;
    auto const reference = crs_object(crs);
    if (!reference || (!reference->IsProjected() && !reference->IsLocal())) {
        return base::Error{"the working CRS must be projected, in metres; '" + crs + "' is not"};
    }
    double const metres = reference->GetLinearUnits(nullptr);
    if (std::abs(metres - 1) > 1e-9) {
        return base::Error{"the working CRS must be in metres; one unit of '" + crs + "' is " + std::to_string(metres) +
                           " m"};
    }
    return base::done;
}

bool is_local_crs(std::string const& crs) {
    GdalMessages quiet;
    auto const reference = crs_object(crs);
    return reference && reference->IsLocal();
}

}  // namespace

base::Result<LocalFrame> local_frame_at(LonLat centre, std::optional<std::string> working_crs) {
    auto crs = normalise_crs(working_crs ? *working_crs : pick_working_crs(centre));
    if (!crs) return crs.error();
    LocalFrame frame;
    frame.working_crs = *crs;
    if (auto status = check_working_crs(*crs); !status) return status.error();
    if (is_local_crs(*crs)) {
        // A site grid has no place on Earth: its own coordinates are all there is.
        frame.origin = {std::round(centre.lon), std::round(centre.lat)};
        return frame;
    }
    auto const to_grid = Transform::between(kWgs84, *crs);
    if (!to_grid) return to_grid.error();
    auto const there = to_grid->apply(base::Vec2d{centre.lon, centre.lat});
    if (!there) {
        return base::Error{"the place " + std::to_string(centre.lon) + ", " + std::to_string(centre.lat) +
                           " lies outside the working CRS " + *crs};
    }
    frame.origin = {std::round(there->x), std::round(there->y)};
    auto const from_grid = Transform::between(*crs, kWgs84);
    if (!from_grid) return from_grid.error();
    base::Vec2d const back =
        from_grid->apply(base::Vec2d{frame.origin.x, frame.origin.y}).value_or(base::Vec2d{centre.lon, centre.lat});
    frame.origin_lonlat = {back.x, back.y};
    frame.grid_convergence = convergence_at(*to_grid, frame.origin_lonlat);
    return frame;
}

base::Result<LonLat> to_lonlat(base::Vec2d local, LocalFrame const& frame) {
    auto const transform = Transform::between(frame.working_crs, kWgs84);
    if (!transform) return transform.error();
    auto const there = transform->apply(base::Vec2d{local.x + frame.origin.x, local.y + frame.origin.y});
    if (!there) return base::Error{"the point has no longitude and latitude"};
    return LonLat{there->x, there->y};
}

}  // namespace geo
