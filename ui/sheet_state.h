// What the Sheet layout remembers, and what it asks for.
#pragma once

#include <cstdint>
#include <string>
#include <variant>

namespace ui {

/// What shall stand on paper, as `borough report` would be told.
struct SheetWish {
    std::string report = "daily_hotline";  ///< name of a template
    std::string audience = "internal";     ///< "public", "internal", "leader"
    std::string paper;                     ///< "a4", "a3", "16:9"; empty: the template's
    std::string area;                      ///< id of a street or community; empty: the whole district
    std::string subject;                   ///< id of an event or study; empty: the first
    std::string sites;                     ///< file of studies; empty: the district's
    std::string time;                      ///< as typed; empty: the moment shown, or the newest there is
    bool chinese = true;
    bool operator==(SheetWish const&) const = default;
};

struct OpenSheet {
    SheetWish wish;
};
/// The comparison of the study of sites as it stands; what was changed is saved first, so that the sheet can be made
/// again.
struct OpenSitesSheet {};
/// The page that is looked at, as wide as it lies on the screen.
struct ShowSheetPage {
    std::uint32_t page = 0;
    std::uint32_t width = 0;  ///< pixels
};
/// As soon as the pages are there.
struct ExportSheet {};
struct CancelSheet {};
/// After it was cancelled or failed.
struct MakeSheet {};
using SheetCommand = std::variant<OpenSheet, OpenSitesSheet, ShowSheetPage, ExportSheet, CancelSheet, MakeSheet>;

struct SheetState {
    bool open = false;
    bool language_chosen = false;  ///< else the screen's
    SheetWish wish;
    std::uint32_t page = 0;
    bool wide = false;  ///< the page as wide as there is room, else as a whole
};

}  // namespace ui
