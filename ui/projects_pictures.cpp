// Pictures of a project's site by date: a strip in its inspector, and one of them large over the district.
#include <algorithm>
#include <cmath>

#include "ui/draw.h"
#include "ui/icons.h"
#include "ui/panels.h"
#include "ui/projects_parts.h"
#include "ui/widgets.h"

namespace ui {
namespace {

constexpr float kThumbWide = 128, kThumbHigh = 72, kThumbGap = 8, kUnder = 40;  ///< design pixels

/// What a picture is, in a few words: of an event its type, of a file its name's words.
std::string words_of(Kit& kit, ProjectRow::Picture const& picture) {
    std::string const what = kit.of(picture.what);
    return what.empty() ? std::string(kit.say("projects.picture.site")) : what;
}

/// Of several events one picture may be the evidence.
std::string picture_key(ProjectRow::Picture const& picture) {
    return picture.reference + " " + std::to_string(picture.at) + " " + picture.event.id;
}

/// Into the box without being stretched; what there is none of is said.
void put_picture(PanelContext& context, ProjectRow::Picture const& picture, ImVec2 low, ImVec2 high) {
    Kit& kit = context.kit;
    Palette const& p = kit.palette();
    ImDrawList* const list = ImGui::GetWindowDrawList();
    list->AddRectFilled(low, high, p.ground, kit.px(4));
    Shown const shown = context.evidence ? context.evidence(picture.reference) : Shown{};
    if (shown.image == 0 || shown.width == 0 || shown.height == 0) {
        ImFont* const small = kit.font(Type::small);
        std::string const text = cut_end(small, shown.problem, high.x - low.x - kit.px(12));
        put_text(kit, small,
                 {(low.x + high.x - text_width(small, text.c_str())) / 2, (low.y + high.y - small->FontSize) / 2},
                 p.quiet, text);
        return;
    }
    float const wide = high.x - low.x, tall = high.y - low.y;
    float const scale = std::min(wide / static_cast<float>(shown.width), tall / static_cast<float>(shown.height));
    float const w = scale * static_cast<float>(shown.width), h = scale * static_cast<float>(shown.height);
    ImVec2 const from{std::round(low.x + (wide - w) / 2), std::round(low.y + (tall - h) / 2)};
    list->AddImage(image_of(shown.image), from, {from.x + w, from.y + h});
}

/// One of the strip. Returns whether it was clicked.
bool thumb(PanelContext& context, ProjectRow::Picture const& picture, bool chosen) {
    Kit& kit = context.kit;
    Palette const& p = kit.palette();
    ImVec2 const at = ImGui::GetCursorScreenPos();
    ImVec2 const size{kit.px(kThumbWide), kit.px(kThumbHigh + kUnder)};
    bool const clicked = ImGui::InvisibleButton(picture_key(picture).c_str(), size);
    ImVec2 const high{at.x + size.x, at.y + kit.px(kThumbHigh)};
    put_picture(context, picture, at, high);
    ImDrawList* const list = ImGui::GetWindowDrawList();
    if (chosen || ImGui::IsItemHovered())
        list->AddRect(at, high, chosen ? p.accent : p.line, kit.px(4), 0, kit.px(chosen ? 2 : 1));
    ImFont* const small = kit.font(Type::small);
    put_text(kit, small, {at.x, high.y + kit.px(4)}, p.text, Kit::full_clock(picture.at).substr(0, 10));
    put_text(kit, small, {at.x, high.y + kit.px(20)}, p.quiet, cut_end(small, words_of(kit, picture), size.x));
    return clicked;
}

ProjectRow const* project_of(PanelContext const& context) {
    if (!context.projects) return nullptr;
    auto const& all = context.projects->projects;
    auto const found = std::ranges::find(all, context.state.projects.expanded, &ProjectRow::id);
    return found == all.end() ? nullptr : &*found;
}

/// Where it is from, and the way through the others.
void draw_about(PanelContext& context, ProjectRow const& row, std::size_t index) {
    Kit& kit = context.kit;
    auto const& all = row.pictures;
    ProjectRow::Picture const& picture = all[index];
    std::string text =
        kit.of(row.name) + " · " + Kit::full_clock(picture.at).substr(0, 16) + " · " + words_of(kit, picture);
    if (!picture.camera.empty()) text += " · " + picture.camera;
    ImVec2 const at = ImGui::GetCursorScreenPos();
    float const width = ImGui::GetContentRegionAvail().x;
    put_text(kit, kit.font(Type::body), {at.x, at.y + kit.px(6)}, kit.palette().text,
             cut_end(kit.font(Type::body), text, width - kit.px(240)));
    ImGui::SetCursorScreenPos({at.x + width - kit.px(232), at.y});
    bool const older = quiet_button(kit, kit.say("projects.picture.older"));
    ImGui::SameLine(0, kit.px(8));
    bool const newer = quiet_button(kit, kit.say("projects.picture.newer"));
    std::string& shown = context.state.projects.picture;
    if (older && index + 1 < all.size()) shown = picture_key(all[index + 1]);
    if (newer && index > 0) shown = picture_key(all[index - 1]);
    if (picture.event.id.empty()) return;
    ImGui::SameLine(0, kit.px(8));
    if (quiet_button(kit, kit.say("projects.picture.event"))) choose(context, picture.event);
}

}  // namespace

void draw_pictures(PanelContext& context, ProjectRow const& row) {
    Kit& kit = context.kit;
    auto const count = static_cast<double>(row.pictures.size());
    heading(kit, kit.say("projects.pictures"),
            row.pictures.empty() ? nullptr : kit.say("projects.pictures.count", {Kit::number(count)}).c_str());
    if (row.pictures.empty()) {
        Typed const small(kit, Type::small);
        text_cut(kit, kit.say("projects.pictures.none", {row.id}), kit.palette().quiet);
        return;
    }
    std::string& shown = context.state.projects.picture;
    ImGui::PushStyleVar(ImGuiStyleVar_ScrollbarSize, kit.px(6));
    float const high = kit.px(kThumbHigh + kUnder + 8);
    if (ImGui::BeginChild("pictures", {0, high}, false, ImGuiWindowFlags_HorizontalScrollbar)) {
        for (std::size_t i = 0; i < row.pictures.size(); ++i) {
            if (i > 0) ImGui::SameLine(0, kit.px(kThumbGap));
            // Only what is looked at is read.
            bool const seen = ImGui::IsRectVisible({kit.px(kThumbWide), kit.px(kThumbHigh)});
            ProjectRow::Picture const& picture = row.pictures[i];
            if (!seen)
                ImGui::Dummy({kit.px(kThumbWide), kit.px(kThumbHigh + kUnder)});
            else if (thumb(context, picture, shown == picture_key(picture)))
                shown = shown == picture_key(picture) ? std::string() : picture_key(picture);
        }
    }
    ImGui::EndChild();
    ImGui::PopStyleVar();
}

void draw_site_picture(PanelContext& context) {
    Kit& kit = context.kit;
    ProjectRow const* const row = project_of(context);
    std::string const& shown = context.state.projects.picture;
    auto const nothing = [&] {
        empty_state(kit, kit.say("projects.picture.gone"), kit.say("projects.picture.gone.do"));
    };
    if (!row) return nothing();
    auto const found = std::ranges::find(row->pictures, shown, picture_key);
    if (found == row->pictures.end()) return nothing();
    ImVec2 const at = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
    float const high = room.y - kit.px(44);
    put_picture(context, *found, at, {at.x + room.x, at.y + high});
    ImGui::Dummy({room.x, high + kit.px(8)});
    draw_about(context, *row, static_cast<std::size_t>(found - row->pictures.begin()));
}

}  // namespace ui
