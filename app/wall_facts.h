// What the wall writes about the carousel, the alarm that interrupts it and what is new, in its language.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "app/carousel.h"
#include "twin/district.h"
#include "ui/context.h"

namespace app {

struct WallWords {
    ui::Facts const& facts;
    twin::District const& district;
    ui::Language language = ui::Language::zh;
    ui::WarningFacts const* warnings = nullptr;  ///< null: none are worked out
};

/// The newest tickets and events of the last day, newest first. Only when facts or language have changed.
std::vector<ui::WallFacts::Line> ticker_of(WallWords const& words);

/// What the carousel says: WallFacts but `subtitle`, `dim` and `ticker`. Cheap enough for every frame.
void describe(Carousel const& carousel, WallWords const& words,
              std::function<ui::Shown(std::string const&)> const& evidence, ui::WallFacts& wall);

/// What one alarm is, and where and from whom.
struct AlarmWords {
    twin::Name title, detail;
};
AlarmWords alarm_words(Incident const& incident, ui::Facts const& facts, twin::District const& district,
                       ui::WarningFacts const* warnings = nullptr);

/// "near Xinghe Road, Hubin Subdistrict": from the district's own names; empty where none is near.
std::string place_words(twin::District const& district, base::Vec3d at, ui::Language language);

}  // namespace app
