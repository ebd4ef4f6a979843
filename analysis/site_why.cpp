#include <cmath>

#include "analysis/site_study.h"

namespace analysis {
namespace {

twin::Name missing(MeasuredColumn const& column, std::size_t site) {
    return site < column.missing.size() ? column.missing[site] : twin::Name{};
}

/// "Walk to the nearest school: no road within 300 m (nearest 412 m)".
twin::Name because(twin::Name const& of, twin::Name const& why) {
    std::string const zh = why.zh.empty() ? "无数据" : why.zh, en = why.en.empty() ? "no data" : why.en;
    return {of.zh + "：" + zh, of.en + ": " + en};
}

}  // namespace

std::vector<twin::Name> why_not_ranked(Study const& study, MeasuredStudy const& measured, JudgedStudy const& judged,
                                       std::size_t site) {
    std::vector<twin::Name> out;
    for (Exclusion const& e : judged.excluded[site]) {
        if (e.why == Exclusion::Why::no_data && e.is_bound) {
            std::size_t const c = std::stoul(judged.constraints.bounds[e.which].id);
            out.push_back(because(study.constraints[c].name, missing(measured.constraints[c], site)));
        } else {
            out.push_back(describe(e, judged.constraints));
        }
    }
    bool const asked = out.empty() && judged.row_of[site] < 0 && judged.blocked.zh.empty();
    for (std::size_t c = 0; asked && c < study.criteria.size(); ++c)
        if (std::isnan(measured.criteria[c].values[site]))
            out.push_back(because(study.criteria[c].name, missing(measured.criteria[c], site)));
    return out;
}

}  // namespace analysis
