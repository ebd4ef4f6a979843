#include "app/siting_map.h"

#include <array>

namespace app {
namespace {

constexpr std::uint32_t kIn = 0xd0000000, kOut = 0x70000000;  ///< alpha
constexpr std::size_t kNumbered = 20;                         ///< ranks that are written on the ground
constexpr std::size_t kMostOut = 4000;                        ///< excluded ones that are painted

/// First, second and third, the better and the lesser half.
struct Ramp {
    std::array<std::uint32_t, 4> in;
    std::uint32_t out;
};
Ramp ramp_of(scene::Style style) {
    if (style == scene::Style::night) return {{0xfde725, 0x5ec962, 0x21918c, 0x3b528b}, 0x5a6478};
    return {{0x0b5f59, 0x2a9d8f, 0x7fc8b8, 0xc9e8df}, 0x8a8f98};
}

std::size_t class_of(std::uint32_t rank, std::size_t ranked) {
    if (rank == 1) return 0;
    if (rank <= 3) return 1;
    return rank <= (ranked + 1) / 2 ? 2 : 3;
}

}  // namespace

Overlay site_overlay(ui::SitingFacts const& facts, scene::Style style, bool chinese) {
    Overlay out;
    Ramp const ramp = ramp_of(style);
    auto const& sites = facts.measured->sites;
    auto const& judged = *facts.judged;
    std::size_t const ranked = judged.ranking.sites.size();
    out.layer.title = chinese ? facts.study.name.zh : facts.study.name.en;
    char const* const names[] = {chinese ? "第 1 名" : "First", chinese ? "第 2、3 名" : "Second and third",
                                 chinese ? "前半" : "Better half", chinese ? "后半" : "Lesser half"};
    for (std::size_t i = 0; i < ramp.in.size(); ++i)
        if (ranked > 0) out.layer.classes.push_back({names[i], ramp.in[i]});
    out.layer.classes.push_back({chinese ? "硬约束排除" : "Excluded", ramp.out});
    std::size_t excluded = 0;
    for (std::size_t s = 0; s < sites.size(); ++s) {
        std::int32_t const row = s < judged.row_of.size() ? judged.row_of[s] : -1;
        scene::ShadedArea area;
        area.rings = sites[s].plot;
        if (row >= 0) {
            std::uint32_t const rank = judged.ranking.weighted_rank[static_cast<std::size_t>(row)];
            area.colour = kIn | ramp.in[class_of(rank, ranked)];
            if (rank <= kNumbered) area.label = std::to_string(rank);
        } else {
            if (excluded++ >= kMostOut) continue;
            area.colour = kOut | ramp.out;
        }
        out.areas.push_back(std::move(area));
    }
    return out;
}

}  // namespace app
