// What reports are about: facts of a moment as tables, charts, tiles, notes and sentences in both languages, under the
// names that templates use (docs/report.md lists them).
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "app/report_figures.h"
#include "base/result.h"
#include "report/page.h"
#include "ui/facts.h"

namespace app {

struct ReportInput {
    FigureMaker& maker;
    std::string district;  ///< the file: evidence lies below its folder
    feeds::Moment moment;
    Audience audience = Audience::internal;
    std::string subject;  ///< id of an event, name of an area ...; empty: the most important one there is
    /// Names of data that the template shows: what takes long is left alone where nobody asks for it.
    std::function<bool(std::string const&)> wanted;
    twin::Locator::Area const* area = nullptr;  ///< what lies in it alone; null: the whole district
    std::string area_id() const { return area ? area->id : std::string{}; }
};

/// Something a template asked for and this audience may not see, or that could not be made.
struct LeftOut {
    std::string name;
    report::Words why;
};

struct Content {
    report::Data data;
    /// Views that templates name and that depend on the data, as camera texts: "event" looks at the event.
    std::map<std::string, std::string> cameras;
    struct Shapes {
        report::Words title;
        std::vector<FigureShape> shapes;
    };
    std::map<std::string, Shapes> shapes;  ///< by the figure's name
    struct Setting {
        std::string sun;                         ///< ISO time; empty: the style's own light
        std::shared_ptr<Proposed const> scheme;  ///< that stands in it; null: none
    };
    std::map<std::string, Setting> settings;  ///< by the figure's name
    std::vector<LeftOut> left_out;
    std::map<std::string, std::string>
        inputs;                       ///< SHA-256 of further files that went in, by their names beside the district
    std::set<std::string> disclosed;  ///< charts and tables that were judged by what their audience may see
};

/// Everything but figures.
base::Result<Content> content_of(ReportInput const& input);

}  // namespace app
