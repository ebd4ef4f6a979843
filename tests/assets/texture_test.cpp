#include "assets/texture.h"

#include <algorithm>

#include "support.h"

namespace {

base::Image checks(std::uint32_t width, std::uint32_t height) {
    base::Image image{.width = width, .height = height, .channels = 4, .pixels = {}};
    image.pixels.resize(image.row_bytes() * height, 255);
    for (std::uint32_t i = 0; i < width * height; ++i) {
        std::fill_n(&image.pixels[std::size_t{4} * i], 3, std::uint8_t((i % width + i / width) % 2 ? 200 : 100));
    }
    return image;
}

class Texture : public assets_tests::Folder {};

TEST_F(Texture, ReadsPicturesAsTheyAre) {
    ASSERT_TRUE(base::write_png(folder_ / "a.png", checks(3, 2)));
    auto const image = assets::read_texture(folder_ / "a.png", 0);
    ASSERT_TRUE(image) << image.error().message;
    EXPECT_EQ(image->width, 3u);
    EXPECT_EQ(image->height, 2u);
    EXPECT_EQ(image->pixels, checks(3, 2).pixels);
}

TEST_F(Texture, HalvesUntilItFits) {
    ASSERT_TRUE(base::write_png(folder_ / "a.png", checks(40, 10)));
    auto const image = assets::read_texture(folder_ / "a.png", 16);
    ASSERT_TRUE(image) << image.error().message;
    EXPECT_EQ(image->width, 10u);
    EXPECT_EQ(image->height, 2u);
    for (std::size_t i = 0; i < image->pixels.size(); i += 4) EXPECT_EQ(image->pixels[i], 150) << i;
}

TEST_F(Texture, HalvesNarrowPictures) {
    base::Image const half = assets::halved(checks(1, 5));
    EXPECT_EQ(half.width, 1u);
    EXPECT_EQ(half.height, 2u);
    EXPECT_EQ(half.pixels[0], 150);
    EXPECT_EQ(assets::halved(checks(1, 1)).pixels, checks(1, 1).pixels);
}

TEST_F(Texture, SeesHoles) {
    base::Image image = checks(20, 20);
    EXPECT_FALSE(assets::has_holes(image));
    image.pixels[3] = 0;
    image.pixels[7] = 0;
    EXPECT_FALSE(assets::has_holes(image));  // half a percent: a stray pixel or two
    image.pixels[11] = 127;
    EXPECT_TRUE(assets::has_holes(image));
}

TEST_F(Texture, SaysWhatIsWrong) {
    EXPECT_EQ(assets::read_texture(folder_ / "absent.png", 0).error().message, "cannot be opened");
    EXPECT_EQ(assets::read_texture(write("a.png", ""), 0).error().message,
              "is not a picture that can be read (PNG, JPEG, TGA, BMP, GIF, PSD, PNM)");
    // A valid header that claims 20,000 pixels a side, as decompression bombs do.
    std::string const bomb("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x4e\x20\0\0\0\x64\x08\6\0\0\0\0\0\0\0", 33);
    EXPECT_EQ(assets::read_texture(write("bomb.png", bomb), 0).error().message, "is larger than 16384 pixels a side");

    ASSERT_TRUE(base::write_png(folder_ / "whole.png", checks(64, 64)));
    std::ifstream whole(folder_ / "whole.png", std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(whole), {}};
    auto const cut = assets::read_texture(write("cut.png", bytes.substr(0, bytes.size() / 2)), 0);
    ASSERT_FALSE(cut);
    EXPECT_EQ(cut.error().message.substr(0, 12), "is damaged: ");
}

}  // namespace
