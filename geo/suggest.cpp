#include "geo/suggest.h"

#include <algorithm>
#include <cctype>
#include <numeric>
#include <vector>

namespace geo {

namespace {

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return out;
}

/// Levenshtein distance.
std::size_t edits_between(std::string const& a, std::string const& b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            std::size_t const replace = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, replace});
        }
    }
    return row.back();
}

std::string nearest(std::string_view wanted, std::span<std::string const> there) {
    std::string const low = lower(wanted);
    std::size_t least = std::max<std::size_t>(2, low.size() / 3) + 1;
    std::string best;
    for (std::string const& name : there) {
        std::string const candidate = lower(name);
        bool const contains = low.size() >= 3 && candidate.size() >= 3 &&
                              (candidate.find(low) != std::string::npos || low.find(candidate) != std::string::npos);
        std::size_t const distance = contains ? 1 : edits_between(low, candidate);
        if (distance < least) {
            least = distance;
            best = name;
        }
    }
    return best;
}

}  // namespace

std::string names_that_are_there(std::string_view wanted, std::span<std::string const> there, std::size_t most) {
    if (there.empty()) return "; it has none";
    std::string text;
    std::string const guess = wanted.empty() ? std::string{} : nearest(wanted, there);
    if (!guess.empty()) text = " (did you mean '" + guess + "'?)";
    text += "; it has: ";
    for (std::size_t i = 0; i < there.size() && i < most; ++i) text += (i > 0 ? ", " : "") + there[i];
    if (there.size() > most) text += " and " + std::to_string(there.size() - most) + " more";
    return text;
}

int find_name(std::string_view wanted, std::span<std::string const> there) {
    auto const exact = std::find(there.begin(), there.end(), wanted);
    if (exact != there.end()) return static_cast<int>(exact - there.begin());
    std::string const low = lower(wanted);
    auto const loose = std::find_if(there.begin(), there.end(), [&](auto const& name) { return lower(name) == low; });
    return loose != there.end() ? static_cast<int>(loose - there.begin()) : -1;
}

}  // namespace geo
