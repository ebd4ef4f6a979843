// A group of blue warnings, judged by one word: a rule of counts speaks often, and of one kind.
#include <algorithm>

#include "ui/live_rows.h"
#include "ui/warning_groups.h"
#include "ui/warning_parts.h"
#include "ui/widgets.h"
#include "ui/wrap.h"

namespace ui {
namespace {

using analysis::Verdict;

bool are_judged(WarningGroup const& group) { return group.rows.front()->kept.verdict != Verdict::none; }

void draw_verdicts(PanelContext& context, WarningGroup const& group) {
    Kit& kit = context.kit;
    WarningState& state = context.state.warning;
    std::string const count = std::to_string(group.rows.size());
    auto const say = [&](Verdict verdict) {
        JudgeAlerts all{{}, verdict, state.note};
        for (WarningRow const* row : group.rows) all.ids.push_back(row->kept.alert.id);
        context.push(WarningCommand{std::move(all)});
        state.note.clear();
        state.group.clear();
    };
    heading(kit, kit.say("warning.together"));
    if (are_judged(group)) {
        if (quiet_button(kit, kit.say("warning.together.reopen", {count}).c_str())) say(Verdict::none);
    } else {
        text_field(kit, "##note", kit.say("warning.together.note"), state.note);
        ImGui::Dummy({0, kit.px(4)});
        if (primary_button(kit, kit.say("warning.together.confirm", {count}).c_str())) say(Verdict::confirmed);
        ImGui::SameLine(0, kit.px(8));
        if (quiet_button(kit, kit.say("warning.together.forward"))) say(Verdict::forwarded);
        ImGui::SameLine(0, kit.px(8));
        if (quiet_button(kit, kit.say("warning.together.dismiss"))) say(Verdict::dismissed);
    }
    Typed const small(kit, Type::small);
    wrapped(kit.say(are_judged(group) ? "warning.kept" : "warning.together.kept", {count}), kit.palette().quiet);
}

void draw_rows(PanelContext& context, WarningGroup const& group) {
    heading(context.kit, context.kit.say("warning.together.all"));
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
    for (WarningRow const* row : group.rows)
        if (list_row(context.kit, warning_list_row(context, *row))) open_warning(context, *row);
    ImGui::PopStyleVar();
}

void walk(PanelContext& context, std::vector<WarningGroup> const& all, WarningGroup const& here, std::ptrdiff_t step) {
    std::ptrdiff_t const to = &here - all.data() + step;
    if (to < 0 || to >= static_cast<std::ptrdiff_t>(all.size())) return;
    context.state.warning.group = all[static_cast<std::size_t>(to)].key;
    context.state.warning.note.clear();
}

}  // namespace

bool draw_warning_group(PanelContext& context, std::vector<WarningMatter> const& matters) {
    Kit& kit = context.kit;
    auto const all = groups_of(matters);
    auto const found = std::ranges::find(all, context.state.warning.group, &WarningGroup::key);
    if (found == all.end()) return false;
    WarningGroup const& group = *found;
    WarningRow const& first = *group.rows.front();
    std::string const matter = matter_of(kit, first.kept.alert);
    switch (walk_bar(kit, kit.say("warning.back"), matter)) {
        case Walk::back: context.state.warning.group.clear(); return true;
        case Walk::previous: walk(context, all, group, -1); break;
        case Walk::next: walk(context, all, group, 1); break;
        case Walk::none: break;
    }
    if (ImGui::BeginChild("group", {0, 0})) {
        std::string const count = std::to_string(group.rows.size());
        title_line(kit, first.urgent, !are_judged(group),
                   group.community ? matter + " · " + kit.of(first.place) : matter,
                   kit.say("warning.group.count", {kit.say(level_key(first.urgent)), count}));
        std::string const tickets = std::to_string(group.tickets);
        wrapped(group.community ? kit.say("warning.group.community", {count, tickets})
                                : kit.say("warning.group", {std::to_string(group.known_communities), count, tickets}),
                kit.palette().quiet);
        draw_verdicts(context, group);
        draw_rows(context, group);
        ImGui::Dummy({0, kit.px(16)});
    }
    ImGui::EndChild();
    return true;
}

}  // namespace ui
