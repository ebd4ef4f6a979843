// What one run of `borough report` shall make: from the command line, or from a file of jobs (docs/report.md).
#pragma once

#include <string>
#include <vector>

#include "app/options.h"
#include "base/result.h"
#include "report/template.h"

namespace app {

/// One report or figure, or one for each area.
struct ReportJob {
    std::string name;           ///< of its folder or file
    std::string template_name;  ///< empty: a figure
    std::string template_text;
    std::string audience;  ///< empty: the template's, or internal
    std::string subject;   ///< id of the event ...
    std::string area;      ///< id of the one street or community it is of; empty: the district, or `each`
    LiveOptions times;     ///< `layers`: of a figure

    report::Words title;
    std::string view, style = "paper";
    std::string each;  ///< "street", "community", "area"; of figures also "view"
    Size size{1600, 1000};
};

/// A shipped template by its name, or a file.
base::Result<std::string> read_template_text(std::string const& name_or_file);

/// From `--template`, `--each` and `--batch`. Templates and names are checked, so that mistakes cost no time.
base::Result<std::vector<ReportJob>> jobs_of(ReportCommand const& command);

}  // namespace app
