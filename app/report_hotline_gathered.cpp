// Where complaints of one class gather, though at different addresses.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "analysis/dbscan.h"
#include "app/report_hotline.h"

namespace app {

using ui::TicketRow;

namespace {

using OfAClass = std::vector<TicketRow const*>;

base::Vec2d ground_of(TicketRow const& row) { return {row.at->x, row.at->y}; }

/// Tickets of one class that lie together.
struct Gathering {
    std::string leaf;
    TicketRow const* central = nullptr;  ///< the nearest to the middle of all
    double count = 0, addresses = 0, open = 0;
    double reach = 0;  ///< metres from the middle to the furthest
    base::UtcMs last = base::kNoTime;
};

Gathering gathering_of(std::string const& leaf, OfAClass const& rows) {
    Gathering out{.leaf = leaf, .count = static_cast<double>(rows.size())};
    base::Vec2d middle;
    for (TicketRow const* const row : rows) middle = middle + ground_of(*row) * (1 / out.count);
    auto const away = [&](TicketRow const* row) { return base::length(ground_of(*row) - middle); };
    out.central = *std::ranges::min_element(rows, {}, away);
    std::set<std::string> addresses;
    for (TicketRow const* const row : rows) {
        addresses.insert(row->ticket.where.address);
        out.open += row->open ? 1 : 0;
        out.reach = std::max(out.reach, away(row));
        out.last = std::max(out.last, analysis::time_of(row->ticket));
    }
    out.addresses = static_cast<double>(addresses.size());
    return out;
}

/// Largest first. What gathers at one address alone is a hot place, and told as such.
std::vector<Gathering> gatherings(std::vector<TicketRow> const& tickets, base::UtcMs since, base::UtcMs until) {
    std::map<std::string, OfAClass> classes;
    for (TicketRow const& row : tickets) {
        base::UtcMs const at = analysis::time_of(row.ticket);
        // A place without coordinates is an area's name, where everything would gather.
        if (at == base::kNoTime || at <= since || at > until || !row.at || row.ticket.where.address.empty()) continue;
        classes[std::string(analysis::leaf_of_class(row.ticket.class_path))].push_back(&row);
    }
    std::vector<Gathering> out;
    for (auto const& [leaf, rows] : classes) {
        std::vector<base::Vec2d> points;
        for (TicketRow const* const row : rows) points.push_back(ground_of(*row));
        std::map<int, OfAClass> clusters;
        auto const cluster = analysis::dbscan(points, analysis::kClusterMetres, analysis::kClusterLeast);
        for (std::size_t i = 0; i < rows.size(); ++i)
            if (cluster[i] >= 0) clusters[cluster[i]].push_back(rows[i]);
        for (auto const& one : clusters) {
            Gathering const found = gathering_of(leaf, one.second);
            if (found.addresses > 1) out.push_back(found);
        }
    }
    std::ranges::stable_sort(out, [](Gathering const& a, Gathering const& b) {
        return std::tie(b.count, b.last) < std::tie(a.count, a.last);
    });
    return out;
}

}  // namespace

void Brief::gathered() {
    report::Table table;
    table.columns = {column("place", {"中心地点", "Around"}),
                     column("class", {"诉求", "About"}),
                     column("week", {"近 7 天", "7 days"}, {"件", ""}),
                     column("addresses", {"涉及地址", "addresses"}, {"处", ""}),
                     column("reach", {"范围半径", "within"}, {"米", "m"}),
                     column("open", {"在办", "open"}, {"件", ""}),
                     column("last", {"最近来件", "last"})};
    table.columns[2].bar = true;
    for (Gathering const& one : gatherings(hotline_.tickets, until_ - kWeekMs, until_)) {
        report::Row row;
        row.cells = {address_words(from_, one.central->ticket.where.address),
                     feed_words(from_, one.leaf),
                     one.count,
                     one.addresses,
                     std::max(10.0, std::round(one.reach / 10) * 10),
                     one.open,
                     report::Moment{one.last}};
        table.rows.push_back(std::move(row));
    }
    table.note = {
        "近 7 天同类诉求在 150 米内 5 件以上且涉及两处以上地址（DBSCAN "
        "密度聚类）；密集不等于异常，是否超出常年水平见预警线索。",
        "Five or more of one class within 150 m of each other in 7 days, at more than one address (clusters by "
        "density, "
        "DBSCAN; repeated calls included). Dense is not unusual: early warnings tell what is above the usual."};
    add_table(out_, "gathered", std::move(table), from_.input.audience, Grain::places);
}

}  // namespace app
