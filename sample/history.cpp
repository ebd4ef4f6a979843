#include "sample/history.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "sample/history_parts.h"

namespace sample {

struct History::State {
    Setting setting;
    HistoryOptions options;
    Span span;
    base::UtcMs dies = 0;
    std::vector<std::unique_ptr<Part>> parts;
    std::vector<Planned> planned;  ///< in the order of known time
};

HistoryOptions HistoryOptions::usual(std::uint32_t buildings, std::uint32_t seed) {
    constexpr double kUsual = 3445;
    HistoryOptions options;
    double const share = std::clamp(buildings / kUsual, 0.01, 1.0);
    auto const scaled = [&](std::uint32_t& number) {
        number = static_cast<std::uint32_t>(std::lround(number * share));
    };
    scaled(options.tickets);
    scaled(options.events);
    scaled(options.cameras);
    options.seed = seed;
    return options;
}

History::History(Setting setting, HistoryOptions options) : state_(std::make_unique<State>()) {
    State& s = *state_;
    s.setting = std::move(setting);
    s.options = options;
    s.span = {options.until - 365 * kDayMs, options.until, options.until + kDayMs};
    // In the small hours of the fourth day before the end, and nobody notices.
    s.dies = options.until - 4 * kDayMs + 3 * kHourMs + 17 * kMinuteMs;
    Tally tally;
    s.parts.push_back(tickets_part(s.setting, options, s.span, tally));
    s.parts.push_back(events_part(s.setting, options, s.span, tally));
    s.parts.push_back(cameras_part(s.setting, options, s.span));
    s.parts.push_back(devices_part(s.setting, s.span));
    s.parts.push_back(environment_part(s.setting, s.span, s.dies));
    s.parts.push_back(drones_part(s.setting, s.span));
    s.parts.push_back(population_part(s.setting, s.span));
    s.parts.push_back(indicators_part(s.setting, options, s.span, std::move(tally)));
    for (std::size_t p = 0; p < s.parts.size(); ++p) {
        std::size_t const first = s.planned.size();
        s.parts[p]->plan(s.planned);
        for (std::size_t i = first; i < s.planned.size(); ++i) s.planned[i].part = static_cast<std::uint8_t>(p);
    }
    std::ranges::sort(s.planned, {}, [](Planned const& p) { return std::tuple(p.known, p.part, p.index, p.edition); });
}

History::History(History&&) noexcept = default;
History& History::operator=(History&&) noexcept = default;
History::~History() = default;

void History::each(base::UtcMs from, base::UtcMs to, std::function<bool(HistoryMessage const&)> const& visit) const {
    State const& s = *state_;
    JsonLine line;
    for (auto p = std::ranges::lower_bound(s.planned, from, {}, &Planned::known); p != s.planned.end(); ++p) {
        if (p->known >= to) return;
        Part const& part = *s.parts[p->part];
        if (!visit({part.feed(), p->known, part.tell(*p, line)})) return;
    }
}

base::UtcMs History::begin() const { return state_->span.from; }
base::UtcMs History::until() const { return state_->span.until; }
base::UtcMs History::end() const { return state_->span.end; }
base::UtcMs History::environment_dies() const { return state_->dies; }
Setting const& History::setting() const { return state_->setting; }

std::vector<HistoryFeed> History::feeds() const {
    HistoryOptions const& o = state_->options;
    // Rounded, as people state what they expect.
    auto const hourly = [](double per_year) { return std::max(1.0, std::round(per_year / 8760)); };
    return {{"hotline", {"12345热线工单", "Hotline tickets"}, "gcj02", hourly(2.7 * o.tickets), "3 h", "keep"},
            {"video", {"视频事件", "Video events"}, "wgs84", hourly(o.events), "1 h", "keep"},
            {"cameras", {"摄像机", "Cameras"}, "wgs84", 0, "7 days", "keep"},
            {"devices", {"水位与井盖", "Water levels and manholes"}, "wgs84", 1, "2 h", "latest"},
            {"environment", {"环境监测", "Air and noise"}, "wgs84", 1, "2 h", "latest"},
            {"drones", {"无人机", "Drones"}, "wgs84", 0, "15 min", "oldest"},
            {"population", {"人口", "Population"}, "wgs84", 0, "400 days", "keep"},
            {"indicators", {"运行指标", "Indicators"}, "wgs84", 1, "2 h", "latest"}};
}

}  // namespace sample
