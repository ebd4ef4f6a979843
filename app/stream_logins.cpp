#include "app/stream_logins.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <optional>
#include <utility>

#include "app/secret.h"
#include "app/user_file.h"
#include "twin/text.h"

namespace app {
namespace {

constexpr char const* kVariable = "BOROUGH_STREAMS";

struct StreamUrl {
    std::string server, login, path;
};

std::optional<StreamUrl> parts_of(std::string_view url) {
    std::size_t const scheme = url.find("://");
    if (scheme == 0 || scheme == url.npos) return {};
    std::size_t const begin = scheme + 3, end = std::min(url.find_first_of("/?#", begin), url.size());
    std::string_view const authority = url.substr(begin, end - begin);
    std::size_t const at = authority.rfind('@');
    StreamUrl out;
    if (at != authority.npos) out.login = authority.substr(0, at);
    std::string_view const host = at == authority.npos ? authority : authority.substr(at + 1);
    if (host.empty()) return {};
    out.server = twin::lower(std::string(url.substr(0, begin)) + std::string(host));
    out.path = url.substr(end);
    return out;
}

/// "/live" is the beginning of "/live/1" and "/live?ch=1", and not of "/livestock".
bool is_below(std::string_view path, std::string_view beginning) {
    if (!path.starts_with(beginning)) return false;
    if (beginning.empty() || beginning.back() == '/' || path.size() == beginning.size()) return true;
    char const next = path[beginning.size()];
    return next == '/' || next == '?' || next == '#';
}

}  // namespace

base::Result<StreamLogins> StreamLogins::parse(std::string_view text, std::string const& where) {
    StreamLogins out;
    std::size_t number = 0;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t const end = std::min(text.find('\n', at), text.size());
        std::string_view const line = twin::trim(text.substr(at, end - at));
        at = end + 1;
        ++number;
        if (line.empty() || line.front() == '#') continue;
        std::optional<StreamUrl> url = parts_of(line);
        if (!url || url->login.empty())
            return base::Error{where + ", line " + std::to_string(number) +
                               ": this is not SCHEME://USER:PASSWORD@HOST/, by which streams get their password"};
        if (url->path == "/") url->path.clear();
        out.logins_.push_back({std::move(url->server), std::move(url->path), std::move(url->login)});
    }
    std::ranges::stable_sort(out.logins_, std::ranges::greater{}, [](Login const& l) { return l.path.size(); });
    return out;
}

base::Result<StreamLogins> StreamLogins::of_person() {
    std::string where = std::string("env:") + kVariable;
    if (char const* const said = std::getenv(kVariable)) {
        if (std::string_view(said).starts_with("file:")) where = said;
    } else {
        std::filesystem::path const folder = config_folder();
        std::error_code error;
        if (folder.empty() || !std::filesystem::exists(folder / "streams", error)) return StreamLogins{};
        where = "file:" + (folder / "streams").string();
    }
    auto const text = read_secret(where);
    if (!text) return text.error();
    return parse(*text, where);
}

std::string StreamLogins::with_login(std::string const& url) const {
    auto const parts = parts_of(url);
    if (!parts || !parts->login.empty()) return url;
    auto const found = std::ranges::find_if(logins_, [&](Login const& login) {
        return login.server == parts->server && is_below(parts->path, login.path);
    });
    if (found == logins_.end()) return url;
    return std::string(url).insert(url.find("://") + 3, found->login + "@");
}

}  // namespace app
