#include "sample/areas.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <limits>
#include <set>

#include "sample/names.h"

namespace sample {

namespace {

struct Quarter {
    char const *zh, *en;
    GridBox box;
    int rows_together;  ///< of the grid, in one community
};

constexpr double kWest = -2000, kEast = 2000, kSouth = -1600, kNorth = 1600;
constexpr std::array<Quarter, 5> kQuarters{{{"明湖街道", "Minghu Subdistrict", {kWest, -400, 10, kNorth}, 3},
                                            {"站前街道", "Zhanqian Subdistrict", {10, -400, kEast, 440}, 2},
                                            {"上榕街道", "Shangrong Subdistrict", {10, 440, kEast, kNorth}, 2},
                                            {"凤鸣街道", "Fengming Subdistrict", {kWest, kSouth, -410, -400}, 2},
                                            {"龙潭街道", "Longtan Subdistrict", {-410, kSouth, kEast, -400}, 2}}};

std::string code(std::string const& parent, std::size_t number) {
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "%s%03zu", parent.c_str(), number);
    return text.data();
}

/// Grid lines from `low` to `high`, both among them, every `together`-th of those between.
template <class At>
std::vector<double> cuts(double low, double high, int lines, int together, At const& at) {
    std::vector<double> out{low};
    for (int i = 0, passed = 0; i <= lines; ++i)
        if (double const line = at(i); line > low + 1 && line < high - 1 && ++passed % together == 0)
            out.push_back(line);
    out.push_back(high);
    return out;
}

double away(double x, double low, double high) { return std::max({low - x, x - high, 0.0}); }

}  // namespace

GridBox district_box() { return {kWest, kSouth, kEast, kNorth}; }

Areas areas_of(Plan const& plan) {
    Areas areas;
    std::set<std::string> taken;
    for (Quarter const& q : kQuarters) {
        std::size_t const street = areas.streets.size();
        areas.streets.push_back({code(kDistrictCode, street + 1), {q.zh, q.en}, q.box});
        auto const us = cuts(q.box.u0, q.box.u1, kCellsAcross, 1, [&](int i) { return plan.column_line(i).at; });
        auto const vs = cuts(q.box.v0, q.box.v1, kCellsUp, q.rows_together, [&](int j) { return plan.row_line(j).at; });
        std::size_t number = 0;
        for (std::size_t j = 0; j + 1 < vs.size(); ++j) {
            for (std::size_t i = 0; i + 1 < us.size(); ++i) {
                GridBox const box{us[i], vs[j], us[i + 1], vs[j + 1]};
                CellId const cell = plan.cell_at(Vec2d{(box.u0 + box.u1) / 2, (box.v0 + box.v1) / 2});
                Name name;
                for (int attempt = 90; name.zh.empty() || !taken.insert(name.zh).second; ++attempt)
                    name = community_name(plan, cell, attempt);
                name.zh += "社区";
                name.en += " Community";
                areas.communities.push_back({code(areas.streets[street].code, ++number), name, box, street});
            }
        }
    }
    return areas;
}

std::size_t Areas::community_at(Vec2d grid) const {
    std::size_t best = 0;
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < communities.size(); ++i) {
        GridBox const& b = communities[i].box;
        double const distance = std::hypot(away(grid.x, b.u0, b.u1), away(grid.y, b.v0, b.v1));
        if (distance < least) {
            least = distance;
            best = i;
        }
    }
    return best;
}

}  // namespace sample
