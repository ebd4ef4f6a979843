// What write_sample promises: the number, the place, the same bytes, and a city in which nothing stands in anything
// else.
#include "sample/sample.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <set>
#include <unordered_map>

#include "layers.h"
#include "twin/load.h"

namespace sample::test {

namespace {

namespace fs = std::filesystem;

fs::path write_district(std::string const& name, std::uint32_t buildings, std::uint32_t seed = 1, bool films = false) {
    fs::path const folder = fresh_folder(name);
    base::Progress progress;
    auto const written = write_sample(folder, {.buildings = buildings, .seed = seed, .films = films}, progress);
    EXPECT_TRUE(written) << (written ? "" : written.error().message);
    return folder;
}

/// The default district, made once.
fs::path const& district() {
    static fs::path const folder = write_district("district", 3445, 1, true);
    return folder;
}

std::vector<Row> const& buildings() {
    static std::vector<Row> const rows = read_layer(district() / "district.gpkg", "buildings");
    return rows;
}

/// Buildings by place, so that neighbours are found without asking all.
class Neighbours {
public:
    explicit Neighbours(std::vector<Row> const& rows) {
        for (std::size_t i = 0; i < rows.size(); ++i) {
            each(extent_of(rows[i].shape.outer), [&](std::int64_t key) { cells_[key].push_back(i); });
        }
    }
    std::set<std::size_t> near(Extent extent) const {
        std::set<std::size_t> found;
        each(extent, [&](std::int64_t key) {
            if (auto const cell = cells_.find(key); cell != cells_.end())
                found.insert(cell->second.begin(), cell->second.end());
        });
        return found;
    }

private:
    template <class Body>
    static void each(Extent e, Body const& body) {
        constexpr double kCell = 60;
        for (auto y = static_cast<std::int64_t>(std::floor(e.min_y / kCell));
             y <= static_cast<std::int64_t>(std::floor(e.max_y / kCell)); ++y) {
            for (auto x = static_cast<std::int64_t>(std::floor(e.min_x / kCell));
                 x <= static_cast<std::int64_t>(std::floor(e.max_x / kCell)); ++x) {
                body(y * 1000003 + x);
            }
        }
    }
    std::unordered_map<std::int64_t, std::vector<std::size_t>> cells_;
};

Neighbours const& neighbours() {
    static Neighbours const all(buildings());
    return all;
}

/// Ids of buildings that a strip along the path touches.
std::vector<std::string> standing_in(Path const& path, double width) {
    std::vector<std::string> found;
    for (std::size_t i = 1; i < path.size(); ++i) {
        Path const segment{path[i - 1], path[i]};
        for (std::size_t const b : neighbours().near(extent_of(segment).grown(width))) {
            if (gap(segment, buildings()[b].shape.outer) < width / 2) found.push_back(buildings()[b].text.at("id"));
        }
    }
    return found;
}

double const kDigits = 0.03;  // metres: coordinates are written in whole centimetres

/// What supervision is shown with: every stage, two built beyond what was approved, some late, and zones to look into.
TEST(Sample, HasProjectsAndZones) {
    auto const projects = read_layer(district() / "supervision.gpkg", "projects");
    EXPECT_GE(projects.size(), 10U);
    std::map<std::string, int> stages;
    std::set<std::string> ids;
    for (Row const& row : projects) {
        ++stages[row.text.at("stage")];
        ids.insert(row.text.at("id"));
        EXPECT_EQ(row.text.at("id").size(), 24U) << "as project codes are long";
        EXPECT_FALSE(row.text.at("name_zh").empty());
        EXPECT_GT(row.number.at("max_height"), 0);
    }
    EXPECT_EQ(stages.size(), 4U);
    EXPECT_EQ(ids.size(), projects.size());
    auto const zones = read_layer(district() / "supervision.gpkg", "zones");
    std::set<std::string> kinds;
    for (Row const& row : zones) kinds.insert(row.text.at("kind"));
    EXPECT_EQ(kinds, (std::set<std::string>{"fire_lane", "station", "urban_village"}));
}

}  // namespace

// A suite of their own: they make whole districts, and suites run beside each other.
TEST(SampleCounts, AreThoseAskedFor) {
    EXPECT_EQ(buildings().size(), 3445U);
    for (std::uint32_t const wanted : {1U, 50U, 2599U, 2600U}) {
        auto const folder = write_district("count", wanted);
        EXPECT_EQ(read_layer(folder / "district.gpkg", "buildings").size(), wanted);
    }
}

TEST(SampleCounts, AreThoseAskedForWithAnySeed) {
    for (std::uint32_t const seed : {7U, 4000000000U}) {
        auto const folder = write_district("seed", 3445, seed);
        EXPECT_EQ(read_layer(folder / "district.gpkg", "buildings").size(), 3445U) << "seed " << seed;
    }
}

TEST(SampleCounts, GrowIntoACity) {
    auto const folder = write_district("city", 15001);
    auto const rows = read_layer(folder / "district.gpkg", "buildings");
    EXPECT_EQ(rows.size(), 15001U);
    std::set<std::string> ids;
    Extent extent;
    for (Row const& row : rows) {
        ids.insert(row.text.at("id"));
        extent.add(extent_of(row.shape.outer));
    }
    EXPECT_EQ(ids.size(), 15001U);
    EXPECT_GT(extent.width() * extent.height(), 3.0 * 4000 * 3200);
}

TEST(Sample, IsTheSameTwice) {
    auto const again = write_district("again", 3445);
    for (char const* name :
         {"district.toml", "district.gpkg", "terrain.tif", "models/station.glb", "models/tree_broadleaf.glb"}) {
        EXPECT_GT(bytes_of(district() / name).size(), 500U) << name;
        EXPECT_TRUE(bytes_of(district() / name) == bytes_of(again / name)) << name;
    }
}

TEST(Sample, DiffersBySeed) {
    auto const other = write_district("other", 3445, 2);
    EXPECT_FALSE(bytes_of(district() / "district.gpkg") == bytes_of(other / "district.gpkg"));
    EXPECT_FALSE(bytes_of(district() / "terrain.tif") == bytes_of(other / "terrain.tif"));
}

TEST(Sample, NoBuildingStandsInAnother) {
    auto const& rows = buildings();
    int stacked = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        for (std::size_t const k : neighbours().near(extent_of(rows[i].shape.outer))) {
            if (k <= i || gap(rows[i].shape.outer, rows[k].shape.outer) > 0) continue;
            bool const above = rows[k].number.at("base") >= rows[i].number.at("height") - 0.01;
            bool const below = rows[i].number.at("base") >= rows[k].number.at("height") - 0.01;
            stacked += above || below;
            EXPECT_TRUE(above || below) << rows[i].text.at("id") << " and " << rows[k].text.at("id");
        }
    }
    EXPECT_GT(stacked, 200);  // towers on podiums
}

