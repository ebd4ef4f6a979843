#include "app/siting_offers.h"

#include <algorithm>
#include <map>
#include <set>

namespace app {
namespace {

constexpr std::size_t kMostWords = 24;

ui::SiteOffers::Column offered_column(geo::Column const& column, std::size_t rows) {
    ui::SiteOffers::Column out{column.name, column.kind != geo::Column::Kind::text, {}};
    if (out.number) return out;
    std::set<std::string> words;
    for (std::size_t row = 0; row < rows && words.size() <= kMostWords; ++row) {
        std::string word = column.text(static_cast<std::uint32_t>(row));
        if (!word.empty()) words.insert(std::move(word));
    }
    // A text that differs from row to row is a name: nobody chooses among those.
    if (words.size() <= kMostWords) out.words.assign(words.begin(), words.end());
    return out;
}

/// "城市管理>", "城市管理>市容环境>": whole categories and their parts, in their order.
std::vector<ui::SiteOffers::Kind> categories_of(std::vector<analysis::Matter> const& tickets) {
    std::map<std::string, std::size_t> counts;
    for (analysis::Matter const& ticket : tickets) {
        std::size_t end = ticket.class_path.find('>');
        for (int level = 0; level < 2 && end != std::string::npos; ++level) {
            ++counts[ticket.class_path.substr(0, end + 1)];
            end = ticket.class_path.find('>', end + 1);
        }
        if (ticket.class_path.find('>') == ticket.class_path.rfind('>') && !ticket.class_path.empty())
            ++counts[ticket.class_path];
    }
    std::vector<ui::SiteOffers::Kind> out;
    for (auto const& [path, count] : counts) {
        std::string name = path.ends_with('>') ? path.substr(0, path.size() - 1) : path;
        for (std::size_t at = name.find('>'); at != std::string::npos; at = name.find('>', at))
            name.replace(at, 1, " · ");
        out.push_back({path, {name, name}, count});
    }
    return out;
}

std::vector<ui::SiteOffers::Kind> types_of(analysis::SiteData const& data) {
    std::map<std::string, std::size_t> counts;
    for (analysis::Matter const& event : data.events) ++counts[event.class_path];
    std::vector<ui::SiteOffers::Kind> out;
    for (auto const& [type, count] : counts) {
        auto const name = data.event_names.find(type);
        out.push_back({type, name == data.event_names.end() ? twin::Name{type, type} : name->second, count});
    }
    std::ranges::stable_sort(out, std::ranges::greater{}, &ui::SiteOffers::Kind::count);
    return out;
}

}  // namespace

ui::SiteOffers site_offers(analysis::SiteData const& data, analysis::SiteLayer const* own) {
    ui::SiteOffers out;
    for (analysis::SiteLayer const& layer : data.layers) out.layers.push_back({layer.id, layer.name});
    for (std::size_t c = 0; own && c < own->columns.size(); ++c)
        out.columns.push_back(offered_column(own->columns[c], own->areas.size()));
    out.tickets = categories_of(data.tickets);
    out.events = types_of(data);
    return out;
}

}  // namespace app
