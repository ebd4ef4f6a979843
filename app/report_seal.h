// What goes onto every page and into every recipe, and a figure with its recipe beside it.
#pragma once

#include <string>
#include <vector>

#include "app/recipe.h"
#include "app/report_area.h"
#include "app/report_make.h"

namespace app {

inline constexpr char const* kLiveInput = "live data";

/// `area` null: of the whole district.
report::Edition edition_of(ReportRun& run, Audience audience, feeds::Moment const& moment, Area const* area);

base::Status set_device(ReportRun& run, Recipe& recipe);
/// `live`: what was known at the moment is one of its inputs.
base::Result<Recipe> begin_recipe(ReportRun& run, Audience audience, feeds::Moment const& moment, bool live);

struct Sealed {
    report::Figure figure;
    std::vector<MadeFile> files;
};
/// `folder` ends with a slash, or is empty.
base::Result<Sealed> seal_figure(ReportRun& run, FigureSpec const& spec, Audience audience, std::string const& folder);

}  // namespace app
