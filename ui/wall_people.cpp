// The wall's cards about people, feeds and indicators.
#include <algorithm>

#include "ui/live_rows.h"
#include "ui/palette.h"
#include "ui/wall_parts.h"

namespace ui {
namespace {

PeopleFacts::Total const* known_total(PeopleFacts const& facts, std::string_view measure) {
    for (auto const& total : facts.district)
        if (total.measure == measure && total.people >= 0) return &total;
    return nullptr;
}

WallNumber number_of(Kit& kit, char const* name, PeopleFacts::Total const* total) {
    WallNumber out;
    out.name = kit.say(name);
    out.value = total ? Kit::number(total->people) : kit.say("wall.no_data");
    if (total && total->area_km2 > 0)
        out.remark = kit.say("wall.per_km2", {Kit::number(total->people / total->area_km2)});
    return out;
}

/// Four tiles, two by two.
void tiles(PanelContext& context, base::Extent const& box, char const* id, char const* title, std::size_t first) {
    Kit& kit = context.kit;
    CardBody body(context, id, title, box);
    auto const& kpis = context.facts.kpis;
    if (kpis.size() <= first) return body.empty("wall.no_kpis", "wall.no_kpis.do");
    Palette const& p = kit.palette();
    float const w = body.width / 2, h = body.left() / 2;
    for (std::size_t i = 0; i < 4 && first + i < kpis.size(); ++i) {
        float const x = body.at.x + static_cast<float>(i % 2) * w, y = body.at.y + static_cast<float>(i / 2) * h;
        // The tile brings its own margin; the first column keeps the card's edge.
        ImGui::SetCursorScreenPos({x - kit.px(12), y});
        kpi_tile(kit, kpis[first + i], context.facts.time.event, {w + kit.px(8), h});
    }
    body.list->AddLine({body.at.x, body.at.y + h}, {body.at.x + body.width, body.at.y + h}, faded(p.line, 0.6F));
}

}  // namespace

void card_people(PanelContext& context, base::Extent const& box) {
    Kit& kit = context.kit;
    PeopleFacts const& facts = context.facts.people;
    auto const* const resident = known_total(facts, "resident");
    auto const *const day = known_total(facts, "day"), *const night = known_total(facts, "night");
    CardBody body(context, "people", "wall.people", box);
    bool const estimated = (resident && resident->estimated) || (day && day->estimated);
    body.footer(estimated ? kit.say("people.estimated") : "", &facts.freshness, context.facts.time.event);
    if (!resident && !day && !night) return body.empty("wall.no_people", "wall.no_people.do");
    wall_numbers(body, {number_of(kit, "people.measure.resident", resident)}, resident ? Type::huge : Type::title);
    wall_numbers(body, {number_of(kit, "people.measure.day", day), number_of(kit, "people.measure.night", night)},
                 Type::large);
    if (!resident || body.left() < kit.px(32)) return;
    ImGui::SetCursorScreenPos(body.at);
    age_bar(kit, resident->by_age, body.width);
}

void card_communities(PanelContext& context, base::Extent const& box) {
    Kit& kit = context.kit;
    PeopleFacts const& facts = context.facts.people;
    CardBody body(context, "communities", "wall.communities", box, kit.say("people.people"));
    body.footer("", &facts.freshness, context.facts.time.event);
    if (facts.communities.empty()) return body.empty("wall.no_people", "wall.no_people.do");
    std::vector<Bar> bars;
    for (auto const& place : facts.communities) {
        if (bars.size() == 7) break;
        bars.push_back({area_name(context, place.name), place.people, 0, Kit::number(place.people)});
    }
    wall_bars(body, bars);
}

void card_feeds(PanelContext& context, base::Extent const& box) {
    Kit& kit = context.kit;
    auto const& feeds = context.facts.feeds;
    auto const good = std::count_if(feeds.begin(), feeds.end(), [](FeedRow const& f) { return f.lamp <= Lamp::quiet; });
    std::string const right = feeds.empty()
                                  ? std::string()
                                  : kit.say("wall.feeds_good", {Kit::number(static_cast<double>(good)),
                                                                Kit::number(static_cast<double>(feeds.size()))});
    CardBody body(context, "feeds", "wall.feeds", box, right.c_str());
    if (feeds.empty()) return body.empty("wall.no_feeds", "wall.no_feeds.do");
    std::vector<FeedRow const*> worst;
    for (FeedRow const& feed : feeds) worst.push_back(&feed);
    std::stable_sort(worst.begin(), worst.end(), [](auto* a, auto* b) { return a->lamp > b->lamp; });
    constexpr char const* kWords[] = {"lamp.live", "lamp.quiet", "lamp.stale", "lamp.down"};
    std::vector<WallRow> rows;
    for (FeedRow const* feed : worst) {
        if (rows.size() == 7) break;
        WallRow row;
        row.mark = WallRow::Mark::lamp;
        bool const waits = is_connecting(*feed);
        row.lamp = waits ? Lamp::quiet : feed->lamp;
        row.text = kit.of(feed->name).empty() ? feed->id : kit.of(feed->name);
        row.remark = kit.say(waits ? "lamp.connecting" : kWords[static_cast<int>(feed->lamp)]);
        row.right = feed->last_event == base::kNoTime ? kit.say("wall.no_data")
                                                      : kit.ago(feed->last_event, context.facts.time.event);
        row.tone = waits                       ? Urgent::none
                   : feed->lamp == Lamp::down  ? Urgent::red
                   : feed->lamp == Lamp::stale ? Urgent::orange
                                               : Urgent::none;
        rows.push_back(std::move(row));
    }
    wall_rows(body, rows, feeds.size(), "wall.more_feeds");
}

void card_kpis(PanelContext& context, base::Extent const& box) { tiles(context, box, "kpis", "wall.kpis", 0); }
void card_more_kpis(PanelContext& context, base::Extent const& box) {
    tiles(context, box, "more_kpis", "wall.more_kpis", 4);
}

}  // namespace ui
