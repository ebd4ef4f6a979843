// Every word that panels say, in both languages: ui/text/*.toml, which become part of the program.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "twin/name.h"

namespace ui {

class Catalogue {
public:
    /// The program's own; an error names the file and the line.
    static base::Result<Catalogue> create();
    /// `"hotline.overdue" = { zh = "超期", en = "Overdue" }`, one a line.
    static base::Result<Catalogue> parse(std::vector<std::string_view> const& files);

    /// Null where there is none.
    twin::Name const* find(std::string_view key) const;
    std::map<std::string, twin::Name, std::less<>> const& all() const { return texts_; }

private:
    std::map<std::string, twin::Name, std::less<>> texts_;
};

/// Where the catalogue names a layer of Settings::layers ("live/events") that is no ground layer.
std::string layer_key(std::string const& id);
/// A ground layer is called as the district's file says.
twin::Name layer_name(Catalogue const& words, std::string const& id);

/// `{0}`, `{1}` replaced; a number that is not given stays as it is.
std::string fill_in(std::string_view text, std::vector<std::string> const& with);

}  // namespace ui
