// Reading a mapping file: TOML to plan, with every mistake told by its place.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include <toml++/toml.h>

#include "feeds/mapping_csv.h"
#include "feeds/mapping_plan.h"
#include "feeds/mapping_words.h"
#include "twin/text.h"

namespace feeds {
namespace {

/// By place in the text, so that the first is told. A key misspelt comes before what its line then lacks.
struct Mistakes {
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::string> found;

    void add(toml::node const& at, std::string what) {
        auto const& begin = at.source().begin;
        found.emplace(std::pair{std::uint32_t{begin.line}, std::uint32_t{begin.column}}, std::move(what));
    }
    void add_key(toml::node const& value, std::string what) {
        found.emplace(std::pair{std::uint32_t{value.source().begin.line}, std::uint32_t{0}}, std::move(what));
    }
};

/// Unknown keys of a table, each with what may have been meant.
void refuse_others(toml::table const& table, std::string const& where, std::vector<std::string> const& known,
                   Mistakes& mistakes) {
    for (auto const& [key, node] : table) {
        std::string const word(key.str());
        if (std::find(known.begin(), known.end(), word) != known.end()) continue;
        std::string hint = twin::did_you_mean(word, known);
        if (hint.empty()) hint = "; it may have: " + twin::join(known, 60);
        mistakes.add_key(node, "unknown key '" + word + "' in " + where + hint);
    }
}

/// A scalar as the text a payload would have for it.
std::optional<std::string> word_of(toml::node const& node) {
    if (auto const text = node.value_exact<std::string>()) return *text;
    if (auto const whole = node.value_exact<std::int64_t>()) return std::to_string(*whole);
    if (auto const truth = node.value_exact<bool>()) return *truth ? "true" : "false";
    if (auto const real = node.value_exact<double>()) {
        std::ostringstream out;
        out << *real;
        return out.str();
    }
    return {};
}

std::vector<std::string> words_of(toml::node const& node, std::string_view key, Mistakes& mistakes) {
    std::vector<std::string> words;
    if (toml::array const* array = node.as_array()) {
        for (toml::node const& item : *array) {
            if (auto word = word_of(item)) {
                words.push_back(std::move(*word));
            } else {
                mistakes.add(item, twin::in_quotes(key) + " must be a list of texts");
            }
        }
    } else if (auto word = word_of(node)) {
        words.push_back(std::move(*word));
    } else {
        mistakes.add(node, twin::in_quotes(key) + " must be a text or a list of texts");
    }
    return words;
}

std::vector<std::string> split_at(std::string_view text, char at) {
    std::vector<std::string> parts;
    for (std::size_t end = 0; end != std::string_view::npos; text.remove_prefix(std::min(end + 1, text.size()))) {
        end = text.find(at);
        parts.emplace_back(text.substr(0, end));
        if (end == std::string_view::npos) break;
    }
    return parts;
}

class FileReader {
public:
    FileReader(Plan& plan, std::filesystem::path folder, Mistakes& mistakes)
        : plan_(plan), folder_(std::move(folder)), mistakes_(mistakes) {}

    void read(toml::table& top);

private:
    void read_table(std::string const& name, toml::node& node);
    void read_rule(toml::table const& table);
    void read_when(toml::node const& node, Rule& rule);
    void read_field(std::string const& name, toml::node const& node, FieldPlan& field, Rule& rule);
    void read_field_table(toml::table const& table, FieldPlan& field, Rule& rule);
    Table const* words_for(FieldPlan const& field, toml::node const& node);
    void read_items(toml::node const& node, Rule& rule);
    void read_fields(toml::table const& table, Rule& rule);
    Source source(toml::node const& at, std::string const& path, Rule& rule);
    std::vector<Source> sources(toml::node const& node, std::string_view key, Rule& rule);
    Source constant(toml::node const& node);
    std::string text(toml::node const& node, char const* key);

