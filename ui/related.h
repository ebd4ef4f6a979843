// The inspector's list of related things. For this folder alone.
#pragma once

#include "ui/context.h"

namespace ui {

void draw_related(PanelContext& context);

}  // namespace ui
