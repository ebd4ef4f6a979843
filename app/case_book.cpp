#include "app/case_book.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace app {
namespace {

constexpr std::array<std::string_view, 5> kActions{"case.acknowledge", "case.assign", "case.note", "case.close",
                                                   "case.reopen"};

}  // namespace

feeds::AuditEntry to_audit(CaseEntry const& entry) {
    nlohmann::ordered_json detail{{"id", entry.id}};
    if (entry.matter.since != base::kNoTime) detail["since"] = base::format_time(entry.matter.since);
    if (entry.matter.last != base::kNoTime) detail["last"] = base::format_time(entry.matter.last);
    if (!entry.holder.empty()) detail["holder"] = entry.holder;
    if (!entry.note.empty()) detail["note"] = entry.note;
    return {.time = entry.at,
            .user = entry.user,
            .action = std::string(kActions[static_cast<std::size_t>(entry.action)]),
            .source = entry.source,
            .target = entry.matter.key,
            .result = "ok",
            .detail = detail.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace)};
}

std::optional<CaseEntry> from_audit(feeds::AuditEntry const& audit) {
    auto const action = std::ranges::find(kActions, audit.action);
    if (action == kActions.end() || audit.result != "ok" || audit.target.empty()) return {};
    auto const detail = nlohmann::json::parse(audit.detail, nullptr, false);
    if (!detail.is_object()) return {};
    auto const text = [&](char const* key) {
        auto const found = detail.find(key);
        return found != detail.end() && found->is_string() ? found->get<std::string>() : std::string();
    };
    auto const time = [&](char const* key) {
        auto const read = base::parse_time(text(key));
        return read ? *read : base::kNoTime;
    };
    CaseEntry entry;
    entry.at = audit.time;
    entry.user = audit.user;
    entry.source = audit.source;
    entry.action = static_cast<ui::CaseAction>(action - kActions.begin());
    entry.matter = {audit.target, time("since"), time("last")};
    entry.id = text("id");
    entry.holder = text("holder");
    entry.note = text("note");
    return entry;
}

void CaseBook::add(CaseEntry entry) {
    by_key_[entry.matter.key].push_back(entries_.size());
    entries_.push_back(std::move(entry));
}

Standing CaseBook::of(Matter const& matter, base::UtcMs known) const {
    Standing out;
    auto const found = by_key_.find(matter.key);
    if (found == by_key_.end()) return out;
    for (std::size_t const i : found->second) {
        CaseEntry const& entry = entries_[i];
        if (entry.at > known || !is_same(entry.matter, matter)) continue;
        out.log.push_back(&entry);
        switch (entry.action) {
            case ui::CaseAction::acknowledge: out.acknowledged = true; break;
            case ui::CaseAction::assign: out.holder = entry.holder; break;
            case ui::CaseAction::note: break;
            case ui::CaseAction::close: out.closed = true; break;
            case ui::CaseAction::reopen: out.closed = false; break;
        }
    }
    return out;
}

std::vector<Matter> CaseBook::acknowledged() const {
    std::vector<Matter> out;
    for (CaseEntry const& entry : entries_)
        if (entry.action == ui::CaseAction::acknowledge) out.push_back(entry.matter);
    std::ranges::stable_sort(out, {}, &Matter::key);
    return out;
}

}  // namespace app
