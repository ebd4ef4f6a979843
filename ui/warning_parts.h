// What the list and the single warning share. For ui/warning*.cpp alone.
#pragma once

#include <string>
#include <vector>

#include "ui/context.h"
#include "ui/kit.h"
#include "ui/live_rows.h"
#include "ui/warning_facts.h"
#include "ui/warning_groups.h"

namespace ui {

/// "垃圾清运": in English, too, where the source gives no other name.
std::string matter_of(Kit& kit, analysis::Alert const& alert);
char const* level_key(Urgent urgent);
char const* kind_key(unsigned kind);
char const* verdict_key(analysis::Verdict verdict);
/// "0.6", "12"
std::string usual_text(double expected);

/// Of one tab, in the order of its list with all groups unfolded.
std::vector<WarningRow const*> listed_warnings(WarningFacts const& facts, bool judged);

ListRow warning_list_row(PanelContext& context, WarningRow const& row);
/// Of the groups of one tab the one that is open. False: it is none of them any more.
bool draw_warning_group(PanelContext& context, std::vector<WarningMatter> const& matters);
/// Opens a warning and goes where it is.
void open_warning(PanelContext& context, WarningRow const& row);
void draw_warning_one(PanelContext& context, WarningFacts const& facts, WarningRow const& row);
void draw_warning_rules(PanelContext& context, WarningFacts const& facts);
/// Daily counts as bars over the band of usual days.
void warning_chart(Kit& kit, WarningChart const& chart, Urgent urgent, ImVec2 size);

}  // namespace ui
