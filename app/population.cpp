#include "app/population.h"

#include <set>

namespace app {
namespace {

std::string parent_of(twin::PopulationCell const& cell) {
    if (cell.level == "building") return cell.where.community;
    if (cell.level == "community") return cell.where.street;
    return {};
}

}  // namespace

std::vector<PublishedCell> publish(twin::LiveState const& state, std::string const& measure) {
    analysis::DisclosureRules const rules;
    std::vector<PublishedCell> cells;
    std::vector<analysis::Count> counts;
    for (auto const* entry : state.population()) {
        twin::PopulationCell const& cell = entry->record;
        if (cell.measure != measure) continue;
        cells.push_back({entry, {}, false});
        counts.push_back({cell.id, parent_of(cell), cell.level, cell.count});
    }
    auto const shown = analysis::suppress(counts, rules);
    for (std::size_t i = 0; i < cells.size(); ++i) {
        cells[i].shown = shown[i];
        cells[i].parts = shown[i].count && analysis::shares_allowed(cells[i].entry->record.count, rules);
    }
    return cells;
}

std::vector<std::string> measures(twin::LiveState const& state) {
    std::set<std::string> all;
    for (auto const* entry : state.population()) all.insert(entry->record.measure);
    return {all.begin(), all.end()};
}

}  // namespace app
