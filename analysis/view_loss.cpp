#include "analysis/view_loss.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "analysis/view_rays.h"

namespace analysis {
namespace {

constexpr int kAcross = 9, kUpwards = 12;  ///< samples of a landmark
constexpr double kMast = 10;               ///< metres
constexpr double kStep = 5;                ///< metres along a line of sight over terrain

double ground_at(ViewAsk const& ask, base::Vec2d at) {
    return ask.terrain && !ask.terrain->empty() ? ask.terrain->at(at) : 0;
}

bool is_removed(ViewAsk const& ask, std::size_t standing) {
    return std::ranges::find(ask.scheme.removed, standing) != ask.scheme.removed.end();
}

std::int32_t prism_at(std::span<Prism const> prisms, base::Vec2d at) {
    for (std::size_t i = 0; i < prisms.size(); ++i)
        if (contains(prisms[i].outline, at)) return static_cast<std::int32_t>(i);
    return -1;
}

struct Eye {
    base::Vec3d at;
    std::int32_t own = -1;  ///< building one stands in or on
    twin::Name problem;
};

Eye eye_of(ViewAsk const& ask, Viewpoint const& v) {
    Eye out;
    out.own = prism_at(ask.standing, v.at);
    double const ground = ground_at(ask, v.at);
    double const floor = out.own >= 0 ? ask.standing[static_cast<std::size_t>(out.own)].top : ground;
    out.at = {v.at.x, v.at.y, v.height ? ground + *v.height : floor + kEye};
    if (prism_at(ask.scheme.added, v.at) >= 0)
        out.problem = {"视点位于方案建筑之内", "the viewpoint lies inside the scheme"};
    else if (out.own >= 0 && is_removed(ask, static_cast<std::size_t>(out.own)))
        out.problem = {"视点所在建筑将被拆除", "the building it stands in goes"};
    return out;
}

/// Whether the line from a to b passes through the prism below its top.
bool hides(Prism const& prism, base::Vec3d a, base::Vec3d b) {
    base::Vec2d const from{a.x, a.y}, along{b.x - a.x, b.y - a.y};
    std::vector<double> cuts;
    for (Ring const& ring : prism.outline) {
        for (std::size_t i = 0; i < ring.size(); ++i) {
            base::Vec2d const p = ring[i] - from, edge = ring[(i + 1) % ring.size()] - ring[i];
            double const turn = along.x * edge.y - along.y * edge.x;
            if (turn == 0) continue;
            double const t = (p.x * edge.y - p.y * edge.x) / turn, u = (p.x * along.y - p.y * along.x) / turn;
            if (u >= 0 && u < 1) cuts.push_back(t);
        }
    }
    std::ranges::sort(cuts);
    auto const height = [&](double t) { return a.z + (b.z - a.z) * t; };
    for (std::size_t i = 0; i + 1 < cuts.size(); i += 2) {
        double const near = std::max(cuts[i], 0.0), far = std::min(cuts[i + 1], 1.0);
        if (near < far && std::min(height(near), height(far)) < prism.top) return true;
    }
    return false;
}

class LandmarkSight {
public:
    LandmarkSight(ViewAsk const& ask, Eye const& eye, Landmark const& mark) : ask_(ask), eye_(eye) {
        own_ = prism_at(ask.standing, mark.at);
        ground_ = ground_at(ask, mark.at);
        bool const mast = own_ < 0;
        top_ = mast ? ground_ + (mark.height > 0 ? mark.height : kMast) : ask.standing[index()].top;
        base::Vec2d const eye_at{eye.at.x, eye.at.y}, to = mark.at - eye_at;
        distance_ = base::length(to);
        base::Vec2d const along = distance_ > 0 ? to * (1 / distance_) : base::Vec2d{0, 1};
        across_ = {along.y, -along.x};
        middle_ = mark.at;
        if (!mast) {
            least_ = std::numeric_limits<double>::infinity(), most_ = -least_;
            for (base::Vec2d const p : ask.standing[index()].outline.front()) {
                base::Vec2d const off = p - middle_;
                double const u = off.x * across_.x + off.y * across_.y;
                least_ = std::min(least_, u), most_ = std::max(most_, u);
            }
        }
        base::Extent box;
        for (base::Vec2d const p : {eye_at, middle_ + across_ * least_, middle_ + across_ * most_}) box.add(p);
        for (std::size_t i = 0; i < ask.standing.size(); ++i) {
            auto const n = static_cast<std::int32_t>(i);
            if (n == own_ || n == eye.own || !meet(box, ask.standing[i])) continue;
            before_.push_back(&ask.standing[i]);
            if (!is_removed(ask, i)) after_.push_back(&ask.standing[i]);
        }
        for (Prism const& prism : ask.scheme.added)
            if (meet(box, prism)) after_.push_back(&prism);
    }

