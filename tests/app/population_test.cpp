#include "app/population.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <random>
#include <set>

namespace {

struct People {
    std::string id, level, measure;
    double count = 0;
    std::string parent;
    std::array<double, 3> by_age{-1, -1, -1};
};

twin::LiveState state_of(std::vector<People> const& all) {
    twin::LiveState state;
    for (People const& p : all) {
        twin::PopulationCell cell{.id = p.id, .level = p.level, .measure = p.measure, .count = p.count};
        (p.level == "building" ? cell.where.community : cell.where.street) = p.parent;
        cell.by_age = p.by_age;
        twin::Report report;
        report.record = cell;
        report.event_time = report.known_time = report.version = 1;
        state.apply(report);
    }
    return state;
}

/// By "id measure": "12", "<10", "*" (hidden for another's sake); with "+" where ages may be told.
std::map<std::string, std::string> published(std::vector<People> const& all, twin::DisclosureRules const& rules = {}) {
    twin::LiveState const state = state_of(all);
    std::map<std::string, std::string> out;
    for (app::PublishedCell const& cell : app::publish(state, rules)) {
        std::string text = "*";
        if (cell.shown.count) text = std::to_string(static_cast<int>(*cell.shown.count));
        if (cell.shown.below > 0) text = "<" + std::to_string(static_cast<int>(cell.shown.below));
        if (cell.parts) text += "+";
        out[cell.entry->record.id + " " + cell.entry->record.measure] = text;
    }
    return out;
}

using Said = std::map<std::string, std::string>;

TEST(Publish, APartOfTheResidentsIsNotTheDifferenceOfTwoThatAreTold) {
    EXPECT_EQ(published({{"B", "building", "resident", 100}, {"B", "building", "registered", 96}}),
              (Said{{"B resident", "100"}, {"B registered", "*"}}))
        << "four are floating, though nobody says so";
    EXPECT_EQ(published({{"B", "building", "resident", 100},
                         {"B", "building", "registered", 96},
                         {"B", "building", "floating", 4}}),
              (Said{{"B resident", "100"}, {"B registered", "*"}, {"B floating", "*"}}));
    EXPECT_EQ(published({{"B", "building", "resident", 100},
                         {"B", "building", "registered", 60},
                         {"B", "building", "floating", 40}}),
              (Said{{"B resident", "100"}, {"B registered", "60"}, {"B floating", "40"}}));
    EXPECT_EQ(published({{"B", "building", "registered", 96}, {"B", "building", "floating", 4}}),
              (Said{{"B registered", "*"}, {"B floating", "*"}}));
    EXPECT_EQ(
        published(
            {{"B", "building", "resident", 7}, {"B", "building", "registered", 7}, {"B", "building", "floating", 0}}),
        (Said{{"B resident", "<10"}, {"B registered", "<10"}, {"B floating", "<10"}}));
    EXPECT_EQ(published({{"B", "building", "resident", 0}, {"B", "building", "registered", 0}}),
              (Said{{"B resident", "0"}, {"B registered", "0"}}));
}

TEST(Publish, WhatIsHiddenOfResidentsIsHiddenOfTheNight) {
    // B2 is hidden for B1's sake; the people at night would tell it.
    Said const said = published({{"B1", "building", "resident", 4, "C"},
                                 {"B2", "building", "resident", 20, "C"},
                                 {"B3", "building", "resident", 30, "C"},
                                 {"B2", "building", "night", 20, "C"},
                                 {"B3", "building", "night", 30, "C"},
                                 {"B4", "building", "night", 40, "C"},
                                 {"B2", "building", "day", 11, "C"}});
    EXPECT_EQ(said.at("B1 resident"), "<10");
    EXPECT_EQ(said.at("B2 resident"), "*");
    EXPECT_EQ(said.at("B2 night"), "*");
    EXPECT_EQ(said.at("B3 night"), "*") << "alone B2 could be found from the community's";
    EXPECT_EQ(said.at("B3 resident"), "*") << "and what is hidden at night is hidden of residents";
    EXPECT_EQ(said.at("B4 night"), "40");
    EXPECT_EQ(said.at("B2 day"), "11") << "other people";
}

TEST(Publish, AgesAreToldTogetherAndOnlyWhereNoneIsSmall) {
    EXPECT_EQ(published({{"B", "building", "resident", 100, "", {20, 60, 20}}}).at("B resident"), "100+");
    EXPECT_EQ(published({{"B", "building", "resident", 100, "", {20, 76, 4}}}).at("B resident"), "100");
    EXPECT_EQ(published({{"B", "building", "resident", 100, "", {0, 80, 20}}}).at("B resident"), "100");
    EXPECT_EQ(published({{"B", "building", "resident", 29, "", {10, 9, 10}}}).at("B resident"), "29");
    EXPECT_EQ(
        published({{"B", "building", "resident", 100, "", {20, 60, 20}}}, {.least_for_shares = 101}).at("B resident"),
        "100");
}

TEST(Publish, AgesAreNotTheDifferenceOfWhatIsToldAround) {
    std::array<double, 3> const plenty{20, 60, 20}, few{3, 77, 20};
    Said const around = published({{"C", "community", "resident", 400, "", {63, 257, 80}},
                                   {"B1", "building", "resident", 100, "C", few},
                                   {"B2", "building", "resident", 100, "C", plenty},
                                   {"B3", "building", "resident", 110, "C", plenty},
                                   {"B4", "building", "resident", 120, "C", plenty}});
    EXPECT_EQ(around, (Said{{"C resident", "400+"},
                            {"B1 resident", "100"},
                            {"B2 resident", "100"},
                            {"B3 resident", "110+"},
                            {"B4 resident", "120+"}}));
    Said const between = published({{"B", "building", "resident", 100, "", {30, 50, 20}},
                                    {"B", "building", "registered", 60, "", {28, 20, 12}},
                                    {"B", "building", "floating", 40}});
    EXPECT_EQ(between.at("B resident"), "100") << "two children are floating";
    EXPECT_EQ(between.at("B registered"), "60");
}

/// What somebody who knows the rules and all that is published can still think of a community's buildings, by trying
/// every way to fill them with residents and those of them registered.
class Attacker {
public:
    Attacker(std::vector<std::string> buildings, Said const& said, int most)
        : buildings_(std::move(buildings)),
          said_(said),
          most_(most),
          residents_(buildings_.size()),
          registered_(buildings_.size()) {
        fill(0, 0, 0);
    }
    std::size_t possibilities(std::string const& cell) const { return found_.at(cell).size(); }

private:
    /// Whether a number is one that the text may stand for.
    bool may_be(std::string const& cell, int number, int total, double least) const {
        std::string const& text = said_.at(cell);
        if (text.starts_with('<')) return total >= 1 && total < std::stoi(text.substr(1));
        bool const whole = cell.find("resident") != std::string::npos;
        if (text == "*") return !whole || total == 0 || total >= least;
        return number == std::stoi(text);
    }
    bool fits(std::string const& id, int residents, int registered, double least) const {
        return may_be(id + " resident", residents, residents, least) &&
               may_be(id + " registered", registered, residents, least) &&
               may_be(id + " floating", residents - registered, residents, least);
    }
    void note(std::string const& id, int residents, int registered) {
        found_[id + " resident"].insert(residents);
        found_[id + " registered"].insert(registered);
        found_[id + " floating"].insert(residents - registered);
    }
    void fill(std::size_t i, int residents, int registered) {
        if (i == buildings_.size()) {
            if (!fits("C", residents, registered, 5)) return;
            note("C", residents, registered);
            for (std::size_t k = 0; k < i; ++k) note(buildings_[k], residents_[k], registered_[k]);
            return;
        }
        for (int r = 0; r <= most_; ++r) {
            for (int g = 0; g <= r; ++g) {
                if (!fits(buildings_[i], r, g, 10)) continue;
                residents_[i] = r;
                registered_[i] = g;
                fill(i + 1, residents + r, registered + g);
            }
        }
    }

