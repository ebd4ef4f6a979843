// The time line's histogram and what hands do to it. For ui/timeline*.cpp alone.
#pragma once

#include "ui/context.h"
#include "ui/kit.h"

namespace ui {

/// The moment, keeping what one has set of when it was known.
SetMoment moment_at(TimeFacts const& time, base::UtcMs event);
/// Whether the past is shown as it was known at another time than now.
bool known_apart(TimeFacts const& time);
/// The span grown or shrunk about `middle`; never beyond what there is, never below ten minutes.
ShowSpan zoomed(TimeFacts const& time, double factor, base::UtcMs middle);
/// The span moved back as far as it reaches into what is to come.
ShowSpan up_to_now(TimeFacts const& time, ShowSpan span);

void draw_time_chart(PanelContext& context, ImVec2 size);

}  // namespace ui
