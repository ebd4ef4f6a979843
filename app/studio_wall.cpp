// The wall: what the carousel shows now, and what interrupts it.
#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include "app/open_studio.h"
#include "app/warning_alarms.h"

namespace app {
namespace {

constexpr double kBelowCard = 1.3;      ///< times as much ground as the place has
constexpr double kAheadOfPlace = 0.26;  ///< of the place's size, in what is then seen a seventh of the height

}  // namespace

void OpenStudio::begin_wall() {
    carousel_.emplace(carousel_scenes(district_), district_.wall, resumed_);
    if (resumed_paused_) carousel_->pause(0);
    for (CarouselScene const& scene : carousel_->scenes()) wall_.scenes.push_back(scene.name);
}

std::int64_t OpenStudio::steady_ms() const { return static_cast<std::int64_t>(steady_seconds_ * 1000); }

/// What to look at so that a place of such a size lies below the alarm's card, which covers the upper third.
base::Vec3d OpenStudio::below_card(base::Vec3d at, double across) const {
    base::Vec3d const look = view_.camera.target - view_.camera.eye;
    base::Vec2d const ahead{look.x, look.y};
    double const length = base::length(ahead);
    // Straight down, the heading is of no account: what was there turns north.
    base::Vec2d const shift =
        length > 1e-6 ? ahead * (across * kAheadOfPlace / length) : base::Vec2d{0, across * kAheadOfPlace};
    return {at.x + shift.x, at.y + shift.y, at.z};
}

/// Lets the carousel go on, and flies to what it shows.
void OpenStudio::turn_wall(bool touched) {
    if (!carousel_ || screen_ != ui::Screen::wall) return;
    // What the leader shows is shown; a carousel of its own would turn somewhere else.
    if (follower_) return surround_wall();
    std::int64_t const ms = steady_ms();
    if (touched) carousel_->touched(ms);
    // A replay's alarms are over: only the present interrupts, or a picture of a moment that is taken for the present.
    bool const present = briefing_ && (briefing_->question.live || !remembers_);
    if (present && briefing_->revision != wall_revision_) {
        wall_revision_ = briefing_->revision;
        std::vector<Incident> incidents = incidents_of(*facts_, district_.wall.alarms);
        std::ranges::move(warnings_for_wall(), std::back_inserter(incidents));
        carousel_->update(incidents, now_);
    }
    if (carousel_->step(ms)) {
        settle_ = 3;
        if (auto const& alarm = carousel_->alarm()) {
            Incident const& first = alarm->first();
            if (first.across > 0 && first.subject.at)
                fly_to(below_card(*first.subject.at, first.across), first.across * kBelowCard);
            else
                obey(ui::FlyTo{first.subject});
        } else if (!carousel_->scenes().empty()) {
            obey(ui::OpenView{carousel_->scenes()[carousel_->scene()].view});
        }
    }
    describe_wall();
}

/// Early warning takes seconds longer than the first briefing: what the wall was not there to see begin is in the
/// lists.
std::vector<Incident> OpenStudio::warnings_for_wall() {
    ui::WarningFacts const* const warnings = warning_->facts();
    if (!warnings || warnings->moment == base::kNoTime) return {};
    std::vector<Incident> incidents = warning_incidents(*warnings, district_.wall.alarms, *cases_->acknowledged());
    base::UtcMs const looked = resumed_.alarms.looked == base::kNoTime ? now_ : resumed_.alarms.looked;
    if (!std::exchange(warnings_met_, true)) carousel_->list_old(incidents, looked - kOldAlarm);
    return incidents;
}

void OpenStudio::describe_wall() {
    describe(
        *carousel_, {*facts_, district_, settings_.language, warning_->facts()},
        [this](std::string const& reference) { return evidence(reference); }, wall_);
    surround_wall();
}

/// What every output of a wall knows by itself.
void OpenStudio::surround_wall() {
    WallWords const words{*facts_, district_, settings_.language};
    wall_.subtitle = district_.wall.subtitle;
    std::uint64_t const revision = facts_->revision * 2 + (chinese() ? 1 : 0);
    if (revision != ticker_revision_) wall_.ticker = ticker_of(words);
    ticker_revision_ = revision;
    auto const [lon, lat] = district_.frame.origin_lonlat;
    double const altitude =
        scene::sun_at(static_cast<double>(now_), lon, lat, district_.frame.grid_convergence).altitude;
    wall_.dim = static_cast<float>(night_dim(district_.wall, now_, altitude));
}

void OpenStudio::obey(ui::WallScene const& c) {
    if (!carousel_) return;
    if (c.index >= 0) carousel_->go_to(static_cast<std::size_t>(c.index), steady_ms());
    if (c.pause) carousel_->pause(steady_ms());
    if (c.resume) carousel_->resume(steady_ms());
}

}  // namespace app
