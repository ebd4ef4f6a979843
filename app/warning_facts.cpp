#include "app/warning_facts.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numbers>
#include <tuple>

#include "analysis/warning_chart.h"
#include "analysis/warning_join.h"
#include "app/case_log.h"

namespace app {
namespace {

constexpr int kCircle = 48;    ///< corners
constexpr double kLift = 1.5;  ///< metres that outlines lie above the ground
constexpr double kLeastShown = 220;

std::string printed(char const* format, double value) {
    char text[32];
    std::snprintf(text, sizeof text, format, value);
    return text;
}

ui::Urgent urgent_of(analysis::AlertLevel level) {
    return static_cast<ui::Urgent>(static_cast<int>(level) + static_cast<int>(ui::Urgent::blue));
}

base::UtcMs level_since(analysis::KeptAlert const& kept) {
    return kept.risen == base::kNoTime ? kept.raised : kept.risen;
}

twin::Name alert_place(analysis::Alert const& alert, twin::Locator const& locator) {
    if (alert.area < 0 || static_cast<std::size_t>(alert.area) >= locator.areas().size())
        return alert.kind == analysis::AlertKind::series ? twin::Name{"全区", "Whole district"}
                                                         : twin::Name{"社区不详", "Community unknown"};
    auto const& area = locator.areas()[static_cast<std::size_t>(alert.area)];
    twin::Name name = area.name;
    if (name.zh.empty()) name.zh = area.id;
    if (name.en.empty()) name.en = name.zh;
    return name;
}

/// How sure that it is no chance, for people who do not read p values, with the figures for those who do.
twin::Name significance(analysis::Alert const& a) {
    if (a.kind == analysis::AlertKind::rule)
        return {"按次数规则提示，不作统计检验，不说明多于往常",
                "by a rule of counts, not tested: it says nothing of more than usual"};
    std::string const p = a.adjusted_p < 1e-4 ? "< 0.0001" : printed("= %.4f", a.adjusted_p);
    std::string zh = a.adjusted_p <= 0.002  ? "几乎不可能是偶然"
                     : a.adjusted_p <= 0.01 ? "很可能不是偶然"
                                            : "可能不是偶然";
    std::string en = a.adjusted_p <= 0.002  ? "hardly chance"
                     : a.adjusted_p <= 0.01 ? "very probably not chance"
                                            : "probably not chance";
    zh += "（p " + p + "，已按全部检验校正";
    en += " (p " + p + ", corrected for all tests";
    if (a.kind == analysis::AlertKind::series) {
        zh += "；z = " + printed("%.1f", a.z);
        en += "; z = " + printed("%.1f", a.z);
    }
    return {zh + "）", en + ")"};
}

class Rows {
public:
    Rows(WarningBook const& book, WarningHistory const& history, twin::District const& district)
        : book_(book), history_(history), district_(district) {}

    ui::WarningRow row(analysis::KeptAlert const& kept) const {
        analysis::Alert const& a = kept.alert;
        ui::WarningRow out;
        out.kept = kept;
        out.urgent = urgent_of(a.level);
        out.urgent_since = level_since(kept);
        out.place = alert_place(a, history_.locator());
        out.significance = significance(a);
        add_places(a, out);
        auto const days = analysis::alert_days(a, *book_.cases, history_.calendar(), history_.rules(), book_.moment);
        out.chart.from = analysis::china_midnight(days.first_day);
        out.chart.counts = days.counts;
        for (double const v : days.usual) out.chart.usual.push_back(static_cast<float>(v));
        for (int const v : days.most) out.chart.most.push_back(static_cast<float>(v));
        return out;
    }

private:
    base::Vec3d on_ground(base::Vec2d p) const { return {p.x, p.y, district_.terrain.at(p) + kLift}; }

