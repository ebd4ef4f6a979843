// Blue warnings by class and community: each is one place where a rule of counts holds, and a hundred lines of them
// would hide the few that say more. For the panel and the brief.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "ui/warning_facts.h"

namespace ui {

struct WarningCommunity {
    std::int32_t area = -1;               ///< as Alert::area
    std::vector<WarningRow const*> rows;  ///< as they come
    std::size_t tickets = 0;              ///< that are evidence, each counted once
};

struct WarningMatter {
    std::string class_code;
    std::vector<WarningCommunity> communities;  ///< the most warnings first, then the most tickets
    std::size_t warnings = 0, tickets = 0;
    base::UtcMs newest = base::kNoTime;     ///< when the last of them was raised
    std::size_t known_communities() const;  ///< without what lies in none that is known
};

/// Of those above blue each stands alone, whatever it is about.
bool stands_alone(WarningRow const& row);
/// The most warnings first; rows that stand alone are left out.
std::vector<WarningMatter> group_warnings(std::span<WarningRow const* const> rows);

/// Two or more that can be judged by one word: all of a matter, or of a matter in one community.
struct WarningGroup {
    std::string key;  ///< "class", "class area"
    WarningMatter const* matter = nullptr;
    WarningCommunity const* community = nullptr;  ///< null: all of the matter
    std::vector<WarningRow const*> rows = {};     ///< as they are listed
    std::size_t tickets = 0, known_communities = 0;
};
/// In the order of the list; `matters` must outlive them. A matter of one community is one group.
std::vector<WarningGroup> groups_of(std::vector<WarningMatter> const& matters);

}  // namespace ui
