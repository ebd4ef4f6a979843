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
/// Places to look from, besides those of the file of studies; local metres.
struct AddViewpoints {
    std::vector<base::Vec2d> points;
};
struct DropViewpoints {};
/// Stands in the district until another is shown; -1: none does.
struct ShowScheme {
    int scheme = -1;
};
/// The study as it stands into a file of its own beside the one it is of, never over another.
struct SaveStudy {
    std::string name;  ///< of the file, between "sites." and ".toml"
};
/// Another file of studies beside the district's.
struct OpenSites {
    std::string file;  ///< of SitingFacts::files
};
struct ExportSiting {
    enum class What : std::uint8_t { table, map, model, all } what = What::all;  ///< CSV, GeoPackage, glTF
};
using SitingCommand = std::variant<OpenStudy, EditStudy, AddSite, DropDrawnSites, UseCells, ChooseSite, EditSchemes,
                                   ShowScheme, ExportSiting, AddViewpoints, DropViewpoints, SaveStudy, OpenSites>;

/// A criterion or constraint that is being put together.
struct SitingDraft {
    bool open = false;
    std::string measure;              ///< analysis::word of it
    std::string layer, column, kind;  ///< keys of SitingFacts::offers
    double minutes = 15, radius = 500;
    bool less = false;  ///< of a criterion: less is better; of a constraint: at most
};

struct SitingState {
    int view = 0;             ///< which tab
    bool excluded = false;    ///< excluded sites are unfolded
    bool compare = false;     ///< the comparison over the district
    int compared = 0;         ///< its tab: sites, schemes
    int scheme = 0;           ///< whose parameters are shown
    int reason = -1;          ///< of the constraint whose excluded sites are listed; -1: of all
    int pair = -1;            ///< the judgement that arrow keys change; -1: none
    bool holds_keys = false;  ///< arrows are this panel's: drawn in this frame with `pair` on it
    int criterion = -1;       ///< whose particulars are unfolded
    SitingDraft criterion_draft, constraint_draft;
    std::string save_name;
};

}  // namespace ui
