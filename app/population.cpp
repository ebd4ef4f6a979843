#include "app/population.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace app {
namespace {

using analysis::Count;
using analysis::Shown;
using twin::DisclosureRules;
using twin::PopulationCell;

std::string parent_of(PopulationCell const& cell) {
    if (cell.level == "building") return cell.where.community;
    if (cell.level == "community") return cell.where.street;
    return {};
}

/// The threshold of a level, as analysis::suppress knows it.
double least_of(std::string const& level, DisclosureRules const& rules) {
    bool const fine = level == "building" || level == "grid100";
    return std::max(fine ? rules.least_in_building : rules.least_in_cell, DisclosureRules::kFloor);
}

bool small(double count, double least) { return count > 0 && count < least; }

/// What is told of the same people of one place. Those who live there and those who are there at night are taken for
/// the same; who is there by day, and any other measure, are people of their own.
struct PublishedPlace {
    PopulationCell const* any = nullptr;
    PublishedCell* resident = nullptr;
    PublishedCell* registered = nullptr;
    PublishedCell* floating = nullptr;
    PublishedCell* night = nullptr;
    PublishedCell* other = nullptr;

    std::vector<PublishedCell*> cells() const {
        std::vector<PublishedCell*> all;
        for (PublishedCell* const cell : {resident, registered, floating, night, other})
            if (cell != nullptr) all.push_back(cell);
        return all;
    }
};

double people(PublishedCell const* cell) { return cell->entry->record.count; }

/// Everybody who lives there: said, or the sum of the parts that are.
double total(PublishedPlace const& place) {
    if (place.resident != nullptr) return people(place.resident);
    double sum = 0;
    for (PublishedCell const* const part : {place.registered, place.floating})
        sum += part != nullptr ? people(part) : 0;
    return sum;
}

bool has_total(PublishedPlace const& place) {
    return place.resident != nullptr || place.registered != nullptr || place.floating != nullptr;
}

/// Whether a part of the residents is small: one that is told, or the one that is left between two that are.
bool small_part(PublishedPlace const& place, double least) {
    auto const of = [](PublishedCell const* cell) {
        return cell != nullptr ? std::optional(people(cell)) : std::nullopt;
    };
    auto const all = of(place.resident);
    auto registered = of(place.registered), floating = of(place.floating);
    if (!registered && all && floating) registered = *all - *floating;
    if (!floating && all && registered) floating = *all - *registered;
    return (registered && small(*registered, least)) || (floating && small(*floating, least));
}

/// Ages and households of one measure, as far as they are given.
std::vector<double> parts_of(PublishedCell const* cell) {
    std::vector<double> parts;
    if (cell == nullptr) return parts;
    PopulationCell const& record = cell->entry->record;
    parts.assign(record.by_age.begin(), record.by_age.end());
    parts.push_back(record.households);
    return parts;
}

/// Nobody of an age is as telling as one: of attributes, zero is small too.
bool few(double part, double least) { return part >= 0 && part < least; }

/// Whether ages of a place must not be told: too few people, or too few of an age in a measure or between two.
bool parts_too_small(PublishedPlace const& place, DisclosureRules const& rules) {
    double const least = least_of(place.any->level, rules);
    bool told = false;
    for (PublishedCell const* const cell : place.cells()) {
        if (people(cell) == 0) continue;
        for (double const part : parts_of(cell)) told = told || part >= 0;
        if (!cell->shown.count || !analysis::shares_allowed(people(cell), rules)) return true;
        for (double const part : parts_of(cell))
            if (few(part, least)) return true;
    }
    auto const whole = parts_of(place.resident);
    for (PublishedCell const* const part : {place.registered, place.floating}) {
        auto const some = parts_of(part);
        if (whole.empty() || some.empty() || people(place.resident) == people(part)) continue;
        for (std::size_t i = 0; i < some.size(); ++i)
            if (whole[i] >= 0 && some[i] >= 0 && few(whole[i] - some[i], least)) return true;
    }
    // Ages that nobody gave can be what is left of those around them.
    return !told;
}

/// The places of one group of measures, by level and id.
class Group {
public:
    explicit Group(DisclosureRules const& rules) : rules_(rules) {}

    PublishedPlace& at(PopulationCell const& cell) {
        PublishedPlace& place = places_[{cell.level, cell.id}];
        if (place.any == nullptr) place.any = &cell;
        return place;
    }

    void protect() {
        protect_totals();
        protect_parts_of_residents();
        protect_one([](PublishedPlace const& p) { return p.other; });
        protect_ages();
    }

private:
    /// Runs the audit over the places for which `count` is given; the answer in the order of `places_`.
    template <class Counted, class Hidden>
    std::vector<std::optional<Shown>> audit(Counted const& count, Hidden const& hidden) const {
        std::vector<Count> counts;
        std::vector<bool> there;
        for (auto const& [key, place] : places_) {
            std::optional<double> const people = count(place);
            there.push_back(people.has_value());
            if (!people) continue;
            counts.push_back({place.any->id, parent_of(*place.any), place.any->level, *people, hidden(place)});
        }
        auto const shown = analysis::suppress(counts, rules_);
        std::vector<std::optional<Shown>> all;
        std::size_t next = 0;
        for (bool const is : there) all.push_back(is ? std::optional(shown[next++]) : std::nullopt);
        return all;
    }

