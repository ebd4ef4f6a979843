// Site selection for the window: a study measured and judged, schemes assessed, each on a thread of its own; the last
// thing asked for is made next.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/briefing.h"
#include "app/overlay.h"
#include "app/restyle.h"
#include "twin/district.h"
#include "ui/siting_facts.h"
#include "ui/siting_state.h"

namespace app {

/// What somebody has made of a study: one step to undo.
struct SitingStep {
    std::string file;
    analysis::Study study;
    std::vector<analysis::Plot> drawn;
    std::vector<analysis::Scheme> schemes;
    bool edited = false;
};

class SitingDesk {
public:
    /// The district must outlive it. `wake` is called on another thread when there is something to take.
    SitingDesk(twin::District const& district, std::function<void()> wake);
    ~SitingDesk();

    void obey(ui::SitingCommand const& command);
    /// The same pointer until something is edited; null: no study is open.
    std::shared_ptr<SitingStep const> step() const;
    void restore(std::shared_ptr<SitingStep const> const& step);
    /// Every frame: whether somebody looks, and what is known. Nothing is read or measured before somebody does.
    void want(bool looked_at, std::shared_ptr<Briefing const> const& briefing, bool chinese);
    /// True when anything below has changed.
    bool take_news();
    /// Until what was wanted is there: for pictures.
    void wait();
    /// Chooses the candidate at this place. False: there is none, or nobody looks.
    bool click(base::Vec2d at);

    ui::SitingFacts const& facts() const;
    /// Null: nothing is shown on the map.
    std::shared_ptr<Overlay const> map() const;
    /// What the scene shall be built with; null: the district as it is.
    std::shared_ptr<Proposed const> proposed() const;
    /// What was proposed last is not built: this stays, or nothing, and the scheme shown is the one it is of.
    void keep(std::shared_ptr<Proposed const> proposed);
    /// Where to fly, once.
    std::optional<base::Extent> take_flight();
    /// The chosen site, once: when somebody has opened the panel for the first time and a site is found.
    std::optional<base::Extent> take_first();
    /// Sentences for the log, once; true: an error.
    std::vector<std::pair<bool, std::string>> take_said();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace app
