// The layer tree: what is drawn and in which order, how buildings are coloured, which of them are shown.
#include <imgui_internal.h>

#include <algorithm>
#include <array>

#include "ui/catalogue.h"
#include "ui/draw.h"
#include "ui/icons.h"
#include "ui/live_rows.h"
#include "ui/panels.h"
#include "ui/widgets.h"
#include "ui/wrap.h"

namespace ui {
namespace {

constexpr std::string_view kGround = "ground/", kLive = "live/";
constexpr float kLayerRow = 32;

ImU32 from_rgb(std::uint32_t rgb) { return IM_COL32(rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255, 255); }

twin::GroundLayer const* ground_of(twin::District const& district, std::string const& id) {
    if (!id.starts_with(kGround)) return nullptr;
    std::string_view const title = std::string_view(id).substr(kGround.size());
    auto const at = std::find_if(district.ground.begin(), district.ground.end(),
                                 [&](twin::GroundLayer const& layer) { return layer.title == title; });
    return at == district.ground.end() ? nullptr : &*at;
}

/// About as the day style paints it; what has colours of its own shows the first of them.
ImU32 swatch_of(twin::GroundLayer const& layer) {
    using twin::GroundClass;
    if (!layer.area_colour.empty()) return from_rgb(layer.area_colour.front());
    if (!layer.line_colour.empty()) return from_rgb(layer.line_colour.front());
    if (layer.area_class.empty() && layer.line_class.empty()) return from_rgb(0x8a94a3);
    switch (layer.area_class.empty() ? layer.line_class.front() : layer.area_class.front()) {
        case GroundClass::water: return from_rgb(0x6fa8c9);
        case GroundClass::green:
        case GroundClass::park:
        case GroundClass::farmland:
        case GroundClass::forest:
        case GroundClass::sports: return from_rgb(0x8fb57d);
        case GroundClass::sand: return from_rgb(0xd8c9a0);
        case GroundClass::rail: return from_rgb(0x7c7f88);
        case GroundClass::boundary:
        case GroundClass::parcel: return from_rgb(0xc08a5a);
        case GroundClass::land:
        case GroundClass::block:
        case GroundClass::plaza:
        case GroundClass::parking:
        case GroundClass::custom: return from_rgb(0xbdb7aa);
        default: return from_rgb(0xd9d6cf);  // roads
    }
}

struct LiveRow {
    std::optional<Freshness> freshness;
    std::size_t count = 0;
};
LiveRow live_row(Facts const& facts, std::string_view word) {
    if (word.starts_with("tickets")) return {facts.hotline.freshness, facts.hotline.open};
    if (word == "events") return {facts.events.freshness, facts.events.open};
    if (word == "cameras") return {facts.events.camera_freshness, facts.events.cameras.size()};
    if (word == "devices") return {facts.events.device_freshness, facts.events.devices.size()};
    if (word.starts_with("population")) return {facts.people.freshness, 0};
    return {};
}

std::string row_name(PanelContext const& context, std::string const& id) {
    if (!id.starts_with(kGround)) return context.kit.say(layer_key(id));
    std::string const title = id.substr(kGround.size());
    if (context.kit.language() == Language::zh) return title;
    for (twin::GroundLayer const& layer : context.district.ground)
        if (layer.title == title && !layer.title_en.empty()) return layer.title_en;
    return title;
}

class Tree {
public:
    explicit Tree(PanelContext& context)
        : context_(context), kit_(context.kit), palette_(context.kit.palette()), state_(context.state.layers) {}

