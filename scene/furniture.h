// What stands at the edges of a picture: legend, scale bar, north arrow.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "scene/label_boxes.h"
#include "scene/label_style.h"
#include "scene/scene.h"
#include "scene/view.h"

namespace scene {

struct LiveScene;

/// A length of ground that reads well: 1, 2 or 5 times a power of ten, at most `most` metres.
double round_length(double most);

/// Draws what the view asks for and takes its place, so that labels keep off. What does not fit in the picture is left
/// out. Returns the cards' boxes, pixels.
std::vector<base::Extent> place_furniture(Scene const& scene, View const& view, double scale, Atlas& atlas,
                                          TextPainter& painter, LabelBoxes& boxes, LiveScene const* live = nullptr);

/// A card in the middle of the picture, over everything: help, a message.
void draw_notice(std::span<std::string const> lines, View const& view, double scale, Atlas& atlas,
                 TextPainter& painter);

}  // namespace scene
