#include "app/indicator_map.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <vector>

#include "base/time.h"

namespace app {
namespace {

using analysis::IndicatorState;

constexpr std::uint32_t kZoneAlpha = 0x90000000, kNoData = 0x60808890;
/// Safe for the common colour blindnesses; lightness alone tells them apart too.
constexpr std::array<std::uint32_t, 3> kStates{0x2f9e8f, 0xf5a524, 0xe5484d};
constexpr std::array<std::uint32_t, 5> kRamp{0xd6eaf5, 0x9ecae1, 0x57a0cf, 0x2171b5, 0x0b3d78};

std::string map_number(double value, std::uint8_t decimals) {
    std::array<char, 48> text{};
    std::snprintf(text.data(), text.size(), "%.*f", int{decimals}, value);
    return text.data();
}

/// "10-31 14:05"
std::string day_clock(base::UtcMs time) {
    std::string const text = base::format_time(time);
    return text.substr(5, 5) + " " + text.substr(11, 5);
}

/// Bounds of five classes with as many zones in each.
std::vector<double> bounds_of(analysis::IndicatorRow const& row) {
    std::vector<double> values;
    for (auto const& zone : row.zones)
        if (zone.figure.value) values.push_back(*zone.figure.value);
    std::ranges::sort(values);
    std::vector<double> out;
    for (std::size_t i = 1; i < kRamp.size() && !values.empty(); ++i)
        out.push_back(values[std::min(values.size() - 1, values.size() * i / kRamp.size())]);
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

bool is_judged(analysis::IndicatorRow const& row) {
    return std::ranges::any_of(row.zones, [](auto const& z) {
        return z.state == IndicatorState::good || z.state == IndicatorState::near || z.state == IndicatorState::bad;
    });
}

void add_key(Overlay& out, analysis::IndicatorRow const& row, std::vector<double> const& bounds, bool judged,
             bool chinese) {
    std::string const& unit = chinese ? row.definition.unit.zh : row.definition.unit.en;
    if (judged) {
        constexpr std::array<std::array<char const*, 2>, 3> kWords{
            {{"达标", "as wanted"}, {"关注", "to be watched"}, {"预警", "alarm"}}};
        for (std::size_t i = 0; i < kStates.size(); ++i)
            out.layer.classes.push_back({kWords[i][chinese ? 0 : 1], kStates[i]});
    } else {
        std::uint8_t const d = row.definition.decimals;
        for (std::size_t i = 0; i <= bounds.size(); ++i) {
            std::string text = i == 0 ? "< " : "≥ ";
            if (bounds.empty()) break;
            text += map_number(bounds[i == 0 ? 0 : i - 1], d);
            if (i == bounds.size()) text += " " + unit;
            out.layer.classes.push_back({text, kRamp[i]});
        }
    }
    out.layer.classes.push_back({chinese ? "无数据或不公布" : "no data, or not told", kNoData & 0xffffff});
}

}  // namespace

std::shared_ptr<Overlay const> indicator_map(analysis::IndicatorSheet const& sheet, std::string const& id,
                                             bool chinese) {
    auto const found = std::ranges::find(sheet.rows, id, [](auto const& row) { return row.definition.id; });
    if (found == sheet.rows.end() || found->zones.size() != sheet.zones.size() || sheet.zones.empty()) return nullptr;
    analysis::IndicatorRow const& row = *found;
    auto out = std::make_shared<Overlay>();
    bool const judged = is_judged(row);
    std::vector<double> const bounds = bounds_of(row);
    out->layer.title = chinese ? row.definition.name.zh : row.definition.name.en;
    out->layer.freshness = row.as_of == base::kNoTime ? (chinese ? "地图数据" : "of the map")
                           : chinese                  ? day_clock(row.as_of) + " 的数据"
                                                      : "data of " + day_clock(row.as_of);
    out->layer.stale = row.state == IndicatorState::stale;
    for (std::size_t z = 0; z < sheet.zones.size(); ++z) {
        auto const& zone = row.zones[z];
        scene::ShadedArea area{sheet.zones[z].rings, kNoData, {}, 0};
        if (zone.figure.value) {
            area.label = map_number(*zone.figure.value, row.definition.decimals);
            auto const at = static_cast<std::size_t>(zone.state);
            std::size_t const step =
                static_cast<std::size_t>(std::ranges::upper_bound(bounds, *zone.figure.value) - bounds.begin());
            area.colour = kZoneAlpha | (judged && at < kStates.size() ? kStates[at] : kRamp[step]);
        }
        out->areas.push_back(std::move(area));
    }
    add_key(*out, row, bounds, judged, chinese);
    return out;
}

}  // namespace app
