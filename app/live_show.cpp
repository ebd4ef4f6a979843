#include "app/live_show.h"

#include <cstdio>

#include "app/intake.h"

namespace app {
namespace {

constexpr base::UtcMs kFollowEvery = 5000;
constexpr base::UtcMs kAgeEvery = 10'000;  ///< what is old changes its look even while nothing arrives

}  // namespace

base::Result<LiveShow> LiveShow::start(twin::District const& district, LiveOptions const& options, bool chinese) {
    auto clock = read_ticket_clock(district.live);
    if (!clock) return clock.error();
    LiveShow show(district, options, std::move(*clock), chinese);
    bool const past = !options.at.empty() || !options.known_at.empty();
    if (!past) {
        auto ingest = start_intake(district);
        if (ingest) {
            show.ingest_ = std::move(*ingest);
            return show;
        }
        // Only where another program takes the feeds in already is there anything to follow.
        if (ingest.error().message.find("in use") == std::string::npos) return ingest.error();
        std::fprintf(stderr, "borough: %s; following the journal\n", ingest.error().message.c_str());
        show.follows_ = true;
    }
    if (auto const read = show.read_past(); !read) return read.error();
    return show;
}

base::Status LiveShow::read_past() {
    looked_ = now_ms();
    auto past = follows_ ? read_moment(*district_, feeds::Moment{looked_, looked_}, chinese_)
                         : read_moment(*district_, options_, chinese_);
    if (!past) return past.error();
    past_ = std::move(*past);
    ++revision_;
    return base::done;
}

bool LiveShow::changed() {
    if (ingest_) {
        return ingest_->snapshot().revision != revision_ || now_ms() - looked_ > kAgeEvery;
    }
    if (!follows_ || now_ms() - looked_ < kFollowEvery) return false;
    if (auto const read = read_past(); !read) std::fprintf(stderr, "borough: %s\n", read.error().message.c_str());
    return true;
}

base::Result<scene::LiveScene> LiveShow::paint(std::string const& view_name, scene::Scene const& scene,
                                               scene::View const& view) {
    auto choice = choose_live(*district_, view_name, options_);
    if (!choice) return choice.error();
    if (!choice->any() && options_.layers.empty()) choice->tickets = choice->events = true;
    if (!ingest_)
        return painter_.paint({past_->state, past_->feeds, past_->time, follows_}, revision_, *choice, scene, view);
    auto const snapshot = ingest_->snapshot();
    // Turning the camera shall not compose anew: time moves on when data does, or with age.
    if (snapshot.revision != revision_ || now_ms() - looked_ > kAgeEvery) looked_ = now_ms();
    revision_ = snapshot.revision;
    auto const notes = feed_notes(ingest_->health(), *snapshot.state, chinese_);
    return painter_.paint({*snapshot.state, notes, {looked_, looked_}, true}, revision_, *choice, scene, view);
}

}  // namespace app
