#include "app/siting_map.h"

#include <algorithm>
#include <string>

namespace app {
namespace {

constexpr std::uint32_t kIn = 0xd0000000, kOut = 0x58000000;  ///< alpha
constexpr std::size_t kNumbered = 20;                         ///< ranks that are written on the ground
constexpr std::size_t kMostOut = 4000;                        ///< excluded ones that are painted

constexpr std::uint32_t kHidden = 0x90c2410c;  ///< 0xAARRGGBB
constexpr double kLeastHidden = 25;            ///< square metres: less is a slit between two roofs

constexpr std::uint32_t kOutColour = 0x8a8f98, kOutAtNight = 0x5a6478;

/// Ground that viewpoints no longer see past the scheme that stands.
void add_hidden(ui::SitingFacts const& facts, bool chinese, Overlay& out) {
    auto const shown = static_cast<std::size_t>(facts.shown);
    if (facts.shown < 0 || shown >= facts.results.size() || !facts.results[shown]) return;
    bool any = false;
    for (analysis::ViewLoss const& view : facts.results[shown]->views) {
        for (analysis::Plot const& plot : view.hidden) {
            if (analysis::area_of(plot) < kLeastHidden) continue;
            any = true;
            out.areas.push_back({plot, kHidden, {}, 0});
        }
    }
    if (any) out.layer.classes.push_back({chinese ? "方案遮挡的地面" : "Hidden by the scheme", kHidden & 0xffffff});
}

/// Land within some minutes of the chosen site lies below everything.
void add_reach(ui::SitingFacts const& facts, bool chinese, Overlay& out) {
    constexpr std::uint32_t kReachAlpha = 0x78000000;
    if (!facts.catchments) return;
    auto const& bands = facts.catchments->bands;
    for (std::size_t i = 0; i < std::min(bands.size(), ui::kReachColours.size()); ++i) {
        std::string const minutes = std::to_string(static_cast<int>(bands[i].minutes));
        for (analysis::Plot const& plot : bands[i].band)
            out.areas.push_back({plot, kReachAlpha | ui::kReachColours[i], {}, 0});
        out.layer.classes.push_back(
            {chinese ? "步行 " + minutes + " 分钟内" : "Within " + minutes + " min on foot", ui::kReachColours[i]});
    }
}

}  // namespace

Overlay site_overlay(ui::SitingFacts const& facts, scene::Style style, bool chinese) {
    Overlay out;
    bool const night = style == scene::Style::night;
    auto const& ramp = night ? ui::kRankColoursAtNight : ui::kRankColours;
    std::uint32_t const out_colour = night ? kOutAtNight : kOutColour;
    auto const& sites = facts.measured->sites;
    auto const& judged = *facts.judged;
    std::size_t const ranked = judged.ranking.sites.size();
    out.layer.title = chinese ? facts.study.name.zh : facts.study.name.en;
    char const* const names[] = {chinese ? "第 1 名" : "First", chinese ? "第 2、3 名" : "Second and third",
                                 chinese ? "前半" : "Better half", chinese ? "后半" : "Lesser half"};
    for (std::size_t i = 0; i < ramp.size(); ++i)
        if (ranked > 0) out.layer.classes.push_back({names[i], ramp[i]});
    out.layer.classes.push_back({chinese ? "硬约束排除" : "Excluded", out_colour});
    add_reach(facts, chinese, out);
    std::size_t excluded = 0;
    for (std::size_t s = 0; s < sites.size(); ++s) {
        std::int32_t const row = s < judged.row_of.size() ? judged.row_of[s] : -1;
        scene::ShadedArea area;
        area.rings = sites[s].plot;
        if (row >= 0) {
            std::uint32_t const rank = judged.ranking.weighted_rank[static_cast<std::size_t>(row)];
            area.colour = kIn | ramp[ui::rank_step(rank, ranked)];
            // The chosen one's number stands above its scheme, where the panel draws it.
            if (rank <= kNumbered && static_cast<std::int32_t>(s) != facts.chosen) area.label = std::to_string(rank);
        } else {
            if (excluded++ >= kMostOut) continue;
            area.colour = kOut | out_colour;
        }
        out.areas.push_back(std::move(area));
    }
    add_hidden(facts, chinese, out);
    return out;
}

}  // namespace app
