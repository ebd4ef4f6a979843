// What may belong to the thing that is chosen, with how sure that is and why; a person confirms or rejects.
#include "ui/related.h"

#include "ui/draw.h"
#include "ui/icons.h"
#include "ui/live_rows.h"
#include "ui/palette.h"
#include "ui/subject_words.h"
#include "ui/warning_state.h"
#include "ui/widgets.h"

namespace ui {
namespace {

constexpr float kRelatedRow = 44, kButtons = 64;  ///< design pixels

bool can_judge(Subject const& from, Selection::Related const& r) {
    bool const about_report = from.kind == SubjectKind::ticket || from.kind == SubjectKind::event;
    return about_report && (r.score >= 0 || r.belongs != Belongs::unknown);
}

std::string score_text(Kit& kit, Selection::Related const& r) {
    if (r.belongs == Belongs::confirmed) return kit.say("related.confirmed");
    if (r.score < 0) return {};
    if (r.score >= 1) return kit.say("related.by_source");
    return kit.say("related.score", {Kit::percent(r.score, 0)});
}

void judge_buttons(PanelContext& context, Selection::Related const& r, ImVec2 at) {
    Kit& kit = context.kit;
    auto const button = [&](char const* id, char const* icon, char const* key, Belongs belongs) {
        ImGui::SetCursorScreenPos(at);
        if (icon_button(kit, id, icon, kit.say(key)))
            context.push(WarningCommand{JudgeRelated{context.selection.subject, r.subject, belongs}});
        at.x += kit.px(32);
    };
    if (r.belongs != Belongs::unknown) {
        at.x += kit.px(32);
        return button("reset", icon::kUndo, "related.reset", Belongs::unknown);
    }
    button("confirm", icon::kAcknowledge, "related.confirm", Belongs::confirmed);
    button("reject", icon::kClose, "related.reject", Belongs::rejected);
}

void draw_row(PanelContext& context, Selection::Related const& r, int number) {
    Kit& kit = context.kit;
    Palette const& p = kit.palette();
    ImGui::PushID(number);
    ImVec2 const at = ImGui::GetCursorScreenPos();
    float const width = ImGui::GetContentRegionAvail().x, height = kit.px(kRelatedRow);
    bool const judged = can_judge(context.selection.subject, r);
    float const click = width - (judged ? kit.px(kButtons + 4) : 0);
    bool const clicked = ImGui::InvisibleButton("related", {click, height});
    std::string const why = kit.show(r.why);
    if (ImGui::IsItemHovered()) {
        ImDrawList* const under = ImGui::GetWindowDrawList();
        under->AddRectFilled(at, {at.x + width, at.y + height}, p.raised, kit.px(4));
        hover_text(kit, why.c_str());
    }
    ImDrawList* const list = ImGui::GetWindowDrawList();
    ImU32 const ink = r.belongs == Belongs::confirmed ? p.good : p.quiet;
    if (kit.has_icons())
        put_text(list, kit.font(Type::body), {at.x + kit.px(4), at.y + kit.px(12)}, ink, icon_of(r.subject.kind));
    ImFont* const body = kit.font(Type::body);
    ImFont* const small = kit.font(Type::small);
    float const left = at.x + kit.px(32), right = at.x + click - kit.px(4);
    std::string const score = score_text(kit, r);
    float const taken = score.empty() ? 0 : text_width(small, score.c_str()) + kit.px(8);
    put_text(kit, body, {left, at.y + kit.px(3)}, p.text, cut_end(body, kit.show(r.text), right - left - taken));
    if (!score.empty()) put_text(list, small, {right, at.y + kit.px(5)}, ink, score.c_str(), Align::right);
    put_text(kit, small, {left, at.y + kit.px(23)}, p.quiet, cut_end(small, why, right - left));
    if (judged) judge_buttons(context, r, {at.x + width - kit.px(kButtons), at.y + kit.px(6)});
    ImGui::SetCursorScreenPos({at.x, at.y + height});
    ImGui::Dummy({0, 0});
    ImGui::PopID();
    if (clicked) choose(context, r.subject);
}

}  // namespace

void draw_related(PanelContext& context) {
    Kit& kit = context.kit;
    auto const& related = context.selection.related;
    if (related.empty()) return;
    heading(kit, kit.say("inspector.related"), kit.say("related.note"));
    int number = 0;
    std::size_t rejected = 0;
    for (Selection::Related const& r : related) {
        if (r.belongs == Belongs::rejected) {
            ++rejected;
        } else {
            draw_row(context, r, number);
        }
        ++number;
    }
    if (rejected == 0) return;
    bool& unfolded = context.state.warning.rejected;
    std::string const text = kit.say("related.rejected", {std::to_string(rejected)});
    if (chip(kit, "rejected", text.c_str(), unfolded)) unfolded = !unfolded;
    number = 0;
    for (Selection::Related const& r : related) {
        if (r.belongs == Belongs::rejected && unfolded) draw_row(context, r, number);
        ++number;
    }
}

}  // namespace ui
