#include <algorithm>
#include <cmath>
#include <map>

#include "analysis/indicator.h"
#include "analysis/indicator_measures.h"

namespace analysis {
namespace {

/// A target that is worse than the warning, or a warning worse than the alarm, judges nothing.
std::string contradiction(Indicator const& i) {
    bool const any = i.target || i.warn || i.alarm;
    if (i.better == Better::neutral) return any ? "'better' is neutral, so it can have no target, warn or alarm" : "";
    double const sign = i.better == Better::more ? 1 : -1;
    auto const worse = [&](std::optional<double> const& a, std::optional<double> const& b) {
        return a && b && sign * *a < sign * *b;
    };
    if (worse(i.target, i.warn)) return "'target' is worse than 'warn'";
    if (worse(i.target, i.alarm)) return "'target' is worse than 'alarm'";
    if (worse(i.warn, i.alarm)) return "'warn' is worse than 'alarm'";
    return {};
}

std::string wrong_with(Indicator const& i) {
    if (i.id.empty()) return "an entry has no 'id'";
    std::string const who = "'" + i.id + "' ";
    if (i.name.zh.empty() && i.name.en.empty()) return who + "has no 'name'";
    if (i.level < 2) return {};
    if (i.measure.empty()) return who + "has no 'measure'";
    if (!find_measure(i.measure)) {
        std::string all;
        for (auto const& m : indicator_measures()) {
            if (m.name.substr(0, 4) == i.measure.substr(0, 4)) all.append(all.empty() ? "" : ", ").append(m.name);
        }
        return who + "asks for the measure '" + i.measure + "', which there is not" +
               (all.empty() ? "" : "; there are " + all);
    }
    if (i.measure == "feed" && i.of.empty()) return who + "needs 'of', the key of the reported value";
    if (std::string const wrong = contradiction(i); !wrong.empty()) return who + "cannot be judged: " + wrong;
    return {};
}

}  // namespace

IndicatorTree make_tree(std::vector<Indicator> definitions, std::string const& file,
                        std::vector<std::string>& problems) {
    std::map<std::string, std::size_t> by_id;
    std::vector<std::vector<std::size_t>> children(definitions.size());
    std::vector<std::size_t> domains;
    auto const complain = [&](Indicator const& i, std::string const& what) {
        problems.push_back(file + ", line " + std::to_string(i.line) + ": " + what);
    };
    for (std::size_t i = 0; i < definitions.size(); ++i) {
        Indicator& one = definitions[i];
        auto const parent = by_id.find(one.parent);
        if (!one.parent.empty() && parent == by_id.end()) {
            complain(one, "'" + one.id + "' has the parent '" + one.parent + "', which does not stand before it");
            continue;
        }
        one.level = one.parent.empty() ? 0 : static_cast<std::uint8_t>(definitions[parent->second].level + 1);
        std::string wrong = one.level > 2 ? "'" + one.id + "' lies below an indicator" : wrong_with(one);
        if (wrong.empty() && by_id.contains(one.id)) wrong = "there are two with the id '" + one.id + "'";
        if (!wrong.empty()) {
            complain(one, wrong);
            continue;
        }
        by_id.emplace(one.id, i);
        (one.parent.empty() ? domains : children[parent->second]).push_back(i);
    }
    IndicatorTree tree;
    auto const add = [&](auto const& self, std::size_t i) -> void {
        tree.indicators += definitions[i].level == 2 ? 1U : 0U;
        tree.nodes.push_back(definitions[i]);
        for (std::size_t const child : children[i]) self(self, child);
    };
    for (std::size_t const domain : domains) add(add, domain);
    return tree;
}

IndicatorState judge(Indicator const& i, double value) {
    if (!std::isfinite(value)) return IndicatorState::none;
    bool const judged = i.better != Better::neutral && (i.target || i.warn || i.alarm);
    if (!judged) return IndicatorState::plain;
    double const sign = i.better == Better::more ? 1 : -1;
    auto const past = [&](std::optional<double> const& limit) { return limit && sign * value < sign * *limit; };
    if (past(i.alarm)) return IndicatorState::bad;
    // Good is what meets its target, whatever warns of worse.
    if (past(i.warn) || past(i.target)) return IndicatorState::near;
    return IndicatorState::good;
}

}  // namespace analysis
