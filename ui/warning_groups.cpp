#include "ui/warning_groups.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <tuple>

namespace ui {
namespace {

std::size_t tickets_of(std::span<WarningRow const* const> rows) {
    std::set<std::string_view> ids;
    for (WarningRow const* row : rows) ids.insert(row->kept.alert.evidence.begin(), row->kept.alert.evidence.end());
    return ids.size();
}

WarningMatter matter_with(std::string const& code, std::map<std::int32_t, std::vector<WarningRow const*>> by_area) {
    WarningMatter out{.class_code = code, .communities = {}};
    std::vector<WarningRow const*> all;
    for (auto& [area, rows] : by_area) {
        all.insert(all.end(), rows.begin(), rows.end());
        std::size_t const tickets = tickets_of(rows);
        out.communities.push_back({area, std::move(rows), tickets});
    }
    out.warnings = all.size();
    out.tickets = tickets_of(all);
    for (WarningRow const* row : all) out.newest = std::max(out.newest, row->kept.raised);
    std::ranges::stable_sort(out.communities, std::ranges::greater{},
                             [](WarningCommunity const& each) { return std::tuple(each.rows.size(), each.tickets); });
    return out;
}

}  // namespace

std::size_t WarningMatter::known_communities() const {
    return static_cast<std::size_t>(
        std::ranges::count_if(communities, [](WarningCommunity const& each) { return each.area >= 0; }));
}

bool stands_alone(WarningRow const& row) { return row.urgent > Urgent::blue; }

std::vector<WarningMatter> group_warnings(std::span<WarningRow const* const> rows) {
    std::map<std::string, std::map<std::int32_t, std::vector<WarningRow const*>>> by_class;
    for (WarningRow const* row : rows)
        if (!stands_alone(*row)) by_class[row->kept.alert.class_code][row->kept.alert.area].push_back(row);
    std::vector<WarningMatter> out;
    for (auto& [code, by_area] : by_class) out.push_back(matter_with(code, std::move(by_area)));
    std::ranges::stable_sort(out, std::ranges::greater{},
                             [](WarningMatter const& each) { return std::tuple(each.warnings, each.tickets); });
    return out;
}

std::vector<WarningGroup> groups_of(std::vector<WarningMatter> const& matters) {
    std::vector<WarningGroup> out;
    for (WarningMatter const& matter : matters) {
        if (matter.warnings < 2) continue;
        WarningGroup whole{matter.class_code, &matter};
        for (WarningCommunity const& each : matter.communities)
            whole.rows.insert(whole.rows.end(), each.rows.begin(), each.rows.end());
        whole.tickets = matter.tickets;
        whole.known_communities = matter.known_communities();
        out.push_back(std::move(whole));
        if (matter.communities.size() < 2) continue;
        for (WarningCommunity const& each : matter.communities)
            if (each.rows.size() > 1)
                out.push_back({matter.class_code + " " + std::to_string(each.area), &matter, &each, each.rows,
                               each.tickets, each.area >= 0 ? std::size_t{1} : 0});
    }
    return out;
}

}  // namespace ui
