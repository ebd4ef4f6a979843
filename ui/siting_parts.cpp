#include "ui/siting_parts.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "ui/draw.h"
#include "ui/live_rows.h"
#include "ui/palette.h"
#include "ui/widgets.h"

namespace ui {
namespace {

struct Touch {
    bool clicked = false, hovered = false, held = false;
};
Touch touch(char const* id, ImVec2 at, ImVec2 size) {
    ImGui::SetCursorScreenPos(at);
    bool const clicked = ImGui::InvisibleButton(id, size);
    return {clicked, ImGui::IsItemHovered(), ImGui::IsItemActive()};
}

}  // namespace

/// Breaks between Chinese characters and at spaces, never inside a number or a word.
std::vector<std::string> lines_of(ImFont* font, std::string const& text, float width) {
    std::vector<std::string> out(1);
    std::string token;
    auto const flush = [&] {
        if (!out.back().empty() && text_width(font, (out.back() + token).c_str()) > width) out.emplace_back();
        if (out.back().empty() && !token.empty() && token.front() == ' ') token.erase(0, 1);
        out.back() += token;
        token.clear();
    };
    for (std::size_t i = 0; i < text.size();) {
        auto const lead = static_cast<unsigned char>(text[i]);
        std::size_t const size = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        std::string const character = text.substr(i, size);
        i += size;
        // A mark that closes a clause stays with what it closes.
        static constexpr std::array kClosing{"，", "。", "；", "：", "）", "”", "、", "％"};
        bool const closing = std::find(kClosing.begin(), kClosing.end(), character) != kClosing.end();
        // And one that opens a clause with what it opens.
        bool const follows = token.ends_with("（") || token.ends_with("“");
        bool const opening = character == "（" || character == "“";
        if (character == "\n") {
            flush();
            out.emplace_back();
        } else {
            if (((size > 1 && !closing) || character == " ") && !follows) flush();
            token += character;
            if (size > 1 && !closing && !opening && i < text.size() && static_cast<unsigned char>(text[i]) < 0x80)
                flush();
        }
    }
    flush();
    return out;
}

void paragraph(Kit& kit, std::string const& text, ImU32 colour, Type type) {
    ImFont* const font = kit.font(type);
    for (std::string const& line : lines_of(font, kit.show(text), ImGui::GetContentRegionAvail().x)) {
        ImVec2 const at = ImGui::GetCursorScreenPos();
        put_text(ImGui::GetWindowDrawList(), font, at, colour, line.c_str());
        // Lines stand below each other also where the first follows a mark.
        ImGui::Dummy({text_width(font, line.c_str()), font->FontSize});
        ImGui::SetCursorScreenPos({at.x, at.y + font->FontSize});
    }
    ImGui::SetCursorScreenPos({ImGui::GetWindowPos().x + ImGui::GetWindowContentRegionMin().x - ImGui::GetScrollX(),
                               ImGui::GetCursorScreenPos().y + kit.px(4)});
}

bool stepper(Kit& kit, Stepped const& what, double& value) {
    Palette const& p = kit.palette();
    ImDrawList* const list = ImGui::GetWindowDrawList();
    ImVec2 const at = ImGui::GetCursorScreenPos();
    float const width = ImGui::GetContentRegionAvail().x, height = kit.px(32), box = kit.px(24);
    float const field = kit.px(136), top = at.y + kit.px(4), left = at.x + width - field;
    double const before = value;
    ImGui::PushID(what.id);
    put_text(kit, kit.font(Type::body), {at.x, at.y + kit.px(6)}, p.quiet,
             cut_end(kit.font(Type::body), what.name, width - field - kit.px(8)));
    list->AddRectFilled({left, top}, {left + field, top + box}, p.raised, kit.px(4));
    auto const end = [&](char const* id, float x, char const* sign, double by) {
        Touch const hit = touch(id, {x, top}, {box, box});
        if (hit.hovered) list->AddRectFilled({x, top}, {x + box, top + box}, p.line, kit.px(4));
        put_text(list, kit.font(Type::body), {x + box / 2, top + kit.px(2)}, hit.hovered ? p.text : p.quiet, sign,
                 Align::centre);
        if (hit.clicked) value += by;
    };
    end("less", left, "−", -what.step);
    end("more", left + field - box, "+", what.step);
    Touch const middle = touch("drag", {left + box, top}, {field - 2 * box, box});
    if (middle.hovered || middle.held) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
    if (middle.held) {
        // Four pixels a step, so that a hand can set it.
        float const moved = ImGui::GetMouseDragDelta(0, 0).x;
        double const steps = std::trunc(static_cast<double>(moved) / static_cast<double>(kit.px(4)));
        if (steps != 0) {
            value += steps * what.step;
            ImGui::ResetMouseDragDelta(0);
        }
    }
    value = std::clamp(value, what.least, what.most);
    put_text(list, kit.font(Type::body), {left + field / 2, top + kit.px(2)}, middle.held ? p.accent : p.text,
             kit.show(what.text), Align::centre);
    ImGui::SetCursorScreenPos(at);
    ImGui::Dummy({width - field, height});
    if (!what.note.empty()) hover_text(kit, kit.show(what.note));
    ImGui::PopID();
    return value != before;
}

bool slider(Kit& kit, char const* id, double& share, ImU32 colour, float width, bool from_middle) {
    Palette const& p = kit.palette();
    ImDrawList* const list = ImGui::GetWindowDrawList();
    ImVec2 const at = ImGui::GetCursorScreenPos();
    float const height = kit.px(20), middle = at.y + height / 2, knob = kit.px(6);
    bool const held = (ImGui::InvisibleButton(id, {width, height}), ImGui::IsItemActive());
    bool const hovered = ImGui::IsItemHovered();
    double const before = share;
    float const reach = width - 2 * knob;
    if (held) share = std::clamp(double{(ImGui::GetIO().MousePos.x - at.x - knob) / reach}, 0.0, 1.0);
    float const x = at.x + knob + static_cast<float>(share) * reach;
    float const from = from_middle ? at.x + width / 2 : at.x + knob;
    list->AddRectFilled({at.x + knob, middle - kit.px(2)}, {at.x + width - knob, middle + kit.px(2)}, p.raised,
                        kit.px(2));
    list->AddRectFilled({std::min(from, x), middle - kit.px(2)}, {std::max(from, x), middle + kit.px(2)}, colour,
                        kit.px(2));
    if (from_middle) list->AddLine({from, middle - kit.px(5)}, {from, middle + kit.px(5)}, p.line);
    list->AddCircleFilled({x, middle}, knob, p.panel);
    list->AddCircleFilled({x, middle}, hovered || held ? knob : knob - kit.px(1), colour);
    return share != before;
}

ImU32 criterion_colour(Kit& kit, std::size_t criterion) {
    ImU32 const colour = kit.palette().category[criterion % 8];
    return criterion < 8 ? colour : faded(colour, 0.55F);
}

void rank_badge(PanelContext const& context, ImVec2 at, std::uint32_t rank, std::size_t ranked) {
    Kit& kit = context.kit;
    bool const night = context.settings.style == scene::Style::night;
    std::uint32_t const rgb = (night ? kRankColoursAtNight : kRankColours)[rank_step(rank, ranked)];
    ImU32 const fill = IM_COL32(rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255, 255);
    float const side = kit.px(28);
    ImDrawList* const list = ImGui::GetWindowDrawList();
    list->AddRectFilled(at, {at.x + side, at.y + side}, fill, kit.px(4));
    ImU32 const dark = IM_COL32(8, 30, 40, 255);
    ImU32 const ink = contrast(fill, dark) > contrast(fill, IM_COL32_WHITE) ? dark : IM_COL32_WHITE;
    put_text(list, kit.font(Type::body, true), {at.x + side / 2, at.y + kit.px(4)}, ink, std::to_string(rank).c_str(),
             Align::centre);
}

void contribution_bar(Kit& kit, SitingFacts const& facts, std::size_t row, ImVec2 at, ImVec2 size) {
    ImDrawList* const list = ImGui::GetWindowDrawList();
    auto const& ranking = facts.judged->ranking;
    list->AddRectFilled(at, {at.x + size.x, at.y + size.y}, faded(kit.palette().raised, 0.8F), kit.px(2));
    float x = at.x;
    for (std::size_t c = 0; c < ranking.criteria(); ++c) {
        float const w = static_cast<float>(ranking.contribution[row * ranking.criteria() + c]) * size.x;
        if (w >= 0.5F)
            list->AddRectFilled({x, at.y}, {x + std::max(1.0F, w - 1), at.y + size.y}, criterion_colour(kit, c));
        x += w;
    }
}

int contribution_under(SitingFacts const& facts, std::size_t row, ImVec2 at, ImVec2 size) {
    auto const& ranking = facts.judged->ranking;
    ImVec2 const mouse = ImGui::GetIO().MousePos;
    if (mouse.x < at.x || mouse.y < at.y || mouse.y > at.y + size.y) return -1;
    float x = at.x;
    for (std::size_t c = 0; c < ranking.criteria(); ++c) {
        x += static_cast<float>(ranking.contribution[row * ranking.criteria() + c]) * size.x;
        if (mouse.x < x) return static_cast<int>(c);
    }
    return -1;
}

std::string contribution_text(Kit& kit, SitingFacts const& facts, std::size_t row, std::size_t criterion) {
    auto const& ranking = facts.judged->ranking;
    double const weight = ranking.weights[criterion];
    double const adds = ranking.contribution[row * ranking.criteria() + criterion];
    double const value = facts.measured->criteria[criterion].values[ranking.sites[row]];
    std::string const worth = weight > 0 ? Kit::number(adds / weight, 2) : "—";
    return kit.of(facts.study.criteria[criterion].name) + "\n" +
           kit.say("siting.part", {measured_text(kit, facts, criterion, value), worth, Kit::percent(weight, 1),
                                   Kit::number(adds, 3)}) +
           "\n" + kit.of(facts.measured->criteria[criterion].how);
}

std::string measured_text(Kit& kit, SitingFacts const& facts, std::size_t criterion, double value) {
    if (!std::isfinite(value)) return kit.say("siting.no_data");
    analysis::StudyCriterion const& c = facts.study.criteria[criterion];
    using analysis::Measure;
    bool const fine = c.measure.what == Measure::minutes || c.measure.what == Measure::sun ||
                      c.measure.what == Measure::slope || c.measure.what == Measure::share;
    std::string const unit = kit.of(c.unit);
    return Kit::number(value, fine ? 1 : 0) + (unit.empty() || unit == "%" ? unit : " " + unit);
}

std::string lost_text(double share) {
    constexpr double kShows = 0.0005;
    return share < kShows ? "0%" : "−" + Kit::percent(share, 1);
}

std::string site_title(Kit& kit, SitingFacts const& facts, std::size_t site) {
    std::string const words = site < facts.site_words.size() ? kit.of(facts.site_words[site]) : std::string();
    std::string const& id = facts.measured->sites[site].id;
    return words.empty() ? id : id + "  " + words;
}

void push_study(PanelContext& context, analysis::Study study) {
    context.push(SitingCommand{EditStudy{std::make_shared<analysis::Study const>(std::move(study))}});
}

}  // namespace ui
