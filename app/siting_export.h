// What a study came to, for others to go on with.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "twin/district.h"
#include "ui/siting_facts.h"
#include "ui/siting_state.h"

namespace app {

/// CSV with every value and score, excluded sites with their reasons; for a spreadsheet.
base::Status write_siting_csv(ui::SitingFacts const& facts, std::filesystem::path const& file, bool chinese);
/// Layers `sites` (all candidates), `schemes` (blocks), `neighbours` (points with their loss of sun) and `hidden`
/// (ground that viewpoints no longer see).
base::Status write_siting_geopackage(ui::SitingFacts const& facts, twin::District const& district,
                                     std::filesystem::path const& file, bool chinese);
/// Binary glTF of one scheme on its site: metres, y up, the origin on the ground at the site's middle, -z north.
base::Status write_scheme_gltf(ui::SitingFacts const& facts, std::size_t scheme, std::filesystem::path const& file);

/// The files that were written, named after the study and `stamp`.
base::Result<std::vector<std::string>> export_siting(ui::SitingFacts const& facts, twin::District const& district,
                                                     ui::ExportSiting::What what, std::filesystem::path const& folder,
                                                     bool chinese, std::string const& stamp = {});

}  // namespace app
