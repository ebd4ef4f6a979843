// What the district's own layers say of projects and zones.
#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "app/project_facts.h"
#include "app/project_pictures.h"
#include "geo/polygons.h"
#include "twin/district_file.h"

namespace app {
namespace {

/// The columns of one layer by what they are.
class Fields {
public:
    explicit Fields(twin::SourceLayer const& layer) : layer_(layer) {}

    std::string text(std::string_view what, std::uint32_t row) const {
        geo::Column const* const column = find(what);
        return column ? column->text(row) : std::string();
    }
    /// Below 0 where there is none.
    double number(std::string_view what, std::uint32_t row) const {
        geo::Column const* const column = find(what);
        double const value = column ? column->number(row) : -1;
        return std::isfinite(value) ? value : -1;
    }
    base::UtcMs time(std::string_view what, std::uint32_t row) const { return read_time(text(what, row)); }

    static base::UtcMs read_time(std::string text) {
        std::ranges::replace(text, '/', '-');
        auto const time = base::parse_time(text);
        return time ? *time : base::kNoTime;
    }

private:
    geo::Column const* find(std::string_view what) const {
        for (auto const& [key, name] : layer_.fields) {
            if (key != what) continue;
            auto const column = std::ranges::find(layer_.columns, name, &geo::Column::name);
            if (column != layer_.columns.end()) return &*column;
        }
        return nullptr;
    }
    twin::SourceLayer const& layer_;
};

/// A share as people write it: 0.4, 40 or "40%".
double share_of(double value) { return value < 0 ? -1 : std::min(1.0, value > 1 ? value / 100 : value); }

/// "建设用地规划许可证 2025-03-01; 施工许可证": names with their dates where they have been given.
std::vector<ui::ProjectRow::Permit> permits_of(std::string const& text) {
    std::vector<ui::ProjectRow::Permit> out;
    std::size_t from = 0;
    while (from < text.size()) {
        std::size_t const end = std::min(text.find(';', from), text.size());
        std::string part = text.substr(from, end - from);
        from = end + 1;
        auto const trim = [](std::string& s) {
            while (!s.empty() && s.front() == ' ') s.erase(0, 1);
            while (!s.empty() && s.back() == ' ') s.pop_back();
        };
        trim(part);
        if (part.empty()) continue;
        ui::ProjectRow::Permit permit{part, base::kNoTime};
        std::size_t const space = part.rfind(' ');
        if (space != std::string::npos) {
            base::UtcMs const at = Fields::read_time(part.substr(space + 1));
            if (at != base::kNoTime) permit = {part.substr(0, space), at};
        }
        trim(permit.name);
        out.push_back(std::move(permit));
    }
    return out;
}

twin::Name site_name(Fields const& fields, std::uint32_t row) {
    twin::Name name{fields.text("name_zh", row), fields.text("name_en", row)};
    if (name.zh.empty() && name.en.empty()) name.zh = fields.text("id", row);
    return name;
}

/// The closed lines of a layer, all rings of a row together: a plot, its parts and holes by even-odd.
std::map<std::uint32_t, analysis::Plot> plots_of(twin::GroundLayer const& ground) {
    std::map<std::uint32_t, analysis::Plot> out;
    for (std::size_t i = 0; i < ground.lines.size(); ++i) {
        auto const line = ground.lines.line(i);
        if (line.size() < 4 || base::length(line.front() - line.back()) > 1e-3) continue;
        out[ground.lines.row[i]].emplace_back(line.begin(), line.end() - 1);
    }
    return out;
}

/// Rings of one row are its parts and their holes; repair has wound holes the other way.
double ground_area(analysis::Plot const& plot) {
    double sum = 0;
    for (analysis::Ring const& ring : plot) sum += geo::signed_area(ring);
    return std::abs(sum);
}

/// Buildings whose middle lies inside: how high the highest is, and what they cover. Each building is looked at once.
void measure_built(std::vector<Sites::Project>& projects, twin::District const& district) {
    twin::Buildings const& all = district.buildings;
    for (std::size_t i = 0; i < all.size() && !projects.empty(); ++i) {
        base::Extent extent;
        for (base::Vec2d const p : all.footprints.outer(i)) extent.add(p);
        for (auto& [row, plot, pictures] : projects) {
            // Before its works begin there stands what shall give way, which was approved for something else.
            if (row.stage == ui::ProjectStage::plan) continue;
            if (!row.extent.overlaps(extent) || !analysis::contains(plot, geo::inner_point(all.footprints, i)))
                continue;
            double const ground = district.terrain.at(extent.centre());
            double const top = double{all.base_z[i]} + all.height[i] + all.roof_height[i];
            double const height = top - std::min<double>(ground, all.base_z[i]);
            row.built_height = row.buildings == 0 ? std::max(0.0, height) : std::max(row.built_height, height);
            row.built_footprint = (row.buildings == 0 ? 0 : row.built_footprint) + geo::area(all.footprints, i);
            ++row.buildings;
        }
    }
    for (auto& [row, plot, pictures] : projects) {
        // Half a metre and a hundredth are within how such things are measured.
        row.too_high = row.buildings > 0 && row.max_height > 0 && row.built_height > row.max_height + 0.5;
        row.too_large = row.buildings > 0 && row.footprint > 0 && row.built_footprint > row.footprint * 1.01;
    }
}

Sites::Project project_of(Fields const& fields, std::uint32_t r, analysis::Plot plot, twin::District const& district) {
    ui::ProjectRow row;
    row.id = fields.text("id", r);
    row.name = site_name(fields, r);
    row.type = fields.text("type", r);
    row.unit = fields.text("unit", r);
    row.raw_stage = fields.text("stage", r);
    row.stage = stage_of(row.raw_stage);
    row.permits = permits_of(fields.text("permits", r));
    row.planned_start = fields.time("planned_start", r);
    row.planned_end = fields.time("planned_end", r);
    row.started = fields.time("started", r);
    row.completed = fields.time("completed", r);
    row.planned = share_of(fields.number("planned_progress", r));
    row.planned_by_dates = row.planned < 0;
    row.actual = share_of(fields.number("actual_progress", r));
    row.max_height = fields.number("max_height", r);
    row.footprint = fields.number("footprint", r);
    row.area = ground_area(plot);
    row.extent = analysis::extent_of(plot);
    base::Vec2d const middle = analysis::middle_of({plot.front()});
    row.at = {middle.x, middle.y, district.terrain.at(middle)};
    row.rings = plot;
    return {std::move(row), std::move(plot)};
}

}  // namespace

ui::ProjectStage stage_of(std::string const& word) {
    struct Word {
        std::string_view text;
        ui::ProjectStage stage;
    };
    using enum ui::ProjectStage;
    constexpr std::array<Word, 16> kWords{{{"plan", plan},
                                           {"build", build},
                                           {"manage", manage},
                                           {"use", use},
                                           {"规", plan},
                                           {"建", build},
                                           {"管", manage},
                                           {"用", use},
                                           {"规划", plan},
                                           {"建设", build},
                                           {"管理", manage},
                                           {"使用", use},
                                           {"立项用地规划许可", plan},
                                           {"工程建设许可", plan},
                                           {"施工许可", build},
                                           {"竣工验收", manage}}};
    auto const found = std::ranges::find(kWords, std::string_view(word), &Word::text);
    return found == kWords.end() ? unknown : found->stage;
}

double planned_by(base::UtcMs start, base::UtcMs end, base::UtcMs now) {
    if (start == base::kNoTime || end == base::kNoTime || end <= start) return -1;
    return std::clamp(static_cast<double>(now - start) / static_cast<double>(end - start), 0.0, 1.0);
}

Sites read_sites(twin::District const& district, std::filesystem::path const& folder) {
    Sites out;
    for (twin::GroundLayer const& ground : district.ground) {
        twin::SourceLayer const& layer = district.layers[ground.layer];
        bool const projects = layer.role == twin::name(twin::Role::projects);
        bool const zones = layer.role == twin::name(twin::Role::zones);
        if (!projects && !zones) continue;
        out.has_layer = out.has_layer || projects;
        out.has_zones = out.has_zones || zones;
        Fields const fields(layer);
        for (auto& [row, plot] : plots_of(ground)) {
            if (projects) {
                out.projects.push_back(project_of(fields, row, std::move(plot), district));
                continue;
            }
            ui::ZoneRow zone;
            zone.id = fields.text("id", row);
            zone.name = site_name(fields, row);
            zone.kind = fields.text("kind", row);
            zone.area = ground_area(plot);
            zone.extent = analysis::extent_of(plot);
            zone.rings = plot;
            out.zones.push_back({std::move(zone), std::move(plot)});
        }
    }
    measure_built(out.projects, district);
    if (!folder.empty())
        for (Sites::Project& project : out.projects) project.pictures = pictures_in(folder, project.row.id);
    return out;
}

}  // namespace app
