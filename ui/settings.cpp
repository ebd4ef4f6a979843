#include "ui/settings.h"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <sstream>
#include <string_view>

#include "scene/style_words.h"

namespace ui {
namespace {

constexpr std::array<std::string_view, 2> kLanguages{"zh", "en"};
constexpr std::array<std::string_view, 4> kBreaks{"quantile", "equal", "natural", "categories"};

/// Reads what is there and right; says what is wrong and leaves the default.
class Reader {
public:
    Reader(toml::table const& table, std::string where, std::vector<std::string>& problems)
        : table_(table), where_(std::move(where)), problems_(problems) {}

    void read(char const* key, bool& value) { take<bool>(key, value, "true or false"); }
    void read(char const* key, std::string& value) { take<std::string>(key, value, "a text"); }
    void read(char const* key, float& value, double least, double most) {
        toml::node const* const node = table_.get(key);
        if (!node) return;
        auto const number = node->value<double>();
        bool const is_number = node->is_number() && number;
        if (!is_number || !(*number >= least && *number <= most)) {
            std::ostringstream range;
            range << "a number from " << least << " to " << most;
            return fault(key, range.str());
        }
        value = static_cast<float>(*number);
    }
    template <class Enum, std::size_t N>
    void read(char const* key, Enum& value, std::array<std::string_view, N> const& words) {
        toml::node const* const node = table_.get(key);
        if (!node) return;
        auto const text = node->value<std::string>();
        auto const at = text ? std::find(words.begin(), words.end(), *text) : words.end();
        if (at != words.end()) {
            value = static_cast<Enum>(at - words.begin());
            return;
        }
        std::string one_of = "one of";
        for (std::string_view const word : words) one_of.append(" ").append(word);
        fault(key, one_of);
    }
    toml::table const* part(char const* key) {
        toml::node const* const node = table_.get(key);
        if (node && !node->is_table()) fault(key, "a table");
        return node ? node->as_table() : nullptr;
    }
    /// Each table of a list; others are named by their number.
    template <class Each>
    void list(char const* key, Each const& each) {
        toml::node const* const node = table_.get(key);
        if (!node) return;
        if (!node->is_array()) return fault(key, "a list of tables");
        std::size_t index = 0;
        for (toml::node const& entry : *node->as_array()) {
            std::string name(key);
            name.append("[").append(std::to_string(index++)).append("]");
            if (!entry.is_table())
                fault(name.c_str(), "a table");
            else
                each(Reader(*entry.as_table(), where_ + name + ".", problems_));
        }
    }

private:
    template <class T>
    void take(char const* key, T& value, char const* what) {
        toml::node const* const node = table_.get(key);
        if (!node) return;
        if (auto const found = node->value_exact<T>())
            value = *found;
        else
            fault(key, what);
    }
    void fault(char const* key, std::string const& what) {
        problems_.push_back("settings: \"" + where_ + key + "\" is not " + what + "; it stays as it was");
    }

