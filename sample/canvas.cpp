#include "sample/canvas.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "sample/random.h"

namespace sample {
namespace {

constexpr int kFiner = 2;

struct Glyph {
    char letter;
    std::array<std::uint8_t, 7> rows;  ///< five dots, the left one is the highest bit
};
constexpr std::array kGlyphs{Glyph{'0', {14, 17, 19, 21, 25, 17, 14}}, Glyph{'1', {4, 12, 4, 4, 4, 4, 14}},
                             Glyph{'2', {14, 17, 1, 2, 4, 8, 31}},     Glyph{'3', {31, 2, 4, 2, 1, 17, 14}},
                             Glyph{'4', {2, 6, 10, 18, 31, 2, 2}},     Glyph{'5', {31, 16, 30, 1, 1, 17, 14}},
                             Glyph{'6', {6, 8, 16, 30, 17, 17, 14}},   Glyph{'7', {31, 1, 2, 4, 8, 8, 8}},
                             Glyph{'8', {14, 17, 17, 14, 17, 17, 14}}, Glyph{'9', {14, 17, 17, 15, 1, 2, 12}},
                             Glyph{':', {0, 4, 4, 0, 4, 4, 0}},        Glyph{'-', {0, 0, 0, 31, 0, 0, 0}},
                             Glyph{'A', {14, 17, 17, 31, 17, 17, 17}}, Glyph{'C', {14, 17, 16, 16, 16, 17, 14}},
                             Glyph{'E', {31, 16, 16, 30, 16, 16, 31}}, Glyph{'L', {16, 16, 16, 16, 16, 16, 31}},
                             Glyph{'M', {17, 27, 21, 21, 17, 17, 17}}, Glyph{'P', {30, 17, 17, 30, 16, 16, 16}},
                             Glyph{'S', {15, 16, 16, 14, 1, 1, 30}}};

std::uint8_t byte_of(double value) { return static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.0, 1.0) * 255)); }

}  // namespace

Canvas::Canvas(int width, int height)
    : width_(width * kFiner),
      height_(height * kFiner),
      pixels_(static_cast<std::size_t>(width_) * static_cast<std::size_t>(height_)) {}

Canvas::Canvas(base::Image const& whole, int x, int y, int width, int height) : Canvas(width, height) {
    left_ = x * kFiner;
    top_ = y * kFiner;
    for (int row = 0; row < height_; ++row) {
        int const from_y = std::clamp(y + row / kFiner, 0, static_cast<int>(whole.height) - 1);
        for (int column = 0; column < width_; ++column) {
            int const from_x = std::clamp(x + column / kFiner, 0, static_cast<int>(whole.width) - 1);
            std::uint8_t const* const p = whole.row(static_cast<std::uint32_t>(from_y)) + 3 * from_x;
            pixels_[static_cast<std::size_t>(row) * static_cast<std::size_t>(width_) +
                    static_cast<std::size_t>(column)] = {p[0] / 255.0, p[1] / 255.0, p[2] / 255.0};
        }
    }
}

void Canvas::blend(int x, int y, Colour colour, double alpha) {
    if (x < 0 || y < 0 || x >= width_ || y >= height_) return;
    Colour& pixel =
        pixels_[static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) + static_cast<std::size_t>(x)];
    pixel = mixed(pixel, colour, alpha);
}

void Canvas::polygon(std::vector<base::Vec2d> const& ring, Colour colour, double alpha) {
    if (ring.empty()) return;
    std::vector<double> crossings;
    auto const [low, high] =
        std::minmax_element(ring.begin(), ring.end(), [](base::Vec2d a, base::Vec2d b) { return a.y < b.y; });
    int const first = std::max(0, static_cast<int>(low->y * kFiner) - top_ - 1);
    int const last = std::min(height_ - 1, static_cast<int>(high->y * kFiner) - top_ + 1);
    for (int y = first; y <= last; ++y) {
        double const at = (top_ + y + 0.5) / kFiner;
        crossings.clear();
        for (std::size_t i = 0; i < ring.size(); ++i) {
            base::Vec2d const a = ring[i], b = ring[(i + 1) % ring.size()];
            if ((a.y <= at) != (b.y <= at)) crossings.push_back(a.x + (at - a.y) / (b.y - a.y) * (b.x - a.x));
        }
        std::sort(crossings.begin(), crossings.end());
        for (std::size_t i = 0; i + 1 < crossings.size(); i += 2) {
            int const from = std::max(0, static_cast<int>(std::ceil(crossings[i] * kFiner - 0.5)) - left_);
            int const until = std::min(width_, static_cast<int>(std::ceil(crossings[i + 1] * kFiner - 0.5)) - left_);
            for (int x = from; x < until; ++x) blend(x, y, colour, alpha);
        }
    }
}

void Canvas::box(double x, double y, double width, double height, Colour colour, double alpha) {
    polygon({{x, y}, {x + width, y}, {x + width, y + height}, {x, y + height}}, colour, alpha);
}

