// Early warning: what is more than usual, the most urgent first, and what people made of it.
#include <algorithm>
#include <iterator>
#include <span>

#include "ui/live_rows.h"
#include "ui/panels.h"
#include "ui/warning_groups.h"
#include "ui/warning_parts.h"
#include "ui/widgets.h"
#include "ui/wrap.h"

namespace ui {
namespace {

struct WarningTab {
    enum : std::uint8_t { waiting, judged, rules };
};

bool is_judged(WarningRow const& row) { return row.kept.verdict != analysis::Verdict::none; }

void draw_stats(PanelContext& context, WarningFacts const& facts, std::size_t open) {
    Kit& kit = context.kit;
    int serious = 0;
    Urgent worst = Urgent::orange;
    for (WarningRow const& row : facts.rows)
        if (!is_judged(row) && row.urgent >= Urgent::orange) ++serious, worst = std::max(worst, row.urgent);
    auto const right = facts.precision.all.value();
    std::string const note = right ? kit.say("warning.right.note", {std::to_string(facts.precision.all.part),
                                                                    std::to_string(facts.precision.all.of)})
                                   : std::string(kit.say("warning.right.none"));
    stat_strip(kit, {{Kit::number(static_cast<double>(open)), kit.say("warning.waiting")},
                     {Kit::number(serious), kit.say("warning.serious"), worst},
                     {right ? Kit::percent(*right, 0) : std::string(), kit.say("warning.right"), {}, note}});
    Typed const small(kit, Type::small);
    std::string said = kit.say("warning.as_of", {Kit::full_clock(facts.moment)});
    if (facts.working) said += std::string(" · ") + kit.say("warning.working");
    text_cut(kit, said, kit.palette().quiet);
    if (facts.held_back > 0) {
        wrapped(kit.say("warning.held_back", {std::to_string(facts.most_a_day), std::to_string(facts.held_back)}),
                kit.palette().warning);
    }
    if (!facts.not_kept.en.empty()) {
        wrapped(kit.show(kit.say("warning.not_kept", {kit.of(facts.not_kept)})), kit.palette().bad);
    }
}

/// One line of the list: a warning, or a group of them that opens in place.
struct WarningLine {
    WarningRow const* row = nullptr;
    WarningGroup group = {};
    bool judges = false;  ///< the way to judge all of `group`
    int depth = 0;
};

std::vector<WarningRow const*> rows_of_tab(WarningFacts const& facts, bool of_judged) {
    std::vector<WarningRow const*> rows;
    for (WarningRow const& row : facts.rows)
        if (is_judged(row) == of_judged) rows.push_back(&row);
    return rows;
}

void add_rows(WarningCommunity const& community, int depth, std::vector<WarningLine>& out) {
    for (WarningRow const* row : community.rows) out.push_back({.row = row, .depth = depth});
}

/// A group, and where it is unfolded first the way to judge all of it. False: it is folded.
bool add_group(std::set<std::string> const& unfolded, WarningGroup const& group, int depth,
               std::vector<WarningLine>& out) {
    out.push_back({.group = group, .depth = depth});
    if (!unfolded.contains(group.key)) return false;
    out.push_back({.group = group, .judges = true, .depth = depth + 1});
    return true;
}

void add_matter(std::set<std::string> const& unfolded, std::span<WarningGroup const> groups,
                WarningMatter const& matter, std::vector<WarningLine>& out) {
    auto const group_of = [&](WarningCommunity const* community) {
        return std::ranges::find_if(
            groups, [&](WarningGroup const& g) { return g.matter == &matter && g.community == community; });
    };
    if (auto const whole = group_of(nullptr); whole != groups.end() && !add_group(unfolded, *whole, 0, out)) return;
    int const depth = matter.warnings > 1 ? 1 : 0;
    for (WarningCommunity const& community : matter.communities) {
        auto const part = group_of(&community);
        if (part == groups.end())
            add_rows(community, depth, out);
        else if (add_group(unfolded, *part, depth, out))
            add_rows(community, depth + 1, out);
    }
}

ListRow list_row_of(PanelContext& context, WarningGroup const& group) {
    Kit& kit = context.kit;
    WarningRow const& first = *group.rows.front();
    std::string const count = std::to_string(group.rows.size()), all = std::to_string(group.tickets);
    ListRow out;
    out.id = "group " + group.key;
    out.urgent = first.urgent;
    out.unfolded = context.state.warning.unfolded.contains(group.key);
    out.title = group.community ? kit.of(first.place) : matter_of(kit, first.kept.alert);
    out.detail = group.community ? kit.say("warning.group.community", {count, all})
                                 : kit.say("warning.group", {std::to_string(group.known_communities), count, all});
    out.right = kit.say("warning.group.count", {kit.say(level_key(first.urgent)), count});
    if (!group.community) out.right_detail = Kit::day_clock(group.matter->newest).substr(0, 5);
    return out;
}

ListRow judging_row_of(PanelContext& context, WarningGroup const& group) {
    Kit& kit = context.kit;
    bool const judged = is_judged(*group.rows.front());
    std::string const count = std::to_string(group.rows.size());
    ListRow out;
    out.id = "judge " + group.key;
    out.marked = false;
    out.title = kit.say(judged ? "warning.together.back_row" : "warning.together.row", {count});
    out.title_colour = kit.palette().accent;
    out.detail = kit.say("warning.together.row.how");
    return out;
}

void draw_line(PanelContext& context, WarningLine const& line) {
    WarningState& state = context.state.warning;
    ListRow row = line.row      ? warning_list_row(context, *line.row)
                  : line.judges ? judging_row_of(context, line.group)
                                : list_row_of(context, line.group);
    row.depth = line.depth;
    if (!list_row(context.kit, row)) return;
    if (line.row) return open_warning(context, *line.row);
    if (line.judges) {
        state.group = line.group.key;
        state.note.clear();
    } else if (state.unfolded.erase(line.group.key) == 0) {
        state.unfolded.insert(line.group.key);
    }
}

void draw_list(PanelContext& context, WarningFacts const& facts, bool of_judged) {
    Kit& kit = context.kit;
    auto const rows = rows_of_tab(facts, of_judged);
    if (rows.empty()) {
        char const* const text = of_judged ? "warning.none_judged" : "warning.none";
        char const* const what = of_judged ? "warning.none_judged.do" : "warning.none.do";
        return empty_state(kit, kit.say(text), kit.say(what));
    }
    std::vector<WarningLine> lines;
    for (WarningRow const* row : rows)
        if (stands_alone(*row)) lines.push_back({.row = row});
    auto const matters = group_warnings(rows);
    auto const groups = groups_of(matters);
    for (WarningMatter const& matter : matters) add_matter(context.state.warning.unfolded, groups, matter, lines);
    virtual_list(kit, "warnings", lines.size(), kit.px(kListRow), [&](std::size_t i) { draw_line(context, lines[i]); });
}

}  // namespace

ListRow warning_list_row(PanelContext& context, WarningRow const& row) {
    Kit& kit = context.kit;
    analysis::Alert const& a = row.kept.alert;
    ListRow out;
    out.id = a.id;
    out.urgent = row.urgent;
    out.filled = !is_judged(row);
    out.title = matter_of(kit, a) + " · " + kit.of(row.place);
    std::string const days = std::to_string(a.days), count = std::to_string(a.count);
    out.detail = a.expected < 0 ? kit.say("warning.row.rule", {days, count})
                                : kit.say("warning.row", {days, count, usual_text(a.expected)});
    if (row.whole) out.detail += " · " + kit.say("warning.row.whole", {std::to_string(row.whole->alert.count)});
    out.right = is_judged(row) ? kit.say(verdict_key(row.kept.verdict)) : kit.say(level_key(row.urgent));
    std::string const raised = Kit::day_clock(row.kept.raised).substr(0, 5);
    out.right_detail = row.has_risen()
                           ? kit.say("warning.row.risen", {raised, Kit::day_clock(row.urgent_since).substr(0, 5)})
                           : raised;
    out.chosen = context.state.warning.open == a.id;
    return out;
}

std::string matter_of(Kit& kit, analysis::Alert const& alert) {
    std::string const& name = kit.of(alert.class_name);
    return name == alert.class_code ? alert.class_name.zh : name;
}

char const* level_key(Urgent urgent) {
    constexpr char const* kNames[] = {"warning.level.blue", "warning.level.blue", "warning.level.yellow",
                                      "warning.level.orange", "warning.level.red"};
    return kNames[static_cast<std::size_t>(urgent)];
}

char const* kind_key(unsigned kind) {
    constexpr char const* kNames[] = {"warning.kind.rule", "warning.kind.series", "warning.kind.scan"};
    return kNames[kind < 3 ? kind : 0];
}

char const* verdict_key(analysis::Verdict verdict) {
    constexpr char const* kNames[] = {"warning.waiting", "warning.verdict.confirmed", "warning.verdict.forwarded",
                                      "warning.verdict.dismissed"};
    return kNames[static_cast<std::size_t>(verdict)];
}

std::vector<WarningRow const*> listed_warnings(WarningFacts const& facts, bool judged) {
    auto const rows = rows_of_tab(facts, judged);
    std::vector<WarningRow const*> out;
    std::ranges::copy_if(rows, std::back_inserter(out), [](WarningRow const* row) { return stands_alone(*row); });
    for (WarningMatter const& matter : group_warnings(rows))
        for (WarningCommunity const& each : matter.communities)
            out.insert(out.end(), each.rows.begin(), each.rows.end());
    return out;
}

std::string usual_text(double expected) { return Kit::number(expected, expected < 10 ? 1 : 0); }

void open_warning(PanelContext& context, WarningRow const& row) {
    context.state.warning.open = row.kept.alert.id;
    context.state.warning.note.clear();
    base::Extent extent;
    for (auto const& line : row.outlines)
        for (base::Vec3d const p : line) extent.add(base::Vec2d{p.x, p.y});
    if (!extent.empty())
        context.push(FlyToExtent{extent});
    else if (row.at)
        context.push(FlyTo{{SubjectKind::spot, 0, {}, row.at}});
}

std::string matter_key(WarningRow const& row) {
    analysis::Alert const& a = row.kept.alert;
    // A rule has no area of its own, only a place.
    return "warning " + a.class_code + " " + std::to_string(a.area) + (a.expected < 0 ? " " + a.place : std::string());
}

void draw_warning(PanelContext& context) {
    Kit& kit = context.kit;
    if (!context.warning) return empty_state(kit, kit.say("warning.no_feed"), kit.say("warning.no_feed.do"));
    WarningFacts const& facts = *context.warning;
    WarningState& state = context.state.warning;
    if (!facts.problem.en.empty()) return empty_state(kit, kit.say("warning.problem"), kit.show(kit.of(facts.problem)));
    if (facts.moment == base::kNoTime) return empty_state(kit, kit.say("warning.first"), kit.say("warning.first.do"));
    auto const open =
        std::ranges::find_if(facts.rows, [&](WarningRow const& row) { return row.kept.alert.id == state.open; });
    if (open != facts.rows.end()) return draw_warning_one(context, facts, *open);
    if (!state.group.empty()) {
        auto const rows = rows_of_tab(facts, state.view == WarningTab::judged);
        if (draw_warning_group(context, group_warnings(rows))) return;
        state.group.clear();
    }
    auto const waits = static_cast<std::size_t>(
        std::ranges::count_if(facts.rows, [](WarningRow const& row) { return !is_judged(row); }));
    draw_stats(context, facts, waits);
    std::string const first = kit.say("warning.tab.waiting", {std::to_string(waits)});
    std::string const second = kit.say("warning.tab.judged", {std::to_string(facts.rows.size() - waits)});
    state.view = tabs(kit, "warning", {first.c_str(), second.c_str(), kit.say("warning.tab.rules")}, state.view);
    if (state.view == WarningTab::rules) return draw_warning_rules(context, facts);
    draw_list(context, facts, state.view == WarningTab::judged);
}

}  // namespace ui
