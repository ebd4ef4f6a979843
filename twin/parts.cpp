#include "twin/parts.h"

#include <algorithm>
#include <cmath>

#include "twin/buildings.h"
#include "twin/text.h"

namespace twin {
namespace {

constexpr double kCell = 64;      // metres; a few buildings each
constexpr int kSamples = 8;       // per side of an outline's box
constexpr double kCovered = 0.7;  // of the samples in the outline
constexpr float kOnGround = 3;    // metres; parts lower than a storey stand on the ground

bool inside_ring(std::span<base::Vec2d const> ring, base::Vec2d p) {
    bool in = false;
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
        base::Vec2d const a = ring[i], b = ring[j];
        if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) in = !in;
    }
    return in;
}

bool inside_polygon(geo::Polygons const& g, std::size_t polygon, base::Vec2d p) {
    if (!inside_ring(g.outer(polygon), p)) return false;
    for (std::uint32_t r = g.polygon_begin[polygon] + 1; r < g.polygon_begin[polygon + 1]; ++r) {
        if (inside_ring(g.ring(r), p)) return false;
    }
    return true;
}

base::Extent box_of_outline(geo::Polygons const& g, std::size_t polygon) {
    base::Extent box;
    for (base::Vec2d p : g.outer(polygon)) box.add(p);
    return box;
}

std::vector<std::uint8_t> part_rows(geo::VectorLayer const& data) {
    std::vector<std::uint8_t> part(data.rows(), 0);
    if (geo::Column const* column = data.column("building:part"); column && column->kind == geo::Column::Kind::text) {
        geo::Column const* building = data.column("building");
        for (std::size_t row = 0; row < part.size(); ++row) {
            std::string const says = column->text(row);
            // A building that calls itself its own part stands for itself.
            part[row] = !says.empty() && says != "no" && !(building && !building->text(row).empty());
        }
    }
    if (geo::Column const* column = data.column("kind"); column && column->kind == geo::Column::Kind::text) {
        for (std::size_t row = 0; row < part.size(); ++row) {
            if (column->codes[row] == geo::Column::kNull) continue;
            std::string const& says = column->dictionary[column->codes[row]];
            if (says == "building_part" || says == "building:part") part[row] = 1;
        }
    }
    return part;
}

/// Finds the outlines near a point: (cell, outline), sorted.
class OutlineIndex {
public:
    OutlineIndex(geo::Polygons const& g, std::vector<std::uint32_t> const& outlines) {
        for (std::uint32_t o : outlines) {
            base::Extent const box = box_of_outline(g, o);
            for (auto x = cell(box.min_x); x <= cell(box.max_x); ++x) {
                for (auto y = cell(box.min_y); y <= cell(box.max_y); ++y) entries_.push_back({{x, y}, o});
            }
        }
        std::sort(entries_.begin(), entries_.end());
    }
    template <class Visit>
    void at(base::Vec2d p, Visit visit) const {
        std::pair const key{cell(p.x), cell(p.y)};
        auto it = std::lower_bound(entries_.begin(), entries_.end(), Entry{key, 0});
        for (; it != entries_.end() && it->first == key; ++it) visit(it->second);
    }

private:
    using Entry = std::pair<std::pair<std::int64_t, std::int64_t>, std::uint32_t>;
    static std::int64_t cell(double v) { return static_cast<std::int64_t>(std::floor(v / kCell)); }
    std::vector<Entry> entries_;
};

struct Cover {
    double all = 0;     ///< share of the outline under any of its parts
    double ground = 0;  ///< share under parts that stand on the ground
    float lowest = 0;   ///< base of the lowest part, metres
};

Cover cover(Buildings const& b, std::uint32_t outline, std::span<std::uint32_t const> parts) {
    base::Extent const box = box_of_outline(b.footprints, outline);
    auto const base_of = [&](std::uint32_t part) { return std::isnan(b.base_z[part]) ? 0.0f : b.base_z[part]; };
    int total = 0, all = 0, ground = 0;
    for (int i = 0; i < kSamples * kSamples; ++i) {
        base::Vec2d const p{box.min_x + box.width() * (i % kSamples + 0.5) / kSamples,
                            box.min_y + box.height() * (i / kSamples + 0.5) / kSamples};
        if (!inside_polygon(b.footprints, outline, p)) continue;
        ++total;
        bool under_any = false, under_low = false;
        for (std::uint32_t part : parts) {
            if (!inside_polygon(b.footprints, part, p)) continue;
            under_any = true;
            under_low = under_low || base_of(part) < kOnGround;
        }
        all += under_any;
        ground += under_low;
    }
    Cover out;
    if (total == 0) return out;
    out.all = double(all) / total;
    out.ground = double(ground) / total;
    out.lowest = base_of(parts.front());
    for (std::uint32_t part : parts) out.lowest = std::min(out.lowest, base_of(part));
    return out;
}

}  // namespace

void drop_outlines_with_parts(BuildingsInput const& input, std::size_t first_building, District& district) {
    std::vector<std::uint8_t> const part_row = part_rows(input.data);
    if (std::find(part_row.begin(), part_row.end(), 1) == part_row.end()) return;
    Buildings& b = district.buildings;
    std::vector<std::uint32_t> outlines, parts;
    for (std::size_t i = first_building; i < b.size(); ++i)
        (part_row[b.row[i]] ? parts : outlines).push_back(static_cast<std::uint32_t>(i));

    OutlineIndex const index(b.footprints, outlines);
    std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;  // outline, part in it
    for (std::uint32_t part : parts) {
        base::Vec2d const middle = geo::inner_point(b.footprints, part);
        index.at(middle, [&](std::uint32_t outline) {
            if (inside_polygon(b.footprints, outline, middle)) pairs.emplace_back(outline, part);
        });
    }
    std::sort(pairs.begin(), pairs.end());

    std::vector<std::uint8_t> keep(b.size(), 1);
    std::size_t dropped = 0, lowered = 0;
    for (std::size_t i = 0; i < pairs.size();) {
        std::uint32_t const outline = pairs[i].first;
        std::vector<std::uint32_t> mine;
        for (; i < pairs.size() && pairs[i].first == outline; ++i) mine.push_back(pairs[i].second);
        Cover const c = cover(b, outline, mine);
        if (c.ground >= kCovered) {
            keep[outline] = 0;
            ++dropped;
        } else if (c.all >= kCovered && c.lowest >= kOnGround && c.lowest < b.height[outline]) {
            b.height[outline] = c.lowest;
            b.roof_height[outline] = 0;
            b.roof[outline] = RoofShape::flat;
            ++lowered;
        }
    }
    keep_only(district, keep);
    auto& decisions = district.layers[input.layer].decisions;
    decisions.push_back(figure(parts.size()) + " building parts; " + figure(dropped) +
                        " outlines that they cover are not drawn" +
                        (lowered > 0 ? ", " + figure(lowered) + " are drawn below their hanging parts" : ""));
}

}  // namespace twin
