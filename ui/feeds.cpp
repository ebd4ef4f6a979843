// The feeds: how each stands, how much comes against what should, and what was wrong with the last bad message.
#include <algorithm>
#include <array>
#include <cmath>

#include "ui/icons.h"
#include "ui/live_rows.h"
#include "ui/panels.h"
#include "ui/times.h"
#include "ui/widgets.h"
#include "ui/wrap.h"

namespace ui {
namespace {

constexpr std::array kLamps{"feeds.live", "feeds.quiet", "feeds.stale", "feeds.down"};

char const* lamp_key(Lamp lamp) { return kLamps[static_cast<std::size_t>(lamp)]; }

std::string lag_text(Kit& kit, std::int64_t ms) {
    if (ms >= kMinute) return length_of_time(kit, ms);
    return kit.say("feeds.seconds", {Kit::number(static_cast<double>(ms) / 1000, ms < 10'000 ? 1 : 0)});
}

std::string rate(double per_hour) { return Kit::number(per_hour, per_hour > 0 && per_hour < 10 ? 1 : 0); }

std::string rate_text(Kit& kit, FeedRow const& feed) {
    bool const expected = feed.expected_per_hour > 0;
    if (!feed.counted) return expected ? kit.say("feeds.expected", {rate(feed.expected_per_hour)}) : std::string();
    if (!expected) return kit.say("feeds.rate_only", {rate(feed.per_hour)});
    return kit.say("feeds.rate", {rate(feed.per_hour), rate(feed.expected_per_hour)});
}

/// How much comes of what is expected; a tick at all of it.
void rate_bar(Kit& kit, FeedRow const& feed, ImVec2 at, float width) {
    if (!feed.counted || feed.expected_per_hour <= 0) return;
    Palette const& palette = kit.palette();
    ImDrawList* const list = ImGui::GetWindowDrawList();
    float const height = kit.px(4), whole = width * 0.8F;
    double const share = std::min(1.25, feed.per_hour / feed.expected_per_hour);
    list->AddRectFilled(at, {at.x + width, at.y + height}, palette.line, kit.px(2));
    bool const well = feed.lamp == Lamp::live;
    list->AddRectFilled(at, {at.x + whole * static_cast<float>(share), at.y + height},
                        well ? palette.series[0] : palette.lamp[static_cast<std::size_t>(feed.lamp)], kit.px(2));
    list->AddLine({at.x + whole, at.y - kit.px(2)}, {at.x + whole, at.y + height + kit.px(2)}, palette.quiet);
}

bool feed_row(PanelContext& context, FeedRow const& feed, bool open) {
    Kit& kit = context.kit;
    Palette const& palette = kit.palette();
    float const width = ImGui::GetContentRegionAvail().x,
                height = kit.px(feed.counted && feed.expected_per_hour > 0 ? 56 : kListRow);
    ImVec2 const at = ImGui::GetCursorScreenPos();
    bool const clicked = ImGui::InvisibleButton(feed.id.c_str(), {width, height});
    bool const hovered = ImGui::IsItemHovered();
    ImDrawList* const list = ImGui::GetWindowDrawList();
    if (hovered || open) list->AddRectFilled(at, {at.x + width, at.y + height}, palette.raised, kit.px(4));
    lamp_mark(kit, list, {at.x + kit.px(14), at.y + kit.px(16)}, kit.px(5),
              is_connecting(feed) ? Lamp::quiet : feed.lamp);
    ImFont* const body = kit.font(Type::body);
    ImFont* const small = kit.font(Type::small);
    float const left = at.x + kit.px(28), right = at.x + width - kit.px(8);
    bool const warns = feed.probably_shifted || (feed.bad > 0 && !feed.last_bad.empty());
    std::string const state = kit.say(is_connecting(feed) ? "lamp.connecting" : lamp_key(feed.lamp));
    bool const well = feed.lamp == Lamp::live || feed.lamp == Lamp::quiet || is_connecting(feed);
    ImU32 const amber = palette.level[static_cast<int>(Urgent::orange)];
    put_text(kit, small, {right - text_width(small, state.c_str()), at.y + kit.px(8)}, well ? palette.quiet : amber,
             state);
    float const room = right - left - text_width(small, state.c_str()) - kit.px(12);
    put_text(kit, body, {left, at.y + kit.px(5)}, palette.text, cut_end(body, kit.of(feed.name), room));
    std::string detail =
        feed.last_event == base::kNoTime ? std::string(kit.say("chart.no_data")) : Kit::day_clock(feed.last_event);
    if (feed.counted && well && !is_connecting(feed))
        detail += " · " + kit.say("feeds.lag", {lag_text(kit, feed.lag_ms)});
    if (warns) detail = kit.say(feed.probably_shifted ? "feeds.shifted" : "feeds.bad_lately");
    std::string const rates = rate_text(kit, feed);
    put_text(kit, small, {left, at.y + kit.px(26)}, warns ? amber : palette.quiet,
             cut_end(small, detail, right - left - text_width(small, rates.c_str()) - kit.px(8)));
    put_text_right(kit, small, {right, at.y + kit.px(26)}, palette.quiet, rates);
    rate_bar(kit, feed, {left, at.y + kit.px(46)}, right - left);
    return clicked;
}

void draw_open(PanelContext& context, FeedRow const& feed) {
    Kit& kit = context.kit;
    auto const line = [&](char const* key, std::string const& value) {
        if (!value.empty()) name_value(kit, kit.say(key), value.c_str());
    };
    auto const count = [&](char const* key, std::uint64_t n) { line(key, Kit::number(static_cast<double>(n))); };
    ImGui::Indent(kit.px(28));
    if (feed.probably_shifted) {
        wrapped(kit.say("feeds.shifted.do"), kit.palette().level[static_cast<int>(Urgent::orange)]);
    }
    line("feeds.reason", feed.reason);
    if (feed.last_good != base::kNoTime) line("feeds.last_good", Kit::full_clock(feed.last_good));
    if (feed.last_event != base::kNoTime) line("feeds.last_event", Kit::full_clock(feed.last_event));
    line("feeds.rate.title", rate_text(kit, feed));
    if (feed.counted) {
        count("feeds.received", feed.received);
        count("feeds.reports", feed.reports);
        count("feeds.bad", feed.bad);
        count("feeds.dropped", feed.dropped);
        count("feeds.waiting", feed.waiting);
        count("feeds.unplaced", feed.unplaced);
    } else {
        text_cut(kit, kit.say("feeds.past"), kit.palette().quiet);
    }
    if (!feed.last_bad.empty()) {
        heading(kit, kit.say("feeds.last_bad"), Kit::day_clock(feed.last_bad_at).c_str());
        wrapped(kit.show(feed.last_bad), kit.palette().quiet);
    }
    ImGui::Unindent(kit.px(28));
    ImGui::Dummy({0, kit.px(4)});
}

}  // namespace

void draw_feeds(PanelContext& context) {
    Kit& kit = context.kit;
    auto const& feeds = context.facts.feeds;
    if (feeds.empty()) {
        empty_state(kit, kit.say("feeds.none"), kit.say("feeds.none.do"));
        return;
    }
    std::array<std::uint32_t, kLamps.size()> counts{};
    std::uint32_t connecting = 0;
    for (FeedRow const& feed : feeds)
        ++(is_connecting(feed) ? connecting : counts[static_cast<std::size_t>(feed.lamp)]);
    std::vector<Stat> stats{{Kit::number(counts[0]), kit.say(kLamps[0])},
                            {Kit::number(counts[1]), kit.say(kLamps[1]), Urgent::yellow},
                            {Kit::number(counts[2]), kit.say(kLamps[2]), Urgent::orange},
                            {Kit::number(counts[3]), kit.say(kLamps[3]), Urgent::red}};
    if (connecting > 0) stats.insert(stats.begin() + 1, {Kit::number(connecting), kit.say("lamp.connecting")});
    stat_strip(kit, stats);
    {
        Typed const small(kit, Type::small);
        text_cut(kit, kit.say("feeds.hint"), kit.palette().quiet);
    }
    if (ImGui::BeginChild("feeds", {0, 0})) {
        for (FeedRow const& feed : feeds) {
            bool const open = context.state.feed == feed.id;
            if (feed_row(context, feed, open)) context.state.feed = open ? std::string() : feed.id;
            if (open) draw_open(context, feed);
        }
    }
    ImGui::EndChild();
}

}  // namespace ui
