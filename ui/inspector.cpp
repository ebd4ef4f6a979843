// Everything about what is chosen: what it is, where that is known from, what happened there and what belongs to it.
#include <algorithm>

#include "ui/draw.h"
#include "ui/events_parts.h"
#include "ui/hotline_parts.h"
#include "ui/icons.h"
#include "ui/panels.h"
#include "ui/related.h"
#include "ui/subject_words.h"
#include "ui/widgets.h"

namespace ui {
namespace {

constexpr std::size_t kShown = 8;  ///< of tickets and of events; the rest is counted

void draw_head(PanelContext& context) {
    Kit& kit = context.kit;
    Palette const& p = kit.palette();
    Selection const& s = context.selection;
    ImVec2 const at = ImGui::GetCursorScreenPos();
    float const width = ImGui::GetContentRegionAvail().x;
    ImDrawList* const list = ImGui::GetWindowDrawList();
    float left = at.x;
    if (kit.has_icons()) {
        list->AddRectFilled(at, {at.x + kit.px(44), at.y + kit.px(44)}, faded(p.accent, 0.16F), kit.px(4));
        put_text(list, kit.font(Type::title), {at.x + kit.px(22), at.y + kit.px(10)}, p.accent, icon_of(s.subject.kind),
                 Align::centre);
        left += kit.px(56);
    }
    ImFont* const title = kit.font(Type::title, true);
    ImFont* const small = kit.font(Type::small);
    float const room = at.x + width - left;
    std::string const shown = cut_end(title, kit.show(s.title), room);
    put_text(list, title, {left, at.y + kit.px(2)}, p.text, shown.c_str());
    std::string const below = s.subtitle.empty() ? std::string(kit.say(key_of(s.subject.kind))) : s.subtitle;
    put_text(list, small, {left, at.y + kit.px(28)}, p.quiet, cut_end(small, kit.show(below), room).c_str());
    ImGui::Dummy({width, kit.px(52)});
    if (shown != s.title) hover_text(kit, kit.show(s.title));
    bool const placed =
        s.subject.at.has_value() || s.subject.kind == SubjectKind::building || s.subject.kind == SubjectKind::ground;
    if (placed) {
        if (primary_button(kit, kit.say("inspector.fly"))) context.push(FlyTo{s.subject});
        ImGui::SameLine(0, kit.px(8));
    }
    if (s.subject.kind == SubjectKind::camera) {
        if (quiet_button(kit, kit.say("inspector.video"))) {
            context.push(PlayVideo{s.subject.id});
            context.settings.right_panel = "video";
        }
        ImGui::SameLine(0, kit.px(8));
    }
    if (quiet_button(kit, kit.say("inspector.clear"))) context.push(ClearSelection{});
}

void draw_evidence(PanelContext& context) {
    Selection const& s = context.selection;
    if (s.subject.kind != SubjectKind::event || !context.evidence) return;
    auto const row = std::find_if(context.facts.events.events.begin(), context.facts.events.events.end(),
                                  [&](EventRow const& r) { return r.id == s.subject.id; });
    if (row == context.facts.events.events.end() || row->snapshot.empty()) return;
    Shown const shown = context.evidence(row->snapshot);
    float const width = ImGui::GetContentRegionAvail().x;
    if (shown.image == 0 || shown.width == 0) return;
    float const height =
        std::min(width * static_cast<float>(shown.height) / static_cast<float>(shown.width), context.kit.px(220));
    ImGui::Dummy({0, context.kit.px(8)});
    ImGui::Image(image_of(shown.image), {width, height});
}

/// The attribute that only is a heading: what comes after it stands as the source has it.
auto given_fields(Selection const& s) {
    return std::find_if(s.attributes.begin(), s.attributes.end(), [](Attribute const& a) { return a.value.empty(); });
}

void draw_attributes(PanelContext& context) {
    Kit& kit = context.kit;
    auto const own = context.selection.attributes.begin(), given = given_fields(context.selection);
    if (own == given) return;
    heading(kit, kit.say("inspector.attributes"), kit.say("inspector.hover"));
    for (auto a = own; a != given; ++a) name_value(kit, kit.show(a->name), a->value.c_str(), a->note.c_str());
}

/// Dozens of columns in the source's own words: for who asks for them, below what happened here.
void draw_given_fields(PanelContext& context) {
    Kit& kit = context.kit;
    auto const end = context.selection.attributes.end(), head = given_fields(context.selection);
    if (head == end) return;
    ImGuiID const id = ImGui::GetID("given");
    bool const unfolded = ImGui::GetStateStorage()->GetBool(id);
    ImGui::Dummy({0, kit.px(8)});
    std::string const text =
        std::string(kit.show(head->name)) + "  " + Kit::number(static_cast<double>(end - head - 1));
    if (chip(kit, "given", text.c_str(), unfolded)) ImGui::GetStateStorage()->SetBool(id, !unfolded);
    for (auto a = head + 1; unfolded && a != end; ++a)
        name_value(kit, kit.show(a->name), a->value.c_str(), a->note.c_str());
}

/// "None here" is an answer too, where there are reports at all.
bool says_none(PanelContext const& context, Freshness const& freshness) {
    SubjectKind const kind = context.selection.subject.kind;
    return freshness.any && (kind == SubjectKind::building || kind == SubjectKind::place || kind == SubjectKind::spot);
}

void draw_tickets(PanelContext& context) {
    Kit& kit = context.kit;
    std::vector<std::string> const& ids = context.selection.tickets;
    if (ids.empty() && !says_none(context, context.facts.hotline.freshness)) return;
    heading(kit, kit.say("inspector.tickets"),
            kit.say("inspector.count", {Kit::number(static_cast<double>(ids.size()))}).c_str());
    std::size_t shown = 0;
    for (TicketRow const& row : context.facts.hotline.tickets) {
        if (shown >= std::min(kShown, ids.size())) break;
        if (std::find(ids.begin(), ids.end(), row.ticket.id) == ids.end()) continue;
        ++shown;
        if (!list_row(kit, ticket_row(context, row))) continue;
        context.state.hotline.expanded = row.ticket.id;
        choose(context, subject_of(row));
    }
    if (ids.size() > kShown) {
        Typed const small(kit, Type::small);
        text_cut(kit, kit.say("inspector.more", {Kit::number(static_cast<double>(ids.size() - kShown))}),
                 kit.palette().quiet);
    }
}

void draw_events_near(PanelContext& context) {
    Kit& kit = context.kit;
    std::vector<std::string> const& ids = context.selection.events;
    if (ids.empty() && !says_none(context, context.facts.events.freshness)) return;
    heading(kit, kit.say("inspector.events"),
            kit.say("inspector.count", {Kit::number(static_cast<double>(ids.size()))}).c_str());
    std::size_t shown = 0;
    for (EventRow const& event : context.facts.events.events) {
        if (shown >= std::min(kShown, ids.size())) break;
        if (std::find(ids.begin(), ids.end(), event.id) == ids.end()) continue;
        ++shown;
        ListRow row;
        row.id = event.id;
        row.urgent = event.urgent;
        row.filled = event.open;
        row.faint = !event.open;
        row.title = kit.of(event.type_name).empty() ? event.type : kit.of(event.type_name);
        row.detail = camera_name(context, event.camera);
        row.right = event.last == base::kNoTime ? std::string() : Kit::day_clock(event.last);
        if (list_row(kit, row)) choose(context, subject_of(event));
    }
    if (ids.size() > kShown) {
        Typed const small(kit, Type::small);
        text_cut(kit, kit.say("inspector.more", {Kit::number(static_cast<double>(ids.size() - kShown))}),
                 kit.palette().quiet);
    }
}

void draw_set(PanelContext& context) {
    Kit& kit = context.kit;
    Selection const& s = context.selection;
    if (s.set.empty()) return;
    heading(kit, kit.say("inspector.set", {Kit::number(static_cast<double>(s.set.size()))}).c_str());
    for (Selection::Sum const& sum : s.sums) name_value(kit, sum.name.c_str(), sum.value.c_str());
    ImGui::Dummy({0, kit.px(8)});
    if (quiet_button(kit, kit.say("inspector.table"))) context.state.table = true;
    if (s.subject) return;
    ImGui::SameLine(0, kit.px(8));
    if (quiet_button(kit, kit.say("inspector.clear"))) context.push(ClearSelection{});
}

}  // namespace

void draw_inspector(PanelContext& context) {
    Kit& kit = context.kit;
    Selection const& s = context.selection;
    if (!s.subject && s.set.empty()) {
        empty_state(kit, kit.say("inspector.none"), kit.say("inspector.none.do"));
        draw_overview(context);
        return;
    }
    if (s.subject) {
        draw_head(context);
        draw_evidence(context);
        draw_attributes(context);
        draw_tickets(context);
        draw_events_near(context);
        draw_related(context);
        draw_given_fields(context);
    }
    draw_set(context);
    ImGui::Dummy({0, kit.px(16)});
}

}  // namespace ui
