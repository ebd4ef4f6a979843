#include "app/carousel.h"

#include <algorithm>
#include <array>
#include <utility>

namespace app {
namespace {

/// A scene that an alarm interrupted just before its end is still worth looking at.
constexpr std::int64_t kLeastMs = 10'000;

bool any_of(twin::NamedView const& view, std::initializer_list<std::string_view> words) {
    auto const says = [&](std::string_view word) {
        return view.id.find(word) != std::string::npos || view.name.zh.find(word) != std::string::npos ||
               view.name.en.find(word) != std::string::npos;
    };
    return std::any_of(words.begin(), words.end(), says);
}

bool shows(twin::NamedView const& view, std::string_view layer) {
    return std::any_of(view.live.begin(), view.live.end(),
                       [&](std::string const& word) { return word.starts_with(layer); });
}

/// Its turn in DOMAIN 13: 总览, 热线, 视频, 人口, 工地, 选址, others.
int turn_of(twin::NamedView const& view) {
    if (any_of(view, {"overview", "总览", "全景", "Overview"})) return 0;
    if (any_of(view, {"site", "construction", "工地", "项目"})) return 4;
    if (any_of(view, {"siting", "选址"})) return 5;
    if (shows(view, "tickets")) return 1;
    if (shows(view, "events") || shows(view, "cameras")) return 2;
    if (shows(view, "population")) return 3;
    return 6;
}

}  // namespace

std::vector<CarouselScene> carousel_scenes(twin::District const& district) {
    std::vector<twin::NamedView const*> chosen;
    auto const& views = district.views;
    for (std::string const& id : district.wall.scenes) {
        auto const found = std::find_if(views.begin(), views.end(), [&](auto const& v) { return v.id == id; });
        if (found != views.end()) chosen.push_back(&*found);
    }
    if (chosen.empty()) {
        for (twin::NamedView const& view : views)
            if (!view.live.empty()) chosen.push_back(&view);
        std::stable_sort(chosen.begin(), chosen.end(), [](auto* a, auto* b) { return turn_of(*a) < turn_of(*b); });
        // A district opens with all of it, also where that view shows nothing live.
        bool const has_overview = !chosen.empty() && turn_of(*chosen.front()) == 0;
        auto const overview = std::find_if(views.begin(), views.end(), [](auto const& v) { return turn_of(v) == 0; });
        if (!has_overview && overview != views.end()) chosen.insert(chosen.begin(), &*overview);
        if (chosen.empty() && !views.empty()) chosen.push_back(&views.front());
    }
    std::vector<CarouselScene> scenes;
    for (auto const* view : chosen) scenes.push_back({view->id, view->name});
    return scenes;
}

Carousel::Carousel(std::vector<CarouselScene> scenes, twin::WallSpec const& wall, CarouselMemory memory)
    : scenes_(std::move(scenes)), wall_(wall), queue_(std::move(memory.alarms)), scene_left_(wall.scene_ms) {
    auto const found =
        std::find_if(scenes_.begin(), scenes_.end(), [&](auto const& s) { return s.view == memory.scene; });
    if (found != scenes_.end()) scene_ = static_cast<std::size_t>(found - scenes_.begin());
}

void Carousel::update(std::vector<Incident> const& incidents, base::UtcMs now) {
    queue_.update(incidents, now);
    if (!alarm_) return;
    AlarmGroup fresh = *alarm_;
    std::vector<Incident> gone;
    refresh(fresh, by_key(incidents), gone);
    if (!fresh.incidents.empty()) {
        alarm_ = std::move(fresh);
    } else if (std::all_of(gone.begin(), gone.end(), [](Incident const& i) { return i.acknowledged; })) {
        alarm_left_ = 0;  // somebody has dealt with it; no need to look at it any longer
    }
}

void Carousel::pass(std::int64_t ms) {
    std::int64_t const passed = last_ ? std::max<std::int64_t>(0, ms - *last_) : 0;
    last_ = ms;
    if (alarm_) alarm_left_ -= passed;
    if (paused_) {
        if (pause_left_ < 0) return;
        pause_left_ -= passed;
        if (pause_left_ > 0) return;
        paused_ = false;
        fly_ = true;  // back from wherever the operator went
    } else if (!alarm_) {
        scene_left_ -= passed;
    }
}

bool Carousel::step(std::int64_t ms) {
    pass(ms);
    if (!started_) started_ = fly_ = true;
    bool ended = false;
    if (alarm_ && alarm_left_ <= 0) {
        alarm_.reset();
        ended = true;
    }
    // What was asked for by hand is flown to also while the carousel stands, once an alarm's hold is over.
    if (paused_) return !alarm_ && std::exchange(fly_, false);
    if (!alarm_) {
        if (alarm_ = queue_.take(); alarm_) {
            alarm_left_ = wall_.hold_ms + kFlightMs;
            fly_ = true;
        } else if (ended) {
            scene_left_ = std::max(scene_left_, kLeastMs);
            fly_ = true;
        } else if (scene_left_ <= 0) {
            scene_ = scenes_.empty() ? 0 : (scene_ + 1) % scenes_.size();
            scene_left_ = wall_.scene_ms;
            fly_ = fly_ || scenes_.size() > 1;
        }
    }
    return std::exchange(fly_, false);
}

void Carousel::touched(std::int64_t ms) {
    pass(ms);
    if (paused_ && pause_left_ < 0) return;
    paused_ = true;
    pause_left_ = wall_.pause_ms;
}

void Carousel::pause(std::int64_t ms) {
    pass(ms);
    paused_ = true;
    pause_left_ = -1;
}

void Carousel::resume(std::int64_t ms) {
    pass(ms);
    fly_ = fly_ || paused_;
    paused_ = false;
}

void Carousel::go_to(std::size_t scene, std::int64_t ms) {
    if (scene >= scenes_.size()) return;
    touched(ms);
    scene_ = scene;
    scene_left_ = wall_.scene_ms;
    fly_ = true;
}

double Carousel::pause_seconds_left() const { return pause_left_ < 0 ? -1 : static_cast<double>(pause_left_) / 1000; }

double Carousel::seconds_left() const {
    std::int64_t const left = alarm_ ? std::min(alarm_left_, wall_.hold_ms) : scene_left_;
    return static_cast<double>(std::max<std::int64_t>(0, left)) / 1000;
}

double Carousel::seconds_whole() const { return static_cast<double>(alarm_ ? wall_.hold_ms : wall_.scene_ms) / 1000; }

std::int64_t Carousel::next_in() const {
    std::int64_t next = -1;
    auto const sooner = [&](std::int64_t left) {
        next = next < 0 ? std::max<std::int64_t>(0, left) : std::min(next, std::max<std::int64_t>(0, left));
    };
    if (alarm_) sooner(alarm_left_);
    if (paused_ && pause_left_ >= 0) sooner(pause_left_);
    if (!paused_ && !alarm_) sooner(queue_.waiting() > 0 ? 0 : scene_left_);
    return next;
}

CarouselMemory Carousel::memory() const {
    return {scenes_.empty() ? std::string() : scenes_[scene_].view, queue_.memory()};
}

double night_dim(twin::WallSpec const& wall, base::UtcMs now, double sun_altitude) {
    constexpr double kDusk = 6, kRampMinutes = 15, kDay = 24 * 60;
    if (!wall.dim_minutes) return wall.dim * std::clamp(-sun_altitude / kDusk, 0.0, 1.0);
    // China's time, as everywhere where a district says a time of day.
    double const minute =
        static_cast<double>((now / 60'000 + 8 * 60) % (24 * 60)) + static_cast<double>(now % 60'000) / 60'000;
    auto const [from, until] = *wall.dim_minutes;
    auto const after = [&](double a, double b) { return b >= a ? b - a : b - a + kDay; };
    double const length = after(from, until), into = after(from, minute);
    if (into >= length) return 0;
    return wall.dim * std::min({1.0, into / kRampMinutes, (length - into) / kRampMinutes});
}

Offset orbit_offset(base::UtcMs now) {
    constexpr std::array<Offset, 8> kRing{{{1, 0}, {1, 1}, {0, 1}, {-1, 1}, {-1, 0}, {-1, -1}, {0, -1}, {1, -1}}};
    return kRing[static_cast<std::size_t>((now / 60'000) % 8)];
}

}  // namespace app
