// Streets (subdistricts) and communities of the district, with codes as the statistical ones: 6, 9 and 12 digits.
#pragma once

#include <string>
#include <vector>

#include "sample/content.h"
#include "sample/plan.h"

namespace sample {

/// No real district's: 44 is a province, 9901 nobody's.
constexpr char const* kDistrictCode = "449901";

/// A rectangle of the grid.
struct GridBox {
    double u0 = 0, v0 = 0, u1 = 0, v1 = 0;
};

struct Street {
    std::string code;
    Name name;
    GridBox box;
};

struct Community {
    std::string code;
    Name name;
    GridBox box;
    std::size_t street = 0;
};

struct Areas {
    std::vector<Street> streets;
    std::vector<Community> communities;

    /// The community at a grid point; the nearest outside the district.
    std::size_t community_at(Vec2d grid) const;
};

Areas areas_of(Plan const& plan);
GridBox district_box();

}  // namespace sample
