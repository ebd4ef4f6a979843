// A district small enough to work out by hand: square buildings on flat ground.
#pragma once

#include <string>
#include <vector>

#include "geo/crs.h"
#include "twin/district.h"

namespace test {

/// A square with its south-west corner at (x, y), counter-clockwise.
inline void add_square(twin::Buildings& b, double x, double y, double side, float height, std::uint16_t storeys,
                       twin::Use use) {
    for (base::Vec2d const p :
         {base::Vec2d{x, y}, base::Vec2d{x + side, y}, base::Vec2d{x + side, y + side}, base::Vec2d{x, y + side}})
        b.footprints.points.push_back(p);
    b.footprints.ring_begin.push_back(static_cast<std::uint32_t>(b.footprints.points.size()));
    b.footprints.polygon_begin.push_back(static_cast<std::uint32_t>(b.footprints.ring_begin.size() - 1));
    auto const row = static_cast<std::uint32_t>(b.size());
    b.footprints.row.push_back(row);
    b.base_z.push_back(0);
    b.height.push_back(height);
    b.roof_height.push_back(0);
    b.storeys.push_back(storeys);
    b.use.push_back(use);
    b.roof.push_back(twin::RoofShape::flat);
    b.layer.push_back(0);
    b.row.push_back(row);
}

inline geo::Column text_column(std::string name, std::vector<std::string> const& words) {
    geo::Column out{std::move(name), geo::Column::Kind::text, {}, {}, {}};
    for (std::string const& word : words) {
        out.codes.push_back(word.empty() ? geo::Column::kNull : static_cast<std::uint32_t>(out.dictionary.size()));
        if (!word.empty()) out.dictionary.push_back(word);
    }
    return out;
}

/// Three buildings 20 m on a side at x 0, 100 and 200: a house of 30 m, an office of 60 m, a house of 90 m.
inline twin::District three_buildings() {
    twin::District out;
    out.frame = *geo::local_frame_at({114.03, 22.61});
    add_square(out.buildings, 0, 0, 20, 30, 10, twin::Use::residential);
    add_square(out.buildings, 100, 0, 20, 60, 15, twin::Use::office);
    add_square(out.buildings, 200, 0, 20, 90, 30, twin::Use::residential);
    twin::SourceLayer layer;
    layer.source = "/data/houses.gpkg";
    layer.layer = "houses";
    layer.role = "buildings";
    layer.feature_id = {1, 2, 3};
    layer.columns = {text_column("bid", {"B-1", "B-2", "B-3"}), text_column("mc", {"天河城", "", "Harbour Hall"}),
                     text_column("addr", {"天河路208号", "重庆路5号", "体育西路1号"}),
                     text_column("floors", {"10", "15", "30"}), text_column("zone", {"007", "008", "007"})};
    geo::Column year{"year", geo::Column::Kind::number, {1996, 2008, std::numeric_limits<double>::quiet_NaN()}, {}, {}};
    layer.columns.push_back(year);
    layer.id_fields = {"bid"};
    layer.name_fields = {"mc"};
    out.layers.push_back(layer);
    out.extent = {-100, -100, 320, 120};
    return out;
}

}  // namespace test
