#include "app/siting_save.h"

#include <toml++/toml.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <sstream>

#include "app/siting_file.h"
#include "app/user_file.h"

namespace app {
namespace {

namespace fs = std::filesystem;

toml::table name_table(twin::Name const& name) {
    toml::table out;
    out.insert("zh", name.zh);
    out.insert("en", name.en);
    out.is_inline(true);
    return out;
}

toml::array words_of(std::vector<std::string> const& words) {
    toml::array out;
    for (std::string const& word : words) out.push_back(word);
    return out;
}

char const* travel_word(analysis::TravelBy by) {
    return by == analysis::TravelBy::car ? "car" : by == analysis::TravelBy::cycle ? "cycle" : "foot";
}

/// Only what the measure goes by, so that the file says no more than is meant.
toml::table table_of(analysis::MeasureSpec const& spec) {
    using analysis::Measure;
    toml::table out;
    out.insert("measure", std::string(analysis::word(spec.what)));
    bool const near = spec.what == Measure::tickets || spec.what == Measure::events || spec.what == Measure::count;
    if (analysis::of_layer(spec.what)) out.insert("layer", spec.layer);
    if (spec.what == Measure::attribute) out.insert("attribute", spec.attribute);
    if (spec.what == Measure::people) out.insert("minutes", spec.minutes);
    if (spec.what == Measure::minutes || spec.what == Measure::people) out.insert("by", travel_word(spec.by));
    if (near) out.insert("radius", spec.radius);
    if (near && !spec.classes.empty()) out.insert("classes", words_of(spec.classes));
    return out;
}

toml::array constraints_of(analysis::Study const& study) {
    toml::array out;
    for (analysis::StudyConstraint const& each : study.constraints) {
        toml::table table = table_of(each.measure);
        table.insert("name", name_table(each.name));
        if (each.least) table.insert("least", *each.least);
        if (each.most) table.insert("most", *each.most);
        if (!each.allowed.empty()) table.insert("allowed", words_of(each.allowed));
        if (!each.on) table.insert("on", false);
        out.push_back(std::move(table));
    }
    return out;
}

toml::array criteria_of(analysis::Study const& study) {
    toml::array out;
    for (analysis::StudyCriterion const& each : study.criteria) {
        toml::table table = table_of(each.measure);
        table.insert("name", name_table(each.name));
        if (!each.unit.zh.empty() || !each.unit.en.empty()) table.insert("unit", name_table(each.unit));
        table.insert("better", each.less_is_better ? "less" : "more");
        table.insert("weight", each.weight);
        toml::array worth;
        for (analysis::Worth const& point : each.worth) worth.push_back(toml::array{point.value, point.worth});
        if (!worth.empty()) table.insert("worth", std::move(worth));
        out.push_back(std::move(table));
    }
    return out;
}

/// As people write them: "1/3", not 0.3333.
toml::array judgements_of(std::vector<double> const& judgements) {
    toml::array out;
    for (double const each : judgements) {
        double const other = 1 / each;
        bool const fraction = each < 0.999 && std::abs(other - std::round(other)) < 1e-9;
        if (fraction)
            out.push_back("1/" + std::to_string(std::lround(other)));
        else
            out.push_back(each);
    }
    return out;
}

/// What a scheme has besides stays.
void put(toml::table& table, analysis::Scheme const& scheme, fs::path const& folder) {
    table.insert_or_assign("name", name_table(scheme.name));
    table.insert_or_assign("storey_height", scheme.storey_height);
    table.insert_or_assign("heading", std::fmod(scheme.heading, 360));
    table.insert_or_assign("east", scheme.shift_x);
    table.insert_or_assign("north", scheme.shift_y);
    table.insert_or_assign("green", scheme.green);
    for (char const* const key : {"model", "scale", "floor_area", "blocks", "storeys", "length", "depth", "gap"})
        table.erase(key);
    if (!scheme.model.empty()) {
        table.insert_or_assign("model", fs::path(scheme.model).lexically_proximate(folder).string());
        table.insert_or_assign("scale", scheme.scale);
        if (scheme.floor_area > 0) table.insert_or_assign("floor_area", scheme.floor_area);
        if (scheme.storeys > 0) table.insert_or_assign("storeys", scheme.storeys);
        return;
    }
    table.insert_or_assign("blocks", scheme.blocks);
    table.insert_or_assign("storeys", scheme.storeys);
    table.insert_or_assign("length", scheme.length);
    table.insert_or_assign("depth", scheme.depth);
    table.insert_or_assign("gap", scheme.gap);
}

toml::array schemes_of(toml::table& study, std::vector<analysis::Scheme> const& schemes, fs::path const& folder) {
    toml::array out;
    toml::array const* const before = study["schemes"].as_array();
    for (std::size_t i = 0; i < schemes.size(); ++i) {
        toml::table const* const old = before && i < before->size() ? (*before)[i].as_table() : nullptr;
        toml::table table = old ? *old : toml::table{};
        put(table, schemes[i], folder);
        out.push_back(std::move(table));
    }
    return out;
}

void put(toml::table& table, SaveAsk const& ask, fs::path const& folder) {
    analysis::Study const& study = ask.study;
    if (study.candidates.empty()) {
        for (char const* const key : {"candidates", "site_id", "words_zh", "words_en"}) table.erase(key);
        table.insert_or_assign("cell", study.cell);
    }
    table.insert_or_assign("constraints", constraints_of(study));
    table.insert_or_assign("criteria", criteria_of(study));
    table.insert_or_assign("schemes", schemes_of(table, ask.schemes, folder));
    table.erase("judgements");
    if (study.by_pairs) table.insert("judgements", judgements_of(study.judgements));
}

/// Null: there is no study of that id.
toml::table* study_of(toml::table& root, std::string const& id) {
    toml::array* const studies = root["studies"].as_array();
    for (std::size_t i = 0; studies && i < studies->size(); ++i) {
        toml::table* const table = (*studies)[i].as_table();
        if (table && (*table)["id"].value_or(std::string()) == id) return table;
    }
    return nullptr;
}

bool is_file_name(std::string const& name) {
    bool const odd = std::ranges::any_of(
        name, [](char c) { return c == '/' || c == '\\' || (static_cast<unsigned char>(c) < 0x20); });
    return !name.empty() && name.size() <= 100 && name.front() != '.' && !odd;
}

}  // namespace

base::Result<std::string> save_study(SaveAsk const& ask) {
    fs::path const folder = fs::path(ask.beside).parent_path();
    fs::path const file = folder / (fs::path(ask.beside).stem().string() + "." + ask.name + ".toml");
    if (!is_file_name(ask.name)) return base::Error{"“" + ask.name + "”不能作为文件名 / cannot be the name of a file"};
    std::error_code failed;
    if (fs::exists(file, failed) || failed)
        return base::Error{file.string() + "：已有此文件，请换一个名称 / exists already; choose another name"};
    auto const text = read_whole(ask.from);
    if (!text) return base::Error{ask.from + ": cannot be read"};
    std::ostringstream out;
    try {
        toml::table root = toml::parse(*text, std::string_view(ask.from));
        toml::table* const study = study_of(root, ask.study.id);
        if (!study) return base::Error{ask.from + ": there is no study '" + ask.study.id + "' any more"};
        put(*study, ask, folder);
        out << "# " << fs::path(ask.from).filename().string() << ", study '" << ask.study.id
            << "' as somebody changed it in Borough's window.\n\n"
            << toml::toml_formatter(root) << "\n";
    } catch (toml::parse_error const& error) {
        return base::Error{ask.from + ": " + std::string(error.description())};
    }
    // What cannot be read again is not kept.
    if (auto const again = parse_sites(out.str(), file.string()); !again) return again.error();
    if (auto const written = write_whole(file, out.str()); !written) return written.error();
    // Whoever may read the original may read this.
    fs::permissions(file, fs::status(ask.from, failed).permissions(), failed);
    return file.string();
}

std::vector<std::string> sites_files(std::string const& sites) {
    std::vector<std::string> out;
    fs::path const own(sites);
    std::string const start = own.stem().string() + ".";
    std::error_code failed;
    for (fs::directory_iterator at(own.parent_path(), failed), end; !failed && at != end; at.increment(failed)) {
        std::string const name = at->path().filename().string();
        if (name.starts_with(start) && name.ends_with(".toml") && at->path().filename() != own.filename())
            out.push_back((own.parent_path() / name).string());
    }
    std::ranges::sort(out);
    out.insert(out.begin(), sites);
    return out;
}

}  // namespace app
