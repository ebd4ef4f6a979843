// Where a scheme's blocks stand, and what its parcel allows: the plan before anything is judged.
#include "analysis/site_scheme.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace analysis {
namespace {

/// A place of the model's own plan in the district's, the model's origin at 0.
base::Vec2d turned(base::Vec2d p, Scheme const& scheme) {
    double const turn = -scheme.heading * std::numbers::pi / 180;
    double const c = std::cos(turn) * scheme.scale, s = std::sin(turn) * scheme.scale;
    return {p.x * c - p.y * s, p.x * s + p.y * c};
}

std::optional<double> limit(std::string const& field, Site const& site, SiteLayer const* own) {
    if (field.empty() || !own || site.row == 0xffffffff) return {};
    for (geo::Column const& column : own->columns) {
        if (column.name != field) continue;
        double const value = column.number(site.row);
        return std::isfinite(value) ? std::optional(value) : std::nullopt;
    }
    return {};
}

}  // namespace

bool Scheme::operator==(Scheme const& o) const {
    return name.zh == o.name.zh && name.en == o.name.en && blocks == o.blocks && storeys == o.storeys &&
           storey_height == o.storey_height && length == o.length && depth == o.depth && heading == o.heading &&
           gap == o.gap && shift_x == o.shift_x && shift_y == o.shift_y && green == o.green && counted == o.counted &&
           model == o.model && scale == o.scale && floor_area == o.floor_area;
}

std::vector<Block> blocks_of(Scheme const& scheme, Site const& site, geo::HeightGrid const* terrain) {
    std::vector<Block> out;
    double const turn = scheme.heading * std::numbers::pi / 180;
    base::Vec2d const along{std::sin(turn), std::cos(turn)}, across{along.y, -along.x};
    base::Vec2d const middle = site.middle + base::Vec2d{scheme.shift_x, scheme.shift_y};
    for (int i = 0; i < scheme.blocks; ++i) {
        double const off = (i - (scheme.blocks - 1) / 2.0) * (scheme.depth + scheme.gap);
        Block block;
        block.id = std::to_string(i + 1);
        block.outline = rectangle(middle + across * off, scheme.length, scheme.depth, scheme.heading);
        block.storeys = scheme.storeys;
        block.storey_height = scheme.storey_height;
        block.counted = scheme.counted;
        if (terrain && !terrain->empty()) {
            block.ground = std::numeric_limits<double>::infinity();
            for (base::Vec2d const corner : block.outline.front())
                block.ground = std::min(block.ground, terrain->at(corner));
        }
        out.push_back(std::move(block));
    }
    return out;
}

ModelPlace place_of(Scheme const& scheme, ModelOutline const& outline, Site const& site,
                    geo::HeightGrid const* terrain) {
    ModelPlace out;
    out.heading = scheme.heading;
    out.scale = scheme.scale;
    base::Vec2d const to = site.middle + base::Vec2d{scheme.shift_x, scheme.shift_y};
    base::Vec2d const origin = to - turned(outline.middle, scheme);
    double ground = terrain && !terrain->empty() ? std::numeric_limits<double>::infinity() : 0;
    if (terrain && !terrain->empty()) {
        for (ModelOutline::Piece const& piece : outline.pieces)
            for (base::Vec2d const corner : piece.outline.front())
                ground = std::min(ground, terrain->at(origin + turned(corner, scheme)));
    }
    out.at = {origin.x, origin.y, ground - outline.lowest * scheme.scale};
    return out;
}

std::vector<Block> blocks_of(Scheme const& scheme, ModelOutline const& outline, Site const& site,
                             geo::HeightGrid const* terrain) {
    std::vector<Block> out;
    ModelPlace const place = place_of(scheme, outline, site, terrain);
    double const tallest = outline.height * scheme.scale;
    double const fits = std::max(1.0, std::floor(tallest / std::max(scheme.storey_height, 0.1) + 1e-6));
    double const storeys = scheme.storeys > 0 ? scheme.storeys : fits;
    double volume = 0;
    for (ModelOutline::Piece const& piece : outline.pieces) {
        Block block;
        block.id = std::to_string(out.size() + 1);
        for (Ring const& ring : piece.outline) {
            Ring& placed = block.outline.emplace_back();
            for (base::Vec2d const p : ring) placed.push_back(base::Vec2d{place.at.x, place.at.y} + turned(p, scheme));
        }
        double const height = piece.height * scheme.scale;
        block.storeys = std::max(1, static_cast<int>(std::lround(storeys * height / tallest)));
        block.storey_height = height / block.storeys;
        block.ground = place.at.z + outline.lowest * scheme.scale;
        block.counted = scheme.counted;
        volume += area_of(block.outline) * block.storeys;
        out.push_back(std::move(block));
    }
    // What is given for the whole is shared among the pieces as their own floors are.
    for (Block& block : out)
        if (scheme.floor_area > 0)
            block.given_floor = scheme.floor_area * area_of(block.outline) * block.storeys / volume;
    return out;
}

MassingLimits limits_of(LimitFields const& fields, Site const& site, SiteLayer const* own) {
    MassingLimits out;
    out.most_far = limit(fields.far, site, own);
    out.most_density = limit(fields.density, site, own);
    out.most_height = limit(fields.height, site, own);
    out.least_green = limit(fields.green, site, own);
    out.least_setback = limit(fields.setback, site, own);
    if (fields.gap > 0) out.least_gap = fields.gap;
    return out;
}

}  // namespace analysis
