#include "app/secret.h"

#include <sys/stat.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "twin/text.h"

namespace app {
namespace {

base::Result<std::string> from_file(std::string const& path) {
    struct stat about {};
    if (stat(path.c_str(), &about) != 0) return base::Error{path + ": this file with a secret is not there"};
    if ((about.st_mode & 077) != 0) return base::Error{path + ": others may read this secret; say chmod 600 " + path};
    std::ifstream stream(path);
    std::string const text{std::istreambuf_iterator<char>(stream), {}};
    if (!stream) return base::Error{path + ": this file with a secret cannot be read"};
    return std::string(twin::trim(text));
}

}  // namespace

base::Result<std::string> read_secret(std::string const& where) {
    if (where.empty()) return std::string{};
    std::string secret;
    if (where.starts_with("env:")) {
        std::string const name = where.substr(4);
        char const* const value = std::getenv(name.c_str());
        if (value == nullptr) return base::Error{"the secret " + where + ": there is no such environment variable"};
        secret = value;
    } else if (where.starts_with("file:")) {
        auto read = from_file(where.substr(5));
        if (!read) return read.error();
        secret = std::move(*read);
    } else {
        return base::Error{"a secret is written env:NAME or file:PATH, and never itself", base::ErrorKind::usage};
    }
    if (secret.empty()) return base::Error{"the secret " + where + " is empty"};
    return secret;
}

}  // namespace app
