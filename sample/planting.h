// What stands along streets and on slopes once everything else is in place: trees, lamps, camera poles.
#pragma once

#include "sample/content.h"
#include "sample/plan.h"

namespace sample {

void plant(Plan const& plan, Content& content);

/// Kiosks in free places, where a district came out with fewer buildings than were asked for.
void add_kiosks(Plan const& plan, Content& content, std::size_t wanted);

}  // namespace sample
