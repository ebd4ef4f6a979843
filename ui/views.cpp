// Where one looks from: the district's own views, a person's bookmarks, and the usual turns of the camera.
#include <algorithm>

#include "ui/draw.h"
#include "ui/icons.h"
#include "ui/live_rows.h"
#include "ui/panels.h"
#include "ui/widgets.h"

namespace ui {
namespace {

constexpr float kViewRow = 36;

/// A name with a symbol before it; `right` is quiet. Returns whether it was clicked.
bool view_row(Kit& kit, char const* id, char const* symbol, std::string const& name, std::string const& right,
              float width) {
    Palette const& p = kit.palette();
    ImVec2 const at = ImGui::GetCursorScreenPos();
    float const height = kit.px(kViewRow);
    bool const clicked = ImGui::InvisibleButton(id, {width, height});
    bool const hovered = ImGui::IsItemHovered();
    ImDrawList* const list = ImGui::GetWindowDrawList();
    if (hovered) {
        list->AddRectFilled(at, {at.x + width, at.y + height}, p.raised, kit.px(4));
        ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    }
    if (kit.has_icons())
        put_text(list, kit.font(Type::body), {at.x + kit.px(6), at.y + kit.px(8)}, hovered ? p.accent : p.quiet,
                 symbol);
    ImFont* const small = kit.font(Type::small);
    put_text_right(kit, small, {at.x + width - kit.px(8), at.y + kit.px(10)}, p.quiet, right);
    ImFont* const body = kit.font(Type::body);
    float const room = width - kit.px(56) - text_width(small, right.c_str());
    put_text(kit, body, {at.x + kit.px(36), at.y + kit.px(8)}, p.text, cut_end(body, kit.show(name), room));
    return clicked;
}

void draw_moves(PanelContext& context) {
    Kit& kit = context.kit;
    struct Move {
        MoveCamera::How how;
        char const *icon, *word;
    };
    using enum MoveCamera::How;
    constexpr Move kMoves[] = {{fit, icon::kFit, "keys.fit"},
                               {top, icon::kMap, "keys.top"},
                               {north_up, icon::kNorth, "keys.north"},
                               {back, icon::kUndo, "keys.back"},
                               {forward, icon::kRedo, "keys.forward"},
                               {zoom_in, icon::kZoomIn, "keys.zoom_in"},
                               {zoom_out, icon::kZoomOut, "keys.zoom_out"}};
    bool first = true;
    for (Move const& move : kMoves) {
        if (!first) ImGui::SameLine(0, kit.px(8));
        first = false;
        if (icon_button(kit, move.word, move.icon, kit.say(move.word))) context.push(MoveCamera{move.how});
    }
}

void draw_named(PanelContext& context) {
    Kit& kit = context.kit;
    heading(kit, kit.say("views.named"));
    if (context.district.views.empty()) {
        Typed const small(kit, Type::small);
        text_cut(kit, kit.say("views.none"), kit.palette().quiet);
    }
    for (std::size_t i = 0; i < context.district.views.size(); ++i) {
        twin::NamedView const& view = context.district.views[i];
        std::string const name = kit.of(view.name).empty() ? view.id : kit.of(view.name);
        std::string const style = view.style.empty() ? std::string() : kit.say("looks." + view.style);
        if (view_row(kit, view.id.c_str(), icon::kMap, name, style, ImGui::GetContentRegionAvail().x))
            context.push(OpenView{view.id});
    }
}

/// The first number that no bookmark has: one of the same name would be replaced.
std::string next_name(Kit& kit, std::vector<Bookmark> const& marks) {
    for (std::size_t number = 1;; ++number) {
        std::string name = kit.say("views.numbered", {std::to_string(number)});
        if (std::ranges::none_of(marks, [&](Bookmark const& mark) { return mark.name == name; })) return name;
    }
}

void draw_bookmarks(PanelContext& context) {
    Kit& kit = context.kit;
    std::vector<Bookmark>& marks = context.settings.bookmarks;
    heading(kit, kit.say("views.bookmarks"));
    if (marks.empty()) {
        Typed const small(kit, Type::small);
        text_cut(kit, kit.say("views.no_bookmarks"), kit.palette().quiet);
    }
    std::size_t gone = marks.size();
    for (std::size_t i = 0; i < marks.size(); ++i) {
        ImGui::PushID(static_cast<int>(i));
        float const width = ImGui::GetContentRegionAvail().x - kit.px(36);
        if (view_row(kit, "mark", icon::kBookmark, marks[i].name, "", width)) context.push(OpenView{marks[i].name});
        ImGui::SameLine(0, kit.px(8));
        if (icon_button(kit, "delete", icon::kDelete, kit.say("views.delete"))) gone = i;
        ImGui::PopID();
    }
    if (gone < marks.size()) marks.erase(marks.begin() + static_cast<std::ptrdiff_t>(gone));
    ImGui::Dummy({0, kit.px(8)});
    std::string& name = context.state.bookmark_name;
    text_field(kit, "##bookmark", kit.say("views.name"), name);
    ImGui::Dummy({0, kit.px(4)});
    if (!primary_button(kit, kit.say("views.add"))) return;
    context.push(AddBookmark{name.empty() ? next_name(kit, marks) : name});
    name.clear();
}

}  // namespace

void draw_views(PanelContext& context) {
    draw_moves(context);
    draw_bookmarks(context);  // before the district's own views, of which there may be dozens
    draw_named(context);
}

}  // namespace ui
