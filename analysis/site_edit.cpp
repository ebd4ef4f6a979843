#include "analysis/site_edit.h"

#include <utility>

namespace analysis {
namespace {

/// The judgements of all pairs that `keep` wants, then of those with what came behind.
template <class Keep>
std::vector<double> judgements_of(std::vector<double> const& old, std::size_t old_count, std::size_t new_count,
                                  Keep const& keep) {
    std::vector<double> out;
    std::size_t k = 0;
    for (std::size_t a = 0; a < old_count; ++a) {
        for (std::size_t b = a + 1; b < old_count; ++b, ++k)
            if (keep(a) && keep(b)) out.push_back(k < old.size() ? old[k] : 1);
        if (new_count > old_count && keep(a)) out.push_back(1);
    }
    return out;
}

}  // namespace

void add_criterion(Study& study, StudyCriterion criterion) {
    std::size_t const n = study.criteria.size();
    double sum = 0;
    for (StudyCriterion const& each : study.criteria) sum += each.weight;
    if (sum > 0) criterion.weight = sum / static_cast<double>(n);
    study.judgements = judgements_of(study.judgements, n, n + 1, [](std::size_t) { return true; });
    study.criteria.push_back(std::move(criterion));
}

void remove_criterion(Study& study, std::size_t which) {
    std::size_t const n = study.criteria.size();
    if (which >= n) return;
    study.judgements = judgements_of(study.judgements, n, n, [which](std::size_t c) { return c != which; });
    study.criteria.erase(study.criteria.begin() + static_cast<std::ptrdiff_t>(which));
}

}  // namespace analysis
