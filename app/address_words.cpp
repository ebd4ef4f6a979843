#include "app/address_words.h"

#include <algorithm>
#include <cctype>
#include <vector>

#include "app/search.h"
#include "twin/text.h"

namespace app {
namespace {

struct Ending {
    std::string_view zh, en;
    bool numbered = false;  ///< after figures alone; otherwise after a name of two characters or more
};
/// At one place in a text the first that fits counts: longer ones first.
constexpr Ending kEndings[] = {
    {"街道", " Subdistrict"}, {"社区", " Community"}, {"大道", " Avenue"},       {"单元", "Unit ", true},
    {"省", " Province"},      {"市", " City"},        {"区", " District"},       {"县", " County"},
    {"镇", " Town"},          {"村", " Village"},     {"路", " Road"},           {"街", " Street"},
    {"巷", " Lane"},          {"号", "", true},       {"栋", "Building ", true}, {"室", "Room ", true}};
constexpr std::size_t kCharacter = 3;  ///< bytes of a Chinese one in UTF-8

bool is_number(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](unsigned char c) { return std::isdigit(c) || c == '-'; });
}

struct Part {
    std::string_view name;
    Ending const* ending = nullptr;
    std::size_t length = 0;
};

/// The part that a text begins with; without an ending where none is known.
Part first_part(std::string_view text) {
    for (std::size_t at = 1; at < text.size(); ++at) {
        std::string_view const name = text.substr(0, at);
        for (Ending const& one : kEndings) {
            bool const fits = one.numbered ? is_number(name) : at >= 2 * kCharacter;
            if (fits && text.substr(at).starts_with(one.zh)) return {name, &one, at + one.zh.size()};
        }
    }
    return {text, nullptr, text.size()};
}

std::string spelt(std::string_view name) {
    std::string out = PinyinReader().read(name).joined;
    if (!out.empty()) out[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(out[0])));
    return out;
}

bool is_area(std::string_view ending) {
    constexpr std::string_view kAreas[] = {"省", "市", "区", "县", "街道", "镇", "社区", "村"};
    return std::ranges::find(kAreas, ending) != std::end(kAreas);
}

std::string english_of(Part const& part, std::string_view whole, twin::Locator const& locator) {
    for (auto const& area : locator.areas()) {
        if (area.name.zh == whole && !area.name.en.empty()) return area.name.en;
    }
    if (!part.ending) return std::string(whole);
    std::string const en(part.ending->en);
    return part.ending->numbered ? en + std::string(part.name) : spelt(part.name) + en;
}

}  // namespace

std::string english_address(std::string_view chinese, twin::Locator const& locator) {
    if (!twin::has_cjk(chinese)) return std::string(chinese);
    std::string out;
    std::string_view before;
    for (std::string_view rest = chinese; !rest.empty();) {
        Part const part = first_part(rest);
        std::string_view const kind = part.ending ? part.ending->zh : std::string_view();
        std::string word = english_of(part, rest.substr(0, part.length), locator);
        rest.remove_prefix(part.length);
        constexpr std::string_view kCommunity = " Community";
        bool const of_more = kind == "社区" && !rest.empty() && word.ends_with(kCommunity);
        if (of_more) word.resize(word.size() - kCommunity.size());
        // What an area lies in is known with it.
        bool const within = is_area(before) && is_area(kind);
        out = within || out.empty() ? word : word + (kind == "号" ? " " : ", ") + out;
        before = kind;
    }
    return out;
}

}  // namespace app
