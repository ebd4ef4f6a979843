// What the wall's cards are put together from. For this folder alone.
#pragma once

#include <string>
#include <vector>

#include "ui/draw.h"
#include "ui/panels.h"
#include "ui/widgets.h"

namespace ui {

/// The inside of a card: what is drawn goes straight to its list. Closed when it goes.
class CardBody {
public:
    CardBody(PanelContext& context, char const* id, char const* title, base::Extent const& box,
             char const* right = nullptr);
    ~CardBody() { end_card(kit); }
    CardBody(CardBody const&) = delete;
    CardBody& operator=(CardBody const&) = delete;

    Kit& kit;
    ImDrawList* list;
    ImVec2 at;            ///< where the next thing goes
    float width, bottom;  ///< `bottom` is above the footer

    float left() const { return bottom - at.y; }
    /// The line of period and freshness at the foot; what follows stays above it.
    void footer(std::string const& period, Freshness const* freshness, base::UtcMs now);
    /// Where there is nothing to show: what is missing, and what brings it.
    void empty(char const* text, char const* what_to_do);
    void text(ImVec2 where, Type type, ImU32 colour, std::string const& words, Align align = Align::left,
              bool strong = false) const;
};

/// One line: a mark, what it is, a quiet remark after it, and something at the right end.
struct WallRow {
    enum class Mark : std::uint8_t { none, level, lamp } mark = Mark::none;
    Urgent urgent = Urgent::none;
    bool filled = true;
    Lamp lamp = Lamp::live;
    std::string text, remark, right;
    /// Of the right end: red is overdue or down, amber due soon or stale.
    Urgent tone = Urgent::none;
};
/// At most seven, each as high as there is room for; the last says how many more there are.
void wall_rows(CardBody& body, std::vector<WallRow> const& rows, std::size_t all, char const* more = "wall.more");

/// A big number with its name above and a remark below.
struct WallNumber {
    std::string name, value, unit, remark;
    bool overdue = false;          ///< in the red of what is overdue
    Urgent urgent = Urgent::none;  ///< its mark before the name
};
/// Side by side, all of the same width; the first may be the largest.
void wall_numbers(CardBody& body, std::vector<WallNumber> const& numbers, Type type);

/// Horizontal bars, at most seven, in the alarm's colour as far as `part` goes, each with its number.
void wall_bars(CardBody& body, std::vector<Bar> const& bars);

/// The last day as small bars in what room is left, their largest and both ends named; nothing where there is too
/// little.
void wall_strip(CardBody& body, Series const& series);

// The cards, by what they tell of.
void card_hotline_today(PanelContext&, base::Extent const&);
void card_hotline_day(PanelContext&, base::Extent const&);
void card_hotline_month(PanelContext&, base::Extent const&);
void card_overdue(PanelContext&, base::Extent const&);
void card_nearly_due(PanelContext&, base::Extent const&);
void card_units(PanelContext&, base::Extent const&);
void card_categories(PanelContext&, base::Extent const&);
void card_repeated(PanelContext&, base::Extent const&);
void card_levels(PanelContext&, base::Extent const&);
void card_newest(PanelContext&, base::Extent const&);
void card_event_day(PanelContext&, base::Extent const&);
void card_event_types(PanelContext&, base::Extent const&);
void card_equipment(PanelContext&, base::Extent const&);
void card_people(PanelContext&, base::Extent const&);
void card_communities(PanelContext&, base::Extent const&);
void card_feeds(PanelContext&, base::Extent const&);
void card_kpis(PanelContext&, base::Extent const&);
void card_more_kpis(PanelContext&, base::Extent const&);

}  // namespace ui
