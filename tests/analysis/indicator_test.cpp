#include <gtest/gtest.h>

#include "analysis/indicator_sheet.h"
#include "times.h"

namespace {

using analysis::Better;
using analysis::Indicator;
using analysis::IndicatorData;
using analysis::IndicatorState;
using twin::DispatchMode;
using twin::Satisfaction;
using twin::TicketStatus;

Indicator leaf(std::string id, std::string measure, std::string of = {}) {
    Indicator out;
    out.id = std::move(id);
    out.parent = "group";
    out.name = {"指标", "indicator"};
    out.measure = std::move(measure);
    out.of = std::move(of);
    out.period_ms = 40 * kDay;
    return out;
}

std::vector<Indicator> with_branches(std::vector<Indicator> leaves) {
    Indicator domain, group;
    domain.id = "domain";
    group.id = "group";
    group.parent = "domain";
    domain.name = group.name = {"枝", "branch"};
    leaves.insert(leaves.begin(), {domain, group});
    for (std::size_t i = 0; i < leaves.size(); ++i) leaves[i].line = 10 * (i + 1);
    return leaves;
}

analysis::IndicatorTree tree_of(std::vector<Indicator> leaves) {
    std::vector<std::string> problems;
    auto tree = analysis::make_tree(with_branches(std::move(leaves)), "x.toml", problems);
    EXPECT_TRUE(problems.empty()) << problems.front();
    return tree;
}

IndicatorData::Ticket ticket(DispatchMode mode, std::int64_t took, Satisfaction how, std::int32_t zone = 0) {
    twin::Ticket t;
    t.status = TicketStatus::closed;
    t.dispatch = mode;
    t.accepted = 100 * kHour;
    t.due = t.accepted + 20 * kHour;
    t.closed = t.accepted + took * kHour;
    t.satisfaction = how;
    t.class_path = "城市管理>市容环境>占道经营";
    return {t, zone};
}

IndicatorData::Ticket open_ticket(base::UtcMs due) {
    auto out = ticket(DispatchMode::ai, 0, Satisfaction::unrated);
    out.ticket.status = TicketStatus::handling;
    out.ticket.closed = base::kNoTime;
    out.ticket.due = due;
    return out;
}

IndicatorData indicator_data(std::size_t zones = 0) {
    IndicatorData out;
    out.now = kHour1000;
    out.known_from = 0;
    out.zones = zones;
    out.tickets_heard = kHour1000 - kHour;
    return out;
}

/// The ten tickets of DOMAIN 3.5.
IndicatorData ten_as_data() {
    auto const ai = DispatchMode::ai;
    IndicatorData out = indicator_data(1);
    out.tickets = {ticket(ai, 10, Satisfaction::satisfied),
                   ticket(ai, 10, Satisfaction::satisfied),
                   ticket(ai, 30, Satisfaction::dissatisfied),
                   ticket(DispatchMode::manual, 10, Satisfaction::basically_satisfied),
                   open_ticket(kHour1000 + kHour),
                   open_ticket(kHour1000 - kHour),
                   ticket(ai, 10, Satisfaction::unrated),
                   ticket(DispatchMode::direct, 10, Satisfaction::satisfied),
                   open_ticket(kHour1000 - kHour),
                   ticket(ai, 10, Satisfaction::satisfied)};
    out.tickets[1].ticket.returns = 1;
    out.tickets[8].ticket.status = TicketStatus::cancelled;
    out.tickets[9].ticket.repeat_of = "T1";
    return out;
}

analysis::IndicatorRow row_of(Indicator const& indicator, IndicatorData const& of,
                              analysis::IndicatorPast const& past = {}) {
    std::vector<analysis::IndicatorZone> zones(of.zones);
    return analysis::make_sheet(tree_of({indicator}), of, zones, past).rows.back();
}

TEST(Indicators, MatchTheVectorOfTheHotline) {
    struct Expected {
        char const* measure;
        double part, of, value;
    };
    for (Expected const& e : {Expected{"tickets.closed", 7, 9, 77.78},
                              {"tickets.on_time", 6, 8, 75},
                              {"tickets.overdue_rate", 2, 8, 25},
                              {"tickets.ai_dispatched", 7, 8, 87.5},
                              {"tickets.ai_right", 6, 7, 85.71},
                              {"tickets.returned", 1, 8, 12.5},
                              {"tickets.satisfied", 5, 6, 83.33},
                              {"tickets.rated", 6, 7, 85.71},
                              {"tickets.repeated", 1, 9, 11.11}}) {
        auto const figure = row_of(leaf("x", e.measure), ten_as_data()).figure;
        ASSERT_TRUE(figure.value) << e.measure;
        EXPECT_EQ(figure.part, e.part) << e.measure;
        EXPECT_EQ(figure.of, e.of) << e.measure;
        EXPECT_NEAR(*figure.value, e.value, 0.005) << e.measure;
    }
    EXPECT_EQ(row_of(leaf("x", "tickets.count"), ten_as_data()).figure.value, 9);
    EXPECT_EQ(row_of(leaf("x", "tickets.median_hours"), ten_as_data()).figure.value, 10);
}

TEST(Indicators, CutToAClass) {
    IndicatorData all = ten_as_data();
    all.tickets[0].ticket.class_path = "生态环境>噪声污染>施工噪声";
    EXPECT_EQ(row_of(leaf("x", "tickets.count", "生态环境>噪声污染"), all).figure.value, 1);
    auto const share = row_of(leaf("x", "tickets.class_share", "生态环境"), all).figure;
    EXPECT_EQ(share.part, 1);
    EXPECT_EQ(share.of, 9);
}

TEST(Indicators, KnowNothingRatherThanZero) {
    IndicatorData nobody = indicator_data();
    nobody.tickets_heard = base::kNoTime;
    EXPECT_EQ(row_of(leaf("x", "tickets.count"), nobody).state, IndicatorState::none);
    EXPECT_FALSE(row_of(leaf("x", "tickets.count"), nobody).figure.value);

    Indicator cameras = leaf("x", "cameras.count");
    cameras.period_ms = 0;
    EXPECT_FALSE(row_of(cameras, nobody).figure.value);

    IndicatorData silent = indicator_data();
    silent.tickets_heard = kHour1000 - 41 * kDay;
    EXPECT_FALSE(row_of(leaf("x", "tickets.count"), silent).figure.value);

    IndicatorData young = indicator_data();
    young.known_from = kHour1000 - 39 * kDay;
    EXPECT_FALSE(row_of(leaf("x", "tickets.count"), young).figure.value);
    EXPECT_FALSE(row_of(leaf("x", "tickets.count"), young).figure.why.zh.empty());

    // A feed that speaks and tells of no ticket has told of none.
    EXPECT_EQ(row_of(leaf("x", "tickets.count"), indicator_data()).figure.value, 0);
    EXPECT_FALSE(row_of(leaf("x", "tickets.on_time"), indicator_data()).figure.value);
    EXPECT_FALSE(row_of(leaf("x", "feed", "traffic_index"), indicator_data()).figure.value);
    EXPECT_FALSE(row_of(leaf("x", "buildings.far"), indicator_data()).figure.value);
}

TEST(Indicators, AreJudgedByTheirThresholds) {
    Indicator more = leaf("x", "feed", "v");
    more.better = Better::more;
    more.target = 95, more.warn = 93, more.alarm = 90;
    EXPECT_EQ(analysis::judge(more, 95), IndicatorState::good);
    EXPECT_EQ(analysis::judge(more, 94.9), IndicatorState::near);
    Indicator warned = more;
    warned.target.reset();
    EXPECT_EQ(analysis::judge(warned, 93), IndicatorState::good);
    EXPECT_EQ(analysis::judge(warned, 92.9), IndicatorState::near);
    EXPECT_EQ(analysis::judge(more, 90), IndicatorState::near);
    EXPECT_EQ(analysis::judge(more, 89.9), IndicatorState::bad);
    Indicator less = leaf("x", "feed", "v");
    less.better = Better::less;
    less.target = 5, less.alarm = 10;
    EXPECT_EQ(analysis::judge(less, 5), IndicatorState::good);
    EXPECT_EQ(analysis::judge(less, 7), IndicatorState::near);
    EXPECT_EQ(analysis::judge(less, 11), IndicatorState::bad);
    EXPECT_EQ(analysis::judge(leaf("x", "feed", "v"), 1e9), IndicatorState::plain);
}

TEST(Indicators, OldDataAreStaleWhateverTheirValue) {
    Indicator index = leaf("x", "feed", "traffic_index");
    index.better = Better::less;
    index.target = 2;
    index.stale_after_ms = 2 * kHour;
    IndicatorData all = indicator_data();
    all.values = {{"traffic_index", 1.2, kHour1000 - 2 * kHour, -1}};
    EXPECT_EQ(row_of(index, all).state, IndicatorState::good);
    all.values[0].at -= 1;
    EXPECT_EQ(row_of(index, all).state, IndicatorState::stale);
    EXPECT_EQ(row_of(index, all).figure.value, 1.2);
    auto const then = analysis::values_of(tree_of({index}), all);
    EXPECT_FALSE(then.back()) << "what was stale then is nothing to compare with";
}

TEST(Indicators, HideZonesWithTooFew) {
    // 30, 20, 2 and none: the 2 goes, and the 20 with it, or it could be found from the whole.
    IndicatorData all = indicator_data(4);
    auto const add = [&](std::int32_t zone, int n) {
        for (int i = 0; i < n; ++i) all.tickets.push_back(ticket(DispatchMode::ai, 10, Satisfaction::satisfied, zone));
    };
    add(0, 30), add(1, 20), add(2, 2);
    auto const row = row_of(leaf("x", "tickets.count"), all);
    EXPECT_EQ(row.figure.value, 52);
    ASSERT_EQ(row.zones.size(), 4u);
    EXPECT_EQ(row.zones[0].figure.value, 30);
    EXPECT_FALSE(row.zones[1].figure.value);
    EXPECT_FALSE(row.zones[2].figure.value);
    EXPECT_EQ(row.zones[2].figure.below, all.rules.least_in_cell);
    EXPECT_EQ(row.zones[3].figure.value, 0);

    auto const share = row_of(leaf("x", "tickets.on_time"), all);
    EXPECT_EQ(share.zones[0].figure.value, 100);
    EXPECT_FALSE(share.zones[2].figure.value);
    EXPECT_FALSE(share.zones[2].figure.of);
    EXPECT_TRUE(share.zones[2].figure.hidden);

    // People are told, so that a rate would tell the number that the table of counts hides: of the 20 too.
    for (std::int32_t z = 0; z < 4; ++z) all.people.push_back({"resident", 1000, {-1, -1, -1}, z});
    auto const rate = row_of(leaf("x", "tickets.per_thousand"), all);
    EXPECT_EQ(rate.zones[0].figure.value, 30);
    EXPECT_TRUE(rate.zones[1].figure.hidden);
    EXPECT_FALSE(rate.zones[1].figure.part);
    EXPECT_TRUE(rate.zones[2].figure.hidden);
    EXPECT_EQ(rate.zones[3].figure.value, 0);
}

TEST(Indicators, TakeTheirPastByPlaceInTheTree) {
    Indicator index = leaf("x", "feed", "v");
    IndicatorData all = indicator_data();
    all.values = {{"v", 3, kHour1000, -1}};
    analysis::IndicatorPast past;
    past.week = {{}, {}, 2.5};
    past.days = {{}, {{}, {}, 1.0}, {{}, {}, 2.0}};
    auto const row = row_of(index, all, past);
    EXPECT_EQ(row.week, 2.5);
    EXPECT_FALSE(row.year);
    ASSERT_EQ(row.days.size(), 4u);
    EXPECT_FALSE(row.days[0]);
    EXPECT_EQ(row.days[2], 2.0);
    EXPECT_EQ(row.days[3], 3.0);
}

TEST(Indicators, CountTheirStatesUpTheTree) {
    Indicator good = leaf("a", "feed", "v"), bad = leaf("b", "feed", "v"), none = leaf("c", "feed", "w");
    good.better = bad.better = Better::more;
    good.target = 1, bad.alarm = 5;
    IndicatorData all = indicator_data();
    all.values = {{"v", 3, kHour1000, -1}};
    auto const sheet = analysis::make_sheet(tree_of({good, bad, none}), all, {}, {});
    auto const at = [](IndicatorState s) { return static_cast<std::size_t>(s); };
    for (std::size_t const row : {std::size_t{0}, std::size_t{1}}) {
        EXPECT_EQ(sheet.rows[row].below[at(IndicatorState::good)], 1u);
        EXPECT_EQ(sheet.rows[row].below[at(IndicatorState::bad)], 1u);
        EXPECT_EQ(sheet.rows[row].below[at(IndicatorState::none)], 1u);
    }
    EXPECT_EQ(analysis::worst(sheet, 5), std::vector<std::uint32_t>{3});
}

TEST(IndicatorTree, LeavesOutWhatCannotStandAndSaysWhere) {
    Indicator unknown = leaf("a", "tickets.on_tiem"), orphan = leaf("b", "feed", "v"), twice = leaf("c", "feed", "v");
    Indicator odd = leaf("d", "feed", "v");
    orphan.parent = "nowhere";
    odd.better = Better::more;
    odd.target = 80, odd.warn = 90;
    std::vector<std::string> problems;
    auto const tree = analysis::make_tree(with_branches({unknown, orphan, twice, twice, odd, leaf("e", "feed", "v")}),
                                          "x.toml", problems);
    EXPECT_EQ(tree.indicators, 2u);
    ASSERT_EQ(problems.size(), 4u);
    EXPECT_TRUE(problems[0].starts_with("x.toml, line 30: ")) << problems[0];
    EXPECT_NE(problems[0].find("tickets.on_tiem"), std::string::npos);
    EXPECT_NE(problems[1].find("line 40: 'b' has the parent 'nowhere'"), std::string::npos) << problems[1];
    EXPECT_NE(problems[2].find("line 60: there are two"), std::string::npos) << problems[2];
    EXPECT_NE(problems[3].find("line 70: 'd' cannot be judged"), std::string::npos) << problems[3];
}

TEST(IndicatorTree, StandsDepthFirst) {
    Indicator other = leaf("late", "feed", "v");
    std::vector<Indicator> all = with_branches({leaf("first", "feed", "v")});
    Indicator domain = all[0];
    domain.id = "second";
    all.push_back(domain);
    all.push_back(other);  // belongs to the first group, but is written after the second domain
    std::vector<std::string> problems;
    auto const tree = analysis::make_tree(all, "x.toml", problems);
    std::vector<std::string> ids;
    for (auto const& node : tree.nodes) ids.push_back(node.id);
    EXPECT_EQ(ids, (std::vector<std::string>{"domain", "group", "first", "late", "second"}));
}

}  // namespace
