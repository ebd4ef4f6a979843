// Up to nine cameras beside each other, honest where there is no picture.
#include <algorithm>
#include <cmath>

#include "ui/icons.h"
#include "ui/live_rows.h"
#include "ui/panels.h"
#include "ui/widgets.h"
#include "ui/wrap.h"

namespace ui {
namespace {

constexpr std::size_t kMost = 9;

CameraRow const* camera_of(PanelContext const& context, std::string const& id) {
    for (CameraRow const& row : context.facts.events.cameras)
        if (row.camera.id == id) return &row;
    return nullptr;
}

std::string const& shown_name(CameraRow const& row) {
    return row.camera.name.empty() ? row.camera.id : row.camera.name;
}

Subject subject_of(CameraRow const& row) { return {SubjectKind::camera, 0, row.camera.id, row.at}; }

bool is_open(VideoState const& state, std::string const& id) { return std::ranges::count(state.cameras, id) > 0; }

void open_video(PanelContext& context, std::string const& id) {
    VideoState& state = context.state.video;
    if (is_open(state, id) || state.cameras.size() >= kMost) return;
    state.cameras.push_back(id);
    context.push(PlayVideo{id, false, false});
}

void close_video(PanelContext& context, std::string const& id) {
    VideoState& state = context.state.video;
    std::erase(state.cameras, id);
    if (state.on_model == id) state.on_model.clear();
    context.push(PlayVideo{id, true, false});
}

void draw_picture(PanelContext& context, CameraRow const* row, std::string const& id, ImVec2 low, ImVec2 high) {
    Kit& kit = context.kit;
    Palette const& palette = kit.palette();
    ImDrawList* const list = ImGui::GetWindowDrawList();
    list->AddRectFilled(low, high, palette.ground, kit.px(4));
    bool const offline = row && row->camera.status == twin::DeviceStatus::offline;
    Shown const shown = context.video && !offline ? context.video(id) : Shown{};
    if (shown.image != 0 && shown.problem.empty()) {
        list->AddImageRounded(image_of(shown.image), low, high, {0, 0}, {1, 1}, IM_COL32_WHITE, kit.px(4));
        return;
    }
    // Never the last picture as if it were now.
    ImFont* const font = kit.font(Type::small);
    std::string const why = offline                 ? kit.say("video.offline")
                            : shown.problem.empty() ? kit.say("video.no_signal")
                                                    : shown.problem;
    std::string const text = cut_end(font, why, high.x - low.x - kit.px(8));
    ImVec2 const middle{(low.x + high.x) / 2, (low.y + high.y - kit.px(20)) / 2};
    bool const roomy = kit.has_icons() && high.y - low.y > kit.px(72);
    if (roomy) {
        ImFont* const large = kit.font(Type::large);
        put_text(list, large, {middle.x, middle.y - large->FontSize + kit.px(4)}, palette.quiet, icon::kCameraOff,
                 Align::centre);
    }
    put_text(list, font, {middle.x, middle.y + (roomy ? kit.px(6) : -font->FontSize / 2)}, palette.quiet,
             kit.show(text), Align::centre);
}

/// What can be done with a tile, over its picture. Returns whether anything was.
bool draw_tile_tools(PanelContext& context, CameraRow const* row, std::string const& id, ImVec2 low, ImVec2 high) {
    Kit& kit = context.kit;
    bool const placed = row && row->camera.pose;
    // Whatever the picture is like there.
    ImGui::GetWindowDrawList()->AddRectFilled({high.x - kit.px(placed ? 62 : 30), low.y + kit.px(2)},
                                              {high.x - kit.px(2), low.y + kit.px(30)},
                                              faded(kit.palette().ground, 0.85F), kit.px(4));
    ImGui::SetCursorScreenPos({high.x - kit.px(30), low.y + kit.px(2)});
    if (icon_button(kit, "close", icon::kClose, kit.say("video.close"))) {
        close_video(context, id);
        return true;
    }
    if (!placed) return false;
    VideoState& state = context.state.video;
    bool const on = state.on_model == id;
    ImGui::SetCursorScreenPos({high.x - kit.px(62), low.y + kit.px(2)});
    if (!icon_button(kit, "on_model", icon::kLayers, kit.say("video.on_model"), on)) return false;
    state.on_model = on ? std::string() : id;
    context.push(PlayVideo{id, false, !on});
    return true;
}

/// The picture, the name over its lower edge, and under the mouse what can be done.
void draw_tile(PanelContext& context, std::string const& id, ImVec2 size) {
    Kit& kit = context.kit;
    ImDrawList* const list = ImGui::GetWindowDrawList();
    CameraRow const* const row = camera_of(context, id);
    ImVec2 const low = ImGui::GetCursorScreenPos(), high{low.x + size.x, low.y + size.y};
    ImGui::PushID(id.c_str());
    // The tools come before the tile, so that they are hit first, and are drawn over it.
    list->ChannelsSplit(2);
    list->ChannelsSetCurrent(1);
    // Also while one of the tools is held down, or it would be gone before the button is let go.
    bool const hovered =
        ImGui::IsMouseHoveringRect(low, high) && ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem);
    bool const acted = (hovered || kit.wall()) && draw_tile_tools(context, row, id, low, high);
    list->ChannelsSetCurrent(0);
    ImGui::SetCursorScreenPos(low);
    bool const clicked = ImGui::InvisibleButton("tile", size);
    draw_picture(context, row, id, low, high);
    bool const chosen = context.selection.subject.kind == SubjectKind::camera && context.selection.subject.id == id;
    if (chosen) list->AddRect(low, high, kit.palette().accent, kit.px(4), 0, kit.px(2));
    ImFont* const font = kit.font(Type::small);
    float const bar = kit.px(20);
    // White on a dark band, in either look: it lies over a picture.
    list->AddRectFilled({low.x, high.y - bar}, high, IM_COL32(0, 0, 0, 170), kit.px(4), ImDrawFlags_RoundCornersBottom);
    put_text(kit, font, {low.x + kit.px(6), high.y - bar + kit.px(2)}, IM_COL32_WHITE,
             cut_end(font, row ? shown_name(*row) : id, size.x - kit.px(12)));
    list->ChannelsMerge();
    ImGui::PopID();
    if (clicked && !acted && row) choose(context, subject_of(*row));
}

void draw_grid(PanelContext& context) {
    Kit& kit = context.kit;
    VideoState const state = context.state.video;  // a tile may close itself while the grid is drawn
    std::size_t const columns = state.cameras.size() <= 1 ? 1 : state.cameras.size() <= 6 ? 2 : 3;
    float const gap = kit.px(4), whole = ImGui::GetContentRegionAvail().x;
    float const width = std::floor((whole - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns));
    ImVec2 const origin = ImGui::GetCursorScreenPos(), size{width, std::floor(width * kPictureRatio)};
    for (std::size_t i = 0; i < state.cameras.size(); ++i) {
        float const x = static_cast<float>(i % columns) * (width + gap);
        float const y = static_cast<float>(i / columns) * (size.y + gap);
        ImGui::SetCursorScreenPos({origin.x + x, origin.y + y});
        draw_tile(context, state.cameras[i], size);
    }
    std::size_t const lines = (state.cameras.size() + columns - 1) / columns;
    ImGui::SetCursorScreenPos(origin);
    ImGui::Dummy({whole, static_cast<float>(lines) * (size.y + gap)});
}

ListRow camera_row(PanelContext const& context, CameraRow const& row) {
    Kit& kit = context.kit;
    ListRow out;
    out.id = row.camera.id;
    out.title = shown_name(row);
    out.detail = row.camera.id;
    bool const maintained = row.camera.status == twin::DeviceStatus::maintenance;
    bool const offline = row.camera.status == twin::DeviceStatus::offline || maintained;
    bool const known = row.camera.status != twin::DeviceStatus::unknown;
    out.urgent = offline ? Urgent::orange : known ? Urgent::blue : Urgent::none;
    out.filled = !offline;
    out.right = kit.say(maintained ? "video.maintenance"
                        : offline  ? "video.offline"
                        : known    ? "video.online"
                                   : "video.unknown");
    if (row.events > 0) out.right_detail = kit.say("video.events", {Kit::number(row.events)});
    out.chosen = is_open(context.state.video, row.camera.id);
    return out;
}

void draw_choosing(PanelContext& context) {
    Kit& kit = context.kit;
    VideoState& state = context.state.video;
    text_field(kit, "##search", kit.say("video.search"), state.text);
    if (state.cameras.size() >= kMost) text_cut(kit, kit.say("video.full"), kit.palette().quiet);
    std::vector<CameraRow const*> rows;
    for (CameraRow const& row : context.facts.events.cameras) {
        bool const found = state.text.empty() || row.camera.name.find(state.text) != std::string::npos ||
                           row.camera.id.find(state.text) != std::string::npos;
        if (found) rows.push_back(&row);
    }
    // Where most happens first: that is what one looks for.
    std::ranges::stable_sort(rows, [](CameraRow const* a, CameraRow const* b) { return a->events > b->events; });
    virtual_list(kit, "cameras", rows.size(), kit.px(kListRow), [&](std::size_t i) {
        if (!list_row(kit, camera_row(context, *rows[i]))) return;
        std::string const& id = rows[i]->camera.id;
        is_open(state, id) ? close_video(context, id) : open_video(context, id);
    });
}

}  // namespace

