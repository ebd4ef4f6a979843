#include "scene/live.h"

#include <algorithm>
#include <utility>

#include "scene/live_parts.h"

namespace scene {

struct LiveBuilder::State {
    LiveInput input;
    std::vector<PinTree> trees;  ///< by layer
    std::vector<AreaShape> shapes;
    std::shared_ptr<base::Image const> heat;
    std::vector<LegendLayer> legend;
};

namespace {

std::vector<LegendLayer> legend_of(LiveInput const& input) {
    std::vector<LegendLayer> legend(input.layers.size());
    for (std::size_t i = 0; i < legend.size(); ++i) legend[i].layer = input.layers[i];
    for (Pin const& pin : input.pins) {
        if (pin.layer >= legend.size()) continue;
        LegendLayer& layer = legend[pin.layer];
        if (!layer.kind) layer.kind = pin.kind;
        layer.levels[static_cast<std::size_t>(pin.level)] = true;
        layer.overdue |= pin.overdue;
        layer.over |= !pin.open;
        layer.pulse |= pin.pulse;
    }
    for (ShadedArea const& area : input.areas) {
        if (area.layer < legend.size() && !legend[area.layer].area) legend[area.layer].area = area.colour & 0xffffff;
    }
    return legend;
}

}  // namespace

LiveBuilder::LiveBuilder(LiveInput input) {
    auto state = std::make_unique<State>();
    state->input = std::move(input);
    LiveInput const& in = state->input;
    for (std::size_t layer = 0; layer < in.layers.size(); ++layer)
        state->trees.emplace_back(in.pins, static_cast<std::uint8_t>(layer));
    state->shapes = shape_areas(in.areas);
    bool const stale = in.heat.layer < in.layers.size() && in.layers[in.heat.layer].stale;
    state->heat = heat_picture(in.heat, stale);
    state->legend = legend_of(in);
    state_ = std::move(state);
}
LiveBuilder::LiveBuilder(LiveBuilder&&) noexcept = default;
LiveBuilder& LiveBuilder::operator=(LiveBuilder&&) noexcept = default;
LiveBuilder::~LiveBuilder() = default;

LiveScene LiveBuilder::build(Scene const& scene, View const& view, ClusterMemory* memory) const {
    LiveInput const& in = state_->input;
    LiveScene out;
    add_marks(in, state_->trees, view, memory, out);
    add_paint(in, state_->shapes, scene, view, out);
    add_columns(in, scene, out);
    add_trails(in, out);
    out.projected = in.projected;
    if (state_->heat) {
        out.heat = state_->heat;
        out.heat_extent = heat_extent(in.heat);
    }
    if (!in.building_colours.empty()) {
        out.building_colours.reserve(scene.city.building_id.size());
        for (std::uint32_t const building : scene.city.building_id) {
            out.building_colours.push_back(building < in.building_colours.size() ? in.building_colours[building] : 0);
        }
    }
    out.legend = state_->legend;
    out.moment = in.moment;
    return out;
}

}  // namespace scene
