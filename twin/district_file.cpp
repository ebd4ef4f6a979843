#include "twin/district_file.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <functional>
#include <map>
#include <ranges>
#include <set>
#include <span>
#include <sstream>

#include <toml++/toml.h>

#include "base/file.h"
#include "twin/records.h"
#include "twin/site_fields.h"
#include "twin/text.h"

namespace twin {
namespace {

constexpr std::array<std::string_view, 12> kRoles{"roads",  "rail",   "water",  "green",     "boundaries", "parcels",
                                                  "blocks", "places", "points", "instances", "projects",   "zones"};

constexpr std::size_t kToldProblems = 20;  ///< of one file; the others are counted
/// What is wrong, by place in the text, so that the first in the file is told first.
using Problems = std::map<std::pair<std::uint32_t, std::uint32_t>, std::string>;

std::pair<std::uint32_t, std::uint32_t> place(toml::node const& node) {
    return {node.source().begin.line, node.source().begin.column};
}

/// Reads one table and remembers which keys it was asked for; the others are unknown.
class Reader {
public:
    Reader(toml::table const& table, std::string where, Problems& problems)
        : table_(table), where_(std::move(where)), problems_(problems) {}
    Reader(Reader const&) = delete;
    Reader& operator=(Reader const&) = delete;

    ~Reader() {
        std::vector<std::string> const known(known_.begin(), known_.end());
        for (auto const& [key, node] : table_) {
            std::string const word(key.str());
            if (known_.contains(word)) continue;
            std::string hint = did_you_mean(word, known);
            if (hint.empty()) hint = "; it may have: " + join(known);
            problems_.emplace(place_of(key, node), "unknown key '" + word + "' in " + where_ + hint);
        }
    }

    toml::node const* find(std::string_view key) {
        known_.emplace(key);
        return table_.get(key);
    }

    void complain(toml::node const& at, std::string_view key, std::string_view wanted) {
        problems_.emplace(place(at), "'" + std::string(key) + "' in " + where_ + " must be " + std::string(wanted));
    }

    void text(std::string_view key, std::string& out) {
        if (toml::node const* node = find(key)) {
            if (auto value = node->value_exact<std::string>()) {
                out = *value;
            } else {
                complain(*node, key, "a text in quotes");
            }
        }
    }

    void number(std::string_view key, double& out, double at_least = -1e300) {
        if (toml::node const* node = find(key)) {
            auto const value = node->is_number() ? node->value<double>() : std::optional<double>{};
            if (value && *value >= at_least) {
                out = *value;
            } else {
                complain(*node, key, at_least < 0 ? "a number" : "a number of at least " + figure(at_least, 2));
            }
        }
    }

    void whole(std::string_view key, double& out, double least, double most) {
        toml::node const* node = find(key);
        if (!node) return;
        auto const value = node->is_number() ? node->value<double>() : std::optional<double>{};
        if (value && *value >= least && *value <= most && *value == std::floor(*value)) {
            out = *value;
        } else {
            complain(*node, key, "a whole number from " + figure(least, 0) + " to " + figure(most, 0));
        }
    }

