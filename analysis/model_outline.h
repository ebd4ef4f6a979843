// What a model of a building is to the plan, to the sun and to views: its outline seen from above, as walls drawn up.
//
// The outline is the true one: the union of all triangles of the mesh, projected on the ground, courtyards kept. What
// lies lower than kPaving above the model's lowest point is paving and counts as nothing. Pieces that do not touch are
// blocks of their own, each as high as the highest point of the mesh in it; inside a piece nothing is lower than that,
// so that shadows and hidden ground err on the side of the neighbours.
#pragma once

#include <vector>

#include "analysis/plane.h"
#include "base/result.h"
#include "twin/district.h"

namespace analysis {

inline constexpr double kPaving = 1.0;        ///< metres
inline constexpr double kLeastPieceArea = 4;  ///< square metres: smaller ones are lamps and flagpoles

struct ModelOutline {
    struct Piece {
        Plot outline;       ///< metres, the model's own axes: x east, y north before it is turned
        double height = 0;  ///< metres above the model's lowest point
    };
    std::vector<Piece> pieces;  ///< the largest first
    base::Vec2d middle;         ///< of the box around all of them: what is put on the site's middle
    double lowest = 0;          ///< z of the mesh
    double height = 0;          ///< of the highest piece
};

/// An error where nothing of the mesh stands higher than paving, or covers any ground.
base::Result<ModelOutline> outline_of(assets::Model const& model);

}  // namespace analysis
