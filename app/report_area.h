// A part of the district that a report is about: a street, a community. Its numbers are of what lies in it alone, and
// its maps frame it.
#pragma once

#include <string>

#include "app/moment.h"
#include "app/report_figures.h"
#include "base/result.h"
#include "twin/locate.h"

namespace app {

using Area = twin::Locator::Area;

/// By id; the error says that there is none.
base::Result<Area const*> find_area(twin::Locator const& locator, std::string const& id);

/// "湖滨街道" and "Hubin"; where it has no name, its id.
report::Words name_of(Area const& area);

class InArea {
public:
    InArea(twin::Locator const& locator, Area const& area) : locator_(locator), area_(area) {}

    bool holds(base::Vec2d at) const;  ///< local metres
    /// What is only known to be in an area belongs to that one, and to a larger one around it.
    bool holds(twin::Where const& where) const;
    bool holds(std::string const& id_or_name) const;

private:
    twin::Locator const& locator_;
    Area const& area_;
};

/// The state of what lies in the area, with the same notes of feeds. An event without a place is where its camera is.
PastMoment part_of(PastMoment const& whole, InArea const& in);

/// Looks straight down on it, as large as it gets in a picture of this shape (width / height).
std::string camera_over(Area const& area, double aspect);

/// Its boundary, for a figure.
FigureShape boundary_of(Area const& area);
report::Words boundary_title();

}  // namespace app
