// From what a report says about its place to a place on the model.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/vec.h"
#include "twin/district.h"
#include "twin/records.h"

namespace twin {

/// Reports this near a building stand for it (DOMAIN 3.2).
inline constexpr double kSnapMetres = 15;

struct Placed {
    enum class How : std::uint8_t {
        coordinate,  ///< where it says
        building,    ///< snapped to, or named by id or address code: `building` is set
        area         ///< only the area is known: `area` is set and `at` is its inside; drawn as an area, never a pin
    } how = How::coordinate;
    geo::Local at;  ///< on the ground, or on the roof of a building
    std::optional<BuildingId> building;
    std::int32_t area = -1;  ///< into Locator::areas(): the smallest it lies in, whatever `how`; -1: none
};

class Locator {
public:
    /// Looks things up in the district, which must outlive it. Areas are the boundaries of its places: communities and
    /// streets, by id, code or name.
    explicit Locator(District const& district);
    ~Locator();
    Locator(Locator&&) noexcept;
    Locator& operator=(Locator&&) noexcept;

    /// By coordinate, else by building id or address code, else by the smallest named area. A coordinate that its
    /// source calls exact (door, building) stands for the building within kSnapMetres, any other only for one it lies
    /// in; one that its source calls a street's or community's stands for that area. None: nothing of that is in this
    /// district.
    std::optional<Placed> place(Where const& where) const;
    std::optional<base::Vec2d> local(geo::LonLat at) const;

    struct Area {
        std::string id;
        Name name;
        std::vector<std::vector<base::Vec2d>> rings;  ///< outer ring first; local metres
    };
    std::vector<Area> const& areas() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace twin
