#include "app/siting_file.h"

#include <toml++/toml.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "base/file.h"
#include "twin/records.h"
#include "twin/text.h"
#include "twin/words.h"

namespace app {
namespace {

using analysis::Measure;

/// The first thing that is wrong; what follows from it is not worth telling.
struct Fault {
    std::string file, what;
    void set(toml::node const& at, std::string const& text) {
        if (!what.empty()) return;
        what = file + ":" + std::to_string(at.source().begin.line) + ": " + text;
    }
};

/// Reads one table and remembers what it was asked for; other keys are mistakes.
class Table {
public:
    Table(toml::table const& table, std::string where, Fault& fault)
        : table_(table), where_(std::move(where)), fault_(fault) {}
    Table(Table const&) = delete;
    Table& operator=(Table const&) = delete;
    ~Table() {
        std::vector<std::string> const known(known_.begin(), known_.end());
        for (auto const& [key, node] : table_) {
            std::string const word(key.str());
            if (!known_.contains(word))
                fault_.set(node, "unknown key '" + word + "' in " + where_ + twin::did_you_mean(word, known));
        }
    }

    toml::node const* find(std::string_view key) {
        known_.emplace(key);
        return table_.get(key);
    }
    bool has(std::string_view key) { return find(key) != nullptr; }
    void fault(std::string_view key, std::string const& what) {
        toml::node const* const node = find(key);
        fault_.set(node ? *node : static_cast<toml::node const&>(table_), where_ + ": " + what);
    }

