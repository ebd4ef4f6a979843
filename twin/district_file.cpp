#include "twin/district_file.h"

#include <ranges>

#include "base/file.h"
#include "twin/district_sections.h"

namespace twin {
namespace {

constexpr std::size_t kToldProblems = 20;  ///< of one file; the others are counted

void resolve_all(std::vector<std::string>& sources, std::filesystem::path const& folder) {
    for (std::string& s : sources) s = resolve_source(s, folder);
}

void read_root(TableReader& root, DistrictFile& file, Problems& problems) {
    std::filesystem::path const folder = std::filesystem::path(file.path).parent_path();
    root.table("district", [&](TableReader& r) {
        r.bilingual("name", file.name);
        r.text("crs", file.crs);
        file.origin = r.lonlat("origin");
        r.text("heights", file.heights);
    });
    root.table("terrain", [&](TableReader& r) {
        r.texts("sources", file.terrain.sources);
        r.require("sources", false);
        resolve_all(file.terrain.sources, folder);
        r.text("crs", file.terrain.crs);
        r.number("vertical_offset", file.terrain.vertical_offset);
        r.number("vertical_scale", file.terrain.vertical_scale);
    });
    root.table("imagery", [&](TableReader& r) {
        r.texts("sources", file.imagery.sources);
        r.require("sources", false);
        resolve_all(file.imagery.sources, folder);
        r.text("crs", file.imagery.crs);
    });
    root.tables("buildings", [&](TableReader& r) { file.buildings.push_back(read_buildings(r, folder)); });
    root.tables("models", [&](TableReader& r) { file.models.push_back(read_model(r, folder)); });
    root.tables("layers", [&](TableReader& r) { file.layers.push_back(read_layer(r, folder, problems)); });
    root.tables("views", [&](TableReader& r) { file.views.push_back(read_view(r)); });
    read_live(root, file.live, folder, problems);
    root.table("wall", [&](TableReader& r) { read_wall(r, file.wall); });
    root.table("sites", [&](TableReader& r) {
        r.text("file", file.sites);
        r.require("file", false);
        file.sites = resolve_source(file.sites, folder);
    });
    check_scenes(root.raw(), file, problems);
    root.table("supervision", [&](TableReader& r) { read_supervision(r, folder, file.supervision); });
    if (auto const* const cameras = root.find("cameras"))
        problems.emplace(text_place(*cameras), "[[cameras]] are not read from here: they come from a feed, [[feeds]]");
}

}  // namespace

base::Result<DistrictFile> parse_district_file(std::string_view toml, std::string const& path) {
    auto const at = [&](TextPlace where, std::string const& what) {
        return base::Error{path + ":" + std::to_string(where.first) + ":" + std::to_string(where.second) + ": " + what};
    };
    DistrictFile file{.path = path};
    Problems problems;
    try {
        toml::table const parsed = toml::parse(toml, std::string_view(path));
        TableReader root(parsed, "the district file", problems);
        read_root(root, file, problems);
    } catch (toml::parse_error const& error) {
        auto const& begin = error.source().begin;
        return at({begin.line, begin.column}, std::string(error.description()));
    }
    if (problems.empty()) return file;
    std::string all;
    for (auto const& [where, what] : problems | std::views::take(kToldProblems))
        all += (all.empty() ? "" : "\n") + at(where, what).message;
    if (problems.size() > kToldProblems) all += "\n(and " + std::to_string(problems.size() - kToldProblems) + " more)";
    return base::Error{all};
}

base::Result<DistrictFile> read_district_file(std::string const& path) {
    auto const text = base::read_file(path);
    return text ? parse_district_file(*text, path) : text.error();
}

}  // namespace twin
