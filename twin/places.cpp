#include "twin/places.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "twin/fields.h"
#include "twin/text.h"
#include "twin/words.h"

namespace twin {
namespace {

constexpr double kShortestNamed = 60;     // metres; no name fits along less
constexpr double kOtherCarriageway = 60;  // metres; the same name this near is the same road
constexpr std::size_t kMostLandmarks = 300;

float base_rank(PlaceKind kind) {
    switch (kind) {
        case PlaceKind::district: return 1000;
        case PlaceKind::subdistrict: return 800;
        case PlaceKind::station: return 600;
        case PlaceKind::landmark: return 400;
        case PlaceKind::water: return 300;
        case PlaceKind::road: return 100;
        case PlaceKind::point: return 50;
    }
    return 0;
}

/// Registers put keys where names belong; "12054000006060023 A 01" is none that anybody reads on a map.
bool is_name(std::string const& text) {
    if (has_cjk(text)) return true;
    std::size_t letters = 0, digits = 0;
    for (char c : text) {
        letters += (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
        digits += c >= '0' && c <= '9';
    }
    return letters >= 2 && letters >= digits;
}

/// Names in both languages of a row. A name_zh without Chinese characters, as `name` may be, is the English one.
struct Names {
    FirstText zh, en;
    Names(LayerSpec const& spec, geo::VectorLayer const& layer) : zh(spec.name_zh, layer), en(spec.name_en, layer) {}
    bool any() const { return zh.any() || en.any(); }
    Name operator()(std::size_t row) const {
        Name name = name_of(zh(row));
        std::string english = en(row);
        if (!english.empty()) name.en = std::move(english);
        return name;
    }
};

double length_of(std::vector<base::Vec2d> const& line) {
    double sum = 0;
    for (std::size_t i = 1; i < line.size(); ++i) sum += base::length(line[i] - line[i - 1]);
    return sum;
}

base::Vec2d midway(std::vector<base::Vec2d> const& line) {
    double rest = length_of(line) / 2;
    for (std::size_t i = 1; i < line.size(); ++i) {
        double const step = base::length(line[i] - line[i - 1]);
        if (step >= rest && step > 0) return line[i - 1] + (line[i] - line[i - 1]) * (rest / step);
        rest -= step;
    }
    return line.front();
}

bool near(std::vector<base::Vec2d> const& line, base::Vec2d p, double reach) {
    return std::any_of(line.begin(), line.end(), [&](base::Vec2d q) { return base::length(q - p) < reach; });
}

void add_lines(LayerInput const& input, Names const& names, District& district) {
    geo::Lines const& lines = input.data.lines;
    bool const water = input.spec.role == Role::water;
    FirstText const word(input.spec.class_field, input.data);
    struct Group {
        Name name;
        GroundClass best = GroundClass::land;
        std::vector<std::vector<base::Vec2d>> pieces;
    };
    std::map<std::pair<std::string, std::string>, Group> groups;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (lines.line(i).size() < 2) continue;
        Name name = names(lines.row[i]);
        if (name.zh.empty() && name.en.empty()) continue;
        Group& group = groups[{name.zh, name.en}];
        group.name = std::move(name);
        group.best = std::max(group.best, ground_of(word(lines.row[i])).value_or(GroundClass::residential_road));
        group.pieces.emplace_back(lines.line(i).begin(), lines.line(i).end());
    }
    for (auto& [key, group] : groups) {
        auto joined = join_lines(std::move(group.pieces));
        std::stable_sort(joined.begin(), joined.end(),
                         [](auto const& a, auto const& b) { return length_of(a) > length_of(b); });
        std::vector<std::vector<base::Vec2d>> kept;
        for (auto& line : joined) {
            base::Vec2d const at = midway(line);
            bool const twin =
                std::any_of(kept.begin(), kept.end(), [&](auto const& k) { return near(k, at, kOtherCarriageway); });
            if (length_of(line) < kShortestNamed || twin) continue;
            Place place{group.name, water ? PlaceKind::water : PlaceKind::road, {at.x, at.y, 0}, 0, line};
            place.rank = base_rank(place.kind) + (water ? 0.0f : 10.0f * static_cast<float>(group.best) - 100);
            place.rank += static_cast<float>(std::min(9.0, length_of(line) / 500));
            district.places.push_back(std::move(place));
            kept.push_back(std::move(line));
        }
    }
}

PlaceKind kind_of_area(Role role, double square_metres) {
    constexpr double kDistrict = 20e6;  // square metres; Chinese subdistricts are smaller, districts larger
    switch (role) {
        case Role::boundaries: return square_metres > kDistrict ? PlaceKind::district : PlaceKind::subdistrict;
        case Role::water: return PlaceKind::water;
        case Role::green: return PlaceKind::landmark;
        default: return PlaceKind::point;
    }
}

/// One name per feature, at its largest area.
void add_areas(LayerInput const& input, Names const& names, District& district) {
    geo::Polygons const& areas = input.data.polygons;
    std::map<std::uint32_t, std::pair<double, std::size_t>> largest;
    for (std::size_t p = 0; p < areas.size(); ++p) {
        auto& [size, index] = largest[areas.row[p]];
        double const area = geo::area(areas, p);
        if (area > size) {
            size = area;
            index = p;
        }
    }
    FirstText const kind_text(input.spec.kind, input.data);
    FirstNumber const rank(input.spec.rank, input.data);
    for (auto const& [row, found] : largest) {
        auto const [size, index] = found;
        Name name = names(row);
        if ((name.zh.empty() && name.en.empty()) || size <= 0) continue;
        base::Vec2d const at = geo::inner_point(areas, index);
        bool const may_say = input.spec.role == Role::places || input.spec.role == Role::boundaries;
        auto const said = may_say ? place_of(kind_text(row)) : std::nullopt;
        Place place{std::move(name), said.value_or(kind_of_area(input.spec.role, size)), {at.x, at.y, 0}, 0, {}};
        double const extra = rank(row);
        place.rank = base_rank(place.kind) + static_cast<float>(std::min(90.0, std::sqrt(size) / 20));
        if (!std::isnan(extra)) place.rank += static_cast<float>(extra);
        district.places.push_back(std::move(place));
    }
}

void add_points(LayerInput const& input, Names const& names, District& district) {
    FirstText const kind_text(input.spec.kind, input.data);
    FirstNumber const rank(input.spec.rank, input.data);
    geo::Points const& points = input.data.points;
    for (std::size_t i = 0; i < points.size(); ++i) {
        Name name = names(points.row[i]);
        if (name.zh.empty() && name.en.empty()) continue;
        PlaceKind const kind = place_of(kind_text(points.row[i])).value_or(PlaceKind::point);
        double const extra = rank(points.row[i]);
        Place place{std::move(name), kind, {points.points[i].x, points.points[i].y, 0}, base_rank(kind), {}};
        if (!std::isnan(extra)) place.rank += static_cast<float>(extra);
        district.places.push_back(std::move(place));
    }
}

/// Joins at most two pieces per step at a shared end; `ends` finds pieces by a point rounded to centimetres.
struct Joiner {
    using Cell = std::pair<std::int64_t, std::int64_t>;
    std::vector<std::vector<base::Vec2d>> pieces;
    std::vector<std::uint8_t> used;
    std::multimap<Cell, std::size_t> ends;

