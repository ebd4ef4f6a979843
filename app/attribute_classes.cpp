#include "app/attribute_classes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <limits>
#include <map>

namespace app {
namespace {

constexpr std::size_t kSamples = 2000;
constexpr std::uint32_t kOpaque = 0xff000000, kNoValue = 0xb4b8bd, kOtherColour = 0x8a8f98;

/// The number with the fewest digits in (low, high].
double roundest(double low, double high) {
    if (!(low < high)) return high;
    double unit = std::pow(10, std::ceil(std::log10(std::max({std::abs(low), std::abs(high), high - low}))));
    for (int digits = 0; digits < 12; ++digits, unit /= 10) {
        for (double const step : {unit, unit / 2, unit / 5}) {
            double const v = std::floor(high / step + 1e-9) * step;
            if (v > low && v <= high + step * 1e-9) return v;
        }
    }
    return high;
}

std::vector<double> by_count(std::vector<double> const& sorted, std::size_t classes) {
    std::vector<double> breaks;
    for (std::size_t k = 1; k < classes; ++k) {
        std::size_t const i = k * sorted.size() / classes;
        if (i == 0 || i >= sorted.size()) continue;
        // Values that are alike stay together: the break is at the first of them.
        auto const first = std::lower_bound(sorted.begin(), sorted.end(), sorted[i]);
        if (first == sorted.begin()) continue;
        // Between neighbours far apart any number does; within a quarter of a class it may be a rounder one still.
        std::size_t const slack = sorted.size() / classes / 8;
        auto const at = static_cast<std::size_t>(first - sorted.begin());
        double const low = sorted[at > slack ? at - 1 - std::min(slack, at - 1) : 0];
        breaks.push_back(roundest(low, *first));
    }
    return breaks;
}

std::vector<double> by_width(std::vector<double> const& sorted, std::size_t classes) {
    std::vector<double> breaks;
    double const low = sorted.front(), width = (sorted.back() - low) / static_cast<double>(classes);
    for (std::size_t k = 1; k < classes; ++k) {
        double const at = low + width * static_cast<double>(k);
        breaks.push_back(roundest(at - width * 0.03, at + width * 0.03));
    }
    return breaks;
}

/// Values spread over the sorted ones, the smallest and largest among them.
std::vector<double> samples_of(std::vector<double> const& sorted) {
    if (sorted.size() <= kSamples) return sorted;
    std::vector<double> samples(kSamples);
    for (std::size_t i = 0; i < kSamples; ++i) samples[i] = sorted[i * (sorted.size() - 1) / (kSamples - 1)];
    return samples;
}

/// Least sum of squared differences from the means of the classes, by dynamic programming.
std::vector<double> by_nature(std::vector<double> const& sorted, std::size_t classes) {
    std::vector<double> const v = samples_of(sorted);
    std::size_t const n = v.size();
    std::vector<double> sum(n + 1), squares(n + 1);
    for (std::size_t i = 0; i < n; ++i) {
        double const d = v[i] - v[0];  // near zero, so that squares keep their digits
        sum[i + 1] = sum[i] + d;
        squares[i + 1] = squares[i] + d * d;
    }
    auto const cost = [&](std::size_t i, std::size_t j) {  // of [i, j)
        double const s = sum[j] - sum[i];
        return squares[j] - squares[i] - s * s / static_cast<double>(j - i);
    };
    std::vector<double> best(n + 1, std::numeric_limits<double>::infinity()), next;
    best[0] = 0;
    std::vector<std::vector<std::uint16_t>> begin(classes, std::vector<std::uint16_t>(n + 1));
    for (std::size_t k = 0; k < classes; ++k) {
        next.assign(n + 1, std::numeric_limits<double>::infinity());
        for (std::size_t j = k + 1; j <= n; ++j) {
            for (std::size_t i = k; i < j; ++i) {
                if (double const c = best[i] + cost(i, j); c < next[j]) {
                    next[j] = c;
                    begin[k][j] = static_cast<std::uint16_t>(i);
                }
            }
        }
        best.swap(next);
    }
    std::vector<double> breaks;
    for (std::size_t k = classes, j = n; k-- > 1;) {
        j = begin[k][j];
        breaks.push_back(roundest(v[j - 1], v[j]));
    }
    std::reverse(breaks.begin(), breaks.end());
    return breaks;
}

struct Oklch {
    double lightness, chroma, hue;  ///< hue in degrees
};

double to_srgb(double c) {
    c = std::clamp(c, 0.0, 1.0);
    return c <= 0.0031308 ? 12.92 * c : 1.055 * std::pow(c, 1 / 2.4) - 0.055;
}

/// B. Ottosson, "A perceptual color space for image processing" (2020).
std::array<double, 3> to_linear(Oklch c) {
    double const h = c.hue * 3.14159265358979323846 / 180, a = c.chroma * std::cos(h), b = c.chroma * std::sin(h);
    auto const cube = [](double v) { return v * v * v; };
    double const l = cube(c.lightness + 0.3963377774 * a + 0.2158037573 * b),
                 m = cube(c.lightness - 0.1055613458 * a - 0.0638541728 * b),
                 s = cube(c.lightness - 0.0894841775 * a - 1.2914855480 * b);
    return {4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
            -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
            -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s};
}

std::uint32_t to_rgb(Oklch c) {
    auto const fits = [](std::array<double, 3> const& rgb) {
        return std::all_of(rgb.begin(), rgb.end(), [](double v) { return v >= -1e-4 && v <= 1 + 1e-4; });
    };
    // Lightness carries the value; what the screen cannot show gives way in chroma.
    std::array<double, 3> rgb = to_linear(c);
    for (int i = 0; i < 60 && !fits(rgb); ++i) {
        c.chroma *= 0.95;
        rgb = to_linear(c);
    }
    std::uint32_t out = 0;
    for (double const v : rgb) out = out << 8 | static_cast<std::uint32_t>(std::lround(to_srgb(v) * 255));
    return out;
}

struct NamedRamp {
    std::string_view name;
    double light_hue, dark_hue, chroma;
};
constexpr std::array<NamedRamp, 6> kRamps{{{"blue", 225, 262, 0.13},
                                           {"green", 130, 165, 0.12},
                                           {"orange", 85, 35, 0.14},
                                           {"purple", 330, 295, 0.14},
                                           {"blaze", 100, -60, 0.15},
                                           {"grey", 250, 250, 0.01}}};

std::string class_text(double v) {
    char text[32];
    double const size = std::abs(v);
    // Years and storeys have no decimals; ten digits are enough for all else.
    std::snprintf(text, sizeof text, v == std::round(v) && size < 1e12 ? "%.0f" : "%.4g", v);
    return text;
}

std::string title_of(AttributeTable::Column const& c, bool chinese) {
    std::string const& name = chinese || c.title.en.empty() ? c.title.zh : c.title.en;
    return c.unit.empty() ? name : name + " (" + c.unit + ")";
}

scene::Legend::Entry no_value(bool chinese) { return {chinese ? "无数据" : "no data", kNoValue}; }

scene::BuildingColours by_number(AttributeTable const& table, std::size_t column, std::size_t buildings,
                                 ui::Colouring const& colouring, bool dark_first, bool chinese) {
    std::vector<double> values(buildings);
    for (std::uint32_t i = 0; i < buildings; ++i) values[i] = table.number(column, i);
    std::vector<double> const breaks = class_breaks(values, colouring.breaks, colouring.classes);
    std::vector<std::uint32_t> colours = ramp(colouring.ramp, breaks.size() + 1);
    if (dark_first) std::reverse(colours.begin(), colours.end());
    scene::BuildingColours out;
    out.of.resize(buildings);
    bool missing = false;
    for (std::size_t i = 0; i < buildings; ++i) {
        bool const none = std::isnan(values[i]);
        missing |= none;
        out.of[i] = kOpaque | (none ? kNoValue : colours[class_of(values[i], breaks)]);
    }
    for (std::size_t k = 0; k <= breaks.size(); ++k) {
        std::string const low = k == 0 ? "" : class_text(breaks[k - 1]),
                          high = k == breaks.size() ? "" : class_text(breaks[k]);
        std::string const text = low.empty() && high.empty() ? (chinese ? "全部" : "all")
                                 : low.empty()               ? "< " + high
                                 : high.empty()              ? "≥ " + low
                                                             : low + " – " + high;
        out.legend.entries.push_back({text, colours[k]});
    }
    if (missing) out.legend.entries.push_back(no_value(chinese));
    return out;
}

/// Categories by how many buildings have them, ties by name.
scene::BuildingColours coloured_by_word(AttributeTable const& table, std::size_t column, std::size_t buildings,
                                        bool chinese) {
    std::vector<std::string> words(buildings);
    std::map<std::string, std::size_t> count;
    for (std::uint32_t i = 0; i < buildings; ++i) {
        words[i] = table.text(column, i, chinese);
        if (!words[i].empty()) ++count[words[i]];
    }
    std::vector<std::string> order;
    for (auto const& [word, n] : count) order.push_back(word);
    std::stable_sort(order.begin(), order.end(), [&](auto const& a, auto const& b) { return count[a] > count[b]; });
    std::map<std::string, std::uint32_t> colour;
    scene::BuildingColours out;
    for (std::size_t k = 0; k < order.size(); ++k) {
        colour[order[k]] = category_colour(k);
        if (k < kCategoryColours) out.legend.entries.push_back({order[k], category_colour(k)});
    }
    if (order.size() > kCategoryColours) {
        std::string const more = std::to_string(order.size() - kCategoryColours);
        out.legend.entries.push_back({chinese ? "其他 " + more + " 类" : more + " others", kOtherColour});
    }
    bool missing = false;
    for (std::string const& word : words) {
        missing |= word.empty();
        out.of.push_back(kOpaque | (word.empty() ? kNoValue : colour[word]));
    }
    if (missing) out.legend.entries.push_back(no_value(chinese));
    return out;
}

}  // namespace

std::vector<double> class_breaks(std::vector<double> values, ui::Breaks breaks, std::size_t classes) {
    std::erase_if(values, [](double v) { return !std::isfinite(v); });
    std::sort(values.begin(), values.end());
    if (values.empty() || values.front() == values.back() || classes < 2) return {};
    std::size_t different = 1;
    for (std::size_t i = 1; i < values.size() && different <= classes; ++i) different += values[i] != values[i - 1];
    classes = std::min(classes, different);
    std::vector<double> out = breaks == ui::Breaks::equal     ? by_width(values, classes)
                              : breaks == ui::Breaks::natural ? by_nature(values, classes)
                                                              : by_count(values, classes);
    // No class may be empty at either end, and none twice.
    std::erase_if(out, [&](double b) { return !(b > values.front()) || b > values.back(); });
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

std::size_t class_of(double value, std::vector<double> const& breaks) {
    return static_cast<std::size_t>(std::upper_bound(breaks.begin(), breaks.end(), value) - breaks.begin());
}

std::vector<std::string_view> ramp_names() {
    std::vector<std::string_view> names;
    for (NamedRamp const& r : kRamps) names.push_back(r.name);
    return names;
}

std::vector<std::uint32_t> ramp(std::string_view name, std::size_t classes) {
    auto const found = std::find_if(kRamps.begin(), kRamps.end(), [&](NamedRamp const& r) { return r.name == name; });
    NamedRamp const& r = found == kRamps.end() ? kRamps.front() : *found;
    constexpr double kLight = 0.93, kDark = 0.36;
    std::vector<std::uint32_t> colours;
    for (std::size_t k = 0; k < classes; ++k) {
        double const t = classes == 1 ? 0.5 : static_cast<double>(k) / static_cast<double>(classes - 1);
        // Most chroma in the middle, as pigments have it.
        double const chroma = r.chroma * (0.35 + 0.65 * std::sin(3.14159265 * std::min(0.15 + t * 0.75, 1.0)));
        colours.push_back(
            to_rgb({kLight + (kDark - kLight) * t, chroma, r.light_hue + (r.dark_hue - r.light_hue) * t}));
    }
    return colours;
}

std::uint32_t category_colour(std::size_t index) {
    // M. Okabe and K. Ito, "Color Universal Design" (2008); black, which is lost on a dark ground, is a pale violet.
    constexpr std::array<std::uint32_t, kCategoryColours> kColours{0xE69F00, 0x56B4E9, 0x009E73, 0xF0E442,
                                                                   0x0072B2, 0xD55E00, 0xCC79A7, 0xB9B4E8};
    return index < kColours.size() ? kColours[index] : kOtherColour;
}

scene::BuildingColours colour_buildings(AttributeTable const& table, std::size_t buildings,
                                        ui::Colouring const& colouring, bool dark_first, bool chinese) {
    int const column = table.find(colouring.attribute);
    if (column < 0) return {};
    auto const at = static_cast<std::size_t>(column);
    AttributeTable::Column const& c = table.columns()[at];
    scene::BuildingColours out = c.number && colouring.breaks != ui::Breaks::categories
                                     ? by_number(table, at, buildings, colouring, dark_first, chinese)
                                     : coloured_by_word(table, at, buildings, chinese);
    out.legend.title = title_of(c, chinese);
    return out;
}

}  // namespace app
