// What the measures of indicators share. For analysis/indicator_*.cpp alone.
#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "analysis/indicator_measures.h"

namespace analysis {

inline twin::Name const kNobodyReports{"没有数据源提供", "no feed reports this"};
inline twin::Name const kNoCases{"本期没有可计的件", "no cases in this period"};
inline twin::Name const kTooShort{"已存数据不足一个统计周期", "less than one period is kept"};
inline twin::Name const kSilent{"本期数据未更新", "nothing has come in this period"};
inline twin::Name const kNotOnMap{"地图数据中没有", "the map has none of it"};
inline twin::Name const kTooFew{"件数过少，不予公布", "too few to be told"};

inline Figure no_figure(twin::Name why) {
    Figure out;
    out.why = std::move(why);
    return out;
}
inline Figure count_figure(double n) {
    Figure out;
    out.value = n;
    return out;
}
/// `scale`: 100 for per cent, 1000 for per thousand.
inline Figure ratio_figure(double part, double of, double scale, twin::Name why = kNoCases) {
    Figure out;
    out.part = part;
    out.of = of;
    if (of > 0) {
        out.value = scale * part / of;
    } else {
        out.why = std::move(why);
    }
    return out;
}

/// What stands between the moment and the measure: nobody reports it, or not for long enough. Empty: nothing.
twin::Name missing(IndicatorData const& data, Indicator const& indicator, base::UtcMs heard);

/// The same number for the district and for each of its zones. `make(zone)`; -1 is the whole.
template <class Make>
Measured everywhere(IndicatorData const& data, Make const& make) {
    Measured out;
    out.all = make(-1);
    for (std::size_t z = 0; z < data.zones; ++z) out.zones.push_back(make(static_cast<int>(z)));
    return out;
}
/// What the ground holds in a zone, or in all for -1; null where there is no map.
inline GroundSums const* ground_of(IndicatorData const& data, int zone) {
    if (!data.ground) return nullptr;
    return zone < 0 ? &data.ground->all : &data.ground->zones[static_cast<std::size_t>(zone)];
}
inline bool lies_in(std::int32_t zone, int wanted) { return wanted < 0 || zone == wanted; }

/// Counts by zone that are too small are hidden, and as many others as keep them from being worked out.
void hide_small_counts(Measured& measured, DisclosureRules const& rules);
/// Shares of too few likewise; a share gives nothing away by subtraction, as its base is not told then either.
void hide_small_shares(Measured& measured, DisclosureRules const& rules);

double median_of(std::vector<double> values);

// Each file's own measures, as rows of the table.
std::span<IndicatorMeasure const> ticket_measures();
std::span<IndicatorMeasure const> thing_measures();
std::span<IndicatorMeasure const> ground_measures();

}  // namespace analysis
