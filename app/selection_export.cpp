// A set as files that office programs and GIS open.
#include <algorithm>
#include <limits>
#include <map>

#include "app/output.h"
#include "app/selection_parts.h"
#include "geo/write.h"
#include "twin/lookup.h"

namespace app {
namespace {

std::string csv_cell(std::string const& text) {
    // A leading sign would be a formula to a spreadsheet; titles of tickets are strangers' words.
    bool const formula =
        !text.empty() && (text[0] == '=' || text[0] == '+' || text[0] == '@' || text[0] == '\t' ||
                          (text[0] == '-' && text.find_first_not_of("-0123456789.") != std::string::npos));
    std::string const safe = formula ? "'" + text : text;
    if (safe.find_first_of(",\"\r\n") == std::string::npos && !formula) return safe;
    std::string out = "\"";
    for (char const c : safe) out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + "\"";
}

void append_line(std::vector<std::string> const& cells, std::string& out) {
    for (std::size_t i = 0; i < cells.size(); ++i) out += (i > 0 ? "," : "") + csv_cell(cells[i]);
    out += "\r\n";
}

void append_cell(geo::Column& column, std::string const& text) {
    if (text.empty()) {
        column.codes.push_back(geo::Column::kNull);
        return;
    }
    column.codes.push_back(static_cast<std::uint32_t>(column.dictionary.size()));
    column.dictionary.push_back(text);
}

geo::WrittenLayer building_layer(twin::District const& district, std::vector<std::uint32_t> const& buildings) {
    geo::WrittenLayer out;
    out.name = "buildings";
    AttributeTable const table(district);
    for (std::size_t c = 0; c < table.columns().size(); ++c) {
        AttributeTable::Column const& from = table.columns()[c];
        geo::Column& column = out.columns.emplace_back();
        // GeoPackage's own key is called fid.
        column.name = from.name == "fid" || from.name == "FID" ? "source_fid" : from.name;
        column.kind = from.number ? geo::Column::Kind::number : geo::Column::Kind::text;
        for (std::uint32_t const b : buildings) {
            if (from.number)
                column.numbers.push_back(table.number(c, b));
            else
                append_cell(column, table.text(c, b, false));
        }
    }
    geo::Polygons const& p = district.buildings.footprints;
    for (std::uint32_t i = 0; i < buildings.size(); ++i) {
        for (std::uint32_t r = p.polygon_begin[buildings[i]]; r < p.polygon_begin[buildings[i] + 1]; ++r) {
            auto const ring = p.ring(r);
            out.polygons.points.insert(out.polygons.points.end(), ring.begin(), ring.end());
            out.polygons.ring_begin.push_back(static_cast<std::uint32_t>(out.polygons.points.size()));
        }
        out.polygons.polygon_begin.push_back(static_cast<std::uint32_t>(out.polygons.ring_begin.size() - 1));
        out.polygons.row.push_back(i);
    }
    return out;
}

/// The rows of the table that are no buildings, with their places.
geo::WrittenLayer report_layer(ui::Selection const& selection, ui::Facts const& facts) {
    geo::WrittenLayer out;
    out.name = "reports";
    for (char const* name : {"kind", "name", "id", "state"}) {
        out.columns.push_back({name, geo::Column::Kind::text, {}, {}, {}});
    }
    std::map<std::string, std::vector<std::string> const*> row_of;
    for (auto const& row : selection.rows) {
        if (row.size() >= 4) row_of[row[2]] = &row;
    }
    for (ui::Subject const& s : selection.set) {
        if (!is_report(s.kind)) continue;
        std::optional<base::Vec3d> const at = s.at && s.kind != ui::SubjectKind::ticket ? s.at : place_of(s, facts);
        auto const row = row_of.find(s.id);
        if (!at || row == row_of.end()) continue;
        for (std::size_t c = 0; c < 4; ++c) append_cell(out.columns[c], (*row->second)[c]);
        out.points.points.push_back({at->x, at->y});
        out.points.row.push_back(static_cast<std::uint32_t>(out.points.row.size()));
    }
    return out;
}

}  // namespace

base::Status export_csv(ui::Selection const& selection, std::filesystem::path const& file) {
    std::string text = "\xef\xbb\xbf";
    append_line(selection.columns, text);
    for (auto const& row : selection.rows) append_line(row, text);
    return write_text(file, text);
}

base::Status export_geopackage(Selector const& selector, ui::Selection const& selection, ui::Facts const& facts,
                               std::filesystem::path const& file) {
    std::vector<geo::WrittenLayer> layers;
    if (auto const buildings = Selector::buildings_of(selection.set); !buildings.empty())
        layers.push_back(building_layer(selector.district(), buildings));
    if (auto reports = report_layer(selection, facts); reports.points.size() > 0) layers.push_back(std::move(reports));
    if (layers.empty()) return base::Error{file.string() + ": there is nothing chosen to write"};
    return geo::write_geopackage(file, layers, selector.district().frame);
}

}  // namespace app
