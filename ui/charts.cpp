// Charts (LOOK 7): axes with units, zero under bars, direct labels, no decoration.
#include <algorithm>
#include <cmath>

#include "ui/draw.h"
#include "ui/palette.h"
#include "ui/widgets.h"

namespace ui {
namespace {

/// The next of 1, 2, 5 times a power of ten.
double nice_ceiling(double value) {
    if (!(value > 0)) return 1;
    double const power = std::pow(10, std::floor(std::log10(value)));
    for (double const step : {1.0, 2.0, 5.0, 10.0}) {
        if (value <= step * power * 1.0001) return step * power;
    }
    return 10 * power;
}

std::string short_number(double value) {
    return value == std::floor(value) ? Kit::number(value) : Kit::number(value, value < 10 ? 1 : 0);
}

/// "14:05" where the whole lies within two days, else "11-22".
std::string time_label(base::UtcMs at, std::int64_t span) {
    constexpr std::int64_t kTwoDays = 48LL * 3'600'000;
    return span <= kTwoDays ? Kit::clock(at) : Kit::day_clock(at).substr(0, 5);
}

struct Plot {
    ImVec2 from, to;  ///< of the area that values lie in
    double top = 1;
    float y(double value) const { return to.y - static_cast<float>(value / top) * (to.y - from.y); }
};

/// Lines at zero, half and the top, with their numbers at the left and the unit above.
Plot axis(Kit& kit, ImDrawList* list, ImVec2 at, ImVec2 size, double most, char const* unit) {
    ImFont* const small = kit.font(Type::small);
    Palette const& p = kit.palette();
    Plot plot;
    plot.top = nice_ceiling(most);
    float const labels = text_width(small, short_number(plot.top).c_str()) + kit.px(8);
    float const head = unit && *unit ? small->FontSize + kit.px(4) : small->FontSize / 2;
    plot.from = {at.x + labels, at.y + head};
    plot.to = {at.x + size.x, at.y + size.y - small->FontSize - kit.px(4)};
    if (unit && *unit) put_text(list, small, at, p.quiet, unit);
    bool const halves = plot.top >= 2 && plot.to.y - plot.from.y > 3 * small->FontSize;
    for (double const part : {0.0, 0.5, 1.0}) {
        if (part == 0.5 && !halves) continue;
        float const y = std::round(plot.y(part * plot.top)) + 0.5F;
        list->AddLine({plot.from.x, y}, {plot.to.x, y}, faded(p.line, part == 0 ? 1 : 0.6F));
        put_text(list, small, {plot.from.x - kit.px(8), y - small->FontSize / 2}, p.quiet,
                 short_number(part * plot.top).c_str(), Align::right);
    }
    return plot;
}

void line_over(Kit& kit, ImDrawList* list, Plot const& plot, std::vector<float> const& values, ImU32 colour) {
    if (values.size() < 2) return;
    float const step = (plot.to.x - plot.from.x) / static_cast<float>(values.size());
    std::vector<ImVec2> points;
    for (std::size_t i = 0; i < values.size(); ++i)
        points.push_back({plot.from.x + (static_cast<float>(i) + 0.5F) * step, plot.y(values[i])});
    list->AddPolyline(points.data(), static_cast<int>(points.size()), colour, 0, std::max(1.5F, kit.px(1.5)));
}

}  // namespace

void bars_over_time(Kit& kit, char const* id, Series const& series, ImVec2 size, char const* unit) {
    ImGui::PushID(id);
    ImVec2 const at = ImGui::GetCursorScreenPos();
    ImGui::InvisibleButton("chart", size);
    bool const hovered = ImGui::IsItemHovered() && !kit.wall();
    ImDrawList* const list = ImGui::GetWindowDrawList();
    Palette const& p = kit.palette();
    ImFont* const small = kit.font(Type::small);
    ImGui::PopID();
    if (series.values.empty()) {
        put_text(list, small, {at.x + size.x / 2, at.y + size.y / 2 - small->FontSize / 2}, p.quiet,
                 kit.say("chart.no_data"), Align::centre);
        return;
    }
    double most = 0;
    for (float const v : series.values) most = std::max<double>(most, v);
    for (float const v : series.before) most = std::max<double>(most, v);
    Plot const plot = axis(kit, list, at, size, most, unit);
    auto const count = series.values.size();
    float const step = (plot.to.x - plot.from.x) / static_cast<float>(count);
    float const gap = step > 6 ? std::max(1.0F, std::round(step * 0.2F)) : 0;
    auto const under = hovered ? static_cast<std::ptrdiff_t>((ImGui::GetIO().MousePos.x - plot.from.x) / step) : -1;
    for (std::size_t i = 0; i < count; ++i) {
        float const x = plot.from.x + static_cast<float>(i) * step;
        ImU32 const colour = static_cast<std::ptrdiff_t>(i) == under ? p.text : p.series[0];
        if (series.values[i] > 0)
            list->AddRectFilled({x + gap / 2, std::min(plot.y(series.values[i]), plot.to.y - 1)},
                                {x + step - gap / 2, plot.to.y}, colour);
    }
    line_over(kit, list, plot, series.before, p.warning);
    std::int64_t const span = series.step_ms * static_cast<std::int64_t>(count);
    float const y = plot.to.y + kit.px(4);
    put_text(list, small, {plot.from.x, y}, p.quiet, time_label(series.from, span).c_str());
    put_text(list, small, {plot.to.x, y}, p.quiet, time_label(series.from + span, span).c_str(), Align::right);
    if (!series.before.empty())
        put_text(list, small, {plot.to.x, at.y}, p.warning, kit.say("chart.week_before"), Align::right);
    if (under >= 0 && under < static_cast<std::ptrdiff_t>(count)) {
        auto const i = static_cast<std::size_t>(under);
        std::string said = Kit::day_clock(series.from + series.step_ms * under) + "  " + short_number(series.values[i]);
        if (i < series.before.size()) said += kit.say("chart.before", {short_number(series.before[i])});
        hover_text(kit, said.c_str());
    }
}

int bar_list(Kit& kit, char const* id, std::vector<Bar> const& bars, float width, int most) {
    Palette const& p = kit.palette();
    ImFont* const font = kit.font(Type::body);
    float const row = kit.px(28);
    double largest = 0;
    float names = 0, labels = 0;
    auto const count = std::min<std::size_t>(bars.size(), static_cast<std::size_t>(std::max(0, most)));
    for (std::size_t i = 0; i < count; ++i) {
        Bar const& bar = bars[i];
        largest = std::max(largest, bar.value);
        names = std::max(names, text_width(font, kit.show(bar.name)));
        labels =
            std::max(labels, text_width(font, bar.label.empty() ? Kit::number(bar.value).c_str() : bar.label.c_str()));
    }
    names = std::min(names, width * 0.45F);
    float const from = names + kit.px(8), length = std::max(kit.px(24), width - from - labels - kit.px(8));
    int clicked = -1;
    ImGui::PushID(id);
    for (std::size_t i = 0; i < count; ++i) {
        Bar const& bar = bars[i];
        ImGui::PushID(static_cast<int>(i));
        ImVec2 const at = ImGui::GetCursorScreenPos();
        if (ImGui::InvisibleButton("bar", {width, row})) clicked = static_cast<int>(i);
        ImDrawList* const list = ImGui::GetWindowDrawList();
        if (ImGui::IsItemHovered() && !kit.wall())
            list->AddRectFilled({at.x - kit.px(4), at.y}, {at.x + width + kit.px(4), at.y + row}, p.raised, kit.px(4));
        std::string const shown = kit.show(bar.name), name = cut_end(font, shown, names);
        if (name != shown) hover_text(kit, shown.c_str());
        put_text(list, font, {at.x, at.y + kit.px(4)}, p.text, name.c_str());
        float const scale = largest > 0 ? length / static_cast<float>(largest) : 0;
        float const end = at.x + from + std::max(1.0F, static_cast<float>(bar.value) * scale);
        float const top = at.y + kit.px(9), bottom = at.y + kit.px(19);
        list->AddRectFilled({at.x + from, top}, {end, bottom}, p.series[0]);
        if (bar.part > 0)
            list->AddRectFilled({at.x + from, top}, {at.x + from + static_cast<float>(bar.part) * scale, bottom},
                                p.level[4]);
        std::string const label = bar.label.empty() ? Kit::number(bar.value) : bar.label;
        put_text(list, font, {end + kit.px(8), at.y + kit.px(4)}, p.quiet, label.c_str());
        ImGui::PopID();
    }
    ImGui::PopID();
    return clicked;
}

void spark_line(Kit& kit, std::vector<float> const& values, ImVec2 size, ImU32 colour) {
    ImVec2 const at = ImGui::GetCursorScreenPos();
    ImGui::Dummy(size);
    if (values.size() < 2) return;
    auto const [low, high] = std::minmax_element(values.begin(), values.end());
    float const range = std::max(*high - *low, 1e-6F);
    std::vector<ImVec2> points;
    for (std::size_t i = 0; i < values.size(); ++i) {
        float const x = static_cast<float>(i) / static_cast<float>(values.size() - 1);
        points.push_back({at.x + x * size.x, at.y + size.y - (values[i] - *low) / range * size.y});
    }
    ImDrawList* const list = ImGui::GetWindowDrawList();
    list->AddPolyline(points.data(), static_cast<int>(points.size()), colour, 0, std::max(1.5F, kit.px(1.5)));
    list->AddCircleFilled(points.back(), kit.px(2.5), colour);
}

void age_bar(Kit& kit, std::array<double, 3> const& by_age, float width) {
    ImVec2 const at = ImGui::GetCursorScreenPos();
    ImFont* const small = kit.font(Type::small);
    Palette const& p = kit.palette();
    ImDrawList* const list = ImGui::GetWindowDrawList();
    float const bar = kit.px(12);
    double const sum = by_age[0] + by_age[1] + by_age[2];
    bool const known = by_age[0] >= 0 && by_age[1] >= 0 && by_age[2] >= 0 && sum > 0;
    if (!known) {
        put_text(list, small, at, p.quiet, kit.say("chart.no_ages"));
        ImGui::Dummy({width, small->FontSize});
        return;
    }
    char const* const names[3] = {"chart.age_young", "chart.age_middle", "chart.age_old"};
    ImU32 const colours[3] = {p.category[1], p.series[2], p.category[0]};
    float x = at.x;
    for (std::size_t i = 0; i < 3; ++i) {
        float const part = static_cast<float>(by_age[i] / sum) * width;
        list->AddRectFilled({x, at.y}, {x + std::max(0.0F, part - 1), at.y + bar}, colours[i]);
        // Names stand in three columns, since a small share has no room for its own.
        float const column = at.x + width * static_cast<float>(i) / 3;
        float const y = at.y + bar + kit.px(4);
        list->AddRectFilled({column, y + kit.px(4)}, {column + kit.px(8), y + kit.px(12)}, colours[i]);
        std::string const text = std::string(kit.say(names[i])) + " " + Kit::percent(by_age[i] / sum);
        put_text(list, small, {column + kit.px(12), y}, p.quiet, text.c_str());
        x += part;
    }
    ImGui::Dummy({width, bar + kit.px(4) + small->FontSize});
}

void profile_chart(Kit& kit, char const* id, std::vector<base::Vec2d> const& points, ImVec2 size) {
    ImGui::PushID(id);
    ImVec2 const at = ImGui::GetCursorScreenPos();
    ImGui::InvisibleButton("profile", size);
    ImGui::PopID();
    ImDrawList* const list = ImGui::GetWindowDrawList();
    Palette const& p = kit.palette();
    ImFont* const small = kit.font(Type::small);
    if (points.size() < 2) {
        put_text(list, small, {at.x + size.x / 2, at.y + size.y / 2 - small->FontSize / 2}, p.quiet,
                 kit.say("chart.no_data"), Align::centre);
        return;
    }
    base::Extent extent;
    for (base::Vec2d const& point : points) extent.add(point);
    // Heights above the lowest: a profile is read by its shape, and 0 m may lie far below.
    double const base_height = std::floor(extent.min_y / 10) * 10;
    double const rise = std::max(1.0, extent.max_y - base_height);
    float const labels = text_width(small, short_number(extent.max_y).c_str()) + kit.px(8);
    float const left = at.x + labels, right = at.x + size.x;
    float const top = at.y + small->FontSize + kit.px(4), bottom = at.y + size.y - small->FontSize - kit.px(4);
    put_text(list, small, at, p.quiet, kit.say("chart.height_m"));
    auto const y_of = [&](double h) { return bottom - static_cast<float>((h - base_height) / rise) * (bottom - top); };
    for (double const h : {base_height, base_height + rise}) {
        list->AddLine({left, y_of(h)}, {right, y_of(h)}, faded(p.line, 0.7F));
        put_text(list, small, {left - kit.px(8), y_of(h) - small->FontSize / 2}, p.quiet,
                 Kit::number(std::round(h)).c_str(), Align::right);
    }
    double const length = std::max(1e-6, extent.max_x - extent.min_x);
    std::vector<ImVec2> line;
    for (base::Vec2d const& point : points)
        line.push_back({left + static_cast<float>((point.x - extent.min_x) / length) * (right - left), y_of(point.y)});
    for (std::size_t i = 1; i < line.size(); ++i)
        list->AddQuadFilled({line[i - 1].x, bottom}, line[i - 1], line[i], {line[i].x, bottom}, faded(p.accent, 0.18F));
    list->AddPolyline(line.data(), static_cast<int>(line.size()), p.accent, 0, kit.px(2));
    put_text(list, small, {left, bottom + kit.px(4)}, p.quiet, "0");
    put_text(list, small, {right, bottom + kit.px(4)}, p.quiet, kit.say("chart.along_m", {Kit::number(length)}).c_str(),
             Align::right);
}

}  // namespace ui