    void draw() {
        if (!ImGui::IsMouseDown(0)) state_.dragged.clear();
        std::vector<LayerSetting>& layers = context_.settings.layers;
        if (context_.has_feeds()) draw_live(layers);
        heading(kit_, kit_.say("layers.still"));
        for (char const* const id : {"labels", "models", "buildings"}) {
            for (std::size_t i = 0; i < layers.size(); ++i) {
                if (layers[i].id == id) row(i);
            }
        }
        std::size_t ground = 0;
        for (std::size_t i = layers.size(); i-- > 0;) ground += here(layers[i]);
        if (ground > 0) heading(kit_, kit_.say("layers.ground"), kit_.say("layers.order"));
        for (std::size_t i = layers.size(); i-- > 0;) {
            if (here(layers[i])) row(i);
        }
    }

private:
    void draw_live(std::vector<LayerSetting> const& layers) {
        heading(kit_, kit_.say("layers.live"));
        std::size_t live = 0;
        for (std::size_t i = layers.size(); i-- > 0;) {
            if (!layers[i].id.starts_with(kLive)) continue;
            row(i);
            ++live;
        }
        if (live == 0) note("layers.no_live");
    }
    bool here(LayerSetting const& layer) const { return ground_of(context_.district, layer.id) != nullptr; }

    void note(char const* key) {
        Typed const small(kit_, Type::small);
        text_cut(kit_, kit_.say(key), palette_.quiet);
    }

    void row(std::size_t index) {
        LayerSetting& layer = context_.settings.layers[index];
        ImGui::PushID(layer.id.c_str());
        ImVec2 const at = ImGui::GetCursorScreenPos();
        float const width = ImGui::GetContentRegionAvail().x, height = kit_.px(kLayerRow);
        bool const grounded = layer.id.starts_with(kGround);
        bool const opaque = grounded || layer.id == "live/tickets.heat";
        bool const hovered = ImGui::IsWindowHovered() &&
                             ImGui::IsMouseHoveringRect(at, {at.x + width, at.y + height}) && state_.dragged.empty();
        ImDrawList* const list = ImGui::GetWindowDrawList();
        if (hovered || state_.dragged == layer.id)
            list->AddRectFilled(at, {at.x + width, at.y + height}, palette_.raised, kit_.px(4));
        ImGui::SetCursorScreenPos({at.x, at.y + kit_.px(2)});
        if (icon_button(kit_, "eye", layer.visible ? icon::kEye : icon::kEyeOff,
                        kit_.say(layer.visible ? "layers.hide" : "layers.show")))
            layer.visible = !layer.visible;
        swatch({at.x + kit_.px(34), at.y + kit_.px(9)}, layer);
        float const grip = grounded ? kit_.px(24) : 0;
        float const end = at.x + width - kit_.px(grounded ? 28 : 4);
        ImFont* const body = kit_.font(Type::body);
        std::string const name = row_name(context_, layer.id);
        float const left = at.x + kit_.px(60);
        float const room = end - left - text_width(body, kit_.show(name)) - kit_.px(8);
        float const right = right_of(layer, end, at.y + kit_.px(8), room);
        put_text(kit_, body, {left, at.y + kit_.px(6)}, layer.visible ? palette_.text : palette_.faint,
                 cut_end(body, name, right - kit_.px(8) - left));
        ImGui::SetCursorScreenPos({at.x + kit_.px(32), at.y});
        if (ImGui::InvisibleButton("name", {std::max(1.0F, width - kit_.px(32) - grip), height}) && opaque)
            state_.open = state_.open == layer.id ? std::string() : layer.id;
        if (opaque) {
            hover_text(kit_, kit_.say("layers.opacity"));
        } else if (room < 0) {
            hover_text(kit_, kit_.show(name));
        }
        std::string const id = layer.id;  // dragging may move the layer itself
        if (grounded) drag(index, {at.x + width - grip, at.y}, hovered);
        ImGui::SetCursorScreenPos({at.x, at.y + height});
        if (opaque && state_.open == id) opacity(context_.settings.layers[index]);
        ImGui::PopID();
    }

