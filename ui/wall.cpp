#include "ui/desk.h"
#include "ui/panels.h"

namespace ui {

std::span<Card const> cards() { return {}; }
void draw_wall_title(PanelContext&, base::Extent const&) {}
void draw_ticker(PanelContext&, base::Extent const&) {}
void draw_alarm(PanelContext&, base::Extent const&) {}

}  // namespace ui
