// What has been done about cases inside Borough, folded from the entries of its own log: who has acknowledged, who
// holds it, what was noted, that it was closed. Pure; the log itself is app/case_log.h.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "app/acknowledged.h"
#include "feeds/audit_log.h"
#include "ui/cases_facts.h"

namespace app {

struct CaseEntry {
    base::UtcMs at = base::kNoTime;
    std::string user, source;  ///< `source`: the address it came from; empty: this machine
    ui::CaseAction action = ui::CaseAction::note;
    Matter matter;   ///< as it was then
    std::string id;  ///< of the ticket or sighting it was done to
    std::string holder, note;
};

/// "case.acknowledge" ... with the matter's key as its target; the rest is JSON in the detail.
feeds::AuditEntry to_audit(CaseEntry const& entry);
/// None: the line is about something else, or of a newer program.
std::optional<CaseEntry> from_audit(feeds::AuditEntry const& audit);

/// How a matter stands.
struct Standing {
    bool acknowledged = false, closed = false;
    std::string holder;                 ///< the last it was given to; empty: nobody
    std::vector<CaseEntry const*> log;  ///< oldest first; as long as the book is not changed
};

class CaseBook {
public:
    void add(CaseEntry entry);
    /// Of entries made by `known`.
    Standing of(Matter const& matter, base::UtcMs known) const;
    /// All that somebody has acknowledged, each once, by key.
    std::vector<Matter> acknowledged() const;
    std::size_t size() const { return entries_.size(); }

private:
    std::vector<CaseEntry> entries_;
    std::unordered_map<std::string, std::vector<std::size_t>> by_key_;
};

}  // namespace app
