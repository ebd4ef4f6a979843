// A small painter of flat shapes, for the sample's evidence pictures: filled at twice the size, then halved, so that
// edges are smooth. The same strokes give the same bytes on any machine.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/image.h"
#include "base/vec.h"

namespace sample {

struct Colour {
    double r = 0, g = 0, b = 0;  ///< 0 to 1, sRGB
};
constexpr Colour mixed(Colour a, Colour b, double t) {
    return {a.r + (b.r - a.r) * t, a.g + (b.g - a.g) * t, a.b + (b.b - a.b) * t};
}

class Canvas {
public:
    Canvas(int width, int height);
    /// A part of a finished picture, to be drawn on in that picture's own pixels.
    Canvas(base::Image const& whole, int x, int y, int width, int height);

    /// Any ring, by the even-odd rule; points in pixels of the finished picture.
    void polygon(std::vector<base::Vec2d> const& ring, Colour colour, double alpha = 1);
    void box(double x, double y, double width, double height, Colour colour, double alpha = 1);
    void ellipse(base::Vec2d centre, double rx, double ry, Colour colour, double alpha = 1);
    void line(base::Vec2d from, base::Vec2d to, double width, Colour colour, double alpha = 1);
    /// From the top colour to the bottom one, over the whole picture.
    void gradient(Colour top, Colour bottom);
    /// Brightness that fades from the middle to the rim.
    void glow(base::Vec2d centre, double radius, Colour colour, double strength);
    /// Every pixel times a colour: dusk.
    void tint(Colour by);
    /// Darker corners and the grain of a cheap camera.
    void grain(std::uint64_t seed, double strength);
    /// Capitals that the stamp needs, digits, colon and dash; `size` is a dot's width.
    void text(base::Vec2d at, std::string_view words, double size, Colour colour);

    base::Image image() const;  ///< RGB
    /// The part back into its place; what was not drawn on stays as it was.
    void paste_into(base::Image& whole) const;

private:
    int width_, height_;      ///< of the large picture
    int left_ = 0, top_ = 0;  ///< where the part begins, in the large picture
    std::vector<Colour> pixels_;
    void blend(int x, int y, Colour colour, double alpha);
};

}  // namespace sample
