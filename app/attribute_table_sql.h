// The attribute table in SQLite's memory, and what SQLite says of wrong expressions in words for people.
#pragma once

#include <memory>
#include <string>

#include "app/attribute_table.h"
#include "base/result.h"

namespace app {

class FilterDatabase {
public:
    static base::Result<FilterDatabase> fill(AttributeTable const& table, std::size_t buildings,
                                             base::Progress& progress);
    FilterDatabase(FilterDatabase&&) noexcept;
    FilterDatabase& operator=(FilterDatabase&&) noexcept;
    ~FilterDatabase();

    Filtered filter(AttributeTable const& table, std::string const& expression, std::size_t buildings,
                    base::Progress& progress);

private:
    struct State;
    explicit FilterDatabase(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// Full-width signs and typographic quotes outside of quoted text as SQL writes them: ＞ as >, ‘住宅’ as '住宅'.
std::string plain_signs(std::string const& expression);

}  // namespace app
