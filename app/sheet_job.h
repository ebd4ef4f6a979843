// A wish of the Sheet layout as a job of `borough report`: a file of jobs, the template with the paper that is wished,
// and the command line.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/options.h"
#include "base/result.h"
#include "base/time.h"
#include "ui/sheet_state.h"

namespace app {

/// A wish with its moment found out.
struct SheetAsk {
    ui::SheetWish wish;
    base::UtcMs event = base::kNoTime;  ///< kNoTime: the journal's newest
    base::UtcMs known = base::kNoTime;  ///< kNoTime: all that is known
    bool operator==(SheetAsk const&) const = default;
};

/// The moment is the one that was typed, else the one that is shown. The error: what was typed is no time.
base::Result<SheetAsk> ask_of(ui::SheetWish const& wish, base::UtcMs shown_event, base::UtcMs shown_known);

struct SheetFiles {
    std::string jobs;           ///< of "jobs.toml"
    std::string template_name;  ///< of the template's file, with ".toml"
    std::string template_text;
};
/// The error: there is no such template.
base::Result<SheetFiles> sheet_files(SheetAsk const& ask);

/// From "report" on; `folder` holds these files, and what is made goes into `out` below it.
std::vector<std::string> sheet_arguments(SheetAsk const& ask, SourceOptions const& source, DeviceOptions const& device,
                                         std::filesystem::path const& folder);

/// The template on another paper ("a4", "a3", "16:9"), as its text would say it.
std::string with_paper(std::string const& template_text, std::string const& paper);

}  // namespace app
