// Clues (线索): the early warnings of the moment, each with its reasons, for a brief.
#include <algorithm>
#include <array>
#include <cstdio>
#include <map>

#include "app/report_parts.h"
#include "app/warning_facts.h"
#include "geo/crs.h"
#include "ui/warning_groups.h"

namespace app {

namespace {

/// Whether a warning is one of an area: of a place in it. A series of the whole district is nobody's part.
bool is_of_area(ReportFacts const& from, ui::WarningRow const& row) {
    if (!from.input.area) return true;
    twin::Locator const& locator = from.input.maker.locator();
    InArea const in(locator, *from.input.area);
    if (row.at) return in.holds(base::Vec2d{row.at->x, row.at->y});
    std::int32_t const area = row.kept.alert.area;
    return area >= 0 && in.holds(locator.areas()[static_cast<std::size_t>(area)].id);
}

/// Where most of the tickets that are its evidence came from, as they say it themselves; confidential ones do not.
std::string address_of(ReportFacts const& from, analysis::Alert const& alert) {
    std::map<std::string, int> times;
    for (ui::TicketRow const& row : from.facts.hotline.tickets) {
        bool const counts =
            !row.ticket.secret && std::ranges::find(alert.evidence, row.ticket.id) != alert.evidence.end();
        if (counts && !row.ticket.where.address.empty()) ++times[row.ticket.where.address];
    }
    if (times.empty()) return {};
    auto const most = std::ranges::max_element(times, {}, [](auto const& one) { return one.second; });
    // One address among many is no place of the whole.
    return 2 * static_cast<std::size_t>(most->second) > alert.evidence.size() ? most->first : std::string{};
}

/// "114.03436, 22.61573"; empty: it has no place.
std::string coordinates_of(ReportFacts const& from, ui::WarningRow const& row) {
    if (!row.at || row.kept.alert.kind == analysis::AlertKind::series) return {};
    auto const at = geo::to_lonlat({row.at->x, row.at->y}, from.input.maker.district().frame);
    if (!at) return {};
    char text[64];
    std::snprintf(text, sizeof text, "%.5f, %.5f", at->lon, at->lat);
    return text;
}

/// "11月20日", "20 Nov".
report::Words day_of(base::UtcMs time) {
    report::Words const whole = day_and_minute(time);
    return {whole.zh.substr(0, whole.zh.size() - 5), whole.en.substr(0, whole.en.size() - 6)};
}

report::Words verdict_words(analysis::Verdict verdict) {
    switch (verdict) {
        case analysis::Verdict::confirmed: return {"已确认", "confirmed"};
        case analysis::Verdict::forwarded: return {"已转派", "forwarded"};
        default: return {"待确认", "not judged yet"};
    }
}

/// What the sentence of an alert leaves open: its count is of the days up to when it was last found.
report::Words dates_of(analysis::KeptAlert const& kept) {
    report::Words const counted = day_of(kept.seen), raised = day_of(kept.raised), said = verdict_words(kept.verdict);
    report::Words out{"统计至" + counted.zh, " Counted to " + counted.en};
    if (kept.alert.first != base::kNoTime) {
        report::Words const first = day_of(kept.alert.first), last = day_of(kept.alert.last);
        out.zh += "，首件" + first.zh + "，末件" + last.zh;
        out.en += ", first " + first.en + ", last " + last.en;
    }
    out.zh += "；" + raised.zh + "发出，" + said.zh + "。";
    out.en += "; raised " + raised.en + ", " + said.en + ".";
    return out;
}

/// What a brief begins with: a red warning in one sentence, for who reads no further.
report::Note lead_of(ui::WarningRow const& row) {
    analysis::Alert const& alert = row.kept.alert;
    report::Words const place = words(row.place), since = day_of(alert.first), counted = day_of(row.kept.seen);
    report::Words const raised = day_of(row.kept.raised), said = verdict_words(row.kept.verdict);
    std::string const n = std::to_string(alert.count), times = std::to_string(alert.repeats);
    std::string const usual = figure(alert.expected, alert.expected < 10 ? 1 : 0);
    report::Note note;
    note.tone = report::Tone::alarm;
    note.label = {"红色预警", "Red warning"};
    note.text.zh = place.zh + alert.class_name.zh + "诉求，" + since.zh + "至" + counted.zh + " " + n + " 件" +
                   (alert.repeats > 0 ? "（另有重复来电 " + times + " 件）" : "") + "，按以往应约 " + usual + " 件；" +
                   raised.zh + "发出，" + said.zh + "。";
    note.text.en = alert.class_name.en + ", " + place.en + ": " + n + " tickets" +
                   (alert.repeats > 0 ? " and " + times + " repeated calls" : "") + " from " + since.en + " to " +
                   counted.en + ", where " + usual + " would be usual; raised " + raised.en + ", " + said.en + ".";
    return note;
}

report::Note labelled(ui::Urgent urgent, std::size_t number) {
    constexpr std::array<report::Tone, 4> kTones{report::Tone::plain, report::Tone::plain, report::Tone::warning,
                                                 report::Tone::alarm};
    static std::array<report::Words, 4> const kLevels{
        {{"蓝色", "Blue"}, {"黄色", "Yellow"}, {"橙色", "Orange"}, {"红色", "Red"}}};
    auto const level =
        static_cast<std::size_t>(std::max(urgent, ui::Urgent::blue)) - static_cast<std::size_t>(ui::Urgent::blue);
    std::string const n = std::to_string(number);
    report::Note note;
    note.label = {"线索 " + n + "（" + kLevels[level].zh + "）", "Clue " + n + " (" + kLevels[level].en + ")"};
    note.tone = kTones[level];
    return note;
}

report::Note clue_of(ReportFacts const& from, ui::WarningRow const& row, std::size_t number) {
    analysis::Alert const& alert = row.kept.alert;
    report::Note note = labelled(row.urgent, number);
    note.text = words(alert.why);
    report::Words const dates = dates_of(row.kept);
    note.text.zh += dates.zh;
    note.text.en += dates.en;
    report::Words const place = words(row.place);
    std::string const address = address_of(from, alert);
    if (!address.empty()) {
        note.text.zh += "地点：" + address + "。";
        note.text.en += " At " + address + ".";
    } else if (std::string const at = alert.area < 0 ? coordinates_of(from, row) : ""; !at.empty()) {
        note.text.zh += "位置：" + at + "（不在各社区范围内）。";
        note.text.en += " At " + at + ", in no community.";
    } else if (!place.empty()) {
        note.text.zh += "范围：" + place.zh + "。";
        note.text.en += " In " + place.en + ".";
    }
    std::string ids;
    for (std::size_t i = 0; i < alert.evidence.size() && i < 5; ++i) ids += (i ? "、" : "") + alert.evidence[i];
    if (!ids.empty()) {
        std::string const all = std::to_string(alert.evidence.size());
        note.text.zh += "依据工单 " + all + " 件：" + ids + (alert.evidence.size() > 5 ? " 等。" : "。");
        note.text.en += " Evidence, " + all + " tickets: " + ids + (alert.evidence.size() > 5 ? " and more." : ".");
    }
    return note;
}

/// Blue ones of one class, each a place where a rule of counts holds: where most of them are, in one line.
report::Note clues_of(ui::WarningMatter const& matter, std::size_t number) {
    constexpr std::size_t kNamed = 3;
    ui::WarningRow const& first = *matter.communities.front().rows.front();
    analysis::Alert const& alert = first.kept.alert;
    std::string const places = std::to_string(matter.warnings), tickets = std::to_string(matter.tickets);
    std::string const communities = std::to_string(matter.known_communities()), days = std::to_string(alert.days);
    report::Words const newest = day_of(matter.newest);
    report::Note note = labelled(first.urgent, number);
    note.text.zh = alert.class_name.zh + "：同一地点 " + days + " 天内反复来电的共 " + places + " 处，工单 " + tickets +
                   " 件，涉及 " + communities + " 个社区";
    note.text.en = alert.class_name.en + ": " + places + " places with repeated calls within " + days + " days, " +
                   tickets + " tickets, in " + communities + " communities";
    for (std::size_t i = 0; i < std::min(kNamed, matter.communities.size()); ++i) {
        ui::WarningCommunity const& each = matter.communities[i];
        report::Words const place = words(each.rows.front()->place);
        std::string const here = std::to_string(each.rows.size()), of = std::to_string(each.tickets);
        note.text.zh += (i == 0 ? "，最多为" : "、") + place.zh + " " + here + " 处 " + of + " 件";
        note.text.en += (i == 0 ? "; most in " : ", ") + place.en + " (" + here + " places, " + of + " tickets)";
    }
    note.text.zh += "。最近一处" + newest.zh + "发出。按次数规则提示，不说明多于往常。";
    note.text.en += ". The newest was raised " + newest.en + ". A rule of counts: it says nothing of more than usual.";
    return note;
}

}  // namespace

base::Status add_clues(ReportFacts const& from, Content& out) {
    if (auto const why = refusal(from.input.audience, Grain::single)) {
        out.data.withheld["clues"] = withheld_words(Grain::single);
        out.left_out.push_back({"clues", *why});
        return base::done;
    }
    std::vector<report::Note>& notes = out.data.notes["clues"];
    twin::District const& district = from.input.maker.district();
    if (district.live.feeds.empty()) return base::done;
    auto const warnings = read_warnings(district, from.clock.calendar, from.input.moment);
    if (!warnings) return warnings.error();
    std::vector<ui::WarningRow const*> rows;
    for (ui::WarningRow const& row : warnings->rows)
        if (row.kept.open && row.kept.verdict != analysis::Verdict::dismissed && is_of_area(from, row))
            rows.push_back(&row);
    for (ui::WarningRow const* row : rows) {
        if (!ui::stands_alone(*row)) continue;
        analysis::Alert const& alert = row->kept.alert;
        if (alert.level == analysis::AlertLevel::red && alert.expected >= 0 && alert.first != base::kNoTime)
            out.data.notes["lead"].push_back(lead_of(*row));
        notes.push_back(clue_of(from, *row, notes.size() + 1));
    }
    for (ui::WarningMatter const& matter : ui::group_warnings(rows)) {
        ui::WarningRow const& first = *matter.communities.front().rows.front();
        notes.push_back(matter.warnings > 1 ? clues_of(matter, notes.size() + 1)
                                            : clue_of(from, first, notes.size() + 1));
    }
    if (notes.empty())
        notes.push_back({{"本时点没有成立的预警线索。", "No warning holds at this moment."}, report::Tone::quiet, {}});
    return base::done;
}

}  // namespace app
