#include "analysis/warning_join.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <unordered_set>

namespace analysis {

namespace {

/// Deviations above what is usual that still count as usual.
constexpr double kUsual = 2;

bool is_whole(KeptAlert const& k) { return k.open && k.alert.kind == AlertKind::series && k.alert.area < 0; }

bool is_part_of(KeptAlert const& k, Alert const& whole) {
    bool const local = k.alert.area >= 0 || k.alert.kind == AlertKind::scan;
    return k.open && local && k.alert.kind != AlertKind::rule && k.alert.class_code == whole.class_code;
}

}  // namespace

std::vector<JoinedAlert> join_alerts(AlertBook const& book, Cases const& cases, WarningRules const& rules) {
    std::vector<JoinedAlert> out;
    for (std::size_t w = 0; w < book.alerts.size(); ++w) {
        Alert const& whole = book.alerts[w].alert;
        if (!is_whole(book.alerts[w])) continue;
        std::unordered_set<std::string_view> const ids(whole.evidence.begin(), whole.evidence.end());
        JoinedAlert joined{w, {}};
        for (std::size_t i = 0; i < book.alerts.size(); ++i)
            if (is_part_of(book.alerts[i], whole)) joined.parts.push_back({i, 0});
        int rest = 0;
        for (Case const& one : cases.cases) {
            if (!ids.contains(one.id)) continue;
            bool anywhere = false;
            for (JoinedAlert::Part& part : joined.parts) {
                if (!counts_for(book.alerts[part.alert].alert, one, rules)) continue;
                ++part.count;
                anywhere = true;
            }
            rest += anywhere ? 0 : 1;
        }
        std::erase_if(joined.parts, [](JoinedAlert::Part const& part) { return part.count == 0; });
        bool const usual = rest <= whole.expected + kUsual * std::sqrt(std::max(whole.expected, 1.0));
        if (usual && !joined.parts.empty()) out.push_back(std::move(joined));
    }
    return out;
}

}  // namespace analysis
