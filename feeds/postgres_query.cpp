#include "feeds/postgres_query.h"

#include <algorithm>

namespace feeds {
namespace {

struct Column {
    std::string name, type;
};

bool is_geometry(Column const& column) { return column.type == "geometry" || column.type == "geography"; }
bool is_whole_number(Column const& column) {
    return column.type == "int2" || column.type == "int4" || column.type == "int8";
}

std::string quoted_table(PostgresLink const& link, std::string const& table) {
    std::size_t const dot = table.find('.');
    if (dot == std::string::npos) return link.quoted(table);
    return link.quoted(table.substr(0, dot)) + "." + link.quoted(table.substr(dot + 1));
}

bool has(std::vector<Column> const& columns, std::string const& name) {
    return std::any_of(columns.begin(), columns.end(), [&](Column const& column) { return column.name == name; });
}

std::string geometry_fields(std::string const& column, bool with_lon_lat) {
    std::string const plain = "t." + column + "::geometry";
    std::string const wgs84 =
        "CASE WHEN ST_SRID(" + plain + ") IN (0, 4326) THEN " + plain + " ELSE ST_Transform(" + plain + ", 4326) END";
    std::string fields = ", ST_AsGeoJSON(" + wgs84 + ")::json AS geometry";
    if (!with_lon_lat) return fields;
    std::string const point = "ST_PointOnSurface(" + wgs84 + ")";
    return fields + ", ST_X(" + point + ") AS lon, ST_Y(" + point + ") AS lat";
}

std::string select(std::string const& table, std::string const& order, std::string const& fields) {
    return "SELECT t." + order + ", (SELECT row_to_json(r) FROM (SELECT " + fields + ") r) FROM " + table +
           " t WHERE t." + order + " > $1::bigint OR t." + order + " = ANY($2::bigint[]) ORDER BY t." + order +
           " LIMIT $3::int";
}

PostgresProblem problem(std::string text) { return {std::move(text), false}; }

}  // namespace

std::variant<TableQuery, PostgresProblem> describe(PostgresLink& link, TableChoice const& choice) {
    std::string const table = quoted_table(link, choice.table);
    PostgresRows rows;
    auto const failed = link.query(
        "SELECT a.attname, y.typname FROM pg_attribute a JOIN pg_type y ON y.oid = a.atttypid "
        "WHERE a.attrelid = to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum",
        {table}, rows);
    if (failed) return *failed;
    if (rows.empty()) return problem("there is no table '" + choice.table + "'");
    std::vector<Column> columns;
    for (auto const& row : rows) columns.push_back({row[0], row[1]});

    auto const order =
        std::find_if(columns.begin(), columns.end(), [&](auto const& c) { return c.name == choice.order; });
    if (order == columns.end()) return problem("table '" + choice.table + "' has no column '" + choice.order + "'");
    if (!is_whole_number(*order))
        return problem("column '" + choice.order + "' is no whole number (" + order->type + ")");
    for (std::string const& name : choice.columns) {
        if (!has(columns, name)) return problem("table '" + choice.table + "' has no column '" + name + "'");
    }

    auto const wanted = [&](Column const& column) {
        auto const& names = choice.columns;
        if (names.empty()) return column.type != "bytea";
        return std::find(names.begin(), names.end(), column.name) != names.end();
    };
    std::string fields, geometry;
    for (Column const& column : columns) {
        if (!wanted(column)) continue;
        std::string const name = link.quoted(column.name);
        if (!is_geometry(column)) {
            fields.append(fields.empty() ? "" : ", ").append("t.").append(name);
        } else if (geometry.empty()) {
            geometry = geometry_fields(name, !has(columns, "lon") && !has(columns, "lat"));
        }
    }
    if (fields.empty()) fields = "t." + link.quoted(choice.order);
    return TableQuery{.rows = select(table, link.quoted(choice.order), fields + geometry),
                      .rows_without_geometry = select(table, link.quoted(choice.order), fields)};
}

}  // namespace feeds
