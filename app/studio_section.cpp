// The section that cuts the picture: made by two clicks, turned, looked at square on, written, taken away.
#include "app/open_studio.h"
#include "app/section.h"
#include "app/user_file.h"

namespace app {
namespace {

/// Above the legend.
scene::Camera square_on(scene::Section const& section, base::Extent const& pixels) {
    constexpr double kBelow = 0.45;
    double const aspect = pixels.height() > 0 ? pixels.width() / pixels.height() : 1.6;
    return scene::square_on(section.line, section.low, section.high, aspect, kBelow);
}

}  // namespace

void OpenStudio::cut_section(scene::SectionLine const& line) {
    if (!renderer_.device().sections)
        return say(true, chinese() ? "此显卡驱动不支持剖切（缺少 shaderClipDistance）"
                                   : "This device cannot cut sections: its driver lacks shaderClipDistance");
    if (line.length() < scene::kShortestSection)
        return say(false, chinese() ? "剖线两端不足 1 米" : "The section's ends lie less than a metre apart");
    section_ = scene::cut(district_, line, scenery_.scene().city.building_id);
    if (tool_ == ui::Tool::section) describe_section();
}

void OpenStudio::describe_section() {
    if (!section_) return;
    measured_.results = describe(*section_, district_, settings_.language);
    measured_.profile = ruler_.profile(measured_.points);
}

/// Two clicks are a section; the third begins another.
void OpenStudio::measure_section() {
    if (measured_points_.size() != 2) return;
    auto const flat = [](base::Vec3d p) { return base::Vec2d{p.x, p.y}; };
    cut_section(scene::seen_from({flat(measured_points_[0]), flat(measured_points_[1])}, view_.camera));
    if (!section_) measured_points_.clear();
}

/// The tool taken up again shows what is cut; chosen once more, it begins anew.
void OpenStudio::take_section_tool(bool again) {
    if (again) section_.reset();
    if (!section_) return;
    for (base::Vec2d const p : {section_->line.from, section_->line.to})
        measured_points_.push_back({p.x, p.y, district_.terrain.at(p)});
    measured_.points = measured_points_;
    describe_section();
}

/// As it was asked for with the program's start.
base::Status OpenStudio::open_section() {
    if (!command_.section) return base::done;
    auto const line = section_line(*command_.section, district_);
    if (!line) return line.error();
    bool const whole = command_.camera.empty() && command_.view.empty();
    if (whole) view_.camera = scene::square_on(*line, 0, 0, 1);  // the side that stays is the line's own
    obey(ui::UseTool{ui::Tool::section});
    for (base::Vec2d const p : {line->from, line->to}) measured_points_.push_back({p.x, p.y, district_.terrain.at(p)});
    measure();
    settings_.left_panel = "tools";
    if (section_ && whole) view_.camera = square_on(*section_, district_pixels_);
    return base::done;
}

void OpenStudio::obey(ui::CutSection const& c) {
    if (!section_) return;
    scene::SectionLine const& line = section_->line;
    switch (c.how) {
        case ui::CutSection::How::turn: return cut_section({line.to, line.from});
        case ui::CutSection::How::square_on: return fly_to(square_on(*section_, district_pixels_));
        case ui::CutSection::How::save: return save_section();
        case ui::CutSection::How::remove:
            section_.reset();
            if (tool_ == ui::Tool::section) obey(ui::UseTool{tool_});
    }
}

void OpenStudio::save_section() {
    auto const documents = documents_folder();
    if (!documents) return say(true, documents.error().message);
    auto const file = *documents / ((chinese() ? "剖面 " : "section ") + file_stamp(now_) + ".csv");
    if (auto const done = write_whole(file, section_csv(*section_, district_, chinese())); !done)
        return say(true, done.error().message);
    audited("export", file.string());
    say(false, (chinese() ? "已导出：" : "Exported: ") + file.string());
}

}  // namespace app
