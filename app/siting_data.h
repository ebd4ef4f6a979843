// What sites are measured with: layers of the file of studies, roads and buildings of the district, people and tickets
// as they may be shown.
#pragma once

#include <memory>

#include "analysis/site_study.h"
#include "app/siting_file.h"
#include "base/findings.h"
#include "base/progress.h"
#include "twin/district.h"
#include "twin/live_state.h"

namespace app {

/// The district must outlive what comes back.
base::Result<analysis::SiteData> read_site_data(SitesFile const& file, twin::District const& district,
                                                base::Findings& findings, base::Progress& progress);

/// People of the finest level that may be published, tickets with a place that are not confidential, and events of
/// cameras, repeats merged at `now`.
void add_reports(twin::District const& district, twin::LiveState const& state, base::UtcMs now,
                 analysis::SiteData& data);

}  // namespace app
