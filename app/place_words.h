// How the place of a report is written: in the lists of desk and wall, in alarms and in the ticker alike.
#pragma once

#include <optional>

#include "twin/district.h"
#include "twin/locate.h"
#include "twin/name.h"
#include "twin/records.h"

namespace app {

/// Its address; else the building it stands for; else its community or street by name, never by code. Where the
/// address is Chinese, the English name is the community's. Empty: not known, or confidential.
twin::Name place_name(twin::Ticket const& ticket, std::optional<twin::Placed> const& placed,
                      twin::District const& district, twin::Locator const& locator);

}  // namespace app
