// Borough's own log of what people do about cases: a hash-chained audit log in `audit` beside the journal, written by a
// thread of its own. Copies that are posted elsewhere: app/case_post.h.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/case_book.h"
#include "base/result.h"
#include "twin/feed_spec.h"

namespace app {

/// Empty where the district has no journal.
std::filesystem::path audit_folder(twin::LiveSpec const& live);

/// When the log was last written; the beginning of time: never.
std::filesystem::file_time_type audit_head_time(std::filesystem::path const& folder);

struct CaseHistory {
    std::vector<CaseEntry> entries;
    std::uint64_t damaged = 0;  ///< lines that are not as they were written
    std::uint64_t last = 0;     ///< sequence of the newest line
};
base::Result<CaseHistory> read_cases(std::filesystem::path const& folder);

class CaseLog {
public:
    /// `ready` is called on the log's thread after each entry, and when another program has written some. The folder is
    /// made with the first one; empty: entries are handed back, and nothing outlives the program. `last`: of the
    /// history that was read before.
    CaseLog(std::filesystem::path folder, std::uint64_t last, std::function<void()> ready);
    ~CaseLog();  ///< writes what waits

    void write(CaseEntry entry);
    /// In the order in which they were handed over.
    struct Done {
        CaseEntry entry;
        std::string problem;  ///< it is not in the log; empty: it is
        bool in_anew = false;
    };
    struct News {
        std::optional<CaseHistory> anew;  ///< all of the log, where others have written too; `done` comes after it
        std::vector<Done> done;
        std::uint32_t waiting = 0;
    };
    News take();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace app
