// Everything screens show of a moment, prepared on a thread of its own: the state, its layers ready to be laid out, and
// the facts for panels. What is asked for last is made next; what is ready is replaced and never changed.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/acknowledged.h"
#include "app/live_layers.h"
#include "app/options.h"
#include "app/overlay.h"
#include "app/ticket_clock.h"
#include "base/result.h"
#include "base/vec.h"
#include "feeds/health.h"
#include "feeds/journal.h"
#include "scene/build.h"
#include "scene/live.h"
#include "scene/panels.h"
#include "twin/district.h"
#include "ui/facts.h"

namespace app {

/// Which moment, and what of it is to be seen.
struct Question {
    feeds::Moment moment;
    bool live = true;  ///< follows the clock; `moment` is then now
    LiveChoice choice;
    scene::Style style = scene::Style::day;
    bool chinese = true;
    std::shared_ptr<std::vector<Matter> const> acknowledged;  ///< events and tickets, by key; may be null
    /// Of buildings, where no live layer colours them; may be null.
    std::shared_ptr<scene::BuildingColours const> colours = {};
    std::vector<std::shared_ptr<Overlay const>> overlays = {};  ///< over the live layers; none is null
    bool operator==(Question const&) const = default;
};

struct Briefing {
    Question question;
    std::uint64_t revision = 0;  ///< another one for every briefing
    std::shared_ptr<twin::LiveState const> state;
    std::vector<FeedNote> feeds;
    std::shared_ptr<scene::LiveBuilder const> builder;
    std::vector<Reported> reported;  ///< by id_index of scene::IdKind::report
    std::uint64_t unplaced = 0;
    /// Of Slot::main, else null. Its taker may complete it: what a replay does, who is in view.
    std::shared_ptr<ui::Facts> facts;
};

/// What facts depend on besides the moment, and what changes more often.
struct Focus {
    base::Extent view;                          ///< local metres; empty: not asked
    std::vector<std::uint32_t> buildings;       ///< of the selection
    base::UtcMs span_from = 0, span_until = 0;  ///< of the time line; both 0: the last day
    bool operator==(Focus const&) const = default;
};
struct Focused {
    Focus focus;
    std::uint64_t revision = 0;  ///< of the briefing it belongs to
    std::vector<ui::PeopleFacts::Total> in_view, in_selection;
    ui::TimeFacts time;
};

class Briefings {
public:
    /// Takes the district's feeds in, or, where another program already does, follows its journal. Without feeds there
    /// are briefings too, with nothing in them. `ready` is called on another thread after each.
    static base::Result<std::unique_ptr<Briefings>> start(twin::District const& district, bool take_feeds_in,
                                                          std::function<void()> ready);
    virtual ~Briefings() = default;

    /// Cheap, and to be asked every frame: the same question is not answered twice unless something new has come in.
    virtual void ask(scene::Slot slot, Question const& question) = 0;
    /// Nobody looks at it any more.
    virtual void drop(scene::Slot slot) = 0;
    /// Null until the first is ready.
    virtual std::shared_ptr<Briefing const> newest(scene::Slot slot) const = 0;
    virtual void look_at(Focus focus) = 0;
    virtual std::shared_ptr<Focused const> focused() const = 0;
    /// Waits until what was asked for is there: for pictures, which show all or nothing.
    virtual std::shared_ptr<Briefing const> wait_for(scene::Slot slot) = 0;
    /// Sentences since the last call: journals that cannot be read, disks that are full.
    virtual std::vector<std::string> take_problems() = 0;
    /// The journal's oldest and newest event times; kNoTime: nothing there.
    struct Reach {
        base::UtcMs first = base::kNoTime, last = base::kNoTime;
    };
    virtual Reach reach() const = 0;
};

}  // namespace app
