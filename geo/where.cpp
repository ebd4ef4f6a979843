#include "geo/where.h"

#include <ogr_feature.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

#include "geo/gdal_session.h"
#include "geo/number_text.h"
#include "geo/suggest.h"

namespace geo {

namespace {

constexpr std::array kSqlWords{"and",       "or",           "not",       "is",           "null",
                               "in",        "like",         "ilike",     "between",      "fid",
                               "escape",    "true",         "false",     "cast",         "as",
                               "integer",   "float",        "character", "ogr_geometry", "ogr_geom_area",
                               "ogr_style", "ogr_geom_wkt", "case",      "when",         "then",
                               "else",      "end"};

bool is_word_char(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || (c & 0x80) != 0; }

bool is_sql_word(std::string word) {
    for (char& c : word) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return std::find(kSqlWords.begin(), kSqlWords.end(), word) != kSqlWords.end();
}

}  // namespace

std::vector<std::string> names_in(std::string const& where) {
    std::vector<std::string> names;
    auto const add = [&](std::string const& name) {
        if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    };
    for (std::size_t i = 0; i < where.size();) {
        char const c = where[i];
        if (c == '\'' || c == '"') {
            std::size_t const end = std::min(where.find(c, i + 1), where.size());
            if (c == '"') add(where.substr(i + 1, end - i - 1));
            i = end + 1;
        } else if (is_word_char(c)) {
            std::size_t const begin = i;
            while (i < where.size() && is_word_char(where[i])) ++i;
            std::string const word = where.substr(begin, i - begin);
            bool const number = std::isdigit(static_cast<unsigned char>(c)) != 0;
            bool const function =
                where.find_first_not_of(' ', i) != std::string::npos && where[where.find_first_not_of(' ', i)] == '(';
            if (!number && !is_sql_word(word) && !function) add(word);
        } else {
            ++i;
        }
    }
    return names;
}

base::Error where_error(VectorLayer const& layer, std::string const& where, std::string const& why) {
    for (std::string const& name : names_in(where)) {
        if (find_name(name, layer.available_fields) >= 0) continue;
        return base::Error{layer.source + ": the condition \"" + where + "\" names '" + name + "', but layer '" +
                           layer.layer + "' has no such field" + names_that_are_there(name, layer.available_fields)};
    }
    return base::Error{layer.source + ": the condition \"" + where + "\" cannot be used: " + why};
}

namespace {

/// Rows are renumbered; `new_row` holds kGone for those that go.
constexpr std::uint32_t kGone = 0xffffffff;

void keep_polygons(Polygons& polygons, std::vector<std::uint32_t> const& new_row) {
    Polygons kept;
    bool const has_z = !polygons.z.empty();
    for (std::size_t i = 0; i < polygons.size(); ++i) {
        std::uint32_t const row = new_row[polygons.row[i]];
        if (row == kGone) continue;
        for (std::uint32_t r = polygons.polygon_begin[i]; r < polygons.polygon_begin[i + 1]; ++r) {
            auto const begin = static_cast<std::ptrdiff_t>(polygons.ring_begin[r]);
            auto const end = static_cast<std::ptrdiff_t>(polygons.ring_begin[r + 1]);
            kept.points.insert(kept.points.end(), polygons.points.begin() + begin, polygons.points.begin() + end);
            if (has_z) kept.z.insert(kept.z.end(), polygons.z.begin() + begin, polygons.z.begin() + end);
            kept.ring_begin.push_back(static_cast<std::uint32_t>(kept.points.size()));
        }
        kept.polygon_begin.push_back(static_cast<std::uint32_t>(kept.ring_count()));
        kept.row.push_back(row);
    }
    polygons = std::move(kept);
}

void keep_lines(Lines& lines, std::vector<std::uint32_t> const& new_row) {
    Lines kept;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        std::uint32_t const row = new_row[lines.row[i]];
        if (row == kGone) continue;
        auto const begin = static_cast<std::ptrdiff_t>(lines.line_begin[i]);
        auto const end = static_cast<std::ptrdiff_t>(lines.line_begin[i + 1]);
        kept.points.insert(kept.points.end(), lines.points.begin() + begin, lines.points.begin() + end);
        if (!lines.z.empty()) kept.z.insert(kept.z.end(), lines.z.begin() + begin, lines.z.begin() + end);
        kept.line_begin.push_back(static_cast<std::uint32_t>(kept.points.size()));
        kept.row.push_back(row);
    }
    lines = std::move(kept);
}

void keep_points(Points& points, std::vector<std::uint32_t> const& new_row) {
    Points kept;
    for (std::size_t i = 0; i < points.size(); ++i) {
        std::uint32_t const row = new_row[points.row[i]];
        if (row == kGone) continue;
        kept.points.push_back(points.points[i]);
        if (!points.z.empty()) kept.z.push_back(points.z[i]);
        kept.row.push_back(row);
    }
    points = std::move(kept);
}

template <class T>
void keep_rows(std::vector<T>& values, std::vector<std::uint32_t> const& new_row) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (new_row[i] != kGone) values[kept++] = values[i];
    }
    values.resize(kept);
}

