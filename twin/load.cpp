#include "twin/load.h"

#include <algorithm>
#include <cmath>
#include <future>
#include <optional>

#include "geo/repair.h"
#include "twin/buildings.h"
#include "twin/colour.h"
#include "twin/defaults.h"
#include "twin/district_file.h"
#include "twin/georef.h"
#include "twin/ground.h"
#include "twin/models.h"
#include "twin/narrow.h"
#include "twin/parts.h"
#include "twin/places.h"
#include "twin/read.h"
#include "twin/source.h"
#include "twin/surfaces.h"
#include "twin/terrain.h"
#include "twin/text.h"

namespace twin {
namespace {

base::Result<DistrictFile> plan(std::string const& path, LoadOptions const& options, base::Findings& findings) {
    if (auto good = check_source(path); !good) return good.error();
    auto file =
        kind_of(path) == FileKind::district ? read_district_file(path) : guess_district(path, options.crs, findings);
    if (!file) return file;
    return narrow(std::move(*file), options.only_layers);
}

void take_over(DistrictFile& file, District& district) {
    district.name = file.name;
    if (district.name.zh.empty() && district.name.en.empty() && kind_of(file.path) != FileKind::district) {
        std::string title = file_name(file.path);
        district.name = name_of(title.substr(0, title.find('.')));
    }
    if (!file.heights.empty()) district.height_datum = file.heights;
    district.views = file.views;
    district.live = file.live;
    district.wall = file.wall;
    district.sites = file.sites;
    district.supervision = file.supervision;
}

void repair(Inputs& inputs, District& district) {
    for (BuildingsInput& input : inputs.buildings) {
        geo::repair_polygons(input.data, district.findings);
        std::size_t const other = input.data.lines.size() + input.data.points.size();
        if (other > 0) {
            district.findings.add({base::Severity::skipped, input.data.source, input.data.layer, -1, "not-polygons",
                                   figure(other) + " lines and points in a layer of buildings are left out"});
        }
        input.data.lines = {};
        input.data.points = {};
    }
    for (LayerInput& input : inputs.layers) geo::repair_polygons(input.data, district.findings);
}

void count_used(District& district) {
    Buildings const& b = district.buildings;
    std::vector<std::vector<std::uint8_t>> used(district.layers.size());
    for (std::size_t i = 0; i < b.size(); ++i) {
        auto& rows = used[b.layer[i]];
        if (rows.empty()) rows.resize(district.layers[b.layer[i]].features, 0);
        rows[b.row[i]] = 1;
    }
    for (std::size_t l = 0; l < used.size(); ++l) {
        if (!used[l].empty())
            district.layers[l].used = static_cast<std::size_t>(std::count(used[l].begin(), used[l].end(), 1));
    }
}

void make_buildings(Inputs& inputs, District& district, Seating& seating) {
    seating.absolute.assign(district.layers.size(), 0);
    for (BuildingsInput& input : inputs.buildings) {
        std::size_t const first = district.buildings.size();
        seating.absolute[input.layer] = input.spec.base_is_absolute ? 1 : 0;
        add_buildings(input, district);
        add_surfaces(input, first, district);
        add_building_names(input, first, district);
        drop_outlines_with_parts(input, first, district);
    }
}

/// What the buildings and layers cover. Before repair, so that terrain can be read meanwhile.
base::Extent extent_of_district(Inputs const& inputs, District const& district) {
    base::Extent buildings, all;
    for (BuildingsInput const& input : inputs.buildings) buildings.add(district.layers[input.layer].extent);
    all = buildings;
    for (LayerInput const& input : inputs.layers) {
        base::Extent const& own = district.layers[input.layer].extent;
        // A layer elsewhere has been warned about; it must not make the picture a map of the country.
        if (buildings.empty() || own.overlaps(buildings)) all.add(own);
    }
    return all;
}

base::Status place_all(Inputs& inputs, DistrictFile const& file, District& district) {
    if (auto good = place_inputs(inputs, file, district); !good) return good.error();
    if (auto good = place_surfaces(inputs, district); !good) return good.error();
    district.extent = extent_of_district(inputs, district);
    return base::done;
}

void make_ground_and_names(Inputs& inputs, District& district) {
    for (LayerInput& input : inputs.layers) {
        std::size_t const names = district.places.size();
        add_places(input, district);
        if (input.spec.role == Role::places) {
            district.layers[input.layer].used = district.places.size() - names;
        } else if (input.spec.role != Role::instances) {
            district.ground.push_back(make_ground(input, district));
        }
    }
}

void take_ground(GroundRasters&& rasters, District& district) {
    district.terrain = std::move(rasters.terrain);
    district.imagery = std::move(rasters.imagery);
    for (SourceLayer& layer : rasters.layers) district.layers.push_back(std::move(layer));
    district.findings.merge(rasters.findings);
    if (district.extent.empty())
        district.extent = district.terrain.empty() ? district.imagery.extent : district.terrain.extent();
}

/// The columns' own names for fields that may be written in another case.
std::vector<std::string> own_names(Fields const& fields, geo::VectorLayer const& data) {
    std::vector<std::string> names;
    for (std::string const& field : fields) {
        if (geo::Column const* column = data.column(field)) names.push_back(column->name);
    }
    return names;
}

/// Whether at least one row in 500 has a value: OSM has hundreds of tags that a dozen buildings have.
bool says_something(geo::Column const& column) {
    auto const rows = std::max(column.numbers.size(), column.codes.size());
    auto const known = [](double v) { return !std::isnan(v); };
    auto const filled = column.kind == geo::Column::Kind::number
                            ? std::count_if(column.numbers.begin(), column.numbers.end(), known)
                            : std::count_if(column.codes.begin(), column.codes.end(),
                                            [](std::uint32_t code) { return code != geo::Column::kNull; });
    return filled > 0 && static_cast<std::size_t>(filled) * 500 >= rows;
}

void keep_columns(geo::VectorLayer& data, std::vector<std::string> const& wanted, bool all, SourceLayer& layer) {
    layer.feature_id = std::move(data.feature_id);
    for (geo::Column& column : data.columns) {
        if ((all && says_something(column)) || std::find(wanted.begin(), wanted.end(), column.name) != wanted.end())
            layer.columns.push_back(std::move(column));
    }
    data = {};
}

/// Keeps of the tables what picking, `check` and legends ask for.
void keep_tables(Inputs& inputs, LoadOptions const& options, District& district) {
    auto const add = [](std::vector<std::string>& to, std::vector<std::string> const& from) {
        to.insert(to.end(), from.begin(), from.end());
    };
    for (BuildingsInput& input : inputs.buildings) {
        SourceLayer& layer = district.layers[input.layer];
        layer.id_fields = own_names(input.spec.id, input.data);
        layer.name_fields = own_names(input.spec.name, input.data);
        std::vector<std::string> wanted = layer.id_fields;
        add(wanted, layer.name_fields);
        add(wanted, own_names(input.spec.use, input.data));
        add(wanted, own_names(input.spec.year, input.data));
        add(wanted, own_names({options.colour_by}, input.data));
        keep_columns(input.data, wanted, options.all_attributes, layer);
    }
    for (LayerInput& input : inputs.layers) {
        SourceLayer& layer = district.layers[input.layer];
        layer.id_fields = own_names(input.spec.id, input.data);
        layer.name_fields = own_names(input.spec.name_zh, input.data);
        add(layer.name_fields, own_names(input.spec.name_en, input.data));
        std::vector<std::string> wanted = layer.id_fields;
        add(wanted, layer.name_fields);
        add(wanted, own_names(input.spec.class_field, input.data));
        if (input.spec.role == Role::roads) add(wanted, own_names(road_fields(), input.data));
        if (input.spec.style) add(wanted, own_names({input.spec.style->by}, input.data));
        for (auto const& [what, column] : input.spec.fields) {
            for (std::string const& own : own_names({column}, input.data)) {
                layer.fields.emplace_back(what, own);
                wanted.push_back(own);
            }
        }
        keep_columns(input.data, wanted, false, layer);
    }
}

/// Something there must be to look at; otherwise the reason is what the findings say.
base::Status check_not_empty(std::string const& path, District const& district) {
    bool const ground = std::any_of(district.ground.begin(), district.ground.end(),
                                    [](GroundLayer const& g) { return g.areas.size() + g.lines.size() > 0; });
    if (ground || district.buildings.size() > 0 || !district.instances.empty() || !district.terrain.empty() ||
        !district.imagery.extent.empty() || !district.places.empty())
        return base::done;
    // What was left out says why; without that, what was warned about.
    std::vector<std::string> reasons;
    for (base::Severity severity : {base::Severity::skipped, base::Severity::warning}) {
        for (base::FindingGroup const& group : district.findings.groups()) {
            if (group.severity != severity || group.examples.empty() ||
                (severity == base::Severity::warning && !reasons.empty()))
                continue;
            reasons.push_back(group.examples.front().reason +
                              (group.count > 1 ? " (" + figure(group.count) + " times)" : ""));
        }
    }
    if (reasons.empty()) reasons.push_back("it has no features");
    if (reasons.front().starts_with(path + ":")) return base::Error{reasons.front()};
    std::string text;
    for (std::string const& reason : reasons) text += (text.empty() ? "" : "; ") + reason;
    return base::Error{path + ": there is nothing in it to draw: " + text};
}

}  // namespace

base::Result<District> load_district(std::string const& path, LoadOptions const& options, base::Progress& progress) {
    District district;
    progress.stage("open");
    auto file = plan(path, options, district.findings);
    if (!file) return file.error();
    take_over(*file, district);
    if (auto good = check_rasters(*file); !good) return good.error();
    // Models load and terrain is read while the vectors are worked on: neither waits for the other.
    std::optional<Models> models;
    if (options.models) models.emplace(*file, options.model_helper);

    progress.stage("read");
    auto inputs = read_inputs(*file, options, district, progress);
    if (!inputs) return inputs.error();

    progress.stage("place");
    if (auto good = place_all(*inputs, *file, district); !good) return good.error();
    auto ground = std::async(std::launch::async, [&file, extent = district.extent, frame = district.frame] {
        return read_ground(*file, extent, frame);
    });

    progress.stage("repair");
    repair(*inputs, district);
    Seating seating;
    make_buildings(*inputs, district, seating);

    progress.stage("models");
    if (models) {
        models->finish(district);
        models->remove_replaced(*file, *inputs, district);
    }
    count_used(district);
    if (auto good = colour_buildings(options.colour_by, *inputs, district); !good)
        return base::Error{path + ": " + good.error().message, good.error().kind};
    make_ground_and_names(*inputs, district);

    progress.stage("terrain");
    auto rasters = ground.get();
    if (!rasters) return rasters.error();
    take_ground(std::move(*rasters), district);

    progress.stage("seat");
    seat(seating, district);
    seat_surfaces(district);
    seat_places(district);
    if (models) models->place(*file, *inputs, district);
    keep_tables(*inputs, options, district);
    if (auto good = check_not_empty(path, district); !good) return good.error();
    return district;
}

}  // namespace twin
