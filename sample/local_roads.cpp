#include "sample/local_roads.h"

#include <cmath>
#include <numbers>

#include "sample/names.h"
#include "sample/random.h"

namespace sample {

namespace {

class Streets {
public:
    Streets(Plan const& plan, CellId cell, CellBounds const& bounds)
        : plan_(plan), cell_(cell), b_(bounds), random_(seed_of(plan.seed(), cell.column, cell.row, 's')) {}

    /// From the cell's south edge to its north edge; fractions of its width.
    void northward(double from, double to, RoadClass road, double bow = 0) {
        add({b_.u0 + (b_.u1 - b_.u0) * from, b_.v0}, {b_.u0 + (b_.u1 - b_.u0) * to, b_.v1}, road, bow);
    }
    void eastward(double from, double to, RoadClass road, double bow = 0) {
        add({b_.u0, b_.v0 + (b_.v1 - b_.v0) * from}, {b_.u1, b_.v0 + (b_.v1 - b_.v0) * to}, road, bow);
    }
    double about(double fraction) { return fraction + random_.between(-0.05, 0.05); }
    Random& random() { return random_; }
    bool wide() const { return b_.u1 - b_.u0 > 330; }
    bool deep() const { return b_.v1 - b_.v0 > 330; }
    std::vector<Road> take() { return std::move(roads_); }

    /// Winding: the bow swings to both sides.
    void lane(Vec2d from, Vec2d to, double swing) {
        Vec2d const a{b_.u0 + (b_.u1 - b_.u0) * from.x, b_.v0 + (b_.v1 - b_.v0) * from.y};
        Vec2d const b{b_.u0 + (b_.u1 - b_.u0) * to.x, b_.v0 + (b_.v1 - b_.v0) * to.y};
        add(a, b, RoadClass::residential, swing, 2);
    }

private:
    void add(Vec2d from, Vec2d to, RoadClass road, double bow, double waves = 1) {
        Vec2d const along = to - from;
        Vec2d const across{-along.y, along.x};
        int const steps = std::max(2, static_cast<int>(std::ceil(base::length(along) / 22)));
        Path path;
        for (int k = 0; k <= steps; ++k) {
            double const t = static_cast<double>(k) / steps;
            double const side = bow * std::sin(std::numbers::pi * waves * t);
            path.push_back(plan_.to_world(from + along * t + across * (side / base::length(along))));
        }
        Name name =
            road >= RoadClass::tertiary ? local_road_name(plan_, cell_, static_cast<int>(roads_.size())) : Name{};
        roads_.push_back({std::move(path), road, default_width(road), std::move(name)});
    }

    Plan const& plan_;
    CellId cell_;
    CellBounds b_;
    Random random_;
    std::vector<Road> roads_;
};

void housing(Streets& s) {
    int const pattern = s.random().weighted({50, 22, 28});
    if (pattern != 1) s.northward(s.about(0.5), s.about(0.5), RoadClass::tertiary, s.random().between(-14, 14));
    if (pattern != 2) s.eastward(s.about(0.5), s.about(0.5), RoadClass::tertiary, s.random().between(-10, 10));
}

void old_housing(Streets& s) {
    s.northward(s.about(0.5), s.about(0.5), RoadClass::tertiary, s.random().between(-8, 8));
    s.eastward(s.about(0.36), s.about(0.36), RoadClass::residential);
    if (s.deep()) s.eastward(s.about(0.68), s.about(0.68), RoadClass::residential);
}

void village(Streets& s) {
    s.lane({s.about(0.45), 0}, {s.about(0.6), 1}, 22);
    s.lane({0, s.about(0.42)}, {1, s.about(0.55)}, -18);
}

void villas(Streets& s) {
    s.lane({0, s.about(0.3)}, {1, s.about(0.36)}, 16);
    s.lane({0, s.about(0.68)}, {1, s.about(0.7)}, -14);
}

}  // namespace

std::vector<Road> local_roads(Plan const& plan, CellId cell, CellBounds const& bounds) {
    Streets s(plan, cell, bounds);
    switch (plan.land(cell)) {
        case Land::housing: housing(s); break;
        case Land::old_housing: old_housing(s); break;
        case Land::village: village(s); break;
        case Land::villas: villas(s); break;
        case Land::office:
        case Land::mall:
            s.northward(s.about(0.5), s.about(0.5), RoadClass::tertiary);
            s.eastward(s.about(0.5), s.about(0.5), RoadClass::tertiary);
            break;
        case Land::industry:
            s.eastward(s.about(0.5), s.about(0.5), RoadClass::tertiary);
            if (s.wide() && s.random().chance(0.4)) s.northward(s.about(0.5), s.about(0.5), RoadClass::residential);
            break;
        case Land::school: s.northward(0.56, 0.56, RoadClass::tertiary); break;
        case Land::hospital: s.eastward(0.6, 0.6, RoadClass::tertiary); break;
        case Land::civic: s.eastward(0.55, 0.55, RoadClass::tertiary); break;
        default: break;
    }
    return s.take();
}

}  // namespace sample
