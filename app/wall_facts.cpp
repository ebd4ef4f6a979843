#include "app/wall_facts.h"

#include <algorithm>
#include <functional>

#include "analysis/cases.h"
#include "app/facts_counts.h"
#include "app/selection_parts.h"
#include "app/warning_alarms.h"

namespace app {
namespace {

constexpr std::size_t kLines = 24;

std::string subject_of(twin::Ticket const& ticket, WallWords const& words) {
    bool const chinese = words.language == ui::Language::zh;
    if (!ticket.class_path.empty())
        return std::string(analysis::leaf_of_class(words.facts.term(ticket.class_path, chinese)));
    return ticket.title.empty() ? in_words(words.language, {"热线工单", "Hotline ticket"})
                                : words.facts.term(ticket.title, chinese);
}

std::string wall_place(ui::TicketRow const& row, ui::Language language) {
    return in_words(
        language, row.ticket.secret ? twin::Name{"保密工单，地点不公开", "confidential, place not shown"} : row.place);
}

double distance_to(twin::Place const& place, base::Vec2d at) {
    double nearest = base::length(base::Vec2d{place.at.x, place.at.y} - at);
    for (std::size_t i = 1; i < place.along.size(); ++i) {
        base::Vec2d const a = place.along[i - 1], along = place.along[i] - a;
        double const length = base::dot(along, along);
        double const t = length > 0 ? std::clamp(base::dot(at - a, along) / length, 0.0, 1.0) : 0;
        nearest = std::min(nearest, base::length(a + along * t - at));
    }
    return nearest;
}

std::string wall_camera_name(WallWords const& words, std::string const& id) {
    for (ui::CameraRow const& row : words.facts.events.cameras)
        if (row.camera.id == id && !row.camera.name.empty())
            return words.facts.term(row.camera.name, words.language == ui::Language::zh);
    return id;
}

void describe_event(ui::EventRow const& row, WallWords const& words,
                    std::function<ui::Shown(std::string const&)> const& evidence, ui::Alarm& alarm) {
    alarm.title = in_words(words.language, row.type_name);
    if (alarm.title.empty()) alarm.title = row.type;
    if (row.at) alarm.place = place_words(words.district, *row.at, words.language);
    alarm.source = wall_camera_name(words, row.camera);
    alarm.sightings = row.sightings;
    alarm.confidence = row.confidence;
    alarm.box = row.box;
    if (evidence) alarm.evidence = evidence(row.snapshot);
}

void describe_ticket(ui::TicketRow const& row, WallWords const& words, ui::Alarm& alarm) {
    alarm.title = subject_of(row.ticket, words);
    alarm.place = wall_place(row, words.language);
    alarm.source = words.facts.term(row.ticket.department, words.language == ui::Language::zh);
    alarm.due = row.ticket.due;
    alarm.evidence.problem = in_words(words.language, {"热线工单无现场图片", "tickets come without pictures"});
}

ui::Alarm alarm_of(AlarmGroup const& group, WallWords const& words,
                   std::function<ui::Shown(std::string const&)> const& evidence) {
    Incident const& first = group.first();
    ui::Alarm alarm;
    alarm.subject = first.subject;
    alarm.urgent = first.urgent;
    alarm.at = alarm_since(first);
    alarm.open = first.open;
    alarm.together = static_cast<std::uint32_t>(group.incidents.size());
    if (first.subject.kind == ui::SubjectKind::ticket) {
        for (ui::TicketRow const& row : words.facts.hotline.tickets)
            if (row.ticket.id == first.subject.id) describe_ticket(row, words, alarm);
    } else if (first.subject.kind == ui::SubjectKind::spot) {
        if (words.warnings) describe_warning(first, *words.warnings, words.language, alarm);
    } else {
        for (ui::EventRow const& row : words.facts.events.events)
            if (row.id == first.subject.id) describe_event(row, words, evidence, alarm);
    }
    return alarm;
}

}  // namespace

AlarmWords alarm_words(Incident const& incident, ui::Facts const& facts, twin::District const& district,
                       ui::WarningFacts const* warnings) {
    auto const in_language = [&](ui::Language language, std::string& title, std::string& detail) {
        ui::Alarm const alarm = alarm_of({{incident}, incident}, {facts, district, language, warnings}, {});
        title = alarm.title.empty() ? incident.subject.id : alarm.title;
        detail = joined(alarm.place, alarm.source);
    };
    AlarmWords out;
    in_language(ui::Language::zh, out.title.zh, out.detail.zh);
    in_language(ui::Language::en, out.title.en, out.detail.en);
    return out;
}

std::string place_words(twin::District const& district, base::Vec3d at, ui::Language language) {
    constexpr double kNear = 200, kWithin = 3000;
    twin::Place const *road = nullptr, *area = nullptr;
    double to_road = kNear, to_area = kWithin;
    for (twin::Place const& place : district.places) {
        bool const is_road = place.kind == twin::PlaceKind::road, is_area = place.kind == twin::PlaceKind::subdistrict;
        if (!is_road && !is_area) continue;
        double const distance = distance_to(place, {at.x, at.y});
        if (is_road && distance < to_road) road = &place, to_road = distance;
        if (is_area && distance < to_area) area = &place, to_area = distance;
    }
    std::string const near =
        road ? in_words(language, {road->name.zh + "附近", "near " + in_words(language, road->name)}) : "";
    return joined(area ? in_words(language, area->name) : "", near);
}

std::vector<ui::WallFacts::Line> ticker_of(WallWords const& words) {
    ui::Facts const& facts = words.facts;
    base::UtcMs const oldest = facts.time.event - kDayMs;
    std::vector<ui::WallFacts::Line> lines;
    auto const newer = [](auto const& a, auto const& b) { return a.first > b.first; };
    auto const newest_first = [](auto const& a, auto const& b) { return a.at > b.at; };
    // Before words are made of all of them: a year's tickets are many.
    std::vector<std::pair<base::UtcMs, ui::TicketRow const*>> tickets;
    for (ui::TicketRow const& row : facts.hotline.tickets)
        if (row.ticket.called > oldest && row.ticket.called <= facts.time.event)
            tickets.emplace_back(row.ticket.called, &row);
    std::stable_sort(tickets.begin(), tickets.end(), newer);
    tickets.resize(std::min(tickets.size(), kLines));
    for (auto const& [at, row] : tickets) {
        std::string const place = row->ticket.secret ? "" : wall_place(*row, words.language);
        lines.push_back(
            {at, ui::SubjectKind::ticket, row->urgent, row->open, joined(subject_of(row->ticket, words), place)});
    }
    std::vector<std::pair<base::UtcMs, ui::EventRow const*>> events;
    for (ui::EventRow const& row : facts.events.events)
        if (row.first > oldest && row.first <= facts.time.event) events.emplace_back(row.first, &row);
    std::stable_sort(events.begin(), events.end(), newer);
    events.resize(std::min(events.size(), kLines));
    for (auto const& [at, row] : events) {
        std::string const what = in_words(words.language, row->type_name);
        lines.push_back({at, ui::SubjectKind::event, row->urgent, row->open,
                         joined(what.empty() ? row->type : what, wall_camera_name(words, row->camera))});
    }
    std::stable_sort(lines.begin(), lines.end(), newest_first);
    lines.resize(std::min(lines.size(), kLines));
    return lines;
}

void describe(Carousel const& carousel, WallWords const& words,
              std::function<ui::Shown(std::string const&)> const& evidence, ui::WallFacts& wall) {
    wall.scenes.clear();
    for (CarouselScene const& scene : carousel.scenes()) wall.scenes.push_back(scene.name);
    wall.scene = static_cast<std::uint32_t>(carousel.scene());
    wall.paused = carousel.paused();
    wall.pause_seconds_left = carousel.pause_seconds_left();
    wall.waiting = static_cast<std::uint32_t>(carousel.queue().waiting_incidents());
    wall.seconds_left = carousel.seconds_left();
    wall.seconds_whole = carousel.seconds_whole();
    wall.alarm.reset();
    if (!carousel.alarm()) return;
    wall.alarm = alarm_of(*carousel.alarm(), words, evidence);
    wall.alarm->seconds_left = carousel.seconds_left();
    wall.alarm->seconds_whole = carousel.seconds_whole();
    wall.alarm->waiting = wall.waiting;
    wall.alarm->detail = joined(wall.alarm->place, wall.alarm->source);
}

}  // namespace app
