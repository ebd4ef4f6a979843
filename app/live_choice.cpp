#include <array>
#include <string_view>
#include <utility>

#include "app/live_layers.h"
#include "twin/text.h"

namespace app {
namespace {

constexpr std::array<std::pair<std::string_view, bool LiveChoice::*>, 13> kLayerWords{{
    {"tickets", &LiveChoice::tickets},
    {"tickets.heat", &LiveChoice::ticket_heat},
    {"tickets.columns", &LiveChoice::ticket_columns},
    {"tickets.areas", &LiveChoice::ticket_areas},
    {"events", &LiveChoice::events},
    {"cameras", &LiveChoice::cameras},
    {"devices", &LiveChoice::devices},
    {"drones", &LiveChoice::drones},
    {"population", &LiveChoice::population},
    {"population.grid", &LiveChoice::population_grid},
    {"population.day", &LiveChoice::population_day},
    {"population.children", &LiveChoice::population_children},
    {"population.elderly", &LiveChoice::population_elderly},
}};

}  // namespace

bool LiveChoice::any() const {
    for (auto const& [word, member] : kLayerWords) {
        if (this->*member) return true;
    }
    return false;
}

std::vector<std::string> live_words() {
    std::vector<std::string> words;
    for (auto const& [word, member] : kLayerWords) words.emplace_back(word);
    return words;
}

base::Result<LiveChoice> parse_live(std::span<std::string const> words) {
    LiveChoice choice;
    std::vector<std::string> known{"all", "none"};
    for (auto const& [word, member] : kLayerWords) known.emplace_back(word);
    for (std::string const& word : words) {
        if (word == "none") continue;
        if (word == "all") {
            choice.tickets = choice.events = choice.cameras = choice.devices = choice.drones = true;
            continue;
        }
        bool found = false;
        for (auto const& [name, member] : kLayerWords) {
            if (name != word) continue;
            choice.*member = true;
            found = true;
        }
        if (found) continue;
        return base::Error{"there is no live layer " + twin::in_quotes(word) + twin::did_you_mean(word, known) +
                               "; there are " + twin::join(known),
                           base::ErrorKind::usage};
    }
    if (choice.population + choice.population_children + choice.population_elderly > 1)
        return base::Error{
            "'population', 'population.children' and 'population.elderly' all colour the buildings; "
            "show one of them at a time",
            base::ErrorKind::usage};
    return choice;
}

}  // namespace app
