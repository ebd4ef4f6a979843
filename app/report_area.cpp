#include "app/report_area.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <variant>

#include "twin/text.h"

namespace app {
namespace {

double size_of(Area const& area) {
    if (area.rings.empty()) return 0;
    double twice = 0;
    auto const& ring = area.rings.front();
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++)
        twice += ring[j].x * ring[i].y - ring[i].x * ring[j].y;
    return std::abs(twice) / 2;
}

/// Whether a thing's newest record lies in an area.
class Keep {
public:
    Keep(InArea const& in, twin::LiveState const& state) : in_(in) {
        for (auto const* entry : state.cameras()) cameras_.emplace(entry->record.id, entry->record.where);
    }

    bool operator()(twin::Ticket const& ticket) const { return in_.holds(ticket.where); }
    bool operator()(twin::Camera const& camera) const { return in_.holds(camera.where); }
    bool operator()(twin::Device const& device) const { return in_.holds(device.where); }
    bool operator()(twin::CityEvent const& event) const {
        auto const camera = cameras_.find(event.camera);
        return in_.holds(!event.where.at && camera != cameras_.end() ? camera->second : event.where);
    }
    bool operator()(twin::DronePose const& pose) const {
        twin::Where where;
        where.at = pose.at;
        return in_.holds(where);
    }
    bool operator()(twin::PopulationCell const& cell) const {
        if (cell.level == "community" || cell.level == "street") return in_.holds(cell.id);
        twin::Where where = cell.where;
        if (cell.level == "building" && where.building.empty()) where.building = cell.id;
        return in_.holds(where);
    }
    bool operator()(twin::IndicatorValue const& value) const { return !value.area.empty() && in_.holds(value.area); }
    bool operator()(auto const&) const { return false; }

private:
    InArea const& in_;
    std::map<std::string, twin::Where, std::less<>> cameras_;
};

}  // namespace

base::Result<Area const*> find_area(twin::Locator const& locator, std::string const& id) {
    auto const& areas = locator.areas();
    auto const found = std::ranges::find(areas, id, &Area::id);
    if (found == areas.end()) return base::Error{"the district has no area " + twin::in_quotes(id)};
    return &*found;
}

report::Words name_of(Area const& area) {
    std::string const& zh = area.name.zh.empty() ? area.id : area.name.zh;
    return {zh, area.name.en.empty() ? zh : area.name.en};
}

bool InArea::holds(base::Vec2d at) const {
    bool inside = false;
    for (auto const& ring : area_.rings) {
        for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
            base::Vec2d const a = ring[j], b = ring[i];
            if ((a.y > at.y) != (b.y > at.y) && at.x < a.x + (at.y - a.y) / (b.y - a.y) * (b.x - a.x)) inside = !inside;
        }
    }
    return inside;
}

bool InArea::holds(twin::Where const& where) const {
    auto const placed = locator_.place(where);
    if (!placed) return false;
    if (placed->how == twin::Placed::How::area && placed->area >= 0) {
        Area const& known = locator_.areas()[static_cast<std::size_t>(placed->area)];
        if (known.id == area_.id) return true;
        if (size_of(known) > size_of(area_)) return false;
    }
    return holds(base::Vec2d{placed->at.x, placed->at.y});
}

bool InArea::holds(std::string const& id_or_name) const {
    twin::Where where;
    where.community = id_or_name;
    if (!locator_.place(where)) where.street = id_or_name;
    return holds(where);
}

PastMoment part_of(PastMoment const& whole, InArea const& in) {
    PastMoment out = whole;
    Keep const keep(in, whole.state);
    out.state.keep_only([&keep](twin::Record const& record) { return std::visit(keep, record); });
    return out;
}

std::string camera_over(Area const& area, double aspect) {
    base::Extent extent;
    for (auto const& ring : area.rings) {
        for (base::Vec2d const p : ring) extent.add(p);
    }
    double const metres = 1.1 * std::max({extent.height(), extent.width() / aspect, 50.0});
    char camera[96];
    std::snprintf(camera, sizeof camera, "plan:%.3f,%.3f,%.3f", extent.centre().x, extent.centre().y, metres);
    return camera;
}

FigureShape boundary_of(Area const& area) {
    constexpr std::uint32_t kLineAlone = 0x00b4341c;  // nothing of its inside is covered
    return {area.rings, kLineAlone, {}};
}

report::Words boundary_title() { return {"范围界线", "Boundary of the area"}; }

}  // namespace app
