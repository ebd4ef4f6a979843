#include "base/image.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <numeric>

namespace {

namespace fs = std::filesystem;

/// A folder of the running test's own, gone with it.
class Png : public testing::Test {
protected:
    void SetUp() override {
        std::string const name = testing::UnitTest::GetInstance()->current_test_info()->name();
        folder = fs::path(testing::TempDir()) / ("borough_png_" + name);
        fs::remove_all(folder);
        fs::create_directories(folder);
    }
    void TearDown() override { fs::remove_all(folder); }

    std::size_t files() const {
        return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
    }
    fs::path folder;
};

base::Image gradient(std::uint32_t width, std::uint32_t height, std::uint32_t channels) {
    base::Image image{width, height, channels, std::vector<std::uint8_t>(std::size_t{width} * height * channels)};
    std::iota(image.pixels.begin(), image.pixels.end(), std::uint8_t{7});
    return image;
}

TEST_F(Png, RgbaComesBackAsItWas) {
    base::Image const image = gradient(17, 9, 4);
    ASSERT_TRUE(base::write_png(folder / "a.png", image));
    auto const back = base::read_png(folder / "a.png");
    ASSERT_TRUE(back) << back.error().message;
    EXPECT_EQ(back->width, 17u);
    EXPECT_EQ(back->height, 9u);
    EXPECT_EQ(back->channels, 4u);
    EXPECT_EQ(back->pixels, image.pixels);
}

TEST_F(Png, RgbComesBackOpaque) {
    base::Image const image = gradient(5, 3, 3);
    ASSERT_TRUE(base::write_png(folder / "a.png", image));
    auto const back = base::read_png(folder / "a.png");
    ASSERT_TRUE(back);
    ASSERT_EQ(back->pixels.size(), 60u);
    for (std::size_t i = 0; i < 15; ++i) {
        for (std::size_t c = 0; c < 3; ++c) EXPECT_EQ(back->pixels[i * 4 + c], image.pixels[i * 3 + c]) << i;
        EXPECT_EQ(back->pixels[i * 4 + 3], 255) << i;
    }
}

TEST_F(Png, GreyComesBackAsThreeEqualChannels) {
    base::Image const image = gradient(4, 2, 1);
    ASSERT_TRUE(base::write_png(folder / "a.png", image));
    auto const back = base::read_png(folder / "a.png");
    ASSERT_TRUE(back);
    ASSERT_EQ(back->pixels.size(), 32u);
    for (std::size_t i = 0; i < 8; ++i) {
        for (std::size_t c = 0; c < 3; ++c) EXPECT_EQ(back->pixels[i * 4 + c], image.pixels[i]) << i;
    }
}

TEST_F(Png, RowsInPiecesAreTheSameFile) {
    base::Image const image = gradient(33, 10, 3);
    ASSERT_TRUE(base::write_png(folder / "whole.png", image));
    auto writer = base::PngWriter::open(folder / "pieces.png", 33, 10, 3);
    ASSERT_TRUE(writer);
    std::span<std::uint8_t const> const rows(image.pixels);
    ASSERT_TRUE(writer->write_rows(rows.first(image.row_bytes() * 1)));
    ASSERT_TRUE(writer->write_rows(rows.subspan(image.row_bytes() * 1, image.row_bytes() * 6)));
    ASSERT_TRUE(writer->write_rows(rows.subspan(image.row_bytes() * 7)));
    ASSERT_TRUE(writer->finish());
    auto const bytes = [](fs::path const& file) {
        std::ifstream in(file, std::ios::binary);
        return std::string(std::istreambuf_iterator<char>(in), {});
    };
    EXPECT_GT(bytes(folder / "whole.png").size(), 60u);
    EXPECT_EQ(bytes(folder / "whole.png"), bytes(folder / "pieces.png"));
}

TEST_F(Png, AppearsUnderItsNameOnlyWhenFinished) {
    base::Image const image = gradient(8, 8, 4);
    auto writer = base::PngWriter::open(folder / "a.png", 8, 8, 4);
    ASSERT_TRUE(writer);
    ASSERT_TRUE(writer->write_rows(image.pixels));
    EXPECT_FALSE(fs::exists(folder / "a.png"));
    ASSERT_TRUE(writer->finish());
    EXPECT_TRUE(fs::exists(folder / "a.png"));
    EXPECT_EQ(files(), 1u);
}

TEST_F(Png, ADroppedWriterLeavesNothingAndTheOldPicture) {
    base::Image const old = gradient(2, 2, 4);
    ASSERT_TRUE(base::write_png(folder / "a.png", old));
    {
        auto writer = base::PngWriter::open(folder / "a.png", 8, 8, 4);
        ASSERT_TRUE(writer);
        ASSERT_TRUE(writer->write_rows(gradient(8, 4, 4).pixels));
        EXPECT_EQ(files(), 2u);
    }
    EXPECT_EQ(files(), 1u);
    auto const back = base::read_png(folder / "a.png");
    ASSERT_TRUE(back);
    EXPECT_EQ(back->pixels, old.pixels);
}

TEST_F(Png, AMovedFromWriterLeavesTheFileToTheOther) {
    auto first = base::PngWriter::open(folder / "a.png", 8, 8, 4);
    ASSERT_TRUE(first);
    {
        base::PngWriter second = std::move(*first);
        ASSERT_TRUE(second.write_rows(gradient(8, 8, 4).pixels));
        ASSERT_TRUE(second.finish());
    }
    EXPECT_TRUE(base::read_png(folder / "a.png"));
}

TEST_F(Png, MissingRowsAreAnErrorAndNoFile) {
    {
        auto writer = base::PngWriter::open(folder / "a.png", 8, 8, 4);
        ASSERT_TRUE(writer);
        ASSERT_TRUE(writer->write_rows(gradient(8, 5, 4).pixels));
        base::Status const finished = writer->finish();
        ASSERT_FALSE(finished);
        EXPECT_NE(finished.error().message.find("3 rows short"), std::string::npos) << finished.error().message;
    }
    EXPECT_EQ(files(), 0u);
}

TEST_F(Png, ARowTooManyIsAnError) {
    auto writer = base::PngWriter::open(folder / "a.png", 8, 2, 4);
    ASSERT_TRUE(writer);
    EXPECT_FALSE(writer->write_rows(gradient(8, 3, 4).pixels));
}

TEST_F(Png, AFolderThatIsNotThereIsAnErrorThatNamesTheFile) {
    base::Status const written = base::write_png(folder / "nowhere" / "a.png", gradient(2, 2, 4));
    ASSERT_FALSE(written);
    EXPECT_NE(written.error().message.find("nowhere/a.png"), std::string::npos) << written.error().message;
    EXPECT_EQ(files(), 0u);
}

TEST_F(Png, AFullDiskIsAnErrorEvenForAPictureThatFitsTheBuffer) {
    if (!fs::exists("/dev/full")) GTEST_SKIP() << "this system has no /dev/full";
    base::Status const written = base::write_png("/dev/full", gradient(4, 4, 4));
    ASSERT_FALSE(written);
    EXPECT_NE(written.error().message.find("/dev/full"), std::string::npos) << written.error().message;
    EXPECT_TRUE(fs::is_character_file("/dev/full"));
}

TEST_F(Png, AFullDiskIsAnErrorForALargePicture) {
    if (!fs::exists("/dev/full")) GTEST_SKIP() << "this system has no /dev/full";
    base::Image noise = gradient(512, 512, 4);
    std::uint32_t state = 1;
    for (std::uint8_t& p : noise.pixels) p = static_cast<std::uint8_t>((state = state * 1664525 + 1013904223) >> 24);
    base::Status const written = base::write_png("/dev/full", noise);
    ASSERT_FALSE(written);
    EXPECT_NE(written.error().message.find("/dev/full"), std::string::npos) << written.error().message;
}

TEST_F(Png, WhatIsNoPngIsAnErrorThatNamesTheFile) {
    std::ofstream(folder / "text.png") << "this is no picture";
    std::ofstream(folder / "empty.png").flush();
    for (char const* name : {"text.png", "empty.png", "missing.png"}) {
        auto const read = base::read_png(folder / name);
        ASSERT_FALSE(read) << name;
        EXPECT_NE(read.error().message.find(name), std::string::npos) << read.error().message;
    }
}

TEST_F(Png, ATruncatedPictureIsAnError) {
    ASSERT_TRUE(base::write_png(folder / "a.png", gradient(64, 64, 4)));
    fs::resize_file(folder / "a.png", fs::file_size(folder / "a.png") / 2);
    EXPECT_FALSE(base::read_png(folder / "a.png"));
}

}  // namespace