void Canvas::ellipse(base::Vec2d centre, double rx, double ry, Colour colour, double alpha) {
    std::vector<base::Vec2d> ring;
    constexpr int kCorners = 32;
    for (int i = 0; i < kCorners; ++i) {
        double const turn = 2 * 3.14159265358979 * i / kCorners;
        ring.push_back({centre.x + rx * std::cos(turn), centre.y + ry * std::sin(turn)});
    }
    polygon(ring, colour, alpha);
}

void Canvas::line(base::Vec2d from, base::Vec2d to, double width, Colour colour, double alpha) {
    base::Vec2d const along = to - from;
    double const length = base::length(along);
    if (length <= 0) return;
    base::Vec2d const side = base::Vec2d{-along.y, along.x} * (width / 2 / length);
    polygon({from + side, to + side, to - side, from - side}, colour, alpha);
}

void Canvas::gradient(Colour top, Colour bottom) {
    for (int y = 0; y < height_; ++y)
        for (int x = 0; x < width_; ++x) blend(x, y, mixed(top, bottom, static_cast<double>(y) / height_), 1);
}

void Canvas::glow(base::Vec2d centre, double radius, Colour colour, double strength) {
    auto const range = [&](double middle, int begin, int end) {
        int const from = static_cast<int>((middle - radius) * kFiner) - begin - 1;
        int const until = static_cast<int>((middle + radius) * kFiner) - begin + 2;
        return std::pair{std::max(0, from), std::min(end, until)};
    };
    auto const [top, bottom] = range(centre.y, top_, height_);
    auto const [left, right] = range(centre.x, left_, width_);
    for (int y = top; y < bottom; ++y) {
        for (int x = left; x < right; ++x) {
            base::Vec2d const from = base::Vec2d{(left_ + x + 0.5) / kFiner, (top_ + y + 0.5) / kFiner} - centre;
            double const near = 1 - base::length(from) / radius;
            if (near > 0) blend(x, y, colour, strength * near * near);
        }
    }
}

void Canvas::tint(Colour by) {
    for (Colour& pixel : pixels_) pixel = {pixel.r * by.r, pixel.g * by.g, pixel.b * by.b};
}

void Canvas::grain(std::uint64_t seed, double strength) {
    Random random(seed);
    for (int y = 0; y < height_; ++y) {
        for (int x = 0; x < width_; ++x) {
            double const dx = 2.0 * x / width_ - 1, dy = 2.0 * y / height_ - 1;
            double const shade = 1 - 0.22 * (dx * dx + dy * dy) / 2, noise = random.between(-strength, strength);
            Colour& p =
                pixels_[static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) + static_cast<std::size_t>(x)];
            p = {p.r * shade + noise, p.g * shade + noise, p.b * shade + noise};
        }
    }
}

void Canvas::text(base::Vec2d at, std::string_view words, double size, Colour colour) {
    for (char const letter : words) {
        for (Glyph const& glyph : kGlyphs) {
            if (glyph.letter != letter) continue;
            for (int row = 0; row < 7; ++row)
                for (int dot = 0; dot < 5; ++dot)
                    if (glyph.rows[static_cast<std::size_t>(row)] >> (4 - dot) & 1)
                        box(at.x + dot * size, at.y + row * size, size, size, colour);
        }
        at.x += 6 * size;
    }
}

base::Image Canvas::image() const {
    base::Image out;
    out.width = static_cast<std::uint32_t>(width_ / kFiner);
    out.height = static_cast<std::uint32_t>(height_ / kFiner);
    out.channels = 3;
    out.pixels.reserve(out.row_bytes() * out.height);
    for (int y = 0; y < height_; y += kFiner) {
        for (int x = 0; x < width_; x += kFiner) {
            Colour sum;
            for (int i = 0; i < kFiner * kFiner; ++i) {
                Colour const& p = pixels_[static_cast<std::size_t>(y + i / kFiner) * static_cast<std::size_t>(width_) +
                                          static_cast<std::size_t>(x + i % kFiner)];
                sum = {sum.r + p.r, sum.g + p.g, sum.b + p.b};
            }
            constexpr double kShare = 1.0 / (kFiner * kFiner);
            for (double const channel : {sum.r, sum.g, sum.b}) out.pixels.push_back(byte_of(channel * kShare));
        }
    }
    return out;
}

void Canvas::paste_into(base::Image& whole) const {
    base::Image const part = image();
    int const x = left_ / kFiner, y = top_ / kFiner;
    int const from = std::max(0, -x), until = std::min(static_cast<int>(part.width), static_cast<int>(whole.width) - x);
    if (until <= from) return;
    for (int row = std::max(0, -y); row < std::min(height_ / kFiner, static_cast<int>(whole.height) - y); ++row) {
        std::uint8_t const* const begin = part.row(static_cast<std::uint32_t>(row)) + 3 * from;
        std::copy_n(begin, 3 * (until - from), whole.row(static_cast<std::uint32_t>(y + row)) + 3 * (x + from));
    }
}

}  // namespace sample
