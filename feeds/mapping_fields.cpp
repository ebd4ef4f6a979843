// Which fields each kind of record has, by the names of canonical JSON (docs/feeds.md), and how each is set.
#include <limits>

#include "feeds/mapping_reading.h"
#include "feeds/mapping_words.h"

namespace feeds {
namespace {

using twin::Where;

template <class M>
struct OwnerOf;
template <class T, class M>
struct OwnerOf<M T::*> {
    using Owner = T;
    using Member = M;
};

/// The record (or the place) that has the member.
template <auto member>
auto& member_of(Draft& draft) {
    using Owner = typename OwnerOf<decltype(member)>::Owner;
    if constexpr (std::is_same_v<Owner, Where>) {
        return draft.where.*member;
    } else if constexpr (std::is_same_v<Owner, Draft>) {
        return draft.*member;
    } else {
        return std::get_if<Owner>(&draft.record)->*member;
    }
}

template <auto member>
void text(Draft& draft, Reading& in) {
    if (auto const read = in.text()) member_of<member>(draft).assign(*read);
}

template <auto member>
void masked(Draft& draft, Reading& in) {
    auto const read = in.text();
    if (!read) return;
    std::string& out = member_of<member>(draft);
    out.assign(*read);
    mask_personal(out);
}

template <auto member>
void time(Draft& draft, Reading& in) {
    if (auto const read = in.time()) member_of<member>(draft) = *read;
}

/// Whole and other numbers; what does not fit the member's type is cut to its range and said to be odd.
template <auto member>
void number(Draft& draft, Reading& in) {
    auto const read = in.number();
    if (!read) return;
    using M = std::remove_cvref_t<decltype(member_of<member>(draft))>;
    if constexpr (std::is_same_v<M, std::optional<double>>) {
        member_of<member>(draft) = *read;
    } else {
        constexpr auto kLeast = static_cast<double>(std::numeric_limits<M>::lowest());
        constexpr auto kMost = static_cast<double>(std::numeric_limits<M>::max());
        if (*read < kLeast || *read > kMost) in.odd("bad-number", "does not fit");
        member_of<member>(draft) = *read <= kLeast  ? std::numeric_limits<M>::lowest()
                                   : *read >= kMost ? std::numeric_limits<M>::max()
                                                    : static_cast<M>(*read);
    }
}

template <auto member>
void truth(Draft& draft, Reading& in) {
    if (auto const read = in.truth()) member_of<member>(draft) = *read;
}

template <auto member, auto const& words>
void word(Draft& draft, Reading& in) {
    auto const read = in.text();
    if (!read) return;
    if (auto const found = words.find(*read)) {
        member_of<member>(draft) = *found;
    } else {
        in.odd("unknown-code", "is a word nobody told us");
    }
}

void status(Draft& draft, Reading& in) {
    auto& ticket = *std::get_if<twin::Ticket>(&draft.record);
    if (auto const raw = in.raw()) ticket.raw_status.assign(*raw);
    word<&twin::Ticket::status, kStatusWords>(draft, in);
}

void raw_status(Draft& draft, Reading& in) { text<&twin::Ticket::raw_status>(draft, in); }

/// Words of a code table are taken as they are; other words only if they are canonical keys.
void event_type(Draft& draft, Reading& in) {
    auto& event = *std::get_if<twin::CityEvent>(&draft.record);
    auto const raw = in.raw();
    auto const read = in.text();
    if (raw && event.raw_type.empty()) event.raw_type.assign(*raw);
    if (!read) return;
    if (in.from_table() || is_event_type(*read)) {
        event.type.assign(*read);
        return;
    }
    event.type = "other";
    in.odd("unknown-code", "is no type of event we know");
}

void level(Draft& draft, Reading& in) {
    auto const read = in.number();
    if (!read) return;
    if (*read < 0 || *read > 3) in.odd("bad-number", "is not from 0 to 3");
    std::get_if<twin::CityEvent>(&draft.record)->level = static_cast<std::uint8_t>(*read < 0   ? 0
                                                                                   : *read > 3 ? 3
                                                                                               : *read);
}

void confidence(Draft& draft, Reading& in) {
    auto const read = in.number();
    if (!read) return;
    if (*read >= 0 && *read <= 1) {
        std::get_if<twin::CityEvent>(&draft.record)->confidence = static_cast<float>(*read);
    } else {
        in.odd("bad-number", "is not from 0 to 1");
    }
}

void box(Draft& draft, Reading& in) { std::get_if<twin::CityEvent>(&draft.record)->box = in.box(); }

template <auto member>
void pose_number(Draft& draft, Reading& in) {
    auto const read = in.number();
    if (!read) return;
    auto& camera = *std::get_if<twin::Camera>(&draft.record);
    if (!camera.pose) camera.pose = twin::CameraPose{};
    (*camera.pose).*member = static_cast<float>(*read);
}

template <std::size_t band>
void age(Draft& draft, Reading& in) {
    if (auto const read = in.number()) std::get_if<twin::PopulationCell>(&draft.record)->by_age[band] = *read;
}

void withdraws(Draft& draft, Reading& in) {
    auto const read = in.text();
    if (!read) return;
    if (auto const kind = kind_index(*read)) {
        std::get_if<twin::Withdrawal>(&draft.record)->kind = static_cast<std::uint8_t>(*kind);
    } else {
        in.refuse("unknown-type", "is no kind of record");
    }
}

void event_time(Draft& draft, Reading& in) {
    if (auto const read = in.time()) {
        draft.time = *read;
    } else if (in.has_value()) {
        in.refuse("bad-time", "is not a time");
    }
}

/// A picture or a stream; what opens it never enters.
template <auto member>
void reference(Draft& draft, Reading& in) {
    auto const read = in.text();
    if (!read) return;
    std::string& out = member_of<member>(draft);
    out.assign(*read);
    strip_credentials(out);
}

void sequence(Draft& draft, Reading& in) {
    auto const read = in.number();
    if (read && *read >= 0 && *read < 1.8e19) draft.sequence = static_cast<std::uint64_t>(*read);
}

constexpr FieldDef kCommon[] = {
    {"id", text<&Draft::id>},  // never masked: two numbers that end alike would become one thing
    {"time", event_time},
    {"upd_time", time<&Draft::version>},
    {"seq", sequence},
    {"withdrawn", truth<&Draft::withdrawn>},
    {"lon", number<&Draft::lon>},
    {"lat", number<&Draft::lat>},
    {"coord", text<&Draft::coordinates>},
    {"geo_level", word<&Draft::level, kPlaceLevelWords>},
    {"addr_text", masked<&Where::address>},
    {"addr_code", text<&Where::address_code>},
    {"building_id", text<&Where::building>},
    {"street", text<&Where::street>},
    {"community", text<&Where::community>},
    {"grid", text<&Where::grid>},
};

using twin::Ticket;
constexpr FieldDef kTicketFields[] = {
    {"kind", word<&Ticket::kind, kTicketKindWords>},
    {"status", status},
    {"raw_status", raw_status},
    {"channel", text<&Ticket::channel>},
    {"class_code", text<&Ticket::class_code>},
    {"class_path", text<&Ticket::class_path>},
    {"title", masked<&Ticket::title>},
    {"dept", text<&Ticket::department>},
    {"secret", truth<&Ticket::secret>},
    {"call_time", time<&Ticket::called>},
    {"accept_time", time<&Ticket::accepted>},
    {"dispatch_time", time<&Ticket::dispatched>},
    {"due_time", time<&Ticket::due>},
    {"close_time", time<&Ticket::closed>},
    {"visit_time", time<&Ticket::visited>},
    {"dispatch_mode", word<&Ticket::dispatch, kDispatchWords>},
    {"urgency", word<&Ticket::urgency, kUrgencyWords>},
    {"solved", word<&Ticket::solved, kSolvedWords>},
    {"satisfaction", word<&Ticket::satisfaction, kSatisfactionWords>},
    {"returns", number<&Ticket::returns>},
    {"reassign", number<&Ticket::reassigned>},
    {"urges", number<&Ticket::urged>},
    {"supervise", number<&Ticket::supervised>},
    {"repeat_of", text<&Ticket::repeat_of>},
};

using twin::CityEvent;
constexpr FieldDef kEventFields[] = {
    {"type", event_type},
    {"raw_type", text<&CityEvent::raw_type>},
    {"camera_id", text<&CityEvent::camera>},
    {"status", word<&CityEvent::phase, kPhaseWords>},
    {"level", level},
    {"conf", confidence},
    {"bbox", box},
    {"snapshot_url", reference<&CityEvent::snapshot>},
    {"case_id", text<&CityEvent::case_id>},
    {"workflow", text<&CityEvent::workflow>},
};

using twin::CameraPose;
constexpr FieldDef kCameraFields[] = {
    {"name", masked<&twin::Camera::name>},
    {"heading", pose_number<&CameraPose::heading>},
    {"pitch", pose_number<&CameraPose::pitch>},
    {"fov", pose_number<&CameraPose::field_of_view>},
    {"height", pose_number<&CameraPose::height>},
    {"reach", pose_number<&CameraPose::reach>},
    {"status", word<&twin::Camera::status, kDeviceWords>},
    {"stream", reference<&twin::Camera::stream>},
};

using twin::Device;
constexpr FieldDef kDeviceFields[] = {
    {"type", text<&Device::type>},     {"name", masked<&Device::name>}, {"status", word<&Device::status, kDeviceWords>},
    {"value", number<&Device::value>}, {"unit", text<&Device::unit>},
};

using twin::DronePose;
constexpr FieldDef kDroneFields[] = {
    {"height", number<&DronePose::height>},   {"height_above", word<&DronePose::above, kAboveWords>},
    {"heading", number<&DronePose::heading>}, {"gimbal_pitch", number<&DronePose::gimbal_pitch>},
    {"mode", text<&DronePose::mode>},
};

using twin::PopulationCell;
constexpr FieldDef kPopulationFields[] = {
    {"level", text<&PopulationCell::level>},
    {"measure", text<&PopulationCell::measure>},
    {"count", number<&PopulationCell::count>},
    {"age_0_14", age<0>},
    {"age_15_59", age<1>},
    {"age_60", age<2>},
    {"households", number<&PopulationCell::households>},
    {"estimated", truth<&PopulationCell::estimated>},
};

using twin::IndicatorValue;
constexpr FieldDef kIndicatorFields[] = {
    {"name", text<&IndicatorValue::name>},
    {"value", number<&IndicatorValue::value>},
    {"unit", text<&IndicatorValue::unit>},
    {"area", text<&IndicatorValue::area>},
};

constexpr FieldDef kWithdrawalFields[] = {{"withdraws", withdraws}};

}  // namespace

std::vector<FieldDef> fields_of(std::size_t kind) {
    std::vector<FieldDef> all(std::begin(kCommon), std::end(kCommon));
    auto const add = [&](auto const& fields) { all.insert(all.end(), std::begin(fields), std::end(fields)); };
    switch (kind) {
        case 0: add(kTicketFields); break;
        case 1: add(kEventFields); break;
        case 2: add(kCameraFields); break;
        case 3: add(kDeviceFields); break;
        case 4: add(kDroneFields); break;
        case 5: add(kPopulationFields); break;
        case 6: add(kIndicatorFields); break;
        case 7: add(kWithdrawalFields); break;
        default: break;
    }
    return all;
}

}  // namespace feeds
