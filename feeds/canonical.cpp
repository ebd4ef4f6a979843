// Records as canonical JSON: what the mapping "canonical" reads back (docs/feeds.md, "Records").
#include <nlohmann/json.hpp>

#include "feeds/mapping.h"
#include "feeds/mapping_words.h"

namespace feeds {
namespace {

using Json = nlohmann::ordered_json;

void put(Json& out, char const* key, std::string const& text) {
    if (!text.empty()) out[key] = text;
}

void put_time(Json& out, char const* key, base::UtcMs time) {
    if (time != base::kNoTime) out[key] = base::format_time(time);
}

void put_count(Json& out, char const* key, unsigned count) {
    if (count != 0) out[key] = count;
}

void put(Json& out, twin::Where const& where) {
    if (where.at) {
        out["lon"] = where.at->lon;
        out["lat"] = where.at->lat;
        out["coord"] = "wgs84";
    }
    if (where.at || where.level != twin::PlaceLevel::none) out["geo_level"] = kPlaceLevelWords.name(where.level);
    put(out, "addr_text", where.address);
    put(out, "addr_code", where.address_code);
    put(out, "building_id", where.building);
    put(out, "street", where.street);
    put(out, "community", where.community);
    put(out, "grid", where.grid);
}

Json data_of(twin::Ticket const& t) {
    Json out{{"id", t.id}, {"kind", kTicketKindWords.name(t.kind)}, {"status", kStatusWords.name(t.status)}};
    put(out, "raw_status", t.raw_status);
    put(out, "channel", t.channel);
    put(out, "class_code", t.class_code);
    put(out, "class_path", t.class_path);
    put(out, "title", t.title);
    put(out, "dept", t.department);
    if (t.secret) out["secret"] = true;
    put_time(out, "call_time", t.called);
    put_time(out, "accept_time", t.accepted);
    put_time(out, "dispatch_time", t.dispatched);
    put_time(out, "due_time", t.due);
    put_time(out, "close_time", t.closed);
    put_time(out, "visit_time", t.visited);
    if (t.dispatch != twin::DispatchMode::unknown) out["dispatch_mode"] = kDispatchWords.name(t.dispatch);
    if (t.urgency != twin::Urgency::normal) out["urgency"] = kUrgencyWords.name(t.urgency);
    if (t.solved != twin::Solved::unknown) out["solved"] = kSolvedWords.name(t.solved);
    if (t.satisfaction != twin::Satisfaction::unrated) out["satisfaction"] = kSatisfactionWords.name(t.satisfaction);
    put_count(out, "returns", t.returns);
    put_count(out, "reassign", t.reassigned);
    put_count(out, "urges", t.urged);
    put_count(out, "supervise", t.supervised);
    put(out, "repeat_of", t.repeat_of);
    put(out, t.where);
    return out;
}

Json data_of(twin::CityEvent const& e) {
    Json out{{"id", e.id}, {"type", e.type}, {"status", kPhaseWords.name(e.phase)}, {"level", e.level}};
    put(out, "raw_type", e.raw_type);
    put(out, "camera_id", e.camera);
    if (e.confidence >= 0) out["conf"] = e.confidence;
    if (e.box) out["bbox"] = *e.box;
    put(out, "snapshot_url", e.snapshot);
    put(out, "case_id", e.case_id);
    put(out, "workflow", e.workflow);
    put(out, e.where);
    return out;
}

Json data_of(twin::Camera const& c) {
    Json out{{"id", c.id}, {"status", kDeviceWords.name(c.status)}};
    put(out, "name", c.name);
    put(out, "stream", c.stream);
    if (c.pose) {
        out["heading"] = c.pose->heading;
        out["pitch"] = c.pose->pitch;
        out["fov"] = c.pose->field_of_view;
        out["height"] = c.pose->height;
        out["reach"] = c.pose->reach;
    }
    put(out, c.where);
    return out;
}

Json data_of(twin::Device const& d) {
    Json out{{"id", d.id}, {"status", kDeviceWords.name(d.status)}};
    put(out, "type", d.type);
    put(out, "name", d.name);
    if (d.value) out["value"] = *d.value;
    put(out, "unit", d.unit);
    put(out, d.where);
    return out;
}

Json data_of(twin::DronePose const& p) {
    Json out{{"id", p.id},           {"lon", p.at.lon},
             {"lat", p.at.lat},      {"coord", "wgs84"},
             {"height", p.height},   {"height_above", kAboveWords.name(p.above)},
             {"heading", p.heading}, {"gimbal_pitch", p.gimbal_pitch}};
    put(out, "mode", p.mode);
    return out;
}

Json data_of(twin::PopulationCell const& p) {
    Json out{{"id", p.id}, {"level", p.level}, {"measure", p.measure}, {"count", p.count}};
    constexpr std::array<char const*, 3> kBands{"age_0_14", "age_15_59", "age_60"};
    for (std::size_t i = 0; i < kBands.size(); ++i) {
        if (p.by_age[i] >= 0) out[kBands[i]] = p.by_age[i];
    }
    if (p.households >= 0) out["households"] = p.households;
    if (p.estimated) out["estimated"] = true;
    put(out, p.where);
    return out;
}

Json data_of(twin::IndicatorValue const& i) {
    Json out{{"id", i.id}, {"value", i.value}};
    put(out, "name", i.name);
    put(out, "unit", i.unit);
    put(out, "area", i.area);
    return out;
}

Json data_of(twin::Withdrawal const& w) { return {{"id", w.id}, {"withdraws", kind_words()[w.kind]}}; }

Json data_of(twin::Heartbeat const&) { return Json::object(); }

char const* type_of(twin::Record const& record) {
    constexpr std::array<char const*, 9> kTypes{
        "twin.ticket.upsert.v1", "twin.event.upsert.v1", "twin.camera.upsert.v1",
        "twin.device.status.v1", "twin.uav.pose.v1",     "twin.pop.snapshot.v1",
        "twin.kpi.value.v1",     "twin.withdrawal.v1",   "twin.heartbeat.v1"};
    return kTypes[record.index()];
}

}  // namespace

std::string to_json(twin::Report const& report, std::string_view source) {
    std::string const key = twin::key_of(report.record);
    Json out{{"specversion", "1.0"},
             {"id", key + "@" + std::to_string(report.version != base::kNoTime ? report.version : report.event_time)},
             {"source", source},
             {"type", type_of(report.record)}};
    put_time(out, "time", report.event_time);
    put(out, "subject", key);
    if (report.sequence != 0) out["seq"] = report.sequence;
    out["data"] = std::visit([](auto const& record) { return data_of(record); }, report.record);
    if (report.version != report.event_time) put_time(out["data"], "upd_time", report.version);
    return out.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace feeds
