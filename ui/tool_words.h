// What the tools of the hand are called. For this folder alone.
#pragma once

#include <span>

#include "ui/commands.h"

namespace ui {

struct ToolWords {
    Tool tool;
    char const* icon;
    char const *name, *how;  ///< keys of the catalogue
    bool chooses;            ///< things, instead of measuring
};
std::span<ToolWords const> tool_words();
ToolWords const& words_of(Tool tool);

}  // namespace ui
