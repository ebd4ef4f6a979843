// What a site must keep, and where candidates come from.
#include <algorithm>
#include <cmath>

#include "ui/draw.h"
#include "ui/live_rows.h"
#include "ui/over.h"
#include "ui/palette.h"
#include "ui/siting_parts.h"
#include "ui/widgets.h"

namespace ui {
namespace {

constexpr double kCell = 150;  ///< metres

void push(PanelContext& context, analysis::Study study) {
    context.push(SitingCommand{EditStudy{std::make_shared<analysis::Study const>(std::move(study))}});
}

double step_of(double value) {
    double const size = std::pow(10, std::floor(std::log10(std::max(1.0, std::abs(value)))));
    return std::max(0.5, size / 10);
}

/// Its bound can be moved; its words are as the study has them.
void draw_constraint(PanelContext& context, SitingFacts const& facts, std::size_t c) {
    Kit& kit = context.kit;
    Palette const& p = kit.palette();
    analysis::StudyConstraint const& constraint = facts.study.constraints[c];
    std::string const unit = kit.of(analysis::unit_of(constraint.measure.what));
    ImGui::PushID(static_cast<int>(c));
    if (chip(kit, "on", kit.say(constraint.on ? "siting.on" : "siting.off"), constraint.on)) {
        analysis::Study study = facts.study;
        study.constraints[c].on = !constraint.on;
        push(context, std::move(study));
    }
    ImGui::SameLine(0, kit.px(8));
    ImVec2 const at = ImGui::GetCursorScreenPos();
    float const width = ImGui::GetContentRegionAvail().x;
    std::uint32_t const broken = facts.judged->broken_by[c];
    std::string const out = kit.say("siting.breaks", {Kit::number(broken)});
    put_text(kit, kit.font(Type::body, true), {at.x, at.y + kit.px(2)}, constraint.on ? p.text : p.quiet,
             cut_end(kit.font(Type::body, true), kit.of(constraint.name), width - kit.px(96)));
    put_text_right(kit, kit.font(Type::small), {at.x + width, at.y + kit.px(4)},
                   constraint.on && broken > 0 ? p.warning : p.quiet, constraint.on ? out : std::string("–"));
    ImGui::Dummy({width, kit.px(24)});
    hover_text(kit, kit.show(kit.of(facts.measured->constraints[c].how)));
    auto const bound = [&](char const* id, char const* key, std::optional<double> const& value,
                           std::optional<double> analysis::StudyConstraint::*which) {
        if (!value) return;
        double now = *value;
        Stepped const what{.id = id,
                           .name = kit.say(key),
                           .text = Kit::number(now, now < 100 && now != std::floor(now) ? 1 : 0) + " " + unit,
                           .step = step_of(now),
                           .least = 0,
                           .most = 1e9};
        if (!stepper(kit, what, now)) return;
        analysis::Study study = facts.study;
        study.constraints[c].*which = now;
        push(context, std::move(study));
    };
    bound("least", "siting.least", constraint.least, &analysis::StudyConstraint::least);
    bound("most", "siting.most", constraint.most, &analysis::StudyConstraint::most);
    if (!constraint.allowed.empty()) {
        std::string words;
        for (std::string const& word : constraint.allowed) words += (words.empty() ? "" : "  ") + word;
        paragraph(kit, kit.say("siting.allowed", {words}), p.quiet);
    }
    ImGui::Dummy({0, kit.px(8)});
    ImGui::PopID();
}

/// The ground that the picture shows, at the height of its middle.
base::Extent seen(PanelContext const& context) {
    base::Extent out;
    OnCanvas const on(context.stage);
    base::Extent const& box = context.stage.pixels;
    double const ground = context.stage.camera.target.z;
    for (base::Vec2d const corner :
         {base::Vec2d{box.min_x, box.min_y}, {box.max_x, box.min_y}, {box.min_x, box.max_y}, {box.max_x, box.max_y}}) {
        if (auto const place = on.place(corner, ground)) out.add(*place);
    }
    base::Extent const& all = context.district.extent;
    out.min_x = std::max(out.min_x, all.min_x), out.min_y = std::max(out.min_y, all.min_y);
    out.max_x = std::min(out.max_x, all.max_x), out.max_y = std::min(out.max_y, all.max_y);
    return out;
}

void draw_candidates(PanelContext& context, SitingFacts const& facts) {
    Kit& kit = context.kit;
    heading(kit, kit.say("siting.from"));
    bool const cells = facts.study.candidates.empty();
    std::string const own =
        cells ? kit.say("siting.from.cells", {Kit::number(facts.study.cell)}) : facts.study.candidates;
    name_value(kit, kit.say("siting.from.layer"), own.c_str());
    name_value(kit, kit.say("siting.from.drawn"), Kit::number(static_cast<double>(facts.drawn)).c_str());
    Measured const& measured = context.measured;
    bool const area = measured.tool == Tool::area && measured.points.size() >= 3;
    if (quiet_button(kit, kit.say(area ? "siting.add_drawn" : "siting.draw"))) {
        if (area) {
            AddSite site;
            for (base::Vec3d const& point : measured.points) site.outline.push_back({point.x, point.y});
            context.push(SitingCommand{std::move(site)});
            context.push(UseTool{Tool::pick});
        } else {
            context.push(UseTool{Tool::area});
        }
    }
    ImGui::SameLine(0, kit.px(8));
    if (quiet_button(kit, kit.say("siting.use_cells"))) context.push(SitingCommand{UseCells{seen(context), kCell}});
    if (facts.drawn > 0) {
        ImGui::SameLine(0, kit.px(8));
        if (quiet_button(kit, kit.say("siting.drop_drawn"))) context.push(SitingCommand{DropDrawnSites{}});
    }
    ImGui::Dummy({0, kit.px(4)});
    paragraph(kit, kit.say("siting.from.note"), kit.palette().quiet);
}

}  // namespace

void draw_siting_limits(PanelContext& context, SitingFacts const& facts) {
    ImGui::Dummy({0, context.kit.px(4)});
    for (std::size_t c = 0; c < facts.study.constraints.size(); ++c) draw_constraint(context, facts, c);
    draw_candidates(context, facts);
}

}  // namespace ui
