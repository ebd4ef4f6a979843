#include "scene/labels.h"

#include <algorithm>
#include <utility>

#include "scene/furniture.h"
#include "scene/label_placer.h"
#include "scene/live_furniture.h"
#include "scene/section.h"

namespace scene {

struct LabelLayout::State {
    Atlas atlas;
    Occluders occluders = {};
};

LabelLayout::LabelLayout(std::unique_ptr<State> state) : state_(std::move(state)) {}
LabelLayout::LabelLayout(LabelLayout&&) noexcept = default;
LabelLayout& LabelLayout::operator=(LabelLayout&&) noexcept = default;
LabelLayout::~LabelLayout() = default;

base::Result<LabelLayout> LabelLayout::create() {
    auto font = Font::open();
    if (!font) return font.error();
    return LabelLayout(std::make_unique<State>(State{Atlas(std::move(*font))}));
}

void LabelLayout::set_scene(Scene const& scene) { state_->occluders = Occluders(scene.city); }

Overlay LabelLayout::lay_out(Scene const& scene, View const& view, std::span<std::string const> notice,
                             LiveScene const* live) {
    double const scale = design_scale(view);
    Atlas& atlas = state_->atlas;
    TextPainter painter(atlas, scale);
    LabelBoxes boxes(view.width, view.height, 6 * scale, 64 * scale);
    if (live) draw_live_texts(*live, scale, atlas, painter);
    if (!view.covered.empty()) boxes.take({&view.covered, 1});
    auto cards = place_furniture(scene, view, scale, atlas, painter, boxes, live);
    if (live) boxes.take(live->taken);
    if (view.labels && !is_drawing(view)) place_labels(scene, view, scale, atlas, painter, boxes, state_->occluders);
    draw_notice(notice, view, scale, atlas, painter);
    Overlay overlay;
    overlay.quads = painter.finish();
    overlay.cards = std::move(cards);
    overlay.atlas = atlas.image();
    overlay.atlas_version = atlas.version();
    return overlay;
}

std::vector<char32_t> LabelLayout::missing_characters() const {
    auto const& missing = state_->atlas.missing();
    return {missing.begin(), missing.end()};
}

}  // namespace scene
