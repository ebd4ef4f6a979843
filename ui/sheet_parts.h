// The two halves of the Sheet layout. For ui/sheet*.cpp alone.
#pragma once

#include "ui/context.h"
#include "ui/sheet_facts.h"

namespace ui {

/// What shall be made: report, area, readers, language, paper, moment; and the way out.
void draw_sheet_wish(PanelContext& context, SheetFacts const& facts);
/// The pages as they will be printed, or how far they are.
void draw_sheet_pages(PanelContext& context, SheetFacts const& facts);

}  // namespace ui
