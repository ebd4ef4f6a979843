#include "app/siting_views.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "geo/crs.h"
#include "twin/text.h"

namespace app {
namespace {

std::optional<base::Vec2d> viewpoint_place(ViewSpec const& spec, twin::District const& district) {
    if (spec.xy) return *spec.xy - base::Vec2d{district.frame.origin.x, district.frame.origin.y};
    if (spec.at) {
        base::Vec2d p = *spec.at;
        auto const moved = geo::to_local(std::span(&p, 1), "EPSG:4326", district.frame);
        if (!moved || !std::isfinite(p.x) || !std::isfinite(p.y)) return {};
        return p;
    }
    auto const named = [&](twin::Place const& p) { return p.name.zh == spec.place || p.name.en == spec.place; };
    auto const found = std::ranges::find_if(district.places, named);
    if (found == district.places.end()) return {};
    return base::Vec2d{found->at.x, found->at.y};
}

template <class Add>
void place_all(std::vector<ViewSpec> const& specs, twin::District const& district, std::vector<twin::Name>& problems,
               Add const& add) {
    for (ViewSpec const& spec : specs) {
        auto const at = viewpoint_place(spec, district);
        if (at && district.extent.grown(2000).contains(*at)) {
            add(spec, *at);
            continue;
        }
        std::string const& called = spec.name.zh.empty() ? spec.name.en : spec.name.zh;
        bool const unknown = !at && !spec.place.empty();
        problems.push_back(
            unknown
                ? twin::Name{"“" + called + "”：本区没有名为“" + spec.place + "”的地点",
                             called + ": the district has no place called " + twin::in_quotes(spec.place)}
                : twin::Name{"“" + called + "”：坐标不在本区范围内", called + ": its place is not in the district"});
    }
}

}  // namespace

SiteViews site_views(SitesFile const& file, twin::District const& district) {
    SiteViews out;
    place_all(file.viewpoints, district, out.problems, [&](ViewSpec const& spec, base::Vec2d at) {
        out.viewpoints.push_back({spec.name, at, spec.height, spec.reach});
    });
    place_all(file.landmarks, district, out.problems, [&](ViewSpec const& spec, base::Vec2d at) {
        out.landmarks.push_back({spec.name, at, spec.height.value_or(0)});
    });
    return out;
}

std::vector<analysis::Viewpoint> drawn_viewpoints(std::vector<base::Vec2d> const& points) {
    std::vector<analysis::Viewpoint> out;
    for (base::Vec2d const at : points) {
        std::string const number = std::to_string(out.size() + 1);
        out.push_back({{"自选视点 " + number, "Own viewpoint " + number}, at, {}, 600});
    }
    return out;
}

}  // namespace app
