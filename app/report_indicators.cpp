// The vital signs as a sheet: what stands out, then every indicator by its branch.
#include <array>

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

Words state_words(IndicatorState state) {
    switch (state) {
        case IndicatorState::good: return {"达标", "on target"};
        case IndicatorState::near: return {"接近", "near"};
        case IndicatorState::bad: return {"超限", "beyond"};
        case IndicatorState::stale: return {"过期", "stale"};
        case IndicatorState::none: return {"无数据", "no data"};
        case IndicatorState::plain: break;
    }
    return {"不考核", "not judged"};
}

/// Numbers of one column have different units and decimals: each is written by its own.
Cell number(std::optional<double> value, IndicatorRow const& row) {
    if (!value) return report::Missing{};
    return both(grouped(*value, row.definition.decimals));
}

std::vector<report::Column> columns() {
    return {column("name", {"指标", "Indicator"}),   column("value", {"数值", "Value"}),
            column("unit", {"单位", "Unit"}),        column("target", {"目标", "Target"}),
            column("week", {"上周", "Week before"}), column("year", {"上年同期", "Year before"}),
            column("state", {"状态", "State"}),      column("as_of", {"数据时间", "As of"})};
}

report::Row line_of(IndicatorRow const& row) {
    analysis::Indicator const& d = row.definition;
    Cell value = number(row.figure.value, row);
    if (row.figure.hidden) value = report::Withheld{};
    Cell as_of = report::Missing{};
    if (row.as_of != base::kNoTime) as_of = report::Moment{row.as_of};
    return row_of({words(d.name), value, words(d.unit), number(d.target, row), number(row.week, row),
                   number(row.year, row), state_words(row.state), as_of},
                  kTones[static_cast<std::size_t>(row.state)]);
}

void add_branches(analysis::IndicatorSheet const& sheet, Content& out, Audience audience) {
    std::string key;
    report::Table table;
    auto const finish = [&] {
        if (key.empty() || table.rows.empty()) return;
        out.data.lists["branches"].push_back(key);
        add_table(out, key, std::move(table), audience, Grain::counts);
        table = {};
    };
    for (IndicatorRow const& row : sheet.rows) {
        if (row.definition.level == 0) {
            finish();
            key = row.definition.id;
            out.data.facts[key + ".name"] = words(row.definition.name);
            table = {};
            table.columns = columns();
        }
        if (row.definition.level == 2) table.rows.push_back(line_of(row));
    }
    finish();
}

}  // namespace

base::Status add_indicators(ReportFacts const& from, Content& out) {
    auto const sheet = indicator_sheet(from.input.maker.district(), from.input.moment);
    if (!sheet) return sheet.error();
    auto const count = [&](IndicatorState state) {
        return std::to_string(sheet->states[static_cast<std::size_t>(state)]);
    };
    std::size_t all = 0;
    for (std::uint32_t const n : sheet->states) all += n;
    out.data.facts["day"] = times_of(from.input.moment);
    out.data.facts["summary"] = {
        "共 " + std::to_string(all) + " 项指标，达标 " + count(IndicatorState::good) + " 项，接近限值 " +
            count(IndicatorState::near) + " 项，超限 " + count(IndicatorState::bad) + " 项，数据过期 " +
            count(IndicatorState::stale) + " 项，无数据 " + count(IndicatorState::none) + " 项。",
        std::to_string(all) + " indicators: " + count(IndicatorState::good) + " on target, " +
            count(IndicatorState::near) + " near their limits, " + count(IndicatorState::bad) + " beyond, " +
            count(IndicatorState::stale) + " stale, " + count(IndicatorState::none) + " without data."};
    std::vector<report::Tile> tiles;
    report::Table beyond;
    beyond.columns = columns();
    constexpr std::size_t kMost = 12, kTiles = 6;
    for (std::uint32_t const i : analysis::worst(*sheet, kMost)) {
        IndicatorRow const& row = sheet->rows[i];
        if (row.state != IndicatorState::bad && row.state != IndicatorState::near) continue;
        beyond.rows.push_back(line_of(row));
        if (tiles.size() >= kTiles || !row.figure.value) continue;
        analysis::Indicator const& d = row.definition;
        report::Tile tile{words(d.name), both(grouped(*row.figure.value, d.decimals)), words(d.unit), {}, {}, {}};
        if (d.target) {
            std::string const target = grouped(*d.target, d.decimals);
            tile.compare = {"目标 " + target + (d.for_reference ? "（参考）" : ""), "target " + target};
        }
        tile.tone = kTones[static_cast<std::size_t>(row.state)];
        tiles.push_back(std::move(tile));
    }
    if (beyond.rows.empty()) beyond.note = {"没有超出目标的指标。", "No indicator is beyond its target."};
    out.data.tiles["main"] = std::move(tiles);
    add_table(out, "standing_out", std::move(beyond), from.input.audience, Grain::counts);
    std::vector<report::Note> stale;
    for (IndicatorRow const& row : sheet->rows) {
        if (row.definition.level != 2 || row.state != IndicatorState::stale) continue;
        Words const at = row.as_of == base::kNoTime ? Words{"从未", "never"} : day_and_minute(row.as_of);
        stale.push_back({{"数据至 " + at.zh, "data of " + at.en}, report::Tone::quiet, words(row.definition.name)});
    }
    if (!stale.empty()) out.data.notes["stale"] = std::move(stale);
    add_branches(*sheet, out, from.input.audience);
    return base::done;
}

}  // namespace app
