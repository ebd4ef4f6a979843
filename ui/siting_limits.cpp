// What a site must keep, and where candidates come from.
#include <algorithm>
#include <cmath>

#include "ui/draw.h"
#include "ui/icons.h"
#include "ui/live_rows.h"
#include "ui/over.h"
#include "ui/palette.h"
#include "ui/siting_add.h"
#include "ui/siting_parts.h"
#include "ui/widgets.h"

namespace ui {
namespace {

constexpr double kCell = 150;  ///< metres

double limit_step(double value) {
    double const size = std::pow(10, std::floor(std::log10(std::max(1.0, std::abs(value)))));
    return std::max(0.5, size / 10);
}

/// Whether it holds, its name, how many break it, and the way to drop it. True: `constraint` has changed.
bool draw_constraint_head(PanelContext& context, SitingFacts const& facts, std::size_t c,
                          analysis::StudyConstraint& constraint, bool& drop) {
    Kit& kit = context.kit;
    Palette const& p = kit.palette();
    bool const was_on = constraint.on;
    if (chip(kit, "on", kit.say(constraint.on ? "siting.on" : "siting.off"), constraint.on))
        constraint.on = !constraint.on;
    ImGui::SameLine(0, kit.px(8));
    ImVec2 const at = ImGui::GetCursorScreenPos();
    float const whole = ImGui::GetContentRegionAvail().x, width = whole - kit.px(32);
    std::uint32_t const broken = facts.judged->broken_by[c];
    std::string const out = kit.say("siting.breaks", {Kit::number(broken)});
    put_text(kit, kit.font(Type::body, true), {at.x, at.y + kit.px(2)}, constraint.on ? p.text : p.quiet,
             cut_end(kit.font(Type::body, true), kit.of(constraint.name), width - kit.px(96)));
    put_text_right(kit, kit.font(Type::small), {at.x + width, at.y + kit.px(4)},
                   constraint.on && broken > 0 ? p.warning : p.quiet, constraint.on ? out : std::string("–"));
    ImGui::Dummy({width, kit.px(24)});
    hover_text(kit, kit.show(kit.of(facts.measured->constraints[c].how)));
    ImGui::SetCursorScreenPos({at.x + whole - kit.px(28), at.y - kit.px(2)});
    drop = icon_button(kit, "drop", icon::kClose, kit.say("siting.remove"));
    ImGui::SetCursorScreenPos({ImGui::GetCursorScreenPos().x, at.y + kit.px(28)});
    return constraint.on != was_on;
}

/// A number to be moved, where there is such a bound.
bool draw_bound(Kit& kit, char const* id, char const* key, std::string const& unit, std::optional<double>& value) {
    if (!value) return false;
    double now = *value;
    Stepped const what{.id = id,
                       .name = kit.say(key),
                       .text = Kit::number(now, now < 100 && now != std::floor(now) ? 1 : 0) + " " + unit,
                       .step = limit_step(now),
                       .least = 0,
                       .most = 1e9};
    if (!stepper(kit, what, now)) return false;
    value = now;
    return true;
}

/// The words that are allowed, of those that there are; the last one cannot go.
bool draw_allowed(Kit& kit, SitingFacts const& facts, analysis::StudyConstraint& constraint) {
    paragraph(kit, kit.say("siting.allowed.note"), kit.palette().quiet);
    std::vector<std::string> words;
    if (facts.offers)
        for (SiteOffers::Column const& column : facts.offers->columns)
            if (column.name == constraint.measure.attribute) words = column.words;
    for (std::string const& word : constraint.allowed)
        if (std::ranges::find(words, word) == words.end()) words.push_back(word);
    float const right = ImGui::GetCursorScreenPos().x + ImGui::GetContentRegionAvail().x;
    bool changed = false, first = true;
    for (std::string const& word : words) {
        float const width = text_width(kit.font(Type::small), kit.show(word)) + kit.px(16);
        if (!first && ImGui::GetItemRectMax().x + kit.px(4) + width < right) ImGui::SameLine(0, kit.px(4));
        first = false;
        auto const at = std::ranges::find(constraint.allowed, word);
        bool const on = at != constraint.allowed.end();
        if (!chip(kit, word.c_str(), kit.show(word), on)) continue;
        if (!on) constraint.allowed.push_back(word);
        if (on && constraint.allowed.size() > 1) constraint.allowed.erase(at);
        changed = true;
    }
    return changed;
}

void draw_constraint(PanelContext& context, SitingFacts const& facts, std::size_t c) {
    Kit& kit = context.kit;
    analysis::StudyConstraint constraint = facts.study.constraints[c];
    std::string const unit = kit.of(analysis::unit_of(constraint.measure.what));
    bool drop = false;
    ImGui::PushID(static_cast<int>(c));
    bool changed = draw_constraint_head(context, facts, c, constraint, drop);
    changed = draw_bound(kit, "least", "siting.least", unit, constraint.least) || changed;
    changed = draw_bound(kit, "most", "siting.most", unit, constraint.most) || changed;
    if (!constraint.allowed.empty()) changed = draw_allowed(kit, facts, constraint) || changed;
    ImGui::Dummy({0, kit.px(8)});
    ImGui::PopID();
    if (!drop && !changed) return;
    analysis::Study study = facts.study;
    if (drop)
        study.constraints.erase(study.constraints.begin() + static_cast<std::ptrdiff_t>(c));
    else
        study.constraints[c] = std::move(constraint);
    push_study(context, std::move(study));
}

/// Where nobody has said a bound yet: the middle of what candidates have would drop half of them, so their ends.
double first_bound(SitingFacts const& facts, analysis::MeasureSpec const& spec, bool most) {
    analysis::MeasuredColumn const* column = nullptr;
    for (std::size_t c = 0; c < facts.measured->criterion_specs.size(); ++c)
        if (facts.measured->criterion_specs[c] == spec) column = &facts.measured->criteria[c];
    double out = 0;
    for (std::size_t i = 0; column && most && i < column->values.size(); ++i)
        if (std::isfinite(column->values[i])) out = std::max(out, std::ceil(column->values[i]));
    using analysis::Measure;
    if (column || !most) return out;
    switch (spec.what) {
        case Measure::share: return 0;
        case Measure::slope: return 25;
        case Measure::minutes: return 15;
        case Measure::distance: return 1000;
        case Measure::area:
        case Measure::built: return 100'000;
        default: return 100;
    }
}

void add_constraint(PanelContext& context, SitingFacts const& facts, analysis::MeasureSpec const& spec, bool most) {
    SiteOffers const& offers = *facts.offers;
    analysis::StudyConstraint out;
    out.measure = spec;
    out.name = name_of(spec, offers);
    if (spec.what == analysis::Measure::attribute)
        for (SiteOffers::Column const& column : offers.columns)
            if (column.name == spec.attribute) out.allowed = column.words;
    if (out.allowed.empty()) (most ? out.most : out.least) = first_bound(facts, spec, most);
    analysis::Study study = facts.study;
    study.constraints.push_back(std::move(out));
    push_study(context, std::move(study));
}

void draw_new_limit(PanelContext& context, SitingFacts const& facts) {
    Kit& kit = context.kit;
    SitingDraft& draft = context.state.siting.constraint_draft;
    if (!facts.offers) return;
    if (!draft.open) {
        draft.open = primary_button(kit, kit.say("siting.add.constraint"));
        return;
    }
    heading(kit, kit.say("siting.add.constraint"));
    ImGui::PushID("new");
    auto const spec = measure_form(kit, facts, draft);
    if (spec) {
        if (chip(kit, "least", kit.say("siting.least"), !draft.less)) draft.less = false;
        ImGui::SameLine(0, kit.px(8));
        if (chip(kit, "most", kit.say("siting.most"), draft.less)) draft.less = true;
        paragraph(kit, kit.say("siting.add.bound"), kit.palette().quiet);
    }
    bool const add = spec && primary_button(kit, kit.say("siting.add"));
    if (spec) ImGui::SameLine(0, kit.px(8));
    bool const cancel = quiet_button(kit, kit.say("siting.cancel"));
    ImGui::PopID();
    if (add) add_constraint(context, facts, *spec, draft.less);
    if (add || cancel) draft = {};
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
    draw_new_limit(context, facts);
    draw_candidates(context, facts);
    draw_siting_keep(context, facts);
}

}  // namespace ui