TEST(Sample, NoBuildingStandsInARoad) {
    auto const roads = read_layer(district() / "district.gpkg", "roads");
    EXPECT_GT(roads.size(), 200U);
    for (Row const& road : roads) {
        auto const found = standing_in(road.shape.outer, road.number.at("width") - 2 * kDigits);
        EXPECT_TRUE(found.empty()) << road.text.at("class") << " hits " << found.size() << " buildings, "
                                   << (found.empty() ? "" : found[0]);
    }
}

TEST(Sample, RoadsShareTheCornersWhereTheyMeet) {
    // Without motorways, which ramps alone lead to.
    std::map<std::pair<std::int64_t, std::int64_t>, std::vector<std::size_t>> at;
    std::vector<std::size_t> part;
    std::vector<double> metres;
    for (Row const& row : read_layer(district() / "district.gpkg", "roads")) {
        if (row.text.at("class") == "motorway") continue;
        for (Vec2d const p : row.shape.outer)
            at[{std::llround(p.x * 100), std::llround(p.y * 100)}].push_back(part.size());
        metres.push_back(length(row.shape.outer));
        part.push_back(part.size());
    }
    for (bool changed = true; changed;) {
        changed = false;
        for (auto const& [place, roads] : at) {
            std::size_t least = part.size();
            for (std::size_t const road : roads) least = std::min(least, part[road]);
            for (std::size_t const road : roads) {
                changed = changed || part[road] != least;
                part[road] = least;
            }
        }
    }
    std::map<std::size_t, double> parts;
    double all = 0, largest = 0;
    for (std::size_t i = 0; i < part.size(); ++i) {
        all += metres[i];
        largest = std::max(largest, parts[part[i]] += metres[i]);
    }
    EXPECT_GT(largest, 0.95 * all);
}

TEST(Sample, NoBuildingStandsOnTheRailway) {
    auto const rails = read_layer(district() / "district.gpkg", "rail");
    EXPECT_EQ(rails.size(), 6U);
    for (Row const& rail : rails) EXPECT_EQ(standing_in(rail.shape.outer, 4), std::vector<std::string>{});
}

TEST(Sample, NoBuildingStandsInWater) {
    auto const waters = read_layer(district() / "district.gpkg", "water");
    EXPECT_GT(waters.size(), 5U);
    for (Row const& water : waters) {
        for (std::size_t const b : neighbours().near(extent_of(water.shape.outer))) {
            EXPECT_GT(gap(water.shape.outer, buildings()[b].shape.outer), 0) << buildings()[b].text.at("id");
        }
    }
}

