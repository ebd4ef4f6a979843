#include "geo/layer_builder.h"

#include <cmath>
#include <cstring>

namespace geo {

using base::Severity;
using base::Vec2d;

LayerBuilder::Mark LayerBuilder::mark() const {
    return {layer_.polygons.points.size(), layer_.polygons.ring_count(), layer_.polygons.size(),
            layer_.lines.points.size(),    layer_.lines.size(),          layer_.points.size()};
}

void LayerBuilder::roll_back(Mark const& to) {
    Polygons& polygons = layer_.polygons;
    polygons.points.resize(to.polygon_points);
    if (!polygons.z.empty()) polygons.z.resize(to.polygon_points);
    polygons.ring_begin.resize(to.rings + 1);
    polygons.polygon_begin.resize(to.polygons + 1);
    polygons.row.resize(to.polygons);
    layer_.lines.points.resize(to.line_points);
    if (!layer_.lines.z.empty()) layer_.lines.z.resize(to.line_points);
    layer_.lines.line_begin.resize(to.lines + 1);
    layer_.lines.row.resize(to.lines);
    layer_.points.points.resize(to.points);
    if (!layer_.points.z.empty()) layer_.points.z.resize(to.points);
    layer_.points.row.resize(to.points);
}

std::uint32_t LayerBuilder::begin_row(std::int64_t feature_id) {
    feature_ = feature_id;
    layer_.feature_id.push_back(feature_id);
    row_start_ = mark();
    explained_ = false;
    unclosed_ = not_finite_ = 0;
    return static_cast<std::uint32_t>(layer_.feature_id.size() - 1);
}

void LayerBuilder::rename_row(std::int64_t feature_id) {
    feature_ = feature_id;
    layer_.feature_id.back() = feature_id;
}

void LayerBuilder::end_row() {
    if (unclosed_ > 0) report(Severity::repaired, "unclosed", "a ring's last point is not its first; closed");
    Mark const now = mark();
    bool const nothing =
        now.polygons == row_start_.polygons && now.lines == row_start_.lines && now.points == row_start_.points;
    if (not_finite_ > 0) {
        report(nothing ? Severity::skipped : Severity::repaired, "not-finite",
               std::to_string(not_finite_) + " points whose coordinates are not finite numbers; left out");
    } else if (nothing && !explained_) {
        report(Severity::skipped, "empty-geometry", "the geometry has no points");
    }
}

void LayerBuilder::take_back() {
    roll_back(row_start_);
    unclosed_ = not_finite_ = 0;
}

void LayerBuilder::refuse_row(std::string_view code, std::string reason) {
    take_back();
    explained_ = true;
    report(Severity::skipped, code, std::move(reason));
}

void LayerBuilder::null_geometry() { refuse_row("null-geometry", "the feature has no geometry"); }

void LayerBuilder::begin_polygon() {
    points_ = &layer_.polygons.points;
    z_ = &layer_.polygons.z;
    polygon_ring_begin_ = layer_.polygons.ring_count();
    outer_lost_ = false;
}

void LayerBuilder::begin_ring() { part_begin_ = layer_.polygons.points.size(); }

void LayerBuilder::end_ring() {
    Polygons& polygons = layer_.polygons;
    not_finite_ += drop_not_finite(part_begin_);
    std::size_t count = polygons.points.size() - part_begin_;
    if (count > 1 && polygons.points.back() == polygons.points[part_begin_]) {
        polygons.points.pop_back();
        if (!polygons.z.empty()) polygons.z.pop_back();
        --count;
    } else if (count > 1) {
        ++unclosed_;
    }
    bool const outer = polygons.ring_count() == polygon_ring_begin_;
    if (count == 0 && outer) outer_lost_ = true;
    if (count == 0) return;
    // A hole must not take the place of an outer ring that had no points.
    if (outer_lost_) {
        polygons.points.resize(part_begin_);
        if (!polygons.z.empty()) polygons.z.resize(part_begin_);
        return;
    }
    polygons.ring_begin.push_back(static_cast<std::uint32_t>(polygons.points.size()));
}

void LayerBuilder::end_polygon() {
    Polygons& polygons = layer_.polygons;
    if (polygons.ring_count() == polygon_ring_begin_) return;
    polygons.polygon_begin.push_back(static_cast<std::uint32_t>(polygons.ring_count()));
    polygons.row.push_back(static_cast<std::uint32_t>(layer_.feature_id.size() - 1));
}

void LayerBuilder::add_polygon(Rings const& polygon, double z) {
    begin_polygon();
    std::size_t i = 0;
    for (std::uint32_t const end : polygon.ring_ends) {
        for (; i < end; ++i) add(polygon.points[i], static_cast<float>(z));
        layer_.polygons.ring_begin.push_back(static_cast<std::uint32_t>(layer_.polygons.points.size()));
    }
    end_polygon();
}

void LayerBuilder::begin_line() {
    points_ = &layer_.lines.points;
    z_ = &layer_.lines.z;
    part_begin_ = points_->size();
}

void LayerBuilder::end_line() {
    Lines& lines = layer_.lines;
    not_finite_ += drop_not_finite(part_begin_);
    if (lines.points.size() == part_begin_) return;
    lines.line_begin.push_back(static_cast<std::uint32_t>(lines.points.size()));
    lines.row.push_back(static_cast<std::uint32_t>(layer_.feature_id.size() - 1));
}

void LayerBuilder::point(Vec2d p, float z, bool has_z) {
    if (!std::isfinite(p.x) || !std::isfinite(p.y)) {
        ++not_finite_;
        return;
    }
    Points& points = layer_.points;
    if (has_z && points.z.empty()) points.z.resize(points.points.size(), 0);
    points.points.push_back(p);
    if (has_z || !points.z.empty()) points.z.push_back(has_z && std::isfinite(z) ? z : 0);
    points.row.push_back(static_cast<std::uint32_t>(layer_.feature_id.size() - 1));
}

void LayerBuilder::add_raw(unsigned char const* data, std::size_t count, std::size_t stride, bool has_z) {
    std::size_t const begin = points_->size();
    points_->resize(begin + count);
    if (has_z || !z_->empty()) z_->resize(begin + count, 0);
    Vec2d* const to = points_->data() + begin;
    if (stride == 2) {
        std::memcpy(static_cast<void*>(to), data, count * sizeof(Vec2d));
        return;
    }
    for (std::size_t i = 0; i < count; ++i) {
        unsigned char const* const from = data + i * stride * sizeof(double);
        std::memcpy(static_cast<void*>(to + i), from, sizeof(Vec2d));
        double z = 0;
        if (!has_z) continue;
        std::memcpy(&z, from + 2 * sizeof(double), sizeof(double));
        (*z_)[begin + i] = std::isfinite(z) ? static_cast<float>(z) : 0;
    }
}

std::size_t LayerBuilder::drop_not_finite(std::size_t begin) {
    // One sum tells for all: NaN and infinity survive it. Beyond 1e15 m there is no place, and squares lose all
    // meaning.
    double sum = 0;
    for (std::size_t i = begin; i < points_->size(); ++i) sum += std::abs((*points_)[i].x) + std::abs((*points_)[i].y);
    constexpr double kFarthest = 1e15;
    if (sum < kFarthest) return 0;
    std::size_t kept = begin;
    for (std::size_t i = begin; i < points_->size(); ++i) {
        Vec2d const p = (*points_)[i];
        if (!(std::abs(p.x) < kFarthest && std::abs(p.y) < kFarthest)) continue;
        (*points_)[kept] = p;
        if (!z_->empty()) (*z_)[kept] = (*z_)[i];
        ++kept;
    }
    std::size_t const dropped = points_->size() - kept;
    points_->resize(kept);
    if (!z_->empty()) z_->resize(kept);
    return dropped;
}

void LayerBuilder::report(Severity severity, std::string_view code, std::string reason) {
    findings_.add({severity, layer_.source, layer_.layer, feature_, std::string(code), std::move(reason)});
}

void LayerBuilder::report_layer(Severity severity, std::string_view code, std::string reason) {
    findings_.add({severity, layer_.source, layer_.layer, -1, std::string(code), std::move(reason)});
}

}  // namespace geo
