// Buildings coloured by an attribute, and the legend that says so.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "scene/parts.h"

namespace scene {
namespace {

// C. Brewer, ColorBrewer 2.0, "YlGnBu", six classes: light to dark, safe for colour blindness and for print.
constexpr std::array<std::uint32_t, 6> kRamp{0xFFFFCC, 0xC7E9B4, 0x7FCDBB, 0x41B6C4, 0x2C7FB8, 0x253494};
// M. Okabe and K. Ito, "Color Universal Design" (2008), without black.
constexpr std::array<std::uint32_t, 7> kCategories{0xE69F00, 0x56B4E9, 0x009E73, 0xF0E442,
                                                   0x0072B2, 0xD55E00, 0xCC79A7};
constexpr std::uint32_t kOther = 0x9A9A9A, kNoValue = 0xC8C8C4;
constexpr std::uint32_t kOpaque = 0xFF000000;

std::string number_text(double v) {
    char text[32];
    std::snprintf(text, sizeof text, std::abs(v) >= 100 || v == std::round(v) ? "%.0f" : "%.3g", v);
    return text;
}

/// The power of ten at or below a positive number.
double power_below(double v) { return std::pow(10, std::floor(std::log10(v))); }

/// Breaks at equal counts, rounded so that the legend can be read aloud: to two digits, or more where the values differ
/// by less than that (years).
std::vector<double> breaks_of(std::vector<float> const& values) {
    std::vector<float> known;
    for (float const v : values) {
        if (!std::isnan(v)) known.push_back(v);
    }
    std::vector<double> breaks;
    if (known.empty()) return breaks;
    std::sort(known.begin(), known.end());
    double const range = double{known.back()} - double{known.front()};
    if (!(range > 0)) return breaks;
    double const finest = power_below(range / kRamp.size());
    for (std::size_t i = 1; i < kRamp.size(); ++i) {
        double const v = known[i * (known.size() - 1) / kRamp.size()];
        double const unit = v == 0 ? finest : std::min(power_below(std::abs(v)) / 10, finest);
        double const rounded = std::round(v / unit) * unit;
        if ((breaks.empty() || rounded > breaks.back()) && rounded > known.front()) breaks.push_back(rounded);
    }
    return breaks;
}

BuildingColours by_number(twin::District const& district) {
    std::vector<float> const& values = district.buildings.value;
    std::vector<double> const breaks = breaks_of(values);
    auto const colour = [&](std::size_t k) {
        return kRamp[breaks.empty() ? 3 : k * (kRamp.size() - 1) / breaks.size()];
    };
    BuildingColours out;
    bool missing = false;
    for (float const v : values) {
        missing |= std::isnan(v);
        auto const k = static_cast<std::size_t>(std::upper_bound(breaks.begin(), breaks.end(), v) - breaks.begin());
        out.of.push_back(kOpaque | (std::isnan(v) ? kNoValue : colour(k)));
    }
    for (std::size_t k = 0; k <= breaks.size(); ++k) {
        std::string const from = k == 0 ? "" : number_text(breaks[k - 1]),
                          to = k == breaks.size() ? "" : number_text(breaks[k]);
        out.legend.entries.push_back({k == 0       ? (to.empty() ? "all" : "< " + to)
                                      : to.empty() ? "≥ " + from
                                                   : from + " – " + to,
                                      colour(k)});
    }
    if (missing) out.legend.entries.push_back({"无数据 no data", kNoValue});
    return out;
}

BuildingColours by_category(twin::District const& district) {
    std::vector<float> const& values = district.buildings.value;
    std::vector<std::size_t> count(district.categories.size());
    for (float const v : values) {
        if (!std::isnan(v)) ++count[static_cast<std::size_t>(v)];
    }
    // The most frequent get colours of their own; ties go to the earlier one.
    std::vector<std::size_t> order(count.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return count[a] > count[b]; });
    std::vector<std::uint32_t> colour(count.size(), kOther);
    BuildingColours out;
    for (std::size_t k = 0; k < std::min(order.size(), kCategories.size()); ++k) {
        colour[order[k]] = kCategories[k];
        out.legend.entries.push_back({district.categories[order[k]], kCategories[k]});
    }
    if (order.size() > kCategories.size()) out.legend.entries.push_back({"其他 other", kOther});
    bool missing = false;
    for (float const v : values) {
        missing |= std::isnan(v);
        out.of.push_back(kOpaque | (std::isnan(v) ? kNoValue : colour[static_cast<std::size_t>(v)]));
    }
    if (missing) out.legend.entries.push_back({"无数据 no data", kNoValue});
    return out;
}

}  // namespace

BuildingColours colour_buildings(twin::District const& district) {
    if (district.buildings.value.empty()) return {};
    BuildingColours out = district.categories.empty() ? by_number(district) : by_category(district);
    out.legend.title = district.colour_by;
    return out;
}

}  // namespace scene
