// What people do, handed to Dear ImGui in the way of its version. For this folder alone.
#pragma once

#include <vector>

#include "ui/toolkit.h"
#include "ui/ui.h"

namespace ui {

/// Once for each context.
void prepare_input();
/// Before ImGui::NewFrame.
void feed_input(Request const& request, Input const& input, Toolkit& kit);
std::vector<Key> pressed_keys(Input const& input);
/// Whether anything happened that panels may answer to.
bool is_busy(Input const& input, Input const& before);

}  // namespace ui
