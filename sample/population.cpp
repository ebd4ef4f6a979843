#include "sample/population.h"

#include <cmath>
#include <map>

#include "sample/frame.h"
#include "sample/history_parts.h"

namespace sample {

namespace {

constexpr double kCell = 250;  ///< metres, of the national grid: lines lie on its multiples
constexpr double kHomeByDay = 0.38, kWorkByDay = 0.9, kHomeByNight = 0.97, kWorkByNight = 0.04;

struct CellId250 {
    std::int64_t column = 0, row = 0;
    auto operator<=>(CellId250 const&) const = default;
};
struct Cell {
    double residents = 0, workers = 0;
    std::array<double, 3> by_age{};
    std::map<std::uint32_t, double> communities;
};

void add_buildings(Setting const& setting, std::vector<PeopleRow>& rows) {
    for (Home const& h : setting.homes) {
        if (h.residents == 0) continue;
        Community const& community = setting.areas.communities[h.community];
        PeopleRow row{h.id, "building", "resident", h.id, setting.areas.streets[community.street].code, community.code};
        row.place = h.place;
        row.count = h.residents;
        row.by_age = {h.by_age[0], h.by_age[1], h.by_age[2]};
        row.households = h.households;
        rows.push_back(std::move(row));
    }
}

void add_communities(Setting const& setting, std::vector<PeopleRow>& rows) {
    std::vector<PeopleRow> all(setting.areas.communities.size());
    for (Home const& h : setting.homes) {
        PeopleRow& row = all[h.community];
        row.count += h.residents;
        row.households = std::max<std::int64_t>(row.households, 0) + h.households;
        for (std::size_t i = 0; i < 3; ++i) row.by_age[i] += h.by_age[i];
        if (row.place.lon == 0) row.place = h.place;
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
        Community const& community = setting.areas.communities[i];
        all[i].id = all[i].community = community.code;
        all[i].street = setting.areas.streets[community.street].code;
        all[i].level = "community";
        all[i].measure = "resident";
        if (all[i].households >= 0) rows.push_back(std::move(all[i]));
    }
}

std::map<CellId250, Cell> cells_of(Setting const& setting) {
    std::map<CellId250, Cell> cells;
    for (Home const& h : setting.homes) {
        Vec2d const p = h.at + kOrigin;
        Cell& cell = cells[{static_cast<std::int64_t>(p.y / kCell), static_cast<std::int64_t>(p.x / kCell)}];
        cell.residents += h.residents;
        cell.workers += h.workers;
        for (std::size_t i = 0; i < 3; ++i) cell.by_age[i] += h.by_age[i];
        cell.communities[h.community] += h.residents + h.workers;
    }
    return cells;
}

void add_cells(Setting const& setting, std::vector<PeopleRow>& rows) {
    auto const cells = cells_of(setting);
    std::vector<Vec2d> centres;
    for (auto const& [id, cell] : cells)
        centres.push_back(Vec2d{static_cast<double>(id.row) * kCell, static_cast<double>(id.column) * kCell} +
                          Vec2d{kCell / 2, kCell / 2} - kOrigin);
    auto const places = lonlats(std::move(centres));
    std::size_t next = 0;
    for (auto const& [id, cell] : cells) {
        geo::LonLat const place = places[next++];
        auto const most = std::ranges::max_element(cell.communities, {}, [](auto const& c) { return c.second; });
        Community const& community = setting.areas.communities[most->first];
        std::string name = "G250-";
        name.append(std::to_string(id.row)).append(1, '-').append(std::to_string(id.column));
        for (bool const day : {true, false}) {
            PeopleRow row{name + (day ? "-day" : "-night"), "grid250", day ? "day" : "night"};
            row.community = community.code;
            row.street = setting.areas.streets[community.street].code;
            row.place = place;
            double const home = day ? kHomeByDay : kHomeByNight, work = day ? kWorkByDay : kWorkByNight;
            // Whoever works there is of working age.
            row.by_age = {std::llround(cell.by_age[0] * home),
                          std::llround(cell.by_age[1] * home + cell.workers * work),
                          std::llround(cell.by_age[2] * home)};
            row.count = row.by_age[0] + row.by_age[1] + row.by_age[2];
            row.estimated = true;
            rows.push_back(std::move(row));
        }
    }
}

/// Twice a year; some hundred records to a message.
class People final : public Part {
public:
    People(Setting const& setting, Span const& span) : rows_(population(setting)), span_(span) {}
    std::string_view feed() const override { return "population"; }