    toml::table const& table_;
    std::string where_;
    std::vector<std::string>& problems_;
};

void read_desk(Reader desk, Settings& s) {
    desk.read("left_width", s.left_width, 200, 480);
    desk.read("right_width", s.right_width, 260, 560);
    desk.read("timeline_height", s.timeline_height, 72, 320);
    desk.read("left_open", s.left_open);
    desk.read("right_open", s.right_open);
    desk.read("timeline_open", s.timeline_open);
    desk.read("left_panel", s.left_panel);
    desk.read("right_panel", s.right_panel);
}

void read_lists(Reader& root, Settings& s, bool has_layers, bool has_bookmarks) {
    if (has_layers) s.layers.clear();
    root.list("layers", [&](Reader entry) {
        LayerSetting layer;
        entry.read("id", layer.id);
        entry.read("visible", layer.visible);
        entry.read("opacity", layer.opacity, 0, 1);
        if (!layer.id.empty() && !s.find_layer(layer.id)) s.layers.push_back(std::move(layer));
    });
    if (has_bookmarks) s.bookmarks.clear();
    root.list("bookmarks", [&](Reader entry) {
        Bookmark bookmark;
        entry.read("name", bookmark.name);
        entry.read("camera", bookmark.camera);
        if (!bookmark.camera.empty()) s.bookmarks.push_back(std::move(bookmark));
    });
}

}  // namespace

LayerSetting const* Settings::find_layer(std::string const& id) const {
    auto const at = std::find_if(layers.begin(), layers.end(), [&](LayerSetting const& l) { return l.id == id; });
    return at == layers.end() ? nullptr : &*at;
}

bool Settings::shows(std::string const& id) const {
    LayerSetting const* const layer = find_layer(id);
    return !layer || layer->visible;
}

std::string to_toml(Settings const& s) { return to_toml(s, {}); }

std::string to_toml(Settings const& s, std::string const& before) {
    toml::table root;
    try {
        root = toml::parse(before);
    } catch (toml::parse_error const&) {
        // A file that cannot be read holds nothing to keep.
    }
    auto const put = [](toml::table& table, char const* key, auto&& value) {
        table.insert_or_assign(key, std::forward<decltype(value)>(value));
    };
    put(root, "language", std::string(kLanguages[static_cast<std::size_t>(s.language)]));
    put(root, "dark", s.dark);
    put(root, "text_scale", static_cast<double>(s.text_scale));
    put(root, "motion", s.motion);
    put(root, "style", std::string(scene::kStyleWords[static_cast<std::size_t>(s.style)]));
    put(root, "labels", s.labels);
    put(root, "filter", s.filter);

    toml::array layers, bookmarks;
    for (LayerSetting const& l : s.layers)
        layers.push_back(
            toml::table{{"id", l.id}, {"visible", l.visible}, {"opacity", static_cast<double>(l.opacity)}});
    for (Bookmark const& b : s.bookmarks) bookmarks.push_back(toml::table{{"name", b.name}, {"camera", b.camera}});
    put(root, "layers", std::move(layers));
    put(root, "bookmarks", std::move(bookmarks));

    auto const part = [&](char const* key) -> toml::table& {
        if (!root[key].is_table()) root.insert_or_assign(key, toml::table{});
        return *root[key].as_table();
    };
    toml::table& colouring = part("colouring");
    put(colouring, "attribute", s.colouring.attribute);
    put(colouring, "breaks", std::string(kBreaks[static_cast<std::size_t>(s.colouring.breaks)]));
    put(colouring, "classes", static_cast<std::int64_t>(s.colouring.classes));
    put(colouring, "ramp", s.colouring.ramp);
    toml::table& desk = part("desk");
    put(desk, "left_width", static_cast<double>(s.left_width));
    put(desk, "right_width", static_cast<double>(s.right_width));
    put(desk, "timeline_height", static_cast<double>(s.timeline_height));
    put(desk, "left_open", s.left_open);
    put(desk, "right_open", s.right_open);
    put(desk, "timeline_open", s.timeline_open);
    put(desk, "left_panel", s.left_panel);
    put(desk, "right_panel", s.right_panel);
    std::ostringstream out;
    out << root << '\n';
    return out.str();
}

Settings from_toml(std::string const& text, Settings s, std::vector<std::string>& problems) {
    toml::table table;
    try {
        table = toml::parse(text);
    } catch (toml::parse_error const& error) {
        problems.push_back("settings: line " + std::to_string(error.source().begin.line) + ": " +
                           std::string(error.description()) + "; all stay as they were");
        return s;
    }
    Reader root(table, "", problems);
    root.read("language", s.language, kLanguages);
    root.read("dark", s.dark);
    root.read("text_scale", s.text_scale, 0.8, 2);
    root.read("motion", s.motion);
    root.read("style", s.style, scene::kStyleWords);
    root.read("labels", s.labels);
    root.read("filter", s.filter);
    read_lists(root, s, table["layers"].is_array(), table["bookmarks"].is_array());
    if (toml::table const* const part = root.part("colouring")) {
        Reader colouring(*part, "colouring.", problems);
        auto classes = static_cast<float>(s.colouring.classes);
        colouring.read("attribute", s.colouring.attribute);
        colouring.read("breaks", s.colouring.breaks, kBreaks);
        colouring.read("classes", classes, 2, 9);
        colouring.read("ramp", s.colouring.ramp);
        s.colouring.classes = static_cast<std::uint8_t>(classes);
    }
    if (toml::table const* const part = root.part("desk")) read_desk(Reader(*part, "desk.", problems), s);
    return s;
}

}  // namespace ui
