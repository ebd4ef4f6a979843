// What is chosen and measured: clicks, tools, selections and their exports.
#include <algorithm>
#include <cmath>

#include "app/export_audit.h"
#include "app/open_studio.h"
#include "app/user_file.h"

namespace app {
namespace {

constexpr double kOutlineStep = 25, kOutlineAbove = 0.5;  ///< metres
constexpr double kOutlineSteps = 64;                      ///< of one side at most

bool gathers(ui::Tool tool) {
    using ui::Tool;
    return tool == Tool::distance || tool == Tool::height || tool == Tool::area || tool == Tool::profile ||
           tool == Tool::section;
}

/// A ring closed and laid on the ground, in steps that follow a slope.
std::vector<base::Vec3d> laid_out(std::span<base::Vec2d const> ring, geo::HeightGrid const& ground) {
    std::vector<base::Vec3d> out;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        base::Vec2d const from = ring[i], by = ring[(i + 1) % ring.size()] - from;
        auto const steps = static_cast<int>(std::clamp(base::length(by) / kOutlineStep, 1.0, kOutlineSteps));
        for (int k = 0; k < steps; ++k) {
            base::Vec2d const p = from + by * (static_cast<double>(k) / steps);
            out.push_back({p.x, p.y, ground.at(p) + kOutlineAbove});
        }
    }
    out.push_back(out.front());
    return out;
}

}  // namespace

std::optional<scene::Box> OpenStudio::box_of(ui::Subject const& subject) const {
    if (subject.kind != ui::SubjectKind::building || subject.index >= district_.buildings.size()) return {};
    twin::Buildings const& all = district_.buildings;
    std::uint32_t const b = subject.index;
    scene::Box box{{}, all.base_z[b], double{all.base_z[b]} + all.height[b] + all.roof_height[b]};
    for (base::Vec2d const point : all.footprints.outer(b)) box.extent.add(point);
    return box;
}

ui::Subject OpenStudio::subject_at(base::Vec2d pixel) {
    std::uint32_t const id = id_at(pixel);
    std::vector<Reported> const none;
    auto const found = selector_.subject_of(id, briefing_ ? briefing_->reported : none, *facts_);
    return found.value_or(ui::Subject{});
}

/// A ring stands for many: clicking it goes nearer until they come apart.
bool OpenStudio::open_ring(std::uint32_t id) {
    scene::LiveScene const* const live = scenery_.live(scene::Slot::main);
    if (!scene::is_ring(id) || !live || scene::ring_index(id) >= live->rings.size()) return false;
    scene::Ring const& ring = live->rings[scene::ring_index(id)];
    fly_to(ring.at, std::max(2 * ring.cell, 60.0));
    return true;
}

void OpenStudio::click(base::Vec2d pixel) {
    settle_ = 3;
    if (tool_ == ui::Tool::pick) {
        if (open_ring(id_at(pixel))) return;
        if (auto const place = place_under(pixel); place && siting_.click({place->x, place->y})) return;
        ui::Subject subject = subject_at(pixel);
        if (!subject) return obey(ui::ClearSelection{});
        if (!subject.at) subject.at = place_under(pixel);
        return obey(ui::Select{subject});
    }
    auto const place = place_under(pixel);
    if (!place) return;
    if (gathers(tool_)) {
        measured_points_.push_back(*place);
    } else if (tool_ == ui::Tool::visibility) {
        measured_points_ = {*place};
    }
    measure();
    settings_.left_panel = "tools";
}

/// A double click ends a line, and flies to what is under it where nothing is being measured.
void OpenStudio::finish_tool(base::Vec2d pixel) {
    if (tool_ == ui::Tool::pick) {
        ui::Subject subject = subject_at(pixel);
        if (!subject.at) subject.at = place_under(pixel);
        if (!subject && subject.at) subject.kind = ui::SubjectKind::spot;
        return obey(ui::FlyTo{subject});
    }
    if (gathers(tool_)) finished_ = true;
}

void OpenStudio::measure() {
    if (finished_ && measured_points_.size() > 1) {
        measured_points_ = {measured_points_.back()};
        finished_ = false;
    }
    // A section has two ends: the third click begins another.
    if (tool_ == ui::Tool::section && measured_points_.size() > 2) measured_points_ = {measured_points_.back()};
    measured_ = ruler_.measure(tool_, measured_points_, *facts_, settings_.language);
    if (tool_ == ui::Tool::section) measure_section();
}

void OpenStudio::obey(ui::UseTool const& c) {
    bool const again = c.tool == tool_;
    // The outline of a set stays as long as the set, until something is measured.
    bool const outlined = !selection_.set.empty() && !gathers(tool_) && tool_ != ui::Tool::visibility;
    auto outline = outlined ? std::move(measured_.lines) : decltype(measured_.lines)();
    tool_ = c.tool;
    measured_points_.clear();
    finished_ = false;
    measured_ = {};
    measured_.tool = tool_;
    measured_.lines = std::move(outline);
    if (tool_ == ui::Tool::section) take_section_tool(again);
}

