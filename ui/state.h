// What panels remember between frames, and nobody else needs: search texts, filters, which row is open. One struct per
// panel, in the panel's own words; no draw function has state of its own.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ui/cases_state.h"
#include "ui/indicators_state.h"
#include "ui/projects_state.h"
#include "ui/sheet_state.h"
#include "ui/siting_state.h"
#include "ui/subject.h"
#include "ui/warning_state.h"

namespace ui {

struct SearchState {
    bool open = false, entered = false;  ///< its field has the keyboard, or had it
    std::string text;
    int chosen = 0;
    // What was found, kept until the text or the facts change.
    std::string found_for;
    std::uint64_t revision = 0;
    std::vector<SearchHit> hits;
};

/// A rectangle, circle or lasso being drawn over the district.
struct DrawingState {
    bool on = false;
    double height = 0;                ///< metres; of the ground where it began
    std::vector<base::Vec2d> pixels;  ///< of the canvas: the corner it began at, or all of a lasso
};

struct LayersState {
    std::string open;     ///< id of the layer whose opacity is shown
    std::string dragged;  ///< id of the layer that is being moved
};

struct QueueState {
    std::string text;
    int view = 0;  ///< which tab
    bool only_open = true, only_overdue = false;
    /// Of tickets: nearest to their limit first, before or after it; newest first; longest overdue first.
    enum class Order : std::uint8_t { limit, newest, longest } order = Order::limit;
    std::string unit, category;
    std::string expanded;  ///< id of the row that is open
    // Rows that pass the filter, kept until the facts or the filter change.
    std::uint64_t revision = 0;
    std::string key;
    std::vector<std::uint32_t> rows;
    // What is like the open row, near it; kept likewise.
    std::string like_key;
    std::vector<std::uint32_t> like;
};

struct VideoState {
    std::string text;                  ///< search
    std::vector<std::string> cameras;  ///< ids, in the order of tiles; at most nine
    std::string on_model;              ///< id of the one that is projected
    bool choosing = false;
};

struct TimelineState {
    enum class Hand : std::uint8_t { none, moment, known, range, shift } hand = Hand::none;
    std::int64_t from = 0, to = 0;  ///< what the hand has drawn so far, event time
    double speed = 60;              ///< of the next replay
};

struct State {
    SearchState search;
    DrawingState drawing;
    LayersState layers;
    QueueState hotline, events;
    std::string bookmark_name;
    std::string filter_text;
    std::string note;  ///< of an acknowledgement
    int people_measure = 0;
    bool help = false, log = false, table = false;
    VideoState video;
    TimelineState timeline;
    std::string feed;  ///< id of the row that is open
    IndicatorsState indicators;
    SitingState siting;
    CaseState cases;
    ProjectState projects;
    WarningState warning;
    SheetState sheet;
};

}  // namespace ui
