#include "twin/colour.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <map>

#include "twin/expression.h"
#include "twin/text.h"
#include "twin/words.h"

namespace twin {
namespace {

constexpr float kNone = std::numeric_limits<float>::quiet_NaN();

/// What every building has, whatever its source.
struct Own {
    std::string name;
    std::function<double(std::size_t)> number;
    std::function<std::string(std::size_t)> text;
};

std::vector<Own> own_attributes(Buildings const& b) {
    auto const roof = [&b](std::size_t i) {
        constexpr std::array<char const*, 5> kNames{"flat", "gabled", "hipped", "pyramidal", "skillion"};
        return std::string(kNames[static_cast<std::size_t>(b.roof[i])]);
    };
    return {{"height", [&b](std::size_t i) { return double{b.height[i]} + b.roof_height[i]; }, {}},
            {"storeys", [&b](std::size_t i) { return static_cast<double>(b.storeys[i]); }, {}},
            {"area", [&b](std::size_t i) { return geo::area(b.footprints, i); }, {}},
            {"use", {}, [&b](std::size_t i) { return std::string(name(b.use[i])); }},
            {"roof", {}, roof}};
}

/// Text columns whose words are nearly all numbers, as OSM tags are, count as numbers.
bool is_numeric(geo::Column const& column) {
    if (column.kind == geo::Column::Kind::number) return true;
    std::size_t numbers = 0;
    for (std::string const& word : column.dictionary) numbers += parse_quantity(word).has_value();
    return !column.dictionary.empty() && numbers * 10 >= column.dictionary.size() * 9;
}

/// Categories by how many buildings have them, then by name, so that a legend may show the first few.
void number_categories(std::vector<std::string> const& text, District& district) {
    std::map<std::string, std::size_t> count;
    for (std::string const& word : text) {
        if (!word.empty()) ++count[word];
    }
    for (auto const& [word, n] : count) district.categories.push_back(word);
    std::stable_sort(district.categories.begin(), district.categories.end(),
                     [&](auto const& a, auto const& b) { return count[a] > count[b]; });
    std::map<std::string, float> index;
    for (std::size_t i = 0; i < district.categories.size(); ++i) index[district.categories[i]] = static_cast<float>(i);
    for (std::size_t i = 0; i < text.size(); ++i)
        district.buildings.value[i] = text[i].empty() ? kNone : index[text[i]];
}

void colour_by_own(Own const& own, District& district) {
    std::size_t const count = district.buildings.size();
    if (own.number) {
        for (std::size_t i = 0; i < count; ++i) district.buildings.value[i] = static_cast<float>(own.number(i));
        return;
    }
    std::vector<std::string> text(count);
    for (std::size_t i = 0; i < count; ++i) text[i] = own.text(i);
    number_categories(text, district);
}

}  // namespace

base::Status colour_buildings(std::string const& attribute, Inputs const& inputs, District& district) {
    if (attribute.empty() || district.buildings.size() == 0) return base::done;
    Buildings& b = district.buildings;
    b.value.assign(b.size(), kNone);
    district.colour_by = attribute;

    std::vector<geo::Column const*> by_layer(district.layers.size(), nullptr);
    std::vector<std::string> available;
    bool found = false, numeric = true;
    for (BuildingsInput const& input : inputs.buildings) {
        geo::Column const* column = input.data.column(attribute);
        by_layer[input.layer] = column;
        found = found || column;
        numeric = numeric && (!column || is_numeric(*column));
        for (std::string const& field : input.data.available_fields) {
            if (std::find(available.begin(), available.end(), field) == available.end()) available.push_back(field);
        }
    }
    if (!found) {
        std::vector<Own> const all = own_attributes(b);
        auto const own = std::find_if(all.begin(), all.end(), [&](Own const& o) { return o.name == attribute; });
        if (own != all.end()) {
            colour_by_own(*own, district);
            return base::done;
        }
        for (Own const& o : all) {
            if (std::find(available.begin(), available.end(), o.name) == available.end()) available.push_back(o.name);
        }
        return base::Error{"the buildings have no field '" + attribute + "' to colour by" +
                               did_you_mean(attribute, available) + "; there are: " + join(available),
                           base::ErrorKind::usage};
    }
    if (numeric) {
        for (std::size_t i = 0; i < b.size(); ++i) {
            if (geo::Column const* column = by_layer[b.layer[i]])
                b.value[i] = static_cast<float>(column->number(b.row[i]));
        }
        return base::done;
    }
    std::vector<std::string> text(b.size());
    for (std::size_t i = 0; i < b.size(); ++i) {
        if (geo::Column const* column = by_layer[b.layer[i]]) text[i] = column->text(b.row[i]);
    }
    number_categories(text, district);
    return base::done;
}

}  // namespace twin
