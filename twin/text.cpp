#include "twin/text.h"

#include <algorithm>
#include <cstdio>
#include <numeric>

namespace twin {

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
}

std::string_view trim(std::string_view text) {
    constexpr std::string_view kSpace = " \t\r\n";
    auto const first = text.find_first_not_of(kSpace);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

std::string join(std::span<std::string const> words, std::size_t at_most) {
    std::string out;
    for (std::size_t i = 0; i < std::min(words.size(), at_most); ++i) {
        if (i > 0) out += ", ";
        out += words[i];
    }
    if (words.size() > at_most) out += " and " + figure(words.size() - at_most) + " more";
    return out;
}

std::string in_quotes(std::string_view text) {
    std::string out = "'";
    return out.append(text).append("'");
}

std::string figure(std::uint64_t count) {
    std::string const digits = std::to_string(count);
    std::string out;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && (digits.size() - i) % 3 == 0) out += ',';
        out += digits[i];
    }
    return out;
}

std::string figure(double value, int decimals) {
    char buffer[64];
    std::snprintf(buffer, sizeof buffer, "%.*f", decimals, value);
    return buffer;
}

namespace {

/// Levenshtein's distance with neighbouring swaps counted as one.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), now(b.size() + 1);
    std::iota(last.begin(), last.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        now[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            std::size_t const change = a[i - 1] == b[j - 1] ? 0 : 1;
            now[j] = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + change});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                now[j] = std::min(now[j], before[j - 2] + 1);
        }
        before.swap(last);
        last.swap(now);
    }
    return last[b.size()];
}

}  // namespace

std::string did_you_mean(std::string_view word, std::span<std::string const> among) {
    std::string const wanted = lower(word);
    std::string_view best;
    std::size_t best_distance = wanted.size() / 3 + 1;
    for (std::string const& candidate : among) {
        std::size_t const d = distance(wanted, lower(candidate));
        if (d <= best_distance && (best.empty() || d < best_distance)) {
            best = candidate;
            best_distance = d;
        }
    }
    std::string hint;
    if (!best.empty()) hint.append("; did you mean '").append(best).append("'?");
    return hint;
}

bool has_cjk(std::string_view utf8) {
    for (std::size_t i = 0; i + 2 < utf8.size(); ++i) {
        auto const a = static_cast<unsigned char>(utf8[i]);
        auto const b = static_cast<unsigned char>(utf8[i + 1]);
        // U+2E80 to U+9FFF and U+AC00 to U+D7FF as three bytes, U+20000 and up as four.
        if (a == 0xE2 && b >= 0xBA) return true;
        if (a >= 0xE3 && a <= 0xED) return true;
        if (a == 0xF0 && b >= 0xA0) return true;
    }
    return false;
}

Name name_of(std::string_view text) {
    std::string clean(trim(text));
    return has_cjk(clean) ? Name{std::move(clean), {}} : Name{{}, std::move(clean)};
}

std::string file_name(std::string_view path) {
    auto const slash = path.find_last_of('/');
    return std::string(slash == std::string_view::npos || slash + 1 == path.size() ? path : path.substr(slash + 1));
}

}  // namespace twin