    void add_places(analysis::Alert const& a, ui::WarningRow& out) const {
        base::Extent extent;
        if (a.radius > 0) {
            std::vector<base::Vec3d> circle;
            for (int i = 0; i <= kCircle; ++i) {
                double const angle = 2 * std::numbers::pi * i / kCircle;
                base::Vec2d const p = a.centre + base::Vec2d{std::cos(angle), std::sin(angle)} * a.radius;
                extent.add(p);
                circle.push_back(on_ground(p));
            }
            out.outlines.push_back(std::move(circle));
        }
        if (a.outline.size() > 2) {
            std::vector<base::Vec3d> hull;
            for (base::Vec2d const p : a.outline) hull.push_back(on_ground(p));
            hull.push_back(hull.front());
            out.outlines.push_back(std::move(hull));
        }
        for (base::Vec2d const p : a.outline) extent.add(p);
        // A series without any point is at its community.
        bool const nowhere = extent.empty() && a.area < 0;
        if (nowhere) return;
        base::Vec2d const middle = extent.empty() ? a.centre : extent.centre();
        out.at = on_ground(middle);
        out.across = std::max(kLeastShown, extent.empty() ? 0.0 : 1.6 * std::max(extent.width(), extent.height()));
    }

    WarningBook const& book_;
    WarningHistory const& history_;
    twin::District const& district_;
};

/// What the district as a whole says of it.
void add_whole(ui::WarningRow& row, std::size_t index, analysis::AlertBook const& book,
               std::vector<analysis::JoinedAlert> const& joined) {
    for (analysis::JoinedAlert const& one : joined) {
        auto const part = std::ranges::find(one.parts, index, &analysis::JoinedAlert::Part::alert);
        if (part == one.parts.end()) continue;
        row.whole = book.alerts[one.whole];
        row.of_whole = part->count;
        ui::Urgent const whole = urgent_of(row.whole->alert.level);
        if (whole > row.urgent) row.urgent_since = std::max(row.kept.raised, level_since(*row.whole));
        row.urgent = std::max(row.urgent, whole);
    }
}

}  // namespace

ui::WarningFacts warning_facts(WarningBook const& book, WarningHistory const& history, twin::District const& district,
                               std::span<AlertVerdict const> verdicts) {
    ui::WarningFacts out;
    out.moment = book.moment;
    out.held_back = book.held_back;
    out.most_a_day = history.book_rules().most_a_day;
    out.rules = history.rules();
    out.nights = book.nights;
    out.cases = book.cases->cases.size();
    out.tickets = book.cases->tickets;
    out.secret = book.cases->secret;
    out.no_place = book.cases->no_place;
    out.precision = book.precision;
    Rows const rows(book, history, district);
    auto const joined = analysis::join_alerts(book.book, *book.cases, history.rules());
    for (std::size_t i = 0; i < book.book.alerts.size(); ++i) {
        analysis::KeptAlert const& kept = book.book.alerts[i];
        if (!kept.open) continue;
        if (std::ranges::find(joined, i, &analysis::JoinedAlert::whole) != joined.end()) {
            out.precision.waiting -= kept.verdict == analysis::Verdict::none ? 1 : 0;
            continue;
        }
        ui::WarningRow row = rows.row(kept);
        add_whole(row, i, book.book, joined);
        AlertVerdict const own = history.verdict_on(kept);
        for (AlertVerdict const& v : verdicts) {
            bool const same = v.class_code == own.class_code && v.area == own.area && v.place == own.place;
            if (!same || v.moment > book.moment || v.moment != kept.judged) continue;
            row.user = v.user;
            row.note = v.note;
        }
        out.rows.push_back(std::move(row));
    }
    std::ranges::stable_sort(out.rows, {}, [](ui::WarningRow const& row) {
        analysis::KeptAlert const& k = row.kept;
        return std::tuple(k.verdict != analysis::Verdict::none, -static_cast<int>(row.urgent), k.alert.adjusted_p,
                          -k.alert.count, -k.raised, std::string_view(k.alert.id));
    });
    return out;
}

base::Result<ui::WarningFacts> read_warnings(twin::District const& district, analysis::WorkCalendar const& calendar,
                                             feeds::Moment const& moment) {
    auto const verdicts = read_verdicts(audit_folder(district.live));
    if (!verdicts) return verdicts.error();
    WarningHistory history(district, calendar);
    auto const book = history.at(moment, verdicts->alerts);
    if (!book) return book.error();
    return warning_facts(*book, history, district, verdicts->alerts);
}

}  // namespace app
