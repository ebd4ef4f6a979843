// Who commanded what by the remote control: a line of JSON each, for as long as the disk lasts within reason.
#pragma once

#include <filesystem>
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

private:
    std::filesystem::path const file_;
    std::mutex mutex_;
};

}  // namespace app
