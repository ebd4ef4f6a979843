#include "app/scenery.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <utility>

#include "app/load.h"

namespace app {
namespace {

constexpr double kSmallPicture = 400'000;  ///< pixels; of 1280 x 720 with panels open at both sides

std::size_t index(scene::Slot slot) { return static_cast<std::size_t>(slot); }

bool same(scene::Camera const& a, scene::Camera const& b) {
    return a.eye == b.eye && a.target == b.target && a.up == b.up && a.fov_y == b.fov_y &&
           a.ortho_height == b.ortho_height;
}

std::uint32_t scaled(std::uint32_t pixels, double factor) {
    return std::max(16u, static_cast<std::uint32_t>(std::lround(pixels * factor)));
}

/// In a small window the legend would lie on a quarter of the district: what the levels of pins look like is left out,
/// what colours stand for stays.
void fold_keys(std::vector<scene::LegendLayer>& legend) {
    for (scene::LegendLayer& layer : legend) {
        layer.layer.pins = layer.overdue = layer.over = layer.pulse = false;
        layer.levels = {};
    }
}

}  // namespace

base::Status Scenery::set_scene(scene::Scene scene, base::Progress& progress) {
    begun_.reset();
    if (auto const set = renderer_.set_scene(scene, progress); !set) return set.error();
    if (labels_) labels_->set_scene(scene);
    scene_ = std::move(scene);
    let_geometry_go(scene_);
    forget();
    return base::done;
}

bool Scenery::same(Made const& made, Wanted const& wanted) const {
    scene::View const &a = made.wanted.view, &b = wanted.view;
    std::uint64_t const revision = wanted.briefing ? wanted.briefing->revision : 0;
    auto const picture = [](scene::Projected const& p) { return p.picture.version; };
    bool const pictures = std::ranges::equal(made.wanted.projected, wanted.projected, {}, picture, picture);
    bool const as_sharp = pictures && (wanted.moving || !made.wanted.moving);
    return as_sharp && revision == made.revision && a.width == b.width && a.height == b.height && a.style == b.style &&
           made.wanted.explained == wanted.explained && a.labels == b.labels && a.section == b.section &&
           a.selected == b.selected && a.sun.direction == b.sun.direction && app::same(a.camera, b.camera) &&
           made.wanted.part.width == wanted.part.width && made.wanted.part.x == wanted.part.x &&
           made.wanted.part.y == wanted.part.y && made.wanted.part.height == wanted.part.height;
}

base::Result<bool> Scenery::draw(scene::Slot slot, Wanted wanted) {
    if (wanted.view.width == 0 || wanted.view.height == 0) return false;
    std::optional<Made>& kept = made_[index(slot)];
    if (waits(slot, wanted) || (!begun_ && kept && same(*kept, wanted))) return false;
    begun_.reset();
    bool const pieces = in_pieces && slot != scene::Slot::other && (!wanted.moving || !kept);
    wanted.moving = wanted.moving && !pieces;
    Made made{wanted, wanted.view, {}, wanted.briefing ? wanted.briefing->revision : 0};
    scene::View& view = made.drawn;
    bool const whole = wanted.part.width == 0;
    bool const fast = wanted.moving && whole;
    view.samples = wanted.moving ? 1 : samples_;
    view.labels = view.labels && !fast;
    view.fast = fast;
    scene::set_planes(view.camera, scene_.extent, scene_.min_z, scene_.max_z);
    auto const shrink = [&] {
        view.width = scaled(view.width, size_.factor());
        view.height = scaled(view.height, size_.factor());
        view.enlarged = 1 / size_.factor();
    };
    // Symbols and texts are sharp in motion too, but where pictures of cameras lie on the district.
    bool const sharp_symbols = wanted.projected.empty();
    renderer::PixelSize const shown{view.width, view.height};
    if (fast && !sharp_symbols) shrink();
    if (wanted.briefing && wanted.briefing->builder) {
        made.live = wanted.briefing->builder->build(scene_, view, slot == scene::Slot::main ? &memory_ : nullptr);
    }
    if (!wanted.explained) {
        made.live.legend.clear();
        made.live.moment.clear();
    }
    made.live.projected = wanted.projected;
    for (scene::LiveLayer const& line : wanted.besides) made.live.legend.push_back({.layer = line});
    if (double{1} * wanted.view.width * wanted.view.height < kSmallPicture) fold_keys(made.live.legend);
    scene::Overlay overlay;
    bool const says = labels_ && slot != scene::Slot::map;
    if (says) overlay = labels_->lay_out(scene_, view, {}, wanted.briefing ? &made.live : nullptr);
    for (base::Extent const& card : overlay.cards) {
        double const w = view.width, h = view.height;
        made.cards.push_back({card.min_x / w, card.min_y / h, card.max_x / w, card.max_y / h});
    }
    if (fast && sharp_symbols) shrink();
    // This waits for the frame before: as much as can be is done while the device still draws that.
    if (auto const set = renderer_.set_live(made.live); !set) return set.error();
    auto const drawn = pieces ? renderer_.begin_keep(slot, view, overlay, wanted.part)
                              : renderer_.keep(slot, view, overlay, wanted.part,
                                               fast && sharp_symbols ? shown : renderer::PixelSize{});
    if (!drawn) return drawn.error();
    if (pieces) begun_ = {slot, std::move(made)};
    if (pieces) return true;
    kept = std::move(made);
    if (slot == scene::Slot::main) moved_ = wanted.moving && whole;
    return true;
}

void Scenery::forget() {
    begun_.reset();
    made_[index(scene::Slot::other)].reset();
    // What is shown of the others stays until they are drawn anew.
    for (std::optional<Made>& made : made_)
        if (made) made->revision = ~std::uint64_t{0};
}

/// What differs only on it is drawn once it is there: that is little then, and news that keep coming stop nothing.
bool Scenery::waits(scene::Slot slot, Wanted const& wanted) const {
    if (!begun_) return false;
    Wanted const& begun = begun_->made.wanted;
    scene::View const &a = begun.view, &b = wanted.view;
    bool const place = a.width == b.width && a.height == b.height && a.style == b.style && a.section == b.section &&
                       a.sun.direction == b.sun.direction && app::same(a.camera, b.camera);
    return begun_->slot != slot || !made_[index(slot)] || place;
}

void Scenery::go_on(double ms) {
    auto const began = std::chrono::steady_clock::now();
    auto const gone = [&] { return std::chrono::steady_clock::now() - began; };
    while (begun_) {
        renderer::Pieces const at = renderer_.go_on();
        if (at.done == at.all) {
            made_[index(begun_->slot)] = std::move(begun_->made);
            begun_.reset();
        }
        if (gone() >= std::chrono::duration<double, std::milli>(ms)) return;
    }
}

void Scenery::finish() { go_on(std::numeric_limits<double>::infinity()); }

std::optional<double> Scenery::under_way() const {
    if (!begun_) return {};
    renderer::Pieces const at = renderer_.under_way();
    return at.all > 0 ? double{1} * at.done / at.all : 1;
}

void Scenery::took(double ms) {
    last_ms_ = ms;
    if (std::exchange(moved_, false)) size_ = after(size_, ms);
}

bool Scenery::sharp(scene::Slot slot) const {
    auto const& made = made_[index(slot)];
    return made && !made->wanted.moving && !(begun_ && begun_->slot == slot);
}

scene::View const* Scenery::view(scene::Slot slot) const {
    auto const& made = made_[index(slot)];
    return made ? &made->drawn : nullptr;
}

std::vector<base::Extent> Scenery::cards(scene::Slot slot) const {
    auto const& made = made_[index(slot)];
    return made ? made->cards : std::vector<base::Extent>{};
}

scene::LiveScene const* Scenery::live(scene::Slot slot) const {
    auto const& made = made_[index(slot)];
    return made ? &made->live : nullptr;
}

}  // namespace app
