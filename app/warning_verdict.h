// What people made of alerts and of related things, as entries of the audit log: the log is the memory, so that
// verdicts outlive a restart and cannot be changed unnoticed.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/alert_book.h"
#include "base/result.h"
#include "feeds/audit_log.h"
#include "ui/warning_state.h"

namespace app {

/// "alert.confirm", "alert.forward", "alert.dismiss", "alert.reopen": of which alert, in words that still tell when the
/// alerts are worked out anew and go by another id.
struct AlertVerdict {
    analysis::Verdict verdict = analysis::Verdict::none;
    base::UtcMs at = base::kNoTime;      ///< the clock
    base::UtcMs moment = base::kNoTime;  ///< that was shown: a verdict holds from here on
    std::string id, class_code, area;    ///< area: Locator::Area::id; empty: the whole district
    std::string place;                   ///< of one that only a rule found, else empty
    std::uint8_t kinds = 0;
    analysis::AlertLevel level = analysis::AlertLevel::blue;
    base::UtcMs raised = base::kNoTime;
    std::string user, note;
};
feeds::AuditEntry to_entry(AlertVerdict const& verdict);
std::optional<AlertVerdict> verdict_of(feeds::AuditEntry const& entry);

/// "related.confirm", "related.reject", "related.reset".
struct RelatedVerdict {
    ui::Belongs belongs = ui::Belongs::unknown;
    base::UtcMs at = base::kNoTime;
    std::string from, to;  ///< "ticket T-1", "event E-2", "camera C-3", "building B-4"
    std::string user;
};
feeds::AuditEntry to_entry(RelatedVerdict const& verdict);
std::optional<RelatedVerdict> related_of(feeds::AuditEntry const& entry);

struct Verdicts {
    std::vector<AlertVerdict> alerts;  ///< as they were given
    std::vector<RelatedVerdict> related;
};
/// From all files of the folder; none where there is no folder.
base::Result<Verdicts> read_verdicts(std::filesystem::path const& folder);

/// The newest word on two things, in either direction.
ui::Belongs belongs(std::span<RelatedVerdict const> all, std::string const& one, std::string const& other);

}  // namespace app
