#include "analysis/alert_book.h"

#include <algorithm>

namespace analysis {

namespace {

std::uint8_t bit(AlertKind kind) { return static_cast<std::uint8_t>(1U << static_cast<unsigned>(kind)); }

bool only_rule(KeptAlert const& k) { return k.kinds == bit(AlertKind::rule); }

bool same_matter(KeptAlert const& kept, Alert const& found) {
    if (kept.alert.class_code != found.class_code) return false;
    if (found.kind == AlertKind::rule && only_rule(kept)) return kept.alert.place == found.place;
    // A statistical alert is about a community: what rules found there before stays an alert of its own.
    return !only_rule(kept) && kept.alert.area == found.area;
}

/// The newest figures under the name, and with the level, that people know it by.
void take(KeptAlert& kept, Alert const& found, base::UtcMs now) {
    bool const rule_beside = found.kind == AlertKind::rule && !only_rule(kept);
    kept.kinds |= bit(found.kind);
    kept.seen = now;
    AlertLevel const level = std::max(kept.alert.level, found.level);
    // Several kinds found it in one run: the most urgent comes first and stays.
    if (!rule_beside) {
        std::string id = std::move(kept.alert.id);
        kept.alert = found;
        kept.alert.id = std::move(id);
    }
    kept.alert.level = level;
}

}  // namespace

BookUpdate update(AlertBook& book, std::vector<Alert> const& found, BookRules const& rules, base::UtcMs now) {
    BookUpdate out;
    std::int32_t const today = china_day(now);
    for (KeptAlert& k : book.alerts)
        if (k.open && today - china_day(k.seen) > rules.quiet_days) k.open = false;
    auto const raised_today =
        std::ranges::count_if(book.alerts, [&](KeptAlert const& k) { return china_day(k.raised) == today; });
    std::size_t left = rules.most_a_day - std::min(rules.most_a_day, static_cast<std::size_t>(raised_today));
    std::vector<std::size_t> touched;
    for (Alert const& alert : found) {
        auto const open =
            std::ranges::find_if(book.alerts, [&](KeptAlert const& k) { return k.open && same_matter(k, alert); });
        if (open != book.alerts.end()) {
            auto const index = static_cast<std::size_t>(open - book.alerts.begin());
            AlertLevel const before = open->alert.level;
            bool const first = std::ranges::find(touched, index) == touched.end();
            if (first) {
                take(*open, alert, now);
                touched.push_back(index);
            } else {
                open->kinds |= bit(alert.kind);
                open->alert.level = std::max(before, alert.level);
            }
            if (open->alert.level == before) continue;
            open->risen = now;
            out.escalated.push_back(open->alert.id);
            // Worse than what was dismissed: somebody should look again.
            if (open->verdict == Verdict::dismissed) open->verdict = Verdict::none;
            continue;
        }
        if (left == 0) {
            ++out.held_back;
            continue;
        }
        --left;
        touched.push_back(book.alerts.size());
        book.alerts.push_back({.alert = alert, .raised = now, .seen = now, .kinds = bit(alert.kind)});
        out.raised.push_back(alert.id);
    }
    return out;
}

bool judge(AlertBook& book, std::string_view id, Verdict verdict, base::UtcMs now) {
    // Of two with one id the later: the earlier is over.
    auto const found =
        std::find_if(book.alerts.rbegin(), book.alerts.rend(), [&](KeptAlert const& k) { return k.alert.id == id; });
    if (found == book.alerts.rend()) return false;
    found->verdict = verdict;
    found->judged = verdict == Verdict::none ? base::kNoTime : now;
    return true;
}

AlertPrecision precision(AlertBook const& book, base::UtcMs from, base::UtcMs to) {
    AlertPrecision out;
    auto const count = [](Share& share, bool right) {
        share.of += 1;
        share.part += right ? 1 : 0;
    };
    for (KeptAlert const& k : book.alerts) {
        if (k.raised < from || k.raised >= to) continue;
        if (k.verdict == Verdict::none) {
            ++out.waiting;
            continue;
        }
        bool const right = k.verdict != Verdict::dismissed;
        count(out.all, right);
        for (unsigned kind = 0; kind < 3; ++kind)
            if ((k.kinds >> kind & 1U) != 0) count(out.by_kind[kind], right);
    }
    return out;
}

}  // namespace analysis
