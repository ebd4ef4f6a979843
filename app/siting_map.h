// Candidates on the ground of the picture: the better their rank, the stronger; those that are out in grey.
#pragma once

#include "app/overlay.h"
#include "scene/view.h"
#include "ui/siting_facts.h"

namespace app {

/// Of a study that has been measured and judged.
Overlay site_overlay(ui::SitingFacts const& facts, scene::Style style, bool chinese);

}  // namespace app
