#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <thread>

#include "app/report_batch.h"
#include "app/report_folder.h"
#include "app/scratch_folder.h"
#include "app/sheet_child.h"
#include "app/sheet_desk.h"
#include "app/sheet_job.h"
#include "app/sheet_pages.h"
#include "report/template.h"

namespace app {
namespace {

namespace fs = std::filesystem;

class SheetTest : public ::testing::Test {
protected:
    SheetTest() {
        std::string name = (fs::temp_directory_path() / "sheet-test-XXXXXX").string();
        folder_ = ::mkdtemp(name.data());
        ::setenv("XDG_DOCUMENTS_DIR", folder_.c_str(), 1);
        ::setenv("TMPDIR", folder_.c_str(), 1);  // whoever else makes sheets now
    }
    ~SheetTest() override {
        ::unsetenv("XDG_DOCUMENTS_DIR");
        ::unsetenv("TMPDIR");
        fs::remove_all(folder_);
    }
    fs::path write(std::string const& name, std::string const& text) const {
        std::ofstream(folder_ / name) << text;
        return folder_ / name;
    }

    fs::path folder_;
};

TEST_F(SheetTest, ATemplateIsPutOnAnotherPaper) {
    for (std::string const& name : report::shipped_templates()) {
        auto const text = read_template_text(name);
        ASSERT_TRUE(text);
        auto const a3 = report::read_template(with_paper(*text, "a3"), name);
        ASSERT_TRUE(a3) << a3.error().message;
        EXPECT_NEAR(a3->paper.width, 841.89, 0.01);
        auto const screen = report::read_template(with_paper(*text, "16:9"), name);
        ASSERT_TRUE(screen) << screen.error().message;
        EXPECT_GT(screen->paper.width, screen->paper.height);
        EXPECT_EQ(screen->pages.size(), report::read_template(*text, name)->pages.size());
    }
}

TEST_F(SheetTest, AWishIsAJobOfTheCommandLine) {
    ui::SheetWish wish;
    wish.report = "daily_hotline";
    wish.audience = "leader";
    wish.paper = "a3";
    wish.area = "440106001";
    wish.chinese = false;
    auto const ask = ask_of(wish, *base::parse_time("2026-10-31T08:00"), base::kNoTime);
    ASSERT_TRUE(ask);
    auto const files = sheet_files(*ask);
    ASSERT_TRUE(files) << files.error().message;
    write("jobs.toml", files->jobs);
    write(files->template_name, files->template_text);
    ReportCommand command;
    command.batch = (folder_ / "jobs.toml").string();
    auto const jobs = jobs_of(command);
    ASSERT_TRUE(jobs) << jobs.error().message << files->jobs;
    ASSERT_EQ(jobs->size(), 1U);
    EXPECT_EQ(jobs->front().template_name, "daily_hotline");
    EXPECT_EQ(jobs->front().area, "440106001");
    EXPECT_EQ(jobs->front().audience, "leader");
    EXPECT_EQ(*base::parse_time(jobs->front().times.at), *base::parse_time("2026-10-31T08:00"));
    EXPECT_TRUE(jobs->front().times.known_at.empty());
    EXPECT_NEAR(report::read_template(jobs->front().template_text, "")->paper.width, 841.89, 0.01);
    SourceOptions source;
    source.path = "x/district.toml";
    auto const words = sheet_arguments(*ask, source, {}, folder_);
    auto const at = std::ranges::find(words, "--lang");
    ASSERT_NE(at, words.end());
    EXPECT_EQ(*(at + 1), "en");
    EXPECT_TRUE(fs::path(words[1]).is_absolute()) << "recipes keep it";
}

TEST_F(SheetTest, AJobHasAnAreaOrIsForEach) {
    ReportCommand command;
    command.batch =
        write("jobs.toml", "[[report]]\ntemplate = \"daily_hotline\"\narea = \"1\"\neach = \"street\"\n").string();
    auto const jobs = jobs_of(command);
    ASSERT_FALSE(jobs);
    EXPECT_EQ(jobs.error().kind, base::ErrorKind::failed) << "what is in a file is no usage";
    EXPECT_NE(jobs.error().message.find("jobs.toml:1: "), std::string::npos) << jobs.error().message;
}

TEST_F(SheetTest, ATypedTimeWinsAndMustBeOne) {
    ui::SheetWish wish;
    wish.time = "2026-10-31 08:00";
    auto const ask = ask_of(wish, 5, 7);
    ASSERT_TRUE(ask);
    EXPECT_EQ(ask->event, *base::parse_time("2026-10-31T08:00"));
    EXPECT_EQ(ask->known, base::kNoTime);
    wish.time = "2026-10-3x";
    EXPECT_FALSE(ask_of(wish, 5, 7));
    wish.time.clear();
    EXPECT_EQ(ask_of(wish, 5, 7)->known, 7);
}

TEST(SheetPages, APageIsMadeSmallerByTheMeanOfWhatLiesBelow) {
    base::Image const image{3, 3, 1, {0, 90, 240, 0, 90, 240, 0, 90, 240}};
    base::Image const small = fitted(image, 2);
    ASSERT_EQ(small.width, 2U);
    ASSERT_EQ(small.height, 2U);
    // One and a half columns each: (0 + 90 / 2) / 1.5 and (90 / 2 + 240) / 1.5.
    EXPECT_EQ(small.pixels, (std::vector<std::uint8_t>{30, 190, 30, 190}));
    EXPECT_EQ(fitted(image, 7).pixels, image.pixels) << "nothing is made up";
    base::Image white{97, 131, 3, std::vector<std::uint8_t>(97 * 131 * 3, 255)};
    for (std::uint8_t const pixel : fitted(white, 41).pixels) ASSERT_EQ(pixel, 255);
}

TEST(SheetPages, WhyNothingWasMade) {
    EXPECT_EQ(why_not_made(R"({"failed":[{"name":"x","why":"no events"}]})", "borough: else\n"), "no events");
    EXPECT_EQ(why_not_made("", "borough: a warning\nborough: cannot open\n"), "cannot open");
    EXPECT_EQ(why_not_made("", ""), "");
}

TEST_F(SheetTest, AnExportNeverLiesOverAnother) {
    fs::create_directories(folder_ / "made" / "pages");
    write("made/pages/a-1.png", "x");
    auto const first = copy_folder(folder_ / "made", folder_, "brief");
    auto const second = copy_folder(folder_ / "made", folder_, "brief");
    ASSERT_TRUE(first && second);
    EXPECT_EQ(second->filename(), "brief-2");
    EXPECT_TRUE(fs::exists(*second / "pages" / "a-1.png"));
    EXPECT_FALSE(copy_folder(folder_ / "none", folder_, "other"));
    EXPECT_FALSE(fs::exists(folder_ / "other.partial"));
}

TEST(SheetChild, StagesAreTold) {
    EXPECT_EQ(stage_in("@draw"), "draw");
    EXPECT_EQ(stage_in("{}"), "");
    EXPECT_EQ(stage_in(""), "");
}

/// A program in place of Borough that does what it is told to by a file beside it.
class SheetDeskTest : public SheetTest {
protected:
    SheetDeskTest() {
        base::Image const page{4, 6, 3, std::vector<std::uint8_t>(72, 200)};
        EXPECT_TRUE(base::write_png(folder_ / "page.png", page));
        program_ =
            write("borough.sh",
                  "#!/bin/bash\n"
                  "here=$(dirname \"$0\"); echo \"$$\" >> $here/started\n"
                  "while [ $# -gt 0 ]; do [ \"$1\" = -o ] && out=$2; shift; done\n"
                  "echo @facts\n"
                  ". $here/does\n"
                  "mkdir -p $out/pages $out/figures; cp $here/page.png $out/pages/x-1.png\n"
                  "cp $here/page.png $out/pages/x-2.png; cp $here/page.png $out/figures/m.png\n"
                  "echo '{\"files\":[\"figures/m.png\",\"pages/x-1.png\",\"pages/x-2.png\"]}' > $out/report.json\n"
                  "echo '{\"failed\":[{\"name\":\"m\",\"why\":\"one map is missing\"}]}'\n");
        fs::permissions(program_, fs::perms::owner_all);
        does("");
        SourceOptions source;
        source.path = (folder_ / "district.toml").string();
        desk_ = std::make_unique<SheetDesk>(
            district_, source, DeviceOptions{}, [] {}, program_.string());
    }
    void does(std::string const& what) const { write("does", what + "\n"); }
    std::size_t started() const {
        std::ifstream in(folder_ / "started");
        return static_cast<std::size_t>(
            std::count(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>(), '\n'));
    }
    void look(double steady) {
        desk_->want({true, wish_, base::kNoTime, base::kNoTime, 0, steady, false});
        desk_->take_news();
    }
    /// Frames until it is so, for at most some seconds.
    template <class So>
    bool until(So so, double steady) {
        for (int i = 0; i < 500; ++i) {
            look(steady);
            if (so()) return true;
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
        return false;
    }

    twin::District district_;
    ui::SheetWish wish_;
    fs::path program_;
    std::unique_ptr<SheetDesk> desk_;
};

TEST_F(SheetDeskTest, PagesAreMadeWhenTheHandRests) {
    look(0);
    EXPECT_EQ(desk_->facts().templates.size(), report::shipped_templates().size());
    look(0.5);
    wish_.audience = "leader";
    look(0.6);
    look(1.2);
    EXPECT_TRUE(desk_->facts().pending);
    EXPECT_EQ(started(), 0U) << "the hand moved half a second ago";
    ASSERT_TRUE(until([&] { return desk_->facts().current; }, 2));
    EXPECT_EQ(started(), 1U);
    EXPECT_EQ(desk_->facts().pages, (std::vector<double>{1.5, 1.5}));
    EXPECT_EQ(desk_->facts().figures, 1U);
    EXPECT_EQ(desk_->facts().lacking, std::vector<std::string>{"one map is missing"});
    desk_->obey(ui::ShowSheetPage{1, 2});
    ASSERT_TRUE(until([&] { return desk_->facts().picture.image == kSheetPage; }, 2));
    auto const image = desk_->take_image();
    ASSERT_TRUE(image && image->pixels);
    EXPECT_EQ(image->pixels->width, 2U);
    EXPECT_FALSE(desk_->take_image()) << "once";
}

TEST_F(SheetDeskTest, AnotherWishEndsWhatIsBeingMade) {
    does("sleep 60 & wait");
    look(0);
    ASSERT_TRUE(until([&] { return started() == 1; }, 1));
    EXPECT_TRUE(desk_->facts().busy);
    does("");
    wish_.report = "weekly_supervision";
    ASSERT_TRUE(until([&] { return desk_->facts().pending; }, 1));
    ASSERT_TRUE(until([&] { return desk_->facts().current; }, 3)) << "it waits for the one before";
    EXPECT_EQ(started(), 2U);
}

TEST_F(SheetDeskTest, WhatIsStoppedStaysStopped) {
    does("sleep 60 & wait");
    look(0);
    ASSERT_TRUE(until([&] { return started() == 1; }, 1));
    desk_->obey(ui::CancelSheet{});
    look(9);
    EXPECT_FALSE(desk_->facts().busy || desk_->facts().pending || desk_->facts().current);
    does("");
    desk_->obey(ui::MakeSheet{});
    EXPECT_TRUE(until([&] { return desk_->facts().current; }, 10));
}

TEST_F(SheetDeskTest, ExportIsACopyOfWhatWasSeen) {
    look(0);
    desk_->obey(ui::ExportSheet{});  // before there is anything
    ASSERT_TRUE(until([&] { return !desk_->facts().exported.empty(); }, 1));
    fs::path const exported = desk_->facts().exported;
    EXPECT_EQ(exported.parent_path(), folder_ / "Borough");
    EXPECT_TRUE(fs::exists(exported / kReportFile));
    EXPECT_TRUE(fs::exists(exported / "pages" / "x-2.png"));
    EXPECT_FALSE(desk_->facts().exporting);
    EXPECT_EQ(started(), 1U) << "what is exported is not made again";
    auto const said = desk_->take_said();
    ASSERT_EQ(said.size(), 1U);
    EXPECT_FALSE(said.front().first);
}

TEST_F(SheetDeskTest, AFailureIsSaidAndDeathToo) {
    does("echo 'borough: the district is gone' >&2; exit 1");
    look(0);
    ASSERT_TRUE(until([&] { return !desk_->facts().problem.empty(); }, 1));
    EXPECT_EQ(desk_->facts().problem, "the district is gone");
    does("kill -9 $$");
    desk_->obey(ui::MakeSheet{});
    ASSERT_TRUE(until([&] { return desk_->facts().problem.ends_with("signal 9"); }, 1));
}

TEST_F(SheetDeskTest, WhatIsOnlyLookedAtIsTakenAway) {
    auto const scratch = [] {
        std::size_t n = 0;
        for (auto const& each : fs::directory_iterator(fs::temp_directory_path()))
            n += each.path().filename().string().starts_with("borough-sheet-");
        return n;
    };
    std::size_t const before = scratch();
    does("sleep 60 & wait");
    look(0);
    ASSERT_TRUE(until([&] { return started() == 1; }, 1));
    EXPECT_EQ(scratch(), before + 1);
    desk_.reset();
    EXPECT_EQ(scratch(), before);
}

TEST_F(SheetDeskTest, HalfATimeEndsWhatIsBeingMadeAndItsExport) {
    does("sleep 60 & wait");
    look(0);
    ASSERT_TRUE(until([&] { return started() == 1; }, 1));
    desk_->obey(ui::ExportSheet{});
    wish_.time = "2026-1";
    look(2);
    EXPECT_FALSE(desk_->facts().busy || desk_->facts().exporting || desk_->facts().current);
    EXPECT_FALSE(desk_->facts().problem.empty());
    desk_->obey(ui::ExportSheet{});
    EXPECT_FALSE(desk_->facts().exporting) << "there is nothing that could come of it";
    does("");
    wish_.time.clear();
    ASSERT_TRUE(until([&] { return desk_->facts().pending; }, 3));
    ASSERT_TRUE(until([&] { return desk_->facts().current; }, 5));
    EXPECT_TRUE(desk_->facts().exported.empty()) << "the export went with the wish";
}

TEST_F(SheetDeskTest, OnlyTheFolderOfThePagesStays) {
    auto const folders = [this] {
        std::size_t n = 0;
        for (auto const& each : fs::recursive_directory_iterator(folder_)) n += each.path().filename() == "jobs.toml";
        return n;
    };
    does("sleep 60 & wait");
    look(0);
    ASSERT_TRUE(until([&] { return started() == 1; }, 1));
    does("");
    wish_.report = "weekly_supervision";
    look(1);
    ASSERT_TRUE(until([&] { return desk_->facts().current; }, 3));
    EXPECT_EQ(folders(), 1U) << "what was half made is of no use";
    wish_.report = "daily_hotline";
    look(4);
    ASSERT_TRUE(until([&] { return desk_->facts().current; }, 6));
    EXPECT_EQ(folders(), 1U);
}

TEST_F(SheetTest, WhatAKilledProcessLeftIsTakenAway) {
    fs::path const held = folder_ / "borough-x-other";
    {
        ScratchFolder const own("borough-x");
        EXPECT_TRUE(fs::exists(own.path()));
        fs::create_directory(held);
        std::ofstream(held / "held") << "nobody locks it";
        fs::create_directory(folder_ / "borough-x-young");
        ScratchFolder const next("borough-x");
        EXPECT_FALSE(fs::exists(held));
        EXPECT_TRUE(fs::exists(own.path())) << "its process lives";
        EXPECT_TRUE(fs::exists(folder_ / "borough-x-young")) << "one that is just being made";
        EXPECT_NE(next.path(), own.path());
    }
    EXPECT_EQ(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()), 1);
}

}  // namespace
}  // namespace app
