// What reports are about: facts of a moment as tables, charts, tiles, notes and sentences in both languages, under the
// names that templates use (docs/report.md lists them).
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/report_figures.h"
#include "base/result.h"
#include "report/page.h"
#include "ui/facts.h"

namespace app {

struct ReportInput {
    FigureMaker& maker;
    feeds::Moment moment;
    Audience audience = Audience::internal;
    std::string subject;  ///< id of an event, name of an area ...; empty: the most important one there is
    /// Names of data that the template shows: what takes long is left alone where nobody asks for it.
    std::function<bool(std::string const&)> wanted;
};

/// Something a template asked for and this audience may not see, or that could not be made.
struct LeftOut {
    std::string name;
    report::Words why;
};

struct Content {
    report::Data data;
    std::vector<LeftOut> left_out;
    std::string problem;  ///< nothing can be said at all: no feeds, no such event; empty: none
};

/// Everything but figures.
base::Result<Content> content_of(ReportInput const& input);

}  // namespace app
