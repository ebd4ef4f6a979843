// What ties a window to the world outside it: the user's file, the session that outlives a crash, the remote control,
// the other outputs of one wall.
#include <algorithm>
#include <cmath>
#include <cstdio>

#include "app/intake.h"
#include "app/open_studio.h"
#include "app/secret.h"

namespace app {
namespace {

constexpr double kSaveAfter = 1;  ///< seconds of rest until settings are written
constexpr double kPublishEvery = 0.25;
constexpr double kPictureEvery = 1;
constexpr std::uint32_t kPictureWidth = 960;

/// Empty where there is no such folder: never in the folder that the program happens to be started in.
std::filesystem::path state_file(std::string const& name) {
    auto const folder = state_folder();
    return folder.empty() ? folder : folder / name;
}

std::filesystem::path session_file(std::string const& district) { return state_file(district_key(district) + ".toml"); }

}  // namespace

OpenStudio::~OpenStudio() {
    remote_.reset();  // its threads hand us commands
    save_settings(true);
}

// ---- what is kept

/// Before the district's own defaults are known: what the person set last time, under what the command line says.
void OpenStudio::read_user_file() {
    std::vector<std::string> said;
    settings_ = user_file_.read(settings_, said);
    for (std::string& text : said) say(true, std::move(text));
    if (command_.language_given) settings_.language = command_.chinese ? ui::Language::zh : ui::Language::en;
    saved_settings_ = settings_;
}

void OpenStudio::save_settings(bool now) {
    // What a carousel or a leader has set is nobody's wish.
    if (follower_ || screen_ == ui::Screen::wall) return;
    if (settings_ == saved_settings_) {
        unsaved_since_ = steady_seconds_;
        return;
    }
    if (!now && steady_seconds_ - unsaved_since_ < kSaveAfter) return;
    saved_settings_ = settings_;
    if (auto const written = user_file_.write(settings_); !written) say(true, written.error().message);
}

void OpenStudio::resume_session() {
    auto const session = read_session(session_file(command_.source.path));
    if (!session) return;
    settings_.language = session->chinese ? ui::Language::zh : ui::Language::en;
    screen_ = session->wall ? ui::Screen::wall : ui::Screen::desk;
    if (auto const opened = open_view({}, session->camera); !opened) say(true, opened.error().message);
    settings_.style = session->style;
    restyle_view();
    resumed_.scene = session->carousel_scene;
    resumed_.alarms.looked = session->alarms_looked;
    for (SessionState::Alarm const& seen : session->alarms_seen)
        resumed_.alarms.seen.push_back({seen.key, seen.since, seen.last});
    resumed_paused_ = session->carousel_paused;
    if (!session->live) time_ = TimeMachine::at(session->event, session->known, now_);
    if (!session->live && session->speed != 0) time_.obey(ui::Play{session->speed});
}

void OpenStudio::keep_session() {
    if (!session_) return;
    SessionState state;
    state.camera = scene::camera_text(flight_ ? flight_->to : view_.camera);
    state.style = view_.style;
    state.live = time_.is_live();
    state.event = state.live ? base::kNoTime : time_.moment().event;
    state.known = state.live ? base::kNoTime : time_.moment().known;
    state.speed = time_.speed();
    state.chinese = chinese();
    state.wall = screen_ == ui::Screen::wall;
    if (carousel_ && state.wall) {
        CarouselMemory const memory = carousel_->memory();
        state.carousel_scene = memory.scene;
        state.carousel_paused = carousel_->paused();
        state.alarms_looked = memory.alarms.looked;
        for (auto const& seen : memory.alarms.seen) state.alarms_seen.push_back({seen.key, seen.since, seen.last});
    }
    if (!session_->keep(state, SessionKeeper::Clock::now())) say(true, session_->problem);
}

// ---- the remote control

base::Status OpenStudio::start_links() {
    if (command_.heartbeat >= 0) session_ = std::make_unique<SessionKeeper>(session_file(command_.source.path));
    if (command_.lead) leader_ = std::make_unique<Leader>();
    if (!command_.remote.empty()) {
        RemoteSetup setup;
        setup.address = command_.remote;
        auto token = read_secret(command_.remote_token);
        if (!token) return token.error();
        auto read_token = read_secret(command_.remote_read_token);
        if (!read_token) return read_token.error();
        setup.token = *token;
        setup.read_token = *read_token;
        setup.log = command_.remote_log.empty() ? state_file("remote.log") : std::filesystem::path(command_.remote_log);
        setup.command = [this](ui::Command command, std::string const& from) {
            {
                std::lock_guard const lock(remote_mutex_);
                remote_commands_.emplace_back(std::move(command), from);
            }
            wake_();
        };
        setup.clock = now_ms;
        setup.wake = wake_;
        if (leader_) setup.more = leader_->routes();
        auto remote = Remote::start(std::move(setup));
        if (!remote) return remote.error();
        remote_ = std::move(*remote);
        std::fprintf(stderr, "borough: remote control at %s\n", remote_->url().c_str());
    }
    if (!command_.follow.empty()) {
        auto token = read_secret(command_.follow_token);
        if (!token) return token.error();
        follower_ = std::make_unique<Follower>(FollowSetup{command_.follow, *token, wake_});
    }
    return base::done;
}

void OpenStudio::take_links() {
    decltype(remote_commands_) commands;
    {
        std::lock_guard const lock(remote_mutex_);
        commands.swap(remote_commands_);
    }
    // Who acknowledges an alarm is done with it and waits for the next; everything else is a hand on the wall.
    bool const steered = std::ranges::any_of(
        commands, [](auto const& each) { return !std::holds_alternative<ui::Acknowledge>(each.first); });
    if (steered && carousel_) carousel_->touched(steady_ms());
    for (auto& [command, from] : commands) {
        remote_from_ = std::move(from);
        obey_all({command});
    }
    remote_from_.clear();
    if (!follower_) return;
    if (auto const state = follower_->take(ShareClock::now())) follow(*state);
    std::string const trouble = follower_->trouble();
    if (trouble != leader_trouble_ && !trouble.empty())
        say(true, (chinese() ? "主屏失联：" : "The leader is gone: ") + trouble);
    leader_trouble_ = trouble;
}

RemoteStatus OpenStudio::remote_status() const {
    RemoteStatus status;
    status.district = district_.name;
    status.wall = screen_ == ui::Screen::wall;
    status.scenes = wall_.scenes;
    status.scene = wall_.scene;
    status.seconds_left = wall_.seconds_left;
    status.paused = wall_.paused;
    status.chosen = selection_.subject;
    for (twin::NamedView const& view : district_.views) status.views.push_back({view.id, view.name});
    for (ui::LayerSetting const& layer : settings_.layers)
        status.layers.push_back({layer.id, ui_.layer_name(layer.id), layer.visible});
    status.time = {around_.now, time_.moment().event, briefings_->reach().first, time_.is_live(), time_.speed()};
    if (carousel_ && carousel_->alarm()) {
        for (Incident const& incident : carousel_->alarm()->incidents) {
            RemoteStatus::Alarm alarm;
            alarm.subject = incident.subject;
            AlarmWords words = alarm_words(incident, *facts_, district_, warning_->facts());
            alarm.title = std::move(words.title);
            alarm.detail = std::move(words.detail);
            alarm.urgent = incident.urgent;
            alarm.at = alarm_since(incident);
            alarm.acknowledged = incident.acknowledged;
            status.alarms.push_back(std::move(alarm));
        }
    }
    if (carousel_) {
        status.waiting_count = carousel_->queue().waiting_incidents();
        for (Incident& incident : carousel_->queue().next(RemoteStatus::kMostWaiting)) {
            status.waiting.push_back({});
            status.waiting.back().subject = std::move(incident.subject);
            status.waiting.back().urgent = incident.urgent;
            status.waiting.back().at = alarm_since(incident);
        }
    }
    status.kpis = facts_->kpis;
    for (ui::FeedRow const& feed : facts_->feeds) status.feeds.push_back({feed.name, feed.lamp});
    status.followers = leader_ ? leader_->followers() : 0;
    return status;
}

/// A button or key is done with when it is let go; then nothing of it is still on its way here.
void OpenStudio::count_taken(ui::Input const& input) {
    for (std::size_t i = 0; i < held_before_.size(); ++i) {
        if (held_before_[i] && !input.buttons[i]) ++taken_;
        held_before_[i] = input.buttons[i];
    }
    taken_ += static_cast<std::uint64_t>(std::ranges::count(input.keys, false, &ui::Input::KeyEvent::down));
    taken_ += static_cast<std::uint64_t>(std::llround(std::abs(input.wheel)));
}

void OpenStudio::give_links(scene::Panels const& panels) {
    keep_session();
    save_settings(false);
    if (leader_) leader_->publish(shared_state(), ShareClock::now());
    if (tells_screen_) remote_->tell({taken_, at_rest(), std::move(texts_)});
    if (!remote_ || steady_seconds_ - published_ < kPublishEvery) return;
    published_ = steady_seconds_;
    remote_->publish(remote_status());
    if (!remote_->wants_picture() || steady_seconds_ - pictured_ < kPictureEvery) return;
    pictured_ = steady_seconds_;
    if (auto image = renderer_.capture(panels))
        remote_->show(std::make_shared<base::Image const>(base::shrunk(*image, kPictureWidth)));
}

// ---- one wall of several outputs

SharedState OpenStudio::shared_state() const {
    SharedState state;
    state.frame = frames_;
    state.camera = view_.camera;
    state.view = view_.name;
    state.style = view_.style;
    state.labels = settings_.labels;
    state.chinese = chinese();
    state.dark = settings_.dark;
    state.wall = screen_ == ui::Screen::wall;
    state.live = time_.is_live();
    state.event = state.live ? base::kNoTime : time_.moment().event;
    state.known = state.live ? base::kNoTime : time_.moment().known;
    state.layers = settings_.layers;
    state.scene = wall_.scene;
    state.scene_seconds_left = wall_.seconds_left;
    state.paused = wall_.paused;
    state.scene_seconds_whole = wall_.seconds_whole;
    state.waiting = wall_.waiting;
    state.alarm = wall_.alarm;
    return state;
}

void OpenStudio::follow(SharedState const& state) {
    flight_.reset();
    moving_ = moving_ || !(view_.camera.eye == state.camera.eye && view_.camera.target == state.camera.target);
    view_.camera = state.camera;
    view_.name = state.view;
    settings_.style = state.style;
    settings_.labels = state.labels;
    settings_.language = state.chinese ? ui::Language::zh : ui::Language::en;
    settings_.dark = state.dark;
    settings_.layers = state.layers;
    screen_ = state.wall ? ui::Screen::wall : ui::Screen::desk;
    if (state.live) {
        time_.obey(ui::GoLive{});
    } else {
        time_.obey(ui::SetMoment{state.event, state.known});
    }
    wall_.scene = state.scene;
    wall_.seconds_left = state.scene_seconds_left;
    wall_.paused = state.paused;
    wall_.seconds_whole = state.scene_seconds_whole;
    wall_.waiting = state.waiting;
    wall_.alarm = state.alarm;
    if (wall_.alarm && wall_.alarm->subject.kind == ui::SubjectKind::event) {
        for (ui::EventRow const& event : facts_->events.events) {
            if (event.id == wall_.alarm->subject.id) wall_.alarm->evidence = evidence(event.snapshot);
        }
    }
    settle_ = std::max(settle_, 2);
}

}  // namespace app
