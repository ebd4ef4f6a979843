#include "app/indicator_desk.h"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "app/indicator_facts.h"
#include "app/indicator_map.h"

namespace app {
namespace {

constexpr std::int64_t kSheetEvery = 5 * 60 * 1000;  ///< of event or known time, while both run on

bool near(feeds::Moment const& a, feeds::Moment const& b) {
    return std::abs(a.event - b.event) < kSheetEvery && std::abs(a.known - b.known) < kSheetEvery;
}

}  // namespace

struct IndicatorDesk::State {
    using Sheet = std::shared_ptr<analysis::IndicatorSheet const>;

    State(twin::District const& d, bool zh, std::function<void()> w) : district(d), chinese(zh), wake(std::move(w)) {}
    ~State() {
        {
            std::lock_guard const lock(mutex);
            ending = true;
        }
        asked.notify_all();
        if (worker.joinable()) worker.join();
    }

    void work();
    void publish(base::Result<analysis::IndicatorSheet> sheet);
    void colour();

    twin::District const& district;
    bool chinese;
    std::function<void()> wake;
    // Of the window's thread.
    ui::IndicatorsFacts facts;
    std::shared_ptr<Overlay const> map;
    std::optional<feeds::Moment> last_wanted;
    bool recoloured = false;

    std::mutex mutex;
    std::condition_variable asked, made;
    std::optional<feeds::Moment> wanted, answered;
    Sheet news;
    std::string problem;
    bool fresh = false, working = false;
    std::atomic<bool> ending = false;
    std::thread worker;
};

void IndicatorDesk::State::publish(base::Result<analysis::IndicatorSheet> sheet) {
    {
        std::lock_guard const lock(mutex);
        problem = sheet ? std::string() : sheet.error().message;
        if (sheet) news = std::make_shared<analysis::IndicatorSheet>(std::move(*sheet));
        fresh = true;
    }
    wake();
}

/// First what is so now, then with its past, which takes longer.
void IndicatorDesk::State::work() {
    auto room = IndicatorRoom::open(district);
    std::unique_lock lock(mutex);
    while (!ending) {
        if (!wanted) {
            asked.wait(lock);
            continue;
        }
        feeds::Moment const moment = *std::exchange(wanted, std::nullopt);
        bool const first = news == nullptr;
        lock.unlock();
        if (!room) {
            publish(room.error());
        } else {
            if (first) publish((*room)->sheet(moment, false));
            auto const keep_on = [this] { return !ending.load(); };
            publish((*room)->sheet(moment, true, keep_on));
        }
        lock.lock();
        answered = moment;
        working = wanted.has_value();
        made.notify_all();
    }
}

void IndicatorDesk::State::colour() {
    map = nullptr;
    if (facts.sheet && !facts.coloured.empty()) map = indicator_map(*facts.sheet, facts.coloured, chinese);
}

IndicatorDesk::IndicatorDesk(twin::District const& district, bool chinese, std::function<void()> wake)
    : state_(std::make_unique<State>(district, chinese, std::move(wake))) {}
IndicatorDesk::~IndicatorDesk() = default;

void IndicatorDesk::obey(ui::IndicatorCommand const& command) {
    std::visit([this](ui::ColourByIndicator const& c) { state_->facts.coloured = c.id; }, command);
    state_->recoloured = true;
}

void IndicatorDesk::want(feeds::Moment const& moment, bool looked_at, bool chinese) {
    State& s = *state_;
    if (s.chinese != chinese) {
        s.chinese = chinese;
        s.recoloured = true;
    }
    bool const looked = looked_at || !s.facts.coloured.empty();
    // A moment that stands is worked out exactly, one that runs on every five minutes.
    bool const stands = s.last_wanted == moment;
    s.last_wanted = moment;
    if (!looked) return;
    std::lock_guard const lock(s.mutex);
    if (s.working || (s.answered && (*s.answered == moment || (!stands && near(*s.answered, moment))))) return;
    s.wanted = moment;
    s.working = true;
    s.facts.busy = true;
    if (!s.worker.joinable()) s.worker = std::thread([&s] { s.work(); });
    s.asked.notify_all();
}

bool IndicatorDesk::take_news() {
    State& s = *state_;
    bool changed = std::exchange(s.recoloured, false);
    {
        std::lock_guard const lock(s.mutex);
        changed = changed || s.facts.busy != s.working;
        s.facts.busy = s.working;
        if (std::exchange(s.fresh, false)) {
            changed = true;
            ++s.facts.revision;
            s.facts.sheet = s.news;
            s.facts.problem = s.problem;
        }
    }
    if (changed) s.colour();
    return changed;
}

void IndicatorDesk::wait() {
    std::unique_lock lock(state_->mutex);
    state_->made.wait(lock, [this] { return !state_->working; });
}

ui::IndicatorsFacts const& IndicatorDesk::facts() const { return state_->facts; }
std::shared_ptr<Overlay const> IndicatorDesk::map() const { return state_->map; }

}  // namespace app
