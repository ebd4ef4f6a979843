#include "twin/narrow.h"

#include <algorithm>
#include <initializer_list>

#include "twin/text.h"

namespace twin {
namespace {

/// Every name a layer answers to, and the one it is listed by.
class LayerNames {
public:
    explicit LayerNames(std::vector<std::string> const& wanted) : wanted_(wanted) {}

    /// Whether a layer with these names is asked for.
    bool take(std::string const& listed, std::initializer_list<std::string> names) {
        auto const has = [](std::vector<std::string> const& in, std::string const& name) {
            return std::any_of(in.begin(), in.end(), [&](std::string const& n) { return lower(n) == lower(name); });
        };
        if (!has(listed_, listed)) listed_.push_back(listed);
        bool found = false;
        for (std::string const& name : names) {
            if (name.empty()) continue;
            if (!has(known_, name)) known_.push_back(name);
            found = found || has(wanted_, name);
        }
        return found;
    }

    /// The first that was asked for and is not there, or empty.
    std::string unknown() const {
        for (std::string const& word : wanted_) {
            auto const same = [&](std::string const& name) { return lower(name) == lower(word); };
            if (std::none_of(known_.begin(), known_.end(), same)) return word;
        }
        return {};
    }

    std::string near(std::string const& word) const {
        return did_you_mean(word, known_) + "; it has: " + join(listed_);
    }

private:
    std::vector<std::string> const& wanted_;
    std::vector<std::string> known_, listed_;
};

/// "Water (水系)", or what else it is called.
std::string listed(LayerSpec const& spec) {
    Name const& title = spec.title;
    if (!title.en.empty() && !title.zh.empty() && title.en != title.zh) return title.en + " (" + title.zh + ")";
    if (!title.en.empty()) return title.en;
    if (!title.zh.empty()) return title.zh;
    return spec.layer.empty() ? std::string(name(spec.role)) : spec.layer;
}

}  // namespace

base::Result<DistrictFile> narrow(DistrictFile file, std::vector<std::string> const& wanted) {
    if (wanted.empty()) return file;
    LayerNames names(wanted);
    std::erase_if(file.buildings, [&](BuildingsSpec const& s) {
        return !names.take("buildings", {"buildings", s.layer});
    });
    std::erase_if(file.layers, [&](LayerSpec const& s) {
        return !names.take(listed(s), {std::string(name(s.role)), s.title.zh, s.title.en, s.layer});
    });
    auto const keep = [&](auto& things, char const* called) {
        if (!things.empty() && !names.take(called, {called})) things.clear();
    };
    keep(file.models, "models");
    keep(file.terrain.sources, "terrain");
    keep(file.imagery.sources, "imagery");
    std::string const unknown = names.unknown();
    if (unknown.empty()) return file;
    return base::Error{file.path + ": no layer '" + unknown + "'" + names.near(unknown), base::ErrorKind::usage};
}

}  // namespace twin
