// The shapes that panels of the living district share: numbers in a row, search fields, rows of two lines, the life of
// a case. For this folder alone.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "ui/context.h"
#include "ui/draw.h"
#include "ui/kit.h"
#include "ui/palette.h"

namespace ui {

/// Nobody knows yet whether it is down: it has neither answered nor failed.
inline bool is_connecting(FeedRow const& feed) {
    return feed.counted && feed.lamp == Lamp::down && feed.reason.empty();
}

/// Nothing is known yet of what feeds have told: an empty panel would say that there is nothing.
inline bool is_reading(PanelContext const& context) {
    return context.facts.revision == 0 && !context.district.live.feeds.empty();
}

/// A big number over its name. `value` empty: "—", nobody knows.
struct Stat {
    std::string value;
    char const* name = "";
    std::optional<Urgent> urgent = {};  ///< with its mark
    std::string note = {};              ///< on hover
};
/// All of the same width, across the panel.
void stat_strip(Kit& kit, std::vector<Stat> const& stats);

/// The quiet line under numbers that says of when they are, in amber where they are stale; and something at its right.
void freshness_line(Kit& kit, Freshness const& freshness, base::UtcMs now, std::string const& right = {});
/// A mark and the name of the one thing that a panel shows, with a quiet word at the right.
void title_line(Kit& kit, Urgent urgent, bool filled, std::string const& title, std::string const& right = {});

/// A choice among names, the first of which stands for all. Returns whether it changed.
struct Choice {
    std::string key, name, count;
};
bool choice_field(Kit& kit, char const* id, char const* all, std::vector<Choice> const& choices, std::string& chosen,
                  float width);

/// Whether a search for `part` finds `text`: A to Z are as a to z.
bool contains_text(std::string const& text, std::string const& part);

/// Draws text in one call: the catalogue's or somebody's.
void put_text(Kit& kit, ImFont* font, ImVec2 at, ImU32 colour, std::string const& text);
/// The same with its right end at `at`.
void put_text_right(Kit& kit, ImFont* font, ImVec2 at, ImU32 colour, std::string const& text);
/// A quiet text at the right end of the line that was begun.
void count_at_right(Kit& kit, std::string const& text);

/// Two lines: a mark, a title and a detail at the left, a word and a time at the right.
struct ListRow {
    std::string id;
    Urgent urgent = Urgent::none;
    bool filled = true;
    std::string title, detail, right, right_detail;
    std::optional<ImU32> right_colour = {}, title_colour = {};
    bool chosen = false, faint = false, marked = true;
    int depth = 0;                      ///< steps that it stands in
    std::optional<bool> unfolded = {};  ///< of one that opens in place: a chevron in place of the mark
};
inline constexpr float kListRow = 48;  ///< design pixels
bool list_row(Kit& kit, ListRow const& row);
/// Rows of one height, of which only those in view are made.
void virtual_list(Kit& kit, char const* id, std::size_t count, float height,
                  std::function<void(std::size_t)> const& draw);

/// "‹ back", and the next and previous of a list. Returns what was asked for.
enum class Walk : std::uint8_t { none, back, previous, next };
Walk walk_bar(Kit& kit, char const* back, std::string const& place);

inline constexpr float kPictureRatio = 9.0F / 16;  ///< of cameras: height to width

/// One step of a case's life.
struct LifeStep {
    std::string name;
    base::UtcMs at = base::kNoTime;
    std::string note;
    enum class Is : std::uint8_t { done, waiting, limit, missed } is = Is::done;
};
void life_line(Kit& kit, std::vector<LifeStep> const& steps);

/// Chooses a thing, and goes there where its place is known.
void choose(PanelContext const& context, Subject subject);

/// "3 h", "2 d 4 h": a length of time, in the language.
std::string length_of_time(Kit& kit, std::int64_t ms);

}  // namespace ui
