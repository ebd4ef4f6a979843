#include "app/siting.h"

namespace app {

struct SitingDesk::State {
    ui::SitingFacts facts;
};

SitingDesk::SitingDesk(twin::District const&, std::function<void()>) : state_(std::make_unique<State>()) {}
SitingDesk::~SitingDesk() = default;
void SitingDesk::obey(ui::SitingCommand const&) {}
void SitingDesk::want(bool, std::shared_ptr<Briefing const> const&, bool) {}
bool SitingDesk::take_news() { return false; }
void SitingDesk::wait() {}
bool SitingDesk::click(base::Vec2d) { return false; }
ui::SitingFacts const& SitingDesk::facts() const { return state_->facts; }
std::shared_ptr<Overlay const> SitingDesk::map() const { return {}; }
std::shared_ptr<Proposed const> SitingDesk::proposed() const { return {}; }
std::optional<base::Extent> SitingDesk::take_flight() { return {}; }
std::vector<std::pair<bool, std::string>> SitingDesk::take_said() { return {}; }

}  // namespace app
