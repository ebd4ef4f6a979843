// What may have to do with the ticket or event that is chosen, worked out on a thread of its own: hints with a score
// and a reason, for a person to confirm or reject.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "analysis/related.h"
#include "app/briefing.h"
#include "ui/subject.h"

namespace app {

class RelatedDesk {
public:
    /// All must outlive it. `wake` is called on another thread when something is ready.
    RelatedDesk(twin::District const& district, twin::NearestBuilding const& nearest, analysis::Sight const& sight,
                std::function<void()> wake);
    ~RelatedDesk();

    /// Cheap, for every frame. Anything but a ticket or event: nothing. The same thing of the same briefing is not
    /// worked out twice.
    void ask(ui::Subject const& subject, std::shared_ptr<Briefing const> const& briefing);
    /// True: `found` is another.
    bool take_news();
    /// Until what was asked for is there: for pictures.
    void wait();

    struct Found {
        ui::Subject subject;  ///< of which; none: nothing was asked
        std::vector<analysis::Related> related;
    };
    Found const& found() const;

private:
    struct Inner;
    std::unique_ptr<Inner> inner_;
};

/// The work itself: of a ticket what is related to it, of an event the tickets it may be about. By `now`, the moment of
/// the state.
std::vector<analysis::Related> related_things(ui::Subject const& subject, twin::LiveState const& state, base::UtcMs now,
                                              analysis::Surroundings const& place);

}  // namespace app
