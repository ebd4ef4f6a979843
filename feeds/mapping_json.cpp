#include "feeds/mapping_json.h"

#include <simdjson.h>

#include <algorithm>
#include <array>

#include "feeds/mapping_decode.h"

namespace feeds {
namespace {

namespace dom = simdjson::dom;
using dom::element_type;

Rejection refusal(simdjson::error_code error) {
    std::string const said = simdjson::error_message(error);
    switch (error) {
        case simdjson::UTF8_ERROR: return {"bad-utf8", "the text is not UTF-8"};
        case simdjson::DEPTH_ERROR: return {"too-deep", "objects and arrays lie more than 64 deep"};
        case simdjson::NUMBER_ERROR: return {"bad-number", "a number is written wrongly or too large: " + said};
        case simdjson::CAPACITY: return {"too-large", "the message is too large"};
        default:
            // simdjson 3.1 and later have a code of their own for integers of more than 64 bits.
            if (said.find("64") != std::string::npos) return {"bad-number", "a whole number is too large: " + said};
            return {"not-json", "this is not JSON: " + said};
    }
}

/// Cheap test for repeated keys: most objects have none, and most keys differ in length, first or last letters.
class Seen {
public:
    /// False: certainly new.
    bool maybe(std::string_view key) {
        std::uint64_t h = key.size() * 0x9e3779b97f4a7c15U;
        for (std::size_t i = 0; i < key.size(); ++i) h = (h ^ static_cast<unsigned char>(key[i])) * 0x100000001b3U;
        h ^= h >> 29;
        std::uint64_t& word = bits_[(h >> 6) & 15];
        std::uint64_t const bit = 1ULL << (h & 63);
        bool const was = (word & bit) != 0;
        word |= bit;
        return was;
    }

private:
    std::array<std::uint64_t, 16> bits_{};
};

bool has_twice(dom::object object) {
    std::vector<std::string_view> keys;
    for (auto const field : object) keys.push_back(field.key);
    std::sort(keys.begin(), keys.end());
    return std::adjacent_find(keys.begin(), keys.end()) != keys.end();
}

/// The key named twice in one object, if any.
bool repeats_a_key(dom::element element) {
    if (element.type() == element_type::ARRAY) {
        for (dom::element const child : dom::array(element)) {
            if (repeats_a_key(child)) return true;
        }
    } else if (element.type() == element_type::OBJECT) {
        Seen seen;
        bool suspicious = false;
        dom::object const object(element);
        for (auto const field : object) {
            suspicious = seen.maybe(field.key) || suspicious;
            auto const type = field.value.type();
            if ((type == element_type::ARRAY || type == element_type::OBJECT) && repeats_a_key(field.value))
                return true;
        }
        if (suspicious && has_twice(object)) return true;
    }
    return false;
}

Value scalar(dom::element element) {
    Value value;
    switch (element.type()) {
        case element_type::STRING:
            value.is = Value::Is::text;
            value.text = std::string_view(element);
            break;
        case element_type::INT64:
            value.is = Value::Is::integer;
            value.integer = std::int64_t(element);
            value.real = static_cast<double>(value.integer);
            break;
        case element_type::UINT64:
            value.is = Value::Is::real;
            value.real = static_cast<double>(std::uint64_t(element));
            break;
        case element_type::DOUBLE:
            value.is = Value::Is::real;
            value.real = double(element);
            break;
        case element_type::BOOL:
            value.is = Value::Is::truth;
            value.truth = bool(element);
            break;
        default: break;
    }
    return value;
}

void fill(dom::element element, PathTree const& tree, std::uint32_t at, std::span<Value> slots) {
    PathTree::Node const& node = tree.nodes[at];
    switch (element.type()) {
        case element_type::OBJECT:
            if (node.keys.empty()) return;
            for (auto const field : dom::object(element)) {
                if (std::uint32_t const* child = tree.child(at, field.key)) fill(field.value, tree, *child, slots);
            }
            return;
        case element_type::ARRAY: {
            if (node.indices.empty()) return;
            std::size_t index = 0;
            for (dom::element const child : dom::array(element)) {
                for (auto const& [wanted, next] : node.indices) {
                    if (wanted == index) fill(child, tree, next, slots);
                }
                ++index;
            }
            return;
        }
        default:
            if (node.slot >= 0) slots[static_cast<std::size_t>(node.slot)] = scalar(element);
    }
}

void add_elements(dom::element element, std::vector<dom::element>& out) {
    if (element.type() != element_type::ARRAY) return out.push_back(element);
    for (dom::element const child : dom::array(element)) out.push_back(child);
}

/// Follows a path; "[]" in the middle goes into every element.
bool follow(dom::element element, std::span<Step const> path, std::vector<dom::element>& out) {
    if (path.empty()) {
        if (element.is_null()) return false;
        add_elements(element, out);
        return true;
    }
    Step const& step = path.front();
    auto const rest = path.subspan(1);
    if (!step.each && !step.index) {
        dom::element child;
        if (element.type() != element_type::OBJECT || element[step.key].get(child) != simdjson::SUCCESS) return false;
        return follow(child, rest, out);
    }
    if (element.type() != element_type::ARRAY) return step.each && follow(element, rest, out);
    bool found = false;
    std::size_t index = 0;
    for (dom::element const child : dom::array(element)) {
        if (step.each || *step.index == index) found = follow(child, rest, out) || found;
        ++index;
    }
    return found;
}

bool visit_scalars(std::string_view key, dom::element element, bool (*visit)(std::string_view, Value const&)) {
    if (element.type() == element_type::ARRAY) {
        for (dom::element const child : dom::array(element)) {
            if (!visit_scalars(key, child, visit)) return false;
        }
        return true;
    }
    if (element.type() == element_type::OBJECT) {
        for (auto const field : dom::object(element)) {
            if (!visit_scalars(field.key, field.value, visit)) return false;
        }
        return true;
    }
    return visit(key, scalar(element));
}

}  // namespace

bool is_utf8(std::string_view text) { return simdjson::validate_utf8(text.data(), text.size()); }

struct JsonReader::State {
    dom::parser parser;
    std::vector<dom::element> documents;
    std::vector<dom::element> items;
};

JsonReader::JsonReader() : state_(std::make_unique<State>()) {}
JsonReader::JsonReader(JsonReader&&) noexcept = default;
JsonReader& JsonReader::operator=(JsonReader&&) noexcept = default;
JsonReader::~JsonReader() = default;

std::optional<Rejection> JsonReader::parse(std::string_view text) {
    State& s = *state_;
    s.documents.clear();
    s.items.clear();
    if (s.parser.capacity() < text.size() || s.parser.max_depth() != kDeepestMessage) {
        std::size_t const room = std::max<std::size_t>(text.size(), 4096);
        if (auto const error = s.parser.allocate(room, kDeepestMessage)) return refusal(error);
    }
    dom::element top;
    if (auto const error = s.parser.parse(text.data(), text.size()).get(top)) return refusal(error);
    if (repeats_a_key(top)) return Rejection{"duplicate-key", "an object names a key twice"};
    add_elements(top, s.documents);
    return {};
}

std::size_t JsonReader::documents() const { return state_->documents.size(); }

void JsonReader::read(std::size_t document, PathTree const& tree, std::span<Value> slots) const {
    fill(state_->documents[document], tree, 0, slots);
}

bool JsonReader::find_items(std::size_t document, std::span<Step const> path) {
    state_->items.clear();
    dom::element const top = state_->documents[document];
    if (!path.empty()) return follow(top, path, state_->items);
    state_->items.push_back(top);
    return true;
}

std::size_t JsonReader::items() const { return state_->items.size(); }

void JsonReader::read_item(std::size_t item, PathTree const& tree, std::span<Value> slots) const {
    fill(state_->items[item], tree, 0, slots);
}

bool JsonReader::each_scalar(std::size_t item, bool (*visit)(std::string_view, Value const&)) const {
    return visit_scalars({}, state_->items[item], visit);
}

}  // namespace feeds
