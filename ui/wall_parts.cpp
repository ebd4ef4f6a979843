#include "ui/wall_parts.h"

#include <algorithm>
#include <cmath>

#include "ui/palette.h"

namespace ui {
namespace {

constexpr std::size_t kWallRows = 7;

/// Texts in the colours of levels, as light as a wall asks for (LOOK 4: 7:1).
ImU32 tone_of(Palette const& p, Urgent tone) {
    if (tone == Urgent::red) return p.bad;
    return tone == Urgent::orange ? p.warning : p.quiet;
}

}  // namespace

CardBody::CardBody(PanelContext& context, char const* id, char const* title, base::Extent const& box, char const* right)
    : kit(context.kit) {
    begin_card(kit, id, kit.say(title), box, right);
    list = ImGui::GetWindowDrawList();
    at = ImGui::GetCursorScreenPos();
    ImVec2 const room = ImGui::GetContentRegionAvail();
    width = room.x;
    bottom = at.y + room.y;
}

void CardBody::text(ImVec2 where, Type type, ImU32 colour, std::string const& words, Align align, bool strong) const {
    put_text(list, kit.font(type, strong), where, colour, kit.show(words), align);
}

void CardBody::footer(std::string const& period, Freshness const* freshness, base::UtcMs now) {
    Palette const& p = kit.palette();
    ImFont* const small = kit.font(Type::small);
    float const y = bottom - small->FontSize;
    if (!period.empty()) text({at.x, y}, Type::small, p.quiet, period);
    if (freshness) {
        bool const late = !freshness->any || freshness->lamp >= Lamp::stale;
        text({at.x + width, y}, Type::small, late ? p.level[3] : p.quiet, kit.freshness(*freshness, now), Align::right);
    }
    bottom = y - kit.px(8);
}

void CardBody::empty(char const* words, char const* what_to_do) {
    Palette const& p = kit.palette();
    float const middle = at.y + (bottom - at.y) / 2 - kit.px(24);
    text({at.x + width / 2, middle}, Type::title, p.text, kit.say(words), Align::centre);
    ImFont* const font = kit.font(Type::body);
    text({at.x + width / 2, middle + kit.px(32)}, Type::body, p.quiet, cut_end(font, kit.say(what_to_do), width),
         Align::centre);
}

void wall_rows(CardBody& body, std::vector<WallRow> const& rows, std::size_t all, char const* more) {
    Kit& kit = body.kit;
    Palette const& p = kit.palette();
    ImFont* const font = kit.font(Type::body);
    bool const too_many = all > kWallRows;
    std::size_t const count = std::min(rows.size(), too_many ? kWallRows - 1 : kWallRows);
    float const height = std::min(kit.px(32), body.left() / static_cast<float>(kWallRows));
    float const drop = (height - font->FontSize) / 2;
    for (std::size_t i = 0; i < count; ++i) {
        WallRow const& row = rows[i];
        float const y = body.at.y + static_cast<float>(i) * height;
        float x = body.at.x;
        if (i > 0) body.list->AddLine({x, y}, {x + body.width, y}, faded(p.line, 0.6F));
        ImVec2 const centre(x + kit.px(8), y + height / 2);
        if (row.mark == WallRow::Mark::level) level_mark(kit, body.list, centre, kit.px(6.5), row.urgent, row.filled);
        if (row.mark == WallRow::Mark::lamp) lamp_mark(kit, body.list, centre, kit.px(5), row.lamp);
        if (row.mark != WallRow::Mark::none) x += kit.px(24);
        float const right = text_width(font, kit.show(row.right));
        body.text({body.at.x + body.width, y + drop}, Type::body, tone_of(p, row.tone), row.right, Align::right);
        float const room = body.at.x + body.width - right - kit.px(12) - x;
        // What it is and where share the line, unless what is left for the second could not be read.
        float const remark = row.remark.empty() ? 0 : text_width(font, kit.show(row.remark)) + kit.px(12);
        float const share = std::min(remark, room * 0.4F), whole = text_width(font, kit.show(row.text));
        bool const both = room - std::min(whole, room - share) - kit.px(12) > kit.px(48);
        std::string const text = cut_end(font, kit.show(row.text), both ? room - share : room);
        put_text(body.list, font, {x, y + drop}, p.text, text.c_str());
        float const used = text_width(font, text.c_str()) + kit.px(12);
        // Two letters and dots say nothing.
        if (!row.remark.empty() && room - used > kit.px(48))
            put_text(body.list, font, {x + used, y + drop}, p.quiet,
                     cut_end(font, kit.show(row.remark), room - used).c_str());
    }
    body.at.y += static_cast<float>(count) * height;
    if (!too_many) return;
    body.list->AddLine(body.at, {body.at.x + body.width, body.at.y}, faded(p.line, 0.6F));
    body.text({body.at.x, body.at.y + drop}, Type::body, p.quiet,
              kit.say(more, {Kit::number(static_cast<double>(all - count))}));
    body.at.y += height;
}

void wall_numbers(CardBody& body, std::vector<WallNumber> const& numbers, Type type) {
    Kit& kit = body.kit;
    Palette const& p = kit.palette();
    ImFont* const small = kit.font(Type::small);
    ImFont* const big = kit.font(type, true);
    float const cell = body.width / static_cast<float>(numbers.size());
    bool remarks = false;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        WallNumber const& number = numbers[i];
        float const x = body.at.x + static_cast<float>(i) * cell, room = cell - kit.px(8);
        float name_x = x;
        if (number.urgent != Urgent::none) {
            level_mark(kit, body.list, {x + kit.px(6), body.at.y + small->FontSize / 2}, kit.px(5.5), number.urgent);
            name_x += kit.px(18);
        }
        put_text(body.list, small, {name_x, body.at.y}, p.quiet,
                 cut_end(small, number.name, room - (name_x - x)).c_str());
        float const y = body.at.y + small->FontSize;
        put_text(body.list, big, {x, y}, number.overdue ? p.bad : p.text, number.value.c_str());
        float const unit_x = x + text_width(big, number.value.c_str()) + kit.px(4);
        put_text(body.list, small, {unit_x, y + big->Ascent - small->Ascent}, p.quiet, number.unit.c_str());
        put_text(body.list, small, {x, y + big->FontSize}, p.quiet, cut_end(small, number.remark, room).c_str());
        remarks = remarks || !number.remark.empty();
    }
    body.at.y += small->FontSize * (remarks ? 2 : 1) + big->FontSize + kit.px(8);
}

