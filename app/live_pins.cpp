// Tickets, events, cameras, devices and drones as pins.
#include <algorithm>

#include "analysis/ticket_indicators.h"
#include "app/facts_counts.h"
#include "app/live_work.h"

namespace app {
namespace {

constexpr base::UtcMs kPulse = 10 * kMinuteMs;      ///< so long an event is new
constexpr base::UtcMs kAfterglow = 60 * kMinuteMs;  ///< so long one that is over is still shown, hollow

scene::Level level_of_event(std::uint8_t event_level) {
    return static_cast<scene::Level>(1 + std::min<int>(event_level, 3));
}

scene::Level level_of_status(twin::DeviceStatus status) {
    return status == twin::DeviceStatus::alarm ? scene::Level::orange : scene::Level::none;
}

}  // namespace

scene::Level LiveLayers::level_of(twin::Ticket const& ticket, base::UtcMs now) const {
    if (ticket.status == twin::TicketStatus::other) return scene::Level::none;
    if (analysis::is_overdue(ticket, now)) return scene::Level::red;
    if (ticket.urgency == twin::Urgency::critical || clock_.nearly_due(ticket, now)) return scene::Level::orange;
    if (ticket.urged > 0 || ticket.supervised > 0 || ticket.urgency == twin::Urgency::urgent)
        return scene::Level::yellow;
    return scene::Level::blue;
}

void LiveLayers::add_tickets(Work& work) const {
    std::uint8_t const layer =
        add_layer<twin::Ticket>(work, say("12345 工单（未办结）", "Hotline tickets (open)"), true);
    work.out.input.layers[layer].levels = {say("办理中", "in hand"), say("催办", "urged"), say("即将到期", "due soon"),
                                           say("超期", "overdue")};
    bool by_reference = false;
    std::vector<std::uint32_t> by_area(locator_.areas().size(), 0);
    for (auto const* entry : work.moment.state.tickets()) {
        if (!twin::is_open(entry->ticket)) continue;
        bool const given = entry->ticket.due != base::kNoTime;
        twin::Ticket const ticket = clock_.timed(entry->ticket);
        by_reference = by_reference || (clock_.reference && !given && ticket.due != base::kNoTime);
        // A confidential caller's place is never a pin; the ticket counts in its community, never in anything smaller.
        twin::Where const community{
            .level = twin::PlaceLevel::community, .street = ticket.where.street, .community = ticket.where.community};
        auto const placed = place(work, ticket.secret ? community : ticket.where);
        if (!placed) continue;
        if (ticket.secret || placed->how == twin::Placed::How::area) {
            if (placed->area >= 0) ++by_area[static_cast<std::size_t>(placed->area)];
            continue;
        }
        scene::Pin pin;
        pin.at = placed->at;
        pin.kind = scene::PinKind::ticket;
        pin.level = level_of(ticket, work.now());
        pin.overdue = analysis::is_overdue(ticket, work.now());
        pin.layer = layer;
        pin.id = work.report("ticket", ticket.id);
        work.out.input.pins.push_back(pin);
    }
    // Limits that are nobody's rule must say so (DOMAIN, legal numbers).
    if (by_reference) work.out.input.layers[layer].title += say("，时限仅供参考", ", limits for reference");
    // Two numbers in one area would say nothing: there all are counted already.
    if (!work.choice.ticket_areas) add_ticket_areas(work, layer, by_area);
}

void LiveLayers::add_events(Work& work) const {
    std::uint8_t const layer = add_layer<twin::CityEvent>(work, say("视频事件", "Video events"), true);
    work.out.input.layers[layer].levels = {say("提示", "notice"), say("一般", "general"), say("较大", "serious"),
                                           say("重大", "major")};
    std::map<std::string, twin::Camera const*> cameras;
    for (auto const* entry : work.moment.state.cameras()) cameras[entry->record.id] = &entry->record;
    for (twin::Episode const& episode : work.moment.state.episodes(work.now())) {
        bool const over = episode.ended != base::kNoTime;
        if (over && work.now() - episode.ended > kAfterglow) continue;
        twin::CityEvent const& event = *episode.last;
        twin::Where where = event.where;
        auto const camera = cameras.find(event.camera);
        bool const by_camera = !where.at && camera != cameras.end();
        if (by_camera) where = camera->second->where;
        auto const placed = place(work, where);
        if (!placed) continue;
        scene::Pin pin;
        pin.at = placed->at;
        // Where only the camera is known, the event is where it looks.
        if (by_camera && camera->second->pose) pin.at = sight_.aim({placed->at.x, placed->at.y}, *camera->second->pose);
        pin.kind = scene::PinKind::event;
        pin.level = level_of_event(event.level);
        pin.open = !over;
        pin.pulse = !over && work.now() - episode.last_seen <= kPulse;
        pin.layer = layer;
        pin.id = work.report("event", event.id);
        work.out.input.pins.push_back(pin);
    }
}

void LiveLayers::add_cameras(Work& work) const {
    std::uint8_t const layer = add_layer<twin::Camera>(work, say("摄像机", "Cameras"));
    for (auto const* entry : work.moment.state.cameras()) {
        twin::Camera const* const camera = &entry->record;
        auto const placed = camera->where.at ? std::nullopt : place(work, camera->where);
        auto at = camera->where.at ? locator_.local(*camera->where.at) : std::nullopt;
        if (placed) at = base::Vec2d{placed->at.x, placed->at.y};
        if (!at || !extent_.contains(*at)) {
            if (camera->where.at) ++work.out.unplaced;
            continue;
        }
        bool const works = camera->status != twin::DeviceStatus::offline;
        double const height = camera->pose ? static_cast<double>(camera->pose->height) : 0;
        scene::Pin pin;
        pin.at = {at->x, at->y, sight_.ground(*at) + height};
        pin.kind = scene::PinKind::camera;
        pin.level = level_of_status(camera->status);
        pin.open = works;
        pin.layer = layer;
        pin.id = work.report("camera", camera->id);
        work.out.input.pins.push_back(pin);
        if (works && camera->pose)
            work.out.input.fields.push_back({sight_.footprint(*at, *camera->pose), pin.level, layer});
    }
}

void LiveLayers::add_devices(Work& work) const {
    std::uint8_t const layer = add_layer<twin::Device>(work, say("物联感知设备", "Sensors"));
    for (auto const* entry : work.moment.state.devices()) {
        twin::Device const* const device = &entry->record;
        auto const placed = place(work, device->where);
        if (!placed || placed->how == twin::Placed::How::area) continue;
        scene::Pin pin;
        pin.at = placed->at;
        pin.kind = scene::PinKind::device;
        pin.level = level_of_status(device->status);
        pin.open = device->status != twin::DeviceStatus::offline;
        pin.layer = layer;
        pin.id = work.report("device", device->id);
        work.out.input.pins.push_back(pin);
    }
}

void LiveLayers::add_drones(Work& work) const {
    constexpr base::UtcMs kLost = 10 * 1000;  // DOMAIN 11: grey after ten seconds
    std::uint8_t const layer = add_layer<twin::DronePose>(work, say("无人机", "Drones"));
    for (auto const& [id, track] : work.moment.state.drone_tracks()) {
        scene::Trail trail;
        trail.layer = layer;
        for (twin::Report const* report : track) {
            auto const& pose = std::get<twin::DronePose>(report->record);
            auto const at = locator_.local(pose.at);
            if (!at) continue;
            double const ground = pose.above == twin::DronePose::Above::ground ? sight_.ground(*at) : 0;
            trail.points.push_back({at->x, at->y, ground + pose.height});
        }
        if (trail.points.empty()) continue;
        scene::Pin pin;
        pin.at = trail.points.back();
        pin.kind = scene::PinKind::drone;
        pin.open = work.now() - track.back()->event_time <= kLost;
        pin.level = pin.open ? scene::Level::blue : scene::Level::none;
        pin.layer = layer;
        pin.id = work.report("drone", id);
        work.out.input.pins.push_back(pin);
        work.out.input.trails.push_back(std::move(trail));
    }
}

}  // namespace app
