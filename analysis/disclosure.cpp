#include "analysis/disclosure.h"

#include <algorithm>
#include <limits>
#include <map>

namespace analysis {

namespace {

constexpr double kNoBound = std::numeric_limits<double>::infinity();

/// What one who sees all that is published can say of a count.
struct Known {
    double low = 0, high = 0;
    bool exactly() const { return high - low < 1; }
};
Known both(Known a, Known b) { return {std::max(a.low, b.low), std::min(a.high, b.high)}; }

/// A lower or upper sum with its endless terms counted apart, so that one term can be taken out again.
struct Sum {
    double finite = 0;
    int endless = 0;
    void add(double v) { v == kNoBound ? void(++endless) : void(finite += v); }
    double without(double v) const {
        int const left = endless - (v == kNoBound ? 1 : 0);
        return left > 0 ? kNoBound : finite - (v == kNoBound ? 0 : v);
    }
    double all() const { return endless > 0 ? kNoBound : finite; }
};

enum class Fate : std::uint8_t { shown, primary, complementary, given };

/// The counts as trees. Sums of hidden counts over trees are known exactly by passing bounds up and down once.
class Audit {
public:
    Audit(std::span<Count const> counts, DisclosureRules const& rules) : counts_(counts) {
        std::map<std::string_view, std::size_t> index;
        for (std::size_t i = 0; i < counts.size(); ++i) index.emplace(counts[i].id, i);
        std::map<std::string_view, std::size_t> elsewhere;  // parents that are not in the list: families of their own
        family_of_.assign(counts.size(), kNone);
        below_.assign(counts.size(), kNone);
        for (std::size_t i = 0; i < counts.size(); ++i) {
            if (counts[i].parent.empty() || counts[i].parent == counts[i].id) continue;
            auto const parent = index.find(counts[i].parent);
            std::size_t const of = parent == index.end() ? kNone : parent->second;
            std::size_t& family =
                of == kNone ? elsewhere.try_emplace(counts[i].parent, kNone).first->second : below_[of];
            if (family == kNone) {
                family = families_.size();
                families_.push_back({of, {}});
            }
            families_[family].children.push_back(i);
            family_of_[i] = family;
        }
        order_families();
        for (Count const& c : counts) {
            bool const fine = c.level == "building" || c.level == "grid100";
            double const least =
                std::max(fine ? rules.least_in_building : rules.least_in_cell, DisclosureRules::kFloor);
            least_.push_back(least);
            bool const small = c.count > 0 && c.count < least;
            fate_.push_back(small ? Fate::primary : c.hide ? Fate::given : Fate::shown);
        }
    }

    void protect() {
        for (bool again = true; again;) {
            pass_bounds();
            again = false;
            changed_.assign(families_.size(), false);
            // First what its own parts give away: that may be all that gives its siblings away.
            for (std::size_t i = 0; i < counts_.size(); ++i)
                if (hidden(i) && known_[i].exactly() && given_by_parts(i) && hide_smallest(below_[i])) again = true;
            if (again) continue;
            for (std::size_t i = 0; i < counts_.size(); ++i)
                if (hidden(i) && known_[i].exactly() && hide_another(i)) again = true;
        }
    }

    std::vector<Shown> result() const {
        std::vector<Shown> all;
        for (std::size_t i = 0; i < counts_.size(); ++i) {
            if (!hidden(i))
                all.push_back({counts_[i].count, 0, false});
            else
                all.push_back({{}, fate_[i] == Fate::primary ? least_[i] : 0, fate_[i] != Fate::primary});
        }
        return all;
    }

private:
    static constexpr std::size_t kNone = ~std::size_t{0};
    struct Family {
        std::size_t parent = kNone;  ///< kNone: published elsewhere
        std::vector<std::size_t> children;
    };

    bool hidden(std::size_t i) const { return fate_[i] != Fate::shown; }

    /// Parents before their children; a ring of parents is cut where it closes.
    void order_families() {
        std::vector<std::size_t> waiting;
        for (std::size_t f = families_.size(); f-- > 0;)
            if (families_[f].parent == kNone || family_of_[families_[f].parent] == kNone) waiting.push_back(f);
        std::vector<bool> seen(families_.size());
        auto const take = [&] {
            while (!waiting.empty()) {
                std::size_t const f = waiting.back();
                waiting.pop_back();
                if (seen[f]) continue;
                seen[f] = true;
                top_down_.push_back(f);
                for (std::size_t const child : families_[f].children)
                    if (below_[child] != kNone) waiting.push_back(below_[child]);
            }
        };
        take();
        for (std::size_t f = 0; f < families_.size(); ++f) {
            waiting.push_back(f);
            take();
        }
    }

