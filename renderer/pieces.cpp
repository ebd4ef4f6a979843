// A picture drawn a piece at a time: software drivers take seconds for a large one, and panels shall not wait for it.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "renderer/state.h"

namespace renderer {
namespace {

/// A pass is a piece; from the one that lays the picture out all are one, for they write what panels show.
std::vector<std::size_t> piece_ends(Graph const& graph) {
    std::vector<std::string> const names = graph.pass_names();
    auto const last = static_cast<std::size_t>(std::find(names.begin(), names.end(), "lay out") - names.begin());
    std::vector<std::size_t> ends;
    for (std::size_t pass = 1; pass <= last; ++pass) ends.push_back(pass);
    ends.push_back(names.size());
    return ends;
}

Pieces count(Drawing const& tile) {
    auto const ends = piece_ends(tile.graph);
    auto const done = std::count_if(ends.begin(), ends.end(), [&](std::size_t end) { return end <= tile.next; });
    return {static_cast<std::uint32_t>(done), static_cast<std::uint32_t>(ends.size())};
}

}  // namespace

void Renderer::State::keep_shown(Drawing& tile, PixelSize shown) const {
    auto const slot = static_cast<std::size_t>(&tile.picture - kept.data());
    tile.shown_before = kept_pictures()[slot];
    Image& result = tile.picture.targets.result;
    bool const same = result && result.info.width == shown.width && result.info.height == shown.height;
    if (!same && tile.picture.kept) tile.before = std::move(result);
}

void Renderer::State::abandon() {
    if (!drawing) return;
    device->wait_for(in_flight);
    std::unique_ptr<Drawing> const tile = std::move(drawing);
    Picture& picture = tile->picture;
    // Half of the targets is of this picture and half of the one before: nothing of either may be taken for another.
    TileRect const shown = picture.held.tile;
    picture.held = {};
    picture.held.tile = shown;
    if (!tile->plan.keeps.light) picture.light.reset();
    picture.painted.reset();
    picture.drape.reset();
    far_light_of = nullptr;
    if (tile->before) picture.targets.result = std::move(tile->before);
}

base::Status Renderer::begin_keep(scene::Slot slot, scene::View const& view, scene::Overlay const& overlay,
                                  PixelRect part, PixelSize enlarged) {
    State& s = *state_;
    s.abandon();
    auto const order = s.order_to_keep(view, part, enlarged);
    if (!order) return order.error();
    s.drawing = s.begin_tile(s.kept[static_cast<std::size_t>(slot)], view, order->tile, overlay, true);
    s.drawing->part = order->part;
    return base::done;
}

Pieces Renderer::under_way() const { return state_->drawing ? count(*state_->drawing) : Pieces{}; }

Pieces Renderer::go_on() {
    State& s = *state_;
    if (!s.drawing) return {};
    Drawing& tile = *s.drawing;
    auto const ends = piece_ends(tile.graph);
    s.device->wait_for(s.in_flight);
    s.timers->collect();
    s.submit(tile, *std::upper_bound(ends.begin(), ends.end(), tile.next));
    s.device->wait_for(s.in_flight);
    Pieces const reached = count(tile);
    if (reached.done < reached.all) return reached;
    s.end_tile(tile);
    tile.picture.part = tile.part;
    tile.picture.kept = true;
    s.drawing.reset();
    return reached;
}

}  // namespace renderer
