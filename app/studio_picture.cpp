// What is drawn of the district, from where, and with which live layers.
#include <algorithm>
#include <cmath>

#include "app/figures.h"
#include "app/on_model.h"
#include "app/open_studio.h"
#include "scene/camera_text.h"

namespace app {
namespace {

constexpr std::int32_t kHandReach = 3;  ///< pixels around the cursor in which a click still finds something
constexpr std::uint32_t kMapSide = 256;

std::uint32_t whole_pixels(double pixels) { return static_cast<std::uint32_t>(std::max(0.0, std::round(pixels))); }

/// What lies on top for a hand: a pin before a building before the ground.
int rank(std::uint32_t id) {
    switch (scene::id_kind(id)) {
        case scene::IdKind::report: return 4;
        case scene::IdKind::building: return 3;
        case scene::IdKind::instance: return 2;
        case scene::IdKind::none: return 0;
        default: return 1;
    }
}

}  // namespace

app::Stage OpenStudio::ground() const {
    return {std::max(1.0, district_pixels_.width()), std::max(1.0, district_pixels_.height()),
            [this](base::Vec2d p) { return district_.terrain.at(p); }};
}

base::Result<scene::View> OpenStudio::make_view(std::string const& name, std::string const& camera) const {
    ViewRequest request;
    if (!name.empty()) request.names = {name};
    request.camera = camera;
    request.style = command_.style;
    request.sun = command_.sun;
    double const width = district_pixels_.empty() ? command_.size.width : district_pixels_.width();
    double const height = district_pixels_.empty() ? command_.size.height : district_pixels_.height();
    request.size = {std::max(1u, whole_pixels(width)), std::max(1u, whole_pixels(height))};
    request.samples = command_.samples;
    auto views = make_views(district_, scenery_.scene(), request);
    if (!views) return views.error();
    if (screen_ == ui::Screen::wall && !command_.style) darken(views->front());
    return views->front();
}

/// Without a flight: where the window begins.
base::Status OpenStudio::open_view(std::string const& name, std::string const& camera) {
    auto view = make_view(name, camera);
    if (!view) return view.error();
    view_ = std::move(*view);
    auto const named = std::find_if(district_.views.begin(), district_.views.end(),
                                    [&](twin::NamedView const& v) { return v.id == view_.name; });
    bool const says = named != district_.views.end() && !named->live.empty();
    set_live_layers(says ? named->live : std::vector<std::string>{"tickets", "events"});
    settings_.style = view_.style;
    return base::done;
}

void OpenStudio::set_live_layers(std::vector<std::string> const& words) {
    bool const all = std::find(words.begin(), words.end(), "all") != words.end();
    for (ui::LayerSetting& layer : settings_.layers) {
        if (!layer.id.starts_with(kLivePrefix)) continue;
        std::string const word = layer.id.substr(kLivePrefix.size());
        bool const common =
            word == "tickets" || word == "events" || word == "cameras" || word == "devices" || word == "drones";
        layer.visible = std::find(words.begin(), words.end(), word) != words.end() || (all && common);
    }
}

/// A wall hangs in a dark room, and nobody changes its look from scene to scene.
void OpenStudio::darken(scene::View& view) const {
    ViewRequest request;
    request.style = scene::Style::night;
    request.camera = "fit";
    request.size = {view.width, view.height};
    if (auto const views = make_views(district_, scenery_.scene(), request)) view.sun = views->front().sun;
    view.style = scene::Style::night;
}

/// The same camera in another look: its light changes with it.
void OpenStudio::restyle_view() {
    ViewRequest request;
    request.style = settings_.style;
    request.sun = command_.sun;
    request.camera = "fit";
    request.size = {view_.width, view_.height};
    if (auto const views = make_views(district_, scenery_.scene(), request)) {
        view_.style = settings_.style;
        view_.sun = views->front().sun;
    }
}

Question OpenStudio::question(scene::Slot slot) const {
    Question out;
    bool const other = slot == scene::Slot::other && split_;
    out.live = time_.is_live() && !(other && split_->event != base::kNoTime);
    out.moment = time_.moment();
    if (other && split_->event != base::kNoTime) out.moment = {split_->event, split_->event};
    std::vector<std::string> words;
    for (ui::LayerSetting const& layer : settings_.layers) {
        if (layer.visible && layer.id.starts_with(kLivePrefix)) words.push_back(layer.id.substr(kLivePrefix.size()));
    }
    if (other && split_->layers) words = *split_->layers;
    if (auto const choice = parse_live(words)) out.choice = *choice;
    auto const heat = std::find_if(settings_.layers.begin(), settings_.layers.end(),
                                   [](ui::LayerSetting const& layer) { return layer.id == "live/tickets.heat"; });
    if (out.choice.ticket_heat && heat != settings_.layers.end()) out.choice.heat_opacity = heat->opacity;
    out.style = view_.style;
    out.chinese = chinese();
    out.acknowledged = cases_->acknowledged();
    out.colours = colours_;
    if (auto map = indicators_.map()) out.overlays.push_back(std::move(map));
    if (auto map = siting_.map()) {
        // Ranks are written on the ground; pins would hide them, and numbers of tickets would be taken for ranks.
        out.overlays.push_back(std::move(map));
        out.choice.tickets = out.choice.events = false;
    }
    return out;
}

void OpenStudio::ask() {
    asked_ = question(scene::Slot::main);
    if (asked_.live) asked_.moment = {};  // as the briefing has it
    briefings_->ask(scene::Slot::main, asked_);
    if (split_) briefings_->ask(scene::Slot::other, question(scene::Slot::other));
    // Who is in view is asked once the camera rests: it changes with every step of a flight.
    if (still_ > kSharpAfter) {
        app::Stage const stage = ground();
        focus_.view = {};
        for (base::Vec2d const corner :
             {base::Vec2d{0, 0}, {stage.width, 0}, {0, stage.height}, {stage.width, stage.height}}) {
            auto const at = ground_under(view_.camera, corner, stage);
            if (at) focus_.view.add(base::Vec2d{at->x, at->y});
        }
    }
    briefings_->look_at(focus_);
}

std::vector<scene::LiveLayer> OpenStudio::legend_besides(bool projects) const {
    std::vector<scene::LiveLayer> out;
    if (projects) {
        std::string camera = projected_;
        for (ui::CameraRow const& row : facts_->events.cameras)
            if (row.camera.id == projected_ && !row.camera.name.empty()) camera = row.camera.name;
        out.push_back({.title = chinese() ? "视频投影" : "Camera's picture", .freshness = camera});
    }
    auto const& schemes = siting_.facts().schemes;
    if (auto const proposed = siting_.proposed()) {
        auto const i = static_cast<std::size_t>(proposed->scheme);
        out.push_back({.title = chinese() ? "拟建方案（非现状）" : "Proposed, not built",
                       .freshness = i < schemes.size() ? in_language(schemes[i].name, chinese()) : std::string()});
    }
    return out;
}

/// Of the district's rectangle on the canvas, what falls into this window; empty: all of it, or nothing.
renderer::PixelRect OpenStudio::own_part() const {
    if (!command_.slice) return {};
    base::Extent const& all = district_pixels_;
    double const left = std::max(all.min_x, double{1} * command_.slice->x);
    double const top = std::max(all.min_y, double{1} * command_.slice->y);
    double const right = std::min(all.max_x, double{1} * command_.slice->x + command_.slice->width);
    double const bottom = std::min(all.max_y, double{1} * command_.slice->y + command_.slice->height);
    if (left >= right || top >= bottom) return {};
    return {static_cast<std::int32_t>(left - all.min_x), static_cast<std::int32_t>(top - all.min_y),
            whole_pixels(right - left), whole_pixels(bottom - top)};
}

/// Panels lay a picture over all of the district's rectangle; what is kept is this window's part of it.
void OpenStudio::show_own_part(scene::Panels& panels) const {
    renderer::PixelRect const part = own_part();
    if (part.width == 0) return;
    std::vector<bool> done(panels.vertices.size());
    for (scene::Panels::Draw const& draw : panels.draws) {
        if (draw.image != scene::slot_image(scene::Slot::main) && draw.image != scene::slot_image(scene::Slot::other))
            continue;
        for (std::uint32_t i = draw.first_index; i < draw.first_index + draw.index_count; ++i) {
            std::uint32_t const at = panels.indices[i];
            if (done[at]) continue;
            done[at] = true;
            shared::vec2& uv = panels.vertices[at].uv;
            uv.x = static_cast<float>((double{uv.x} * district_pixels_.width() - part.x) / part.width);
            uv.y = static_cast<float>((double{uv.y} * district_pixels_.height() - part.y) / part.height);
        }
    }
}

base::Status OpenStudio::draw_district() {
    if (district_pixels_.empty()) return base::done;
    view_.width = whole_pixels(district_pixels_.width());
    view_.height = whole_pixels(district_pixels_.height());
    view_.labels = settings_.labels && settings_.shows("labels");
    view_.selected = selection_.subject.kind == ui::SubjectKind::building
                         ? scene::make_id(scene::IdKind::building, selection_.subject.index)
                         : 0;
    view_.section = screen_ == ui::Screen::desk ? section_ : nullptr;
    view_.covered = {};
    if (screen_ == ui::Screen::desk && !split_) {
        auto const scale = ui::Scale::for_desk(around_.dpi_scale, settings_.text_scale);
        view_.covered = ui::small_map({0, 0, district_pixels_.width(), district_pixels_.height()}, scale.factor);
    }
    Scenery::Wanted wanted{view_,
                           briefing_,
                           {},
                           still_ < kSharpAfter,
                           on_the_model(projected_, projected_picture_, facts_->events, time_.is_live())};
    wanted.besides = legend_besides(!wanted.projected.empty());
    wanted.part = own_part();
    // Not in the language that was just switched from.
    wanted.explained = !briefing_ || briefing_->question.chinese == chinese();
    if (command_.slice && wanted.part.width == 0) return base::done;
    auto const drawn = scenery_.draw(scene::Slot::main, wanted);
    if (!drawn) return drawn.error();
    drew_ = *drawn;
    if (*drawn) settle_ = std::max(settle_, 1);
    if (split_) {
        auto const other = briefings_->newest(scene::Slot::other);
        wanted.briefing = other;
        if (split_->event != base::kNoTime) wanted.projected.clear();
        wanted.besides = legend_besides(!wanted.projected.empty());
        if (auto const ok = scenery_.draw(scene::Slot::other, wanted); !ok) return ok.error();
    }
    scene::View map = view_;
    base::Extent const all = scenery_.scene().extent;
    map.width = map.height = kMapSide;
    map.camera = scene::plan(all.centre(), scenery_.scene().min_z, map_metres(all));
    map.selected = 0;
    map.section = nullptr;
    map.labels = false;
    map.covered = {};
    if (auto const ok = scenery_.draw(scene::Slot::map, {map, nullptr, {}, false}); !ok) return ok.error();
    return base::done;
}

/// The most important id near a pixel of the district's rectangle.
std::uint32_t OpenStudio::id_at(base::Vec2d pixel) {
    scenery_.finish();  // what is clicked is what the camera sees now
    scene::View const* const drawn = scenery_.view(scene::Slot::main);
    if (!drawn || command_.slice) return 0;
    double const shrink = double{1} * drawn->width / std::max(1.0, district_pixels_.width());
    auto const x = static_cast<std::int32_t>(pixel.x * shrink), y = static_cast<std::int32_t>(pixel.y * shrink);
    auto const ids =
        renderer_.kept_ids(scene::Slot::main, {x - kHandReach, y - kHandReach, 2 * kHandReach + 1, 2 * kHandReach + 1});
    std::uint32_t best = 0;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        // What lies under the cursor itself wins over its like beside it.
        bool const centre = i == ids.size() / 2;
        if (rank(ids[i]) > rank(best) && (centre || rank(ids[i]) == 4)) best = ids[i];
    }
    return best;
}

std::optional<base::Vec3d> OpenStudio::place_under(base::Vec2d pixel) {
    app::Stage const stage = ground();
    std::uint32_t const id = id_at(pixel);
    if (scene::id_kind(id) == scene::IdKind::building && scene::id_index(id) < district_.buildings.size()) {
        std::uint32_t const b = scene::id_index(id);
        double const roof = double{district_.buildings.base_z[b]} + district_.buildings.height[b];
        auto const ray = scene::pixel_ray(view_.camera, pixel, stage.width, stage.height);
        if (ray.direction.z < -1e-3) {
            base::Vec3d const at = ray.origin + ray.direction * ((roof - ray.origin.z) / ray.direction.z);
            auto const found = nearest_.find({at.x, at.y}, 0);
            if (found && found->building == b) return at;
        }
    }
    return ground_under(view_.camera, pixel, stage);
}

}  // namespace app
