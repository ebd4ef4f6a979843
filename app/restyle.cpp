#include "app/restyle.h"

#include <algorithm>
#include <limits>
#include <string_view>

#include "app/attribute_classes.h"

namespace app {
namespace {

constexpr std::string_view kGround = "ground/";

/// Only what the scene is made of: live layers and heat are laid over it.
std::vector<ui::LayerSetting> still(ui::Settings const& settings) {
    std::vector<ui::LayerSetting> out;
    for (ui::LayerSetting const& layer : settings.layers) {
        if (!layer.id.starts_with(kLivePrefix)) out.push_back(layer);
    }
    return out;
}

/// The ground layers that are painted, the first below. Those the settings do not know lie below the others.
std::vector<scene::BuildOptions::PaintedLayer> painted(twin::District const& district, ui::Settings const& settings) {
    std::vector<scene::BuildOptions::PaintedLayer> out;
    auto const add = [&](std::string_view title, float opacity) {
        for (std::uint32_t i = 0; i < district.ground.size(); ++i) {
            if (district.ground[i].title == title && opacity > 0) out.push_back({i, opacity});
        }
    };
    for (twin::GroundLayer const& layer : district.ground) {
        if (!settings.find_layer(std::string(kGround) + layer.title)) add(layer.title, 1);
    }
    for (ui::LayerSetting const& layer : settings.layers) {
        if (layer.id.starts_with(kGround) && layer.visible)
            add(std::string_view(layer.id).substr(kGround.size()), layer.opacity);
    }
    return out;
}

constexpr std::uint32_t kProposed = 0xfff5f1e6;  ///< 0xAARRGGBB: as card models are

void add_block(analysis::Block const& block, twin::Buildings& b) {
    geo::Polygons& p = b.footprints;
    for (std::size_t r = 0; r < block.outline.size(); ++r) {
        analysis::Ring ring = block.outline[r];
        if ((geo::signed_area(ring) > 0) != (r == 0)) std::reverse(ring.begin(), ring.end());
        p.points.insert(p.points.end(), ring.begin(), ring.end());
        if (!p.z.empty()) p.z.resize(p.points.size(), static_cast<float>(block.ground));
        p.ring_begin.push_back(static_cast<std::uint32_t>(p.points.size()));
    }
    p.polygon_begin.push_back(static_cast<std::uint32_t>(p.ring_begin.size() - 1));
    p.row.push_back(0);
    b.base_z.push_back(static_cast<float>(block.ground));
    b.height.push_back(static_cast<float>(block.height()));
    b.roof_height.push_back(0);
    b.storeys.push_back(static_cast<std::uint16_t>(std::clamp(block.storeys, 1, 500)));
    b.use.push_back(twin::Use::public_service);
    b.roof.push_back(twin::RoofShape::flat);
    b.layer.push_back(0);
    b.row.push_back(0);
    if (!b.value.empty()) b.value.push_back(std::numeric_limits<float>::quiet_NaN());
}

}  // namespace

Restyling needed(ui::Settings const& before, ui::Settings const& after) {
    if (before.filter != after.filter || still(before) != still(after) || before.labels != after.labels ||
        before.language != after.language)
        return Restyling::scene;
    bool const coloured = !after.colouring.attribute.empty();
    bool const night = (before.style == scene::Style::night) != (after.style == scene::Style::night);
    if (before.colouring != after.colouring || (coloured && night)) return Restyling::colours;
    return Restyling::none;
}

std::vector<ui::LayerSetting> layers_for(twin::District const& district, std::vector<std::string> const& live,
                                         std::vector<ui::LayerSetting> const& known) {
    std::vector<std::string> here;
    auto const add = [&](std::string id) {
        if (std::find(here.begin(), here.end(), id) == here.end()) here.push_back(std::move(id));
    };
    for (twin::GroundLayer const& layer : district.ground) add(std::string(kGround) + layer.title);
    if (district.buildings.size() > 0) add("buildings");
    if (!district.instances.empty()) add("models");
    if (!district.places.empty()) add("labels");
    for (std::string const& word : live) add(std::string(kLivePrefix) + word);

    auto const known_as = [&](std::string const& id) {
        return std::find_if(known.begin(), known.end(), [&](ui::LayerSetting const& l) { return l.id == id; });
    };
    // A person's order where it is known; what is new comes where the district has it.
    std::vector<ui::LayerSetting> out;
    std::vector<std::size_t> slots;
    std::vector<ui::LayerSetting> ordered;
    for (std::string const& id : here) {
        auto const at = known_as(id);
        if (at != known.end() && id.starts_with(kGround)) slots.push_back(out.size());
        out.push_back(at == known.end() ? ui::LayerSetting{id, !id.starts_with(kLivePrefix), 1} : *at);
    }
    for (ui::LayerSetting const& layer : known) {
        if (layer.id.starts_with(kGround) && std::find(here.begin(), here.end(), layer.id) != here.end())
            ordered.push_back(layer);
    }
    for (std::size_t i = 0; i < slots.size() && i < ordered.size(); ++i) out[slots[i]] = ordered[i];
    for (ui::LayerSetting const& layer : known) {
        if (std::find(here.begin(), here.end(), layer.id) == here.end()) out.push_back(layer);
    }
    return out;
}

ui::StyleFacts style_facts(AttributeTable const& table, std::size_t buildings) {
    ui::StyleFacts out;
    for (AttributeTable::Column const& c : table.columns())
        out.attributes.push_back({c.name, c.title, c.unit, c.number});
    for (std::string_view const name : ramp_names()) out.ramps.push_back({std::string(name), ramp(name, 5)});
    out.buildings = out.shown = buildings;
    return out;
}

Restyler::Restyler(twin::District const& district) : district_(district) {}

AttributeTable& Restyler::table() {
    if (!table_) table_ = std::make_unique<AttributeTable>(district_);
    return *table_;
}

Filtered Restyler::filter(std::string const& expression, base::Progress& progress) {
    return table().filter(expression, progress);
}

scene::BuildingColours Restyler::colours(ui::Settings const& settings) {
    if (settings.colouring.attribute.empty()) return {};
    return colour_buildings(table(), district_.buildings.size(), settings.colouring,
                            settings.style == scene::Style::night, settings.language == ui::Language::zh);
}

twin::District with_scheme(twin::District const& district, Proposed const& proposed, scene::BuildOptions& options,
                           scene::BuildingColours& colours) {
    twin::District out = district;
    twin::Buildings& b = out.buildings;
    std::size_t const before = b.size();
    options.buildings.resize(before, 1);
    for (std::uint32_t const gone : proposed.cleared)
        if (gone < before) options.buildings[gone] = 0;
    if (proposed.model && options.models) {
        twin::ModelInstances own;
        own.model = static_cast<std::uint32_t>(out.models.size());
        analysis::ModelPlace const& place = proposed.place;
        own.places.push_back({{place.at.x, place.at.y, place.at.z}, place.heading, static_cast<float>(place.scale)});
        out.models.push_back(proposed.model->mesh);
        out.instances.push_back(std::move(own));
    } else {
        for (analysis::Block const& block : proposed.blocks) add_block(block, b);
    }
    options.buildings.resize(b.size(), 1);
    colours.of.resize(before, 0);
    colours.of.resize(b.size(), kProposed);
    return out;
}

base::Result<Restyler::Styled> Restyler::build(ui::Settings const& settings, base::Progress& progress,
                                               Proposed const* proposed) {
    Styled out;
    out.buildings = district_.buildings.size();
    scene::BuildOptions options;
    options.chinese_first = settings.language == ui::Language::zh;
    options.models = settings.shows("models");
    options.labels = settings.labels && settings.shows("labels");
    options.ground = painted(district_, settings);
    if (!settings.shows("buildings")) {
        options.buildings.assign(district_.buildings.size(), 0);
        out.buildings = 0;
    } else if (!settings.filter.empty()) {
        Filtered filtered = filter(settings.filter, progress);
        if (progress.cancelled()) return base::Error{"stopped"};
        out.problem = filtered.problem;
        if (filtered.good()) {
            options.buildings = std::move(filtered.shown);
            out.buildings = filtered.count;
        }
    }
    scene::BuildingColours own = colours(settings);
    if (!settings.colouring.attribute.empty() || proposed) options.colours = &own;
    if (progress.cancelled()) return base::Error{"stopped"};
    out.scene = proposed ? scene::build(with_scheme(district_, *proposed, options, own), options, progress)
                         : scene::build(district_, options, progress);
    if (progress.cancelled()) return base::Error{"stopped"};
    return out;
}

}  // namespace app