    void texts(std::string_view key, std::vector<std::string>& out) {
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

    std::optional<std::array<double, 2>> pair(std::string_view key) {
        toml::node const* node = find(key);
        if (!node) return {};
        toml::array const* array = node->as_array();
        if (array && array->size() == 2 && (*array)[0].is_number() && (*array)[1].is_number()) {
            return std::array{*(*array)[0].value<double>(), *(*array)[1].value<double>()};
        }
        complain(*node, key, "a list of two numbers");
        return {};
    }

    std::optional<geo::LonLat> lonlat(std::string_view key) {
        auto const value = pair(key);
        if (!value) return {};
        auto const [lon, lat] = *value;
        if (std::abs(lat) <= 90 && std::abs(lon) <= 180) return geo::LonLat{lon, lat};
        bool const swapped = std::abs(lon) <= 90 && std::abs(lat) <= 180;
        complain(*find(key), key,
                 swapped ? "[longitude, latitude]; these look swapped" : "[longitude, latitude] in degrees");
        return {};
    }

    /// { zh = "...", en = "..." }, or one text whose language its characters tell.
    void bilingual(std::string_view key, Name& out) {
        toml::node const* node = find(key);
        if (!node) return;
        if (auto value = node->value_exact<std::string>()) {
            out = name_of(*value);
        } else if (toml::table const* table = node->as_table()) {
            Reader inner(*table, "'" + std::string(key) + "' of " + where_, problems_);
            inner.text("zh", out.zh);
            inner.text("en", out.en);
        } else {
            complain(*node, key, "a text or { zh = \"...\", en = \"...\" }");
        }
    }

    /// One of a few words, by its index.
    template <std::size_t N>
    std::optional<std::size_t> choice(std::string_view key, std::array<std::string_view, N> const& words) {
        toml::node const* node = find(key);
        if (!node) return {};
        auto const value = node->value_exact<std::string>();
        auto const found = value ? std::find(words.begin(), words.end(), *value) : words.end();
        if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
        std::vector<std::string> const all(words.begin(), words.end());
        complain(*node, key, "one of: " + join(all) + (value ? did_you_mean(*value, all) : ""));
        return {};
    }

    void table(std::string_view key, std::function<void(Reader&)> const& read) {
        toml::node const* node = find(key);
        if (!node) return;
        if (toml::table const* inner = node->as_table()) {
            Reader reader(*inner, header_of(key), problems_);
            read(reader);
        } else {
            complain(*node, key, "a table: " + header_of(key));
        }
    }

    /// "[live]", and in it "[live.merge]".
    std::string header_of(std::string_view key) const {
        bool const nested = where_.starts_with('[') && where_.ends_with(']');
        return nested ? where_.substr(0, where_.size() - 1).append(1, '.').append(key).append(1, ']')
                      : std::string(1, '[').append(key).append(1, ']');
    }

    void tables(std::string_view key, std::function<void(Reader&)> const& read) {
        toml::node const* node = find(key);
        if (!node) return;
        toml::array const* array = node->as_array();
        std::string const header = "[[" + std::string(key) + "]]";
        if (!array) return complain(*node, key, "a list of tables: " + header);
        for (toml::node const& item : *array) {
            if (toml::table const* inner = item.as_table()) {
                Reader reader(*inner, header, problems_);
                read(reader);
            } else {
                complain(item, key, "a list of tables: " + header);
            }
        }
    }

    void require(std::string_view key, bool present) {
        if (!present && !table_.contains(key))
            problems_.emplace(place(table_), where_ + " needs '" + std::string(key) + "'");
    }

    toml::table const& raw() const { return table_; }

private:
    /// toml++ knows where keys are only from 3.0.1 on; the value is on the same line.
    static std::pair<std::uint32_t, std::uint32_t> place_of(toml::key const& key, toml::node const& node) {
        auto const& begin = key.source().begin;
        return begin ? std::pair{std::uint32_t{begin.line}, std::uint32_t{begin.column}} : place(node);
    }

    toml::table const& table_;
    std::string where_;
    Problems& problems_;
    std::set<std::string, std::less<>> known_;
};

/// Relative paths start at the folder of the district file; connections, URLs and GDAL's /vsi paths stay as they are.
std::string resolve(std::string const& source, std::filesystem::path const& folder) {
    if (source.empty() || source.front() == '/' || source.find(':') != std::string::npos) return source;
    return (folder / source).lexically_normal().string();
}

void resolve_all(std::vector<std::string>& sources, std::filesystem::path const& folder) {
    for (std::string& s : sources) s = resolve(s, folder);
}

BuildingsSpec read_buildings(Reader& r, std::filesystem::path const& folder) {
    BuildingsSpec spec;
    r.text("source", spec.source);
    r.require("source", false);
    spec.source = resolve(spec.source, folder);
    r.text("layer", spec.layer);
    r.text("where", spec.where);
    r.text("crs", spec.crs);
    r.texts("id", spec.id);
    r.texts("name", spec.name);
    r.texts("height", spec.height);
    r.texts("floors", spec.floors);
    r.texts("base", spec.base);
    r.texts("use", spec.use);
    r.texts("roof_shape", spec.roof_shape);
    r.texts("roof_height", spec.roof_height);
    r.texts("year", spec.year);
    if (auto i = r.choice("base_from", std::array<std::string_view, 2>{"ground", "datum"}))
        spec.base_is_absolute = *i == 1;
    r.number("default_height", spec.default_height, 0.1);
    double storey = 0;
    r.number("storey_height", storey, 0.1);
    if (storey > 0) spec.storey_height = storey;
    return spec;
}

ModelSpec read_model(Reader& r, std::filesystem::path const& folder) {
    ModelSpec spec;
    r.text("file", spec.file);
    r.require("file", false);
    spec.file = resolve(spec.file, folder);
    spec.at = r.lonlat("at");
    if (auto xy = r.pair("at_xy")) spec.at_xy = geo::Projected{(*xy)[0], (*xy)[1]};
    r.require("at", r.raw().contains("at_xy"));
    r.number("heading", spec.heading);
    r.number("scale", spec.scale, 1e-9);
    r.number("unit", spec.unit, 0);
    if (auto i = r.choice("up", std::array<std::string_view, 3>{"file", "y", "z"}))
        spec.up = static_cast<assets::UpAxis>(*i);
    r.number("height", spec.height);
    r.texts("replaces", spec.replaces);
    return spec;
}

std::optional<std::uint32_t> parse_colour(std::string const& text) {
    if (text.size() != 7 || text[0] != '#' || text.find_first_not_of("0123456789abcdefABCDEF", 1) != std::string::npos)
        return {};
    return static_cast<std::uint32_t>(std::stoul(text.substr(1), nullptr, 16));
}

StyleSpec read_style(Reader& r, Problems& problems) {
    StyleSpec style;
    r.text("by", style.by);
    r.require("by", false);
    toml::node const* colours = r.find("colours");
    if (!colours) return style;
    toml::table const* table = colours->as_table();
    if (!table) {
        r.complain(*colours, "colours", "a table: { value = \"#RRGGBB\" }");
        return style;
    }
    for (auto const& [key, node] : *table) {
        auto const colour = parse_colour(node.value_exact<std::string>().value_or(""));
        std::string value(key.str());
        if (!colour) {
            problems.emplace(place(node), "the colour of '" + value + "' must be \"#RRGGBB\"");
        } else if (value == "default") {
            style.otherwise = *colour;
        } else {
            style.colours.emplace_back(std::move(value), *colour);
        }
    }
    return style;
}

void read_instances(Reader& r, LayerSpec& spec, std::filesystem::path const& folder) {
    r.text("model", spec.model);
    spec.model = resolve(spec.model, folder);
    r.text("model_by", spec.model_by);
    r.texts("heading", spec.heading);
    r.texts("scale", spec.scale);
    toml::node const* models = r.find("models");
    if (!models) return;
    toml::table const* table = models->as_table();
    if (!table) return r.complain(*models, "models", "a table: { value = \"model.glb\" }");
    for (auto const& [key, node] : *table) {
        if (auto file = node.value_exact<std::string>()) {
            spec.models.emplace_back(std::string(key.str()), resolve(*file, folder));
        } else {
            r.complain(node, "models", "a table of file names");
        }
    }
}

void read_own_fields(Reader& r, LayerSpec& spec) {
    auto const add = [&](std::span<std::string_view const> keys) {
        for (std::string_view const key : keys) spec.fields.emplace_back(key, key);
    };
    if (spec.role == Role::projects) add(kProjectFields);
    if (spec.role == Role::zones) add(kZoneFields);
    if (spec.fields.empty()) return;
    r.table("fields", [&](Reader& inner) {
        for (auto& [key, column] : spec.fields) inner.text(key, column);
    });
}

LayerSpec read_layer(Reader& r, std::filesystem::path const& folder, Problems& problems) {
    LayerSpec spec;
    r.text("source", spec.source);
    r.require("source", false);
    spec.source = resolve(spec.source, folder);
    r.text("layer", spec.layer);
    r.text("where", spec.where);
    r.text("crs", spec.crs);
    r.require("role", false);
    if (auto i = r.choice("role", kRoles)) spec.role = static_cast<Role>(*i);
    r.bilingual("title", spec.title);
    r.texts("id", spec.id);
    r.texts("class", spec.class_field);
    r.texts("width", spec.width);
    r.texts("name_zh", spec.name_zh);
    r.texts("name_en", spec.name_en);
    r.texts("rank", spec.rank);
    r.texts("kind", spec.kind);
    read_instances(r, spec, folder);
    if (spec.role == Role::instances) r.require("model", !spec.models.empty());
    read_own_fields(r, spec);
    toml::node const* style = r.find("style");
    if (style && style->is_table()) {
        Reader inner(*style->as_table(), "'style'", problems);
        spec.style = read_style(inner, problems);
    } else if (style) {
        r.complain(*style, "style", "a table: { by = \"field\", colours = { value = \"#RRGGBB\" } }");
    }
    return spec;
}

NamedView read_view(Reader& r) {
    NamedView view;
    r.text("id", view.id);
    r.require("id", false);
    r.bilingual("name", view.name);
    r.text("camera", view.camera);
    r.require("camera", false);
    constexpr std::array<std::string_view, 3> kStyles{"day", "night", "paper"};
    if (auto i = r.choice("style", kStyles)) view.style = kStyles[*i];
    r.texts("live", view.live);
    if (toml::node const* sun = r.find("sun"); sun && sun->is_date_time()) {
        std::ostringstream text;
        text << *sun->as_date_time();
        view.sun = text.str();
    } else {
        r.text("sun", view.sun);
    }
    return view;
}

void read_duration(Reader& r, std::string_view key, std::int64_t& out_ms) {
    std::string text;
    r.text(key, text);
    if (text.empty()) return;
    auto const read = parse_duration(text);
    if (read) {
        out_ms = *read;
    } else {
        r.complain(*r.find(key), key, "a length of time: \"30 min\", \"2 h\", \"400 days\"");
    }
}

FeedSpec read_feed(Reader& r, std::filesystem::path const& folder, Problems& problems) {
    FeedSpec spec;
    r.text("id", spec.id);
    r.bilingual("name", spec.name);
    r.text("url", spec.url);
    r.text("mapping", spec.mapping);
    r.text("coordinates", spec.coordinates);
    r.number("expected_per_hour", spec.expected_per_hour, 0);
    read_duration(r, "stale_after", spec.stale_after_ms);
    read_duration(r, "poll", spec.poll_ms);
    if (auto i = r.choice("pressure", std::array<std::string_view, 3>{"keep", "latest", "oldest"}))
        spec.pressure = static_cast<Pressure>(*i);
    r.text("secret", spec.secret);
    r.text("user", spec.user);
    r.text("ca_file", spec.ca_file);
    if (std::string wrong = what_is_wrong(spec); !wrong.empty()) problems.emplace(place(r.raw()), std::move(wrong));
    resolve_paths(spec, folder);
    return spec;
}

/// A rule that is too lax would give people away, one that is too strict would leave nothing: both are errors.
void read_disclosure(Reader& r, DisclosureRules& rules) {
    using Rules = DisclosureRules;
    r.whole("least_in_building", rules.least_in_building, Rules::kFloor, Rules::kMost);
    r.whole("least_in_cell", rules.least_in_cell, Rules::kFloor, Rules::kMost);
    r.whole("least_for_shares", rules.least_for_shares, Rules::kLeastForShares, Rules::kMost);
}

/// Minutes by type of event. Types that are not named keep their usual window.
void read_merge(Reader& r, MergeWindows& windows) {
    constexpr double kMinute = 60 * 1000;
    constexpr double kMost = static_cast<double>(MergeWindows::kLongestMs) / kMinute;
    auto const read = [&](std::string_view key, std::int64_t& ms) {
        double minutes = static_cast<double>(ms) / kMinute;
        r.whole(key, minutes, 1, kMost);
        ms = static_cast<std::int64_t>(minutes * kMinute);
    };
    read("otherwise", windows.otherwise_ms);
    for (std::string_view const type : event_types()) {
        auto const [window, added] = windows.ms_by_type.try_emplace(std::string(type), windows.otherwise_ms);
        read(type, window->second);
    }
}

void read_live(Reader& root, LiveSpec& live, std::filesystem::path const& folder, Problems& problems) {
    root.tables("feeds", [&](Reader& r) {
        FeedSpec spec = read_feed(r, folder, problems);
        auto const same = [&](FeedSpec const& other) { return other.id == spec.id; };
        if (!spec.id.empty() && std::any_of(live.feeds.begin(), live.feeds.end(), same))
            problems.emplace(place(r.raw()), "two feeds have the id " + in_quotes(spec.id));
        live.feeds.push_back(std::move(spec));
    });
    if (!live.feeds.empty()) live.journal = (folder / "live/journal.db").string();
    root.table("live", [&](Reader& r) {
        std::string journal;
        r.text("journal", journal);
        if (!journal.empty()) live.journal = resolve(journal, folder);
        r.text("holidays", live.holidays);
        r.text("time_limits", live.time_limits);
        r.text("glossary", live.glossary);
        for (std::string* const file : {&live.holidays, &live.time_limits, &live.glossary}) {
            if (!file->empty()) *file = resolve(*file, folder);
        }
        r.table("disclosure", [&](Reader& rules) { read_disclosure(rules, live.disclosure); });
        r.table("merge", [&](Reader& windows) { read_merge(windows, live.merge); });
        read_duration(r, "keep", live.keep_ms);
        double mib = 0;
        r.number("keep_mib", mib, 0);
        live.keep_bytes = static_cast<std::uint64_t>(std::min(mib, 1e9) * 1024 * 1024);
    });
}

void read_seconds(Reader& r, std::string_view key, std::int64_t at_least, std::int64_t& out_ms) {
    read_duration(r, key, out_ms);
    constexpr std::int64_t kMost = 60 * 60 * 1000;
    if (out_ms >= at_least && out_ms <= kMost) return;
    r.complain(*r.find(key), key, "from " + std::to_string(at_least / 1000) + " s to 60 min");
}

/// "22:00" in minutes after midnight.
std::optional<int> minute_of_day(std::string const& text) {
    int hour = -1, minute = -1, read = 0;
    if (std::sscanf(text.c_str(), "%2d:%2d%n", &hour, &minute, &read) != 2) return {};
    if (static_cast<std::size_t>(read) != text.size() || hour < 0 || hour > 23 || minute < 0 || minute > 59) return {};
    return hour * 60 + minute;
}

void read_wall(Reader& r, WallSpec& wall) {
    r.bilingual("subtitle", wall.subtitle);
    r.texts("scenes", wall.scenes);
    read_seconds(r, "scene_time", 10'000, wall.scene_ms);
    read_seconds(r, "alarm_hold", 5'000, wall.hold_ms);
    read_seconds(r, "pause", 1'000, wall.pause_ms);
    if (auto i = r.choice("alarms", std::array<std::string_view, 3>{"red", "orange", "off"}))
        wall.alarms = static_cast<WallSpec::Alarms>(*i);
    r.number("dim", wall.dim, 0);
    if (wall.dim > 0.5) r.complain(*r.find("dim"), "dim", "from 0 to 0.5");
    std::vector<std::string> hours;
    r.texts("dim_hours", hours);
    if (!r.find("dim_hours")) return;
    auto const from = hours.size() == 2 ? minute_of_day(hours[0]) : std::nullopt;
    auto const until = hours.size() == 2 ? minute_of_day(hours[1]) : std::nullopt;
    if (from && until) {
        wall.dim_minutes = {*from, *until};
    } else {
        r.complain(*r.find("dim_hours"), "dim_hours", "two times of day: [\"22:00\", \"06:00\"]");
    }
}

/// Scenes are views, which may stand anywhere in the file.
void check_scenes(toml::table const& root, DistrictFile const& file, Problems& problems) {
    std::vector<std::string> ids;
    for (NamedView const& view : file.views) ids.push_back(view.id);
    for (std::string const& scene : file.wall.scenes) {
        if (std::find(ids.begin(), ids.end(), scene) != ids.end()) continue;
        std::string hint = did_you_mean(scene, ids);
        if (hint.empty()) hint = ids.empty() ? "; it has no [[views]]" : "; it has: " + join(ids);
        problems.emplace(place(*root["wall"]["scenes"].node()),
                         "'scenes' in [wall]: the district has no view " + in_quotes(scene) + hint);
    }
}

void read_root(Reader& root, DistrictFile& file, Problems& problems) {
    std::filesystem::path const folder = std::filesystem::path(file.path).parent_path();
    root.table("district", [&](Reader& r) {
        r.bilingual("name", file.name);
        r.text("crs", file.crs);
        file.origin = r.lonlat("origin");
        r.text("heights", file.heights);
    });
    root.table("terrain", [&](Reader& r) {
        r.texts("sources", file.terrain.sources);
        r.require("sources", false);
        resolve_all(file.terrain.sources, folder);
        r.text("crs", file.terrain.crs);
        r.number("vertical_offset", file.terrain.vertical_offset);
        r.number("vertical_scale", file.terrain.vertical_scale);
    });
    root.table("imagery", [&](Reader& r) {
        r.texts("sources", file.imagery.sources);
        r.require("sources", false);
        resolve_all(file.imagery.sources, folder);
        r.text("crs", file.imagery.crs);
    });
    root.tables("buildings", [&](Reader& r) { file.buildings.push_back(read_buildings(r, folder)); });
    root.tables("models", [&](Reader& r) { file.models.push_back(read_model(r, folder)); });
    root.tables("layers", [&](Reader& r) { file.layers.push_back(read_layer(r, folder, problems)); });
    root.tables("views", [&](Reader& r) { file.views.push_back(read_view(r)); });
    read_live(root, file.live, folder, problems);
    root.table("wall", [&](Reader& r) { read_wall(r, file.wall); });
    root.table("sites", [&](Reader& r) {
        r.text("file", file.sites);
        r.require("file", false);
        if (!file.sites.empty()) file.sites = resolve(file.sites, folder);
    });
    check_scenes(root.raw(), file, problems);
    root.table("supervision", [&](Reader& r) {
        r.text("indicators", file.supervision.indicators);
        if (!file.supervision.indicators.empty())
            file.supervision.indicators = resolve(file.supervision.indicators, folder);
        r.text("event_limits", file.supervision.event_limits);
        file.supervision.event_limits = resolve(file.supervision.event_limits, folder);
        r.text("post", file.supervision.post);
        r.text("user", file.supervision.user);
        r.text("secret", file.supervision.secret);
        r.text("sign", file.supervision.sign);
        r.text("ca_file", file.supervision.ca_file);
        file.supervision.ca_file = resolve(file.supervision.ca_file, folder);
    });
    if (auto const* const cameras = root.find("cameras"))
        problems.emplace(place(*cameras), "[[cameras]] are not read from here: they come from a feed, [[feeds]]");
}

}  // namespace

std::string_view name(Role role) { return kRoles[static_cast<std::size_t>(role)]; }

base::Result<DistrictFile> parse_district_file(std::string_view toml, std::string const& path) {
    auto const at = [&](std::pair<std::uint32_t, std::uint32_t> where, std::string const& what) {
        return base::Error{path + ":" + std::to_string(where.first) + ":" + std::to_string(where.second) + ": " + what};
    };
    DistrictFile file{.path = path};
    Problems problems;
    try {
        toml::table const parsed = toml::parse(toml, std::string_view(path));
        Reader root(parsed, "the district file", problems);
        read_root(root, file, problems);
    } catch (toml::parse_error const& error) {
        auto const& begin = error.source().begin;
        return at({begin.line, begin.column}, std::string(error.description()));
    }
    if (problems.empty()) return file;
    std::string all;
    for (auto const& [where, what] : problems | std::views::take(kToldProblems))
        all += (all.empty() ? "" : "\n") + at(where, what).message;
    if (problems.size() > kToldProblems) all += "\n(and " + std::to_string(problems.size() - kToldProblems) + " more)";
    return base::Error{all};
}

base::Result<DistrictFile> read_district_file(std::string const& path) {
    auto const text = base::read_file(path);
    return text ? parse_district_file(*text, path) : text.error();
}

}  // namespace twin
