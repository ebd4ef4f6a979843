// What people ask for, one function a command.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "app/open_studio.h"
#include "app/selection_parts.h"
#include "app/supervise_session.h"

namespace app {
namespace {

constexpr double kAcross = 220;  ///< metres that are seen around a thing one flies to
constexpr double kPlaceAcross = 700;
constexpr double kPlacePitch = 42;  ///< degrees below the horizon
constexpr double kZoomStep = 0.7;

}  // namespace

void OpenStudio::obey_all(ui::Commands const& commands) {
    for (ui::Command const& command : commands) std::visit([this](auto const& c) { obey(c); }, command);
    if (!commands.empty()) settle_ = std::max(settle_, 3);
}

// ---- where one looks from

void OpenStudio::fly_to(scene::Camera const& camera) {
    camera_steps_.leave(flight_ ? flight_->to : view_.camera);
    flight_ = plan_flight(view_.camera, camera, scenery_.scene().max_z);
    flown_ = 0;
}

void OpenStudio::fly_to(base::Vec3d at, double across) {
    double const distance = across / 2 / std::tan(view_.camera.fov_y * std::numbers::pi / 360);
    scene::Camera camera = scene::orbit(at, distance, heading_of(view_.camera), kPlacePitch);
    camera.fov_y = view_.camera.fov_y;
    fly_to(camera);
}

void OpenStudio::obey(ui::FlyTo const& c) {
    if (!c.subject) return;
    if (auto const box = box_of(c.subject)) {
        double const across =
            std::max({kAcross, 2.5 * box->extent.width(), 2.5 * box->extent.height(), 2.5 * (box->max_z - box->min_z)});
        base::Vec2d const middle = box->extent.centre();
        return fly_to({middle.x, middle.y, (box->min_z + box->max_z) / 2}, across);
    }
    // A lake, a road, a neighbourhood is known by one point, but is larger than a house.
    bool const place = c.subject.kind == ui::SubjectKind::place;
    if (c.subject.at) return fly_to(*c.subject.at, place ? kPlaceAcross : kAcross);
    say(false, chinese() ? "没有位置，无法飞到" : "It has no place to fly to");
}

void OpenStudio::obey(ui::FlyToExtent const& c) {
    if (c.extent.empty()) return;
    double const aspect = district_pixels_.height() > 0 ? district_pixels_.width() / district_pixels_.height() : 1.6;
    double const ground = district_.terrain.at(c.extent.centre());
    fly_to(scene::fit(c.extent, ground, ground + 30, aspect, heading_of(view_.camera), 50));
}

void OpenStudio::obey(ui::OpenView const& c) {
    for (ui::Bookmark const& bookmark : settings_.bookmarks) {
        if (bookmark.name != c.id) continue;
        auto const view = make_view({}, bookmark.camera);
        if (!view) return say(true, bookmark.name + ": " + view.error().message);
        return fly_to(view->camera);
    }
    auto const view = make_view(c.id, {});
    if (!view) return say(true, view.error().message);
    scene::Camera const from = view_.camera;
    if (auto const opened = open_view(c.id, {}); !opened) return say(true, opened.error().message);
    view_.camera = from;
    fly_to(view->camera);
}

void OpenStudio::obey(ui::MoveCamera const& c) {
    using How = ui::MoveCamera::How;
    app::Stage const stage = ground();
    base::Vec2d const middle{stage.width / 2, stage.height / 2};
    scene::Camera const now = flight_ ? flight_->to : view_.camera;
    switch (c.how) {
        case How::fit:
            if (auto const view = make_view({}, "fit")) fly_to(view->camera);
            break;
        case How::top: {
            double const across = now.ortho_height > 0 ? now.ortho_height : height_above_ground(now, stage);
            fly_to(scene::orbit(now.target, std::max(across, 50.0), 0, 90));
            break;
        }
        case How::north_up: fly_to(northward(now)); break;
        case How::zoom_in: fly_to(zoomed(now, kZoomStep, middle, stage)); break;
        case How::zoom_out: fly_to(zoomed(now, 1 / kZoomStep, middle, stage)); break;
        case How::back:
        case How::forward: {
            scene::Camera there = now;
            bool const found = c.how == How::back ? camera_steps_.back(there) : camera_steps_.forward(there);
            if (!found) break;
            flight_ = plan_flight(view_.camera, there, scenery_.scene().max_z);
            flown_ = 0;
            break;
        }
    }
}

void OpenStudio::obey(ui::AddBookmark const& c) {
    if (c.name.empty()) return;
    ui::Bookmark const bookmark{c.name, scene::camera_text(flight_ ? flight_->to : view_.camera)};
    auto& all = settings_.bookmarks;
    auto const same = std::find_if(all.begin(), all.end(), [&](auto const& b) { return b.name == c.name; });
    if (same != all.end()) {
        *same = bookmark;
    } else {
        all.push_back(bookmark);
    }
}

// ---- time

void OpenStudio::obey(ui::NextEvent const& c) {
    base::UtcMs const here = time_.moment().event;
    base::UtcMs best = base::kNoTime;
    auto const consider = [&](base::UtcMs time) {
        if (time == base::kNoTime || time > now_) return;
        bool const ahead = c.direction > 0 ? time > here : time < here;
        bool const nearer = best == base::kNoTime || (c.direction > 0 ? time < best : time > best);
        if (ahead && nearer) best = time;
    };
    for (ui::EventRow const& event : facts_->events.events) consider(event.first);
    for (ui::TicketRow const& row : facts_->hotline.tickets) consider(row.ticket.called);
    if (best == base::kNoTime) return say(false, chinese() ? "这一方向没有更多事件" : "Nothing further that way");
    time_.obey(ui::SetMoment{best, base::kNoTime});
}

void OpenStudio::obey(ui::ShowSpan const& c) {
    focus_.span_from = c.from;
    focus_.span_until = c.until;
}

void OpenStudio::obey(ui::Split const& c) {
    base::UtcMs const before = split_ ? split_->event : base::kNoTime;
    split_ = c.off ? std::nullopt : std::optional(c);
    if (split_ && split_->event == base::kNoTime) split_->event = before;
    if (c.off) briefings_->drop(scene::Slot::other);
    if (!c.off && c.event != base::kNoTime)
        say(false, chinese() ? "右侧停在 " + time_text(c.event) + "；移动时间轴，左侧显示另一时刻"
                             : "The right stays at " + time_text(c.event) + "; the time line moves the left");
    scenery_.forget();
}

void OpenStudio::obey(ui::ShowLayer const& c) {
    for (ui::LayerSetting& layer : settings_.layers) {
        if (layer.id == c.id) layer.visible = c.visible;
    }
}

void OpenStudio::obey(ui::PlayVideo const& c) {
    bool const off = projected_ == c.camera && (c.stop || !c.on_model);
    if (off || c.on_model) projected_picture_ = {};
    if (off) projected_.clear();
    if (c.stop) return videos_->stop(c.camera);
    auto const& all = facts_->events.cameras;
    auto const found = std::find_if(all.begin(), all.end(), [&](auto const& row) { return row.camera.id == c.camera; });
    if (found == all.end()) return say(true, c.camera + (chinese() ? "：没有这台摄像机" : ": there is no such camera"));
    if (!videos_->plays(c.camera)) videos_->play(c.camera, found->camera.stream);
    if (c.on_model) projected_ = c.camera;
}

/// The alarm that is shown may be a sighting older than the newest one of the facts.
std::optional<Matter> OpenStudio::matter_of(ui::Subject const& subject) const {
    if (carousel_ && carousel_->alarm()) {
        for (Incident const& each : carousel_->alarm()->incidents)
            if (each.subject.same(subject)) return Matter{each.key, each.since, each.last};
    }
    for (ui::EventRow const& row : facts_->events.events)
        if (subject.kind == ui::SubjectKind::event && row.id == subject.id) return app::matter_of(row);
    for (ui::TicketRow const& row : facts_->hotline.tickets)
        if (subject.kind == ui::SubjectKind::ticket && row.ticket.id == subject.id)
            return app::matter_of(row, facts_->time.event);
    return {};
}

// ---- the program

void OpenStudio::undo(bool forward) {
    Stood stood{settings_, siting_.step()};
    undoing_ = forward ? setting_steps_.forward(stood) : setting_steps_.back(stood);
    if (!undoing_) return;
    settings_ = std::move(stood.settings);
    siting_.restore(stood.siting);
}
void OpenStudio::obey(ui::ShowHelp const&) { panel_state_.help = !panel_state_.help; }
void OpenStudio::obey(ui::ToggleFullScreen const&) { wishes_.toggle_full_screen = true; }
void OpenStudio::obey(ui::SwitchScreen const& c) {
    bool const was_wall = screen_ == ui::Screen::wall;
    screen_ = c.wall ? ui::Screen::wall : ui::Screen::desk;
    if (c.wall && !was_wall) {
        desk_ = Desk{settings_, view_, camera_steps_};
        if (flight_) desk_->view.camera = flight_->to;
    }
    if (!c.wall && was_wall && desk_) {
        settings_ = desk_->settings;
        camera_steps_ = desk_->steps;
        view_.camera = desk_->view.camera;
        view_.style = desk_->view.style;
        view_.sun = desk_->view.sun;
        flight_.reset();
    }
    scenery_.forget();
}
/// What was asked for is not shown, so the settings go back to what is.
void OpenStudio::obey(ui::CancelWork const&) {
    auto const stays = rebuild_.cancel();
    if (!stays) return;
    siting_.keep(stays->proposed);
    ui::Settings const* const shown = &stays->settings;
    settings_.layers = shown->layers;
    settings_.filter = shown->filter;
    settings_.labels = shown->labels;
    settings_.language = shown->language;
    settings_.colouring = shown->colouring;
    shown_settings_ = settings_;
    settle_ = kSettle;
}

void OpenStudio::obey(ui::Quit const&) { wishes_.quit = true; }

}  // namespace app