    void swatch(ImVec2 at, LayerSetting const& layer) {
        ImDrawList* const list = ImGui::GetWindowDrawList();
        float const side = kit_.px(14);
        if (twin::GroundLayer const* ground = ground_of(context_.district, layer.id)) {
            ImU32 const colour = swatch_of(*ground);
            if (ground->areas.size() > 0)
                list->AddRectFilled(at, {at.x + side, at.y + side}, faded(colour, layer.visible ? 1 : 0.4F),
                                    kit_.px(3));
            else
                list->AddRectFilled({at.x, at.y + side * 0.35F}, {at.x + side, at.y + side * 0.65F},
                                    faded(colour, layer.visible ? 1 : 0.4F), kit_.px(2));
            return;
        }
        if (layer.id.starts_with(kLive)) {
            LiveRow const live = live_row(context_.facts, std::string_view(layer.id).substr(kLive.size()));
            Lamp const lamp = live.freshness && live.freshness->any ? live.freshness->lamp : Lamp::down;
            lamp_mark(kit_, list, {at.x + side / 2, at.y + side / 2}, kit_.px(5),
                      is_reading(context_) ? Lamp::quiet : lamp);
            return;
        }
        char const* const symbol = layer.id == "buildings" ? icon::kBuilding
                                   : layer.id == "models"  ? icon::kMap
                                                           : icon::kPlace;
        if (kit_.has_icons())
            put_text(list, kit_.font(Type::body), {at.x - kit_.px(3), at.y - kit_.px(3)}, palette_.quiet, symbol);
    }

    /// Count, opacity or freshness at the right; returns where it begins. A count gives way to the name.
    float right_of(LayerSetting const& layer, float end, float y, float room) {
        std::string text;
        ImU32 colour = palette_.quiet;
        if (twin::GroundLayer const* ground = ground_of(context_.district, layer.id)) {
            text = layer.opacity < 0.995F
                       ? Kit::percent(static_cast<double>(layer.opacity), 0)
                       : Kit::number(static_cast<double>(ground->areas.size() + ground->lines.size()));
        } else if (layer.id == "buildings") {
            text = Kit::number(static_cast<double>(context_.district.buildings.size()));
        } else if (layer.id.starts_with(kLive)) {
            LiveRow const live = live_row(context_.facts, std::string_view(layer.id).substr(kLive.size()));
            if (is_reading(context_))
                text = kit_.say("layers.reading");
            else if (live.freshness && !live.freshness->any)
                text = kit_.say("layers.no_data");
            else if (live.freshness && live.freshness->lamp >= Lamp::stale) {
                text = live.freshness->last == base::kNoTime ? kit_.say("lamp.stale")
                                                             : Kit::day_clock(live.freshness->last);
                colour = palette_.level[static_cast<int>(Urgent::orange)];
            } else if (live.count > 0)
                text = Kit::number(static_cast<double>(live.count));
        }
        ImFont* const small = kit_.font(Type::small);
        if (colour == palette_.quiet && text_width(small, text.c_str()) > room) text.clear();
        put_text_right(kit_, small, {end, y}, colour, text);
        return end - text_width(small, text.c_str());
    }

    /// The grip: what is below in the picture is further down in the list.
    void drag(std::size_t index, ImVec2 at, bool hovered) {
        std::vector<LayerSetting>& layers = context_.settings.layers;
        ImGui::SetCursorScreenPos(at);
        ImGui::InvisibleButton("grip", {kit_.px(24), kit_.px(kLayerRow)});
        bool const held = ImGui::IsItemActive();
        if (ImGui::IsItemHovered() || held) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeNS);
        if ((hovered || held) && kit_.has_icons())
            put_text(ImGui::GetWindowDrawList(), kit_.font(Type::body), {at.x + kit_.px(2), at.y + kit_.px(6)},
                     palette_.quiet, icon::kDrag);
        if (!held) return;
        state_.dragged = layers[index].id;
        float const mouse = ImGui::GetIO().MousePos.y;
        if (mouse < at.y) move(index, 1);
        if (mouse > at.y + kit_.px(kLayerRow)) move(index, -1);
    }

    /// Swaps with the next ground layer of this district, upwards in the picture or down.
    void move(std::size_t index, int way) {
        std::vector<LayerSetting>& layers = context_.settings.layers;
        for (std::size_t other = index + static_cast<std::size_t>(way); other < layers.size();
             other += static_cast<std::size_t>(way)) {
            if (!here(layers[other])) continue;
            std::swap(layers[index], layers[other]);
            // The item under the hand goes with the layer.
            return;
        }
    }

