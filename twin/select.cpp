// Parts of a layer that holds several kinds of things, as OSM files do.
#include "twin/select.h"

#include <algorithm>

#include "twin/words.h"

namespace twin {
namespace {

bool is_set(geo::Column const* column, std::size_t row) {
    if (!column) return false;
    if (column->kind == geo::Column::Kind::number) return column->numbers[row] == column->numbers[row];
    std::uint32_t const code = column->codes[row];
    return code != geo::Column::kNull && column->dictionary[code] != "no" && !column->dictionary[code].empty();
}

/// What the first of the columns that says anything known makes of the row.
std::optional<GroundClass> ground_class(std::initializer_list<geo::Column const*> columns, std::size_t row) {
    for (geo::Column const* column : columns) {
        if (!is_set(column, row)) continue;
        if (auto ground = ground_of(column->text(row))) return ground;
    }
    return {};
}

bool is_green(std::optional<GroundClass> ground) {
    if (!ground) return false;
    switch (*ground) {
        case GroundClass::green:
        case GroundClass::park:
        case GroundClass::farmland:
        case GroundClass::forest:
        case GroundClass::sand:
        case GroundClass::plaza:
        case GroundClass::sports:
        case GroundClass::parking: return true;
        default: return false;
    }
}

geo::Column select(geo::Column const& column, std::vector<std::uint32_t> const& rows) {
    geo::Column out{column.name, column.kind, {}, {}, column.dictionary};
    for (std::uint32_t row : rows) {
        if (column.kind == geo::Column::Kind::number) {
            out.numbers.push_back(column.numbers[row]);
        } else {
            out.codes.push_back(column.codes[row]);
        }
    }
    return out;
}

geo::Polygons select(geo::Polygons const& from, std::vector<std::uint32_t> const& new_row) {
    geo::Polygons out;
    for (std::size_t p = 0; p < from.size(); ++p) {
        if (new_row[from.row[p]] == kGone) continue;
        for (std::uint32_t r = from.polygon_begin[p]; r < from.polygon_begin[p + 1]; ++r) {
            auto const ring = from.ring(r);
            out.points.insert(out.points.end(), ring.begin(), ring.end());
            if (!from.z.empty())
                out.z.insert(out.z.end(), from.z.begin() + from.ring_begin[r], from.z.begin() + from.ring_begin[r + 1]);
            out.ring_begin.push_back(static_cast<std::uint32_t>(out.points.size()));
        }
        out.polygon_begin.push_back(static_cast<std::uint32_t>(out.ring_count()));
        out.row.push_back(new_row[from.row[p]]);
    }
    return out;
}

geo::Lines select(geo::Lines const& from, std::vector<std::uint32_t> const& new_row) {
    geo::Lines out;
    for (std::size_t i = 0; i < from.size(); ++i) {
        if (new_row[from.row[i]] == kGone) continue;
        auto const line = from.line(i);
        out.points.insert(out.points.end(), line.begin(), line.end());
        if (!from.z.empty())
            out.z.insert(out.z.end(), from.z.begin() + from.line_begin[i], from.z.begin() + from.line_begin[i + 1]);
        out.line_begin.push_back(static_cast<std::uint32_t>(out.points.size()));
        out.row.push_back(new_row[from.row[i]]);
    }
    return out;
}

geo::Points select(geo::Points const& from, std::vector<std::uint32_t> const& new_row) {
    geo::Points out;
    for (std::size_t i = 0; i < from.size(); ++i) {
        if (new_row[from.row[i]] == kGone) continue;
        out.points.push_back(from.points[i]);
        if (!from.z.empty()) out.z.push_back(from.z[i]);
        out.row.push_back(new_row[from.row[i]]);
    }
    return out;
}

}  // namespace

geo::VectorLayer select_rows(geo::VectorLayer const& layer, std::vector<std::uint8_t> const& keep) {
    geo::VectorLayer out;
    out.source = layer.source;
    out.layer = layer.layer;
    out.driver = layer.driver;
    out.crs = layer.crs;
    out.available_fields = layer.available_fields;
    std::vector<std::uint32_t> rows, new_row(layer.rows(), kGone);
    for (std::uint32_t row = 0; row < layer.rows(); ++row) {
        if (!keep[row]) continue;
        new_row[row] = static_cast<std::uint32_t>(rows.size());
        rows.push_back(row);
        out.feature_id.push_back(layer.feature_id[row]);
    }
    for (geo::Column const& column : layer.columns) out.columns.push_back(select(column, rows));
    out.polygons = select(layer.polygons, new_row);
    out.lines = select(layer.lines, new_row);
    out.points = select(layer.points, new_row);
    return out;
}

std::vector<std::string> fields_of(Pick pick) {
    switch (pick) {
        case Pick::all: return {};
        case Pick::osm_buildings: return {"building", "building:part", "location"};
        case Pick::osm_roads: return {"highway", "tunnel"};
        case Pick::osm_rail: return {"railway", "tunnel"};
        case Pick::osm_water: return {"natural", "waterway", "landuse", "leisure", "tunnel"};
        case Pick::osm_green: return {"building", "natural", "landuse", "leisure", "amenity", "highway"};
        case Pick::osm_places: return {"place", "railway", "public_transport", "name"};
        case Pick::osm_trees: return {"natural"};
    }
    return {};
}

std::vector<std::uint8_t> pick_rows(geo::VectorLayer const& layer, Pick pick) {
    std::vector<std::uint8_t> keep(layer.rows(), 0);
    auto const column = [&](char const* name) { return layer.column(name); };
    auto const *building = column("building"), *part = column("building:part"), *highway = column("highway"),
               *railway = column("railway"), *waterway = column("waterway"), *natural = column("natural"),
               *landuse = column("landuse"), *leisure = column("leisure"), *amenity = column("amenity"),
               *place = column("place"), *tunnel = column("tunnel"), *location = column("location"),
               *transport = column("public_transport"), *name = column("name");
    auto const is = [](geo::Column const* c, std::size_t row, std::string_view word) {
        return c && c->text(row) == word;
    };
    for (std::size_t row = 0; row < keep.size(); ++row) {
        bool yes = true;
        switch (pick) {
            case Pick::all: break;
            case Pick::osm_buildings:
                yes = (is_set(building, row) || is_set(part, row)) && !is(location, row, "underground");
                break;
            case Pick::osm_roads:
                yes = is_set(highway, row) && ground_class({highway}, row) && !is(tunnel, row, "yes");
                break;
            case Pick::osm_rail:
                yes = is_set(railway, row) && ground_class({railway}, row) == GroundClass::rail && !is_set(tunnel, row);
                break;
            case Pick::osm_water:
                yes = ground_class({natural, waterway, landuse, leisure}, row) == GroundClass::water &&
                      !is_set(tunnel, row);
                break;
            case Pick::osm_green:
                yes = !is_set(building, row) && is_green(ground_class({leisure, natural, landuse, amenity}, row));
                break;
            case Pick::osm_places:
                yes = is_set(name, row) &&
                      (is_set(place, row) || is(railway, row, "station") || is(transport, row, "station"));
                break;
            case Pick::osm_trees: yes = is(natural, row, "tree"); break;
        }
        keep[row] = yes ? 1 : 0;
    }
    return keep;
}

}  // namespace twin
