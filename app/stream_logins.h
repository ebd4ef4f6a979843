// Users and passwords of video streams. No feed and no district file may hold them, so they come from outside both.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace app {

class StreamLogins {
public:
    /// From the environment variable BOROUGH_STREAMS: the lines themselves, or "file:PATH" of a file that only its
    /// owner may read; where it is not set, from `streams` in `config_folder()`; where that is not there, none.
    static base::Result<StreamLogins> of_person();
    /// A line each, "rtsp://USER:PASSWORD@HOST:PORT/PATH" with port and path as the streams have them; the path is the
    /// beginning of theirs, and none means all of that server. User and password are percent-encoded, as in any URL.
    /// Empty lines and those with # are passed over. Messages name `where` and the line, never what stands in it.
    static base::Result<StreamLogins> parse(std::string_view text, std::string const& where);

    /// The address with user and password where a line is of its scheme, host, port and path; else as it is. The
    /// longest path wins. What is opened with it never stands in a log, a file or on a screen.
    std::string with_login(std::string const& url) const;

private:
    struct Login {
        std::string server;  ///< "rtsp://host:554", in lower case
        std::string path;    ///< "/live"; empty: all
        std::string login;   ///< "user:password"
    };
    std::vector<Login> logins_;
};

}  // namespace app
