#include "ui/catalogue.h"

#include <toml++/toml.h>
#include <algorithm>

#include <algorithm>

#include "ui/text_files.h"

namespace ui {

base::Result<Catalogue> Catalogue::create() { return parse(text_files()); }

base::Result<Catalogue> Catalogue::parse(std::vector<std::string_view> const& files) {
    Catalogue out;
    for (std::string_view const file : files) {
        toml::table table;
        try {
            table = toml::parse(file);
        } catch (toml::parse_error const& error) {
            return base::Error{"a catalogue of texts, line " + std::to_string(error.source().begin.line) + ": " +
                               std::string(error.description())};
        }
        for (auto const& [key, value] : table) {
            std::string const name(key.str());
            auto const zh = value.is_table() ? (*value.as_table())["zh"].value<std::string>() : std::nullopt;
            auto const en = value.is_table() ? (*value.as_table())["en"].value<std::string>() : std::nullopt;
            if (!zh || !en) return base::Error{"the text \"" + name + "\" is not in both languages"};
            if (!out.texts_.try_emplace(name, twin::Name{*zh, *en}).second)
                return base::Error{"the text \"" + name + "\" stands in two catalogues"};
        }
    }
    return out;
}

twin::Name const* Catalogue::find(std::string_view key) const {
    auto const at = texts_.find(key);
    return at == texts_.end() ? nullptr : &at->second;
}

std::string layer_key(std::string const& id) {
    std::string key = "layers." + id;
    std::replace(key.begin(), key.end(), '/', '.');
    return key;
}

twin::Name layer_name(Catalogue const& words, std::string const& id) {
    constexpr std::string_view kGround = "ground/";
    if (id.starts_with(kGround)) return {id.substr(kGround.size()), id.substr(kGround.size())};
    twin::Name const* const name = words.find(layer_key(id));
    return name ? *name : twin::Name{id, id};
}

std::string fill_in(std::string_view text, std::vector<std::string> const& with) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        bool const hole = text[i] == '{' && i + 2 < text.size() && text[i + 2] == '}' && text[i + 1] >= '0' &&
                          static_cast<std::size_t>(text[i + 1] - '0') < with.size();
        if (!hole) {
            out += text[i];
            continue;
        }
        out += with[static_cast<std::size_t>(text[i + 1] - '0')];
        i += 2;
    }
    return out;
}

}  // namespace ui
