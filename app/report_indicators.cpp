// The vital signs as a sheet: what stands out, then every indicator by its branch.
#include <algorithm>
#include <array>
#include <cmath>

#include "app/facts_counts.h"
#include "app/indicator_facts.h"
#include "app/report_parts.h"

namespace app {
namespace {

using analysis::IndicatorRow;
using analysis::IndicatorState;
using report::Cell;
using report::Words;

constexpr std::array<report::Tone, 6> kTones{report::Tone::plain, report::Tone::warning, report::Tone::alarm,
                                             report::Tone::quiet, report::Tone::quiet,   report::Tone::plain};

/// The words of the panel (ui/text/indicators.toml).
Words state_words(IndicatorState state) {
    switch (state) {
        case IndicatorState::good: return {"达标", "good"};
        case IndicatorState::near: return {"关注", "watch"};
        case IndicatorState::bad: return {"预警", "alarm"};
        case IndicatorState::stale: return {"数据陈旧", "stale"};
        case IndicatorState::none: return {"无数据", "no data"};
        case IndicatorState::plain: break;
    }
    return {"不评价", "not judged"};
}

/// Over which time it is counted: what is called alike elsewhere may have another.
Words period_words(analysis::Indicator const& d) {
    if (d.period_ms <= 0) return d.stale_after_ms > 0 ? Words{"当前", "now"} : Words{"地图数据", "map"};
    bool const days = d.period_ms % (24 * kHourMs) == 0;
    std::string const n = std::to_string(d.period_ms / (days ? 24 * kHourMs : kHourMs));
    return days ? Words{"近 " + n + " 天", n + " days"} : Words{"近 " + n + " 小时", n + " hours"};
}

std::string const kNoBreak = "\u00a0";  // the sign stays with its number

/// Targets are round numbers: as many decimals as they have.
Words target_words(analysis::Indicator const& d) {
    if (!d.target || d.better == analysis::Better::neutral) return {"—", "—"};
    int decimals = 0;
    for (double t = *d.target; decimals < 3 && std::abs(t - std::round(t)) > 1e-9; t *= 10) ++decimals;
    return both((d.better == analysis::Better::more ? "≥" : "≤") + kNoBreak + grouped(*d.target, decimals));
}

/// Of tickets: a small count, or a share of few. Sensors and events are no people.
bool too_few(analysis::Figure const& figure, IndicatorRow const& row, Audience audience) {
    if (!row.definition.measure.starts_with("tickets.")) return false;
    double const of = figure.of ? *figure.of : figure.value.value_or(0);
    return is_small(audience, of);
}

/// Numbers of one column have different units and decimals: each is written by its own.
Cell sheet_number(std::optional<double> value, IndicatorRow const& row) {
    if (!value) return report::Missing{};
    return both(grouped(*value, row.definition.decimals));
}

/// Of what has not changed since, the past is the same number and no comparison.
Cell before(std::optional<double> value, std::int64_t ago, IndicatorRow const& row, base::UtcMs now) {
    bool const same = value && row.definition.period_ms <= 0 && row.as_of != base::kNoTime && row.as_of <= now - ago;
    if (same) return Words{"同", "same"};
    return sheet_number(value, row);
}

/// What a share of the past was of is not kept; a count is known by having nothing that it is of.
bool too_few(std::optional<double> past, IndicatorRow const& row, Audience audience) {
    analysis::Figure then;
    then.value = past;
    return !row.figure.of && too_few(then, row, audience);
}

Cell figure_cell(analysis::Figure const& figure, IndicatorRow const& row, Audience audience) {
    if (too_few(figure, row, audience)) return report::Withheld{kLeastTickets};
    if (figure.hidden) return report::Withheld{figure.below};
    return sheet_number(figure.value, row);
}

/// The sheet with the zone that it is about.
struct Sheet {
    analysis::IndicatorSheet const& all;
    std::optional<std::size_t> zone;
    Audience audience = Audience::internal;
};

std::vector<report::Column> columns(Sheet const& sheet) {
    std::vector<report::Column> out{column("name", {"指标", "Indicator"}), column("value", {"数值", "Value"}),
                                    column("unit", {"单位", "Unit"}), column("period", {"统计期", "Period"})};
    if (sheet.zone) {
        out.push_back(column("all", {"全区", "District"}));
    } else {
        out.push_back(column("week", {"上周", "Week before"}));
        out.push_back(column("year", {"上年同期", "Year before"}));
    }
    out.push_back(column("target", {"目标", "Target"}));
    out.push_back(column("state", {"状态", "State"}));
    out.push_back(column("as_of", {"数据时间", "As of"}));
    return out;
}

IndicatorState state_in(Sheet const& sheet, IndicatorRow const& row) {
    if (!sheet.zone) return row.state;
    return *sheet.zone < row.zones.size() ? row.zones[*sheet.zone].state : IndicatorState::none;
}

report::Row line_of(Sheet const& sheet, IndicatorRow const& row) {
    analysis::Indicator const& d = row.definition;
    Cell as_of = report::Missing{};
    if (row.as_of != base::kNoTime) as_of = report::Moment{row.as_of};
    std::vector<Cell> cells{words(d.name)};
    if (sheet.zone) {
        bool const told = *sheet.zone < row.zones.size();
        cells.push_back(told ? figure_cell(row.zones[*sheet.zone].figure, row, sheet.audience)
                             : Cell(report::Missing{}));
    } else {
        cells.push_back(figure_cell(row.figure, row, sheet.audience));
    }
    cells.insert(cells.end(), {words(d.unit), period_words(d)});
    if (sheet.zone) {
        cells.push_back(figure_cell(row.figure, row, sheet.audience));
    } else {
        for (auto const& [value, ago] :
             {std::pair{row.week, 7 * analysis::kIndicatorDayMs}, std::pair{row.year, analysis::kIndicatorYearMs}})
            cells.push_back(too_few(value, row, sheet.audience) ? Cell(report::Withheld{kLeastTickets})
                                                                : before(value, ago, row, sheet.all.now));
    }
    cells.insert(cells.end(), {target_words(d), state_words(state_in(sheet, row)), as_of});
    return row_of(std::move(cells), kTones[static_cast<std::size_t>(state_in(sheet, row))]);
}

/// What the words of a table need, where they stand in it.
Words note_of(report::Table const& table) {
    bool same = false;
    for (report::Row const& row : table.rows) {
        for (Cell const& one : row.cells)
            same = same || (std::holds_alternative<Words>(one) && std::get<Words>(one).zh == "同");
    }
    if (!same) return {};
    return {"同：该指标自所列数据时间起未再更新，与当时为同一份数据。",
            "same: nothing newer has come since then, so it is the same number."};
}

void add_branches(Sheet const& sheet, Content& out, Audience audience) {
    std::string key;
    report::Table table;
    auto const finish = [&] {
        if (key.empty() || table.rows.empty()) return;
        out.data.lists["branches"].push_back(key);
        table.note = note_of(table);
        add_table(out, key, std::move(table), audience, Grain::counts);
        table = {};
    };
    for (IndicatorRow const& row : sheet.all.rows) {
        if (row.definition.level == 0) {
            finish();
            key = row.definition.id;
            out.data.facts[key + ".name"] = words(row.definition.name);
            table = {};
            table.columns = columns(sheet);
        }
        if (row.definition.level == 2) table.rows.push_back(line_of(sheet, row));
    }
    finish();
}

/// Which of the sheet's zones an area is; with streets as zones for a street, communities for a community.
base::Result<analysis::IndicatorSheet> sheet_of(ReportInput const& input) {
    if (!input.area) return indicator_sheet(input.maker.district(), input.moment);
    std::size_t const digits = input.area->id.size();
    return indicator_sheet(input.maker.district(), input.moment,
                           [digits](Area const& area) { return area.id.size() == digits; });
}

class SheetWriter {
public:
    SheetWriter(ReportFacts const& from, Sheet const& sheet, Content& out) : from_(from), sheet_(sheet), out_(out) {}

