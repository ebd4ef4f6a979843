#include <gtest/gtest.h>

#include <cmath>

#include "app/recipe.h"
#include "app/report_audience.h"
#include "app/report_inset.h"
#include "app/report_make.h"
#include "app/report_verify.h"
#include "app/sha256.h"

namespace app {
namespace {

report::Table units(std::vector<double> const& counts) {
    report::Table table;
    table.columns.resize(2);
    double sum = 0;
    for (double const count : counts) {
        report::Row row;
        row.cells = {report::text_cell("u"), count};
        table.rows.push_back(std::move(row));
        sum += count;
    }
    report::Row total;
    total.cells = {report::text_cell("all"), sum};
    total.total = true;
    table.rows.push_back(std::move(total));
    return table;
}

bool withheld(report::Table const& table, std::size_t row) {
    return std::holds_alternative<report::Withheld>(table.rows[row].cells[1]);
}

TEST(Sha256, IsTheStandards) {
    EXPECT_EQ(sha256_of("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    Sha256 pieces;
    pieces.add("a");
    pieces.add("bc");
    EXPECT_EQ(pieces.finish(), sha256_of("abc"));
}

TEST(ReportAudience, SmallCountsGoWithOneMoreSoThatTheSumTellsNothing) {
    report::Table table = units({40, 12, 9, 2});
    withhold(table, 1, Audience::open, {});
    EXPECT_FALSE(withheld(table, 0));
    EXPECT_FALSE(withheld(table, 1));
    EXPECT_TRUE(withheld(table, 2)) << "else 63 - 40 - 12 - 9 tells it";
    EXPECT_TRUE(withheld(table, 3));
    EXPECT_FALSE(withheld(table, 4));
}

TEST(ReportAudience, StaffSeeSmallCounts) {
    report::Table table = units({40, 2});
    withhold(table, 1, Audience::internal, {});
    EXPECT_FALSE(withheld(table, 1));
}

TEST(ReportAudience, HoursAreJoinedUntilNoneTellsASmallNumber) {
    report::Chart chart;
    for (int hour = 0; hour < 6; ++hour)
        chart.labels.push_back(report::Words{std::to_string(hour), std::to_string(hour)});
    chart.series = {{{}, {9, 1, 0, 6, 3, 4}, {}, {}, {}}, {{}, {5, 5, 5, 5, 0, 0}, {}, {}, {}}};
    report::Chart staff = chart, few = chart;
    join_small(staff, Audience::internal);
    EXPECT_EQ(staff.series[0].values.size(), 6U);
    join_small(chart, Audience::open);
    EXPECT_EQ(chart.series[0].values, (std::vector<double>{10, 6, 7}));
    EXPECT_EQ(chart.series[1].values, (std::vector<double>{10, 10, 0}));
    EXPECT_EQ(chart.labels[1].zh, "2–3");
    few.series[0].values = {0, 1, 0, 2, 0, 1};
    join_small(few, Audience::open);
    EXPECT_TRUE(few.series.empty()) << "all of them are four";
    EXPECT_FALSE(few.note.empty());
}

TEST(ReportAudience, ATileTellsThePublicNoSmallNumberNorTheWayToIt) {
    report::Tile tile{{}, {"12", "12"}, {}, {"较上周 +9", "+9"}, {}, {6, 3, 12}};
    withhold(tile, 12, 3, Audience::internal);
    EXPECT_EQ(tile.course.size(), 3U);
    withhold(tile, 12, 3, Audience::open);
    EXPECT_EQ(tile.value.zh, "12");
    EXPECT_TRUE(tile.compare.empty());
    EXPECT_TRUE(tile.course.empty());
    withhold(tile, 4, {}, Audience::open);
    EXPECT_EQ(tile.value.zh, "少于5");
    EXPECT_EQ(said_count(Audience::open, 0).zh, "0");
}

TEST(ReportAudience, ThePublicSeesDensitiesAndNoSingleThings) {
    LiveChoice pins, heat, areas;
    pins.tickets = true;
    heat.ticket_heat = true;
    areas.ticket_areas = true;
    EXPECT_TRUE(refusal(Audience::open, pins, 0));
    EXPECT_FALSE(refusal(Audience::open, heat, 0));
    EXPECT_TRUE(refusal(Audience::open, areas, 2));
    EXPECT_FALSE(refusal(Audience::open, areas, 5));
    EXPECT_FALSE(refusal(Audience::leader, pins, 1));
    EXPECT_TRUE(refusal(Audience::open, Grain::places));
    EXPECT_FALSE(refusal(Audience::open, Grain::counts));
}

TEST(ReportRecipe, ComesBackAsItWasWritten) {
    Recipe recipe;
    recipe.district = "/somewhere/district.toml";
    recipe.moment = {1772794800123, 1772794800456};
    recipe.figure.name = "map";
    recipe.figure.title = {"图", "map"};
    recipe.figure.view.camera.eye = {0.1, 1.0 / 3, 1e6 + 1.0 / 7};
    recipe.figure.view.style = scene::Style::night;
    recipe.figure.layers = {"tickets"};
    recipe.figure.shapes = {{{{{0.1, 0.2}, {1, 0}, {0, 1}}}, 0xc0112233, "1"}};
    recipe.inputs = {{"district.toml", "aa"}};
    recipe.outputs = {{"map.png", "bb"}};
    auto const back = parse_recipe(to_json(recipe), "r");
    ASSERT_TRUE(back) << back.error().message;
    EXPECT_EQ(to_json(*back), to_json(recipe));
    EXPECT_EQ(back->figure.view.camera.eye, recipe.figure.view.camera.eye);
    EXPECT_EQ(back->moment, recipe.moment);
    EXPECT_FALSE(parse_recipe("{}", "r"));
    EXPECT_FALSE(parse_recipe("nonsense", "r"));
}

TEST(ReportRecipe, NamesWhatHasChanged) {
    auto const changes = changed_inputs({{"a", "1"}, {"b", "2"}, {"c", "3"}}, {{"a", "1"}, {"b", "9"}, {"d", "4"}});
    ASSERT_EQ(changes.size(), 3u);
    EXPECT_EQ(changes[0].en, "input b has changed");
    EXPECT_EQ(changes[1].en, "input c is gone");
    EXPECT_EQ(changes[2].en, "input d is new");
}

TEST(ReportRecipe, LiveDataIsHashedByWhatIsKnown) {
    auto const state_of = [](std::string const& status_text, bool backwards) {
        PastMoment past{twin::LiveState(), {}, {1000, 2000}};
        for (int i = 0; i < 3; ++i) {
            twin::Ticket ticket;
            ticket.id = "T-" + std::to_string(backwards ? 2 - i : i);
            ticket.raw_status = status_text;
            ticket.accepted = 500;
            twin::Report report;
            report.event_time = report.version = 500;
            report.known_time = 700 + i;
            report.record = ticket;
            past.state.apply(std::move(report));
        }
        return live_hash(past, {"hotline"});
    };
    EXPECT_EQ(state_of("办理中", false), state_of("办理中", true))
        << "neither the order of arrival nor when it was learned";
    EXPECT_NE(state_of("办理中", false), state_of("已办结", false));
}

TEST(ReportVerify, CountsPixelsAndTheLargestDifference) {
    base::Image a{2, 2, 4, std::vector<std::uint8_t>(16, 100)}, b = a;
    b.pixels[4] = 90;
    b.pixels[9] = 130;
    PictureDifference const difference = compare(a, b);
    EXPECT_TRUE(difference.same_size);
    EXPECT_EQ(difference.pixels, 2u);
    EXPECT_EQ(difference.largest, 30);
    EXPECT_EQ(difference.image.pixels[0], 0);
    EXPECT_GT(difference.image.pixels[3], 127);
    b.width = 1;
    EXPECT_FALSE(compare(a, b).same_size);
}

TEST(ReportInset, APlanShowsItsOwnRectangle) {
    scene::Camera const camera = scene::plan({100, 50}, 0, 200);
    base::Extent seen;
    for (base::Vec2d const p : ground_in_view(camera, 400, 200, 1e4)) seen.add(p);
    EXPECT_NEAR(seen.min_x, -100, 0.5);
    EXPECT_NEAR(seen.max_x, 300, 0.5);
    EXPECT_NEAR(seen.min_y, -50, 0.5);
    EXPECT_NEAR(seen.max_y, 150, 0.5);
}

TEST(ReportInset, AViewToTheHorizonEndsAtItsReach) {
    scene::Camera const camera = scene::orbit({0, 0, 0}, 500, 0, 5);
    for (base::Vec2d const p : ground_in_view(camera, 400, 200, 3000))
        EXPECT_LE(std::hypot(p.x - camera.eye.x, p.y - camera.eye.y), 3001);
}

TEST(ReportNames, BecomeFileNames) {
    EXPECT_EQ(file_name_of("湖滨街道"), "湖滨街道");
    EXPECT_EQ(file_name_of("../a b"), "_a_b");
    EXPECT_EQ(file_name_of(""), "figure");
}

}  // namespace
}  // namespace app
