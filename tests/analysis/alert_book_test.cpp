#include "analysis/alert_book.h"
#include "times.h"

#include <gtest/gtest.h>

namespace {

using analysis::Alert;
using analysis::AlertBook;
using analysis::AlertKind;
using analysis::AlertLevel;
using analysis::Verdict;

Alert alert(AlertKind kind, AlertLevel level, std::string const& code, std::int32_t area,
            std::string const& place = "") {
    return {.id = std::to_string(static_cast<int>(kind)) + code + std::to_string(area) + place,
            .kind = kind,
            .level = level,
            .class_code = code,
            .area = area,
            .place = place,
            .count = 3};
}
Alert series(AlertLevel level = AlertLevel::yellow, std::int32_t area = 1) {
    return alert(AlertKind::series, level, "0102", area);
}

TEST(AlertBook, RaisesOneForEachMatterAndPlace) {
    AlertBook book;
    Alert const scan = alert(AlertKind::scan, AlertLevel::orange, "0102", 1, "s1,1");
    auto const first = update(book, {scan, series(), series(AlertLevel::yellow, 2)}, {}, kNow);
    EXPECT_EQ(first.raised, (std::vector<std::string>{scan.id, series(AlertLevel::yellow, 2).id}));
    ASSERT_EQ(book.alerts.size(), 2U);
    EXPECT_EQ(book.alerts[0].kinds, 0b110);
    Alert more = series();
    more.count = 9;
    auto const later = update(book, {more}, {}, kNow + kDay);
    EXPECT_TRUE(later.raised.empty());
    EXPECT_TRUE(later.escalated.empty());
    EXPECT_EQ(book.alerts[0].alert.count, 9) << "the newest figures";
    EXPECT_EQ(book.alerts[0].alert.id, scan.id) << "the name it was raised under";
    EXPECT_EQ(book.alerts[0].alert.level, AlertLevel::orange) << "a level does not fall";
    EXPECT_EQ(book.alerts[0].raised, kNow);
}

TEST(AlertBook, RulesKeepToTheirPlacesUnlessTheirCommunityHasOne) {
    AlertBook book;
    Alert const a = alert(AlertKind::rule, AlertLevel::blue, "0102", 1, "b1"),
                b = alert(AlertKind::rule, AlertLevel::blue, "0102", 1, "b2");
    EXPECT_EQ(update(book, {a, b}, {}, kNow).raised.size(), 2U);
    EXPECT_EQ(update(book, {series()}, {}, kNow).raised.size(), 1U) << "a community's is one of its own";
    auto const third = alert(AlertKind::rule, AlertLevel::blue, "0102", 1, "b3");
    EXPECT_TRUE(update(book, {third}, {}, kNow + 1).raised.empty());
    EXPECT_EQ(book.alerts[2].kinds, 0b011);
    EXPECT_EQ(book.alerts[2].alert.kind, AlertKind::series);
}

TEST(AlertBook, IsOverAfterQuietDaysOnly) {
    AlertBook book;
    update(book, {series()}, {}, kNow);
    update(book, {}, {}, kNow + 5 * kDay);
    EXPECT_TRUE(update(book, {series()}, {}, kNow + 7 * kDay).raised.empty());
    EXPECT_TRUE(update(book, {}, {}, kNow + 14 * kDay).raised.empty());
    EXPECT_TRUE(book.alerts[0].open);
    EXPECT_EQ(update(book, {series()}, {}, kNow + 15 * kDay).raised.size(), 1U);
    EXPECT_FALSE(book.alerts[0].open);
}

TEST(AlertBook, RaisesTheMostUrgentUpToALimitADay) {
    AlertBook book;
    std::vector<Alert> found;
    for (int i = 0; i < 25; ++i) found.push_back(series(AlertLevel::yellow, i));
    auto const first = update(book, found, {}, kNow);
    EXPECT_EQ(first.raised.size(), 20U);
    EXPECT_EQ(first.raised[0], found[0].id);
    EXPECT_EQ(first.held_back, 5U);
    EXPECT_EQ(update(book, found, {}, kNow + 1).held_back, 5U) << "the limit is the day's, not the run's";
    auto const next = update(book, found, {}, kNow + kDay);
    EXPECT_EQ(next.raised.size(), 5U);
    EXPECT_EQ(next.held_back, 0U);
}

TEST(AlertBook, ADismissedOneComesBackOnlyWhenItGetsWorse) {
    AlertBook book;
    update(book, {series()}, {}, kNow);
    EXPECT_FALSE(judge(book, "nothing", Verdict::dismissed, kNow));
    EXPECT_TRUE(judge(book, series().id, Verdict::dismissed, kNow + 1));
    EXPECT_EQ(book.alerts[0].judged, kNow + 1);
    auto const same = update(book, {series()}, {}, kNow + kDay);
    EXPECT_TRUE(same.raised.empty() && same.escalated.empty());
    EXPECT_EQ(book.alerts[0].verdict, Verdict::dismissed);
    EXPECT_EQ(book.alerts[0].risen, base::kNoTime);
    auto const worse = update(book, {series(AlertLevel::red)}, {}, kNow + 2 * kDay);
    EXPECT_EQ(worse.escalated, std::vector<std::string>{series().id});
    EXPECT_EQ(book.alerts[0].verdict, Verdict::none);
    EXPECT_EQ(book.alerts[0].raised, kNow);
    EXPECT_EQ(book.alerts[0].risen, kNow + 2 * kDay);
    update(book, {series(AlertLevel::red)}, {}, kNow + 3 * kDay);
    EXPECT_EQ(book.alerts[0].risen, kNow + 2 * kDay) << "no worse than it was";
}

TEST(AlertBook, KnowsHowOftenItWasRight) {
    AlertBook book;
    for (int i = 0; i < 5; ++i) update(book, {series(AlertLevel::yellow, i)}, {}, kNow + i * kDay);
    update(book, {alert(AlertKind::scan, AlertLevel::orange, "0102", 0, "s")}, {}, kNow + 4 * kDay);
    judge(book, series(AlertLevel::yellow, 0).id, Verdict::confirmed, kNow);
    judge(book, series(AlertLevel::yellow, 1).id, Verdict::dismissed, kNow);
    judge(book, series(AlertLevel::yellow, 2).id, Verdict::forwarded, kNow);
    auto const all = precision(book, kNow, kNow + 5 * kDay);
    EXPECT_EQ(all.all.part, 2U);
    EXPECT_EQ(all.all.of, 3U);
    EXPECT_EQ(all.waiting, 2U);
    EXPECT_EQ(all.by_kind[static_cast<int>(AlertKind::series)].of, 3U);
    EXPECT_EQ(all.by_kind[static_cast<int>(AlertKind::scan)].part, 1U);
    EXPECT_EQ(all.by_kind[static_cast<int>(AlertKind::rule)].of, 0U);
    EXPECT_EQ(precision(book, kNow + kDay, kNow + 2 * kDay).all.of, 1U);
    judge(book, series(AlertLevel::yellow, 1).id, Verdict::none, kNow);
    EXPECT_EQ(precision(book, kNow, kNow + 5 * kDay).all.of, 2U);
}

}  // namespace
