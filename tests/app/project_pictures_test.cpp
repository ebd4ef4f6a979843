#include "app/project_pictures.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace project_pictures_test {

namespace fs = std::filesystem;

constexpr base::UtcMs kNow = 1792000000000;  // 2026-10-14

class Pictures : public testing::Test {
protected:
    void SetUp() override { fs::create_directories(folder_ / "pictures" / "P1"); }
    void TearDown() override { fs::remove_all(folder_); }
    void put(std::string const& name) const { std::ofstream(folder_ / "pictures" / "P1" / name) << "x"; }

    fs::path const folder_ = fs::path(testing::TempDir()) / ("borough_pictures_" + std::to_string(getpid()));
};

TEST_F(Pictures, AreOfTheDayThatTheirNameSays) {
    for (char const* const name : {"2026-03-14.jpg", "2026-05-01 0930 north gate.PNG", "2026-05-01 北侧.jpeg",
                                   "notes.txt", "gate.png", "2026-13-40.png"})
        put(name);
    auto const all = app::pictures_in(folder_, "P1");
    ASSERT_EQ(all.size(), 3U);
    EXPECT_EQ(all[0].reference, "pictures/P1/2026-05-01 北侧.jpeg") << "noon, where no time is said";
    EXPECT_EQ(all[0].what.zh, "北侧");
    EXPECT_EQ(base::format_time(all[1].at), "2026-05-01T09:30:00+08:00");
    EXPECT_EQ(all[1].what.en, "north gate");
    EXPECT_EQ(all[2].what.zh, "");
    EXPECT_EQ(base::format_time(all[2].at).substr(0, 10), "2026-03-14");
}

TEST_F(Pictures, AnIdLeadsNowhereElse) {
    put("2026-03-14.jpg");
    for (char const* const id : {"", "..", ".", "../P1", "x/../P1", "P2"})
        EXPECT_TRUE(app::pictures_in(folder_, id).empty()) << id;
}

TEST_F(Pictures, ThoseOfTheMomentWithEvidenceOfEvents) {
    put("2026-03-14.jpg");
    put("2027-01-01.jpg");
    ui::ProjectRow row;
    std::vector<ui::EventRow> events(3);
    for (std::size_t i = 0; i < events.size(); ++i) {
        events[i].id = "E" + std::to_string(i);
        events[i].last = kNow - static_cast<base::UtcMs>(i) * 1000;
        events[i].camera = "C1";
        if (i != 1) events[i].snapshot = "live/evidence/debris.png";
        if (i == 2) continue;  // not linked to the project
        row.events.emplace_back();
        row.events.back().subject.id = events[i].id;
    }
    app::add_pictures(row, app::pictures_in(folder_, "P1"), events, kNow);
    ASSERT_EQ(row.pictures.size(), 2U);
    EXPECT_EQ(row.pictures[0].event.id, "E0");
    EXPECT_EQ(row.pictures[0].camera, "C1");
    EXPECT_EQ(row.pictures[1].reference, "pictures/P1/2026-03-14.jpg");
}

}  // namespace project_pictures_test
