#include "twin/check.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

#include "twin/text.h"

namespace twin {
namespace {

struct Totals {
    std::size_t buildings = 0, corners = 0, areas = 0, lines = 0, models = 0, instances = 0, places = 0;
    double lowest = 0, highest = 0;  ///< metres, of the buildings' heights
};

Totals totals(District const& d) {
    Totals t;
    t.buildings = d.buildings.size();
    t.corners = d.buildings.footprints.points.size();
    for (GroundLayer const& g : d.ground) {
        t.areas += g.areas.size();
        t.lines += g.lines.size();
    }
    t.models = d.models.size();
    for (ModelInstances const& m : d.instances) t.instances += m.places.size();
    t.places = d.places.size();
    for (std::size_t i = 0; i < t.buildings; ++i) {
        double const tall = double{d.buildings.height[i]} + d.buildings.roof_height[i];
        t.lowest = i == 0 ? tall : std::min(t.lowest, tall);
        t.highest = i == 0 ? tall : std::max(t.highest, tall);
    }
    return t;
}

std::string extent_text(base::Extent const& e) {
    if (e.empty()) return "empty";
    double const metre = 1, kilometre = 1000;
    bool const wide = std::max(e.width(), e.height()) >= 10'000;
    double const unit = wide ? kilometre : metre;
    char const* name = wide ? " km" : " m";
    return figure(e.width() / unit, wide ? 1 : 0) + " x " + figure(e.height() / unit, wide ? 1 : 0) + name +
           ", from (" + figure(e.min_x, 0) + ", " + figure(e.min_y, 0) + ") to (" + figure(e.max_x, 0) + ", " +
           figure(e.max_y, 0) + ")";
}

void add_line(std::string& out, std::string_view key, std::string const& value) {
    constexpr std::size_t kKeyWidth = 12;
    out.append("  ")
        .append(key)
        .append(kKeyWidth - std::min(kKeyWidth - 1, key.size()), ' ')
        .append(value)
        .append("\n");
}

std::string title(SourceLayer const& layer) {
    std::string out = file_name(layer.source);
    if (!layer.layer.empty() && layer.layer != out) out += ", layer " + layer.layer;
    return out;
}

void add_layer(std::string& out, SourceLayer const& layer) {
    out += layer.role + ": " + title(layer) + "\n";
    if (!layer.driver.empty()) add_line(out, "driver", layer.driver);
    if (layer.role == "terrain" || layer.role == "imagery") {
        add_line(out, "files", figure(layer.features));
    } else {
        add_line(out, "CRS", layer.crs.empty() ? "none" : layer.crs);
        add_line(out, "features", figure(layer.features) + ", of which " + figure(layer.used) + " are drawn");
    }
    add_line(out, "extent", extent_text(layer.extent));
    for (std::string const& decision : layer.decisions) add_line(out, "", decision);
    out += "\n";
}

void add_findings(std::string& out, base::Findings const& findings) {
    using base::Severity;
    for (Severity severity : {Severity::warning, Severity::skipped, Severity::repaired, Severity::note}) {
        bool first = true;
        for (base::FindingGroup const& group : findings.groups()) {
            if (group.severity != severity) continue;
            if (first) out.append(name(severity)).append(": ").append(figure(findings.count(severity))).append("\n");
            first = false;
            std::string where = file_name(group.source);
            if (!group.layer.empty() && group.layer != where) where += "/" + group.layer;
            out += "  " + group.code + " x " + figure(group.count) + "  " + where + "\n";
            for (auto const& example : group.examples) {
                if (example.reason.empty()) continue;
                out += "      ";
                if (example.feature >= 0) out += "feature " + std::to_string(example.feature) + ": ";
                out += example.reason + "\n";
            }
            if (group.count > group.examples.size())
                out += "      and " + figure(group.count - group.examples.size()) + " more\n";
        }
    }
}

nlohmann::ordered_json extent_json(base::Extent const& e) {
    if (e.empty()) return nullptr;
    return {e.min_x, e.min_y, e.max_x, e.max_y};
}

nlohmann::ordered_json layer_json(SourceLayer const& layer) {
    return {{"role", layer.role},
            {"source", layer.source},
            {"layer", layer.layer},
            {"driver", layer.driver},
            {"crs", layer.crs},
            {"features", layer.features},
            {"used", layer.used},
            {"extent", extent_json(layer.extent)},
            {"decisions", layer.decisions}};
}

nlohmann::ordered_json finding_json(base::FindingGroup const& group) {
    nlohmann::ordered_json out{{"severity", name(group.severity)},
                               {"code", group.code},
                               {"source", group.source},
                               {"layer", group.layer},
                               {"count", group.count},
                               {"examples", nlohmann::ordered_json::array()}};
    for (auto const& example : group.examples) {
        nlohmann::ordered_json one{{"reason", example.reason}};
        if (example.feature >= 0) one["feature"] = example.feature;
        out["examples"].push_back(std::move(one));
    }
    return out;
}

}  // namespace

std::string describe(District const& d) {
    Totals const t = totals(d);
    std::string out;
    std::string district = d.name.zh;
    if (!d.name.en.empty()) district += (district.empty() ? "" : " ") + d.name.en;
    if (!district.empty()) out += district + "\n";
    add_line(out, "CRS", d.frame.working_crs);
    add_line(out, "origin",
             figure(d.frame.origin_lonlat.lon, 6) + ", " + figure(d.frame.origin_lonlat.lat, 6) + " (" +
                 figure(d.frame.origin.x, 0) + ", " + figure(d.frame.origin.y, 0) + ")");
    add_line(out, "extent", extent_text(d.extent));
    add_line(out, "heights", "datum " + d.height_datum + (d.terrain.empty() ? ", flat ground" : ", terrain"));
    if (t.buildings > 0) {
        add_line(out, "buildings",
                 figure(t.buildings) + " of " + figure(t.corners) + " corners, " + figure(t.lowest, 1) + " to " +
                     figure(t.highest, 1) + " m high");
    } else {
        add_line(out, "buildings", "none");
    }
    add_line(out, "ground", figure(t.areas) + " areas, " + figure(t.lines) + " lines");
    add_line(out, "models", figure(t.models) + ", placed " + figure(t.instances) + " times");
    add_line(out, "names", figure(t.places));
    if (!d.views.empty()) {
        std::vector<std::string> ids;
        for (NamedView const& view : d.views) ids.push_back(view.id);
        add_line(out, "views", join(ids));
    }
    out += "\n";
    for (SourceLayer const& layer : d.layers) add_layer(out, layer);
    add_findings(out, d.findings);
    return out;
}

std::string describe_json(District const& d) {
    Totals const t = totals(d);
    nlohmann::ordered_json out;
    out["name"] = {{"zh", d.name.zh}, {"en", d.name.en}};
    out["frame"] = {{"crs", d.frame.working_crs},
                    {"origin", {d.frame.origin.x, d.frame.origin.y}},
                    {"origin_lonlat", {d.frame.origin_lonlat.lon, d.frame.origin_lonlat.lat}},
                    {"height_datum", d.height_datum},
                    {"extent", extent_json(d.extent)}};
    out["totals"] = {{"buildings", t.buildings},
                     {"corners", t.corners},
                     {"lowest", t.lowest},
                     {"highest", t.highest},
                     {"areas", t.areas},
                     {"lines", t.lines},
                     {"models", t.models},
                     {"instances", t.instances},
                     {"places", t.places},
                     {"terrain", !d.terrain.empty()},
                     {"imagery", !d.imagery.extent.empty()}};
    out["views"] = nlohmann::ordered_json::array();
    for (NamedView const& view : d.views) out["views"].push_back(view.id);
    out["layers"] = nlohmann::ordered_json::array();
    for (SourceLayer const& layer : d.layers) out["layers"].push_back(layer_json(layer));
    out["findings"] = nlohmann::ordered_json::array();
    for (base::FindingGroup const& group : d.findings.groups()) out["findings"].push_back(finding_json(group));
    using base::Severity;
    for (Severity s : {Severity::note, Severity::repaired, Severity::skipped, Severity::warning})
        out["counts"][std::string(name(s))] = d.findings.count(s);
    // Names in files are not always UTF-8; a report must never fail on one.
    return out.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace twin