void OpenStudio::refresh_selection() {
    if (selection_.subject) selector_.refresh(selection_, *facts_, settings_.language);
    if (selection_.subject) relate_selection();
    if (!selection_.set.empty()) selector_.sum(selection_, *facts_, settings_.language);
    if (tool_ == ui::Tool::visibility && !measured_points_.empty()) measure();
}

/// In the language that was just switched to.
void OpenStudio::say_again() {
    if (selection_.subject) {
        std::vector<ui::Subject> set = std::move(selection_.set);
        selection_ = selector_.describe(selection_.subject, *facts_, settings_.language);
        selection_.set = std::move(set);
    }
    refresh_selection();
    if (measured_points_.empty()) return;
    measured_ = ruler_.measure(tool_, measured_points_, *facts_, settings_.language);
    if (tool_ == ui::Tool::section) measure_section();
}

/// Whether the panel that is looked at shows the thing itself: who works through a list there stays in it.
bool OpenStudio::is_open_in_panel(ui::Subject const& subject) const {
    auto const has = [&](char const* panel, ui::SubjectKind kind, std::string const& expanded) {
        return settings_.right_panel == panel && subject.kind == kind && subject.id == expanded;
    };
    ui::State const& state = panel_state_;
    base::Vec3d const& place = state.projects.place_at;
    if (settings_.right_panel == "projects" && subject.kind == ui::SubjectKind::spot && !state.projects.place.empty() &&
        subject.at && subject.at->x == place.x && subject.at->y == place.y)
        return true;
    return has("hotline", ui::SubjectKind::ticket, state.hotline.expanded) ||
           has("events", ui::SubjectKind::event, state.events.expanded) ||
           has("cases", state.cases.kind, state.cases.expanded);
}

void OpenStudio::obey(ui::Select const& c) {
    std::vector<ui::Subject> set = std::move(selection_.set);
    selection_ = selector_.describe(c.subject, *facts_, settings_.language);
    selection_.set = std::move(set);
    refresh_selection();
    if (c.subject && !is_open_in_panel(c.subject)) settings_.right_panel = "inspector";
}

void OpenStudio::obey(ui::SelectInside const& c) {
    if (c.polygon.size() < 3) return;
    selection_ = {};
    selection_.set = selector_.inside(c.polygon, *facts_);
    focus_.buildings = Selector::buildings_of(selection_.set);
    facts_->people.in_selection.clear();  // of what was chosen before; these are counted now
    selector_.sum(selection_, *facts_, settings_.language);
    measured_.lines = {laid_out(c.polygon, district_.terrain)};
    panel_state_.table = !selection_.set.empty();
    if (selection_.set.empty()) say(false, chinese() ? "框内没有任何对象" : "There is nothing inside");
}

void OpenStudio::obey(ui::ClearSelection const&) {
    selection_ = {};
    focus_.buildings.clear();
    facts_->people.in_selection.clear();
    obey(ui::UseTool{tool_});
}

void OpenStudio::obey(ui::ExportSelection const& c) {
    bool const table = c.format == ui::ExportSelection::Format::csv;
    auto const documents = documents_folder();
    if (!documents) return say(true, documents.error().message);
    std::string const name = (chinese() ? "选择集 " : "selection ") + file_stamp(now_) + (table ? ".csv" : ".gpkg");
    auto const done = table ? export_csv(selection_, *documents / name)
                            : export_geopackage(selector_, selection_, *facts_, *documents / name);
    if (!done) return say(true, done.error().message);
    audited("export", (*documents / name).string());
    say(false, (chinese() ? "已导出：" : "Exported: ") + (*documents / name).string());
}

void OpenStudio::obey(ui::Screenshot const&) { wants_screenshot_ = true; }

/// The screen as it is, as a file.
void OpenStudio::save_screenshot(scene::Panels const& panels) {
    wants_screenshot_ = false;
    auto const image = renderer_.capture(panels);
    if (!image) return say(true, image.error().message);
    auto const documents = documents_folder();
    if (!documents) return say(true, documents.error().message);
    auto const file = *documents / ("Borough " + file_stamp(now_) + ".png");
    if (auto const written = base::write_png(file, *image); !written) return say(true, written.error().message);
    audited("screenshot", file.string());
    say(false, (chinese() ? "已截图：" : "Saved: ") + file.string());
}

void OpenStudio::audited(std::string const& action, std::string const& file) {
    auto const kept = audit_export(district_.live, now_, action, file, remote_from_);
    if (!kept) say(true, (chinese() ? "未能写入审计日志：" : "Not in the audit log: ") + kept.error().message);
}

}  // namespace app
