// A page for each scheme of a study: what it looks like, what it comes to, and what it takes.
#pragma once

#include "app/report_content.h"
#include "ui/siting_facts.h"

namespace app {

/// Fills the list `schemes` with a key for each scheme that could be worked out, and under each key: `.name` and
/// `.summary`, the tables `.figures`, `.sun` and `.views`, the figures `.picture` (all from the same camera) and
/// `.shadow` (from above, at true solar noon of the day that the neighbours' sun is judged on).
void add_scheme_pages(ui::SitingFacts const& facts, twin::District const& district, Audience audience, Content& out);

}  // namespace app
