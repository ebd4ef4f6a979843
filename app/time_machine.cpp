#include "app/time_machine.h"

#include <algorithm>
#include <limits>

namespace app {

TimeMachine TimeMachine::live(base::UtcMs now) { return TimeMachine(now); }

TimeMachine TimeMachine::at(base::UtcMs event, base::UtcMs known, base::UtcMs now) {
    TimeMachine out(now);
    out.obey(ui::SetMoment{event, known});
    return out;
}

void TimeMachine::obey(ui::GoLive const&) {
    live_ = true;
    speed_ = 0;
    event_ = now_;
    known_ = base::kNoTime;
}

void TimeMachine::obey(ui::SetMoment const& wanted) {
    if (wanted.event == base::kNoTime) return;
    live_ = false;
    event_ = std::min(wanted.event, now_);
    known_ = wanted.known == base::kNoTime ? base::kNoTime : std::min(wanted.known, now_);
}

void TimeMachine::obey(ui::Play const& wanted) {
    bool const stands_at_end = until_ && event_ >= *until_;
    if (wanted.speed != 0 && stands_at_end && from_) event_ = *from_;
    // Nothing lies ahead of now: pausing a live window holds this moment, playing it goes on being live.
    if (live_ && wanted.speed != 0) return;
    live_ = false;
    speed_ = wanted.speed;
}

void TimeMachine::obey(ui::SetRange const& wanted) {
    bool const none = wanted.from == base::kNoTime || wanted.until == base::kNoTime;
    from_ = none ? std::nullopt : std::optional(std::min(wanted.from, wanted.until));
    until_ = none ? std::nullopt : std::optional(std::max(wanted.from, wanted.until));
    loop_ = !none && wanted.loop;
    if (none) return;
    live_ = false;
    event_ = std::clamp(event_, *from_, std::min(*until_, now_));
}

bool TimeMachine::advance(base::UtcMs now, double seconds) {
    feeds::Moment const before = moment();
    bool const was_live = live_;
    now_ = now;
    if (live_) {
        event_ = now_;
    } else if (speed_ != 0) {
        event_ += static_cast<base::UtcMs>(seconds * speed_ * 1000);
        if (until_ && event_ >= *until_) {
            event_ = loop_ ? *from_ : *until_;
            if (!loop_) speed_ = 0;
        }
        if (event_ >= now_) obey(ui::GoLive{});
    }
    feeds::Moment const after = moment();
    return was_live != live_ || before.event != after.event || before.known != after.known;
}

feeds::Moment TimeMachine::moment() const {
    if (known_ != base::kNoTime) return {event_, known_};
    return {event_, live_ ? now_ : std::numeric_limits<base::UtcMs>::max()};
}

}  // namespace app
