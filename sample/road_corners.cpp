#include "sample/road_corners.h"

#include <algorithm>
#include <optional>
#include <tuple>

namespace sample {
namespace {

/// A corner to be put between two of a road's own.
struct Corner {
    std::size_t road = 0, segment = 0;
    double along = 0;  ///< of the segment
    Vec2d at;
};

double along_of(Vec2d p, Vec2d a, Vec2d b) {
    double const all = dot(b - a, b - a);
    return all > 0 ? std::clamp(dot(p - a, b - a) / all, 0.0, 1.0) : 0;
}

class Meetings {
public:
    Meetings(std::vector<Road> const& roads, double within) : roads_(roads), within_(within) {
        for (Road const& road : roads) boxes_.push_back(extent_of(road.path).grown(within));
    }

    std::vector<Corner> find() {
        for (std::size_t i = 0; i < roads_.size(); ++i)
            for (std::size_t j = i + 1; j < roads_.size(); ++j)
                if (boxes_[i].overlaps(boxes_[j])) meet(i, j);
        std::ranges::sort(found_, [](Corner const& a, Corner const& b) {
            return std::tie(a.road, a.segment, a.along) < std::tie(b.road, b.segment, b.along);
        });
        return std::move(found_);
    }

private:
    void meet(std::size_t i, std::size_t j) {
        bool ended = false;
        for (auto const& [one, other] : {std::pair{i, j}, std::pair{j, i}})
            for (Vec2d const end : {roads_[one].path.front(), roads_[one].path.back()})
                ended = end_on(end, other) || ended;
        bool const over = (roads_[i].road == RoadClass::motorway) != (roads_[j].road == RoadClass::motorway);
        if (!ended && !over) cross(i, j);
    }
    bool end_on(Vec2d end, std::size_t road) {
        Path const& path = roads_[road].path;
        double best = within_;
        Corner corner{road, 0, 0, end};
        bool on = false;
        for (std::size_t k = 1; k < path.size(); ++k) {
            double const far = distance(end, path[k - 1], path[k]);
            if (far >= best) continue;
            best = far;
            on = true;
            corner.segment = k - 1;
            corner.along = along_of(end, path[k - 1], path[k]);
        }
        if (on) found_.push_back(corner);
        return on;
    }
    void cross(std::size_t i, std::size_t j) {
        Path const &p = roads_[i].path, &q = roads_[j].path;
        for (std::size_t k = 1; k < p.size(); ++k)
            for (std::size_t l = 1; l < q.size(); ++l) {
                Vec2d const u = p[k] - p[k - 1], v = q[l] - q[l - 1], w = q[l - 1] - p[k - 1];
                double const turn = base::cross(u, v);
                if (turn == 0) continue;
                double const s = base::cross(w, v) / turn, t = base::cross(w, u) / turn;
                if (s < 0 || s > 1 || t < 0 || t > 1) continue;
                Vec2d const at = p[k - 1] + u * s;
                found_.push_back({i, k - 1, s, at});
                found_.push_back({j, l - 1, t, at});
            }
    }

    std::vector<Road> const& roads_;
    double within_;
    std::vector<Extent> boxes_;
    std::vector<Corner> found_;
};

}  // namespace

namespace {

/// What a way's end is led on to: the nearest street whose kerb is no farther than `beyond`.
std::optional<Vec2d> middle_of_street(std::vector<Road> const& roads, Vec2d end, double beyond) {
    std::optional<Vec2d> middle;
    double best = beyond;
    for (Road const& road : roads) {
        if (road.road < RoadClass::residential || road.road == RoadClass::motorway) continue;
        for (std::size_t k = 1; k < road.path.size(); ++k) {
            Vec2d const a = road.path[k - 1], b = road.path[k];
            double const far = distance(end, a, b) - road.width / 2;
            if (far >= best) continue;
            best = far;
            middle = a + (b - a) * along_of(end, a, b);
        }
    }
    return middle;
}

}  // namespace

void lead_onto_streets(std::vector<Road>& roads) {
    for (Road& way : roads) {
        if (way.road >= RoadClass::residential || way.path.front() == way.path.back()) continue;
        double const beyond = way.road == RoadClass::service ? 1.5 : 15;
        auto const first = middle_of_street(roads, way.path.front(), beyond);
        auto const last = middle_of_street(roads, way.path.back(), beyond);
        if (first) way.path.insert(way.path.begin(), *first);
        if (last) way.path.push_back(*last);
    }
}

void share_corners(std::vector<Road>& roads, double within) {
    auto const found = Meetings(roads, within).find();
    auto next = found.begin();
    for (std::size_t i = 0; i < roads.size(); ++i) {
        Path made;
        Path const& path = roads[i].path;
        for (std::size_t k = 0; k < path.size(); ++k) {
            made.push_back(path[k]);
            for (; next != found.end() && next->road == i && next->segment == k; ++next)
                if (next->at != made.back()) made.push_back(next->at);
            if (k + 1 < path.size() && made.back() == path[k + 1]) made.pop_back();
        }
        roads[i].path = std::move(made);
    }
}

}  // namespace sample
