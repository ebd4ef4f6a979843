#include "analysis/site_study.h"

#include <gtest/gtest.h>

#include <cmath>

#include "analysis/site_edit.h"
#include "plots.h"

namespace {

using namespace analysis;

void add(geo::Polygons& polygons, Plot const& plot) {
    for (Ring const& ring : plot) {
        polygons.points.insert(polygons.points.end(), ring.begin(), ring.end());
        polygons.ring_begin.push_back(static_cast<std::uint32_t>(polygons.points.size()));
    }
    polygons.polygon_begin.push_back(static_cast<std::uint32_t>(polygons.ring_begin.size() - 1));
    polygons.row.push_back(static_cast<std::uint32_t>(polygons.row.size()));
}

/// Three parcels 100 m on a side along a straight road; the school stands at the western end.
SiteData study_data() {
    SiteData out;
    SiteLayer parcels;
    parcels.id = "parcels";
    for (double const x : {0.0, 300.0, 600.0}) add(parcels.areas, square_plot(x, 10, 100));
    parcels.columns = {{"code", geo::Column::Kind::text, {}, {0, 1, 2}, {"A", "B", "C"}},
                       {"use", geo::Column::Kind::text, {}, {0, 0, 1}, {"A33", "R2"}},
                       {"price", geo::Column::Kind::number, {5, 9, 7}, {}, {}}};
    SiteLayer schools;
    schools.id = "schools";
    schools.points = {{-100, 60}};
    SiteLayer farm;
    farm.id = "farm";
    add(farm.areas, square_plot(350, 0, 200));
    out.layers = {parcels, schools, farm};
    geo::Lines road;
    for (int x = -200; x <= 800; x += 50) road.points.push_back({double{1} * x, 0});
    road.line_begin.push_back(static_cast<std::uint32_t>(road.points.size()));
    road.row.push_back(0);
    out.roads = std::make_shared<RoadReach const>(RoadLines{road, {}, {}, {}});
    out.people = {{{50, -10}, 100}, {{350, -10}, 30}};
    out.people_known = true;
    out.tickets = {{{60, 60}, "教育>入学"}, {{60, 70}, "环境>噪声"}};
    out.tickets_known = true;
    out.buildings = {{square_plot(20, 20, 10), 0, 12, 4}, {square_plot(650, 30, 100), 0, 6, 2}};
    return out;
}

StudyConstraint at_most(Measure what, std::string layer, double most) {
    StudyConstraint out;
    out.name = {"约束", "bound"};
    out.measure.what = what;
    out.measure.layer = std::move(layer);
    out.most = most;
    return out;
}

StudyCriterion criterion(Measure what, std::string layer = {}) {
    StudyCriterion out;
    out.name = {std::string(word(what)), std::string(word(what))};
    out.measure.what = what;
    out.measure.layer = std::move(layer);
    return out;
}

Study study() {
    Study out;
    out.id = "s";
    out.candidates = "parcels";
    out.site_id = "code";
    return out;
}

MeasuredStudy measured(Study const& study, std::vector<Plot> const& drawn = {}) {
    base::Progress quiet;
    static SiteData const kData = study_data();
    auto out = measure_study(study, drawn, kData, quiet);
    EXPECT_TRUE(out) << (out ? "" : out.error().message);
    return out ? *out : MeasuredStudy{};
}

TEST(SiteStudy, MeasuresByHandComputedFigures) {
    Study s = study();
    s.criteria = {criterion(Measure::area),          criterion(Measure::width), criterion(Measure::distance, "schools"),
                  criterion(Measure::share, "farm"), criterion(Measure::built), criterion(Measure::minutes, "schools")};
    MeasuredStudy const m = measured(s);
    ASSERT_EQ(m.sites.size(), 3u);
    EXPECT_EQ(m.sites[1].id, "B");
    EXPECT_NEAR(m.criteria[0].values[0], 10'000, 1e-6);
    EXPECT_NEAR(m.criteria[1].values[0], 100, 1e-6);
    EXPECT_NEAR(m.criteria[2].values[0], 100, 1e-6);  // from x 0 to the school at -100
    EXPECT_NEAR(m.criteria[3].values[1], 50, 1e-6);   // its eastern half is farm land
    EXPECT_NEAR(m.criteria[3].values[0], 0, 1e-9);
    EXPECT_NEAR(m.criteria[4].values[0], 400, 1e-6);   // 100 m2 x 4
    EXPECT_NEAR(m.criteria[4].values[2], 8000, 1e-6);  // 50 m x 80 m of it x 2
    // 60 m down to the road, 150 m along it, 60 m up to the school, 80 m a minute; ways off the road take the detour.
    double const minutes = m.criteria[5].values[0];
    EXPECT_GT(minutes, (60 + 150 + 60) / 80.0 - 0.01);
    EXPECT_LT(minutes, 1.3 * (60 + 150 + 60) / 80.0 + 0.01);
}

TEST(SiteStudy, AsksForPeopleAndTickets) {
    Study s = study();
    s.criteria = {criterion(Measure::people), criterion(Measure::tickets)};
    s.criteria[0].measure.minutes = 3;
    s.criteria[1].measure.classes = {"教育>"};
    s.criteria[1].measure.radius = 100;
    MeasuredStudy const m = measured(s);
    EXPECT_NEAR(m.criteria[0].values[0], 100, 1e-9);
    EXPECT_NEAR(m.criteria[0].values[2], 0, 1e-9);
    EXPECT_NEAR(m.criteria[1].values[0], 1, 1e-9);
    EXPECT_NEAR(m.criteria[1].values[1], 0, 1e-9);
}

TEST(SiteStudy, CountsVideoEventsOfTheirTypes) {
    SiteData all = study_data();
    all.events = {{{50, 60}, "road_vending"}, {{50, 65}, "garbage_exposed"}, {{52, 60}, "road_vending"}};
    all.event_names["road_vending"] = {"占道经营", "street vending"};
    Study s = study();
    s.criteria = {criterion(Measure::events), criterion(Measure::events)};
    s.criteria[0].measure.radius = 200;  // the middles are 300 m apart
    s.criteria[1].measure.classes = {"road_vending"};
    base::Progress quiet;
    auto m = measure_study(s, {}, all, quiet);
    ASSERT_TRUE(m);
    EXPECT_TRUE(std::isnan(m->criteria[0].values[0])) << "nobody reports events";
    all.events_known = true;
    m = measure_study(s, {}, all, quiet);
    EXPECT_EQ(m->criteria[0].values, (std::vector<double>{3, 0, 0}));
    EXPECT_EQ(m->criteria[1].values, (std::vector<double>{2, 2, 0}));
    EXPECT_NE(m->criteria[1].how.zh.find("占道经营"), std::string::npos) << m->criteria[1].how.zh;
}

TEST(SiteStudy, MeasuresOnlyWhatIsNew) {
    Study s = study();
    s.criteria = {criterion(Measure::area)};
    MeasuredStudy before = measured(s);
    before.criteria[0].values[0] = 7;  // so that it is seen where it comes from
    s.criteria = {criterion(Measure::width), criterion(Measure::area)};
    base::Progress quiet;
    auto const m = measure_study(s, {}, study_data(), quiet, &before);
    ASSERT_TRUE(m);
    EXPECT_NEAR(m->criteria[0].values[0], 100, 1e-6);
    EXPECT_EQ(m->criteria[1].values[0], 7);
}

TEST(SiteStudy, JudgementsFollowTheirCriteria) {
    Study s = study();
    s.criteria = {criterion(Measure::area), criterion(Measure::width), criterion(Measure::built)};
    s.criteria[0].weight = 4;
    s.judgements = {2, 6, 3};  // (1,2) (1,3) (2,3)
    add_criterion(s, criterion(Measure::slope));
    EXPECT_EQ(s.judgements, (std::vector<double>{2, 6, 1, 3, 1, 1}));
    EXPECT_EQ(s.criteria[3].weight, 2);
    remove_criterion(s, 1);
    EXPECT_EQ(s.judgements, (std::vector<double>{6, 1, 1}));
    EXPECT_EQ(s.criteria[1].measure.what, Measure::built);
    remove_criterion(s, 9);
    EXPECT_EQ(s.criteria.size(), 3u);
    Study empty;
    add_criterion(empty, criterion(Measure::area));
    EXPECT_TRUE(empty.judgements.empty());
    EXPECT_EQ(empty.criteria[0].weight, 1);
}

TEST(SiteStudy, SaysWhyASiteIsOut) {
    Study s = study();
    s.constraints = {at_most(Measure::share, "farm", 10), {}};
    s.constraints[1].name = {"用地", "use"};
    s.constraints[1].measure.what = Measure::attribute;
    s.constraints[1].measure.attribute = "use";
    s.constraints[1].allowed = {"A33"};
    s.criteria = {criterion(Measure::area)};
    auto const judged = judge_study(s, measured(s));
    ASSERT_TRUE(judged);
    EXPECT_TRUE(judged->excluded[0].empty());
    ASSERT_EQ(judged->excluded[1].size(), 1u);
    EXPECT_NEAR(judged->excluded[1][0].value, 50, 1e-6);
    ASSERT_EQ(judged->excluded[2].size(), 1u);
    EXPECT_EQ(judged->excluded[2][0].word, "R2");
    EXPECT_EQ(judged->broken_by, (std::vector<std::uint32_t>{1, 1}));
    EXPECT_EQ(judged->row_of, (std::vector<std::int32_t>{0, -1, -1}));
    // What is switched off excludes nobody.
    s.constraints[0].on = false;
    auto const relaxed = judge_study(s, measured(s));
    EXPECT_EQ(relaxed->ranking.sites.size(), 2u);
    EXPECT_EQ(relaxed->broken_by, (std::vector<std::uint32_t>{0, 1}));
}

TEST(SiteStudy, RanksByHandAndByPairs) {
    Study s = study();
    s.criteria = {criterion(Measure::distance, "schools"), criterion(Measure::attribute), criterion(Measure::built)};
    s.criteria[0].less_is_better = true;
    s.criteria[1].measure.attribute = "price";
    s.criteria[2].less_is_better = true;
    s.criteria[0].weight = 3;
    MeasuredStudy const m = measured(s);
    auto judged = judge_study(s, m);
    ASSERT_TRUE(judged);
    // A is nearest and C farthest: 3/5 of the weight; B costs most, which counts as more.
    EXPECT_EQ(m.sites[judged->ranking.sites[judged->order[0]]].id, "A");
    EXPECT_FALSE(judged->why.zh.empty());
    s.by_pairs = true;
    s.judgements = {2, 1.0 / 5, 3};  // DOMAIN 9: CR 1.231950
    judged = judge_study(s, m);
    ASSERT_TRUE(judged);
    EXPECT_NEAR(judged->pairs->cr, 1.231950, 1e-5);
    EXPECT_FALSE(judged->blocked.zh.empty());
    EXPECT_TRUE(judged->order.empty());
    s.judgements = {3, 5, 3};  // CR .033199
    judged = judge_study(s, m);
    EXPECT_TRUE(judged->blocked.zh.empty());
    EXPECT_NEAR(judged->ranking.weights[0], 0.636986, 1e-5);
}

TEST(SiteStudy, DrawnSitesComeBehindAndHaveNoAttributes) {
    Study s = study();
    s.criteria = {criterion(Measure::area), criterion(Measure::attribute)};
    s.criteria[1].measure.attribute = "price";
    MeasuredStudy const m = measured(s, {square_plot(0, 500, 50)});
    ASSERT_EQ(m.sites.size(), 4u);
    EXPECT_EQ(m.sites[3].id, "D1");
    EXPECT_NEAR(m.criteria[0].values[3], 2500, 1e-6);
    EXPECT_TRUE(std::isnan(m.criteria[1].values[3]));
    auto const judged = judge_study(s, m);
    ASSERT_EQ(judged->ranking.unknown.size(), 1u);
    EXPECT_EQ(judged->ranking.unknown[0].site, 3u);
}

TEST(SiteStudy, CellsStandWhereThereAreNoParcels) {
    Study s = study();
    s.candidates.clear();
    s.cell = 100;
    s.extent = {0, 0, 300, 200};
    s.criteria = {criterion(Measure::distance, "schools")};
    EXPECT_EQ(measured(s).sites.size(), 6u);
}

TEST(SiteStudy, NamesWhatIsMissing) {
    base::Progress quiet;
    SiteData const all = study_data();
    Study s = study();
    s.candidates = "plots";
    auto failed = measure_study(s, {}, all, quiet);
    ASSERT_FALSE(failed);
    EXPECT_NE(failed.error().message.find("'plots'"), std::string::npos);
    s = study();
    s.criteria = {criterion(Measure::minutes, "clinics")};
    failed = measure_study(s, {}, all, quiet);
    ASSERT_FALSE(failed);
    EXPECT_NE(failed.error().message.find("'clinics'"), std::string::npos);
    s.criteria = {criterion(Measure::attribute)};
    s.criteria[0].measure.attribute = "prize";
    failed = measure_study(s, {}, all, quiet);
    ASSERT_FALSE(failed);
    EXPECT_NE(failed.error().message.find("'prize'"), std::string::npos);
}

}  // namespace
