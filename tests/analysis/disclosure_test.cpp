#include "analysis/disclosure.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace {

using analysis::Count;
using analysis::Shown;

std::string numbered(std::string name, std::size_t number) { return name.append(std::to_string(number)); }

std::vector<Shown> shown(std::vector<Count> const& counts) { return analysis::suppress(counts, {}); }

/// "12", "<10" or "*" (complementary), separated by blanks.
std::string text(std::vector<Shown> const& all) {
    std::string out;
    for (Shown const& s : all) {
        if (!out.empty()) out += ' ';
        out += s.count           ? std::to_string(static_cast<int>(*s.count))
               : s.complementary ? "*"
                                 : numbered("<", static_cast<std::size_t>(s.below));
    }
    return out;
}

std::vector<Count> buildings(std::vector<double> const& counts, std::string const& parent = "") {
    std::vector<Count> all;
    for (double const c : counts) all.push_back({numbered("B", all.size()), parent, "building", c});
    return all;
}

TEST(Disclosure, HidesSmallCountsAndShowsZero) {
    EXPECT_EQ(text(shown(buildings({0, 1, 9, 10, 300}))), "0 <10 <10 10 300");
    EXPECT_EQ(text(shown({{"a", "", "grid250", 4},
                          {"b", "", "grid250", 5},
                          {"c", "", "grid100", 9},
                          {"d", "", "community", 4},
                          {"e", "", "street", 5}})),
              "<5 5 <10 <5 5");
}

TEST(Disclosure, NeverGoesBelowTheFloor) {
    std::vector<Count> const two{{"a", "", "building", 2}, {"b", "", "building", 3}};
    auto const all = analysis::suppress(two, {.least_in_building = 0});
    EXPECT_EQ(text(all), "<3 3");
}

TEST(Disclosure, HidesTheNextSmallestWhereOneWouldStandAlone) {
    EXPECT_EQ(text(shown(buildings({4, 30, 20, 20, 0}, "elsewhere"))), "<10 30 * 20 0");
    EXPECT_EQ(text(shown(buildings({4, 30, 20, 20, 0}))), "<10 30 20 20 0") << "no parent, nothing to subtract from";
    EXPECT_EQ(text(shown(buildings({4, 7, 20, 20}, "elsewhere"))), "<10 <10 20 20");
}

TEST(Disclosure, HidesMoreWhereTheBoundsGiveItAway) {
    EXPECT_EQ(text(shown(buildings({1, 1, 20, 30}, "elsewhere"))), "<10 <10 * 30") << "two people in two hidden ones";
    EXPECT_EQ(text(shown(buildings({9, 9, 20, 30}, "elsewhere"))), "<10 <10 * 30") << "both as large as they may be";
}

TEST(Disclosure, HidesTheParentOfALonePart) {
    std::vector<Count> const tree{{"street", "", "street", 107},
                                  {"g1", "street", "grid250", 7},
                                  {"g2", "street", "grid250", 60},
                                  {"g3", "street", "grid250", 40},
                                  {"b", "g1", "building", 7}};
    EXPECT_EQ(text(shown(tree)), "107 * 60 * <10");
}

TEST(Disclosure, HidesAChildWhereAllOfThemWouldGiveAHiddenParentAway) {
    std::vector<Count> const tree{{"street", "", "street", 64},
                                  {"g1", "street", "grid250", 4},
                                  {"g2", "street", "grid250", 60},
                                  {"b1", "g2", "building", 25},
                                  {"b2", "g2", "building", 35}};
    EXPECT_EQ(text(shown(tree)), "64 <5 * * 35");
}

