// JSON payloads: checked as a whole, then read by paths.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "feeds/mapping_plan.h"

namespace feeds {

/// One JSON text at a time; memory is kept from one to the next. Values look into the text last parsed.
class JsonReader {
public:
    JsonReader();
    JsonReader(JsonReader&&) noexcept;
    JsonReader& operator=(JsonReader&&) noexcept;
    ~JsonReader();

    /// Refuses what is not JSON, too deep, or names a key twice.
    std::optional<Rejection> parse(std::string_view text);
    /// The elements of a top-level array, else 1.
    std::size_t documents() const;
    void read(std::size_t document, PathTree const& tree, std::span<Value> slots) const;

    /// Finds what `path` leads to (every element where it ends in an array) and keeps it for `read_item`; an empty path
    /// is the document itself. False: no such path.
    bool find_items(std::size_t document, std::span<Step const> path);
    std::size_t items() const;
    void read_item(std::size_t item, PathTree const& tree, std::span<Value> slots) const;
    /// Visits all keys and scalars of an item, however deep, until `visit` returns false.
    bool each_scalar(std::size_t item, bool (*visit)(std::string_view key, Value const& value)) const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace feeds
