// Which moment a window shows, and how it moves on. The clock is an argument.
#pragma once

#include <optional>

#include "base/time.h"
#include "feeds/journal.h"
#include "ui/commands.h"

namespace app {

class TimeMachine {
public:
    /// Live from `now` on, or standing at a moment in the past. `known` kNoTime: whatever is known by now.
    static TimeMachine live(base::UtcMs now);
    static TimeMachine at(base::UtcMs event, base::UtcMs known, base::UtcMs now);

    void obey(ui::GoLive const&);
    void obey(ui::SetMoment const&);
    void obey(ui::Play const&);
    void obey(ui::SetRange const&);

    /// The clock is `now` and `seconds` have passed. A replay that reaches the present goes live; one that reaches the
    /// end of its range begins again, or stands. Returns whether another moment is shown than before.
    bool advance(base::UtcMs now, double seconds);

    bool is_live() const { return live_; }
    bool plays() const { return !live_ && speed_ != 0; }
    double speed() const { return speed_; }
    feeds::Moment moment() const;
    base::UtcMs now() const { return now_; }
    std::optional<base::UtcMs> range_from() const { return from_; }
    std::optional<base::UtcMs> range_until() const { return until_; }
    bool loops() const { return loop_; }

private:
    explicit TimeMachine(base::UtcMs now) : now_(now), event_(now) {}

    base::UtcMs now_;
    base::UtcMs event_;
    base::UtcMs known_ = base::kNoTime;
    bool live_ = true;
    double speed_ = 0;
    std::optional<base::UtcMs> from_, until_;
    bool loop_ = false;
};

}  // namespace app
