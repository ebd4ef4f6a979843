// What stands along streets and on slopes once everything else is in place: trees, lamps, camera poles.
#pragma once

#include "sample/content.h"
#include "sample/plan.h"

namespace sample {

void plant(Plan const& plan, Content& content);

}  // namespace sample
