#include "app/warning_alarms.h"

#include <algorithm>

namespace app {
namespace {

constexpr double kLeastAcross = 700;  ///< metres: a neighbourhood, not a house

}  // namespace

std::vector<Incident> warning_incidents(ui::WarningFacts const& facts, twin::WallSpec::Alarms from,
                                        std::span<Matter const> acknowledged) {
    std::vector<Incident> out;
    if (from == twin::WallSpec::Alarms::off) return out;
    auto const least = from == twin::WallSpec::Alarms::red ? ui::Urgent::red : ui::Urgent::orange;
    for (ui::WarningRow const& row : facts.rows) {
        if (row.urgent < least || !row.at) continue;
        Incident incident;
        incident.key = ui::matter_key(row);
        // What today's run finds first is dated anew by each run of the day, and by the night's at last; the day stays.
        incident.since = analysis::china_midnight(analysis::china_day(row.urgent_since));
        incident.raised = row.urgent_since;
        incident.last = facts.moment;
        incident.type = incident.key;
        incident.subject = {.kind = ui::SubjectKind::spot, .index = 0, .id = incident.key, .at = row.at};
        incident.urgent = row.urgent;
        incident.across = std::max(kLeastAcross, row.across);
        incident.acknowledged = row.kept.verdict != analysis::Verdict::none ||
                                is_among(acknowledged, {incident.key, incident.since, incident.last});
        out.push_back(std::move(incident));
    }
    return out;
}

bool describe_warning(Incident const& incident, ui::WarningFacts const& facts, ui::Language language,
                      ui::Alarm& alarm) {
    bool const chinese = language == ui::Language::zh;
    for (ui::WarningRow const& row : facts.rows) {
        if (ui::matter_key(row) != incident.key) continue;
        analysis::Alert const& a = row.kept.alert;
        std::string const count = std::to_string(a.count), days = std::to_string(a.days);
        std::string const& name = a.class_name.en == a.class_code ? a.class_name.zh : a.class_name.en;
        alarm.title = chinese ? "预警 · " + a.class_name.zh : "Warning: " + name;
        alarm.place = chinese || row.place.en.empty() ? row.place.zh : row.place.en;
        alarm.source = chinese ? "近 " + days + " 天 " + count + " 件" : count + " in " + days + " days";
        // A rule counts and compares with nothing.
        if (a.kind != analysis::AlertKind::rule) alarm.source += chinese ? "，多于往常" : ", more than usual";
        if (row.has_risen()) {
            std::string const first = base::format_time(row.kept.raised).substr(5, 5);
            alarm.source += chinese ? "；首次提示 " + first : "; first raised " + first;
        }
        alarm.evidence.problem = chinese ? "依据工单见桌面“预警”" : "the tickets are in the desk's warnings";
        return true;
    }
    return false;
}

}  // namespace app
