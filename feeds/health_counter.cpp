#include "feeds/health_counter.h"

#include <algorithm>
#include <vector>

namespace feeds {
namespace {

constexpr std::int64_t kMinuteMs = 60 * 1000;
constexpr std::int64_t kHourMinutes = 60;
constexpr std::size_t kLags = 512;
/// Judged by the last so many placed reports, and not before there are half of them.
constexpr std::size_t kPlaced = 200;
constexpr double kShiftedShare = 0.8;

std::int64_t minute_of(base::UtcMs time) { return time / kMinuteMs; }

/// Of what should have a place; null for poses (always placed), indicators and what is said about things elsewhere.
twin::Where const* where_of(twin::Record const& record) {
    if (auto const* ticket = std::get_if<twin::Ticket>(&record)) return &ticket->where;
    if (auto const* event = std::get_if<twin::CityEvent>(&record)) return &event->where;
    if (auto const* camera = std::get_if<twin::Camera>(&record)) return &camera->where;
    if (auto const* device = std::get_if<twin::Device>(&record)) return &device->where;
    if (auto const* cell = std::get_if<twin::PopulationCell>(&record)) return &cell->where;
    return nullptr;
}

/// Placed through something else: an event by its camera, a cell by its id.
bool stands_by_id(twin::Record const& record) {
    auto const* event = std::get_if<twin::CityEvent>(&record);
    return (event && !event->camera.empty()) || std::holds_alternative<twin::PopulationCell>(record);
}

bool says_where(twin::Where const& where) {
    return where.at || !where.address_code.empty() || !where.building.empty() || !where.street.empty() ||
           !where.community.empty() || !where.grid.empty();
}

}  // namespace

HealthCounter::HealthCounter(base::Extent extent, Resume const& before)
    : extent_(extent), last_good_(before.last_good) {}

void HealthCounter::saw(twin::Report const& report, base::UtcMs known) {
    last_good_ = std::max(last_good_, known);
    last_event_ = std::max(last_event_, report.event_time);
    if (std::holds_alternative<twin::Heartbeat>(report.record)) return;
    lags_.push_back({known, known - report.event_time});
    while (lags_.size() > kLags || lags_.front().known < known - kMinuteMs) lags_.pop_front();
    std::int64_t const minute = minute_of(known);
    if (minutes_.empty() || minutes_.back().number < minute) minutes_.push_back({minute, 0});
    ++minutes_.back().reports;
    while (minutes_.front().number <= minutes_.back().number - kHourMinutes) minutes_.pop_front();
    place(report.record);
}

void HealthCounter::place(twin::Record const& record) {
    std::optional<geo::LonLat> at;
    if (auto const* pose = std::get_if<twin::DronePose>(&record)) at = pose->at;
    if (twin::Where const* where = where_of(record)) {
        at = where->at;
        if (!says_where(*where) && !stands_by_id(record)) ++unplaced_;
    }
    if (!at || extent_.empty()) return;
    bool const off = !extent_.contains({at->lon, at->lat});
    if (off) ++off_district_;
    off_lately_.push_back(off);
    if (off_lately_.size() > kPlaced) off_lately_.pop_front();
}

void HealthCounter::add(std::uint64_t messages, std::uint64_t fresh, std::uint64_t duplicates, std::uint64_t bad) {
    received_ += messages;
    reports_ += fresh;
    duplicates_ += duplicates;
    bad_ += bad;
}

std::int64_t HealthCounter::median_lag() const {
    if (lags_.empty()) return 0;
    std::vector<std::int64_t> sorted;
    for (Lag const& lag : lags_) sorted.push_back(lag.ms);
    auto const middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
    std::nth_element(sorted.begin(), middle, sorted.end());
    return *middle;
}

double HealthCounter::fill(FeedHealth& health, base::UtcMs began, base::UtcMs now) const {
    health.last_good = last_good_;
    health.last_event = last_event_;
    health.lag_ms = median_lag();
    std::uint64_t lately = 0;
    for (Minute const& minute : minutes_)
        if (minute.number > minute_of(now) - kHourMinutes) lately += minute.reports;
    // What an hour would bring at the rate since the start, where that is not an hour ago.
    std::int64_t const minutes = std::clamp<std::int64_t>(minute_of(now) - minute_of(began) + 1, 1, kHourMinutes);
    double const watched = static_cast<double>(minutes) / static_cast<double>(kHourMinutes);
    health.per_hour = static_cast<double>(lately) / watched;
    health.received = received_;
    health.reports = reports_;
    health.duplicates = duplicates_;
    health.bad = bad_;
    health.unplaced = unplaced_;
    health.off_district = off_district_;
    auto const off = static_cast<double>(std::count(off_lately_.begin(), off_lately_.end(), true));
    health.probably_shifted =
        off_lately_.size() >= kPlaced / 2 && off >= kShiftedShare * static_cast<double>(off_lately_.size());
    return static_cast<double>(lately) + health.expected_per_hour * (1 - watched);
}

}  // namespace feeds