    void fill() {
        summary();
        standing_out();
        stale();
        add_branches(sheet_, out_, from_.input.audience);
    }

private:
    void summary() {
        std::array<std::size_t, 6> states{};
        std::size_t all = 0;
        for (IndicatorRow const& row : sheet_.all.rows) {
            if (row.definition.level != 2) continue;
            ++all;
            ++states[static_cast<std::size_t>(state_in(sheet_, row))];
        }
        auto const count = [&](IndicatorState state) {
            return std::to_string(states[static_cast<std::size_t>(state)]);
        };
        out_.data.facts["day"] = times_of(from_.input.moment);
        Words said{"共 " + std::to_string(all) + " 项指标，达标 " + count(IndicatorState::good) +
                       " 项，关注（未达目标或超过关注值）" + count(IndicatorState::near) + " 项，预警（超过预警值）" +
                       count(IndicatorState::bad) + " 项，数据陈旧 " + count(IndicatorState::stale) + " 项，无数据 " +
                       count(IndicatorState::none) + " 项，其余不评价。",
                   std::to_string(all) + " indicators: " + count(IndicatorState::good) + " good, " +
                       count(IndicatorState::near) + " to watch (short of their targets), " +
                       count(IndicatorState::bad) + " in alarm, " + count(IndicatorState::stale) + " stale, " +
                       count(IndicatorState::none) + " without data; the rest are not judged."};
        if (sheet_.zone) {
            said.zh += "件数类指标的目标是全区的，不用于评价片区。";
            said.en += " Targets of counts are the district's and judge no part of it.";
        }
        out_.data.facts["summary"] = std::move(said);
    }

