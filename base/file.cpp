#include "base/file.h"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>

namespace base {

Status check_readable(std::string const& path) {
    std::error_code unknown;
    if (std::filesystem::is_directory(path, unknown)) return Error{path + ": is a folder, no file"};
    errno = 0;
    if (std::ifstream(path, std::ios::binary)) return done;
    if (errno == ENOENT) return Error{path + ": no such file"};
    std::string const why = errno == 0 ? "" : ": " + std::generic_category().message(errno);
    return Error{path + ": cannot be read" + why};
}

Result<std::string> read_file(std::string const& path) {
    if (auto const readable = check_readable(path); !readable) return readable.error();
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    if (in.bad()) return Error{path + ": cannot be read to its end"};
    return std::move(text).str();
}

}  // namespace base
