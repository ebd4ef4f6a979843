#include "app/indicator_file.h"

#include <array>

#include <toml++/toml.h>

#include "base/file.h"
#include "sample/indicators.h"
#include "twin/feed_spec.h"
#include "twin/text.h"

namespace app {
namespace {

using analysis::Better;
using analysis::Indicator;

constexpr std::array<std::string_view, 14> kKeys{"id",      "parent", "name",     "formula",    "unit",
                                                 "measure", "of",     "period",   "target",     "warn",
                                                 "alarm",   "better", "decimals", "stale_after"};

/// One `[[indicator]]`; what is wrong with it stops only this one.
class Entry {
public:
    Entry(toml::table const& table, std::string const& path, std::vector<std::string>& problems)
        : table_(table), path_(path), problems_(problems) {}

    std::optional<Indicator> read() {
        Indicator out;
        out.line = line_of(table_);
        check_keys();
        text("id", out.id);
        text("parent", out.parent);
        name("name", out.name);
        name("formula", out.formula);
        name("unit", out.unit);
        text("measure", out.measure);
        text("of", out.of);
        duration("period", out.period_ms);
        duration("stale_after", out.stale_after_ms);
        number("target", out.target);
        number("warn", out.warn);
        number("alarm", out.alarm);
        std::optional<double> decimals;
        number("decimals", decimals);
        if (decimals && (*decimals < 0 || *decimals > 6)) complain(table_, "'decimals' must be from 0 to 6");
        out.decimals = static_cast<std::uint8_t>(std::clamp(decimals.value_or(0), 0.0, 6.0));
        better(out.better);
        if (auto const* node = table_.get("for_reference")) {
            auto const value = node->value_exact<bool>();
            if (!value) complain(*node, "'for_reference' must be true or false");
            out.for_reference = value.value_or(false);
        }
        if (bad_) return {};
        return out;
    }

private:
    static std::size_t line_of(toml::node const& node) { return node.source().begin.line; }

    void complain(toml::node const& at, std::string const& what) {
        bad_ = true;
        problems_.push_back(path_ + ", line " + std::to_string(line_of(at)) + ": " + what);
    }

    void check_keys() {
        std::vector<std::string> known(kKeys.begin(), kKeys.end());
        known.emplace_back("for_reference");
        for (auto const& [key, node] : table_) {
            std::string const word(key.str());
            if (std::find(known.begin(), known.end(), word) == known.end())
                complain(node, "unknown key " + twin::in_quotes(word) + twin::did_you_mean(word, known));
        }
    }

    void text(char const* key, std::string& out) {
        toml::node const* const node = table_.get(key);
        if (!node) return;
        if (auto value = node->value_exact<std::string>()) {
            out = *value;
        } else {
            complain(*node, "'" + std::string(key) + "' must be a text in quotes");
        }
    }

    void name(char const* key, twin::Name& out) {
        toml::node const* const node = table_.get(key);
        if (!node) return;
        if (auto value = node->value_exact<std::string>()) {
            out = {*value, *value};
        } else if (toml::table const* both = node->as_table()) {
            out.zh = (*both)["zh"].value_or(std::string());
            out.en = (*both)["en"].value_or(std::string());
        }
        if (out.zh.empty() && out.en.empty() && !node->value_exact<std::string>())
            complain(*node, "'" + std::string(key) + "' must be a text or { zh = \"...\", en = \"...\" }");
    }

    void number(char const* key, std::optional<double>& out) {
        toml::node const* const node = table_.get(key);
        if (!node) return;
        if (node->is_number()) {
            out = node->value<double>();
        } else {
            complain(*node, "'" + std::string(key) + "' must be a number");
        }
    }

    void duration(char const* key, std::int64_t& out_ms) {
        std::string words;
        text(key, words);
        if (words.empty()) return;
        auto const read = twin::parse_duration(words);
        if (read) {
            out_ms = *read;
        } else {
            complain(*table_.get(key), "'" + std::string(key) + "' must be a length of time: \"7 days\", \"2 h\"");
        }
    }

    void better(Better& out) {
        std::string word;
        text("better", word);
        if (word.empty()) return;
        if (word == "more") {
            out = Better::more;
        } else if (word == "less") {
            out = Better::less;
        } else if (word != "neutral") {
            complain(*table_.get("better"), "'better' must be one of: more, less, neutral");
        }
    }

    toml::table const& table_;
    std::string const& path_;
    std::vector<std::string>& problems_;
    bool bad_ = false;
};

}  // namespace

base::Result<IndicatorFile> parse_indicators(std::string_view toml, std::string const& path) {
    IndicatorFile out;
    out.path = path;
    std::vector<Indicator> all;
    try {
        toml::table const parsed = toml::parse(toml, std::string_view(path));
        for (auto const& [key, node] : parsed) {
            toml::array const* const list = key.str() == "indicator" ? node.as_array() : nullptr;
            if (!list) {
                out.problems.push_back(path + ", line " + std::to_string(node.source().begin.line) +
                                       ": there may be [[indicator]] tables only, not " +
                                       twin::in_quotes(std::string(key.str())));
                continue;
            }
            for (toml::node const& item : *list) {
                toml::table const* const table = item.as_table();
                if (!table) continue;
                if (auto one = Entry(*table, path, out.problems).read()) all.push_back(std::move(*one));
            }
        }
    } catch (toml::parse_error const& error) {
        return base::Error{path + ", line " + std::to_string(error.source().begin.line) + ": " +
                           std::string(error.description())};
    }
    out.tree = analysis::make_tree(std::move(all), path, out.problems);
    return out;
}

base::Result<IndicatorFile> read_indicators(twin::SupervisionSpec const& spec) {
    if (spec.indicators.empty()) {
        auto own = parse_indicators(sample::indicators_toml(), "indicators.toml");
        if (own) own->path.clear();
        return own;
    }
    auto const text = base::read_file(spec.indicators);
    return text ? parse_indicators(*text, spec.indicators) : text.error();
}

}  // namespace app
