// What the district's systems report, in one form whoever sent it: hotline tickets, city and video events, cameras,
// devices, drone poses, population aggregates, indicators. docs/feeds.md says which JSON becomes which field.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "base/time.h"
#include "geo/frame.h"

namespace twin {

/// How exactly a report says where it happened (定位级别): decides whether it is drawn as a pin or as a shaded area.
enum class PlaceLevel : std::uint8_t { none, street, community, estate, building, door };

/// Where, as far as the source knows. Coordinates are WGS84 whatever the source sent; its own stay in the journal.
struct Where {
    std::optional<geo::LonLat> at;
    PlaceLevel level = PlaceLevel::none;
    std::string address;
    std::string address_code;  ///< 标准地址编码
    std::string building;      ///< building id in the district's data
    std::string street;        ///< codes or names of the areas it lies in
    std::string community;
    std::string grid;  ///< 单元网格
};

/// DOMAIN 3.3. A viewer accepts any transition; those the flow does not know are counted, never corrected.
enum class TicketStatus : std::uint8_t {
    fresh,       ///< 待受理 NEW
    accepted,    ///< 已受理
    answered,    ///< 直接答复
    rejected,    ///< 不予受理
    dispatched,  ///< 已派单
    returned,    ///< 退单
    handling,    ///< 办理中
    suspended,   ///< 挂起
    replied,     ///< 已反馈
    visit,       ///< 待回访
    redo,        ///< 重办
    closed,      ///< 已办结
    archived,    ///< 归档
    cancelled,   ///< 已撤销
    other        ///< a word the mapping does not know: grey
};
enum class TicketKind : std::uint8_t { consultation, request, complaint, report, suggestion, praise, other };
enum class Solved : std::uint8_t { unknown, yes, partly, no };
enum class Satisfaction : std::uint8_t { unrated, satisfied, basically_satisfied, dissatisfied };
enum class DispatchMode : std::uint8_t { unknown, ai, manual, direct };
enum class Urgency : std::uint8_t { normal, urgent, critical };

/// 12345 工单, DOMAIN 3.2. What callers said and who they are never enters: `title` is masked at intake.
struct Ticket {
    std::string id;
    TicketKind kind = TicketKind::other;
    TicketStatus status = TicketStatus::other;
    std::string raw_status;
    std::string channel;
    std::string class_code;
    std::string class_path;  ///< "城市管理>市容环境>占道经营"
    std::string title;
    std::string department;
    bool secret = false;  ///< 保密: counted, never drawn at its place
    base::UtcMs called = base::kNoTime;
    base::UtcMs accepted = base::kNoTime;
    base::UtcMs dispatched = base::kNoTime;
    base::UtcMs due = base::kNoTime;  ///< from the source, else by the work calendar
    base::UtcMs closed = base::kNoTime;
    base::UtcMs visited = base::kNoTime;
    DispatchMode dispatch = DispatchMode::unknown;
    Urgency urgency = Urgency::normal;
    Solved solved = Solved::unknown;
    Satisfaction satisfaction = Satisfaction::unrated;
    std::uint16_t returns = 0, reassigned = 0, urged = 0, supervised = 0;
    std::string repeat_of;
    Where where;
};

/// The source has said how it ended, so nothing more need come of it: what may be forgotten goes by this.
bool is_finished(TicketStatus status);
/// 办结: closed or archived; or it waits for its visit, or was answered at once, and the source gives the time of
/// closing.
bool is_closed(Ticket const& ticket);
/// 在办: somebody still has to handle it, so that its clock runs. One that is closed and only waits for its visit
/// (VISIT with a time of closing) is not open. The map, the hotline's lists and counts and `/state` all go by this.
bool is_open(Ticket const& ticket);
/// Whether DOMAIN 3.3 draws an arrow from one to the other (staying is allowed).
bool is_known_step(TicketStatus from, TicketStatus to);

/// What the source says about one sighting; repeats are merged into episodes by LiveState.
enum class EventPhase : std::uint8_t { pulse, start, end };

/// A city-management or AI video event, DOMAIN 4 and 5.
struct CityEvent {
    std::string id;
    std::string type;      ///< canonical key of DOMAIN 4.1 ("garbage_exposed"), or "other"
    std::string raw_type;  ///< the vendor's own code
    std::string camera;    ///< id of the camera that saw it; empty: reported otherwise
    EventPhase phase = EventPhase::pulse;
    std::uint8_t level = 0;                   ///< 0 general (blue) .. 3 very serious (red)
    float confidence = -1;                    ///< 0 to 1; below 0: not said
    std::optional<std::array<float, 4>> box;  ///< x0 y0 x1 y1 in the picture, 0 to 1 from the top left
    std::string snapshot;                     ///< a reference (path or URL), never fetched by itself
    std::string case_id;                      ///< the work order it became
    std::string workflow;                     ///< DOMAIN 4: REPORTED, FILED, DISPATCHED ... as the source says
    Where where;                              ///< without `at`: where its camera looks
};

/// How a camera stands and looks; heading and pitch in degrees, north 0 clockwise, down negative.
struct CameraPose {
    float heading = 0;
    float pitch = -20;
    float field_of_view = 60;  ///< horizontal, degrees
    float height = 6;          ///< metres above the ground
    float reach = 80;          ///< metres at which it still recognises something
};

enum class DeviceStatus : std::uint8_t { unknown, online, offline, alarm, maintenance };

struct Camera {
    std::string id;
    std::string name;
    Where where;
    std::optional<CameraPose> pose;
    DeviceStatus status = DeviceStatus::unknown;
    std::string stream;  ///< reference; credentials never stand in it
};

/// An IoT device and what it measured last.
struct Device {
    std::string id;
    std::string type;  ///< "water_level", "air", "manhole"
    std::string name;
    Where where;
    DeviceStatus status = DeviceStatus::unknown;
    std::optional<double> value;
    std::string unit;
};

/// One report of a drone's place.
struct DronePose {
    std::string id;
    geo::LonLat at;
    double height = 0;  ///< metres, above `height_above`
    enum class Above : std::uint8_t { ground, ellipsoid } above = Above::ground;
    float heading = 0;         ///< degrees clockwise from north
    float gimbal_pitch = -90;  ///< degrees, down negative
    std::string mode;          ///< "standby", "flying", "returning", "landing", "offline"
};

/// People counted in one building or cell: aggregates only (DOMAIN 7). Suppression happens before a scene sees it.
struct PopulationCell {
    std::string id;     ///< building id, grid cell or community code
    std::string level;  ///< "building", "grid100", "grid250", "grid500", "community", "street"
    Where where;
    std::string measure;  ///< "resident", "registered", "floating", "day", "night"
    double count = 0;
    std::array<double, 3> by_age{-1, -1, -1};  ///< 0-14, 15-59, 60+; below 0: not given
    double households = -1;
    bool estimated = false;  ///< 估算, e.g. dasymetric
};

struct IndicatorValue {
    std::string id;
    std::string name;
    double value = 0;
    std::string unit;
    std::string area;  ///< empty: the whole district
};

/// The source says that this no longer exists, or never did.
struct Withdrawal {
    std::string id;
    std::uint8_t kind = 0;  ///< index in `Record` of what is withdrawn
};

/// "I am here": keeps a quiet feed from looking dead.
struct Heartbeat {};

using Record =
    std::variant<Ticket, CityEvent, Camera, Device, DronePose, PopulationCell, IndicatorValue, Withdrawal, Heartbeat>;

/// A bit of its own for each alternative of Record.
template <class T>
inline constexpr std::uint32_t kind_bit = [] {
    return []<class... Kinds>(std::variant<Kinds...> const*) {
        std::uint32_t bit = 1, found = 0;
        ((found |= std::is_same_v<T, Kinds> ? bit : 0, bit <<= 1), ...);
        return found;
    }(static_cast<Record const*>(nullptr));
}();

/// "ticket", "event", "camera", "device", "drone", "population", "indicator", "withdrawal", "heartbeat".
std::string_view kind_name(Record const& record);
/// What later reports about the same thing carry again: the id, and of a population cell "id/measure", since a building
/// has its residents and its day-time people under one id. A withdrawal of a cell has that in its `id`.
std::string key_of(Record const& record);
std::string key_of(PopulationCell const& cell);

/// The keys of DOMAIN 4.1 and "other": what CityEvent::type may be.
std::span<std::string_view const> event_types();

/// A record with its two times. `version` orders reports about one thing: the newest wins, then the larger sequence,
/// then the larger `content` (a hash), so that the result never depends on the order of arrival.
struct Report {
    Record record;
    std::uint16_t feed = 0;                  ///< into the district's feeds
    base::UtcMs event_time = base::kNoTime;  ///< when it happened
    base::UtcMs known_time = base::kNoTime;  ///< when we learned it
    base::UtcMs version = base::kNoTime;     ///< the source's own time of this edition; default: event_time
    std::uint64_t sequence = 0;              ///< the source's own counter; 0: none
    std::uint64_t content = 0;               ///< hash of the record as received
};

}  // namespace twin