void wall_bars(CardBody& body, std::vector<Bar> const& bars) {
    Kit& kit = body.kit;
    Palette const& p = kit.palette();
    ImFont* const font = kit.font(Type::body);
    std::size_t const count = std::min(bars.size(), kWallRows);
    float const height = std::min(kit.px(32), body.left() / static_cast<float>(kWallRows));
    float names = 0, labels = 0;
    double largest = 0;
    for (std::size_t i = 0; i < count; ++i) {
        names = std::max(names, text_width(font, kit.show(bars[i].name)));
        labels = std::max(labels, text_width(font, bars[i].label.c_str()));
        largest = std::max(largest, bars[i].value);
    }
    names = std::min(names, body.width * 0.42F);
    float const from = body.at.x + names + kit.px(12), room = body.at.x + body.width - labels - kit.px(8) - from;
    for (std::size_t i = 0; i < count; ++i) {
        float const y = body.at.y + static_cast<float>(i) * height, drop = (height - font->FontSize) / 2;
        put_text(body.list, font, {body.at.x, y + drop}, p.text, cut_end(font, kit.show(bars[i].name), names).c_str());
        auto const to = [&](double value) {
            return from + static_cast<float>(largest > 0 ? value / largest : 0) * room;
        };
        float const top = y + height / 2 - kit.px(6), foot = y + height / 2 + kit.px(6);
        body.list->AddRectFilled({from, top}, {std::max(from + 1, to(bars[i].value)), foot}, p.series[0], kit.px(2));
        if (bars[i].part > 0)
            body.list->AddRectFilled({from, top}, {std::max(from + kit.px(3), to(bars[i].part)), foot}, p.level[4],
                                     kit.px(2));
        put_text(body.list, font, {body.at.x + body.width, y + drop}, p.text, bars[i].label.c_str(), Align::right);
    }
    body.at.y += static_cast<float>(count) * height;
}

void wall_strip(CardBody& body, Series const& series) {
    Kit& kit = body.kit;
    Palette const& p = kit.palette();
    ImFont* const small = kit.font(Type::small);
    float const foot = body.bottom - small->FontSize - kit.px(2), top = body.at.y + small->FontSize + kit.px(2);
    if (series.values.empty() || foot - top < kit.px(12)) return;
    // NaN is never larger: hours that nobody knows, or that are yet to come.
    std::size_t peak = 0;
    for (std::size_t i = 0; i < series.values.size(); ++i)
        if (std::isnan(series.values[peak]) || series.values[i] > series.values[peak]) peak = i;
    float const most = series.values[peak];
    if (!(most > 0)) return;
    float const step = body.width / static_cast<float>(series.values.size());
    body.list->AddLine({body.at.x, foot}, {body.at.x + body.width, foot}, p.line);
    for (std::size_t i = 0; i < series.values.size(); ++i) {
        if (!(series.values[i] > 0)) continue;
        float const x = body.at.x + static_cast<float>(i) * step,
                    high = std::max(1.0F, series.values[i] / most * (foot - top));
        body.list->AddRectFilled({x, foot - high}, {x + step * 0.72F, foot}, i == peak ? p.accent : p.series[2]);
    }
    float const x = body.at.x + (static_cast<float>(peak) + 0.36F) * step;
    body.text({x, top - small->FontSize - kit.px(1)}, Type::small, p.text, Kit::number(static_cast<double>(most)),
              Align::centre);
    std::int64_t const span = series.step_ms * static_cast<std::int64_t>(series.values.size());
    body.text({body.at.x, foot + kit.px(2)}, Type::small, p.quiet, Kit::clock(series.from));
    body.text({body.at.x + body.width / 2, foot + kit.px(2)}, Type::small, p.quiet, kit.say("wall.an_hour"),
              Align::centre);
    body.text({body.at.x + body.width, foot + kit.px(2)}, Type::small, p.quiet, Kit::clock(series.from + span),
              Align::right);
}

}  // namespace ui
