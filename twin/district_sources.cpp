// Sections of the district file that say what stands there and from where it is seen.
#include <algorithm>
#include <array>
#include <span>
#include <sstream>

#include "twin/district_sections.h"
#include "twin/site_fields.h"

namespace twin {
namespace {

constexpr std::array<std::string_view, 12> kRoles{"roads",  "rail",   "water",  "green",     "boundaries", "parcels",
                                                  "blocks", "places", "points", "instances", "projects",   "zones"};

std::optional<std::uint32_t> parse_colour(std::string const& text) {
    if (text.size() != 7 || text[0] != '#' || text.find_first_not_of("0123456789abcdefABCDEF", 1) != std::string::npos)
        return {};
    return static_cast<std::uint32_t>(std::stoul(text.substr(1), nullptr, 16));
}

StyleSpec read_style(TableReader& r, Problems& problems) {
    StyleSpec style;
    r.text("by", style.by);
    r.require("by", false);
    toml::node const* colours = r.find("colours");
    if (!colours) return style;
    toml::table const* table = colours->as_table();
    if (!table) {
        r.complain(*colours, "colours", "a table: { value = \"#RRGGBB\" }");
        return style;
    }
    for (auto const& [key, node] : *table) {
        auto const colour = parse_colour(node.value_exact<std::string>().value_or(""));
        std::string value(key.str());
        if (!colour) {
            problems.emplace(text_place(node), "the colour of '" + value + "' must be \"#RRGGBB\"");
        } else if (value == "default") {
            style.otherwise = *colour;
        } else {
            style.colours.emplace_back(std::move(value), *colour);
        }
    }
    return style;
}

void read_instances(TableReader& r, LayerSpec& spec, std::filesystem::path const& folder) {
    r.text("model", spec.model);
    spec.model = resolve_source(spec.model, folder);
    r.text("model_by", spec.model_by);
    r.texts("heading", spec.heading);
    r.texts("scale", spec.scale);
    toml::node const* models = r.find("models");
    if (!models) return;
    toml::table const* table = models->as_table();
    if (!table) return r.complain(*models, "models", "a table: { value = \"model.glb\" }");
    for (auto const& [key, node] : *table) {
        if (auto file = node.value_exact<std::string>()) {
            spec.models.emplace_back(std::string(key.str()), resolve_source(*file, folder));
        } else {
            r.complain(node, "models", "a table of file names");
        }
    }
}

void read_own_fields(TableReader& r, LayerSpec& spec) {
    auto const add = [&](std::span<std::string_view const> keys) {
        for (std::string_view const key : keys) spec.fields.emplace_back(key, key);
    };
    if (spec.role == Role::projects) add(kProjectFields);
    if (spec.role == Role::zones) add(kZoneFields);
    if (spec.fields.empty()) return;
    r.table("fields", [&](TableReader& inner) {
        for (auto& [key, column] : spec.fields) inner.text(key, column);
    });
}

}  // namespace

std::string_view name(Role role) { return kRoles[static_cast<std::size_t>(role)]; }

std::string resolve_source(std::string const& source, std::filesystem::path const& folder) {
    if (source.empty() || source.front() == '/' || source.find(':') != std::string::npos) return source;
    return (folder / source).lexically_normal().string();
}

BuildingsSpec read_buildings(TableReader& r, std::filesystem::path const& folder) {
    BuildingsSpec spec;
    r.text("source", spec.source);
    r.require("source", false);
    spec.source = resolve_source(spec.source, folder);
    r.text("layer", spec.layer);
    r.text("where", spec.where);
    r.text("crs", spec.crs);
    r.texts("id", spec.id);
    r.texts("name", spec.name);
    r.texts("height", spec.height);
    r.texts("floors", spec.floors);
    r.texts("base", spec.base);
    r.texts("use", spec.use);
    r.texts("roof_shape", spec.roof_shape);
    r.texts("roof_height", spec.roof_height);
    r.texts("year", spec.year);
    if (auto i = r.choice("base_from", std::array<std::string_view, 2>{"ground", "datum"}))
        spec.base_is_absolute = *i == 1;
    r.number("default_height", spec.default_height, 0.1);
    double storey = 0;
    r.number("storey_height", storey, 0.1);
    if (storey > 0) spec.storey_height = storey;
    return spec;
}

ModelSpec read_model(TableReader& r, std::filesystem::path const& folder) {
    ModelSpec spec;
    r.text("file", spec.file);
    r.require("file", false);
    spec.file = resolve_source(spec.file, folder);
    spec.at = r.lonlat("at");
    if (auto xy = r.pair("at_xy")) spec.at_xy = geo::Projected{(*xy)[0], (*xy)[1]};
    r.require("at", r.raw().contains("at_xy"));
    r.number("heading", spec.heading);
    r.number("scale", spec.scale, 1e-9);
    r.number("unit", spec.unit, 0);
    if (auto i = r.choice("up", std::array<std::string_view, 3>{"file", "y", "z"}))
        spec.up = static_cast<assets::UpAxis>(*i);
    r.number("height", spec.height);
    r.texts("replaces", spec.replaces);
    return spec;
}

LayerSpec read_layer(TableReader& r, std::filesystem::path const& folder, Problems& problems) {
    LayerSpec spec;
    r.text("source", spec.source);
    r.require("source", false);
    spec.source = resolve_source(spec.source, folder);
    r.text("layer", spec.layer);
    r.text("where", spec.where);
    r.text("crs", spec.crs);
    r.require("role", false);
    if (auto i = r.choice("role", kRoles)) spec.role = static_cast<Role>(*i);
    r.bilingual("title", spec.title);
    r.texts("id", spec.id);
    r.texts("class", spec.class_field);
    r.texts("width", spec.width);
    r.texts("name_zh", spec.name_zh);
    r.texts("name_en", spec.name_en);
    r.texts("rank", spec.rank);
    r.texts("kind", spec.kind);
    read_instances(r, spec, folder);
    if (spec.role == Role::instances) r.require("model", !spec.models.empty());
    read_own_fields(r, spec);
    toml::node const* style = r.find("style");
    if (style && style->is_table()) {
        TableReader inner(*style->as_table(), "'style'", problems);
        spec.style = read_style(inner, problems);
    } else if (style) {
        r.complain(*style, "style", "a table: { by = \"field\", colours = { value = \"#RRGGBB\" } }");
    }
    return spec;
}

NamedView read_view(TableReader& r) {
    NamedView view;
    r.text("id", view.id);
    r.require("id", false);
    r.bilingual("name", view.name);
    r.text("camera", view.camera);
    r.require("camera", false);
    constexpr std::array<std::string_view, 3> kStyles{"day", "night", "paper"};
    if (auto i = r.choice("style", kStyles)) view.style = kStyles[*i];
    r.texts("live", view.live);
    if (toml::node const* sun = r.find("sun"); sun && sun->is_date_time()) {
        std::ostringstream text;
        text << *sun->as_date_time();
        view.sun = text.str();
    } else {
        r.text("sun", view.sun);
    }
    return view;
}

}  // namespace twin
