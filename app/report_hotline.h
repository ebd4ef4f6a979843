// The brief of the hotline as it is put together. For app/report_hotline*.cpp alone.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "app/report_parts.h"

namespace app {

class Brief {
public:
    Brief(ReportFacts const& from, Content& out);
    void fill();

private:
    static constexpr std::int64_t kWeekMs = 7 * kDayMs;

    struct Group {
        double count = 0, day_before = 0, week_before = 0, open = 0, overdue = 0;
    };
    using Groups = std::map<std::string, Group>;
    using Ranked = std::vector<std::pair<std::string, Group>>;

    double in(base::UtcMs at, std::int64_t back) const { return at > since_ - back && at <= until_ - back ? 1 : 0; }
    template <class Key>
    void group(Groups& groups, Key const& key) const {
        for (ui::TicketRow const& row : hotline_.tickets) {
            base::UtcMs const at = analysis::time_of(row.ticket);
            if (at == base::kNoTime || at > until_) continue;
            Group& g = groups[key(row.ticket)];
            g.count += in(at, 0);
            g.day_before += in(at, kDayMs);
            g.week_before += in(at, kWeekMs);
            g.open += row.open ? 1 : 0;
            g.overdue += row.open && row.overdue ? 1 : 0;
        }
    }
    static Ranked ranked(Groups const& groups);
    report::Words first_few(Ranked const& ranked, std::size_t most) const;
    /// Whether the feed told of the 24 hours so long before: what nobody told of is no 0.
    bool told(std::int64_t back) const;
    static report::Cell cell(bool known, double number) {
        return known ? report::Cell(number) : report::Cell(report::Missing{});
    }

    bool small(double count) const { return is_small(from_.input.audience, count); }
    report::Words said(double count) const { return said_count(from_.input.audience, count); }

    void facts();
    report::Words summary() const;
    report::Words received() const;
    report::Words freshness() const;
    void tiles();
    report::Tile tile(ui::Kpi const* kpi, report::Words name) const;
    void hours();
    void days();
    void states();
    void units();
    void categories();
    void places();
    void gathered();
    void late();
    void definitions();
    report::Table group_table(Groups const& groups, report::Words name, char const* key) const;

    ReportFacts const& from_;
    ui::HotlineFacts const& hotline_;
    Content& out_;
    base::UtcMs since_ = 0, until_ = 0;
    bool now_told_ = false, week_told_ = false;
    double today_ = 0, yesterday_ = 0, last_week_ = 0;  ///< the last two are below 0 where nobody told of them
    Groups units_, categories_;
};

}  // namespace app
