// Finds anything: what is typed is answered at once, arrows and Enter choose.
#include <algorithm>
#include <array>

#include "ui/draw.h"
#include "ui/icons.h"
#include "ui/live_rows.h"
#include "ui/panels.h"
#include "ui/subject_words.h"
#include "ui/widgets.h"

namespace ui {
namespace {

constexpr float kHitRow = 44;

void find_hits(PanelContext& context, SearchState& state) {
    if (state.found_for == state.text && state.revision == context.facts.revision) return;
    bool const other = state.found_for != state.text;
    state.found_for = state.text;
    state.revision = context.facts.revision;
    state.hits = state.text.empty() || !context.search ? std::vector<SearchHit>() : context.search(state.text);
    // By kind, in the order in which each kind's best hit comes: the ranking within a kind stays.
    std::vector<SubjectKind> order;
    for (SearchHit const& hit : state.hits) {
        if (std::find(order.begin(), order.end(), hit.subject.kind) == order.end()) order.push_back(hit.subject.kind);
    }
    std::stable_sort(state.hits.begin(), state.hits.end(), [&](SearchHit const& a, SearchHit const& b) {
        return std::find(order.begin(), order.end(), a.subject.kind) <
               std::find(order.begin(), order.end(), b.subject.kind);
    });
    if (other) state.chosen = 0;
    state.chosen = std::clamp(state.chosen, 0, std::max(0, static_cast<int>(state.hits.size()) - 1));
}

void walk_hits(Kit& kit, SearchState& state) {
    int const last = static_cast<int>(state.hits.size()) - 1;
    if (last < 0) return;
    if (kit.pressed(Key::down)) state.chosen = state.chosen == last ? 0 : state.chosen + 1;
    if (kit.pressed(Key::up)) state.chosen = state.chosen == 0 ? last : state.chosen - 1;
}

/// Returns whether it was clicked.
bool hit_row(Kit& kit, SearchHit const& hit, bool chosen) {
    Palette const& p = kit.palette();
    ImVec2 const at = ImGui::GetCursorScreenPos();
    float const width = ImGui::GetContentRegionAvail().x, height = kit.px(kHitRow);
    bool const clicked = ImGui::InvisibleButton("hit", {width, height});
    bool const hovered = ImGui::IsItemHovered();
    ImDrawList* const list = ImGui::GetWindowDrawList();
    ImVec2 const to{at.x + width, at.y + height};
    if (chosen || hovered) list->AddRectFilled(at, to, chosen ? faded(p.accent, 0.18F) : p.raised, kit.px(4));
    if (kit.has_icons())
        put_text(list, kit.font(Type::body), {at.x + kit.px(8), at.y + kit.px(12)}, chosen ? p.accent : p.quiet,
                 icon_of(hit.subject.kind));
    ImFont* const body = kit.font(Type::body);
    ImFont* const small = kit.font(Type::small);
    float const left = at.x + kit.px(40), room = to.x - kit.px(8) - left;
    bool const two = !hit.detail.empty();
    put_text(kit, body, {left, at.y + kit.px(two ? 3 : 12)}, p.text, cut_end(body, kit.show(hit.title), room));
    if (two) put_text(kit, small, {left, at.y + kit.px(23)}, p.quiet, cut_end(small, kit.show(hit.detail), room));
    return clicked;
}

void draw_hits(PanelContext& context, SearchState& state) {
    Kit& kit = context.kit;
    SubjectKind before = SubjectKind::none;
    int taken = kit.pressed(Key::enter) && !state.hits.empty() ? state.chosen : -1;
    if (ImGui::BeginChild("hits", {0, 0})) {
        for (int i = 0; i < static_cast<int>(state.hits.size()); ++i) {
            SearchHit const& hit = state.hits[static_cast<std::size_t>(i)];
            if (hit.subject.kind != before) {
                heading(kit, kit.say(key_of(hit.subject.kind)));
                before = hit.subject.kind;
            }
            ImGui::PushID(i);
            if (hit_row(kit, hit, i == state.chosen)) taken = i;
            bool const walked = kit.pressed(Key::down) || kit.pressed(Key::up);
            if (i == state.chosen && walked) ImGui::SetScrollHereY(0.5F);
            ImGui::PopID();
        }
    }
    ImGui::EndChild();
    if (taken < 0) return;
    Subject const& subject = state.hits[static_cast<std::size_t>(taken)].subject;
    if (subject.kind == SubjectKind::view) {
        context.push(OpenView{subject.id});
    } else {
        choose(context, subject);
    }
    state.open = false;
}

}  // namespace

void draw_search(PanelContext& context) {
    Kit& kit = context.kit;
    SearchState& state = context.state.search;
    if (ImGui::IsWindowAppearing()) {
        state.text.clear();
        ImGui::SetKeyboardFocusHere();
    }
    {
        Typed const title(kit, Type::title);
        text_field(kit, "##search", kit.say("search.hint"), state.text);
        // Enter ends an edit. Where it chose nothing, one goes on typing.
        if (ImGui::IsItemDeactivated() && kit.pressed(Key::enter)) ImGui::SetKeyboardFocusHere(-1);
    }
    find_hits(context, state);
    walk_hits(kit, state);
    ImGui::Dummy({0, kit.px(4)});
    if (state.text.empty())
        empty_state(kit, kit.say("search.what"), kit.say("search.how"));
    else if (state.hits.empty())
        empty_state(kit, kit.say("search.none"), kit.say("search.none.do"));
    else
        draw_hits(context, state);
}

char const* icon_of(SubjectKind kind) {
    switch (kind) {
        case SubjectKind::building: return icon::kBuilding;
        case SubjectKind::ground: return icon::kArea;
        case SubjectKind::ticket: return icon::kHotline;
        case SubjectKind::event: return icon::kEvent;
        case SubjectKind::camera: return icon::kCamera;
        case SubjectKind::device: return icon::kDevice;
        case SubjectKind::drone: return icon::kDrone;
        case SubjectKind::view: return icon::kBookmark;
        default: return icon::kPlace;
    }
}

char const* key_of(SubjectKind kind) {
    constexpr std::array<char const*, 11> kKinds{"kind.none",  "kind.building", "kind.ground", "kind.ticket",
                                                 "kind.event", "kind.camera",   "kind.device", "kind.drone",
                                                 "kind.place", "kind.spot",     "kind.view"};
    return kKinds[std::min(static_cast<std::size_t>(kind), kKinds.size() - 1)];
}

}  // namespace ui
