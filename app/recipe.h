// How a sealed figure was made, so that it can be made again and compared: inputs by their hashes, moment, camera,
// look, program and driver. One JSON file beside the figure.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/report_figures.h"
#include "base/result.h"

namespace app {

struct Recipe {
    std::string kind = "map";  ///< or "report": pages, tables and charts of a whole template
    FigureSpec figure;         ///< of a map
    std::string district;      ///< the file, an absolute name
    SourceOptions source;      ///< its other options
    bool chinese = true;
    Audience audience = Audience::internal;
    report::Words licence;
    double dots_per_inch = 220;

    /// Of a report: everything needed to lay it out again.
    std::string template_name, template_text;
    std::string subject;  ///< id of the event, the ticket ...
    std::string area;     ///< id of the street or community; empty: the whole district
    feeds::Moment moment;

    struct Input {
        std::string name;  ///< "district.toml", "live data"
        std::string sha256;
        bool operator==(Input const&) const = default;
    };
    std::vector<Input> inputs;
    struct Output {
        std::string name;  ///< beside the recipe
        std::string sha256;
    };
    std::vector<Output> outputs;
    std::string program, device, driver, fonts;
};

std::string to_json(Recipe const& recipe);
base::Result<Recipe> parse_recipe(std::string const& json, std::string const& name);
base::Result<Recipe> read_recipe(std::filesystem::path const& file);

/// The district file and every file it names, by their bytes; folders file by file. Feeds and journal are not among
/// them: what counts of those is `live_hash`. Names are relative to the district file.
/// `sites`: as SourceOptions has it.
base::Result<std::vector<Recipe::Input>> hash_inputs(std::string const& district, std::string const& sites);

/// What was known at a moment, whatever file it is kept in and whatever came later: all records of the state in the
/// order of their ids, as canonical JSON. Tidying the journal does not change it.
std::string live_hash(PastMoment const& past, std::vector<std::string> const& feeds);

/// What differs between inputs of then and now, one sentence each.
std::vector<report::Words> changed_inputs(std::vector<Recipe::Input> const& then,
                                          std::vector<Recipe::Input> const& now);

}  // namespace app
