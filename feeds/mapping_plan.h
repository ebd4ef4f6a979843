// A mapping file after reading: paths resolved to numbered slots, words to tables, fields to the functions that set
// them.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/time.h"
#include "feeds/mapping.h"
#include "twin/records.h"

namespace feeds {

/// One scalar of a payload. Objects and arrays are never values: paths lead to scalars.
struct Value {
    enum class Is : std::uint8_t { nothing, text, integer, real, truth };
    Is is = Is::nothing;
    bool truth = false;
    std::int64_t integer = 0;
    double real = 0;
    std::string_view text;
};

/// Paths of one rule folded into a tree, so that a payload is walked once whatever the number of fields.
struct PathTree {
    struct Node {
        std::vector<std::pair<std::string, std::uint32_t>> keys;  ///< sorted
        std::vector<std::pair<std::size_t, std::uint32_t>> indices;
        std::int32_t slot = -1;
    };
    std::vector<Node> nodes = std::vector<Node>(1);
    std::vector<std::string> slots;  ///< the path of each, as written

    std::uint32_t const* child(std::uint32_t node, std::string_view key) const;
};

/// "a.b[0].c", 'quoted' where a key has a dot or bracket. Steps are keys, or indices where `index` is set.
struct Step {
    std::string key;
    std::optional<std::size_t> index;
    bool each = false;  ///< "[]": every element
};
base::Result<std::vector<Step>> parse_path(std::string_view path);

/// The slot of a path, added if new.
base::Result<std::uint32_t> add_path(PathTree& tree, std::string_view path);

struct Source {
    enum class From : std::uint8_t { item, root, topic, constant };
    From from = From::item;
    std::uint32_t slot = 0;
    std::string text;  ///< of a constant; `constant` looks at it
    Value constant;
};

enum class BoxForm : std::uint8_t { none, xywh, xyxy, edges, centre };

struct Draft;
class Reading;
using Setter = void (*)(Draft&, Reading&);

struct FieldPlan {
    std::string name;
    Setter set = nullptr;
    std::vector<Source> sources;  ///< the first that says something; all of them where `joined`
    bool joined = false;
    std::string with;  ///< between joined parts
    std::string prefix;
    std::string pattern;  ///< "thing/product/{}/osd"; empty: the whole text
    std::map<std::string, std::string, std::less<>> const* table = nullptr;
    std::string otherwise;
    bool has_otherwise = false;
    double scale = 1;
    double offset = 0;
    std::string time_format;  ///< "", "s", "ms", or a strptime-like format
    BoxForm box = BoxForm::none;
    std::vector<Source> width, height;  ///< of the picture, for boxes in pixels
};

struct Condition {
    std::vector<Source> sources;  ///< the first that says something
    bool present = true;          ///< where `words` is empty: whether it is there at all
    std::vector<std::string> words;
};

/// One [[record]] of the file.
struct Rule {
    std::size_t kind = 0;  ///< index in twin::Record
    std::vector<std::vector<Step>> items;
    PathTree tree;
    std::vector<Condition> when;
    std::vector<FieldPlan> fields;
};

using Table = std::map<std::string, std::string, std::less<>>;

struct Plan {
    enum class Format : std::uint8_t { json, csv, xml } format = Format::json;
    char separator = ',';
    std::vector<std::string> columns;  ///< CSV without a header line
    std::string coordinates = "wgs84";
    std::string zone;  ///< of times that name none; empty: China's
    PathTree root;
    std::map<std::string, Table, std::less<>> tables;
    std::vector<Rule> rules;
    std::string text;
};

/// Reads the TOML. `folder` is where code tables in CSV files lie; they are taken into `Plan::text`.
base::Result<Plan> read_plan(std::string_view toml, std::string const& where);

/// A time zone: minutes east of Greenwich, and where it has summer time (one hour), when that begins and ends: month,
/// week, weekday each, at two in the morning.
struct ZoneRule {
    int minutes = 0;
    bool has_summer = false;
    std::array<unsigned, 6> summer{};
};
/// "+08:00", or POSIX's "EST5EDT,M3.2.0,M11.1.0".
std::optional<ZoneRule> read_zone_rule(std::string_view text);

/// The fields a kind of record has, for the file reader and its suggestions.
struct FieldDef {
    std::string_view name;
    Setter set;
};
std::vector<FieldDef> fields_of(std::size_t kind);

}  // namespace feeds
