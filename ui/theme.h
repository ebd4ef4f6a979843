// Dear ImGui's style in our colours and sizes. For this folder alone.
#pragma once

#include "ui/kit.h"

namespace ui {

void apply_theme(Kit const& kit);

}  // namespace ui
