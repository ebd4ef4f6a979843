// The only way back from panels: what a person asked for, applied by the app between frames.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/time.h"
#include "base/vec.h"
#include "scene/camera.h"
#include "ui/cases_state.h"
#include "ui/indicators_state.h"
#include "ui/projects_state.h"
#include "ui/sheet_state.h"
#include "ui/siting_state.h"
#include "ui/subject.h"
#include "ui/warning_state.h"

namespace ui {

// ---- where one looks from
struct FlyTo {
    Subject subject;
};
struct FlyToExtent {
    base::Extent extent;  ///< local metres
};
struct OpenView {
    std::string id;  ///< of the district file, or a bookmark's name
};
struct MoveCamera {
    enum class How : std::uint8_t { fit, top, north_up, back, forward, zoom_in, zoom_out } how = How::fit;
};
struct AddBookmark {
    std::string name;
};

// ---- what is chosen
struct Select {
    Subject subject;
};
/// Replaces the set: everything of these kinds inside the polygon (local metres).
struct SelectInside {
    std::vector<base::Vec2d> polygon;
};
struct ClearSelection {};
struct ExportSelection {
    enum class Format : std::uint8_t { csv, gpkg } format = Format::csv;
};

// ---- tools of the hand: what the next clicks in the district mean
enum class Tool : std::uint8_t { pick, rectangle, lasso, radius, distance, height, area, profile, visibility, section };
struct UseTool {
    Tool tool = Tool::pick;
};

/// What is done with the section that cuts the picture.
struct CutSection {
    enum class How : std::uint8_t { turn, square_on, save, remove } how = How::turn;
};

// ---- time
struct GoLive {};
struct SetMoment {
    base::UtcMs event = base::kNoTime;
    base::UtcMs known = base::kNoTime;  ///< kNoTime: whatever is known by now
};
struct Play {
    double speed = 60;  ///< seconds of the district a second; 0 pauses
};
struct SetRange {
    base::UtcMs from = base::kNoTime, until = base::kNoTime;  ///< both kNoTime: none
    bool loop = false;
};
struct NextEvent {
    int direction = 1;
};
/// The span that the time line shows: zoom and shift.
struct ShowSpan {
    base::UtcMs from = 0, until = 0;
};
/// Two pictures side by side: the right one shows another moment, and may keep live layers of its own.
struct Split {
    base::UtcMs event = base::kNoTime;               ///< kNoTime: of the split that there is, else as on the left
    std::optional<std::vector<std::string>> layers;  ///< words of `--live`; none: those of the left
    bool off = false;
};

// ---- layers, where somebody else than a panel sets them (the remote control)
struct ShowLayer {
    std::string id;  ///< of Settings::layers
    bool visible = true;
};

// ---- cases
struct Acknowledge {
    Subject subject;
    std::string note;
};
struct PlayVideo {
    std::string camera;
    bool stop = false;
    bool on_model = false;  ///< projected from the camera's pose
};

// ---- the program
struct Undo {};
struct Redo {};
struct Screenshot {};
struct ShowHelp {};
struct ToggleFullScreen {};
struct SwitchScreen {
    bool wall = false;
};
struct WallScene {
    int index = -1;      ///< go to this scene of the carousel; -1: none
    bool pause = false;  ///< the operator's hand
    bool resume = false;
};
struct CancelWork {};
struct Quit {};

using Command = std::variant<FlyTo, FlyToExtent, OpenView, MoveCamera, AddBookmark, Select, SelectInside,
                             ClearSelection, ExportSelection, UseTool, CutSection, GoLive, SetMoment, Play, SetRange,
                             NextEvent, ShowSpan, Split, ShowLayer, Acknowledge, PlayVideo, Undo, Redo, Screenshot,
                             ShowHelp, ToggleFullScreen, SwitchScreen, WallScene, CancelWork, Quit, CaseDo, ExportZones,
                             WarningCommand, IndicatorCommand, SitingCommand, SheetCommand>;
using Commands = std::vector<Command>;

}  // namespace ui
