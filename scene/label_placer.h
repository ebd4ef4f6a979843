// Puts the names of one view in their places, more important ones first.
#pragma once

#include <cstdint>
#include <vector>

#include "scene/label_boxes.h"
#include "scene/label_style.h"
#include "scene/occluders.h"
#include "scene/scene.h"
#include "scene/view.h"

namespace scene {

/// A label that got a place: which, and the boxes it covers (a road's name has one a letter).
struct PlacedLabel {
    std::uint32_t label = 0;
    std::vector<base::Extent> boxes;
};

/// Greedy by kind, rank and index, so the same scene gives the same picture. Names compete with what `boxes` already
/// holds.
std::vector<PlacedLabel> place_labels(Scene const& scene, View const& view, double scale, Atlas& atlas,
                                      TextPainter& painter, LabelBoxes& boxes, Occluders const& occluders = {});

}  // namespace scene
