// Who did what, kept so that a change shows: JSON lines, each with the SHA-256 of the line before it (DOMAIN 14).
// A chain shows what was changed, taken out or put in. That its end was cut off shows by the head, a small file beside
// it. Who can write both files can still write a new chain; so show or send the head elsewhere now and then.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace feeds {

/// Texts of any length and kind; what is not UTF-8 is replaced.
struct AuditEntry {
    base::UtcMs time = 0;
    std::string user;
    std::string action;  ///< "export", "screenshot", "config", "alert.confirm" ...
    std::string source;  ///< the address it came from; empty: this machine
    std::string target;
    std::string result;  ///< "ok", "refused", "failed"
    std::string detail;
};

/// The newest line: where the next one goes on.
struct AuditHead {
    std::uint64_t sequence = 0;  ///< 0: nothing yet
    std::string hash = std::string(64, '0');
    friend bool operator==(AuditHead const&, AuditHead const&) = default;
};

/// The line after `head`, without its end, and the head then. `hash` is that of the bytes before `,"hash":`, which hold
/// the sequence and `prev_hash`; so `sha256sum` alone can check a line.
struct AuditLine {
    std::string text;
    AuditHead head;
};
AuditLine audit_line(AuditEntry const& entry, AuditHead const& head);

struct AuditBreak {
    std::string file;      ///< empty where a text was checked
    std::size_t line = 0;  ///< from 1; one more than there are where the end is missing
    std::string zh, en;    ///< one sentence
};
struct AuditCheck {
    std::uint64_t lines = 0;
    std::uint64_t first = 0;           ///< sequence of the first: above 1 where older files were put away
    AuditHead head;                    ///< after the last good line
    std::optional<AuditBreak> broken;  ///< the first; nothing is said of what comes after it
};

/// `before`: what the first line must follow; none: it may begin anywhere, and says so in `first`.
AuditCheck check_audit(std::string_view text, std::optional<AuditHead> const& before);

/// The log's files by name, which is by day. The error: the folder cannot be read, or is not there.
base::Result<std::vector<std::filesystem::path>> audit_files(std::filesystem::path const& folder);

/// All files of a folder in order, and their end against the head kept beside them, or against one kept elsewhere. The
/// error: nothing there, or it cannot be read.
base::Result<AuditCheck> check_audit_folder(std::filesystem::path const& folder,
                                            std::optional<AuditHead> const& kept_elsewhere = {});

/// What was done, in order, to be done again at a start. Lines whose own hash is wrong are left out and counted;
/// whether the chain holds is for `check_audit_folder` to say. Nothing there: nothing was done.
struct AuditHistory {
    std::vector<AuditEntry> entries;
    std::vector<std::uint64_t> sequences;  ///< of the entries
    std::uint64_t damaged = 0;
    std::uint64_t last = 0;  ///< sequence of the newest line; 0: none
};
base::Result<AuditHistory> read_audit(std::filesystem::path const& folder);

/// One file a day (China's), `audit-2026-11-22.jsonl`, readable by its owner alone. Several threads and processes may
/// append at a time: each append takes the folder's lock.
class AuditLog {
public:
    /// The folder is made if missing.
    static base::Result<AuditLog> open(std::filesystem::path folder);

    /// On the disk when it returns, the head too. What a crash left of a line is taken out and kept in a line of its
    /// own ("audit.recovered"). A log that was tampered with goes on from its head, so that the break stays visible.
    base::Result<AuditHead> append(AuditEntry const& entry) const;

private:
    explicit AuditLog(std::filesystem::path folder) : folder_(std::move(folder)) {}
    std::filesystem::path folder_;
};

}  // namespace feeds
