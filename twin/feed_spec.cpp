#include "twin/feed_spec.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/secrets.h"
#include "twin/text.h"

namespace twin {
namespace {

struct TimeUnit {
    std::string_view word;
    double ms;
};
constexpr double kSecond = 1000;
constexpr double kDay = 86400 * kSecond;
constexpr std::array<TimeUnit, 26> kTimeUnits{{
    {"ms", 1},
    {"s", kSecond},
    {"sec", kSecond},
    {"second", kSecond},
    {"seconds", kSecond},
    {"秒", kSecond},
    {"min", 60 * kSecond},
    {"minute", 60 * kSecond},
    {"minutes", 60 * kSecond},
    {"分", 60 * kSecond},
    {"分钟", 60 * kSecond},
    {"h", 3600 * kSecond},
    {"hour", 3600 * kSecond},
    {"hours", 3600 * kSecond},
    {"小时", 3600 * kSecond},
    {"d", kDay},
    {"day", kDay},
    {"days", kDay},
    {"天", kDay},
    {"日", kDay},
    {"week", 7 * kDay},
    {"weeks", 7 * kDay},
    {"周", 7 * kDay},
    {"year", 365 * kDay},
    {"years", 365 * kDay},
    {"年", 365 * kDay},
}};

bool is_word(std::string_view text) {
    constexpr std::string_view kAllowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
    return !text.empty() && text.size() <= 64 && text.find_first_not_of(kAllowed) == std::string_view::npos;
}

/// The scheme of "mqtt://host" or "file:events.ndjson", in lower case.
std::string scheme_of(std::string const& url) {
    std::size_t const colon = url.find(':');
    return colon == std::string::npos ? std::string() : lower(std::string_view(url).substr(0, colon));
}

std::string from_folder(std::string const& path, std::filesystem::path const& folder) {
    if (path.empty() || path.front() == '/') return path;
    return (folder / path).lexically_normal().string();
}

}  // namespace

base::Result<std::int64_t> parse_duration(std::string_view text) {
    std::string_view rest = trim(text);
    double amount = 0;
    auto const [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), amount);
    std::string const unit =
        error == std::errc{} ? lower(trim(rest.substr(static_cast<std::size_t>(end - rest.data())))) : std::string();
    auto const found =
        std::find_if(kTimeUnits.begin(), kTimeUnits.end(), [&](TimeUnit const& u) { return u.word == unit; });
    if (found == kTimeUnits.end() || !std::isfinite(amount) || amount < 0 || amount * found->ms > 1e15)
        return base::Error{in_quotes(text) +
                           " is not a length of time; it is written \"30 min\", \"2 h\" or \"400 days\""};
    return static_cast<std::int64_t>(std::llround(amount * found->ms));
}

std::string what_is_wrong(FeedSpec const& spec) {
    constexpr std::array<std::string_view, 11> kSchemes{"file",  "stdin",      "push",     "http",  "https", "mqtt",
                                                        "mqtts", "postgresql", "postgres", "kafka", "replay"};
    if (!is_word(spec.id)) return "a feed needs an 'id' of letters, digits, - and _, at most 64";
    std::string const whose = "feed " + in_quotes(spec.id) + ": ";
    if (spec.url.empty()) return whose + "needs a 'url'";
    std::string const scheme = scheme_of(spec.url);
    std::vector<std::string> const schemes(kSchemes.begin(), kSchemes.end());
    if (std::find(schemes.begin(), schemes.end(), scheme) == schemes.end()) {
        std::string hint = did_you_mean(scheme, schemes);
        if (hint.empty()) hint = "; there are " + join(schemes);
        return whose + "a 'url' begins with its scheme, and " + in_quotes(scheme) + " is none" + hint;
    }
    if (base::holds_secret(spec.url))
        return whose + "a password or token must not stand in 'url'; say secret = \"env:NAME\" or \"file:PATH\"";
    if (!spec.secret.empty() && !spec.secret.starts_with("env:") && !spec.secret.starts_with("file:"))
        return whose +
               "'secret' says where the secret is read from: \"env:NAME\" or \"file:PATH\", never the secret itself";
    if (spec.secret == "env:" || spec.secret == "file:") return whose + "'secret' needs a name after the colon";
    if (spec.stale_after_ms <= 0) return whose + "'stale_after' must be longer than nothing";
    if (spec.poll_ms < 1000) return whose + "'poll' must be at least 1 s";
    return {};
}

void resolve_paths(FeedSpec& spec, std::filesystem::path const& folder) {
    if (spec.url.starts_with("file:") && !spec.url.starts_with("file:/")) {
        // In a URL these two have a meaning of their own.
        std::string encoded;
        for (char const c : (folder / "").string()) {
            if (c == '%' || c == '?') {
                encoded += c == '%' ? "%25" : "%3F";
            } else {
                encoded += c;
            }
        }
        spec.url = "file:" + encoded + spec.url.substr(5);
    }
    if (spec.mapping.ends_with(".toml")) spec.mapping = from_folder(spec.mapping, folder);
    spec.ca_file = from_folder(spec.ca_file, folder);
    if (spec.secret.starts_with("file:")) spec.secret = "file:" + from_folder(spec.secret.substr(5), folder);
}

}  // namespace twin
