#include "app/features.h"

#include <algorithm>

#include "scene/scene.h"

namespace app {
namespace {

/// The name as the first column that is called so and has one.
std::string feature_name(twin::SourceLayer const& layer, std::size_t row) {
    for (geo::Column const& column : layer.columns) {
        if (!column.name.starts_with("name") && !column.name.starts_with("NAME") && !column.name.starts_with("Name"))
            continue;
        if (std::string text = column.text(row); !text.empty()) return text;
    }
    return {};
}

}  // namespace

FeatureIndex::FeatureIndex(twin::District const& district)
    : layers_(district.layers), building_layer_(district.buildings.layer), building_row_(district.buildings.row) {
    std::uint32_t area = 0, line = 0, instance = 0;
    for (twin::GroundLayer const& ground : district.ground) {
        areas_.push_back({area, ground.layer, ground.areas.row});
        lines_.push_back({line, ground.layer, ground.lines.row});
        area += static_cast<std::uint32_t>(areas_.back().rows.size());
        line += static_cast<std::uint32_t>(lines_.back().rows.size());
    }
    for (twin::ModelInstances const& set : district.instances) {
        auto const count = static_cast<std::uint32_t>(set.places.size());
        instances_.push_back({instance, set.layer, set.row});
        instance += count;
    }
}

Feature FeatureIndex::of_row(std::string kind, std::size_t layer, std::size_t row) const {
    Feature out;
    out.kind = std::move(kind);
    if (layer >= layers_.size()) return out;
    twin::SourceLayer const& source = layers_[layer];
    out.source = source.source;
    out.layer = source.layer;
    if (row < source.feature_id.size()) {
        out.feature = source.feature_id[row];
        out.name = feature_name(source, row);
    }
    return out;
}

Feature FeatureIndex::of_run(std::string kind, std::vector<Run> const& runs, std::uint32_t index) const {
    auto const after = std::find_if(runs.begin(), runs.end(), [&](Run const& run) { return run.first > index; });
    if (after == runs.begin()) return of_row(std::move(kind), layers_.size(), 0);
    // Empty runs share their first index with the next one; the last of equals is the one that holds it.
    Run const& run = *std::prev(after);
    std::size_t const at = index - run.first;
    return at < run.rows.size() ? of_row(std::move(kind), run.layer, run.rows[at])
                                : of_row(std::move(kind), run.layer, ~std::size_t{0});
}

Feature FeatureIndex::find(std::uint32_t id) const {
    std::uint32_t const index = scene::id_index(id);
    switch (scene::id_kind(id)) {
        case scene::IdKind::building:
            if (index < building_row_.size()) return of_row("building", building_layer_[index], building_row_[index]);
            return {};
        case scene::IdKind::ground_area: return of_run("area", areas_, index);
        case scene::IdKind::ground_line: return of_run("line", lines_, index);
        case scene::IdKind::instance: return of_run("instance", instances_, index);
        case scene::IdKind::report: return {.kind = "report"};  // of a live layer: no file has it
        case scene::IdKind::none: break;
    }
    return {};
}

void IdCounts::add(std::uint32_t const* ids, std::size_t count) {
    for (std::size_t i = 0; i < count;) {
        std::size_t const begin = i;
        while (i < count && ids[i] == ids[begin]) ++i;  // neighbours are mostly the same thing
        if (ids[begin] != 0) pixels_[ids[begin]] += i - begin;
    }
}

std::vector<std::pair<std::uint32_t, std::uint64_t>> IdCounts::sorted() const {
    std::vector<std::pair<std::uint32_t, std::uint64_t>> out(pixels_.begin(), pixels_.end());
    std::sort(out.begin(), out.end());
    return out;
}

}  // namespace app
