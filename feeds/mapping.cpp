#include "feeds/mapping.h"

#include <algorithm>
#include <mutex>

#include "base/file.h"
#include "feeds/mapping_decode.h"
#include "feeds/mapping_shipped.h"
#include "geo/crs.h"
#include "twin/text.h"

namespace feeds {
namespace {

base::Result<std::string> read_coordinates(std::string const& name) {
    if (name == "wgs84" || name == "cgcs2000" || name == "gcj02" || name == "bd09") return name;
    auto const normal = geo::normalise_crs(name);
    if (!normal) return normal.error();
    return name;
}

}  // namespace

struct Mapping::State {
    Plan plan;
    std::string coordinates;

    std::mutex mutex;
    std::vector<std::unique_ptr<Scratch>> idle;

    std::unique_ptr<Scratch> borrow() {
        std::lock_guard const lock(mutex);
        if (idle.empty()) return std::make_unique<Scratch>();
        auto scratch = std::move(idle.back());
        idle.pop_back();
        return scratch;
    }
    void give_back(std::unique_ptr<Scratch> scratch) {
        std::lock_guard const lock(mutex);
        idle.push_back(std::move(scratch));
    }
};

Mapping::Mapping(std::unique_ptr<State> state) : state_(std::move(state)) {}
Mapping::Mapping(Mapping&&) noexcept = default;
Mapping& Mapping::operator=(Mapping&&) noexcept = default;
Mapping::~Mapping() = default;

std::vector<std::string> Mapping::shipped() {
    std::vector<std::string> names;
    for (ShippedMapping const& mapping : shipped_mappings()) names.emplace_back(mapping.name);
    return names;
}

base::Result<Mapping> Mapping::load(std::string const& name, std::string const& coordinates) {
    for (ShippedMapping const& mapping : shipped_mappings()) {
        if (mapping.name == name) return parse(mapping.toml, name, coordinates);
    }
    if (!name.ends_with(".toml")) {
        std::string hint = twin::did_you_mean(name, shipped());
        if (hint.empty()) hint = "; there are: " + twin::join(shipped());
        return base::Error{"there is no mapping '" + name + "'" + hint + ", or the path of a .toml file"};
    }
    auto const text = base::read_file(name);
    return text ? parse(*text, name, coordinates) : text.error();
}

base::Result<Mapping> Mapping::parse(std::string_view toml, std::string const& where, std::string const& coordinates) {
    auto plan = read_plan(toml, where);
    if (!plan) return plan.error();
    auto const system = read_coordinates(coordinates.empty() ? plan->coordinates : coordinates);
    if (!system) return base::Error{where + ": " + system.error().message};
    auto state = std::make_unique<State>();
    state->plan = *std::move(plan);
    state->coordinates = *system;
    return Mapping(std::move(state));
}

Decoded Mapping::decode(std::string_view body, std::string_view topic, base::UtcMs known) const {
    std::unique_ptr<Scratch> scratch = state_->borrow();
    Decoded decoded = Decoder(state_->plan, state_->coordinates, *scratch, topic, known).decode(body);
    state_->give_back(std::move(scratch));
    return decoded;
}

std::string const& Mapping::text() const { return state_->plan.text; }
std::string const& Mapping::coordinates() const { return state_->coordinates; }

}  // namespace feeds
