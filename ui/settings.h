// What a person has set: how the district is shown and how the window is arranged. One plain struct, edited in place by
// panels; the app compares it after each frame, so every change can be undone and is kept in the user's file.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "scene/view.h"

namespace ui {

enum class Language : std::uint8_t { zh, en };

/// A layer of the tree, by what it is: "buildings", "ground/<layer title>", "models", "labels", "live/<word>" with the
/// words of `--live` ("live/tickets", "live/tickets.heat"). The order is the order of drawing, first below.
struct LayerSetting {
    std::string id;
    bool visible = true;
    float opacity = 1;  ///< 0 to 1; ground layers and heat
    bool operator==(LayerSetting const&) const = default;
};

/// How an attribute becomes classes (GB/T practice: 5 classes unless the data has fewer values).
enum class Breaks : std::uint8_t { quantile, equal, natural, categories };

struct Colouring {
    std::string attribute;  ///< of buildings: "height", "storeys", "use", "year" or the district's own; empty: by use
    Breaks breaks = Breaks::quantile;
    std::uint8_t classes = 5;  ///< 2 to 9
    std::string ramp = "blue";
    bool operator==(Colouring const&) const = default;
};

struct Bookmark {
    std::string name;
    std::string camera;  ///< as after `--camera`
    bool operator==(Bookmark const&) const = default;
};

struct Settings {
    Language language = Language::zh;
    bool dark = true;
    float text_scale = 1;  ///< on top of the screen's own; 0.8 to 2
    bool motion = true;    ///< panels slide and the camera flies; false: both are there at once

    scene::Style style = scene::Style::day;
    bool labels = true;
    std::vector<LayerSetting> layers;
    Colouring colouring;
    std::string filter;  ///< an expression over building attributes; empty: all (docs/desk.md)
    std::vector<Bookmark> bookmarks;

    // How the desk is arranged, in design pixels (LOOK 5).
    float left_width = 300, right_width = 360, timeline_height = 112;
    bool left_open = true, right_open = true, timeline_open = true;
    std::string left_panel = "layers";
    std::string right_panel = "inspector";

    LayerSetting const* find_layer(std::string const& id) const;
    bool shows(std::string const& id) const;
    bool operator==(Settings const&) const = default;
};

/// The user's file (TOML). Keys of `before`, the file as it was, that this program does not know are kept, so that an
/// older program does not lose a newer one's.
std::string to_toml(Settings const& settings);
std::string to_toml(Settings const& settings, std::string const& before);
/// What is missing or of the wrong kind stays as in `defaults`; `problems` get a sentence each.
Settings from_toml(std::string const& text, Settings defaults, std::vector<std::string>& problems);

}  // namespace ui
