#include "analysis/model_outline.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "geo/footprint.h"

namespace analysis {
namespace {

constexpr double kLeastTriangle = 1e-4;  ///< square metres seen from above: less is a wall

struct Corners {
    std::array<base::Vec3d, 3> p;
    double top() const { return std::max({p[0].z, p[1].z, p[2].z}); }
    double area() const {
        base::Vec2d const a{p[1].x - p[0].x, p[1].y - p[0].y}, b{p[2].x - p[0].x, p[2].y - p[0].y};
        return std::abs(a.x * b.y - a.y * b.x) / 2;
    }
    base::Vec2d middle() const { return {(p[0].x + p[1].x + p[2].x) / 3, (p[0].y + p[1].y + p[2].y) / 3}; }
};

/// Those that cover ground and are no paving.
std::vector<Corners> covering(assets::Model const& model) {
    std::vector<Corners> out;
    double const paving = double{model.min.z} + kPaving;
    for (std::size_t t = 0; t + 2 < model.indices.size(); t += 3) {
        Corners corners;
        for (std::size_t i = 0; i < 3; ++i) {
            base::Vec3f const at = model.vertices[model.indices[t + i]].position;
            corners.p[i] = {double{at.x}, double{at.y}, double{at.z}};
        }
        if (corners.top() > paving && corners.area() > kLeastTriangle) out.push_back(corners);
    }
    return out;
}

}  // namespace

base::Result<ModelOutline> outline_of(assets::Model const& model) {
    auto const triangles = covering(model);
    std::vector<geo::Face> faces;
    faces.reserve(triangles.size());
    // Called ground, all of them are united, whichever way they face.
    for (Corners const& t : triangles) faces.push_back({{t.p[0], t.p[1], t.p[2]}, {3}, true});
    auto const united = geo::footprint_of(faces);
    ModelOutline out;
    out.lowest = double{model.min.z};
    if (united) {
        for (geo::Rings const& rings : united->polygons) {
            Plot plot = plot_of(rings);
            if (area_of(plot) >= kLeastPieceArea) out.pieces.push_back({std::move(plot), 0});
        }
    }
    if (out.pieces.empty())
        return base::Error{"nothing in this model stands higher than paving and covers ground, so it is no building"};
    std::ranges::stable_sort(out.pieces, std::greater<>(), [](auto const& piece) { return area_of(piece.outline); });
    for (Corners const& t : triangles) {
        for (ModelOutline::Piece& piece : out.pieces) {
            if (!contains(piece.outline, t.middle())) continue;
            piece.height = std::max(piece.height, t.top() - out.lowest);
            break;
        }
    }
    std::erase_if(out.pieces, [](auto const& piece) { return !(piece.height > 0); });
    base::Extent box;
    for (auto const& piece : out.pieces) {
        box.add(extent_of(piece.outline));
        out.height = std::max(out.height, piece.height);
    }
    if (box.empty()) return base::Error{"the outline of this model could not be found"};
    out.middle = box.centre();
    return out;
}

}  // namespace analysis
