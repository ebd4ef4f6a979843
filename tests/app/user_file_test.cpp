#include "app/user_file.h"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <fstream>
#include <iterator>

namespace user_file_test {

struct Folder {
    std::filesystem::path path = std::filesystem::path(testing::TempDir()) /
                                 ("user-" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
    Folder() {
        std::filesystem::remove_all(path);
        std::filesystem::create_directories(path);
    }
    ~Folder() { std::filesystem::remove_all(path); }
};

std::string text_of(std::filesystem::path const& file) {
    std::ifstream stream(file);
    return {std::istreambuf_iterator<char>(stream), {}};
}

TEST(DistrictKey, IsTheFilesWhicheverWayItIsNamed) {
    Folder const folder;
    std::ofstream(folder.path / "a.toml") << "x";
    std::filesystem::create_symlink(folder.path / "a.toml", folder.path / "link.toml");
    std::string const key = app::district_key(folder.path / "a.toml");
    EXPECT_EQ(key.size(), 16U);
    EXPECT_EQ(app::district_key(folder.path / "." / "a.toml"), key);
    EXPECT_EQ(app::district_key(folder.path / "link.toml"), key);
    EXPECT_NE(app::district_key(folder.path / "b.toml"), key);
}

TEST(Folders, AreTheStandardsAndIgnoreRelativePaths) {
    setenv("XDG_CONFIG_HOME", "/somewhere/config", 1);
    setenv("XDG_STATE_HOME", "not/absolute", 1);
    setenv("HOME", "/somewhere/me", 1);
    EXPECT_EQ(app::config_folder(), "/somewhere/config/borough");
    EXPECT_EQ(app::state_folder(), "/somewhere/me/.local/state/borough");
    unsetenv("XDG_CONFIG_HOME");
    EXPECT_EQ(app::config_folder(), "/somewhere/me/.config/borough");
    unsetenv("HOME");
    EXPECT_EQ(app::config_folder(), "");
}

TEST(WriteWhole, ReplacesAFileForItsOwnerAloneAndLeavesNothingElse) {
    Folder const folder;
    auto const file = folder.path / "new" / "x.toml";
    ASSERT_TRUE(app::write_whole(file, "one"));
    ASSERT_TRUE(app::write_whole(file, "two"));
    EXPECT_EQ(text_of(file), "two");
    struct stat about {};
    ASSERT_EQ(stat(file.c_str(), &about), 0);
    EXPECT_EQ(about.st_mode & 0777, 0600U);
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(file.parent_path()), {}), 1);
}

TEST(WriteWhole, SaysWhichFileItCouldNotWrite) {
    Folder const folder;
    std::filesystem::create_directories(folder.path / "x.toml" / "is a folder");
    auto const failed = app::write_whole(folder.path / "x.toml", "one");
    ASSERT_FALSE(failed);
    EXPECT_NE(failed.error().message.find("x.toml"), std::string::npos);
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path), {}), 1);
}

TEST(KeepAside, NeverOverAnother) {
    Folder const folder;
    for (int i = 1; i <= 3; ++i) {
        ASSERT_TRUE(app::write_whole(folder.path / "x.toml", "broken " + std::to_string(i)));
        auto const to = app::keep_aside(folder.path / "x.toml");
        ASSERT_TRUE(to);
        EXPECT_EQ(to->filename(), "x.broken-" + std::to_string(i) + ".toml");
    }
    EXPECT_EQ(text_of(folder.path / "x.broken-1.toml"), "broken 1");
    EXPECT_FALSE(std::filesystem::exists(folder.path / "x.toml"));
    EXPECT_FALSE(app::keep_aside(folder.path / "x.toml"));
}

TEST(UserFile, GivesBackWhatWasSet) {
    Folder const folder;
    app::UserFile const file(folder.path / "x.toml");
    std::vector<std::string> said;
    ui::Settings settings;
    EXPECT_EQ(file.read(settings, said), settings);
    settings.language = ui::Language::en;
    settings.left_width = 320;
    ASSERT_TRUE(file.write(settings));
    EXPECT_EQ(file.read({}, said), settings);
    EXPECT_TRUE(said.empty());
}

TEST(UserFile, KeepsABrokenOneAsideAndSaysSo) {
    Folder const folder;
    app::UserFile const file(folder.path / "x.toml");
    ASSERT_TRUE(app::write_whole(file.file, "language = = \n"));
    std::vector<std::string> said;
    EXPECT_EQ(file.read({}, said), ui::Settings{});
    ASSERT_FALSE(said.empty());
    EXPECT_NE(said.back().find("x.broken-1.toml"), std::string::npos) << said.back();
    EXPECT_EQ(text_of(folder.path / "x.broken-1.toml"), "language = = \n");
    said.clear();
    EXPECT_EQ(file.read({}, said), ui::Settings{});
    EXPECT_TRUE(said.empty()) << said.front();
}

TEST(UserFile, KeepsWhatANewerProgramWrote) {
    Folder const folder;
    app::UserFile const file(folder.path / "x.toml");
    ASSERT_TRUE(app::write_whole(file.file, "newer = 5\n[desk]\ncolumns = 3\n"));
    ASSERT_TRUE(file.write({}));
    EXPECT_NE(text_of(file.file).find("newer = 5"), std::string::npos) << text_of(file.file);
    EXPECT_NE(text_of(file.file).find("columns = 3"), std::string::npos) << text_of(file.file);
    ASSERT_TRUE(app::write_whole(file.file, "newer = 6\nlanguage = 'moon'\n"));
    std::vector<std::string> said;
    EXPECT_EQ(file.read({}, said), ui::Settings{});
    EXPECT_FALSE(said.empty());
    EXPECT_NE(text_of(file.file).find("newer = 6"), std::string::npos) << "also beside a mistake";
    EXPECT_EQ(text_of(file.file).find("moon"), std::string::npos);
}

TEST(UserFile, WithoutAFolderNothingIsKept) {
    app::UserFile const nowhere("");
    std::vector<std::string> said;
    EXPECT_TRUE(nowhere.write({}));
    EXPECT_EQ(nowhere.read({}, said), ui::Settings{});
}

}  // namespace user_file_test
