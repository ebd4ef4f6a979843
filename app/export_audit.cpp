#include "app/export_audit.h"

#include "app/case_desk.h"
#include "app/case_log.h"
#include "feeds/audit_log.h"

namespace app {

base::Status audit_export(twin::LiveSpec const& live, base::UtcMs at, std::string const& action,
                          std::string const& target, std::string const& source) {
    auto const folder = audit_folder(live);
    if (folder.empty()) return base::done;
    auto log = feeds::AuditLog::open(folder);
    if (!log) return log.error();
    auto const written = log->append({at, login_name(), action, source, target, "ok", {}});
    return written ? base::done : base::Status(written.error());
}

}  // namespace app