    Known own_bounds(std::size_t i) const {
        double const count = counts_[i].count;
        switch (fate_[i]) {
            case Fate::shown: return {count, count};
            case Fate::primary: return {std::min(1.0, count), std::max(least_[i] - 1, count)};
            case Fate::given: return {0, kNoBound};
            case Fate::complementary: break;
        }
        return {count > 0 ? least_[i] : 0, kNoBound};
    }

    void pass_bounds() {
        known_.resize(counts_.size());
        for (std::size_t i = 0; i < counts_.size(); ++i) known_[i] = own_bounds(i);
        for (auto f = top_down_.rbegin(); f != top_down_.rend(); ++f) bounds_up(families_[*f]);
        for (std::size_t const f : top_down_) bounds_down(families_[f]);
    }

    /// What the parent's count is but for its hidden children: people nobody placed count as known.
    double outside(Family const& family) const {
        double rest = family.parent == kNone ? 0 : counts_[family.parent].count;
        for (std::size_t const child : family.children)
            if (hidden(child)) rest -= counts_[child].count;
        return family.parent == kNone ? 0 : rest;
    }

    std::pair<Sum, Sum> sums(Family const& family) const {
        Sum low, high;
        for (std::size_t const child : family.children) {
            if (!hidden(child)) continue;
            low.add(known_[child].low);
            high.add(known_[child].high);
        }
        return {low, high};
    }

    void bounds_up(Family const& family) {
        if (family.parent == kNone || !hidden(family.parent)) return;
        auto const [low, high] = sums(family);
        double const rest = outside(family);
        known_[family.parent] = both(known_[family.parent], {low.all() + rest, high.all() + rest});
    }

    void bounds_down(Family const& family) {
        Known sum;
        if (family.parent == kNone) {
            for (std::size_t const child : family.children) sum.low += hidden(child) ? counts_[child].count : 0;
            sum.high = sum.low;
        } else {
            double const rest = outside(family);
            sum = {known_[family.parent].low - rest, known_[family.parent].high - rest};
        }
        auto const [low, high] = sums(family);
        for (std::size_t const child : family.children) {
            if (!hidden(child)) continue;
            Known const own = known_[child];
            known_[child] = both(own, {sum.low - high.without(own.high), sum.high - low.without(own.low)});
        }
    }

    bool changed(std::size_t family) const { return family != kNone && changed_[family]; }

    void hide(std::size_t i) {
        fate_[i] = Fate::complementary;
        if (family_of_[i] != kNone) changed_[family_of_[i]] = true;
        if (below_[i] != kNone) changed_[below_[i]] = true;
    }

    /// Hiding a 0 would help nobody: what is hidden beside others is 0 or large, and the sum says which.
    bool hide_smallest(std::size_t family) {
        if (family == kNone) return false;
        std::size_t best = kNone;
        for (std::size_t const child : families_[family].children) {
            if (hidden(child) || counts_[child].count <= 0) continue;
            if (best == kNone || counts_[child].count < counts_[best].count) best = child;
        }
        if (best == kNone) return false;
        hide(best);
        return true;
    }

    bool hide_parent(std::size_t i) {
        std::size_t const family = family_of_[i];
        std::size_t const parent = family == kNone ? kNone : families_[family].parent;
        if (parent == kNone || hidden(parent)) return false;
        hide(parent);
        return true;
    }

    bool given_by_parts(std::size_t i) const {
        auto const is_hidden = [&](std::size_t child) { return hidden(child); };
        return below_[i] != kNone && std::ranges::none_of(families_[below_[i]].children, is_hidden);
    }

    /// Makes the count `i` less certain by hiding one more. Where something beside it was hidden since the bounds were
    /// passed, that may have been enough.
    bool hide_another(std::size_t i) {
        if (changed(family_of_[i]) || changed(below_[i])) return true;
        return hide_smallest(family_of_[i]) || hide_parent(i) || hide_smallest(below_[i]);
    }

    std::span<Count const> counts_;
    std::vector<Family> families_;
    std::vector<std::size_t> family_of_, below_;  ///< per count: where it is a child; where it is the parent
    std::vector<std::size_t> top_down_;
    std::vector<double> least_;
    std::vector<Fate> fate_;
    std::vector<Known> known_;
    std::vector<bool> changed_;  ///< families, since the bounds were last passed
};

}  // namespace

std::vector<Shown> suppress(std::span<Count const> counts, DisclosureRules const& rules) {
    Audit audit(counts, rules);
    audit.protect();
    return audit.result();
}

}  // namespace analysis
