#include "analysis/dbscan.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace analysis {

namespace {

bool is_place(base::Vec2d p) { return std::isfinite(p.x) && std::isfinite(p.y); }

/// Points by square cells as wide as the reach: whatever is near lies in one of nine.
class Cells {
public:
    Cells(std::span<base::Vec2d const> points, double reach) : points_(points), reach_(reach) {
        for (std::size_t i = 0; i < points.size(); ++i)
            if (is_place(points[i])) members_[cell(points[i])].push_back(i);
    }

    void near(std::size_t of, std::vector<std::size_t>& out) const {
        out.clear();
        if (!is_place(points_[of])) return;
        auto const [column, row] = cell(points_[of]);
        for (double x = column - 1; x <= column + 1; ++x)
            for (double y = row - 1; y <= row + 1; ++y) {
                auto const found = members_.find({x, y});
                if (found == members_.end()) continue;
                for (std::size_t const i : found->second)
                    if (base::length(points_[i] - points_[of]) <= reach_) out.push_back(i);
            }
    }

private:
    std::pair<double, double> cell(base::Vec2d p) const { return {std::floor(p.x / reach_), std::floor(p.y / reach_)}; }

    std::span<base::Vec2d const> points_;
    double reach_;
    std::map<std::pair<double, double>, std::vector<std::size_t>> members_;
};

}  // namespace

std::vector<int> dbscan(std::span<base::Vec2d const> points, double reach, std::size_t least) {
    std::vector<int> cluster(points.size(), -1);
    if (!(reach > 0)) return cluster;
    Cells const cells(points, reach);
    std::vector<std::size_t> near, open;
    int count = 0;
    for (std::size_t first = 0; first < points.size(); ++first) {
        if (cluster[first] >= 0) continue;
        cells.near(first, near);
        if (near.size() < std::max<std::size_t>(1, least)) continue;
        cluster[first] = count;
        open.assign(1, first);
        while (!open.empty()) {
            std::size_t const at = open.back();
            open.pop_back();
            cells.near(at, near);
            if (near.size() < least) continue;
            for (std::size_t const i : near) {
                if (cluster[i] >= 0) continue;
                cluster[i] = count;
                open.push_back(i);
            }
        }
        ++count;
    }
    return cluster;
}

}  // namespace analysis