    void standing_out() {
        constexpr std::size_t kTiles = 6;
        std::vector<report::Tile> tiles;
        report::Table beyond;
        beyond.columns = columns(sheet_);
        for (IndicatorState const state : {IndicatorState::bad, IndicatorState::near}) {
            for (IndicatorRow const& row : sheet_.all.rows) {
                if (row.definition.level != 2 || state_in(sheet_, row) != state) continue;
                beyond.rows.push_back(line_of(sheet_, row));
                analysis::Figure const& figure = sheet_.zone ? row.zones[*sheet_.zone].figure : row.figure;
                if (tiles.size() < kTiles && figure.value && !too_few(figure, row, sheet_.audience))
                    tiles.push_back(tile(row, *figure.value, state));
            }
        }
        beyond.note =
            beyond.rows.empty() ? Words{"没有超出目标的指标。", "No indicator is beyond its target."} : note_of(beyond);
        out_.data.tiles["main"] = std::move(tiles);
        add_table(out_, "standing_out", std::move(beyond), from_.input.audience, Grain::counts);
    }

    static report::Tile tile(IndicatorRow const& row, double value, IndicatorState state) {
        analysis::Indicator const& d = row.definition;
        Words const period = period_words(d);
        report::Tile out{{d.name.zh, d.name.en}, both(grouped(value, d.decimals)), words(d.unit), {}, {}, {}};
        out.compare = period;
        if (d.target) {
            Words const target = target_words(d);
            out.compare.zh += "，目标 " + target.zh + (d.for_reference ? "（参考）" : "");
            out.compare.en += ", target " + target.en;
        }
        out.tone = kTones[static_cast<std::size_t>(state)];
        return out;
    }

    void stale() {
        std::vector<report::Note> notes;
        for (IndicatorRow const& row : sheet_.all.rows) {
            if (row.definition.level != 2 || state_in(sheet_, row) != IndicatorState::stale) continue;
            Words const at = row.as_of == base::kNoTime ? Words{"从未", "never"} : day_and_minute(row.as_of);
            notes.push_back({{"数据至 " + at.zh, "data of " + at.en}, report::Tone::quiet, words(row.definition.name)});
        }
        if (!notes.empty()) out_.data.notes["stale"] = std::move(notes);
    }

    ReportFacts const& from_;
    Sheet const& sheet_;
    Content& out_;
};

}  // namespace

base::Status add_indicators(ReportFacts const& from, Content& out) {
    auto const all = sheet_of(from.input);
    if (!all) return all.error();
    Sheet sheet{*all, {}, from.input.audience};
    if (from.input.area) {
        auto const zone = std::ranges::find(all->zones, from.input.area->id, &analysis::IndicatorZone::id);
        if (zone == all->zones.end())
            return base::Error{name_of(*from.input.area).zh + ": indicators cannot be told of this area alone"};
        sheet.zone = static_cast<std::size_t>(zone - all->zones.begin());
    }
    SheetWriter(from, sheet, out).fill();
    return base::done;
}

}  // namespace app
