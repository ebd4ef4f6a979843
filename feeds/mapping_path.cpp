#include <algorithm>
#include <charconv>

#include "feeds/mapping_plan.h"

namespace feeds {
namespace {

base::Error bad_path(std::string_view path, char const* why) {
    return {"the path \"" + std::string(path) + "\" " + why + "; paths are written a.b[0].c, $.a from the top"};
}

/// "[0]" or "[]" at the front of `rest`.
bool take_index(std::string_view& rest, Step& step) {
    std::size_t const close = rest.find(']');
    if (close == std::string_view::npos) return false;
    std::string_view const inside = rest.substr(1, close - 1);
    step.each = inside.empty();
    if (!step.each) {
        std::size_t index = 0;
        auto const [end, error] = std::from_chars(inside.data(), inside.data() + inside.size(), index);
        if (error != std::errc{} || end != inside.data() + inside.size()) return false;
        step.index = index;
    }
    rest.remove_prefix(close + 1);
    return true;
}

/// A key, 'quoted' or up to the next dot or bracket.
bool take_key(std::string_view& rest, Step& step) {
    if (rest.front() == '\'') {
        std::size_t const close = rest.find('\'', 1);
        if (close == std::string_view::npos) return false;
        step.key = rest.substr(1, close - 1);
        rest.remove_prefix(close + 1);
    } else {
        std::size_t const end = std::min(rest.find_first_of(".["), rest.size());
        step.key = rest.substr(0, end);
        rest.remove_prefix(end);
    }
    return !step.key.empty();
}

std::uint32_t grow(PathTree& tree, std::uint32_t node, Step const& step) {
    auto const added = static_cast<std::uint32_t>(tree.nodes.size());
    if (step.index) {
        for (auto const& [index, child] : tree.nodes[node].indices) {
            if (index == *step.index) return child;
        }
        tree.nodes[node].indices.emplace_back(*step.index, added);
    } else {
        auto& keys = tree.nodes[node].keys;
        auto const at = std::lower_bound(keys.begin(), keys.end(), step.key,
                                         [](auto const& entry, std::string const& key) { return entry.first < key; });
        if (at != keys.end() && at->first == step.key) return at->second;
        keys.emplace(at, step.key, added);
    }
    tree.nodes.emplace_back();
    return added;
}

}  // namespace

std::uint32_t const* PathTree::child(std::uint32_t node, std::string_view key) const {
    auto const& keys = nodes[node].keys;
    auto const at = std::lower_bound(keys.begin(), keys.end(), key,
                                     [](auto const& entry, std::string_view k) { return entry.first < k; });
    return at != keys.end() && at->first == key ? &at->second : nullptr;
}

base::Result<std::vector<Step>> parse_path(std::string_view path) {
    std::vector<Step> steps;
    std::string_view rest = path;
    while (!rest.empty()) {
        Step step;
        if (rest.front() == '[') {
            if (!take_index(rest, step)) return bad_path(path, "has a bracket without a number");
        } else {
            if (!steps.empty()) {
                if (rest.front() != '.') return bad_path(path, "needs a dot before a key");
                rest.remove_prefix(1);
            }
            if (rest.empty() || !take_key(rest, step)) return bad_path(path, "has an empty key");
        }
        steps.push_back(std::move(step));
    }
    if (steps.empty()) return bad_path(path, "is empty");
    return steps;
}

base::Result<std::uint32_t> add_path(PathTree& tree, std::string_view path) {
    auto const known = std::find(tree.slots.begin(), tree.slots.end(), path);
    if (known != tree.slots.end()) return static_cast<std::uint32_t>(known - tree.slots.begin());
    auto const steps = parse_path(path);
    if (!steps) return steps.error();
    std::uint32_t node = 0;
    for (Step const& step : *steps) {
        if (step.each) return bad_path(path, "has [], which only 'items' may have");
        node = grow(tree, node, step);
    }
    auto const slot = static_cast<std::uint32_t>(tree.slots.size());
    tree.slots.emplace_back(path);
    // Two spellings of one path ("a.b", "'a'.b") are one place; the first keeps it.
    if (tree.nodes[node].slot >= 0) {
        tree.slots.pop_back();
        return static_cast<std::uint32_t>(tree.nodes[node].slot);
    }
    tree.nodes[node].slot = static_cast<std::int32_t>(slot);
    return slot;
}

}  // namespace feeds
