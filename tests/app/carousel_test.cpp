// Scenes in turn, alarms before them, the operator before both; nothing is lost whatever comes when.
#include "app/carousel.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace app::carousel_test {

constexpr base::UtcMs kNow = 1'793'462'400'000;

std::vector<CarouselScene> scenes(int number) {
    std::vector<CarouselScene> all;
    for (int i = 0; i < number; ++i) all.push_back({"s" + std::to_string(i), {}});
    return all;
}

Incident incident(std::string key, base::UtcMs since, double x = 0) {
    Incident i;
    i.key = key;
    i.since = i.last = since;
    i.type = "fire_smoke";
    i.subject = {.kind = ui::SubjectKind::event, .index = 0, .id = key, .at = base::Vec3d{x, 0, 0}};
    return i;
}

twin::NamedView view(std::string id, std::vector<std::string> live) {
    twin::NamedView v;
    v.id = std::move(id);
    v.live = std::move(live);
    return v;
}

std::vector<std::string> ids(std::vector<CarouselScene> const& all) {
    std::vector<std::string> out;
    for (CarouselScene const& scene : all) out.push_back(scene.view);
    return out;
}

TEST(CarouselScenes, AreThoseThatShowSomethingLiveInTheOrderOfACommandCentre) {
    twin::District district;
    district.views = {view("street", {}),       view("people", {"population"}), view("video", {"events"}),
                      view("air", {"devices"}), view("overview", {}),           view("hotline", {"tickets"})};
    EXPECT_EQ(ids(carousel_scenes(district)),
              (std::vector<std::string>{"overview", "hotline", "video", "people", "air"}));
    district.wall.scenes = {"street", "hotline"};
    EXPECT_EQ(ids(carousel_scenes(district)), (std::vector<std::string>{"street", "hotline"}));
    twin::District const empty;
    EXPECT_TRUE(carousel_scenes(empty).empty());
}

