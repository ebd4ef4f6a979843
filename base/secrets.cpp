#include "base/secrets.h"

#include <algorithm>
#include <array>
#include <string>

namespace base {
namespace {

bool holds_login(std::string_view name) {
    std::size_t const slashes = name.find("://");
    if (slashes == std::string_view::npos) return false;
    std::size_t const begin = slashes + 3;
    std::string_view const host = name.substr(begin, name.find_first_of("/?#", begin) - begin);
    std::size_t const at = host.rfind('@');
    return at != std::string_view::npos && host.substr(0, at).find(':') != std::string_view::npos;
}

}  // namespace

bool holds_secret(std::string_view name) {
    if (holds_login(name)) return true;
    std::string small(name);
    std::ranges::transform(small, small.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
    // libpq and others allow spaces around the sign.
    for (std::size_t at; (at = small.find(" =")) != std::string::npos;) small.erase(at, 1);
    constexpr std::array<std::string_view, 7> kSecrets{
        "password=", "passwd=", "pwd=", "token=", "secret=", "apikey=", "api_key="};
    return std::ranges::any_of(kSecrets, [&](std::string_view word) {
        for (std::size_t at = small.find(word); at != std::string::npos; at = small.find(word, at + 1))
            if (at > 0 && std::string_view("?& ,;:'\"").find(small[at - 1]) != std::string_view::npos) return true;
        return false;
    });
}

}  // namespace base
