#include "app/indicator_desk.h"

namespace app {

struct IndicatorDesk::State {
    twin::District const& district;
    bool chinese;
    std::function<void()> wake;
    ui::IndicatorsFacts facts;
};

IndicatorDesk::IndicatorDesk(twin::District const& district, bool chinese, std::function<void()> wake)
    : state_(new State{district, chinese, std::move(wake), {}}) {}
IndicatorDesk::~IndicatorDesk() = default;
void IndicatorDesk::obey(ui::IndicatorCommand const&) {}
void IndicatorDesk::want(feeds::Moment const&, bool, bool) {}
bool IndicatorDesk::take_news() { return false; }
void IndicatorDesk::wait() {}
ui::IndicatorsFacts const& IndicatorDesk::facts() const { return state_->facts; }
std::shared_ptr<Overlay const> IndicatorDesk::map() const { return {}; }

}  // namespace app
