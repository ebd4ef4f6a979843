// Ids that cannot be mistaken for one another: a BuildingId is not a MeshId, though both are 32 bits.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace base {

template <class Tag>
struct Id {
    static constexpr std::uint32_t kNone = 0xffffffff;
    std::uint32_t value = kNone;

    constexpr bool valid() const { return value != kNone; }
    friend constexpr auto operator<=>(Id const&, Id const&) = default;
};

}  // namespace base

template <class Tag>
struct std::hash<base::Id<Tag>> {
    std::size_t operator()(base::Id<Tag> id) const noexcept { return std::hash<std::uint32_t>{}(id.value); }
};