    LandmarkView look() const {
        LandmarkView out;
        out.distance = distance_;
        bool const gone = own_ >= 0 && is_removed(ask_, index());
        int const columns = own_ < 0 ? 1 : kAcross;
        int before = 0, after = 0;
        for (int c = 0; c < columns; ++c) {
            base::Vec2d const at = middle_ + across_ * (least_ + (most_ - least_) * (c + 0.5) / columns);
            for (int r = 0; r < kUpwards; ++r) {
                base::Vec3d const spot{at.x, at.y, ground_ + (top_ - ground_) * (r + 0.5) / kUpwards};
                if (hidden_by_ground(spot)) continue;
                before += free(before_, spot);
                after += !gone && free(after_, spot);
            }
        }
        out.before = double{1} * before / (columns * kUpwards);
        out.after = double{1} * after / (columns * kUpwards);
        return out;
    }

private:
    std::size_t index() const { return static_cast<std::size_t>(own_); }
    static bool meet(base::Extent const& box, Prism const& prism) {
        base::Extent const other = extent_of(prism.outline);
        return other.min_x <= box.max_x && box.min_x <= other.max_x && other.min_y <= box.max_y &&
               box.min_y <= other.max_y;
    }
    bool free(std::vector<Prism const*> const& prisms, base::Vec3d spot) const {
        return std::ranges::none_of(prisms, [&](Prism const* prism) { return hides(*prism, eye_.at, spot); });
    }
    bool hidden_by_ground(base::Vec3d spot) const {
        if (!ask_.terrain || ask_.terrain->empty()) return false;
        for (double away = kStep; away < distance_ - kStep; away += kStep) {
            double const t = away / distance_;
            base::Vec2d const at{eye_.at.x + (spot.x - eye_.at.x) * t, eye_.at.y + (spot.y - eye_.at.y) * t};
            if (ask_.terrain->at(at) > eye_.at.z + (spot.z - eye_.at.z) * t + kBrow) return true;
        }
        return false;
    }

    ViewAsk const& ask_;
    Eye const& eye_;
    std::int32_t own_ = -1;
    double ground_ = 0, top_ = 0, distance_ = 0, least_ = 0, most_ = 0;
    base::Vec2d middle_, across_;
    std::vector<Prism const*> before_, after_;
};

ViewLoss look_around(ViewAsk const& ask, Viewpoint const& v) {
    ViewLoss out;
    out.name = v.name;
    out.reach = v.reach;
    Eye const eye = eye_of(ask, v);
    out.eye = eye.at;
    out.problem = eye.problem;
    if (!out.known()) return out;
    ViewRays rays(eye.at, v.reach);
    for (std::size_t i = 0; i < ask.standing.size(); ++i) {
        if (static_cast<std::int32_t>(i) == eye.own) continue;
        rays.add(ask.standing[i], true, !is_removed(ask, i));
    }
    for (Prism const& prism : ask.scheme.added) rays.add(prism, false, true);
    rays.walk([&](base::Vec2d at) { return ground_at(ask, at); }, out);
    for (Landmark const& mark : ask.landmarks) out.landmarks.push_back(LandmarkSight(ask, eye, mark).look());
    return out;
}

}  // namespace

bool ViewLoss::kept() const {
    bool const ground = ground_lost <= kMostViewLost * ground_before;
    return ground && std::ranges::all_of(landmarks, [](LandmarkView const& l) { return !l.seen() || l.kept(); });
}

std::vector<ViewLoss> view_losses(ViewAsk const& ask) {
    std::vector<ViewLoss> out;
    for (Viewpoint const& v : ask.viewpoints) out.push_back(look_around(ask, v));
    return out;
}

twin::Name view_method() {
    return {
        "视点眼高 1.6 米（在建筑上的自屋面起算）；每视点 720 条视线，考虑全部建筑与地形，统计可视地面的减少；"
        "地标按 9×12 个点统计可见比例。可视地面与任一可见地标的损失均不超过 10% 计为“保持”。",
        "Eyes 1.6 m above ground, or above the roof they stand on. 720 lines of sight a viewpoint, past all buildings "
        "and terrain; landmarks by 9 x 12 points. A view is kept where neither the ground nor any landmark seen "
        "loses more than 10% of what was seen of it."};
}

}  // namespace analysis
