#include "app/selection.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <utility>

#include "app/flat.h"
#include "app/ground_words.h"
#include "app/selection_parts.h"
#include "geo/polygons.h"
#include "scene/scene.h"
#include "twin/lookup.h"
#include "twin/nearest_building.h"
#include "twin/text.h"

namespace app {
namespace {

constexpr double kStorey = 2.5;              ///< metres; what begins higher than that does not stand on the ground
constexpr double kReportsAround = 50;        ///< metres
constexpr std::size_t kReportsListed = 200;  ///< reports around a thing; the newest
constexpr std::size_t kLookers = 12;         ///< cameras

double to_segment(base::Vec2d p, base::Vec2d a, base::Vec2d b) {
    base::Vec2d const way = b - a;
    double const size = dot(way, way);
    double const t = size > 0 ? std::clamp(dot(p - a, way) / size, 0.0, 1.0) : 0;
    return length(p - (a + way * t));
}

/// A layer of the ground and its row, for a scene id.
struct GroundRow {
    twin::GroundLayer const* layer = nullptr;
    std::uint32_t index = 0;  ///< into areas or lines
    std::uint32_t row = 0;
};

GroundRow ground_row(twin::District const& district, std::uint32_t id) {
    bool const area = scene::id_kind(id) == scene::IdKind::ground_area;
    std::uint32_t index = scene::id_index(id);
    for (twin::GroundLayer const& layer : district.ground) {
        auto const& rows = area ? layer.areas.row : layer.lines.row;
        if (index < rows.size()) return {&layer, index, rows[index]};
        index -= static_cast<std::uint32_t>(rows.size());
    }
    return {};
}

std::string source_text(twin::SourceLayer const& layer) { return joined(twin::file_name(layer.source), layer.layer); }

/// Chinese names come first among a layer's name fields, English ones after them.
std::string ground_name(twin::SourceLayer const& layer, std::uint32_t row, bool chinese) {
    std::vector<std::string> fields = layer.name_fields;
    auto const english = [](std::string const& field) { return field.ends_with("_en") || field.ends_with("_EN"); };
    if (!chinese) std::ranges::stable_partition(fields, english);
    return twin::first_text(layer, fields, row);
}

/// What the source says beyond what is said already, in words where they are known.
void add_columns(twin::SourceLayer const& layer, std::uint32_t row, bool chinese, ui::Selection& out) {
    bool first = true;
    for (geo::Column const& column : layer.columns) {
        std::string text = column.text(row);
        std::string const name = in_language(ground_column(column.name), chinese);
        std::string const word = in_language(ground_value(column.name, text), chinese);
        std::string const& value = word.empty() ? text : word;
        auto const says_it = [&](ui::Attribute const& a) { return a.value == value; };
        bool const known = value == out.title || (!word.empty() && std::ranges::any_of(out.attributes, says_it));
        if (text.empty() || known) continue;
        if (std::exchange(first, false))
            out.attributes.push_back({chinese ? "来源字段" : "As the source has it", "", ""});
        std::string const from = joined(source_text(layer), joined(column.name, word.empty() ? "" : text));
        out.attributes.push_back({name.empty() ? column.name : name, value, from});
    }
}

}  // namespace

Selector::Selector(twin::District const& district, Ruler const* ruler)
    : district_(district), ruler_(ruler), table_(district) {}

std::optional<ui::Subject> Selector::subject_of(std::uint32_t id, std::span<Reported const> reported,
                                                ui::Facts const& facts) const {
    std::uint32_t const index = scene::id_index(id);
    switch (scene::id_kind(id)) {
        case scene::IdKind::building: {
            if (index >= district_.buildings.size()) return {};
            base::Vec2d const at = geo::inner_point(district_.buildings.footprints, index);
            return ui::Subject{ui::SubjectKind::building,
                               index,
                               {},
                               base::Vec3d{at.x, at.y, double{district_.buildings.base_z[index]}}};
        }
        case scene::IdKind::ground_area:
        case scene::IdKind::ground_line:
            if (!ground_row(district_, id).layer) return {};
            return ui::Subject{ui::SubjectKind::ground, id, {}, {}};
        case scene::IdKind::instance: return ui::Subject{ui::SubjectKind::ground, id, {}, {}};
        case scene::IdKind::report: {
            if (index >= reported.size()) return {};
            ui::SubjectKind const kind = kind_of_word(reported[index].kind);
            if (kind == ui::SubjectKind::none) return {};
            ui::Subject subject{kind, 0, reported[index].id, {}};
            subject.at = place_of(subject, facts);
            return subject;
        }
        case scene::IdKind::none: break;
    }
    return {};
}

void Selector::describe_building(std::uint32_t building, Say const& say, ui::Selection& out) const {
    if (building >= district_.buildings.size()) return;
    std::string const id = twin::id_text(district_, {building});
    std::string name = say.chinese ? std::string() : twin::english_name(district_, {building});
    if (name.empty()) name = twin::name_text(district_, {building});
    out.title = !name.empty() ? name : say("建筑 ", "Building ") + id;
    char const* const use = use_word(district_.buildings.use[building], say.chinese);
    out.subtitle = joined(use, name.empty() ? std::string() : id);
    twin::SourceLayer const& layer = district_.layers[district_.buildings.layer[building]];
    bool worked = true;
    for (std::size_t i = 2; i < table_.columns().size(); ++i) {  // after id and name, which are the title
        AttributeTable::Column const& c = table_.columns()[i];
        if (worked && !c.from.empty()) {
            worked = false;
            out.attributes.push_back({say("数据来源", "Source"), source_text(layer), twin::join(layer.decisions, 6)});
            out.attributes.push_back({say("来源字段", "As the source has it"), "", ""});
        }
        std::string text = table_.text(i, building, say.chinese);
        if (text.empty()) continue;
        bool const own_number = c.from.empty() && c.number;
        if (own_number) text = grouped(table_.number(i, building), c.unit.empty() || c.name.ends_with("area") ? 0 : 1);
        if (!c.unit.empty()) text += " " + c.unit;
        twin::Name const how = worked_out(c.name);
        out.attributes.push_back({say.chinese ? c.title.zh : c.title.en, std::move(text),
                                  c.from.empty() ? say(how.zh.c_str(), how.en.c_str()) : c.from});
    }
    if (worked)
        out.attributes.push_back({say("数据来源", "Source"), source_text(layer), twin::join(layer.decisions, 6)});
}

void Selector::describe_ground(std::uint32_t id, Say const& say, ui::Selection& out) const {
    if (scene::id_kind(id) == scene::IdKind::instance) {
        out.title = say("地物", "Object");
        std::uint32_t index = scene::id_index(id);
        for (twin::ModelInstances const& set : district_.instances) {
            if (index >= set.places.size()) {
                index -= static_cast<std::uint32_t>(set.places.size());
                continue;
            }
            if (set.layer >= district_.layers.size()) return;
            out.subtitle = district_.layers[set.layer].layer;
            if (index < set.row.size()) add_columns(district_.layers[set.layer], set.row[index], say.chinese, out);
            return;
        }
        return;
    }
    GroundRow const at = ground_row(district_, id);
    if (!at.layer) return;
    twin::SourceLayer const& layer = district_.layers[at.layer->layer];
    bool const area = scene::id_kind(id) == scene::IdKind::ground_area;
    auto const& classes = area ? at.layer->area_class : at.layer->line_class;
    twin::Name const what = at.index < classes.size() ? ground_word(classes[at.index]) : twin::Name{};
    std::string const title = !say.chinese && !at.layer->title_en.empty() ? at.layer->title_en : at.layer->title;
    std::string const name = ground_name(layer, at.row, say.chinese);
    out.title = name.empty() ? title : name;
    out.subtitle = name.empty() ? std::string() : title;
    if (std::string const word = in_language(what, say.chinese); !word.empty())
        out.attributes.push_back({say("类别", "Class"), word, ""});
    if (area) {
        out.attributes.push_back({say("面积", "Area"), grouped(geo::area(at.layer->areas, at.index)) + " m²",
                                  say("由图形计算", "from its shape")});
    } else {
        auto const line = at.layer->lines.line(at.index);
        double metres = 0;
        for (std::size_t i = 1; i < line.size(); ++i) metres += length(line[i] - line[i - 1]);
        out.attributes.push_back({say("长度", "Length"), grouped(metres) + " m", say("由图形计算", "from its shape")});
        out.attributes.push_back({say("宽度", "Width"), figure(double{at.layer->line_width[at.index]}, 1) + " m", ""});
    }
    add_columns(layer, at.row, say.chinese, out);
}

ui::Selection Selector::describe(ui::Subject const& subject, ui::Facts const& facts, ui::Language language) const {
    Say const say{language == ui::Language::zh};
    ui::Selection out;
    out.subject = subject;
    switch (subject.kind) {
        case ui::SubjectKind::none: return out;
        case ui::SubjectKind::building: describe_building(subject.index, say, out); break;
        case ui::SubjectKind::ground: describe_ground(subject.index, say, out); break;
        case ui::SubjectKind::place:
            if (subject.index < district_.places.size()) {
                twin::Place const& p = district_.places[subject.index];
                bool const zh = (say.chinese && !p.name.zh.empty()) || p.name.en.empty();
                out.title = zh ? p.name.zh : p.name.en;
                out.subtitle = zh ? p.name.en : p.name.zh;
            }
            break;
        case ui::SubjectKind::spot: out.title = say("地点", "Spot"); break;
        default: break;
    }
    refresh(out, facts, language);
    return out;
}

void Selector::refresh(ui::Selection& selection, ui::Facts const& facts, ui::Language language) const {
    Say const say{language == ui::Language::zh};
    selection.tickets.clear();
    selection.events.clear();
    selection.related.clear();
    if (is_report(selection.subject.kind)) describe_report(selection, facts, say);
    around(selection, facts);
    relate(selection, facts, say);
}

double Selector::away(ui::Subject const& subject, base::Vec2d at) const {
    if (subject.kind == ui::SubjectKind::building && subject.index < district_.buildings.size()) {
        auto const ring = district_.buildings.footprints.outer(subject.index);
        if (twin::crosses_odd(ring, at)) return 0;
        double nearest = std::numeric_limits<double>::infinity();
        for (std::size_t i = 0; i < ring.size(); ++i)
            nearest = std::min(nearest, to_segment(at, ring[i], ring[(i + 1) % ring.size()]));
        return nearest;
    }
    return subject.at ? length(flat(*subject.at) - at) : std::numeric_limits<double>::infinity();
}

void Selector::around(ui::Selection& out, ui::Facts const& facts) const {
    ui::Subject const& s = out.subject;
    if (s.kind == ui::SubjectKind::ground || s.kind == ui::SubjectKind::drone) return;
    base::Extent box;
    if (s.kind == ui::SubjectKind::building)
        box = twin::footprint_extent(district_, {s.index});
    else if (s.at)
        box.add(flat(*s.at));
    box = box.empty() ? box : box.grown(kReportsAround);
    for (ui::TicketRow const& row : facts.hotline.tickets) {
        if (out.tickets.size() >= kReportsListed) break;
        if (s.kind == ui::SubjectKind::ticket && row.ticket.id == s.id) continue;
        bool const here = s.kind == ui::SubjectKind::building && row.building == s.index;
        if (here || (row.at && box.contains(flat(*row.at)) && away(s, flat(*row.at)) <= kReportsAround))
            out.tickets.push_back(row.ticket.id);
    }
    for (ui::EventRow const& row : facts.events.events) {
        if (out.events.size() >= kReportsListed) break;
        if (s.kind == ui::SubjectKind::event && row.id == s.id) continue;
        bool const by_it = s.kind == ui::SubjectKind::camera && row.camera == s.id;
        if (by_it || (row.at && box.contains(flat(*row.at)) && away(s, flat(*row.at)) <= kReportsAround))
            out.events.push_back(row.id);
    }
}

std::vector<base::Vec3d> Selector::looked_at(ui::Subject const& subject) const {
    if (subject.kind != ui::SubjectKind::building)
        return subject.at ? std::vector{*subject.at} : std::vector<base::Vec3d>{};
    std::vector<base::Vec3d> points;
    if (subject.index >= district_.buildings.size()) return points;
    auto const ring = district_.buildings.footprints.outer(subject.index);
    double const foot = district_.buildings.base_z[subject.index], tall = district_.buildings.height[subject.index];
    std::size_t const step = 1 + ring.size() / 12;
    for (std::size_t i = 0; i < ring.size(); i += step) {
        base::Vec2d const middle = (ring[i] + ring[(i + 1) % ring.size()]) * 0.5;
        points.push_back({middle.x, middle.y, foot + std::min(tall / 2, 6.0)});
    }
    return points;
}

/// What stands on another building, a plant room or a tower on its podium, belongs to that: it stands over the same
/// ground, and begins above it.
void Selector::relate_whole(ui::Selection& out, Say const& say) const {
    twin::Buildings const& b = district_.buildings;
    std::uint32_t const part = out.subject.index;
    if (part >= b.size()) return;
    base::Vec2d const at = geo::inner_point(b.footprints, part);
    std::uint32_t lowest = part;
    for (std::uint32_t i = 0; i < b.size(); ++i) {
        if (b.base_z[i] > b.base_z[part] - kStorey || b.base_z[i] > b.base_z[lowest]) continue;
        if (i != part && twin::crosses_odd(b.footprints.outer(i), at)) lowest = i;
    }
    if (lowest == part) return;
    double const ground{b.base_z[lowest]};
    double const whole = std::max(ground + double{b.height[lowest]}, double{b.base_z[part]} + double{b.height[part]});
    std::string name = say.chinese ? std::string() : twin::english_name(district_, {lowest});
    if (name.empty()) name = twin::name_text(district_, {lowest});
    std::string const id = twin::id_text(district_, {lowest});
    base::Vec2d const foot = geo::inner_point(b.footprints, lowest);
    out.related.push_back({{ui::SubjectKind::building, lowest, {}, base::Vec3d{foot.x, foot.y, ground}},
                           joined(name.empty() ? say("建筑 ", "Building ") + id : name,
                                  say("全高 ", "whole ") + figure(whole - ground, 1) + " m"),
                           say("为该建筑的一部分，底部离地 ", "this is a part of it, above its ground by ") +
                               figure(double{b.base_z[part]} - ground, 1) + " m"});
}

void Selector::relate_cameras(ui::Selection& out, ui::Facts const& facts, Say const& say) const {
    std::vector<base::Vec3d> const points = looked_at(out.subject);
    if (!ruler_ || points.empty()) return;
    struct Looker {
        double distance;
        ui::CameraRow const* row;
    };
    std::vector<Looker> lookers;
    for (ui::CameraRow const& row : facts.events.cameras) {
        if (!row.at || !row.camera.pose || row.camera.id == out.subject.id) continue;
        if (away(out.subject, flat(*row.at)) > double{row.camera.pose->reach}) continue;
        double nearest = std::numeric_limits<double>::infinity();
        for (base::Vec3d const p : points) {
            Sighted const s = ruler_->sighted(row, p);
            if (s.why == Unseen::seen) nearest = std::min(nearest, s.distance);
        }
        if (nearest < 1e9) lookers.push_back({nearest, &row});
    }
    std::stable_sort(lookers.begin(), lookers.end(),
                     [](Looker const& a, Looker const& b) { return a.distance < b.distance; });
    for (Looker const& l : lookers) {
        if (out.related.size() >= kLookers) break;
        ui::Subject const camera{ui::SubjectKind::camera, 0, l.row->camera.id, l.row->at};
        auto const same = [&](ui::Selection::Related const& r) { return r.subject.same(camera); };
        if (std::ranges::any_of(out.related, same)) continue;  // it is known to have seen it
        out.related.push_back({camera, camera_name(facts, camera.id, say.chinese),
                               say("可看到此处，", "sees it, ") + figure(l.distance, 0) + " m"});
    }
}

void Selector::relate(ui::Selection& out, ui::Facts const& facts, Say const& say) const {
    ui::Subject const& s = out.subject;
    if (s.kind == ui::SubjectKind::ticket) relate_ticket(out, facts, say.chinese);
    if (s.kind == ui::SubjectKind::event) relate_event(out, facts, say.chinese);
    if (s.kind == ui::SubjectKind::building) relate_whole(out, say);
    if (s.kind == ui::SubjectKind::building) relate_repeats(out, facts, say.chinese);
    if (s.kind != ui::SubjectKind::camera && s.kind != ui::SubjectKind::ground && s.kind != ui::SubjectKind::place)
        relate_cameras(out, facts, say);
}

void Selector::describe_report(ui::Selection& out, ui::Facts const& facts, Say const& say) const {
    out.attributes.clear();
    tell_report(out, facts, say.chinese);
}

}  // namespace app
