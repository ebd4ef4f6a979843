#include "analysis/cases.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <tuple>

namespace analysis {

namespace {

constexpr std::int64_t kDayMs = 24LL * 3600 * 1000, kChinaMs = 8LL * 3600 * 1000;

bool is_wanted(twin::Ticket const& t, CaseFilter const& filter) {
    if (std::ranges::find(filter.without, t.kind) != filter.without.end()) return false;
    return filter.class_prefixes.empty() || std::ranges::any_of(filter.class_prefixes, [&](std::string const& prefix) {
               return t.class_code.starts_with(prefix);
           });
}

/// The ticket that a chain of repeats began with. Rings of repeats, which no source should send, end at their smallest
/// id, so that all of them agree.
std::string_view root_of(std::string_view id, std::map<std::string_view, std::string_view> const& repeats) {
    std::set<std::string_view> seen;
    for (auto next = repeats.find(id); next != repeats.end(); next = repeats.find(id)) {
        if (!seen.insert(id).second) return *seen.begin();
        id = next->second;
    }
    return id;
}

void place(Case& out, twin::Ticket const& t, twin::Locator const& locator, CaseFilter const& filter) {
    if (t.where.level < twin::PlaceLevel::community) return;
    auto const placed = locator.place(t.where);
    if (!placed) return;
    out.area = placed->area;
    if (t.where.level < filter.least_for_point || placed->how == twin::Placed::How::area) return;
    out.at = base::Vec2d{placed->at.x, placed->at.y};
    out.building = placed->building;
}

}  // namespace

std::int32_t china_day(base::UtcMs time) {
    std::int64_t const shifted = time + kChinaMs;
    return static_cast<std::int32_t>(shifted / kDayMs - (shifted % kDayMs < 0 ? 1 : 0));
}

base::UtcMs china_midnight(std::int32_t day) { return day * kDayMs - kChinaMs; }

Cases warning_cases(std::span<twin::Ticket const* const> tickets, twin::Locator const& locator,
                    CaseFilter const& filter) {
    Cases out;
    out.tickets = tickets.size();
    std::map<std::string_view, std::string_view> repeats;
    for (twin::Ticket const* t : tickets)
        if (!t->repeat_of.empty() && t->repeat_of != t->id) repeats.emplace(t->id, t->repeat_of);
    std::vector<twin::Ticket const*> kept;
    for (twin::Ticket const* t : tickets) {
        bool const is_void = t->status == twin::TicketStatus::rejected || t->status == twin::TicketStatus::cancelled;
        std::uint64_t* const why = is_void                        ? &out.void_
                                   : !is_wanted(*t, filter)       ? &out.other_class
                                   : t->secret                    ? &out.secret
                                   : time_of(*t) == base::kNoTime ? &out.no_time
                                                                  : nullptr;
        why ? void(++*why) : kept.push_back(t);
    }
    std::ranges::sort(kept, {}, [](twin::Ticket const* t) { return std::tuple(time_of(*t), std::string_view(t->id)); });
    std::map<std::string_view, std::size_t> case_of;
    for (twin::Ticket const* t : kept) {
        auto const [found, fresh] = case_of.emplace(root_of(t->id, repeats), out.cases.size());
        if (!fresh) {
            out.cases[found->second].repeats += 1;
            out.repeats += 1;
            continue;
        }
        Case& c = out.cases.emplace_back(Case{.id = t->id, .class_code = t->class_code, .called = time_of(*t)});
        place(c, *t, locator, filter);
        if (c.area < 0 && !c.at) ++out.no_place;
        if (!t->class_path.empty()) out.class_names.emplace(t->class_code, leaf_of_class(t->class_path));
    }
    return out;
}

}  // namespace analysis