    Plan& plan_;
    std::filesystem::path folder_;
    Mistakes& mistakes_;
};

std::string FileReader::text(toml::node const& node, char const* key) {
    if (auto const word = word_of(node)) return *word;
    mistakes_.add(node, twin::in_quotes(key) + " must be a text");
    return {};
}

Source FileReader::source(toml::node const& at, std::string const& path, Rule& rule) {
    Source source;
    if (path == "@topic") {
        source.from = Source::From::topic;
        return source;
    }
    bool const from_root = path.starts_with("$.");
    if (from_root && plan_.format != Plan::Format::csv) source.from = Source::From::root;
    PathTree& tree = source.from == Source::From::root ? plan_.root : rule.tree;
    if (plan_.format == Plan::Format::csv) {
        auto const known = std::find(tree.slots.begin(), tree.slots.end(), path);
        source.slot = static_cast<std::uint32_t>(known - tree.slots.begin());
        if (known == tree.slots.end()) tree.slots.push_back(path);
        return source;
    }
    auto const slot = add_path(tree, from_root ? std::string_view(path).substr(2) : std::string_view(path));
    if (slot) {
        source.slot = *slot;
    } else {
        mistakes_.add(at, slot.error().message);
    }
    return source;
}

/// A box may be an array of four or a text: then "bbox" stands for its four elements and for itself.
std::vector<Source> FileReader::sources(toml::node const& node, std::string_view key, Rule& rule) {
    std::vector<Source> out;
    std::vector<std::string> paths = words_of(node, key, mistakes_);
    if (key == "bbox" && paths.size() == 1 && plan_.format != Plan::Format::csv) {
        std::string const whole = paths[0];
        paths = {whole + "[0]", whole + "[1]", whole + "[2]", whole + "[3]", whole};
    }
    for (std::string const& path : paths) out.push_back(source(node, path, rule));
    return out;
}

Source FileReader::constant(toml::node const& node) {
    Source source;
    source.from = Source::From::constant;
    if (node.is_number()) {
        source.constant.is = node.is_integer() ? Value::Is::integer : Value::Is::real;
        source.constant.real = node.value<double>().value_or(0);
        source.constant.integer = node.value<std::int64_t>().value_or(0);
    } else if (auto const truth = node.value_exact<bool>()) {
        source.constant.is = Value::Is::truth;
        source.constant.truth = *truth;
    } else {
        source.constant.is = Value::Is::text;
        source.text = text(node, "const");
    }
    return source;
}

/// Codes and words that stand in the field itself, or a table by its name; null where there is none of it.
Table const* FileReader::words_for(FieldPlan const& field, toml::node const& node) {
    if (toml::table const* own = node.as_table()) {
        Table& words =
            plan_.tables[twin::in_quotes(field.name) + " of record " + std::to_string(plan_.rules.size() + 1)];
        for (auto const& [code, word] : *own) words[std::string(code.str())] = text(word, "table");
        return &words;
    }
    std::string const name = text(node, "table");
    auto const named = plan_.tables.find(name);
    if (named != plan_.tables.end()) return &named->second;
    mistakes_.add(node, "there is no [tables." + name + "]");
    return nullptr;
}

void FileReader::read_field_table(toml::table const& table, FieldPlan& field, Rule& rule) {
    for (auto const& [key_node, node] : table) {
        std::string_view const key = key_node.str();
        if (key == "from") {
            field.sources = sources(node, field.name == "bbox" ? "bbox" : "from", rule);
        } else if (key == "join") {
            field.sources = sources(node, "join", rule);
            field.joined = true;
        } else if (key == "const") {
            field.sources.push_back(constant(node));
        } else if (key == "with") {
            field.with = text(node, "with");
        } else if (key == "prefix") {
            field.prefix = text(node, "prefix");
        } else if (key == "pattern") {
            field.pattern = text(node, "pattern");
        } else if (key == "otherwise") {
            field.otherwise = text(node, "otherwise");
            field.has_otherwise = true;
        } else if (key == "time") {
            field.time_format = text(node, "time");
        } else if (key == "scale" || key == "offset") {
            if (!node.is_number()) mistakes_.add(node, twin::in_quotes(key) + " must be a number");
            (key == "scale" ? field.scale : field.offset) = node.value<double>().value_or(1);
        } else if (key == "box") {
            constexpr std::array<std::string_view, 4> kForms{"xywh", "xyxy", "edges", "centre"};
            auto const form = std::find(kForms.begin(), kForms.end(), text(node, "box"));
            if (form == kForms.end()) mistakes_.add(node, "'box' must be one of: xywh, xyxy, edges, centre");
            field.box = static_cast<BoxForm>(form - kForms.begin() + 1);
        } else if (key == "width" || key == "height") {
            auto& size = key == "width" ? field.width : field.height;
            size = node.is_number() ? std::vector{constant(node)} : sources(node, "width", rule);
        } else if (key == "table") {
            field.table = words_for(field, node);
        }
    }
    refuse_others(table, "the field '" + field.name + "'",
                  {"from", "join", "with", "const", "prefix", "pattern", "table", "otherwise", "scale", "offset",
                   "time", "box", "width", "height"},
                  mistakes_);
    if (field.box != BoxForm::none && field.width.empty() != field.height.empty())
        mistakes_.add(table, "a box needs both 'width' and 'height' of the picture, or neither");
}

void FileReader::read_field(std::string const& name, toml::node const& node, FieldPlan& field, Rule& rule) {
    field.name = name;
    if (toml::table const* table = node.as_table()) {
        read_field_table(*table, field, rule);
    } else {
        field.sources = sources(node, name, rule);
    }
    if (field.sources.empty()) mistakes_.add(node, "the field '" + name + "' needs 'from', 'join' or 'const'");
}

void FileReader::read_when(toml::node const& node, Rule& rule) {
    toml::table const* table = node.as_table();
    if (!table) return mistakes_.add(node, "'when' must be a table: { \"path\" = \"word\" }");
    for (auto const& [path, wanted] : *table) {
        Condition condition;
        for (std::string const& one : split_at(path.str(), '|')) condition.sources.push_back(source(wanted, one, rule));
        if (auto const present = wanted.value_exact<bool>()) {
            condition.present = *present;
        } else {
            condition.words = words_of(wanted, "when", mistakes_);
        }
        rule.when.push_back(std::move(condition));
    }
}

void FileReader::read_items(toml::node const& node, Rule& rule) {
    for (std::string const& path : words_of(node, "items", mistakes_)) {
        auto steps = path == "." ? std::vector<Step>{} : parse_path(path);
        if (steps) {
            rule.items.push_back(*std::move(steps));
        } else {
            mistakes_.add(node, steps.error().message);
        }
    }
}

/// What a record of the rule's kind may have: as [record.fields] says, else by its own name where that is asked for.
void FileReader::read_fields(toml::table const& table, Rule& rule) {
    std::vector<FieldDef> const defs = fields_of(rule.kind);
    toml::table const none;
    toml::node const* fields_node = table.get("fields");
    toml::table const* fields = fields_node ? fields_node->as_table() : &none;
    if (!fields) return mistakes_.add(*fields_node, "'fields' must be a table: [record.fields]");
    toml::node const* same = table.get("same_names");
    std::string const prefix = same && same->is_string() ? same->value_or(std::string()) + "." : std::string();
    bool const same_names = same && (same->is_string() || same->value_or(false));
    std::vector<std::string> known;
    for (FieldDef const& def : defs) {
        known.emplace_back(def.name);
        toml::node const* node = fields->get(def.name);
        if (!node && !same_names) continue;
        FieldPlan field;
        if (node) {
            read_field(known.back(), *node, field, rule);
        } else {
            field.name = known.back();
            field.sources = sources(toml::value<std::string>(prefix + known.back()), known.back(), rule);
        }
        field.set = def.set;
        rule.fields.push_back(std::move(field));
    }
    refuse_others(*fields, "the fields of this record", known, mistakes_);
    if (!same_names && rule.kind != 8 && !fields->contains("id"))
        mistakes_.add(table, "[[record]] needs the field 'id'");
}

void FileReader::read_rule(toml::table const& table) {
    Rule rule;
    refuse_others(table, "[[record]]", {"kind", "items", "when", "same_names", "fields"}, mistakes_);
    toml::node const* kind = table.get("kind");
    auto const index = kind ? kind_index(text(*kind, "kind")) : std::nullopt;
    if (!index) {
        return mistakes_.add(kind ? *kind : table,
                             "[[record]] needs a 'kind', one of: ticket, event, camera, device, drone, population, "
                             "indicator, withdrawal, heartbeat");
    }
    rule.kind = *index;
    if (toml::node const* items = table.get("items")) read_items(*items, rule);
    if (rule.items.empty()) rule.items.emplace_back();
    if (toml::node const* when = table.get("when")) read_when(*when, rule);
    read_fields(table, rule);
    plan_.rules.push_back(std::move(rule));
}

/// [tables.NAME] with codes in it, or { csv = "codes.csv", code = "column", word = "column" }, which is taken in so
/// that the text of the mapping says all.
void FileReader::read_table(std::string const& name, toml::node& node) {
    toml::table* table = node.as_table();
    if (!table) return mistakes_.add(node, "[tables." + name + "] must be a table: code = \"word\"");
    Table& words = plan_.tables[name];
    toml::node const* csv = table->get("csv");
    if (csv && table->contains("code") && table->contains("word")) {
        auto read = read_code_table(folder_ / text(*csv, "csv"), text(*table->get("code"), "code"),
                                    text(*table->get("word"), "word"));
        if (!read) return mistakes_.add(node, read.error().message);
        words = *std::move(read);
        table->clear();
        for (auto const& [code, word] : words) table->insert(code, word);
        return;
    }
    for (auto const& [code, word] : *table) words[std::string(code.str())] = text(word, "a word of a table");
}

void FileReader::read(toml::table& top) {
    refuse_others(top, "the mapping file",
                  {"title", "format", "separator", "columns", "coordinates", "zone", "tables", "record"}, mistakes_);
    if (toml::node const* format = top.get("format")) {
        constexpr std::array<std::string_view, 3> kFormats{"json", "csv", "xml"};
        auto const found = std::find(kFormats.begin(), kFormats.end(), text(*format, "format"));
        if (found == kFormats.end()) return mistakes_.add(*format, "'format' must be one of: json, csv, xml");
        plan_.format = static_cast<Plan::Format>(found - kFormats.begin());
    }
    if (toml::node const* node = top.get("separator")) {
        std::string const word = text(*node, "separator");
        if (word.size() != 1) return mistakes_.add(*node, "'separator' must be one character");
        plan_.separator = word[0];
    }
    if (toml::node const* node = top.get("columns")) plan_.columns = words_of(*node, "columns", mistakes_);
    if (toml::node const* node = top.get("coordinates")) plan_.coordinates = text(*node, "coordinates");
    if (toml::node const* node = top.get("zone")) {
        plan_.zone = text(*node, "zone");
        if (!read_zone_rule(plan_.zone)) mistakes_.add(*node, "'zone' must be like +08:00 or EST5EDT,M3.2.0,M11.1.0");
    }
    if (toml::node* tables = top.get("tables")) {
        if (!tables->is_table()) return mistakes_.add(*tables, "'tables' must be tables: [tables.name]");
        for (auto&& [name, node] : *tables->as_table()) read_table(std::string(name.str()), node);
    }
    toml::node const* records = top.get("record");
    toml::array const* array = records ? records->as_array() : nullptr;
    if (!array || array->empty())
        return mistakes_.add(records ? *records : top, "a mapping needs at least one [[record]]");
    for (toml::node const& record : *array) {
        if (toml::table const* table = record.as_table()) {
            read_rule(*table);
        } else {
            mistakes_.add(record, "'record' must be tables: [[record]]");
        }
    }
}

}  // namespace

base::Result<Plan> read_plan(std::string_view toml_text, std::string const& where) {
    Plan plan;
    Mistakes mistakes;
    auto const at = [&](std::uint32_t line, std::uint32_t column, std::string const& what) {
        return base::Error{where + ":" + std::to_string(line) + ":" + std::to_string(column) + ": " + what};
    };
    try {
        toml::table top = toml::parse(toml_text, std::string_view(where));
        FileReader(plan, std::filesystem::path(where).parent_path(), mistakes).read(top);
        plan.text = std::string(toml_text);
        if (toml_text.find("csv") != std::string_view::npos) {
            std::ostringstream out;
            out << toml::toml_formatter{top};
            plan.text = out.str();
        }
    } catch (toml::parse_error const& error) {
        auto const& begin = error.source().begin;
        return at(begin.line, begin.column, std::string(error.description()));
    }
    if (mistakes.found.empty()) return plan;
    auto const& [place, what] = *mistakes.found.begin();
    return at(place.first, place.second, what);
}

}  // namespace feeds
