// Pinyin by ICU, one character at a time and each only once: a city has millions of characters but few thousand
// different ones. Words whose characters are read otherwise in place names are in a short table.
#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <array>
#include <unordered_map>
#include <utility>

#include "app/search.h"

namespace app {
namespace {

struct Reading {
    std::u32string_view word;
    std::array<char const*, 3> syllables;
};
// Readings that a single character's usual one gets wrong, as they stand in addresses and names of offices.
constexpr std::array<Reading, 22> kReadings{
    {{U"番禺", {"pan", "yu"}},     {U"重庆", {"chong", "qing"}}, {U"大厦", {"da", "sha"}},
     {U"厦门", {"xia", "men"}},    {U"银行", {"yin", "hang"}},   {U"商行", {"shang", "hang"}},
     {U"长安", {"chang", "an"}},   {U"长沙", {"chang", "sha"}},  {U"长江", {"chang", "jiang"}},
     {U"长兴", {"chang", "xing"}}, {U"音乐", {"yin", "yue"}},    {U"朝阳", {"chao", "yang"}},
     {U"朝天", {"chao", "tian"}},  {U"车站", {"che", "zhan"}},   {U"成都", {"cheng", "du"}},
     {U"都市", {"du", "shi"}},     {U"调解", {"tiao", "jie"}},   {U"广场", {"guang", "chang"}},
     {U"市场", {"shi", "chang"}},  {U"重阳", {"chong", "yang"}}, {U"乐园", {"le", "yuan"}},
     {U"深圳", {"shen", "zhen"}}}};

bool is_han(char32_t c) {
    return (c >= 0x3400 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff) || (c >= 0x20000 && c <= 0x3ffff);
}

std::u32string code_points(std::string_view utf8) {
    icu::UnicodeString const text =
        icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())));
    std::u32string out;
    for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1))
        out += static_cast<char32_t>(text.char32At(i));
    return out;
}

void append_utf8(char32_t c, std::string& out) { icu::UnicodeString(static_cast<UChar32>(c)).toUTF8String(out); }

}  // namespace

struct PinyinReader::State {
    std::unique_ptr<icu::Transliterator> latin;
    std::unordered_map<char32_t, std::string> known;

    std::string const& syllable(char32_t c) {
        auto const [at, fresh] = known.try_emplace(c);
        if (fresh) {
            icu::UnicodeString text(static_cast<UChar32>(c));
            if (latin) latin->transliterate(text);
            std::string latin_text;
            text.toUTF8String(latin_text);
            for (char const l : latin_text) {
                if (l >= 'a' && l <= 'z') at->second += l;
            }
            if (at->second.empty()) at->second = latin_text;
        }
        return at->second;
    }
};

PinyinReader::PinyinReader() : state_(new State) {
    UErrorCode status = U_ZERO_ERROR;
    state_->latin.reset(icu::Transliterator::createInstance("Han-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, status));
    if (U_FAILURE(status)) state_->latin.reset();
}
PinyinReader::~PinyinReader() = default;

Pinyin PinyinReader::read(std::string_view utf8) {
    std::u32string const text = code_points(utf8);
    Pinyin out;
    auto const add = [&](std::string_view syllable) {
        out.starts.push_back(static_cast<std::uint32_t>(out.joined.size()));
        out.joined += syllable;
        if (!syllable.empty()) out.initials += syllable.front();
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!is_han(text[i])) {
            char32_t const c = text[i] >= U'A' && text[i] <= U'Z' ? text[i] + 32 : text[i];
            bool const begins = i == 0 || is_han(text[i - 1]) || text[i - 1] == U' ';
            if (begins) out.starts.push_back(static_cast<std::uint32_t>(out.joined.size()));
            append_utf8(c, out.joined);
            append_utf8(c, out.initials);
            continue;
        }
        auto const rest = std::u32string_view(text).substr(i);
        bool read = false;
        for (Reading const& r : kReadings) {
            if (!rest.starts_with(r.word)) continue;
            for (char const* syllable : r.syllables) {
                if (syllable) add(syllable);
            }
            i += r.word.size() - 1;
            read = true;
            break;
        }
        if (!read) add(state_->syllable(text[i]));
    }
    return out;
}

}  // namespace app
