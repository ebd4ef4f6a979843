// Changing a study by hand so that it stays whole: judgements in pairs follow their criteria.
#pragma once

#include <cstddef>

#include "analysis/site_study.h"

namespace analysis {

/// Behind the others; judged to matter as much as each of them, and by hand as much as they do on average.
void add_criterion(Study& study, StudyCriterion criterion);
/// With its judgements; the others keep theirs.
void remove_criterion(Study& study, std::size_t which);

}  // namespace analysis
