// Keys that work wherever nobody types; `?` lists them. For this folder alone.
#pragma once

#include <span>

#include "ui/context.h"
#include "ui/keys.h"

namespace ui {

struct Shortcut {
    char const* shown;  ///< "Ctrl-K"
    char const* group;  ///< keys of the catalogue
    char const* text;
    Key key;
    bool ctrl, shift;
    void (*act)(PanelContext&);
};
std::span<Shortcut const> shortcuts();

/// Beside what is shown now stands the same from here on, while the time line moves the left of both; or ends that.
void toggle_split(PanelContext& context);

/// The right of both keeps the live layers of now, while the layer tree changes the left; or follows the tree again.
void toggle_own_layers(PanelContext& context);

/// Opens a panel where it lives, or closes it where it is open.
void toggle_panel(PanelContext& context, std::string const& id);

}  // namespace ui
