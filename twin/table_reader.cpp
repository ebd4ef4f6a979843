#include "twin/table_reader.h"

#include <algorithm>
#include <cmath>

#include "twin/feed_spec.h"
#include "twin/text.h"

namespace twin {
namespace {

/// toml++ knows where keys are only from 3.0.1 on; the value is on the same line.
TextPlace place_of_key(toml::key const& key, toml::node const& node) {
    auto const& begin = key.source().begin;
    return begin ? TextPlace{begin.line, begin.column} : text_place(node);
}

std::optional<double> number_in(toml::node const& node) {
    return node.is_number() ? node.value<double>() : std::optional<double>{};
}

}  // namespace

TextPlace text_place(toml::node const& node) { return {node.source().begin.line, node.source().begin.column}; }

TableReader::TableReader(toml::table const& table, std::string where, Problems& problems)
    : table_(table), where_(std::move(where)), problems_(problems) {}

TableReader::~TableReader() {
    std::vector<std::string> const known(known_.begin(), known_.end());
    for (auto const& [key, node] : table_) {
        std::string const word(key.str());
        if (known_.contains(word)) continue;
        std::string hint = did_you_mean(word, known);
        if (hint.empty()) hint = "; it may have: " + join(known);
        problems_.emplace(place_of_key(key, node), "unknown key '" + word + "' in " + where_ + hint);
    }
}

toml::node const* TableReader::find(std::string_view key) {
    known_.emplace(key);
    return table_.get(key);
}

void TableReader::require(std::string_view key, bool present) {
    if (!present && !table_.contains(key))
        problems_.emplace(text_place(table_), where_ + " needs '" + std::string(key) + "'");
}

void TableReader::complain(toml::node const& at, std::string_view key, std::string_view wanted) {
    problems_.emplace(text_place(at), "'" + std::string(key) + "' in " + where_ + " must be " + std::string(wanted));
}

void TableReader::text(std::string_view key, std::string& out) {
    toml::node const* node = find(key);
    if (!node) return;
    if (auto value = node->value_exact<std::string>()) {
        out = *value;
    } else {
        complain(*node, key, "a text in quotes");
    }
}

void TableReader::texts(std::string_view key, std::vector<std::string>& out) {
    toml::node const* node = find(key);
    if (!node) return;
    if (auto value = node->value_exact<std::string>()) {
        out = {*value};
    } else if (toml::array const* array = node->as_array()) {
        for (toml::node const& item : *array) {
            if (auto word = item.value_exact<std::string>()) {
                out.push_back(*word);
            } else {
                complain(item, key, "a text or a list of texts");
            }
        }
    } else {
        complain(*node, key, "a text or a list of texts");
    }
}

void TableReader::bilingual(std::string_view key, Name& out) {
    toml::node const* node = find(key);
    if (!node) return;
    if (auto value = node->value_exact<std::string>()) {
        out = name_of(*value);
    } else if (toml::table const* table = node->as_table()) {
        TableReader inner(*table, "'" + std::string(key) + "' of " + where_, problems_);
        inner.text("zh", out.zh);
        inner.text("en", out.en);
    } else {
        complain(*node, key, "a text or { zh = \"...\", en = \"...\" }");
    }
}

void TableReader::number(std::string_view key, double& out, double at_least) {
    toml::node const* node = find(key);
    if (!node) return;
    auto const value = number_in(*node);
    if (value && *value >= at_least) {
        out = *value;
    } else {
        complain(*node, key, at_least < 0 ? "a number" : "a number of at least " + figure(at_least, 2));
    }
}

void TableReader::whole(std::string_view key, double& out, double least, double most) {
    toml::node const* node = find(key);
    if (!node) return;
    auto const value = number_in(*node);
    if (value && *value >= least && *value <= most && *value == std::floor(*value)) {
        out = *value;
    } else {
        complain(*node, key, "a whole number from " + figure(least, 0) + " to " + figure(most, 0));
    }
}

void TableReader::duration(std::string_view key, std::int64_t& out_ms) {
    std::string written;
    text(key, written);
    if (written.empty()) return;
    if (auto const read = parse_duration(written)) {
        out_ms = *read;
    } else {
        complain(*find(key), key, "a length of time: \"30 min\", \"2 h\", \"400 days\"");
    }
}

std::optional<std::array<double, 2>> TableReader::pair(std::string_view key) {
    toml::node const* node = find(key);
    if (!node) return {};
    toml::array const* array = node->as_array();
    if (array && array->size() == 2 && (*array)[0].is_number() && (*array)[1].is_number())
        return std::array{*(*array)[0].value<double>(), *(*array)[1].value<double>()};
    complain(*node, key, "a list of two numbers");
    return {};
}

std::optional<geo::LonLat> TableReader::lonlat(std::string_view key) {
    auto const value = pair(key);
    if (!value) return {};
    auto const [lon, lat] = *value;
    if (std::abs(lat) <= 90 && std::abs(lon) <= 180) return geo::LonLat{lon, lat};
    bool const swapped = std::abs(lon) <= 90 && std::abs(lat) <= 180;
    complain(*find(key), key,
             swapped ? "[longitude, latitude]; these look swapped" : "[longitude, latitude] in degrees");
    return {};
}

std::optional<std::size_t> TableReader::choice_of(std::string_view key, std::vector<std::string> const& words) {
    toml::node const* node = find(key);
    if (!node) return {};
    auto const value = node->value_exact<std::string>();
    auto const found = value ? std::find(words.begin(), words.end(), *value) : words.end();
    if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
    complain(*node, key, "one of: " + join(words) + (value ? did_you_mean(*value, words) : ""));
    return {};
}

void TableReader::table(std::string_view key, std::function<void(TableReader&)> const& read) {
    toml::node const* node = find(key);
    if (!node) return;
    if (toml::table const* inner = node->as_table()) {
        TableReader reader(*inner, header_of(key), problems_);
        read(reader);
    } else {
        complain(*node, key, "a table: " + header_of(key));
    }
}

void TableReader::tables(std::string_view key, std::function<void(TableReader&)> const& read) {
    toml::node const* node = find(key);
    if (!node) return;
    toml::array const* array = node->as_array();
    std::string const header = "[[" + std::string(key) + "]]";
    if (!array) return complain(*node, key, "a list of tables: " + header);
    for (toml::node const& item : *array) {
        if (toml::table const* inner = item.as_table()) {
            TableReader reader(*inner, header, problems_);
            read(reader);
        } else {
            complain(item, key, "a list of tables: " + header);
        }
    }
}

/// "[live]", and in it "[live.merge]".
std::string TableReader::header_of(std::string_view key) const {
    bool const nested = where_.starts_with('[') && where_.ends_with(']');
    return nested ? where_.substr(0, where_.size() - 1).append(1, '.').append(key).append(1, ']')
                  : std::string(1, '[').append(key).append(1, ']');
}

}  // namespace twin
