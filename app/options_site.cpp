#include "app/options_parts.h"

namespace app {

CLI::App* add_site(CLI::App& program, SiteCommand& site) {
    CLI::App* const command =
        program.add_subcommand("site", "Choose sites: run a study, rank, compare schemes, export");
    add_source(*command, site.source);
    command->add_option("--sites", site.source.sites, "A file of studies saved beside the district's [its own]")
        ->type_name("FILE");
    command->add_option("--study", site.study, "A study of the district's [sites] file by its id [the first]")
        ->type_name("ID");
    command->add_option("--site", site.site, "The candidate that schemes are placed on [the first of the ranking]")
        ->type_name("ID");
    command->add_option("-o,--out", site.out, "A folder for the CSV, the GeoPackage and the glTF of each scheme")
        ->type_name("DIR");
    add_live(*command, site.live);
    add_choice(*command, "--lang", site.chinese, Choices<bool>{{"zh", true}, {"en", false}}, "Language [zh]");
    add_results(*command, site.results);
    return command;
}

}  // namespace app