/// All values a hidden count could have for one who sees what is shown, by trying every combination up to `most`.
class Attacker {
public:
    Attacker(std::vector<Count> const& counts, std::vector<Shown> const& seen, double most)
        : counts_(counts), seen_(seen), most_(most), value_(counts.size()), found_(counts.size()) {
        for (std::size_t i = 0; i < counts.size(); ++i)
            for (std::size_t j = 0; j < counts.size(); ++j)
                if (counts[j].parent == counts[i].id) parts_[i].push_back(j);
        assign(0);
    }
    std::size_t possibilities(std::size_t i) const { return found_[i].size(); }

private:
    void assign(std::size_t i) {
        if (i == counts_.size()) {
            if (consistent())
                for (std::size_t k = 0; k < i; ++k) found_[k][value_[k]] = true;
            return;
        }
        double low = seen_[i].count.value_or(0), high = low;
        if (!seen_[i].count && seen_[i].complementary) {
            low = counts_[i].level == "building" ? 10 : 5;
            high = most_;
        } else if (!seen_[i].count) {
            low = 1;
            high = seen_[i].below - 1;
        }
        for (double v = low; v <= high; ++v) {
            value_[i] = v;
            // A parent comes before its parts: sums that are too large already need not be followed.
            if (i == 0 || plausible(i)) assign(i + 1);
        }
    }
    bool plausible(std::size_t i) const {
        for (auto const& [parent, parts] : parts_) {
            double sum = 0;
            bool complete = true;
            for (std::size_t const p : parts) p <= i ? void(sum += value_[p]) : void(complete = false);
            if (parent <= i && (sum > value_[parent] || (complete && sum != value_[parent]))) return false;
        }
        return true;
    }
    bool consistent() const { return plausible(counts_.size() - 1); }

    std::vector<Count> const& counts_;
    std::vector<Shown> const& seen_;
    double most_;
    std::map<std::size_t, std::vector<std::size_t>> parts_;
    std::vector<double> value_;
    std::vector<std::map<double, bool>> found_;
};

TEST(Disclosure, LeavesNothingToBeFoundBySubtraction) {
    std::mt19937 chance(11);
    auto const whole = [&](unsigned low, unsigned high) {
        return low + static_cast<unsigned>(chance() % (high - low + 1));
    };
    int hidden = 0, complementary = 0;
    for (int round = 0; round < 400; ++round) {
        // A street with two or three cells of one to three buildings; counts around the thresholds.
        std::vector<Count> counts{{"street", "", "street", 0}};
        unsigned const cells = whole(2, 3);
        for (unsigned c = 0; c < cells; ++c) {
            std::size_t const cell = counts.size();
            counts.push_back({numbered("g", c), "street", "grid250", 0});
            unsigned const houses = whole(1, cells == 3 ? 2 : 3);
            for (unsigned b = 0; b < houses; ++b) {
                double const people = whole(0, 3) == 0 ? 0 : whole(0, 2) == 0 ? whole(10, 16) : whole(1, 9);
                counts.push_back({numbered(counts[cell].id + "b", b), counts[cell].id, "building", people});
                counts[cell].count += people;
            }
            counts[0].count += counts[cell].count;
        }
        auto const seen = shown(counts);
        Attacker const attacker(counts, seen, counts[0].count + 12);
        for (std::size_t i = 0; i < counts.size(); ++i) {
            if (seen[i].count) {
                EXPECT_EQ(*seen[i].count, counts[i].count);
                continue;
            }
            ++hidden;
            complementary += seen[i].complementary ? 1 : 0;
            EXPECT_GT(attacker.possibilities(i), 1u) << "round " << round << ", " << counts[i].id << ": " << text(seen);
        }
    }
    EXPECT_GT(hidden, 500);
    EXPECT_GT(complementary, 100);
}

TEST(Disclosure, IsQuickForAWholeCity) {
    std::mt19937 chance(3);
    std::vector<Count> counts{{"district", "", "street", 0}};
    for (std::size_t c = 0; c < 500; ++c) {
        std::size_t const cell = counts.size();
        counts.push_back({numbered("g", c), "district", "grid250", 0});
        for (std::size_t b = 0; b < 40; ++b) {
            auto const people = static_cast<double>(chance() % 60);
            counts.push_back({numbered("b", c * 40 + b), counts[cell].id, "building", people});
            counts[cell].count += people;
        }
        counts[0].count += counts[cell].count;
    }
    auto const seen = shown(counts);
    EXPECT_EQ(seen.size(), counts.size());
    EXPECT_TRUE(seen[0].count);
}

TEST(Population, ShowsSharesOfThirtyAndMore) {
    EXPECT_FALSE(analysis::shares_allowed(29, {}));
    EXPECT_TRUE(analysis::shares_allowed(30, {}));
}

}  // namespace