TEST(Sample, BuildingsAreOfManyKindsAndPlausible) {
    std::map<std::string, int> uses, roofs;
    double highest = 0;
    for (Row const& row : buildings()) {
        ++uses[row.text.at("use")];
        ++roofs[row.text.at("roof_shape")];
        double const height = row.number.at("height"), base = row.number.at("base"), floors = row.number.at("floors");
        highest = std::max(highest, height);
        EXPECT_GT(height - base, 2.5) << row.text.at("id");
        EXPECT_LE(height, 330) << row.text.at("id");
        EXPECT_GE(base, 0) << row.text.at("id");
        double const storey = (height - base - row.number.at("roof_height")) / floors;
        EXPECT_GE(storey, 2.3) << row.text.at("id");
        EXPECT_LT(row.number.at("roof_height"), height - base) << row.text.at("id");
        EXPECT_GE(area(row.shape), 12) << row.text.at("id");
        EXPECT_GE(row.number.at("year"), 1700) << row.text.at("id");
        EXPECT_LE(row.number.at("year"), 2026) << row.text.at("id");
    }
    for (char const* use : {"residential", "commercial", "office", "industrial", "public_service", "school", "hospital",
                            "transport", "urban_village"}) {
        EXPECT_GT(uses[use], 0) << use;
    }
    EXPECT_GT(uses["urban_village"], 800);
    for (char const* roof : {"flat", "gabled", "hipped", "pyramidal", "skillion"}) EXPECT_GT(roofs[roof], 0) << roof;
    EXPECT_GT(highest, 270);
}

TEST(Sample, TreesStandClearOfWallsAndRoads) {
    auto const trees = read_layer(district() / "district.gpkg", "trees");
    EXPECT_GT(trees.size(), 8000U);
    int inside_walls = 0;
    for (Row const& tree : trees) {
        Vec2d const p = tree.shape.outer[0];
        for (std::size_t const b : neighbours().near(extent_of(tree.shape.outer).grown(1)))
            inside_walls += inside(buildings()[b].shape, p);
    }
    EXPECT_EQ(inside_walls, 0);
}

TEST(Sample, LoadsWithoutRepairs) {
    base::Progress progress;
    auto const loaded = twin::load_district((district() / "district.toml").string(), {.models = false}, progress);
    ASSERT_TRUE(loaded) << loaded.error().message;
    EXPECT_EQ(loaded->name.zh, "示范区");
    EXPECT_EQ(loaded->frame.working_crs, "EPSG:4547");
    EXPECT_NEAR(loaded->frame.origin.x, 503084, 1e-6);
    EXPECT_NEAR(loaded->frame.origin.y, 2501349, 1e-6);
    EXPECT_EQ(loaded->buildings.size(), 3445U);
    EXPECT_EQ(loaded->findings.count(base::Severity::repaired), 0U);
    EXPECT_EQ(loaded->findings.count(base::Severity::skipped), 0U);
    EXPECT_EQ(loaded->findings.count(base::Severity::warning), 0U);
    EXPECT_FALSE(loaded->terrain.empty());
}

TEST(Sample, ViewsStandInTheOpenAboveTheGround) {
    base::Progress progress;
    auto const loaded = twin::load_district((district() / "district.toml").string(), {.models = false}, progress);
    ASSERT_TRUE(loaded) << loaded.error().message;
    EXPECT_GE(loaded->views.size(), 8U);
    std::set<std::string> ids, styles;
    for (twin::NamedView const& view : loaded->views) {
        ids.insert(view.id);
        styles.insert(view.style);
        double v[6] = {};
        Vec2d eye;
        double z = 0;
        if (std::sscanf(view.camera.c_str(), "orbit:%lf,%lf,%lf,%lf,%lf,%lf", v, v + 1, v + 2, v + 3, v + 4, v + 5) ==
            6) {
            double const turn = v[4] * M_PI / 180, down = v[5] * M_PI / 180;
            eye = Vec2d{v[0], v[1]} - Vec2d{std::sin(turn), std::cos(turn)} * (v[3] * std::cos(down));
            z = v[2] + v[3] * std::sin(down);
        } else if (std::sscanf(view.camera.c_str(), "look:%lf,%lf,%lf", v, v + 1, v + 2) == 3) {
            eye = {v[0], v[1]};
            z = v[2];
        } else {
            EXPECT_EQ(view.camera.rfind("plan:", 0), 0U) << view.camera;
            continue;
        }
        double const ground = loaded->terrain.at(eye);
        EXPECT_GT(z, ground + 1.5) << view.id;
        for (std::size_t const b : neighbours().near(extent_of(Ring{eye}).grown(8))) {
            Row const& row = buildings()[b];
            bool const free = gap(Ring{eye, eye}, row.shape.outer) > 6 || z > ground + row.number.at("height") + 5;
            EXPECT_TRUE(free) << view.id << " stands in " << row.text.at("id");
        }
    }
    EXPECT_EQ(ids.size(), loaded->views.size());
    EXPECT_GE(loaded->wall.scenes.size(), 3U);
    for (std::string const& scene : loaded->wall.scenes) EXPECT_TRUE(ids.contains(scene)) << scene;
    EXPECT_EQ(styles, (std::set<std::string>{"day", "night", "paper"}));
}

TEST(Sample, RefusesNothingAtAll) {
    base::Progress progress;
    auto const written = write_sample(fresh_folder("none"), {0, 1}, progress);
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().kind, base::ErrorKind::usage);
}

TEST(Sample, SaysWhereItCannotWrite) {
    base::Progress progress;
    auto const written = write_sample("/proc/no-such-place/district", {50, 1}, progress);
    ASSERT_FALSE(written);
    EXPECT_NE(written.error().message.find("/proc/no-such-place"), std::string::npos);
}

}  // namespace sample::test
