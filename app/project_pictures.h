// Pictures of project sites by date: files that somebody put into the project's folder, and evidence of events there.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "ui/facts.h"
#include "ui/projects_facts.h"

namespace app {

/// Of `pictures/ID/` in the district's folder: PNG and JPEG files whose names begin with a day, or a day and a time,
/// `2026-03-14.jpg`, `2026-03-14 0930 north gate.jpg`; what follows is said beside them. Others are not dated and left
/// out. Newest first; no folder: none.
std::vector<ui::ProjectRow::Picture> pictures_in(std::filesystem::path const& district_folder, std::string const& id);

/// The pictures of the events that are linked to the project, and those of its folder until `moment`.
void add_pictures(ui::ProjectRow& row, std::vector<ui::ProjectRow::Picture> const& files,
                  std::vector<ui::EventRow> const& events, base::UtcMs moment);

}  // namespace app
