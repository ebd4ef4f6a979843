#include "app/report_schemes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "app/report_parts.h"
#include "app/siting_report.h"
#include "base/solar.h"
#include "base/time.h"
#include "scene/camera_text.h"

namespace app {
namespace {

using report::Words;

constexpr std::size_t kNeighbours = 8;
constexpr double kNoon = 12;  ///< true solar time of the picture of shadows

std::string scheme_metres(double value, int decimals = 1) { return figure(value, decimals) + " m"; }
std::string percent(double share, int decimals = 1) { return figure(share * 100, decimals) + "%"; }

/// Figures of the plan with their limits and whether they are kept.
class Figures {
public:
    explicit Figures(analysis::Massing const& massing) : massing_(massing) {
        table_.columns = {column("name", {"指标", "Figure"}), column("value", {"数值", "Value"}),
                          column("limit", {"限值", "Limit"}), column("kept", {"是否符合", "Kept"})};
    }
    void add(Words name, std::string const& value, std::string const& limit,
             std::initializer_list<analysis::MassingCheck::What> kinds) {
        bool const bad = std::ranges::any_of(massing_.broken, [&](analysis::MassingCheck const& check) {
            return std::ranges::find(kinds, check.what) != kinds.end();
        });
        Words kept{"—", "—"};
        if (bad)
            kept = {"不符合", "broken"};
        else if (!limit.empty())
            kept = {"符合", "kept"};
        table_.rows.push_back(row_of({std::move(name), both(value), both(limit.empty() ? "—" : limit), std::move(kept)},
                                     bad ? report::Tone::alarm : report::Tone::plain));
    }
    report::Table take() { return std::move(table_); }

private:
    analysis::Massing const& massing_;
    report::Table table_;
};

/// Metres to the nearest building that stays, and which; kUnknown: there is none.
struct Clearance {
    double metres = kUnknown;
    std::string building;
};

Clearance clearance_of(analysis::SchemeResult const& r, twin::District const& district) {
    constexpr double kReach = 150;
    Clearance out;
    std::size_t nearest = district.buildings.size();
    base::Extent box;
    for (analysis::Block const& block : r.blocks) box.add(analysis::extent_of(block.outline));
    twin::Buildings const& buildings = district.buildings;
    for (std::size_t b = 0; b < buildings.size(); ++b) {
        if (std::ranges::find(r.cleared, b) != r.cleared.end()) continue;
        analysis::Plot const outline = analysis::plot_of(buildings.footprints, b);
        base::Extent const own = analysis::extent_of(outline);
        double const dx = std::max({0.0, own.min_x - box.max_x, box.min_x - own.max_x});
        double const dy = std::max({0.0, own.min_y - box.max_y, box.min_y - own.max_y});
        if (box.empty() || std::hypot(dx, dy) > (std::isnan(out.metres) ? kReach : out.metres)) continue;
        for (analysis::Block const& block : r.blocks) {
            double const apart = analysis::outline_distance(block.outline, outline);
            if (apart >= out.metres) continue;  // never of what is unknown
            out.metres = apart;
            nearest = b;
        }
    }
    for (analysis::NeighbourLoss const& loss : r.neighbours)
        if (loss.building == nearest) out.building = loss.name;
    return out;
}

report::Table figures_of(analysis::Scheme const& scheme, analysis::SchemeResult const& r,
                         twin::District const& district) {
    using What = analysis::MassingCheck::What;
    auto const& m = r.massing;
    auto const& l = r.limits;
    Figures out(m);
    auto const limit = [](char const* sign, std::optional<double> const& value, auto const& text) {
        return value ? sign + text(*value) : std::string();
    };
    auto const plain = [](double v) { return figure(v, 2); };
    auto const share = [](double v) { return percent(v, 0); };
    auto const length = [](double v) { return scheme_metres(v, 0); };
    double const setback = m.setback.empty() ? 0 : *std::min_element(m.setback.begin(), m.setback.end());
    out.add({"总建筑面积", "Floor area"}, grouped(m.floor_area) + " m²", "", {});
    out.add({"容积率", "Floor area ratio"}, figure(m.far, 2), limit("≤ ", l.most_far, plain),
            {What::far_high, What::far_low});
    out.add({"建筑密度", "Building density"}, percent(m.density), limit("≤ ", l.most_density, share), {What::density});
    out.add({"建筑高度", "Height"}, scheme_metres(m.most_height), limit("≤ ", l.most_height, length),
            {What::height, What::top});
    out.add({"最小退让", "Least setback"}, scheme_metres(setback), limit("≥ ", l.least_setback, length),
            {What::setback, What::outside});
    out.add({"绿地率", "Planted"}, percent(m.green, 0), limit("≥ ", l.least_green, share), {What::green});
    Clearance const near = clearance_of(r, district);
    if (!std::isnan(near.metres))
        out.add({"与现状建筑最小间距" + (near.building.empty() ? "" : "（" + near.building + "）"),
                 "To the nearest building" + (near.building.empty() ? "" : " (" + near.building + ")")},
                scheme_metres(near.metres), "", {});
    report::Table table = out.take();
    if (r.model) table.note = words(model_method(scheme, r));
    return table;
}

report::Table sun_of(analysis::SchemeResult const& r) {
    report::Table out;
    out.columns = {column("building", {"受影响建筑", "Neighbour"}),
                   column("rule", {"标准", "Rule"}),
                   column("before", {"建前", "Before"}, {"小时", "h"}),
                   column("after", {"建后", "After"}, {"小时", "h"}),
                   column("fallen", {"新增不满足窗", "Windows that fall short"}),
                   column("worse", {"原不足再减窗", "Get still less"})};
    for (analysis::NeighbourLoss const& loss : r.neighbours) {
        if (out.rows.size() == kNeighbours || loss.most_lost <= 0) break;
        out.rows.push_back(row_of(
            {both(loss.name), words(loss.rule), both(figure(loss.least_before, 1)), both(figure(loss.least_after, 1)),
             both(std::to_string(loss.fallen)), both(std::to_string(loss.worse_below))},
            loss.fallen > 0 ? report::Tone::alarm : report::Tone::plain));
    }
    out.note = words(analysis::sunlight_notice());
    return out;
}

report::Table views_of(ui::SitingFacts const& facts, analysis::SchemeResult const& r) {
    report::Table out;
    out.columns = {column("from", {"视点", "From"}), column("lost", {"可视地面减少", "Ground lost"}),
                   column("sky", {"天空可见度", "Sky"}), column("landmarks", {"地标可见比例", "Landmarks seen"}),
                   column("result", {"结论", "Result"})};
    auto const change = [](double before, double after) {
        return figure(before * 100, 0) + "→" + figure(after * 100, 0) + "%";
    };
    for (analysis::ViewLoss const& view : r.views) {
        if (!view.known()) {
            out.rows.push_back(row_of({words(view.name), both("—"), both("—"), both("—"), words(view.problem)}));
            continue;
        }
        Words marks;
        for (std::size_t m = 0; m < view.landmarks.size() && m < facts.landmarks.size(); ++m) {
            analysis::LandmarkView const& mark = view.landmarks[m];
            if (!mark.seen()) continue;
            Words const name = words(facts.landmarks[m].name);
            marks.zh += (marks.zh.empty() ? "" : "；") + name.zh + " " + change(mark.before, mark.after);
            marks.en += (marks.en.empty() ? "" : "; ") + name.en + " " + change(mark.before, mark.after);
        }
        if (marks.empty()) marks = {"无可见地标", "none seen"};
        out.rows.push_back(
            row_of({words(view.name), both(percent(view.lost_share())), both(change(view.sky_before, view.sky_after)),
                    std::move(marks), view.kept() ? Words{"保持", "kept"} : Words{"受损", "lost"}},
                   view.kept() ? report::Tone::plain : report::Tone::warning));
    }
    bool const any = std::ranges::any_of(r.views, [](analysis::ViewLoss const& view) {
        return std::ranges::any_of(view.landmarks, [](analysis::LandmarkView const& mark) { return mark.seen(); });
    });
    if (!any) {
        constexpr std::size_t kLandmarks = 3;
        out.columns.erase(out.columns.begin() + kLandmarks);
        for (report::Row& row : out.rows) row.cells.erase(row.cells.begin() + kLandmarks);
    }
    out.note = {"口径见“方案指标”表。", "How: see the table of schemes in numbers."};
    if (!any && !facts.landmarks.empty()) {
        out.note.zh = "各视点建前均看不到所列地标。" + out.note.zh;
        out.note.en = "No landmark is seen from these places before it is built. " + out.note.en;
    }
    return out;
}

Words summary_of(analysis::SchemeResult const& r) {
    std::string const broken = std::to_string(r.massing.broken.size());
    Words out = r.massing.broken.empty() ? Words{"规划指标全部符合。", "All limits of the plan are kept. "}
                                         : Words{"规划指标 " + broken + " 项不符合：", broken + " limits are broken: "};
    for (std::size_t i = 0; i < r.massing.broken.size(); ++i) {
        twin::Name const one = analysis::describe(r.massing.broken[i], r.blocks);
        bool const last = i + 1 == r.massing.broken.size();
        out.zh += one.zh + (last ? "。" : "；");
        out.en += one.en + (last ? ". " : "; ");
    }
    std::string const houses = std::to_string(r.looked_at), hours = figure(r.most_lost, 1);
    if (r.fallen + r.worse > 0) {
        // What they lose stands right below, as a warning.
        out.zh += "核算周边建筑 " + houses + " 栋。";
        out.en += houses + " neighbours looked at. ";
    } else {
        bool const some = r.most_lost >= 0.05;
        out.zh += "核算周边建筑 " + houses + " 栋，无窗因本方案低于日照标准，" +
                  (some ? "单窗最多减少 " + hours + " 小时。" : "各窗日照时数均不减少。");
        out.en += houses + " neighbours: no window falls below the standard of sunlight by it, " +
                  (some ? "one loses up to " + hours + " h. " : "and none loses any. ");
    }
    if (r.views_known > 0) {
        twin::Name const kept = views_kept(r);
        out.zh += "视线保持 " + kept.zh + "。";
        out.en += "Views kept: " + kept.en + ".";
    }
    return out;
}

/// What a decision must not overlook, the gravest first.
std::vector<report::Note> warnings_of(analysis::SchemeResult const& r) {
    std::vector<report::Note> out;
    for (analysis::MassingCheck const& check : r.massing.broken) {
        twin::Name const one = analysis::describe(check, r.blocks);
        out.push_back({{one.zh + "。", one.en + "."}, report::Tone::alarm, {"规划指标", "Plan"}});
    }
    if (r.fallen > 0) {
        std::size_t houses = 0;
        for (analysis::NeighbourLoss const& loss : r.neighbours) houses += loss.fallen > 0 ? 1 : 0;
        std::string const windows = std::to_string(r.fallen), many = std::to_string(houses);
        out.push_back({{"周边 " + many + " 栋建筑 " + windows + " 处窗由满足变为低于日照标准。",
                        windows + " windows of " + many + " neighbours fall below the standard of sunlight."},
                       report::Tone::alarm,
                       {"日照", "Sunlight"}});
    }
    if (r.worse > 0) {
        std::string const windows = std::to_string(r.worse), hours = figure(r.most_lost, 1);
        out.push_back({{windows + " 处窗原已低于日照标准，建后再减，单窗最多减 " + hours + " 小时。",
                        windows + " windows that are below the standard of sunlight get still less, one loses up to " +
                            hours + " h."},
                       report::Tone::warning,
                       {"日照", "Sunlight"}});
    }
    if (!r.sun_problem.zh.empty()) out.push_back({words(r.sun_problem), report::Tone::warning, {"日照", "Sunlight"}});
    if (std::size_t const lost = r.views_known - r.views_kept; lost > 0) {
        std::string const views = std::to_string(lost);
        out.push_back({{views + " 处视点受损。", views + (lost == 1 ? " view is lost." : " views are lost.")},
                       report::Tone::warning,
                       {"视线", "Views"}});
    }
    return out;
}

/// True solar noon of the day in the standard's year of reference, as the camera's sun is asked for.
std::string noon_of(analysis::SunDay day, twin::District const& district) {
    auto const begin =
        base::parse_time(day == analysis::SunDay::great_cold ? "2001-01-20T00:00:00Z" : "2001-12-22T00:00:00Z");
    double const lon = district.frame.origin_lonlat.lon;
    return base::format_time(
        static_cast<base::UtcMs>(base::utc_of_solar_time(static_cast<double>(*begin), lon, kNoon)));
}

/// The same for all schemes: all of them fit, and the neighbours to the north are seen. Pictures are as wide as in the
/// template.
void add_cameras(ui::SitingFacts const& facts, twin::District const& district, Content& out) {
    constexpr double kWide = 2.4;
    base::Extent box = analysis::extent_of(facts.measured->sites[static_cast<std::size_t>(facts.chosen)].plot);
    double highest = 0;
    for (auto const& r : facts.results) {
        if (!r) continue;
        for (analysis::Block const& block : r->blocks) {
            box.add(analysis::extent_of(block.outline));
            highest = std::max(highest, block.height());
        }
    }
    base::Vec2d const at = box.centre();
    double const across = std::max({box.width(), box.height(), 60.0}), ground = district.terrain.at(at);
    std::array<char, 200> text{};
    scene::Camera camera;
    camera.target = {at.x, at.y, ground + highest / 3};
    double const away = 1.1 * across + highest;
    camera.eye = camera.target + base::Vec3d{-0.45 * away, -0.75 * away, 0.62 * away};
    out.cameras["scheme_view"] = scene::camera_text(camera);
    std::snprintf(text.data(), text.size(), "plan:%.2f,%.2f,%.2f", at.x, at.y + highest * 0.6,
                  std::max(box.height(), box.width() / kWide) * 1.15 + highest * 1.6);
    out.cameras["scheme_plan"] = text.data();
}

}  // namespace

void add_scheme_pages(ui::SitingFacts const& facts, twin::District const& district, Audience audience, Content& out) {
    auto& keys = out.data.lists["schemes"];
    if (!facts.measured || facts.chosen < 0) return;
    for (std::size_t i = 0; i < facts.results.size() && i < facts.schemes.size(); ++i) {
        if (!facts.results[i]) continue;
        analysis::SchemeResult const& r = *facts.results[i];
        std::string const key = "scheme_" + std::to_string(i + 1);
        keys.push_back(key);
        out.data.facts[key + ".name"] = words(facts.schemes[i].name);
        out.data.facts[key + ".site"] = both(facts.measured->sites[static_cast<std::size_t>(facts.chosen)].id);
        out.data.facts[key + ".summary"] = summary_of(r);
        out.data.facts[key + ".shadow"] = {analysis::name(analysis::sun_day_of(r)).zh + "正午（真太阳时 12:00）日影",
                                           "Shadows at true solar noon, " + analysis::name(analysis::sun_day_of(r)).en};
        std::vector<report::Note> warnings = warnings_of(r);
        for (report::Note one : warnings) {
            Words const name = words(facts.schemes[i].name);
            one.label = {name.zh + " " + one.label.zh, name.en + ", " + one.label.en};
            out.data.notes["warnings"].push_back(std::move(one));
        }
        if (!warnings.empty()) out.data.notes[key + ".warnings"] = std::move(warnings);
        add_table(out, key + ".figures", figures_of(facts.schemes[i], r, district), audience, Grain::counts);
        add_table(out, key + ".sun", sun_of(r), audience, Grain::counts);
        if (!r.views.empty()) add_table(out, key + ".views", views_of(facts, r), audience, Grain::counts);
        auto const stands = std::make_shared<Proposed const>(
            Proposed{r.blocks, r.cleared, static_cast<std::int32_t>(i), r.model, r.place});
        out.settings[key + ".picture"] = {{}, stands};
        out.settings[key + ".shadow"] = {noon_of(analysis::sun_day_of(r), district), stands};
    }
    if (!keys.empty()) add_cameras(facts, district, out);
}

}  // namespace app
