// Invented names, Chinese and English. None is a real place's.
#pragma once

#include "sample/content.h"
#include "sample/plan.h"

namespace sample {

Name district_name();
Name column_name(Plan const& plan, int column);
Name row_name(Plan const& plan, int row);
Name river_drive_name(Plan const& plan, int row, bool north);
Name local_road_name(Plan const& plan, CellId cell, int index);
/// "桂园小区" and its like, by what the block is for.
Name community_name(Plan const& plan, CellId cell, int index);

}  // namespace sample
