// Anything one can point at, search for, select and fly to.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/vec.h"

namespace ui {

enum class SubjectKind : std::uint8_t {
    none,
    building,
    ground,
    ticket,
    event,
    camera,
    device,
    drone,
    place,
    spot,
    view
};

/// Live things go by their source's id, which outlives a refresh; what stands still by its index in the twin.
struct Subject {
    SubjectKind kind = SubjectKind::none;
    std::uint32_t index = 0;        ///< building: BuildingId; ground: scene id; place: District::places
    std::string id;                 ///< ticket, event, camera, device, drone; view: of OpenView
    std::optional<base::Vec3d> at;  ///< local metres, where known; of a spot always
    explicit operator bool() const { return kind != SubjectKind::none; }
    /// The same thing, wherever it was clicked.
    bool same(Subject const& other) const {
        return kind == other.kind && index == other.index && id == other.id &&
               (kind != SubjectKind::spot || (at && other.at && *at == *other.at));
    }
};

struct SearchHit {
    Subject subject;
    std::string title, detail;
};

}  // namespace ui