    template <class Member>
    void protect_one(Member const& member) {
        auto const shown =
            audit([&](PublishedPlace const& p) { return member(p) ? std::optional(people(member(p))) : std::nullopt; },
                  [](PublishedPlace const&) { return false; });
        std::size_t i = 0;
        for (auto& [key, place] : places_) {
            if (shown[i]) member(place)->shown = *shown[i];
            ++i;
        }
    }

    /// Residents and people at night, until neither gives the other away.
    void protect_totals() {
        std::set<PublishedPlace const*> hidden;
        auto const is_hidden = [&](PublishedPlace const& p) { return hidden.contains(&p); };
        for (bool again = true; again;) {
            std::size_t const before = hidden.size();
            auto const lives =
                audit([](PublishedPlace const& p) { return has_total(p) ? std::optional(total(p)) : std::nullopt; },
                      is_hidden);
            auto const sleeps =
                audit([](PublishedPlace const& p) { return p.night ? std::optional(people(p.night)) : std::nullopt; },
                      is_hidden);
            std::size_t i = 0;
            for (auto& [key, place] : places_) {
                if (lives[i]) place_total_[&place] = *lives[i];
                if (lives[i] && place.resident) place.resident->shown = *lives[i];
                if (sleeps[i]) place.night->shown = *sleeps[i];
                if ((lives[i] && !lives[i]->count) || (sleeps[i] && !sleeps[i]->count)) hidden.insert(&place);
                ++i;
            }
            again = hidden.size() > before;
        }
    }

    /// Those registered and those floating are told together or not at all: either would give the other away.
    void protect_parts_of_residents() {
        auto const has_parts = [](PublishedPlace const& p) { return p.registered != nullptr || p.floating != nullptr; };
        auto const shown =
            audit([&](PublishedPlace const& p) { return has_parts(p) ? std::optional(total(p)) : std::nullopt; },
                  [&](PublishedPlace const& p) {
                      return !place_total_.at(&p).count || small_part(p, least_of(p.any->level, rules_));
                  });
        std::size_t i = 0;
        for (auto& [key, place] : places_) {
            for (PublishedCell* const part : {place.registered, place.floating}) {
                if (part == nullptr) continue;
                part->shown = *shown[i];
                if (part->shown.count) part->shown.count = people(part);
            }
            ++i;
        }
    }

    /// Ages and households: of all measures of a place, or of none.
    void protect_ages() {
        auto const largest = [](PublishedPlace const& p) {
            double most = 0;
            for (PublishedCell const* const cell : p.cells()) most = std::max(most, people(cell));
            return std::optional(most);
        };
        auto const shown =
            audit(largest, [&](PublishedPlace const& p) { return *largest(p) > 0 && parts_too_small(p, rules_); });
        std::size_t i = 0;
        for (auto& [key, place] : places_) {
            for (PublishedCell* const cell : place.cells())
                cell->parts = cell->shown.count && people(cell) > 0 && shown[i]->count;
            ++i;
        }
    }

    DisclosureRules rules_;
    std::map<std::pair<std::string, std::string>, PublishedPlace> places_;
    std::map<PublishedPlace const*, Shown> place_total_;
};

}  // namespace

std::vector<PublishedCell> publish(twin::LiveState const& state, DisclosureRules const& rules) {
    auto const entries = state.population();
    std::vector<PublishedCell> cells;
    cells.reserve(entries.size());
    std::map<std::string, Group> groups;  // of those who live there, and one for each other measure
    for (auto const* entry : entries) {
        PublishedCell& cell = cells.emplace_back(PublishedCell{entry, {}, false});
        PopulationCell const& record = entry->record;
        std::string const& measure = record.measure;
        bool const lives =
            measure == "resident" || measure == "registered" || measure == "floating" || measure == "night";
        PublishedPlace& place = groups.try_emplace(lives ? "resident" : measure, rules).first->second.at(record);
        PublishedCell*& member = measure == "resident"     ? place.resident
                                 : measure == "registered" ? place.registered
                                 : measure == "floating"   ? place.floating
                                 : measure == "night"      ? place.night
                                                           : place.other;
        member = &cell;
    }
    for (auto& [name, group] : groups) group.protect();
    return cells;
}

std::vector<PublishedCell> publish(twin::LiveState const& state, std::string const& measure,
                                   DisclosureRules const& rules) {
    auto cells = publish(state, rules);
    std::erase_if(cells, [&](PublishedCell const& cell) { return cell.entry->record.measure != measure; });
    return cells;
}

std::vector<std::string> measures(twin::LiveState const& state) {
    std::set<std::string> all;
    for (auto const* entry : state.population()) all.insert(entry->record.measure);
    return {all.begin(), all.end()};
}

}  // namespace app
