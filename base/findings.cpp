#include "base/findings.h"

#include <algorithm>

namespace base {

std::string_view name(Severity severity) {
    switch (severity) {
        case Severity::note: return "note";
        case Severity::repaired: return "repaired";
        case Severity::skipped: return "skipped";
        case Severity::warning: return "warning";
    }
    return "?";
}

namespace {

FindingGroup& group_of(std::vector<FindingGroup>& groups, Severity severity, std::string const& source,
                       std::string const& layer, std::string const& code) {
    // The newest groups are the likeliest: a loader reports one layer at a time.
    auto const found = std::find_if(groups.rbegin(), groups.rend(), [&](FindingGroup const& g) {
        return g.severity == severity && g.code == code && g.layer == layer && g.source == source;
    });
    if (found != groups.rend()) return *found;
    groups.push_back({severity, source, layer, code, 0, {}});
    return groups.back();
}

}  // namespace

void Findings::add(Finding finding) {
    FindingGroup& group = group_of(groups_, finding.severity, finding.source, finding.layer, finding.code);
    ++group.count;
    if (group.examples.size() < kExamples) group.examples.push_back({finding.feature, std::move(finding.reason)});
}

void Findings::merge(Findings const& other) {
    for (FindingGroup const& from : other.groups_) {
        FindingGroup& into = group_of(groups_, from.severity, from.source, from.layer, from.code);
        into.count += from.count;
        for (auto const& example : from.examples) {
            if (into.examples.size() < kExamples) into.examples.push_back(example);
        }
    }
}

std::uint64_t Findings::count(Severity severity) const {
    std::uint64_t sum = 0;
    for (FindingGroup const& g : groups_) {
        if (g.severity == severity) sum += g.count;
    }
    return sum;
}

std::uint64_t Findings::count(std::string_view code) const {
    std::uint64_t sum = 0;
    for (FindingGroup const& g : groups_) {
        if (g.code == code) sum += g.count;
    }
    return sum;
}

}  // namespace base
