#include "analysis/disclosure.h"

#include <algorithm>
#include <array>

namespace analysis {

namespace {

/// Columns that hold people and nothing else. "name" alone is not among them: areas and buildings have names.
struct Word {
    std::string_view text;
    char const* reason;
};
constexpr char const* kIdentity = "18-digit identity number";
constexpr char const* kMobile = "11-digit mobile number";
constexpr char const* kPerson = "personal name";
constexpr std::array kWords{Word{"身份证", kIdentity},    Word{"证件号", kIdentity},    Word{"id_card", kIdentity},
                            Word{"idcard", kIdentity},    Word{"id_number", kIdentity}, Word{"passport", kIdentity},
                            Word{"手机", kMobile},        Word{"电话", kMobile},        Word{"phone", kMobile},
                            Word{"mobile", kMobile},      Word{"telephone", kMobile},   Word{"姓名", kPerson},
                            Word{"户主", kPerson},        Word{"联系人", kPerson},      Word{"full_name", kPerson},
                            Word{"first_name", kPerson},  Word{"last_name", kPerson},   Word{"surname", kPerson},
                            Word{"person_name", kPerson}, Word{"caller_name", kPerson}, Word{"resident_name", kPerson},
                            Word{"householder", kPerson}};

bool digit(char c) { return c >= '0' && c <= '9'; }

int two(std::string_view text, std::size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); }

/// GB 11643: six digits of a place, the day of birth, three of order, and a check digit that may be X.
bool is_identity_number(std::string_view run, char after) {
    bool const full = run.size() == 18, with_x = run.size() == 17 && (after == 'X' || after == 'x');
    if (!full && !with_x) return false;
    int const century = two(run, 6), month = two(run, 10), day = two(run, 12);
    return run[0] != '0' && (century == 19 || century == 20) && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

bool is_mobile_number(std::string_view run) {
    if (run.size() == 13 && run.starts_with("86")) run.remove_prefix(2);
    return run.size() == 11 && run[0] == '1' && run[1] >= '3';
}

char const* judge(std::string_view value) {
    for (std::size_t i = 0; i < value.size();) {
        if (!digit(value[i])) {
            ++i;
            continue;
        }
        std::size_t end = i;
        while (end < value.size() && digit(value[end])) ++end;
        std::string_view const run = value.substr(i, end - i);
        if (is_identity_number(run, end < value.size() ? value[end] : '\0')) return kIdentity;
        // After a decimal point digits are a fraction, not a number to call.
        bool const fraction = i > 0 && value[i - 1] == '.';
        if (!fraction && is_mobile_number(run)) return kMobile;
        i = end;
    }
    return nullptr;
}

std::string lower(std::string_view text) {
    std::string out(text);
    std::ranges::transform(out, out.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    std::ranges::replace(out, ' ', '_');
    std::ranges::replace(out, '-', '_');
    return out;
}

}  // namespace

std::optional<std::string> personal_data(std::string_view column, std::span<std::string const> values) {
    std::string const name = lower(column);
    for (Word const& word : kWords)
        if (name.find(word.text) != std::string::npos) return word.reason;
    for (std::string const& value : values)
        if (char const* const reason = judge(value)) return reason;
    return {};
}

}  // namespace analysis
