// What is said of ways and of the roads they were measured along.
#include <array>
#include <cmath>
#include <cstdio>

#include "analysis/road_reach.h"

namespace analysis {
namespace {

std::string with_decimals(double value, int decimals) {
    std::array<char, 32> out{};
    std::snprintf(out.data(), out.size(), "%.*f", decimals, value);
    return out.data();
}

}  // namespace

twin::Name describe(Basis basis, TravelMode const& mode) {
    if (basis == Basis::road) return {"沿路网", "along roads"};
    std::array<char, 32> detour{};
    std::snprintf(detour.data(), detour.size(), "%.3g", mode.detour);
    return {std::string("直线距离 × ") + detour.data(), std::string("straight line x ") + detour.data()};
}

twin::Name describe(TravelMode const& mode) {
    std::string const speed = with_decimals(mode.metres_per_minute * 60 / 1000, 1) + " km/h";
    switch (mode.by) {
        case TravelBy::foot: return {"步行 " + speed, "on foot " + speed};
        case TravelBy::cycle: return {"骑行 " + speed, "cycling " + speed};
        case TravelBy::car: break;
    }
    return {"驾车，按道路等级车速，单行道计入", "by car, speeds by class of road, one-way streets kept"};
}

twin::Name describe(NetworkFacts const& n, Basis basis) {
    if (n.lines == 0) return {"本区没有可用道路", "there are no roads to go by"};
    std::string const nodes = std::to_string(n.nodes), edges = std::to_string(n.edges), parts = std::to_string(n.parts);
    std::string const km = with_decimals(n.metres / 1000, 1) + " km",
                      share = with_decimals(100 * n.largest_share, 1) + "%";
    std::string const snap = with_decimals(n.snap, 1) + " m";
    twin::Name out{"路网 " + km + "，节点 " + nodes + "，路段 " + edges + "，连通片 " + parts + "，最大片占长度 " +
                       share + "；端点容差 " + snap,
                   "roads of " + km + ": " + nodes + " nodes, " + edges + " edges, " + parts +
                       " parts, the largest with " + share + " of their length; ends join within " + snap};
    if (basis == Basis::straight) {
        out.zh += "；连通程度不足，不作路网使用";
        out.en += "; too little of it hangs together to be a network";
    }
    return out;
}

twin::Name describe(Lost lost, TravelMode const& mode, double to_road) {
    switch (lost) {
        case Lost::no: break;
        case Lost::off_roads: {
            std::string const access = with_decimals(mode.access, 0), there = with_decimals(to_road, 0);
            twin::Name out{access + " 米内无道路", "no road within " + access + " m"};
            if (std::isfinite(to_road))
                out = {out.zh + "（最近 " + there + " 米）", out.en + " (nearest " + there + " m)"};
            return out;
        }
        case Lost::no_way: return {"所在道路与目标不连通", "its roads do not lead there"};
        case Lost::nowhere: return {"没有目标设施", "there is nothing to go to"};
    }
    return {};
}

}  // namespace analysis
