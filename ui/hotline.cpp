// The hotline: what is open and until when, how it goes, who handles it and where it comes again.
#include <algorithm>
#include <cstdlib>

#include "ui/hotline_parts.h"
#include "ui/icons.h"
#include "ui/panels.h"
#include "ui/widgets.h"

namespace ui {
namespace {

struct TicketTab {
    enum : std::uint8_t { queue, trend, parts, repeated };
};

bool says(twin::Ticket const& ticket, std::string const& text) {
    return contains_text(ticket.id, text) || contains_text(ticket.title, text) ||
           contains_text(ticket.class_path, text) || contains_text(ticket.where.address, text) ||
           contains_text(ticket.department, text);
}

bool passes(TicketRow const& row, QueueState const& state) {
    if (state.only_open && !row.open) return false;
    if (state.only_overdue && !row.overdue) return false;
    if (!state.unit.empty() && row.ticket.department != state.unit) return false;
    if (!state.category.empty() && !row.ticket.class_path.starts_with(state.category)) return false;
    return state.text.empty() || says(row.ticket, state.text);
}

void filter(HotlineFacts const& facts, std::uint64_t revision, base::UtcMs now, QueueState& state) {
    std::string const key = state.text + '\n' + state.unit + '\n' + state.category + (state.only_open ? "o" : "") +
                            (state.only_overdue ? "d" : "") + std::to_string(static_cast<int>(state.order));
    if (state.revision == revision && state.key == key && !state.key.empty()) return;
    state.revision = revision;
    state.key = key;
    state.rows.clear();
    for (std::uint32_t i = 0; i < facts.tickets.size(); ++i)
        if (passes(facts.tickets[i], state)) state.rows.push_back(i);
    std::ranges::stable_sort(state.rows, [&](std::uint32_t a, std::uint32_t b) {
        return comes_before(facts.tickets[a], facts.tickets[b], state.order, now);
    });
}

void draw_ticket_stats(PanelContext& context) {
    Kit& kit = context.kit;
    HotlineFacts const& facts = context.facts.hotline;
    auto const number = [](std::uint32_t n) { return Kit::number(n); };
    std::string const week = facts.same_day_last_week ? kit.say("hotline.week_ago", {number(*facts.same_day_last_week)})
                                                      : kit.say("hotline.week_ago_unknown");
    stat_strip(kit, {{number(facts.open), kit.say("hotline.open")},
                     {number(facts.overdue), kit.say("hotline.overdue"), Urgent::red},
                     {number(facts.nearly_due), kit.say("hotline.nearly_due"), Urgent::orange},
                     {facts.today ? number(*facts.today) : "–", kit.say("hotline.today")}});
    freshness_line(kit, facts.freshness, context.facts.time.event, week);
}

std::vector<Choice> choices_of(PanelContext const& context, std::vector<Tally> const& tallies) {
    std::vector<Choice> out;
    for (Tally const& tally : tallies) out.push_back({tally.key, term(context, tally.key), Kit::number(tally.count)});
    return out;
}

/// Which comes first, said and chosen in one line.
void draw_order(Kit& kit, QueueState& state) {
    using Order = QueueState::Order;
    struct Way {
        Order order;
        char const *word, *note;
    };
    constexpr Way kWays[] = {{Order::limit, "hotline.order.limit", "hotline.order.limit.note"},
                             {Order::newest, "hotline.order.newest", "hotline.order.newest.note"},
                             {Order::longest, "hotline.order.longest", "hotline.order.longest.note"}};
    ImVec2 const at = ImGui::GetCursorScreenPos();
    ImFont* const small = kit.font(Type::small);
    std::string const label = kit.say("hotline.order");
    put_text(kit, small, {at.x, at.y + kit.px(4)}, kit.palette().quiet, label);
    ImGui::SetCursorScreenPos({at.x + text_width(small, label.c_str()) + kit.px(8), at.y});
    for (Way const& way : kWays) {
        if (chip(kit, way.word, kit.say(way.word), state.order == way.order)) state.order = way.order;
        if (ImGui::IsItemHovered()) hover_text(kit, kit.say(way.note));
        ImGui::SameLine(0, kit.px(4));
    }
    ImGui::NewLine();
}

void draw_ticket_filters(PanelContext& context, QueueState& state) {
    Kit& kit = context.kit;
    HotlineFacts const& facts = context.facts.hotline;
    text_field(kit, "##search", kit.say("hotline.search"), state.text);
    float const gap = kit.px(8), half = (ImGui::GetContentRegionAvail().x - gap) / 2;
    choice_field(kit, "##unit", kit.say("hotline.all_units"), choices_of(context, facts.units), state.unit, half);
    ImGui::SameLine(0, gap);
    choice_field(kit, "##category", kit.say("hotline.all_categories"), choices_of(context, facts.categories),
                 state.category, half);
    if (chip(kit, "open", kit.say("hotline.open"), state.only_open)) state.only_open = !state.only_open;
    ImGui::SameLine(0, gap);
    if (chip(kit, "overdue", kit.say("hotline.overdue"), state.only_overdue)) state.only_overdue = !state.only_overdue;
    ImGui::SameLine();
    std::string const count = kit.say("live.count", {Kit::number(static_cast<double>(state.rows.size()))});
    count_at_right(kit, count);
    draw_order(kit, state);
}

void draw_ticket_queue(PanelContext& context, QueueState& state) {
    Kit& kit = context.kit;
    HotlineFacts const& facts = context.facts.hotline;
    filter(facts, context.facts.revision, context.facts.time.event, state);
    draw_ticket_filters(context, state);
    if (state.rows.empty()) {
        empty_state(kit, kit.say("hotline.none"), kit.say("hotline.none.do"));
        if (quiet_button(kit, kit.say("hotline.clear"))) {
            state.text.clear(), state.unit.clear(), state.category.clear();
            state.only_overdue = false;
        }
        return;
    }
    virtual_list(kit, "queue", state.rows.size(), kit.px(kListRow), [&](std::size_t i) {
        TicketRow const& row = facts.tickets[state.rows[i]];
        if (!list_row(kit, ticket_row(context, row))) return;
        state.expanded = row.ticket.id;
        choose(context, subject_of(row));
    });
}

void draw_ticket_trend(PanelContext& context) {
    Kit& kit = context.kit;
    HotlineFacts const& facts = context.facts.hotline;
    char const* const unit = kit.say("hotline.unit.tickets");
    ImVec2 const size{ImGui::GetContentRegionAvail().x, kit.px(160)};
    heading(kit, kit.say("hotline.trend.day"));
    bars_over_time(kit, "by_hour", facts.by_hour, size, unit);
    heading(kit, kit.say("hotline.trend.month"));
    bars_over_time(kit, "by_day", facts.by_day, size, unit);
}

std::vector<Bar> bars_of(PanelContext const& context, std::vector<Tally> const& tallies) {
    std::vector<Bar> bars;
    for (Tally const& tally : tallies)
        bars.push_back({term(context, tally.key), double{tally.count * 1.0}, double{tally.overdue * 1.0},
                        Kit::number(tally.count)});
    return bars;
}

void draw_parts(PanelContext& context, QueueState& state) {
    Kit& kit = context.kit;
    HotlineFacts const& facts = context.facts.hotline;
    float const width = ImGui::GetContentRegionAvail().x;
    heading(kit, kit.say("hotline.units"), kit.say("hotline.parts.note"));
    int const unit = bar_list(kit, "units", bars_of(context, facts.units), width);
    heading(kit, kit.say("hotline.categories"), kit.say("hotline.parts.note"));
    int const category = bar_list(kit, "categories", bars_of(context, facts.categories), width);
    if (unit < 0 && category < 0) return;
    // The tickets behind a bar are what one wants to see next.
    state.unit = unit >= 0 ? facts.units[static_cast<std::size_t>(unit)].key : std::string();
    state.category = category >= 0 ? facts.categories[static_cast<std::size_t>(category)].key : std::string();
    state.only_open = state.only_overdue = false;
    state.text.clear();
    state.view = TicketTab::queue;
}

void draw_repeated(PanelContext& context) {
    Kit& kit = context.kit;
    HotlineFacts const& facts = context.facts.hotline;
    if (facts.repeated.empty()) {
        empty_state(kit, kit.say("hotline.repeated.none"), kit.say("hotline.repeated.none.do"));
        return;
    }
    {
        Typed const small(kit, Type::small);
        text_cut(kit, kit.say("hotline.repeated.note"), kit.palette().quiet);
    }
    virtual_list(kit, "repeated", facts.repeated.size(), kit.px(kListRow), [&](std::size_t i) {
        Tally const& tally = facts.repeated[i];
        ListRow row;
        row.id = tally.key;
        // "place · class", as facts have it.
        auto const cut = tally.key.rfind(" · ");
        row.title = tally.key.substr(0, cut);
        if (cut != std::string::npos)
            row.detail = term(context, tally.key.substr(cut + std::string_view(" · ").size()));
        row.urgent = tally.open == 0 ? Urgent::none : tally.overdue > 0 ? Urgent::red : Urgent::yellow;
        row.filled = tally.open > 0;
        row.right = kit.say("hotline.times", {Kit::number(tally.count)});
        if (tally.open > 0) row.right_detail = kit.say("hotline.repeated.open", {Kit::number(tally.open)});
        if (list_row(kit, row) && tally.at) choose(context, Subject{SubjectKind::spot, 0, {}, tally.at});
    });
}

}  // namespace

Subject subject_of(TicketRow const& row) { return {SubjectKind::ticket, 0, row.ticket.id, row.at}; }

bool comes_before(TicketRow const& a, TicketRow const& b, QueueState::Order order, base::UtcMs now) {
    if (order == QueueState::Order::newest) return a.ticket.called > b.ticket.called;
    auto const limited = [](TicketRow const& row) { return row.open && row.ticket.due != base::kNoTime; };
    if (limited(a) != limited(b)) return limited(a);
    if (!limited(a)) return a.ticket.called > b.ticket.called;
    if (order == QueueState::Order::longest) return a.ticket.due < b.ticket.due;
    return std::abs(a.ticket.due - now) < std::abs(b.ticket.due - now);
}

std::string term(PanelContext const& context, std::string const& words) {
    return context.facts.term(words, context.kit.language() == Language::zh);
}

std::string title_of(PanelContext const& context, twin::Ticket const& ticket) {
    if (ticket.secret) return context.kit.say("hotline.secret");
    return ticket.title.empty() ? context.kit.say("hotline.no_title") : term(context, ticket.title);
}

ListRow ticket_row(PanelContext const& context, TicketRow const& row) {
    Kit& kit = context.kit;
    twin::Ticket const& ticket = row.ticket;
    ListRow out;
    out.id = ticket.id;
    out.urgent = row.urgent;
    out.filled = row.open;
    out.faint = !row.open;
    out.title = title_of(context, ticket);
    std::string const& known = kit.of(row.place);
    std::string const place = ticket.secret ? std::string() : known.empty() ? kit.say("hotline.no_place") : known;
    std::string const unit = ticket.department.empty() ? kit.say("hotline.no_unit") : term(context, ticket.department);
    out.detail = place.empty() ? unit : unit + " · " + place;
    base::UtcMs const now = context.facts.time.event;
    bool const limited = row.open && ticket.due != base::kNoTime;
    out.right = limited ? kit.until(ticket.due, now) : kit.say(key_of(ticket.status));
    if (row.overdue) out.right_colour = kit.palette().level[static_cast<int>(Urgent::red)];
    if (row.nearly_due) out.right_colour = kit.palette().level[static_cast<int>(Urgent::orange)];
    if (ticket.called != base::kNoTime) out.right_detail = Kit::day_clock(ticket.called);
    Subject const& chosen = context.selection.subject;
    out.chosen = chosen.kind == SubjectKind::ticket && chosen.id == ticket.id;
    return out;
}

void draw_hotline(PanelContext& context) {
    Kit& kit = context.kit;
    QueueState& state = context.state.hotline;
    HotlineFacts const& facts = context.facts.hotline;
    if (!facts.freshness.any && facts.tickets.empty()) {
        empty_state(kit, kit.say("hotline.no_feed"), kit.say("hotline.no_feed.do"));
        return;
    }
    if (!state.expanded.empty()) {
        auto const open = std::ranges::find(
            facts.tickets, state.expanded, [](TicketRow const& row) -> auto const& { return row.ticket.id; });
        if (open != facts.tickets.end()) {
            draw_ticket(context, *open);
            return;
        }
        state.expanded.clear();
    }
    draw_ticket_stats(context);
    state.view = tabs(kit, "hotline",
                      {kit.say("hotline.tab.queue"), kit.say("hotline.tab.trend"), kit.say("hotline.tab.parts"),
                       kit.say("hotline.tab.repeated")},
                      state.view);
    switch (state.view) {
        case TicketTab::trend: draw_ticket_trend(context); break;
        case TicketTab::parts: draw_parts(context, state); break;
        case TicketTab::repeated: draw_repeated(context); break;
        default: draw_ticket_queue(context, state);
    }
}

}  // namespace ui
