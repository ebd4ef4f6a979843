#include <algorithm>
#include <numeric>
#include <tuple>

#include "analysis/cases.h"
#include "analysis/ticket_indicators.h"
#include "app/facts_parts.h"
#include "app/place_words.h"

namespace app {
namespace {

constexpr std::int64_t kTallied = 30 * kDayMs;
constexpr std::uint32_t kEnoughVisited = 10;
constexpr std::uint32_t kRepeated = 3;

/// "城市管理" of "城市管理>市容环境>占道经营".
std::string_view top_of(std::string_view path) { return path.substr(0, path.find('>')); }

bool same(twin::Told const& a, twin::Told const& b) {
    return std::tie(a.feed, a.event_time, a.known_time, a.version) ==
           std::tie(b.feed, b.event_time, b.known_time, b.version);
}

/// What indicators count, as it stood then. How often a ticket went back has no times and stays.
twin::Ticket as_of(twin::Ticket const& now, bool repeats, base::UtcMs then) {
    twin::Ticket out;
    out.status = now.status;
    out.accepted = now.accepted;
    out.due = now.due;
    out.dispatch = now.dispatch;
    out.returns = now.returns;
    out.reassigned = now.reassigned;
    if (repeats) out.repeat_of = "?";
    auto const was = [&](base::UtcMs time) { return time != base::kNoTime && time <= then ? time : base::kNoTime; };
    out.dispatched = was(now.dispatched);
    out.closed = was(now.closed);
    out.visited = was(now.visited);
    bool const asked = now.visited == base::kNoTime || out.visited != base::kNoTime;
    if (asked) out.solved = now.solved, out.satisfaction = now.satisfaction;
    bool const reopened = now.closed != base::kNoTime && out.closed == base::kNoTime;
    if (reopened) out.status = twin::TicketStatus::handling;
    return out;
}

}  // namespace

std::uint32_t TicketBook::word(std::string_view text) {
    if (text.empty()) return 0;
    auto const found = word_ids_.find(text);
    if (found != word_ids_.end()) return found->second;
    auto const id = static_cast<std::uint32_t>(words_.size());
    words_.emplace_back(text);
    word_ids_.emplace(text, id);
    return id;
}

TicketBook::Known TicketBook::make(twin::LiveState::TicketEntry const& entry) {
    Known known;
    known.entry = &entry;
    known.told = entry.told;
    twin::Ticket& ticket = known.row.ticket;
    ticket = clock_.timed(entry.ticket);
    known.repeats = !ticket.repeat_of.empty();
    if (ticket.secret) mask(ticket, {});
    known.row.limit_for_reference =
        clock_.reference && entry.ticket.due == base::kNoTime && ticket.due != base::kNoTime;
    known.called = analysis::time_of(ticket);
    known.row.open = twin::is_open(ticket);
    if (known.row.open) known.warn = clock_.warn_time(ticket);
    auto const placed = ticket.secret ? std::nullopt : locator_.place(ticket.where);
    known.row.place = place_name(ticket, placed, district_, locator_);
    if (placed) {
        if (placed->how != twin::Placed::How::area) known.row.at = placed->at;
        if (placed->building) known.row.building = placed->building->value;
    }
    known.unit = word(ticket.department);
    known.category = word(top_of(ticket.class_path));
    std::string const& spot = !ticket.where.address.empty() ? ticket.where.address : ticket.where.building;
    if (known.row.at && !spot.empty())
        known.spot = word(spot + " · " + std::string(analysis::leaf_of_class(ticket.class_path)));
    return known;
}

void TicketBook::read(twin::LiveState const& state) {
    secret_ = secret_tickets(state);
    auto const entries = state.tickets();
    std::vector<Known> now;
    now.reserve(entries.size());
    auto before = known_.begin();
    for (auto const* entry : entries) {
        while (before != known_.end() && before->row.ticket.id < entry->ticket.id) ++before;
        bool const unchanged = before != known_.end() && before->entry == entry &&
                               before->row.ticket.id == entry->ticket.id && same(before->told, entry->told) &&
                               before->row.ticket.status == entry->ticket.status;
        if (unchanged) {
            now.push_back(std::move(*before++));
        } else {
            now.push_back(make(*entry));
        }
    }
    known_ = std::move(now);
}

void TicketBook::judge(ui::TicketRow& row, Known const& known, base::UtcMs now) const {
    twin::Ticket const& ticket = row.ticket;
    row.overdue = row.open && analysis::is_overdue(ticket, now);
    row.nearly_due = row.open && !row.overdue && known.warn != base::kNoTime && now >= known.warn;
    row.urgent = ui::Urgent::none;
    if (!row.open || ticket.status == twin::TicketStatus::other) return;
    bool const urged = ticket.urged > 0 || ticket.supervised > 0 || ticket.urgency == twin::Urgency::urgent;
    row.urgent = row.overdue                                                   ? ui::Urgent::red
                 : row.nearly_due || ticket.urgency == twin::Urgency::critical ? ui::Urgent::orange
                 : urged                                                       ? ui::Urgent::yellow
                                                                               : ui::Urgent::blue;
}

std::vector<ui::Tally> TicketBook::tallies(std::uint32_t Known::*key, base::UtcMs now, std::uint32_t least) const {
    struct Sum {
        std::uint32_t count = 0, open = 0, overdue = 0, visited = 0, solved = 0;
        std::optional<base::Vec3d> at;
    };
    std::vector<Sum> sums(words_.size());
    for (Known const& known : known_) {
        if (known.called < now - kTallied || known.called > now || known.*key == 0) continue;
        twin::Ticket const& ticket = known.row.ticket;
        Sum& sum = sums[known.*key];
        ++sum.count;
        sum.open += known.row.open ? 1 : 0;
        sum.overdue += known.row.open && analysis::is_overdue(ticket, now) ? 1U : 0U;
        sum.visited += ticket.visited != base::kNoTime || ticket.solved != twin::Solved::unknown ? 1U : 0U;
        sum.solved += ticket.solved == twin::Solved::yes ? 1 : 0;
        if (key == &Known::spot && !sum.at) sum.at = known.row.at;
    }
    std::vector<ui::Tally> out;
    for (std::size_t i = 1; i < sums.size(); ++i) {
        Sum const& sum = sums[i];
        if (sum.count < least) continue;
        double const solved = sum.visited < kEnoughVisited ? -1 : static_cast<double>(sum.solved) / sum.visited;
        out.push_back({words_[i], sum.count, sum.open, sum.overdue, solved, sum.at});
    }
    std::ranges::sort(out, [](ui::Tally const& a, ui::Tally const& b) {
        return std::tie(b.count, a.key) < std::tie(a.count, b.key);
    });
    return out;
}

void TicketBook::fill(ui::HotlineFacts& out, Happenings const& happenings, FactsInput const& input) const {
    base::UtcMs const now = input.time.event;
    struct Rank {
        int urgent;
        base::UtcMs called;
        std::uint32_t index;
    };
    std::vector<Rank> order;
    std::vector<ui::TicketRow> judged;
    order.reserve(known_.size());
    judged.reserve(known_.size());
    for (std::uint32_t i = 0; i < known_.size(); ++i) {
        ui::TicketRow& row = judged.emplace_back(known_[i].row);
        judge(row, known_[i], now);
        // The other ticket may have become confidential after this one was read.
        mask(row.ticket, secret_);
        row.acknowledged = is_among(input.acknowledged, matter_of(row, now));
        order.push_back({-static_cast<int>(row.urgent), -known_[i].called, i});
        out.open += row.open ? 1 : 0;
        out.overdue += row.overdue ? 1 : 0;
        out.nearly_due += row.nearly_due ? 1 : 0;
        out.limits_for_reference = out.limits_for_reference || row.limit_for_reference;
    }
    std::ranges::sort(order, [](Rank const& a, Rank const& b) {
        return std::tie(a.urgent, a.called, a.index) < std::tie(b.urgent, b.called, b.index);
    });
    out.tickets.reserve(order.size());
    for (Rank const& rank : order) out.tickets.push_back(std::move(judged[rank.index]));

    base::UtcMs const today = midnight_of(now);
    bool const old = out.freshness.lamp >= ui::Lamp::stale, silent = old && out.freshness.last < today;
    if (!silent) out.today = static_cast<std::uint32_t>(std::max(0.0, happenings.count(today, now + 1)));
    double const before = happenings.count(today - 7 * kDayMs, now + 1 - 7 * kDayMs);
    // Until when today's were told is not until when last week's are counted.
    if (before >= 0 && !old) out.same_day_last_week = static_cast<std::uint32_t>(before + 0.5);
    out.by_hour = happenings.series(hour_of(now) - 23 * kHourMs, hour_of(now) + kHourMs, kHourMs, now);
    out.by_day = happenings.series(today - 29 * kDayMs, today + kDayMs, kDayMs, now);
    out.units = tallies(&Known::unit, now, 1);
    out.categories = tallies(&Known::category, now, 1);
    out.repeated = tallies(&Known::spot, now, kRepeated);
}

analysis::TicketIndicators TicketBook::indicators(base::UtcMs from, base::UtcMs until) const {
    std::vector<twin::Ticket> then;
    for (Known const& known : known_) {
        base::UtcMs const accepted = known.row.ticket.accepted;
        if (accepted != base::kNoTime && accepted >= from && accepted <= until)
            then.push_back(as_of(known.row.ticket, known.repeats, until));
    }
    std::vector<twin::Ticket const*> tickets;
    for (twin::Ticket const& ticket : then) tickets.push_back(&ticket);
    return analysis::ticket_indicators(tickets, until);
}

TicketBook::Open TicketBook::open_at(base::UtcMs time) const {
    Open open;
    for (Known const& known : known_) {
        twin::Ticket const& ticket = known.row.ticket;
        bool const over = ticket.closed == base::kNoTime ? !known.row.open : ticket.closed <= time;
        if (known.called > time || over) continue;
        ++open.all;
        open.overdue += ticket.due != base::kNoTime && ticket.due <= time ? 1U : 0U;
    }
    return open;
}

std::vector<double> TicketBook::minutes_to_dispatch(base::UtcMs from, base::UtcMs until) const {
    std::vector<double> minutes;
    for (Known const& known : known_) {
        twin::Ticket const& ticket = known.row.ticket;
        if (ticket.accepted == base::kNoTime || ticket.accepted < from || ticket.accepted > until) continue;
        if (ticket.dispatched == base::kNoTime || ticket.dispatched < ticket.accepted) continue;
        minutes.push_back(static_cast<double>(ticket.dispatched - ticket.accepted) / 60e3);
    }
    return minutes;
}

Happenings TicketBook::happenings(base::UtcMs now, feeds::Span const& reach, HourCounts const* history) const {
    Happenings out;
    out.times.reserve(known_.size());
    for (Known const& known : known_)
        if (known.called != base::kNoTime) out.times.push_back(known.called);
    std::ranges::sort(out.times);
    out.whole_from = now - reach.tickets_ms;
    if (history) out.hours_from = history->from, out.hours = history->tickets;
    return out;
}

}  // namespace app
