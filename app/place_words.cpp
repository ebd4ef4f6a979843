#include "app/place_words.h"

#include <algorithm>

#include "twin/lookup.h"
#include "twin/text.h"

namespace app {
namespace {

bool is_code(std::string const& text) {
    return std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || c == '-'; });
}

/// What a code or a name of an area is called; a code that no area has is no word.
twin::Name area_name(std::string const& told, twin::Locator const& locator) {
    if (told.empty()) return {};
    for (auto const& area : locator.areas())
        if (area.id == told || area.name.zh == told || area.name.en == told) return area.name;
    return is_code(told) ? twin::Name{} : twin::Name{told, {}};
}

bool is_named(twin::Name const& name) { return !name.zh.empty() || !name.en.empty(); }

}  // namespace

twin::Name place_name(twin::Ticket const& ticket, std::optional<twin::Placed> const& placed,
                      twin::District const& district, twin::Locator const& locator) {
    if (ticket.secret) return {};
    twin::Where const& where = ticket.where;
    twin::Name area = area_name(where.community, locator);
    if (!is_named(area) && placed && placed->area >= 0)
        area = locator.areas()[static_cast<std::size_t>(placed->area)].name;
    if (!is_named(area)) area = area_name(where.street, locator);
    std::string exact = where.address;
    if (exact.empty() && placed && placed->building) exact = twin::name_text(district, *placed->building);
    if (exact.empty()) return area;
    std::string const named =
        placed && placed->building ? twin::english_name(district, *placed->building) : std::string();
    std::string const& english = !twin::has_cjk(exact) ? exact : !named.empty() ? named : area.en;
    return {exact, english.empty() ? exact : english};
}

}  // namespace app
