#include "analysis/indicator_sheet.h"

#include <algorithm>
#include <cmath>

#include "analysis/indicator_parts.h"

namespace analysis {

std::vector<IndicatorMeasure> indicator_measures() {
    std::vector<IndicatorMeasure> all;
    for (auto const part : {ticket_measures(), thing_measures(), ground_measures()})
        all.insert(all.end(), part.begin(), part.end());
    std::ranges::sort(all, {}, &IndicatorMeasure::name);
    return all;
}

IndicatorMeasure const* find_measure(std::string_view name) {
    for (auto const part : {ticket_measures(), thing_measures(), ground_measures()}) {
        auto const found = std::ranges::find(part, name, &IndicatorMeasure::name);
        if (found != part.end()) return &*found;
    }
    return nullptr;
}

twin::Name missing(IndicatorData const& data, Indicator const& indicator, base::UtcMs heard) {
    if (heard == base::kNoTime) return kNobodyReports;
    if (indicator.period_ms == 0) return {};
    base::UtcMs const from = data.now - indicator.period_ms;
    if (data.known_from == base::kNoTime || data.known_from > from) return kTooShort;
    return heard < from ? kSilent : twin::Name{};
}

void hide_small_counts(Measured& measured, DisclosureRules const& rules) {
    if (!measured.all.value || measured.zones.empty()) return;
    std::vector<Count> counts{{"all", "", "street", *measured.all.value}};
    for (std::size_t z = 0; z < measured.zones.size(); ++z)
        counts.push_back({std::to_string(z), "all", "community", measured.zones[z].value.value_or(0)});
    std::vector<Shown> const shown = suppress(counts, rules);
    for (std::size_t z = 0; z < measured.zones.size(); ++z) {
        if (shown[z + 1].count) continue;
        measured.zones[z] = no_figure(kTooFew);
        measured.zones[z].hidden = true;
        measured.zones[z].below = shown[z + 1].below;
    }
}

void hide_small_shares(Measured& measured, DisclosureRules const& rules) {
    for (Figure& f : measured.zones) {
        if (!f.of || *f.of == 0 || *f.of >= rules.least_in_cell) continue;
        f = no_figure(kTooFew);
        f.hidden = true;
    }
}

double median_of(std::vector<double> values) {
    if (values.empty()) return std::nan("");
    std::ranges::sort(values);
    std::size_t const half = values.size() / 2;
    return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

namespace {

Measured measured_by(Indicator const& indicator, IndicatorData const& data) {
    IndicatorMeasure const* const found = find_measure(indicator.measure);
    if (!found) return {no_figure(kNobodyReports), {}, base::kNoTime};
    return found->measure(data, indicator);
}

bool is_stale(Indicator const& indicator, base::UtcMs as_of, base::UtcMs now) {
    return indicator.stale_after_ms > 0 && as_of != base::kNoTime && now - as_of > indicator.stale_after_ms;
}

IndicatorState state_of(Indicator const& indicator, Figure const& figure, base::UtcMs as_of, base::UtcMs now) {
    if (!figure.value) return IndicatorState::none;
    return is_stale(indicator, as_of, now) ? IndicatorState::stale : judge(indicator, *figure.value);
}

void add_past(IndicatorRow& row, std::size_t node, IndicatorPast const& past) {
    auto const at = [&](IndicatorValues const& values) {
        return node < values.size() ? values[node] : std::optional<double>{};
    };
    row.week = at(past.week);
    row.year = at(past.year);
    if (past.days.empty()) return;
    for (IndicatorValues const& day : past.days) row.days.push_back(at(day));
    if (std::ranges::none_of(row.days, [](auto const& day) { return day.has_value(); })) return row.days.clear();
    row.days.push_back(row.state == IndicatorState::stale ? std::optional<double>{} : row.figure.value);
}

IndicatorRow make_row(Indicator const& indicator, IndicatorData const& data) {
    IndicatorRow row;
    row.definition = indicator;
    if (indicator.level < 2) return row;
    Measured measured = measured_by(indicator, data);
    row.state = state_of(indicator, measured.all, measured.as_of, data.now);
    row.figure = std::move(measured.all);
    row.as_of = measured.as_of;
    bool const any = std::ranges::any_of(measured.zones, [](Figure const& f) { return f.value || f.hidden; });
    if (!any) return row;
    for (Figure& figure : measured.zones) {
        IndicatorState const state = state_of(indicator, figure, measured.as_of, data.now);
        // A district's number of cases is no threshold for a part of it.
        bool const of_parts = !figure.of && indicator.measure != "feed";
        bool const judged =
            state == IndicatorState::good || state == IndicatorState::near || state == IndicatorState::bad;
        row.zones.push_back({std::move(figure), of_parts && judged ? IndicatorState::plain : state});
    }
    return row;
}

}  // namespace

IndicatorValues values_of(IndicatorTree const& tree, IndicatorData const& data) {
    IndicatorValues out;
    for (Indicator const& indicator : tree.nodes) {
        out.emplace_back();
        if (indicator.level < 2) continue;
        Measured const measured = measured_by(indicator, data);
        // What was out of date then is no past to compare with, and the map is of now.
        bool const of_then = measured.as_of != base::kNoTime && !is_stale(indicator, measured.as_of, data.now);
        if (of_then) out.back() = measured.all.value;
    }
    return out;
}

IndicatorSheet make_sheet(IndicatorTree const& tree, IndicatorData const& data, std::vector<IndicatorZone> zones,
                          IndicatorPast const& past) {
    IndicatorSheet sheet;
    sheet.now = data.now;
    sheet.zones = std::move(zones);
    std::array<std::int32_t, 3> open{-1, -1, -1};  // the last domain and group
    for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
        IndicatorRow row = make_row(tree.nodes[i], data);
        std::size_t const level = row.definition.level;
        if (level > 0) row.parent = open[level - 1];
        open[level] = static_cast<std::int32_t>(i);
        if (level == 2) {
            add_past(row, i, past);
            auto const state = static_cast<std::size_t>(row.state);
            ++sheet.states[state];
            for (std::int32_t up = row.parent; up >= 0; up = sheet.rows[static_cast<std::size_t>(up)].parent)
                ++sheet.rows[static_cast<std::size_t>(up)].below[state];
        }
        sheet.rows.push_back(std::move(row));
    }
    return sheet;
}

std::vector<std::uint32_t> worst(IndicatorSheet const& sheet, std::size_t most) {
    std::vector<std::uint32_t> out;
    for (IndicatorState const state : {IndicatorState::bad, IndicatorState::near, IndicatorState::stale}) {
        for (std::size_t i = 0; i < sheet.rows.size(); ++i) {
            bool const wanted = sheet.rows[i].definition.level == 2 && sheet.rows[i].state == state;
            if (wanted && out.size() < most) out.push_back(static_cast<std::uint32_t>(i));
        }
    }
    return out;
}

}  // namespace analysis