    static Cell cell(base::Vec2d p) { return {std::llround(p.x * 100), std::llround(p.y * 100)}; }

    std::size_t next_at(base::Vec2d p) {
        auto const [first, last] = ends.equal_range(cell(p));
        for (auto it = first; it != last; ++it) {
            if (!used[it->second]) return it->second;
        }
        return pieces.size();
    }
    void grow(std::vector<base::Vec2d>& line) {
        for (std::size_t i = next_at(line.back()); i < pieces.size(); i = next_at(line.back())) {
            used[i] = 1;
            auto& piece = pieces[i];
            if (cell(piece.front()) != cell(line.back())) std::reverse(piece.begin(), piece.end());
            line.insert(line.end(), piece.begin() + 1, piece.end());
        }
    }
};

/// A campus may be named by a building and by a point.
void drop_doubles(District& district) {
    constexpr double kSame = 300;  // metres: a campus is named by its buildings and by a point among them
    std::map<std::string, std::vector<std::size_t>> by_name;
    std::vector<std::uint8_t> gone(district.places.size(), 0);
    for (std::size_t i = 0; i < district.places.size(); ++i) {
        Place const& place = district.places[i];
        if (!place.along.empty()) continue;
        std::string const& name = place.name.zh.empty() ? place.name.en : place.name.zh;
        std::vector<std::size_t>& same = by_name[name];
        for (std::size_t const other : same) {
            Place const& before = district.places[other];
            bool const building = place.kind == PlaceKind::landmark || before.kind == PlaceKind::landmark;
            base::Vec2d const apart{place.at.x - before.at.x, place.at.y - before.at.y};
            if (!building || gone[other] || base::length(apart) > kSame) continue;
            gone[before.rank >= place.rank ? i : other] = 1;
        }
        if (!gone[i]) same.push_back(i);
    }
    std::size_t index = 0;
    std::erase_if(district.places, [&](Place const&) { return gone[index++] != 0; });
}

}  // namespace

std::vector<std::vector<base::Vec2d>> join_lines(std::vector<std::vector<base::Vec2d>> pieces) {
    Joiner joiner{std::move(pieces), {}, {}};
    joiner.used.assign(joiner.pieces.size(), 0);
    for (std::size_t i = 0; i < joiner.pieces.size(); ++i) {
        joiner.ends.emplace(Joiner::cell(joiner.pieces[i].front()), i);
        joiner.ends.emplace(Joiner::cell(joiner.pieces[i].back()), i);
    }
    std::vector<std::vector<base::Vec2d>> out;
    for (std::size_t i = 0; i < joiner.pieces.size(); ++i) {
        if (joiner.used[i]) continue;
        joiner.used[i] = 1;
        std::vector<base::Vec2d> line = joiner.pieces[i];
        joiner.grow(line);
        std::reverse(line.begin(), line.end());
        joiner.grow(line);
        std::reverse(line.begin(), line.end());
        out.push_back(std::move(line));
    }
    return out;
}

void add_places(LayerInput const& input, District& district) {
    Names const names(input.spec, input.data);
    if (!names.any()) return;
    switch (input.spec.role) {
        case Role::rail:
        case Role::parcels:
        case Role::blocks:
        case Role::projects:
        case Role::zones:
        case Role::instances: return;
        default: break;
    }
    if (input.spec.role == Role::roads || input.spec.role == Role::water) add_lines(input, names, district);
    if (input.spec.role != Role::roads) add_areas(input, names, district);
    if (input.spec.role == Role::places || input.spec.role == Role::points) add_points(input, names, district);
}

void add_building_names(BuildingsInput const& input, std::size_t first_building, District& district) {
    FirstText const text(input.spec.name, input.data);
    if (!text.any()) return;
    std::vector<std::string> const rest(input.spec.name.begin() + 1, input.spec.name.end());
    FirstText const second(rest, input.data);
    Buildings const& b = district.buildings;
    struct Candidate {
        std::size_t building;
        double weight;
    };
    std::vector<Candidate> named;
    std::vector<std::uint32_t> of_row(input.data.rows(), 0);  // one past the candidate of the row
    for (std::size_t i = first_building; i < b.size(); ++i) {
        if (!is_name(text(b.row[i]))) continue;
        double const weight = b.height[i] + b.roof_height[i] + std::sqrt(geo::area(b.footprints, i));
        std::uint32_t& mine = of_row[b.row[i]];
        if (mine == 0) {
            named.push_back({i, weight});
            mine = static_cast<std::uint32_t>(named.size());
        } else if (weight > named[mine - 1].weight) {
            named[mine - 1] = {i, weight};
        }
    }
    std::stable_sort(named.begin(), named.end(),
                     [](Candidate const& x, Candidate const& y) { return x.weight > y.weight; });
    std::set<std::string> taken;
    for (Candidate const& c : named) {
        if (taken.size() == kMostLandmarks) break;
        std::string const name = text(b.row[c.building]);
        if (!taken.insert(name).second) continue;
        base::Vec2d const at = geo::inner_point(b.footprints, c.building);
        double const base = std::isnan(b.base_z[c.building]) || input.spec.base_is_absolute ? 0 : b.base_z[c.building];
        Place place{name_of(name),
                    PlaceKind::landmark,
                    {at.x, at.y, base + b.height[c.building] + b.roof_height[c.building]},
                    0,
                    {}};
        // Fields of a name stand for languages: the other one's may follow.
        std::string const other = second.any() ? second(b.row[c.building]) : std::string();
        if (is_name(other) && has_cjk(name) && !has_cjk(other)) place.name.en = other;
        place.rank = base_rank(PlaceKind::landmark) - 100 + static_cast<float>(std::min(99.0, c.weight / 5));
        district.places.push_back(std::move(place));
    }
}

void seat_places(District& district) {
    drop_doubles(district);
    for (Place& place : district.places) place.at.z += district.terrain.at({place.at.x, place.at.y});
}

}  // namespace twin