    void opacity(LayerSetting& layer) {
        ImGui::Indent(kit_.px(34));
        ImGui::SetNextItemWidth(ImGui::GetContentRegionAvail().x - kit_.px(4));
        float percent = layer.opacity * 100;
        ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {kit_.px(8), kit_.px(2)});
        if (ImGui::SliderFloat("##opacity", &percent, 0, 100, "%.0f %%", ImGuiSliderFlags_AlwaysClamp))
            layer.opacity = percent / 100;
        ImGui::PopStyleVar();
        ImGui::Unindent(kit_.px(34));
    }

    PanelContext& context_;
    Kit& kit_;
    Palette const& palette_;
    LayersState& state_;
};

// ---- colours by attribute

std::string attribute_title(Kit& kit, StyleFacts::Attribute const& a) {
    return a.unit.empty() ? kit.of(a.title) : kit.of(a.title) + " (" + a.unit + ")";
}

void draw_ramps(PanelContext& context, StyleFacts const& style) {
    Kit& kit = context.kit;
    Colouring& c = context.settings.colouring;
    float const width = ImGui::GetContentRegionAvail().x, gap = kit.px(8);
    float const each = (width - 2 * gap) / 3, height = kit.px(20);
    ImDrawList* const list = ImGui::GetWindowDrawList();
    for (std::size_t i = 0; i < style.ramps.size(); ++i) {
        StyleFacts::Ramp const& ramp = style.ramps[i];
        if (i % 3 > 0) ImGui::SameLine(0, gap);
        ImVec2 const at = ImGui::GetCursorScreenPos();
        if (ImGui::InvisibleButton(ramp.name.c_str(), {each, height})) c.ramp = ramp.name;
        auto const count = static_cast<float>(std::max<std::size_t>(1, ramp.colours.size()));
        for (std::size_t k = 0; k < ramp.colours.size(); ++k) {
            float const x = at.x + each * static_cast<float>(k) / count;
            list->AddRectFilled({x, at.y + kit.px(2)},
                                {at.x + each * static_cast<float>(k + 1) / count, at.y + height - kit.px(2)},
                                from_rgb(ramp.colours[k]));
        }
        bool const on = c.ramp == ramp.name;
        if (on || ImGui::IsItemHovered())
            list->AddRect({at.x - 1, at.y}, {at.x + each + 1, at.y + height},
                          on ? kit.palette().accent : kit.palette().quiet, kit.px(2), 0, kit.px(2));
        hover_text(kit, kit.say("ramp." + ramp.name));
    }
}

void draw_classes(PanelContext& context) {
    Kit& kit = context.kit;
    Colouring& c = context.settings.colouring;
    ImGui::AlignTextToFramePadding();
    text_cut(kit, kit.say("layers.classes"), kit.palette().quiet, kit.px(80));
    ImGui::SameLine(ImGui::GetContentRegionMax().x - kit.px(88));
    if (icon_button(kit, "fewer", icon::kRemove, kit.say("layers.fewer")) && c.classes > 2) --c.classes;
    ImGui::SameLine(ImGui::GetContentRegionMax().x - kit.px(52));
    ImGui::AlignTextToFramePadding();
    ImGui::TextUnformatted(std::to_string(c.classes).c_str());
    ImGui::SameLine(ImGui::GetContentRegionMax().x - kit.px(30));
    if (icon_button(kit, "more", icon::kAdd, kit.say("layers.more")) && c.classes < 9) ++c.classes;
}