    std::vector<std::string> buildings_;
    Said const& said_;
    int most_;
    std::vector<int> residents_, registered_;
    std::map<std::string, std::set<int>> found_;
};

TEST(Publish, LeavesNothingToBeFoundBySubtractionAcrossMeasures) {
    std::mt19937 chance(7);
    auto const whole = [&](int low, int high) {
        return low + static_cast<int>(chance() % static_cast<unsigned>(high - low + 1));
    };
    int hidden = 0, complementary = 0;
    for (int round = 0; round < 150; ++round) {
        std::vector<People> all;
        std::vector<std::string> buildings;
        int residents = 0, registered = 0;
        for (int b = 0, count = whole(1, 3); b < count; ++b) {
            int const r = whole(0, 4) == 0 ? 0 : whole(0, 2) == 0 ? whole(1, 9) : whole(10, 24);
            int const g = whole(0, 3) == 0 ? r : whole(0, r);
            std::string const id = std::string("B").append(std::to_string(b));
            buildings.push_back(id);
            all.push_back({id, "building", "resident", static_cast<double>(r), "C"});
            all.push_back({id, "building", "registered", static_cast<double>(g), "C"});
            all.push_back({id, "building", "floating", static_cast<double>(r - g), "C"});
            residents += r;
            registered += g;
        }
        all.push_back({"C", "community", "resident", static_cast<double>(residents)});
        all.push_back({"C", "community", "registered", static_cast<double>(registered)});
        all.push_back({"C", "community", "floating", static_cast<double>(residents - registered)});
        Said const said = published(all);
        Attacker const attacker(buildings, said, 26);
        for (People const& p : all) {
            std::string const cell = p.id + " " + p.measure, text = said.at(cell);
            if (text != "*" && !text.starts_with('<')) {
                EXPECT_EQ(std::stod(text), p.count);
                EXPECT_TRUE(p.count == 0 || p.count >= (p.level == "building" ? 10 : 5)) << cell;
                continue;
            }
            ++hidden;
            complementary += text == "*" ? 1 : 0;
            // Nobody is no secret: it is shown wherever nothing is hidden.
            if (p.count == 0 || attacker.possibilities(cell) > 1) continue;
            std::string everything;
            for (auto const& [name, shown] : said) everything += name + " " + shown + "; ";
            ADD_FAILURE() << "round " << round << ": " << cell << " is " << p.count << " in " << everything;
        }
    }
    EXPECT_GT(hidden, 300);
    EXPECT_GT(complementary, 100);
}

}  // namespace
