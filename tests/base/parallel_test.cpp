#include "base/parallel.h"

#include <gtest/gtest.h>
#include <tbb/global_control.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <utility>
#include <vector>

namespace {

using Cuts = std::vector<std::pair<std::size_t, std::size_t>>;

Cuts cuts_of(std::size_t count, std::size_t grain) {
    Cuts cuts;
    std::mutex lock;
    base::parallel_for(count, grain, [&](std::size_t begin, std::size_t end) {
        std::scoped_lock const held(lock);
        cuts.emplace_back(begin, end);
    });
    std::sort(cuts.begin(), cuts.end());
    return cuts;
}

TEST(ParallelFor, ReachesEachIndexOnce) {
    std::vector<std::atomic<int>> visits(100'003);
    base::parallel_for(visits.size(), 64, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) visits[i].fetch_add(1);
    });
    EXPECT_TRUE(std::all_of(visits.begin(), visits.end(), [](std::atomic<int> const& v) { return v == 1; }));
}

TEST(ParallelFor, CutsAtTheGrain) {
    EXPECT_EQ(cuts_of(10, 4), (Cuts{{0, 4}, {4, 8}, {8, 10}}));
    EXPECT_EQ(cuts_of(8, 4), (Cuts{{0, 4}, {4, 8}}));
    EXPECT_EQ(cuts_of(3, 4), (Cuts{{0, 3}}));
    EXPECT_EQ(cuts_of(1, 1), (Cuts{{0, 1}}));
}

TEST(ParallelFor, NothingToDoCallsNobody) { EXPECT_TRUE(cuts_of(0, 16).empty()); }

TEST(ParallelFor, CutsAlikeOnOneCoreAndOnMany) {
    Cuts const usual = cuts_of(1000, 7);
    tbb::global_control const one(tbb::global_control::max_allowed_parallelism, 1);
    EXPECT_EQ(cuts_of(1000, 7), usual);
    EXPECT_EQ(usual.size(), 143u);
}

TEST(ParallelFor, MayBeCalledFromWithin) {
    std::atomic<std::size_t> sum{0};
    base::parallel_for(8, 1, [&](std::size_t outer, std::size_t) {
        base::parallel_for(100, 10, [&](std::size_t begin, std::size_t end) { sum += outer * (end - begin); });
    });
    EXPECT_EQ(sum, 100u * (0 + 1 + 2 + 3 + 4 + 5 + 6 + 7));
}

}  // namespace
