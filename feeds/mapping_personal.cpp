// Personal data: what is masked at intake, and what aggregates must not carry (DOMAIN 7 and 14).
#include <algorithm>
#include <array>

#include "feeds/mapping_reading.h"
#include "twin/text.h"

namespace feeds {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }

struct Found {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t keep_front = 0;  ///< digits left readable at either end
    std::size_t keep_back = 4;
};

/// An id: 17 digits and a digit or X, with the century where a birth year stands.
bool is_resident_id(std::string_view run) {
    return run.size() == 18 && (run.substr(6, 2) == "19" || run.substr(6, 2) == "20");
}

/// The first mobile number or resident id from `from` on. Digits of a mobile may be grouped 3-4-4 by blanks or hyphens,
/// and +86 or 86 may stand before them.
std::optional<Found> find_personal(std::string_view text, std::size_t from) {
    for (std::size_t i = from; i < text.size(); ++i) {
        if (!digit(text[i]) || (i > from && digit(text[i - 1]))) continue;
        std::size_t end = i;
        std::array<char, 20> run{};
        std::size_t count = 0;
        bool grouped = false;
        while (end < text.size() && count < run.size()) {
            char const c = text[end];
            bool const gap = (c == ' ' || c == '-') && count >= 2 && end + 1 < text.size() && digit(text[end + 1]);
            if (!digit(c) && !gap) break;
            grouped = grouped || gap;
            if (!gap) run[count++] = c;
            ++end;
        }
        std::size_t plain = i;
        while (plain < text.size() && digit(text[plain])) ++plain;
        bool const with_x = plain - i == 17 && plain < text.size() && (text[plain] == 'X' || text[plain] == 'x');
        if (is_resident_id(text.substr(i, plain - i + (with_x ? 1 : 0))))
            return Found{i, plain + (with_x ? 1U : 0U), 4, 4};
        std::string_view number(run.data(), count);
        std::size_t const country = number.size() == 13 && number.starts_with("86") ? 2 : 0;
        number.remove_prefix(country);
        if (number.size() == 11 && number[0] == '1' && number[1] >= '3' && (!grouped || end - i <= 16 + country))
            return Found{i, end, 3 + country, 4};
        i = std::max(i, plain) - 1;
    }
    return {};
}

/// Names as cameras, video platforms and object stores have them (X-Amz-Signature, accessToken, OSSAccessKeyId, pwd).
bool is_secret_parameter(std::string_view parameter) {
    std::string const name = twin::lower(parameter.substr(0, parameter.find('=')));
    constexpr std::array<std::string_view, 10> kParts{"token", "sign",   "secret", "passw",   "pwd",
                                                      "auth",  "apikey", "access", "credent", "session"};
    constexpr std::array<std::string_view, 8> kWhole{"key", "user", "username", "usr", "sig", "pass", "psw", "ak"};
    return std::find(kWhole.begin(), kWhole.end(), name) != kWhole.end() ||
           std::any_of(kParts.begin(), kParts.end(),
                       [&](std::string_view part) { return name.find(part) != std::string::npos; });
}

}  // namespace

void strip_credentials(std::string& url) {
    if (std::size_t const scheme = url.find("://"); scheme != std::string::npos) {
        std::size_t const path = std::min(url.find_first_of("/?#", scheme + 3), url.size());
        std::size_t const at = url.rfind('@', path);
        if (at != std::string::npos && at > scheme) url.erase(scheme + 3, at - scheme - 2);
    }
    std::size_t const query = url.find('?');
    if (query == std::string::npos) return;
    std::size_t const end = std::min(url.find('#', query), url.size());
    std::string kept;
    for (std::size_t at = query + 1; at < end;) {
        std::size_t const next = std::min(url.find_first_of("&;", at), end);
        std::string_view const parameter = std::string_view(url).substr(at, next - at);
        if (!is_secret_parameter(parameter)) kept.append(1, kept.empty() ? '?' : url[at - 1]).append(parameter);
        at = next + 1;
    }
    url.replace(query, end - query, kept);
}

void mask_personal(std::string& text) {
    // Most titles have no eleven characters of digits: nothing to look for.
    if (std::count_if(text.begin(), text.end(), digit) < 11) return;
    std::size_t from = 0;
    while (auto const found = find_personal(text, from)) {
        std::size_t digits = 0;
        auto const is_part = [](char c) { return digit(c) || c == 'X' || c == 'x'; };
        auto const total =
            static_cast<std::size_t>(std::count_if(text.begin() + static_cast<std::ptrdiff_t>(found->begin),
                                                   text.begin() + static_cast<std::ptrdiff_t>(found->end), is_part));
        for (std::size_t i = found->begin; i < found->end; ++i) {
            if (!is_part(text[i])) continue;
            if (digits >= found->keep_front && digits + found->keep_back < total) text[i] = '*';
            ++digits;
        }
        from = found->end;
    }
}

bool is_personal(std::string_view text) { return find_personal(text, 0).has_value(); }

bool is_personal_name(std::string_view column) {
    std::string const lower = twin::lower(column);
    constexpr std::array<std::string_view, 16> kWords{
        "姓名",    "身份证", "证件号", "手机",   "电话号码",    "联系电话",  "联系方式", "idcard",
        "id_card", "id_no",  "phone",  "mobile", "person_name", "full_name", "passport", "住址"};
    return std::any_of(kWords.begin(), kWords.end(),
                       [&](std::string_view word) { return lower.find(word) != std::string::npos; });
}

}  // namespace feeds
