// One report, made: its figures drawn, its pages laid out, everything as bytes that are still to be written.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/recipe.h"
#include "app/report_content.h"
#include "report/page.h"
#include "report/template.h"

namespace app {

struct MadeFile {
    std::string name;  ///< below the report's folder
    std::string bytes;
};

/// What all figures and pages of one run have in common.
struct ReportRun {
    FigureMaker& maker;
    std::string district;  ///< the file, as an absolute name
    SourceOptions source;
    std::vector<Recipe::Input> inputs;  ///< without live data
    report::Words licence;
    double dots_per_inch = 220;
    Stopwatch& watch;
    std::shared_ptr<report::Typesetter const> fonts = {};  ///< of all pages, from the first one on
};

/// A figure and its recipe. The error says which audience may not see it, or what went wrong.
base::Result<std::vector<MadeFile>> make_figure(ReportRun& run, FigureSpec const& spec, Audience audience);

struct ReportWish {
    std::string template_name;  ///< for names of files
    std::string template_text;  ///< kept in the recipe: templates of later versions look different
    feeds::Moment moment;
    Audience audience = Audience::internal;
    std::string subject;
    std::string area;  ///< id; empty: the whole district
};

struct MadeReport {
    std::size_t pages = 0, figures = 0;
    std::vector<LeftOut> left_out;
    std::vector<report::Lint> lints;
};

/// `keep` gets each file as soon as it is made, so that hundreds of figures never lie in memory together.
using KeepFile = std::function<base::Status(MadeFile)>;
base::Result<MadeReport> make_report(ReportRun& run, ReportWish const& wish, KeepFile const& keep);

/// A figure of an area of the district, filling it: what `--each` makes.
base::Result<FigureSpec> area_figure(FigureMaker const& maker, twin::Locator::Area const& area,
                                     std::vector<std::string> const& layers, std::string const& style,
                                     feeds::Moment const& moment, Size size);

/// "湖滨街道" as a file may be called.
std::string file_name_of(std::string const& text);

}  // namespace app
