// Early warning beside the window: worked out on a thread of its own for the moment that is shown, and what people say
// of it, written to the audit log before it counts.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "analysis/work_calendar.h"
#include "feeds/journal.h"
#include "twin/district.h"
#include "ui/warning_facts.h"
#include "ui/warning_state.h"

namespace app {

/// "ticket T-1", "building 7": as RelatedVerdict has it.
std::string related_name(ui::Subject const& subject);

class WarningDesk {
public:
    /// The district must outlive it. `user`: as whom verdicts are kept. `wake` is called on another thread when there
    /// is news.
    WarningDesk(twin::District const& district, std::string user, std::function<void()> wake);
    ~WarningDesk();  ///< writes what waits

    /// Cheap, for every frame. Moments are those of every tenth minute, so that one that runs on is worked out now and
    /// then.
    void ask(feeds::Moment const& moment);
    void obey(ui::WarningCommand const& command);
    /// What is ready is picked up; true: facts are others.
    bool take_news();
    /// Until what was asked for is there: for pictures.
    void wait();
    /// Null: no feed, so there is nothing to warn of.
    ui::WarningFacts const* facts() const;
    /// What was said of two things, in either direction.
    ui::Belongs belongs(ui::Subject const& one, ui::Subject const& other) const;
    /// Sentences since the last call.
    std::vector<twin::Name> take_problems();

private:
    struct Inner;
    std::unique_ptr<Inner> inner_;
};

}  // namespace app