void draw_legend(Kit& kit, scene::Legend const& legend) {
    ImDrawList* const list = ImGui::GetWindowDrawList();
    for (scene::Legend::Entry const& entry : legend.entries) {
        ImVec2 const at = ImGui::GetCursorScreenPos();
        list->AddRectFilled({at.x + kit.px(4), at.y + kit.px(5)}, {at.x + kit.px(28), at.y + kit.px(19)},
                            from_rgb(entry.colour), kit.px(2));
        list->AddRect({at.x + kit.px(4), at.y + kit.px(5)}, {at.x + kit.px(28), at.y + kit.px(19)}, kit.palette().faint,
                      kit.px(2));
        put_text(kit, kit.font(Type::body), {at.x + kit.px(40), at.y + kit.px(2)}, kit.palette().text, entry.text);
        ImGui::Dummy({ImGui::GetContentRegionAvail().x, kit.px(24)});
    }
}

void draw_colouring(PanelContext& context, StyleFacts const& style) {
    Kit& kit = context.kit;
    Colouring& c = context.settings.colouring;
    heading(kit, kit.say("layers.colour"));
    std::vector<Choice> choices;
    for (StyleFacts::Attribute const& a : style.attributes) choices.push_back({a.name, attribute_title(kit, a), ""});
    float const width = ImGui::GetContentRegionAvail().x;
    choice_field(kit, "##attribute", kit.say("layers.by_use"), choices, c.attribute, width);
    auto const at = std::find_if(style.attributes.begin(), style.attributes.end(),
                                 [&](auto const& a) { return a.name == c.attribute; });
    if (at == style.attributes.end()) return;
    if (at->number) {
        ImGui::Dummy({0, kit.px(2)});
        constexpr std::array<char const*, 4> kBreaks{"breaks.quantile", "breaks.equal", "breaks.natural",
                                                     "breaks.categories"};
        for (int i = 0; i < 4; ++i) {
            if (i > 0) ImGui::SameLine(0, kit.px(4));
            if (chip(kit, kBreaks[static_cast<std::size_t>(i)], kit.say(kBreaks[static_cast<std::size_t>(i)]),
                     static_cast<int>(c.breaks) == i))
                c.breaks = static_cast<Breaks>(i);
        }
        if (c.breaks != Breaks::categories) {
            draw_classes(context);
            draw_ramps(context, style);
        }
    }
    ImGui::Dummy({0, kit.px(4)});
    draw_legend(kit, style.legend);
}

// ---- filter

void draw_filter(PanelContext& context, StyleFacts const& style) {
    Kit& kit = context.kit;
    Settings& s = context.settings;
    std::string& text = context.state.filter_text;
    std::string const count =
        Kit::number(static_cast<double>(style.shown)) + " / " + Kit::number(static_cast<double>(style.buildings));
    heading(kit, kit.say("layers.filter"), s.filter.empty() ? "" : count.c_str());
    // What holds is what stands there, also after an undo; what is being typed holds once it is entered.
    if (ImGui::GetActiveID() != ImGui::GetID("##filter")) text = s.filter;
    text_field(kit, "##filter", kit.say("layers.filter.hint"), text);
    bool const entered = ImGui::IsItemDeactivatedAfterEdit();
    if (entered) s.filter = text;
    Typed const small(kit, Type::small);
    if (!style.filter_problem.zh.empty()) {
        wrapped(kit.show(kit.of(style.filter_problem)), kit.palette().level[static_cast<int>(Urgent::red)]);
    } else if (s.filter.empty()) {
        wrapped(kit.say("layers.filter.help"), kit.palette().quiet);
    } else if (style.shown == 0) {
        text_cut(kit, kit.say("layers.filter.none"), kit.palette().quiet);
    }
    if (!s.filter.empty() && quiet_button(kit, kit.say("layers.filter.clear"))) {
        s.filter.clear();
        text.clear();
    }
}

}  // namespace

void draw_layers(PanelContext& context) {
    Kit& kit = context.kit;
    if (context.settings.layers.empty()) {
        empty_state(kit, kit.say("layers.none"), kit.say("layers.none.do"));
        return;
    }
    Tree(context).draw();
    if (!context.style || context.district.buildings.size() == 0) return;
    draw_colouring(context, *context.style);
    draw_filter(context, *context.style);
    ImGui::Dummy({0, kit.px(16)});
}

}  // namespace ui
