#include <algorithm>
#include <tuple>

#include "app/facts_parts.h"

namespace app {
namespace {

constexpr int kWorst = 3;
constexpr std::int64_t kListed = 7 * kDayMs;  ///< so long what is over is still listed; before that it is counted only

/// What the source has made of a sighting: filed cases are confirmed, voided ones were none (DOMAIN 4).
enum class Outcome : std::uint8_t { open, confirmed, rejected };

Outcome outcome_of(ui::EventRow const& row) {
    if (row.workflow == "VOID") return Outcome::rejected;
    bool const said = !row.workflow.empty() && row.workflow != "REPORTED";
    return said || !row.case_id.empty() ? Outcome::confirmed : Outcome::open;
}

ui::EventRow episode_row(twin::Episode const& episode) {
    twin::CityEvent const& event = *episode.last;
    ui::EventRow row;
    row.id = event.id;
    row.type = event.type;
    row.type_name = event_name(event.type, event.raw_type);
    row.camera = event.camera;
    row.urgent = static_cast<ui::Urgent>(1 + std::min<int>(event.level, kWorst));
    row.confidence = episode.best_confidence;
    row.first = episode.first_seen;
    row.last = episode.last_seen;
    row.ended = episode.ended;
    row.sightings = episode.sightings;
    row.snapshot = event.snapshot;
    row.box = event.box;
    row.case_id = event.case_id;
    row.workflow = event.workflow;
    row.open = episode.ended == base::kNoTime;
    if (episode.steps)
        for (twin::EventStep const& step : *episode.steps) row.steps.push_back({step.workflow, step.at});
    return row;
}

}  // namespace

void EventBook::read_cameras(FactsInput const& input, ui::EventFacts& out) {
    auto const entries = input.state.cameras();
    out.cameras.reserve(entries.size());
    for (auto const* entry : entries) {
        twin::Camera const& camera = entry->record;
        Place& place = cameras_[camera.id];
        if (place.version != entry->told.version || place.version == base::kNoTime) {
            place = {entry->told.version, {}, {}};
            if (auto const placed = locator_.place(camera.where)) {
                base::Vec2d const foot{placed->at.x, placed->at.y};
                double const height = camera.pose ? static_cast<double>(camera.pose->height) : 0;
                // A camera hangs over the street, whatever building is near.
                auto const own = camera.where.at ? locator_.local(*camera.where.at) : std::nullopt;
                base::Vec2d const stands = own ? *own : foot;
                place.at = base::Vec3d{stands.x, stands.y, sight_.ground(stands) + height};
                place.aim = camera.pose ? sight_.aim(stands, *camera.pose) : *place.at;
            }
        }
        switch (camera.status) {
            case twin::DeviceStatus::unknown: ++out.unknown; break;
            case twin::DeviceStatus::maintenance:
            case twin::DeviceStatus::offline: ++out.offline; break;
            default: ++out.online;
        }
        out.cameras.push_back({camera, place.at, 0});
    }
}

void EventBook::read_devices(FactsInput const& input, ui::EventFacts& out) {
    auto const entries = input.state.devices();
    out.devices.reserve(entries.size());
    for (auto const* entry : entries) {
        twin::Device const& device = entry->record;
        Place& place = devices_[device.id];
        if (place.version != entry->told.version || place.version == base::kNoTime) {
            place = {entry->told.version, {}, {}};
            auto const placed = locator_.place(device.where);
            if (placed && placed->how != twin::Placed::How::area) place.at = placed->at;
        }
        switch (device.status) {
            case twin::DeviceStatus::offline: ++out.devices_offline; break;
            case twin::DeviceStatus::alarm: ++out.devices_alarm; break;
            case twin::DeviceStatus::online:
            case twin::DeviceStatus::maintenance: ++out.devices_online; break;
            case twin::DeviceStatus::unknown: break;
        }
        out.devices.push_back({device, place.at});
    }
}

void EventBook::count_types(ui::EventFacts& out, base::UtcMs from) {
    std::map<std::string, ui::EventFacts::TypePrecision> types;
    for (ui::EventRow const& row : out.events) {
        if (row.last < from) continue;
        auto& type = types[row.type];
        if (type.events++ == 0) type.type = row.type, type.name = row.type_name;
        Outcome const verdict = outcome_of(row);
        type.confirmed += verdict == Outcome::confirmed ? 1 : 0;
        type.rejected += verdict == Outcome::rejected ? 1 : 0;
    }
    for (auto& [key, type] : types) out.types.push_back(std::move(type));
    std::ranges::stable_sort(out.types, [](auto const& a, auto const& b) { return a.events > b.events; });
}

void EventBook::read(FactsInput const& input, ui::EventFacts& out) {
    read_cameras(input, out);
    read_devices(input, out);
    std::unordered_map<std::string_view, std::size_t> camera_index;
    for (std::size_t i = 0; i < out.cameras.size(); ++i) camera_index[out.cameras[i].camera.id] = i;
    first_seen_.clear();
    base::UtcMs const now = input.time.event;
    auto const episodes = input.state.episodes(now);
    std::unordered_map<std::string, Place> places;
    for (twin::Episode const& episode : episodes) {
        first_seen_.push_back(episode.first_seen);
        if (episode.ended != base::kNoTime && now - episode.last_seen > kListed) continue;
        ui::EventRow& row = out.events.emplace_back(episode_row(episode));
        row.acknowledged = is_among(input.acknowledged, matter_of(row));
        out.open += row.open ? 1 : 0;
        auto const camera = camera_index.find(row.camera);
        if (camera != camera_index.end() && now - row.last <= kDayMs) ++out.cameras[camera->second].events;
        if (!episode.last->where.at && camera != camera_index.end()) {
            row.at = cameras_.at(row.camera).aim;
            continue;
        }
        auto const known = events_.find(row.id);
        Place place{episode.told.version, {}, {}};
        if (known != events_.end() && known->second.version == place.version) {
            place = known->second;
        } else if (auto const placed = locator_.place(episode.last->where)) {
            if (placed->how != twin::Placed::How::area) place.at = placed->at;
        }
        row.at = place.at;
        places.emplace(row.id, place);
    }
    events_ = std::move(places);
    std::ranges::sort(first_seen_);
    std::ranges::sort(out.events, [](ui::EventRow const& a, ui::EventRow const& b) {
        return std::tie(b.open, b.urgent, b.last, a.id) < std::tie(a.open, a.urgent, a.last, b.id);
    });
    count_types(out, now - kDayMs);
}

Happenings EventBook::happenings(base::UtcMs now, feeds::Span const& reach, HourCounts const* history) const {
    Happenings out;
    out.times = first_seen_;
    out.whole_from = now - reach.events_ms;
    if (history) out.hours_from = history->from, out.hours = history->events;
    return out;
}

}  // namespace app
