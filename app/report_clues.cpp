// Clues (线索): the early warnings of the moment, each with its reasons, for a brief.
#include <algorithm>
#include <array>
#include <cstdio>
#include <map>

#include "app/report_parts.h"
#include "app/warning_facts.h"
#include "geo/crs.h"

namespace app {

namespace {

/// Whether a warning is one of an area: of a place in it. A series of the whole district is nobody's part.
bool belongs(ReportFacts const& from, ui::WarningRow const& row) {
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

}  // namespace

base::Status add_clues(ReportFacts const& from, Content& out) {
    std::vector<report::Note>& notes = out.data.notes["clues"];
    if (auto const why = refusal(from.input.audience, Grain::single)) {
        notes.push_back({{"未予列出：" + why->zh + "。", "Not shown: " + why->en + "."}, report::Tone::quiet, {}});
        out.left_out.push_back({"clues", *why});
        return base::done;
    }
    twin::District const& district = from.input.maker.district();
    if (district.live.feeds.empty()) return base::done;
    auto const warnings = read_warnings(district, from.clock.calendar, from.input.moment);
    if (!warnings) return warnings.error();
    constexpr std::array<report::Tone, 4> kTones{report::Tone::plain, report::Tone::plain, report::Tone::warning,
                                                 report::Tone::alarm};
    static std::array<report::Words, 4> const kLevels{
        {{"蓝色", "Blue"}, {"黄色", "Yellow"}, {"橙色", "Orange"}, {"红色", "Red"}}};
    int number = 0;
    for (ui::WarningRow const& row : warnings->rows) {
        analysis::Alert const& alert = row.kept.alert;
        if (!row.kept.open || row.kept.verdict == analysis::Verdict::dismissed) continue;
        if (!belongs(from, row)) continue;
        auto const level = static_cast<std::size_t>(alert.level);
        std::string const n = std::to_string(++number);
        report::Note note;
        note.label = {"线索 " + n + "（" + kLevels[level].zh + "）", "Clue " + n + " (" + kLevels[level].en + ")"};
        note.tone = kTones[level];
        note.text = words(alert.why);
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
        notes.push_back(std::move(note));
    }
    if (notes.empty())
        notes.push_back({{"本时点没有成立的预警线索。", "No warning holds at this moment."}, report::Tone::quiet, {}});
    return base::done;
}

}  // namespace app