TEST(Carousel, GoesRound) {
    Carousel carousel(scenes(3), {});
    EXPECT_TRUE(carousel.step(0));
    EXPECT_FALSE(carousel.step(39'999));
    EXPECT_DOUBLE_EQ(carousel.seconds_left(), 0.001);
    EXPECT_EQ(carousel.next_in(), 1);
    EXPECT_TRUE(carousel.step(40'000));
    EXPECT_EQ(carousel.scene(), 1U);
    carousel.step(80'000);
    carousel.step(120'000);
    EXPECT_EQ(carousel.scene(), 0U);
}

TEST(Carousel, AnAlarmPreemptsAndTheSceneGoesOnWhereItWas) {
    Carousel carousel(scenes(3), {});
    carousel.step(0);
    carousel.step(10'000);
    carousel.update({incident("a", kNow)}, kNow);
    EXPECT_TRUE(carousel.step(10'001));
    ASSERT_TRUE(carousel.alarm());
    EXPECT_DOUBLE_EQ(carousel.seconds_left(), 15);
    EXPECT_FALSE(carousel.step(10'001 + kFlightMs + 14'999));
    EXPECT_TRUE(carousel.alarm());
    EXPECT_TRUE(carousel.step(10'001 + kFlightMs + 15'000));
    EXPECT_FALSE(carousel.alarm());
    EXPECT_EQ(carousel.scene(), 0U);
    EXPECT_NEAR(carousel.seconds_left(), 29.999, 0.01);
}

TEST(Carousel, TheOperatorsHandStopsItForFiveMinutes) {
    Carousel carousel(scenes(2), {});
    carousel.step(0);
    carousel.touched(1'000);
    carousel.update({incident("a", kNow)}, kNow);
    EXPECT_FALSE(carousel.step(200'000));
    EXPECT_FALSE(carousel.alarm());  // it waits and is counted
    EXPECT_EQ(carousel.queue().waiting(), 1U);
    carousel.touched(200'000);
    EXPECT_FALSE(carousel.step(499'999));
    EXPECT_TRUE(carousel.paused());
    EXPECT_TRUE(carousel.step(500'000));
    EXPECT_FALSE(carousel.paused());
    EXPECT_TRUE(carousel.alarm());
}

TEST(Carousel, AHandDuringAnAlarmLeavesItItsHold) {
    Carousel carousel(scenes(2), {});
    carousel.step(0);
    carousel.update({incident("a", kNow), incident("b", kNow, 900)}, kNow);
    carousel.step(1);
    carousel.touched(5'000);
    carousel.step(5'000 + 10'000);
    EXPECT_TRUE(carousel.alarm());
    carousel.step(1 + kFlightMs + 15'000);
    EXPECT_FALSE(carousel.alarm());
    EXPECT_EQ(carousel.queue().waiting(), 1U);
}

TEST(Carousel, PauseLastsUntilSomebodyResumes) {
    Carousel carousel(scenes(2), {});
    carousel.step(0);
    carousel.pause(1'000);
    carousel.touched(2'000);  // makes no five minutes of it
    EXPECT_FALSE(carousel.step(100'000'000));
    EXPECT_LT(carousel.pause_seconds_left(), 0);
    EXPECT_EQ(carousel.next_in(), -1);
    carousel.resume(100'000'000);
    EXPECT_TRUE(carousel.step(100'000'000));
    EXPECT_EQ(carousel.scene(), 0U);
}

TEST(Carousel, GoesToASceneByHand) {
    Carousel carousel(scenes(3), {});
    carousel.step(0);
    carousel.go_to(2, 1'000);
    EXPECT_TRUE(carousel.step(1'001));
    EXPECT_EQ(carousel.scene(), 2U);
    EXPECT_TRUE(carousel.paused());
    carousel.go_to(7, 2'000);
    EXPECT_EQ(carousel.scene(), 2U);
}

TEST(Carousel, AnAcknowledgedAlarmIsNotShownToItsEnd) {
    Carousel carousel(scenes(2), {});
    carousel.step(0);
    carousel.update({incident("a", kNow)}, kNow);
    carousel.step(1);
    Incident done = incident("a", kNow);
    done.acknowledged = true;
    carousel.update({done}, kNow + 1000);
    EXPECT_TRUE(carousel.step(1'000));
    EXPECT_FALSE(carousel.alarm());
}

TEST(Carousel, BeginsAgainWithTheSceneItShowed) {
    Carousel before(scenes(3), {});
    before.step(0);
    before.step(40'000);
    Carousel after(scenes(3), {}, before.memory());
    EXPECT_EQ(after.scene(), 1U);
    Carousel other(scenes(1), {}, before.memory());  // the view is no longer in the file
    EXPECT_EQ(other.scene(), 0U);
}

TEST(Carousel, WithoutScenesThereAreStillAlarms) {
    Carousel carousel({}, {});
    carousel.step(0);
    carousel.update({incident("a", kNow)}, kNow);
    carousel.step(100'000);
    EXPECT_TRUE(carousel.alarm());
    EXPECT_EQ(carousel.memory().scene, "");
}

/// Random arrivals, acknowledgements, hands and restarts: every alarm is shown exactly once, alone or in a group,
/// unless somebody acknowledged it before; each has its hold; never two at once (there is room for one only).
TEST(Carousel, NoAlarmIsLostWhateverComesWhen) {
    for (unsigned seed = 0; seed < 60; ++seed) {
        std::mt19937 random(seed);
        auto const chance = [&](double p) { return std::uniform_real_distribution<>(0, 1)(random) < p; };
        auto carousel = std::make_unique<Carousel>(scenes(4), twin::WallSpec{});
        std::vector<Incident> known;
        std::map<std::string, int> shown;
        std::map<std::string, bool> acknowledged_first;
        std::string showing;
        std::int64_t ms = 0, began = 0;
        auto const look = [&] {
            std::string const now = carousel->alarm() ? carousel->alarm()->anchor.key : "";
            if (now == showing) return;
            if (!showing.empty()) {
                EXPECT_GE(ms - began, 15'000) << "seed " << seed;
            }
            showing = now;
            began = ms;
            if (carousel->alarm())
                for (Incident const& i : carousel->alarm()->incidents) ++shown[i.key];
        };
        carousel->update({}, kNow);
        for (int turn = 0; turn < 1500; ++turn) {
            ms += std::uniform_int_distribution<>(1, 3000)(random);
            bool const quiet = turn > 500;  // then everything that waits has its turn
            while (!quiet && chance(0.15)) {
                Incident next = incident("i" + std::to_string(known.size()), kNow + ms,
                                         std::uniform_real_distribution<>(0, 4000)(random));
                next.urgent = chance(0.5) ? ui::Urgent::red : ui::Urgent::orange;
                known.push_back(next);
            }
            bool news = chance(0.5);
            for (Incident& i : known) {
                i.last = kNow + ms;
                if (quiet || !chance(0.002) || i.acknowledged) continue;
                bool const on_screen = carousel->alarm() && shown.contains(i.key);
                if (on_screen) continue;  // that would end its hold, and rightly
                i.acknowledged = news = true;
                acknowledged_first[i.key] = !shown.contains(i.key);
            }
            if (news) carousel->update(known, kNow + ms);
            if (!quiet && chance(0.01)) carousel->touched(ms);
            carousel->step(ms);
            look();
            if (!quiet && showing.empty() && chance(0.02))
                carousel = std::make_unique<Carousel>(scenes(4), twin::WallSpec{}, carousel->memory());
        }
        for (Incident const& i : known)
            EXPECT_EQ(shown[i.key], acknowledged_first[i.key] ? 0 : 1) << "seed " << seed << " " << i.key;
    }
}

TEST(Wall, DimsByTheSunOrByTheClock) {
    twin::WallSpec wall;
    wall.dim = 0.4;
    EXPECT_DOUBLE_EQ(night_dim(wall, kNow, 10), 0);
    EXPECT_DOUBLE_EQ(night_dim(wall, kNow, -3), 0.2);
    EXPECT_DOUBLE_EQ(night_dim(wall, kNow, -40), 0.4);
    // kNow is midnight in China.
    wall.dim_minutes = {22 * 60, 6 * 60};
    auto const at = [&](int hour, int minute) { return night_dim(wall, kNow + (hour * 60 + minute) * 60'000, 50); };
    EXPECT_DOUBLE_EQ(at(0, 0), 0.4);
    EXPECT_DOUBLE_EQ(at(5, 59), 0.4 / 15);
    EXPECT_DOUBLE_EQ(at(6, 0), 0);
    EXPECT_DOUBLE_EQ(at(12, 0), 0);
    EXPECT_NEAR(at(22, 6), 0.4 * 6 / 15, 1e-9);
}

TEST(Wall, MovesByOnePixelAMinuteAndComesBack) {
    int x = 0, y = 0;
    for (int minute = 0; minute < 8; ++minute) {
        Offset const a = orbit_offset(kNow + minute * 60'000), b = orbit_offset(kNow + (minute + 1) * 60'000);
        EXPECT_EQ(std::abs(a.x - b.x) + std::abs(a.y - b.y), 1);
        x += a.x;
        y += a.y;
    }
    EXPECT_EQ(x, 0);
    EXPECT_EQ(y, 0);
}

}  // namespace app::carousel_test
