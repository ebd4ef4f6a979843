// What the panel of site selection remembers, and what it asks for.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "base/vec.h"

namespace analysis {
struct Scheme;
struct Study;
}  // namespace analysis

namespace ui {

struct OpenStudy {
    std::string id;
};
/// Constraints, criteria, weights as somebody has changed them.
struct EditStudy {
    std::shared_ptr<analysis::Study const> study;
};
/// A candidate by its outline, local metres.
struct AddSite {
    std::vector<base::Vec2d> outline;
};
struct DropDrawnSites {};
/// Square cells instead of the study's layer.
struct UseCells {
    base::Extent extent;  ///< local metres
    double side = 150;
};
struct ChooseSite {
    std::int32_t site = -1;  ///< of the measured study; -1: none
    bool fly = false;
};
struct EditSchemes {
    std::shared_ptr<std::vector<analysis::Scheme> const> schemes;
};
/// Stands in the district until another is shown; -1: none does.
struct ShowScheme {
    int scheme = -1;
};
struct ExportSiting {
    enum class What : std::uint8_t { table, map, model, all } what = What::all;  ///< CSV, GeoPackage, glTF
};
using SitingCommand = std::variant<OpenStudy, EditStudy, AddSite, DropDrawnSites, UseCells, ChooseSite, EditSchemes,
                                   ShowScheme, ExportSiting>;

struct SitingState {
    int view = 0;           ///< which tab
    bool excluded = false;  ///< excluded sites are unfolded
    bool compare = false;   ///< the comparison over the district
    int compared = 0;       ///< its tab: sites, schemes
    int scheme = 0;         ///< whose parameters are shown
    int reason = -1;        ///< of the constraint whose excluded sites are listed; -1: of all
};

}  // namespace ui
