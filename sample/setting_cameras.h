// Cameras on poles at junctions, along roads and on buildings; sensors in the river, in the streets, in the air.
#pragma once

#include "sample/setting.h"

namespace sample {

std::vector<SettingCamera> place_cameras(Plan const& plan, Content const& content, Setting const& setting,
                                         std::uint32_t count);

/// Fills `stations` and `environment`.
void place_stations(Plan const& plan, Content const& content, Setting& setting);

}  // namespace sample