    void text(std::string_view key, std::string& out) {
        toml::node const* const node = find(key);
        if (!node) return;
        if (auto const value = node->value_exact<std::string>())
            out = *value;
        else
            fault(key, "'" + std::string(key) + "' must be a text in quotes");
    }
    void number(std::string_view key, double& out, double least, double most) {
        toml::node const* const node = find(key);
        if (!node) return;
        auto const value = node->is_number() ? node->value<double>() : std::optional<double>{};
        if (value && *value >= least && *value <= most)
            out = *value;
        else
            fault(key, "'" + std::string(key) + "' must be a number from " + twin::figure(least, 2) + " to " +
                           twin::figure(most, 2));
    }
    void whole(std::string_view key, int& out, int least, int most) {
        double value = out;
        number(key, value, least, most);
        out = static_cast<int>(value);
    }
    void bound(std::string_view key, std::optional<double>& out) {
        if (!has(key)) return;
        double value = 0;
        number(key, value, -1e12, 1e12);
        out = value;
    }
    void flag(std::string_view key, bool& out) {
        toml::node const* const node = find(key);
        if (!node) return;
        if (auto const value = node->value_exact<bool>())
            out = *value;
        else
            fault(key, "'" + std::string(key) + "' must be true or false");
    }
    void texts(std::string_view key, std::vector<std::string>& out) {
        toml::node const* const node = find(key);
        if (!node) return;
        toml::array const* const list = node->as_array();
        if (!list) return fault(key, "'" + std::string(key) + "' must be a list of texts");
        for (toml::node const& item : *list) {
            auto const value = item.value_exact<std::string>();
            if (!value) return fault(key, "'" + std::string(key) + "' must be a list of texts");
            out.push_back(*value);
        }
    }
    /// "1/3" may be written as a text.
    void judgements(std::string_view key, std::vector<double>& out) {
        toml::node const* const node = find(key);
        if (!node) return;
        toml::array const* const list = node->as_array();
        if (!list) return fault(key, "'" + std::string(key) + "' must be a list of numbers from 1/9 to 9");
        for (toml::node const& item : *list) {
            std::optional<double> value = item.is_number() ? item.value<double>() : std::nullopt;
            auto const fraction = item.value_exact<std::string>();
            if (fraction && fraction->starts_with("1/") && fraction->size() == 3 && (*fraction)[2] >= '1')
                value = 1.0 / ((*fraction)[2] - '0');
            if (!value)
                return fault(key, "'" + std::string(key) + "' must be numbers from 1 to 9 or \"1/2\" to \"1/9\"");
            out.push_back(*value);
        }
    }
    void name(std::string_view key, twin::Name& out) {
        toml::node const* const node = find(key);
        if (!node) return;
        if (auto const value = node->value_exact<std::string>()) {
            out = twin::name_of(*value);
        } else if (toml::table const* both = node->as_table()) {
            Table inner(*both, "'" + std::string(key) + "' of " + where_, fault_);
            inner.text("zh", out.zh);
            inner.text("en", out.en);
        } else {
            fault(key, "'" + std::string(key) + "' must be a text or { zh = \"...\", en = \"...\" }");
        }
    }
    template <class Read>
    void table(std::string_view key, Read const& read) {
        toml::node const* const node = find(key);
        if (!node) return;
        toml::table const* const inner = node->as_table();
        if (!inner) return fault(key, "'" + std::string(key) + "' must be a table");
        Table reader(*inner, "[" + std::string(key) + "] of " + where_, fault_);
        read(reader);
    }
    template <class Read>
    void tables(std::string_view key, Read const& read) {
        toml::node const* const node = find(key);
        if (!node) return;
        toml::array const* const list = node->as_array();
        if (!list) return fault(key, "'" + std::string(key) + "' must be written [[" + std::string(key) + "]]");
        for (toml::node const& item : *list) {
            toml::table const* const inner = item.as_table();
            if (!inner) return fault(key, "'" + std::string(key) + "' must be written [[" + std::string(key) + "]]");
            Table reader(*inner, "[[" + std::string(key) + "]]", fault_);
            read(reader);
        }
    }

private:
    toml::table const& table_;
    std::string where_;
    Fault& fault_;
    std::set<std::string, std::less<>> known_;
};

std::string resolved(std::string const& source, std::filesystem::path const& folder) {
    bool const elsewhere = source.empty() || source.front() == '/' || source.find(':') != std::string::npos;
    return elsewhere ? source : (folder / source).string();
}

SiteLayerSpec read_layer(Table& t, std::filesystem::path const& folder) {
    SiteLayerSpec out;
    t.text("id", out.id);
    t.name("name", out.name);
    t.text("source", out.source);
    t.text("layer", out.layer);
    t.text("where", out.where);
    t.text("crs", out.crs);
    if (out.id.empty() || out.source.empty()) t.fault("id", "a layer needs 'id' and 'source'");
    out.source = resolved(out.source, folder);
    if (out.name.zh.empty() && out.name.en.empty()) out.name = twin::name_of(out.id);
    return out;
}

void check_types(Table& t, std::vector<std::string> const& types) {
    auto const known = twin::event_types();
    std::vector<std::string> const words(known.begin(), known.end());
    for (std::string const& type : types)
        if (std::ranges::find(words, type) == words.end())
            t.fault("classes", "there is no type of events " + twin::in_quotes(type) + twin::did_you_mean(type, words));
}

/// [[value, worth], ...], values rising, worth from 0 to 1.
std::vector<analysis::Worth> read_worth(Table& t) {
    std::vector<analysis::Worth> out;
    toml::node const* const node = t.find("worth");
    if (!node) return out;
    std::string const form = "'worth' must be [[value, worth], ...], values rising, each worth from 0 to 1";
    toml::array const* const list = node->as_array();
    for (std::size_t i = 0; list && i < list->size(); ++i) {
        toml::array const* const pair = (*list)[i].as_array();
        auto const number = [&](std::size_t k) {
            return pair && pair->size() == 2 && (*pair)[k].is_number() ? (*pair)[k].value<double>() : std::nullopt;
        };
        auto const value = number(0), worth = number(1);
        bool const rises = value && (out.empty() || *value > out.back().value);
        if (!rises || !worth || *worth < 0 || *worth > 1) {
            t.fault("worth", form);
            return {};
        }
        out.push_back({*value, *worth});
    }
    if (out.size() < 2) t.fault("worth", form);
    return out;
}

/// A speed in km/h becomes metres a minute.
void read_speed(Table& t, std::string_view key, double& metres_per_minute) {
    if (!t.has(key)) return;
    double kmh = 0;
    t.number(key, kmh, 1, 150);
    metres_per_minute = kmh * 1000 / 60;
}

void read_travel(Table& t, TravelSpec& travel) {
    t.number("metres_per_minute", travel.foot.metres_per_minute, 10, 3000);
    read_speed(t, "foot", travel.foot.metres_per_minute);
    read_speed(t, "cycle", travel.cycle.metres_per_minute);
    t.table("car", [&](Table& car) {
        for (auto& [kind, kmh] : travel.car_speeds) car.number(twin::name(kind), kmh, 1, 150);
        travel.car.metres_per_minute = travel.car_speeds.at(twin::GroundClass::residential_road) * 1000 / 60;
    });
    for (analysis::TravelMode* const mode : {&travel.foot, &travel.cycle, &travel.car}) {
        t.number("detour", mode->detour, 1, 3);
        t.number("access", mode->access, 10, 5000);
        t.number("join", mode->join, 0.01, 20);
    }
}

analysis::MeasureSpec read_measure(Table& t, SitesFile const& file) {
    analysis::MeasureSpec out;
    std::string word;
    t.text("measure", word);
    t.text("layer", out.layer);
    t.text("attribute", out.attribute);
    t.number("minutes", out.minutes, 1, 120);
    std::string by = "foot";
    t.text("by", by);
    if (by != "foot" && by != "cycle" && by != "car") t.fault("by", "'by' must be \"foot\", \"cycle\" or \"car\"");
    out.by = by == "foot"    ? analysis::TravelBy::foot
             : by == "cycle" ? analysis::TravelBy::cycle
                             : analysis::TravelBy::car;
    t.number("radius", out.radius, 1, 20'000);
    t.texts("classes", out.classes);
    std::vector<std::string> words;
    for (int i = 0; i <= static_cast<int>(Measure::attribute); ++i)
        words.emplace_back(analysis::word(static_cast<Measure>(i)));
    auto const what = analysis::measure_of(word);
    if (!what) {
        t.fault("measure", "there is no measure " + twin::in_quotes(word) + twin::did_you_mean(word, words) +
                               "; there are " + twin::join(words));
        return out;
    }
    out.what = *what;
    bool const known = std::ranges::any_of(file.layers, [&](SiteLayerSpec const& l) { return l.id == out.layer; });
    if (analysis::of_layer(out.what) && !known) t.fault("layer", "there is no layer " + twin::in_quotes(out.layer));
    if (out.what == Measure::attribute && out.attribute.empty()) t.fault("attribute", "an attribute needs its name");
    if (out.what == Measure::events) check_types(t, out.classes);
    return out;
}

analysis::StudyConstraint read_constraint(Table& t, SitesFile const& file) {
    analysis::StudyConstraint out;
    out.measure = read_measure(t, file);
    t.name("name", out.name);
    t.bound("least", out.least);
    t.bound("most", out.most);
    t.texts("allowed", out.allowed);
    t.flag("on", out.on);
    if (!out.least && !out.most && out.allowed.empty()) t.fault("measure", "a constraint needs least, most or allowed");
    return out;
}

analysis::StudyCriterion read_criterion(Table& t, SitesFile const& file) {
    analysis::StudyCriterion out;
    out.measure = read_measure(t, file);
    t.name("name", out.name);
    t.name("unit", out.unit);
    std::string better = "more";
    t.text("better", better);
    if (better != "more" && better != "less") t.fault("better", "'better' must be \"more\" or \"less\"");
    out.less_is_better = better == "less";
    t.number("weight", out.weight, 0, 1e6);
    out.worth = read_worth(t);
    if (out.unit.zh.empty() && out.unit.en.empty()) out.unit = analysis::unit_of(out.measure.what);
    return out;
}

/// [x, y]
void read_pair(Table& t, std::string_view key, std::optional<base::Vec2d>& out) {
    toml::node const* const node = t.find(key);
    if (!node) return;
    toml::array const* const list = node->as_array();
    auto const number = [&](std::size_t i) {
        return list && list->size() == 2 && (*list)[i].is_number() ? (*list)[i].value<double>() : std::nullopt;
    };
    auto const x = number(0), y = number(1);
    if (x && y)
        out = base::Vec2d{*x, *y};
    else
        t.fault(key, "'" + std::string(key) + "' must be two numbers");
}

ViewSpec read_view(Table& t, bool looked_from) {
    ViewSpec out;
    t.name("name", out.name);
    t.text("place", out.place);
    read_pair(t, "at", out.at);
    read_pair(t, "xy", out.xy);
    if (t.has("height")) t.number("height", out.height.emplace(0), 0, 1000);
    if (looked_from) t.number("reach", out.reach, 50, 3000);
    if (!out.place.empty() + out.at.has_value() + out.xy.has_value() != 1)
        t.fault("name", "it needs one of 'place', 'at' and 'xy'");
    if (out.name.zh.empty() && out.name.en.empty()) out.name = twin::name_of(out.place);
    if (out.name.zh.empty() && out.name.en.empty()) t.fault("name", "it needs a 'name'");
    return out;
}

analysis::Scheme read_scheme(Table& t, std::filesystem::path const& folder) {
    analysis::Scheme out;
    t.name("name", out.name);
    t.text("model", out.model);
    t.number("scale", out.scale, 0.001, 1000);
    t.number("floor_area", out.floor_area, 0, 1e7);
    if (!out.model.empty()) {
        // What a model leaves open is its own: its north, and as many storeys as fit.
        out.model = resolved(out.model, folder);
        out.heading = 0;
        out.storeys = 0;
    } else if (t.has("scale") || t.has("floor_area")) {
        t.fault("name", "'scale' and 'floor_area' are of a scheme with a 'model'");
    }
    t.whole("blocks", out.blocks, 1, 40);
    t.whole("storeys", out.storeys, 1, 120);
    t.number("storey_height", out.storey_height, 2, 12);
    t.number("length", out.length, 5, 500);
    t.number("depth", out.depth, 5, 200);
    t.number("heading", out.heading, 0, 360);
    t.number("gap", out.gap, 0, 200);
    t.number("east", out.shift_x, -500, 500);
    t.number("north", out.shift_y, -500, 500);
    t.number("green", out.green, 0, 1);
    t.number("counted", out.counted, 0, 2);
    return out;
}

void read_study(Table& t, SitesFile& file) {
    StudySpec out;
    analysis::Study& study = out.study;
    t.text("id", study.id);
    t.name("name", study.name);
    t.name("note", study.note);
    t.text("candidates", study.candidates);
    t.text("site_id", study.site_id);
    t.texts("words_zh", out.words_zh);
    t.texts("words_en", out.words_en);
    t.number("cell", study.cell, 10, 5000);
    t.judgements("judgements", study.judgements);
    t.tables("constraints", [&](Table& each) { study.constraints.push_back(read_constraint(each, file)); });
    t.tables("criteria", [&](Table& each) { study.criteria.push_back(read_criterion(each, file)); });
    t.tables("schemes", [&](Table& each) { out.schemes.push_back(read_scheme(each, file.folder)); });
    t.table("limits", [&](Table& each) {
        each.text("far", out.limits.far);
        each.text("density", out.limits.density);
        each.text("height", out.limits.height);
        each.text("green", out.limits.green);
        each.text("setback", out.limits.setback);
        each.number("gap", out.limits.gap, 0, 500);
    });
    t.table("sunlight", [&](Table& each) {
        each.whole("zone", out.duty.zone, 1, 7);
        std::string city = "large";
        each.text("city", city);
        if (city != "large" && city != "small") each.fault("city", "'city' must be \"large\" or \"small\"");
        out.duty.city = city == "large" ? analysis::CityClass::large : analysis::CityClass::small;
        each.number("reach", out.duty.reach, 0, 2000);
    });
    if (study.id.empty()) t.fault("id", "a study needs an 'id'");
    std::size_t const n = study.criteria.size(), pairs = n * (n - (n > 0)) / 2;
    study.by_pairs = !study.judgements.empty();
    if (study.by_pairs && study.judgements.size() != pairs)
        t.fault("judgements", std::to_string(n) + " criteria make " + std::to_string(pairs) + " pairs, not " +
                                  std::to_string(study.judgements.size()));
    if (study.judgements.empty()) study.judgements.assign(pairs, 1);
    if (out.schemes.size() > analysis::kMostSchemes) t.fault("schemes", "at most four schemes are compared");
    bool const known = study.candidates.empty() || std::ranges::any_of(file.layers, [&](SiteLayerSpec const& l) {
                           return l.id == study.candidates;
                       });
    if (!known) t.fault("candidates", "there is no layer " + twin::in_quotes(study.candidates));
    file.studies.push_back(std::move(out));
}

}  // namespace

base::Result<SitesFile> parse_sites(std::string_view toml, std::string const& path) {
    SitesFile file;
    Fault fault{path, {}};
    std::filesystem::path const folder = std::filesystem::path(path).parent_path();
    file.folder = folder.string();
    try {
        toml::table const parsed = toml::parse(toml, std::string_view(path));
        Table root(parsed, "the file of studies", fault);
        root.tables("layers", [&](Table& t) { file.layers.push_back(read_layer(t, folder)); });
        root.tables("viewpoints", [&](Table& t) { file.viewpoints.push_back(read_view(t, true)); });
        root.tables("landmarks", [&](Table& t) { file.landmarks.push_back(read_view(t, false)); });
        root.table("travel", [&](Table& t) { read_travel(t, file.travel); });
        root.text("sunlight_rules", file.sunlight_rules);
        file.sunlight_rules = resolved(file.sunlight_rules, folder);
        root.tables("studies", [&](Table& t) { read_study(t, file); });
    } catch (toml::parse_error const& error) {
        return base::Error{path + ":" + std::to_string(error.source().begin.line) + ": " +
                           std::string(error.description())};
    }
    if (!fault.what.empty()) return base::Error{fault.what};
    if (file.studies.empty()) return base::Error{path + ": there is no [[studies]] in it"};
    return file;
}

base::Result<SitesFile> read_sites(std::string const& path) {
    auto const text = base::read_file(path);
    return text ? parse_sites(*text, path) : text.error();
}

}  // namespace app