void draw_video(PanelContext& context) {
    Kit& kit = context.kit;
    VideoState& state = context.state.video;
    EventFacts const& facts = context.facts.events;
    if (facts.cameras.empty()) {
        empty_state(kit, kit.say("video.no_feed"), kit.say("video.no_feed.do"));
        return;
    }
    stat_strip(kit, {{Kit::number(static_cast<double>(facts.cameras.size())), kit.say("video.cameras")},
                     {Kit::number(facts.online), kit.say("video.online")},
                     {Kit::number(facts.offline), kit.say("video.not_online"), Urgent::orange},
                     {Kit::number(facts.unknown), kit.say("video.unknown")}});
    freshness_line(kit, facts.camera_freshness, context.facts.time.event);
    ImGui::Dummy({0, kit.px(4)});
    if (state.cameras.empty()) {
        empty_state(kit, kit.say("video.none"), kit.say("video.none.do"));
    } else {
        draw_grid(context);
        // Said where one looks for it, while the time line keeps it off the model.
        if (!state.on_model.empty() && !context.facts.time.live) {
            Typed const small(kit, Type::small);
            wrapped(kit.say("video.not_past"), kit.palette().level[static_cast<int>(Urgent::orange)]);
            ImGui::Dummy({0, kit.px(4)});
        }
    }
    Subject const& chosen = context.selection.subject;
    bool const one = chosen.kind == SubjectKind::camera && !is_open(state, chosen.id);
    if (one && state.cameras.size() < kMost) {
        if (primary_button(kit, kit.say("video.add_selected"))) open_video(context, chosen.id);
        ImGui::SameLine(0, kit.px(8));
    }
    if (quiet_button(kit, kit.say(state.choosing ? "video.done" : "video.add"))) state.choosing = !state.choosing;
    if (state.choosing) draw_choosing(context);
}

}  // namespace ui
