// Tables of the district file, read with an account of what is wrong in them: every mistake by its place in the text.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <toml++/toml.h>

#include "geo/frame.h"
#include "twin/name.h"

namespace twin {

using TextPlace = std::pair<std::uint32_t, std::uint32_t>;  ///< line and column, both from 1
/// Sentences by place in the text, so that the first in the file is told first.
using Problems = std::map<TextPlace, std::string>;

TextPlace text_place(toml::node const& node);

/// Reads one table and remembers which keys it was asked for; when it goes, it complains of the others as unknown.
/// What is missing, or not as it must be, leaves `out` as it is.
class TableReader {
public:
    /// `where` names the table in complaints: "[live]".
    TableReader(toml::table const& table, std::string where, Problems& problems);
    TableReader(TableReader const&) = delete;
    TableReader& operator=(TableReader const&) = delete;
    ~TableReader();

    /// Null where it is not there.
    toml::node const* find(std::string_view key);
    void require(std::string_view key, bool present);
    /// "'key' in [table] must be `wanted`"
    void complain(toml::node const& at, std::string_view key, std::string_view wanted);

    void text(std::string_view key, std::string& out);
    /// One text, or a list of them.
    void texts(std::string_view key, std::vector<std::string>& out);
    /// { zh = "...", en = "..." }, or one text whose language its characters tell.
    void bilingual(std::string_view key, Name& out);
    void number(std::string_view key, double& out, double at_least = -1e300);
    void whole(std::string_view key, double& out, double least, double most);
    /// "30 min", "2 h", "400 days", in milliseconds.
    void duration(std::string_view key, std::int64_t& out_ms);
    std::optional<std::array<double, 2>> pair(std::string_view key);
    std::optional<geo::LonLat> lonlat(std::string_view key);
    /// One of a few words, by its index.
    template <std::size_t N>
    std::optional<std::size_t> choice(std::string_view key, std::array<std::string_view, N> const& words) {
        return choice_of(key, {words.begin(), words.end()});
    }

    void table(std::string_view key, std::function<void(TableReader&)> const& read);
    /// Each of [[key]].
    void tables(std::string_view key, std::function<void(TableReader&)> const& read);

    toml::table const& raw() const { return table_; }

private:
    std::optional<std::size_t> choice_of(std::string_view key, std::vector<std::string> const& words);
    std::string header_of(std::string_view key) const;

    toml::table const& table_;
    std::string where_;
    Problems& problems_;
    std::set<std::string, std::less<>> known_;
};

}  // namespace twin
