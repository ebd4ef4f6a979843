#include "app/section.h"

#include <algorithm>
#include <cmath>

#include "app/figures.h"
#include "app/four_numbers.h"
#include "app/mistakes.h"
#include "report/csv_field.h"
#include "twin/lookup.h"

namespace app {
namespace {

scene::CutBuilding const* highest(scene::Section const& section) {
    auto const at = std::max_element(section.buildings.begin(), section.buildings.end(),
                                     [](auto const& a, auto const& b) { return a.top < b.top; });
    return at == section.buildings.end() ? nullptr : &*at;
}

/// Without building lengths along the line: what of it runs through buildings.
double built(scene::Section const& section) {
    double sum = 0, end = 0;
    for (scene::CutBuilding const& one : section.buildings) {
        double const from = std::max({one.from, end, 0.0}), to = std::min(one.to, section.line.length());
        sum += std::max(to - from, 0.0);
        end = std::max(end, to);
    }
    return sum;
}

}  // namespace

base::Result<std::array<double, 4>> read_section(std::string const& text) {
    auto const v = four_numbers<double>(text);
    if (!v)
        return base::Error{in_both("'" + text + "' 不是剖切线，须写作 x1,y1,x2,y2（本区坐标系，米）",
                                   "'" + text + "' is no section; it is x1,y1,x2,y2 in metres of the district's CRS"),
                           base::ErrorKind::usage};
    if (std::hypot((*v)[2] - (*v)[0], (*v)[3] - (*v)[1]) < scene::kShortestSection)
        return base::Error{in_both("剖切线两端相距不足 1 米", "the section's ends lie less than a metre apart"),
                           base::ErrorKind::usage};
    return *v;
}

base::Result<scene::SectionLine> section_line(std::array<double, 4> const& asked, twin::District const& district) {
    geo::Projected const& origin = district.frame.origin;
    scene::SectionLine const line{{asked[0] - origin.x, asked[1] - origin.y},
                                  {asked[2] - origin.x, asked[3] - origin.y}};
    base::Extent box;
    box.add(line.from);
    box.add(line.to);
    base::Extent const& all = district.extent;
    if (all.empty() || all.grown(1).overlaps(box)) return line;
    auto const range = [](double low, double high, double shift) {
        return figure(low + shift, 0) + " to " + figure(high + shift, 0);
    };
    return base::Error{"the section lies outside the district, which reaches from x " +
                           range(all.min_x, all.max_x, origin.x) + ", y " + range(all.min_y, all.max_y, origin.y) +
                           " in " + district.frame.working_crs.substr(0, 40),
                       base::ErrorKind::usage};
}

void cut_views(std::vector<scene::View>& views, scene::SectionLine const& line, twin::District const& district,
               scene::Scene const& scene) {
    std::vector<std::shared_ptr<scene::Section const>> made;  // at most one for either side
    for (scene::View& view : views) {
        scene::SectionLine const seen = scene::seen_from(line, view.camera);
        auto const known = std::find_if(made.begin(), made.end(), [&](auto const& s) { return s->line == seen; });
        if (known == made.end()) {
            made.push_back(scene::cut(district, seen, scene.city.building_id));
            view.section = made.back();
        } else {
            view.section = *known;
        }
    }
}

void look_square_on(scene::View& view, scene::SectionLine const& line, twin::District const& district,
                    scene::Scene const& scene) {
    view.section = scene::cut(district, line, scene.city.building_id);
    double const aspect = double{1} * view.width / view.height;
    view.camera = scene::square_on(line, view.section->low, view.section->high, aspect);
    scene::set_planes(view.camera, scene.extent, scene.min_z, scene.max_z);
}

std::vector<ui::Attribute> describe(scene::Section const& section, twin::District const& district,
                                    ui::Language language) {
    auto const say = [chinese = language == ui::Language::zh](char const* zh, char const* en) {
        return std::string(chinese ? zh : en);
    };
    auto const m = [](double value) { return grouped(value, std::abs(value) < 1000 ? 1 : 0) + " m"; };
    double const whole = section.line.length(), inside = built(section);
    std::vector<ui::Attribute> out;
    out.push_back({say("剖线长度", "Length"), m(whole), say("两端点间水平距离", "level, from end to end")});
    out.push_back({say("剖切建筑", "Buildings cut"), std::to_string(section.building_count()) + say(" 栋", ""),
                   say("基底与剖线相交，天井不计", "footprints that the line runs through, courtyards left out")});
    out.push_back({say("建筑内长度", "Inside buildings"), m(inside) + " · " + figure(inside / whole * 100, 0) + " %",
                   say("重叠部分计一次", "what overlaps counts once")});
    if (auto const* const top = highest(section)) {
        std::string const name = twin::name_text(district, {top->building});
        out.push_back({say("剖切最高点", "Highest cut"), m(top->top),
                       say("屋顶高程，离地 ", "elevation of the roof; above the ground ") + m(section.height(*top)) +
                           (name.empty() ? "" : say("，", ", ") + name)});
    }
    auto const [low, high] = std::minmax_element(section.ground.begin(), section.ground.end(),
                                                 [](base::Vec2d a, base::Vec2d b) { return a.y < b.y; });
    if (low != section.ground.end())
        out.push_back({say("地面高程", "Ground"), m(low->y) + " – " + m(high->y), district.height_datum});
    return out;
}

nlohmann::ordered_json section_json(scene::Section const& section, twin::District const& district) {
    auto const round = [](double v) { return std::round(v * 100) / 100; };
    nlohmann::ordered_json out{{"length_m", round(section.line.length())},
                               {"buildings", section.building_count()},
                               {"inside_buildings_m", round(built(section))}};
    if (auto const* const top = highest(section)) {
        out["highest_m"] = round(top->top);
        out["highest_building"] = twin::id_text(district, {top->building});
    }
    return out;
}

std::string section_csv(scene::Section const& section, twin::District const& district, bool chinese) {
    std::string out = "\xef\xbb\xbf";
    out += chinese ? "建筑编号,名称,起点距离(m),止点距离(m),基底高程(m),剖切最高点高程(m),剖切高度(m)\r\n"
                   : "building,name,from_m,to_m,base_m,top_m,height_m\r\n";
    double const whole = section.line.length();
    for (scene::CutBuilding const& one : section.buildings) {
        out += report::csv_field(twin::id_text(district, {one.building})) + "," +
               report::csv_field(twin::name_text(district, {one.building}));
        for (double const v : {std::max(one.from, 0.0), std::min(one.to, whole), one.foot, one.top, one.top - one.foot})
            out += "," + figure(v, 2);
        out += "\r\n";
    }
    return out;
}

}  // namespace app
