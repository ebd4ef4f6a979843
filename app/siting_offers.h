// What somebody who adds a criterion by hand can choose from.
#pragma once

#include "analysis/site_study.h"
#include "ui/siting_facts.h"

namespace app {

/// `own`: the candidates' layer, or null.
ui::SiteOffers site_offers(analysis::SiteData const& data, analysis::SiteLayer const* own);

}  // namespace app