    void plan(std::vector<Planned>& all) const override {
        for (std::uint16_t edition = 0; edition < 2; ++edition)
            for (std::uint32_t i = 0; i * kChunk < rows_.size(); ++i)
                all.push_back({time_of(edition) + 60000 + i * 1000, i, edition, 0});
    }

    std::string_view tell(Planned const& planned, JsonLine& out) const override {
        std::string id = "pop-";
        id.append(std::to_string(planned.edition)).append(1, '-').append(std::to_string(planned.index));
        out.begin(feed(), "pop.snapshot", id, time_of(planned.edition));
        out.list();
        std::size_t const end = std::min<std::size_t>((planned.index + 1) * kChunk, rows_.size());
        for (std::size_t i = planned.index * kChunk; i < end; ++i) record(rows_[i], out);
        out.end_list();
        return out.end();
    }

private:
    static constexpr std::uint32_t kChunk = 400;

    base::UtcMs time_of(std::uint16_t edition) const { return edition == 0 ? span_.from : span_.until - 123 * kDayMs; }

    static void record(PeopleRow const& row, JsonLine& out) {
        out.record();
        out.text("id", row.id);
        out.text("level", row.level);
        out.text("measure", row.measure);
        out.text("building_id", row.building);
        out.text("street", row.street);
        out.text("community", row.community);
        if (row.level == "grid250") {
            out.number("lon", row.place.lon, 6);
            out.number("lat", row.place.lat, 6);
        }
        out.whole("count", row.count);
        out.whole("age_0_14", row.by_age[0]);
        out.whole("age_15_59", row.by_age[1]);
        out.whole("age_60", row.by_age[2]);
        if (row.households >= 0) out.whole("households", row.households);
        if (row.estimated) out.truth("estimated", true);
        out.end_record();
    }

    std::vector<PeopleRow> rows_;
    Span span_;
};

}  // namespace

std::vector<PeopleRow> population(Setting const& setting) {
    std::vector<PeopleRow> rows;
    add_communities(setting, rows);
    add_cells(setting, rows);
    add_buildings(setting, rows);
    return rows;
}

std::string population_csv(std::vector<PeopleRow> const& rows) {
    std::string csv =
        "id,level,measure,building_id,street,community,lon,lat,count,age_0_14,age_15_59,age_60,households\n";
    auto const add = [&](std::string_view text) { csv.append(text).append(1, ','); };
    auto const degrees = [&](double value) {
        std::array<char, 32> out{};
        auto const end = std::to_chars(out.data(), out.data() + out.size(), value, std::chars_format::fixed, 6);
        add({out.data(), end.ptr});
    };
    for (PeopleRow const& r : rows) {
        for (auto const* const text : {&r.id, &r.level, &r.measure, &r.building, &r.street, &r.community}) add(*text);
        degrees(r.place.lon);
        degrees(r.place.lat);
        for (std::int64_t const n : {r.count, r.by_age[0], r.by_age[1], r.by_age[2]}) add(std::to_string(n));
        csv.append(r.households >= 0 ? std::to_string(r.households) : std::string()).append(1, '\n');
    }
    return csv;
}

std::unique_ptr<Part> population_part(Setting const& setting, Span const& span) {
    return std::make_unique<People>(setting, span);
}

}  // namespace sample
