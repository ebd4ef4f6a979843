// Finds anything that has a name, a number or an address: by Chinese, pinyin, its initials, English or id.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "twin/district.h"
#include "ui/context.h"
#include "ui/facts.h"
#include "ui/subject.h"

namespace app {

/// What is known to search over, made once and never changed: for any thread.
class SearchPart {
public:
    /// Buildings (names, ids, addresses, words of their other columns), places, roads and named views. Takes seconds
    /// for a city.
    static std::shared_ptr<SearchPart const> of_district(twin::District const& district);
    static std::shared_ptr<SearchPart const> of_bookmarks(std::span<ui::Bookmark const> bookmarks);
    /// Tickets, cameras, events and devices: made again whenever the facts change.
    static std::shared_ptr<SearchPart const> of_facts(ui::Facts const& facts);

    struct State;
    explicit SearchPart(std::unique_ptr<State const> state);
    ~SearchPart();
    State const& state() const { return *state_; }

private:
    std::unique_ptr<State const> state_;
};

/// The `most` best matches: all words of the query match, each somewhere in what is known of the thing. Exact ones
/// before beginnings before what is inside; titles before addresses before other attributes; places before buildings
/// before reports; then in the order in which they are given; of one kind a third of them at most, so that a thousand
/// tickets do not hide a building. Parts that are null are passed over.
std::vector<ui::SearchHit> search(std::span<std::shared_ptr<SearchPart const> const> parts, std::string const& query,
                                  std::size_t most = 50, bool chinese = true);

/// Pinyin of Chinese text, one syllable per character: "天河路" is "tian he lu". Other text stays, in lower case.
struct Pinyin {
    std::string joined;                 ///< "tianhelu"
    std::string initials;               ///< "thl"
    std::vector<std::uint32_t> starts;  ///< of the syllables in `joined`
};
/// `cache` keeps syllables of characters between calls.
class PinyinReader {
public:
    PinyinReader();
    ~PinyinReader();
    Pinyin read(std::string_view utf8);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace app
