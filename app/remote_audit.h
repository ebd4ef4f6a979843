// Who commanded what by the remote control: a line of JSON each, for as long as the disk lasts within reason.
#pragma once

#include <filesystem>
#include <map>
#include <mutex>
#include <string>

#include "base/result.h"
#include "base/time.h"

namespace app {

class RemoteAudit {
public:
    /// Empty: every line fails.
    explicit RemoteAudit(std::filesystem::path file);

    struct Line {
        base::UtcMs at = 0;
        std::string from;     ///< address
        std::string role;     ///< "control", "read"
        std::string command;  ///< as it came, JSON; cut after 2000 bytes
        std::string result;   ///< "taken", or why not
    };
    /// On the disk when it returns. Safe to call on several threads.
    base::Status write(Line const& line);
    /// For whoever may not command at all: a short line, and of those at most one a second for each address, or who may
    /// only look could push out what others have commanded.
    base::Status write_refused(Line line);

private:
    std::filesystem::path const file_;
    std::mutex mutex_;
    std::mutex refused_mutex_;
    std::map<std::string, base::UtcMs> refused_;  ///< address: when its last line was written
};

}  // namespace app
