// A finished PNG against its golden, for tests of the whole program: judge_picture NAME FILE.png DRIVER
// [X,Y,W,H] [WIDTH]. A part of it, no wider than WIDTH, is compared; UPDATE_GOLDENS=1 makes it the golden.
#include <cstdio>
#include <cstdlib>
#include <string>

#include "tests/renderer/golden.h"

namespace {

base::Image part_of(base::Image const& image, std::uint32_t x, std::uint32_t y, std::uint32_t width,
                    std::uint32_t height) {
    base::Image part{width, height, image.channels, {}};
    for (std::uint32_t row = y; row < y + height; ++row) {
        std::uint8_t const* const from = image.row(row) + std::size_t{x} * image.channels;
        part.pixels.insert(part.pixels.end(), from, from + part.row_bytes());
    }
    return part;
}

int fail(std::string const& words) {
    std::printf("%s\n", words.c_str());
    return 1;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 4) return fail("judge_picture NAME FILE.png DRIVER [X,Y,W,H] [WIDTH]");
    auto read = base::read_png(argv[2]);
    if (!read) return fail(read.error().message);
    base::Image image = std::move(*read);
    unsigned x = 0, y = 0, width = image.width, height = image.height, widest = image.width;
    if (argc > 4 && argv[4][0] != '\0' && std::sscanf(argv[4], "%u,%u,%u,%u", &x, &y, &width, &height) != 4)
        return fail(std::string(argv[4]) + " is no X,Y,W,H");
    if (x > image.width || y > image.height || width > image.width - x || height > image.height - y)
        return fail("the part reaches beyond the picture");
    if (argc > 5) widest = static_cast<unsigned>(std::strtoul(argv[5], nullptr, 10));
    image = base::shrunk(part_of(image, x, y, width, height), std::max(1U, widest));
    Judgement const j = judge(goldens(), argv[1], image, argv[3]);
    std::printf("%s\n", j.words.c_str());
    switch (j.verdict) {
        case Verdict::wrong: return 1;
        case Verdict::doubtful: return 77;
        default: return 0;
    }
}