struct ReleaseDefinition {
    void operator()(OGRFeatureDefn* definition) const { definition->Release(); }
};

/// Text that is nearly always a number, as OSM's tags are: "3", "12 m".
bool reads_as_number(Column const& column) {
    if (column.kind == Column::Kind::number) return true;
    std::size_t numbers = 0;
    for (std::string const& text : column.dictionary) {
        if (!std::isnan(leading_number(text))) ++numbers;
    }
    return numbers > 0 && 10 * numbers >= 9 * column.dictionary.size();
}

std::unique_ptr<OGRFeatureDefn, ReleaseDefinition> definition_of(VectorLayer const& layer,
                                                                 std::vector<bool> const& numeric) {
    std::unique_ptr<OGRFeatureDefn, ReleaseDefinition> definition(new OGRFeatureDefn(layer.layer.c_str()));
    definition->Reference();
    for (std::size_t c = 0; c < layer.columns.size(); ++c) {
        OGRFieldDefn field(layer.columns[c].name.c_str(), numeric[c] ? OFTReal : OFTString);
        definition->AddFieldDefn(&field);
    }
    return definition;
}

void set_field(OGRFeature& feature, std::size_t index, Column const& column, std::size_t row, bool numeric) {
    int const field = static_cast<int>(index);
    double const number = numeric ? column.number(row) : 0;
    bool const null = numeric ? std::isnan(number) : column.codes[row] == Column::kNull;
    if (null) return feature.SetFieldNull(field);
    if (numeric) return feature.SetField(field, number);
    feature.SetField(field, column.dictionary[column.codes[row]].c_str());
}

}  // namespace

base::Status keep_where(VectorLayer& layer, std::string const& where) {
    GdalMessages messages;
    std::vector<bool> numeric, tolerant;
    for (Column const& column : layer.columns) {
        numeric.push_back(column.kind == Column::Kind::number);
        tolerant.push_back(reads_as_number(column));
    }
    auto definition = definition_of(layer, numeric);
    OGRFeatureQuery query;
    if (query.Compile(definition.get(), where.c_str()) != OGRERR_NONE) {
        // "height > 20" where heights are text: compare them as the numbers they mostly are.
        auto second = definition_of(layer, tolerant);
        std::string const why = messages.why("it is not an SQL condition");
        if (query.Compile(second.get(), where.c_str()) != OGRERR_NONE) return where_error(layer, where, why);
        definition = std::move(second);
        numeric = tolerant;
    }
    auto const names = names_in(where);
    std::vector<std::size_t> used;
    for (std::size_t c = 0; c < layer.columns.size(); ++c) {
        if (find_name(layer.columns[c].name, names) >= 0) used.push_back(c);
    }
    OGRFeature feature(definition.get());
    std::vector<std::uint32_t> new_row(layer.rows(), kGone);
    std::uint32_t kept = 0;
    for (std::size_t row = 0; row < layer.rows(); ++row) {
        feature.SetFID(layer.feature_id[row]);
        for (std::size_t const c : used) set_field(feature, c, layer.columns[c], row, numeric[c]);
        if (query.Evaluate(&feature)) new_row[row] = kept++;
    }
    keep_polygons(layer.polygons, new_row);
    keep_lines(layer.lines, new_row);
    keep_points(layer.points, new_row);
    for (Column& column : layer.columns) {
        if (column.kind == Column::Kind::number) {
            keep_rows(column.numbers, new_row);
        } else {
            keep_rows(column.codes, new_row);
        }
    }
    keep_rows(layer.feature_id, new_row);
    return base::done;
}

void drop_unwanted_columns(VectorLayer& layer, VectorRequest const& request) {
    if (request.all_fields) return;
    std::erase_if(layer.columns, [&](Column const& column) { return find_name(column.name, request.fields) < 0; });
}

}  // namespace geo
