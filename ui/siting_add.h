// Putting a criterion or a constraint together by hand. For ui/siting*.cpp alone.
#pragma once

#include <optional>

#include "analysis/site_study.h"
#include "ui/context.h"
#include "ui/kit.h"
#include "ui/siting_facts.h"

namespace ui {

/// The fields of a draft, as many as its measure needs. What it comes to, once nothing is missing.
std::optional<analysis::MeasureSpec> measure_form(Kit& kit, SitingFacts const& facts, SitingDraft& draft);
/// Both languages: "300 米内视频事件（占道经营）".
twin::Name name_of(analysis::MeasureSpec const& spec, SiteOffers const& offers);

/// Undo, redo, and a copy of the study under a name.
void draw_siting_keep(PanelContext& context, SitingFacts const& facts);

}  // namespace ui
