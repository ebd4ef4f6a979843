// The district's indicators for the window: worked out on a thread of its own for the moment shown, the past day by day
// as it was known then.
#pragma once

#include <functional>
#include <memory>

#include "app/overlay.h"
#include "feeds/journal.h"
#include "twin/district.h"
#include "ui/indicators_facts.h"
#include "ui/indicators_state.h"

namespace app {

class IndicatorDesk {
public:
    /// The district must outlive it. `wake` is called on another thread when there is something to take.
    IndicatorDesk(twin::District const& district, bool chinese, std::function<void()> wake);
    ~IndicatorDesk();

    void obey(ui::IndicatorCommand const& command);
    /// Every frame: which moment is shown and whether somebody looks. The same moment is not worked out twice; one that
    /// follows the clock every five minutes.
    void want(feeds::Moment const& moment, bool looked_at, bool chinese);
    /// True when `facts` or `map` have changed.
    bool take_news();
    /// Until what was wanted is there: for pictures.
    void wait();
    ui::IndicatorsFacts const& facts() const;
    /// Null: the map is not coloured.
    std::shared_ptr<Overlay const> map() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace app
