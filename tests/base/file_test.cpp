#include "base/file.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace {

class File : public testing::Test {
protected:
    void SetUp() override { std::filesystem::create_directory(folder_); }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    std::string write(std::string const& name, std::string const& text) {
        std::ofstream(folder_ / name, std::ios::binary) << text;
        return folder_ / name;
    }

    std::filesystem::path folder_ =
        std::filesystem::temp_directory_path() / ("borough-file-" + std::to_string(getpid()));
};

TEST_F(File, ReadsAllBytes) {
    std::string const text("a\r\n\0\xFF", 5);
    auto const read = base::read_file(write("bytes", text));
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(*read, text);
}

TEST_F(File, AnEmptyOneIsNoMistake) {
    auto const read = base::read_file(write("empty", ""));
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(*read, "");
}

TEST_F(File, SaysWhyThereIsNone) {
    auto const absent = base::read_file(folder_ / "absent.csv");
    ASSERT_FALSE(absent);
    EXPECT_EQ(absent.error().message, (folder_ / "absent.csv").string() + ": no such file");
    auto const folder = base::read_file(folder_);
    ASSERT_FALSE(folder);
    EXPECT_EQ(folder.error().message, folder_.string() + ": is a folder, no file");
    auto const below = base::read_file(write("file", "x") + "/table.csv");
    ASSERT_FALSE(below);
    EXPECT_NE(below.error().message.find("Not a directory"), std::string::npos) << below.error().message;
}

}  // namespace
