#include "app/recipe.h"

#include <toml++/toml.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include <nlohmann/json.hpp>

#include "app/recipe_scheme.h"
#include "app/sha256.h"
#include "feeds/mapping.h"
#include "scene/style_words.h"
#include "twin/source.h"

namespace app {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;
constexpr int kVersion = 1;

Json to_json(base::Vec3d v) { return Json::array({v.x, v.y, v.z}); }
base::Vec3d vec(Json const& j) { return {j.at(0).get<double>(), j.at(1).get<double>(), j.at(2).get<double>()}; }
Json to_json(report::Words const& words) { return Json{{"zh", words.zh}, {"en", words.en}}; }
report::Words words_from(Json const& j) { return {j.at("zh").get<std::string>(), j.at("en").get<std::string>()}; }

Json time_json(base::UtcMs time) { return time == base::kNoTime ? Json(nullptr) : Json(base::format_time(time)); }
base::UtcMs time_of(Json const& j) {
    if (j.is_null()) return base::kNoTime;
    auto const time = base::parse_time(j.get<std::string>());
    if (!time) throw std::runtime_error(time.error().message);
    return *time;
}
Json to_json(feeds::Moment const& moment) {
    return Json{{"event", time_json(moment.event)}, {"known", time_json(moment.known)}};
}
feeds::Moment moment_of(Json const& j) { return {time_of(j.at("event")), time_of(j.at("known"))}; }

Json to_json(scene::View const& view) {
    scene::Camera const& c = view.camera;
    return Json{
        {"name", view.name},
        {"size", {view.width, view.height}},
        {"style", scene::kStyleWords[static_cast<std::size_t>(view.style)]},
        {"samples", view.samples},
        {"labels", view.labels},
        {"enlarged", view.enlarged},
        {"sun",
         {{"direction", to_json(view.sun.direction)}, {"altitude", view.sun.altitude}, {"azimuth", view.sun.azimuth}}},
        {"camera",
         {{"eye", to_json(c.eye)},
          {"target", to_json(c.target)},
          {"up", to_json(c.up)},
          {"fov_y", c.fov_y},
          {"ortho_height", c.ortho_height},
          {"near", c.near_plane},
          {"far", c.far_plane}}}};
}

scene::View view_of(Json const& j) {
    scene::View view;
    view.name = j.at("name").get<std::string>();
    view.width = j.at("size").at(0).get<std::uint32_t>();
    view.height = j.at("size").at(1).get<std::uint32_t>();
    constexpr std::uint32_t kLargest = 16384;
    if (view.width < 64 || view.height < 64 || view.width > kLargest || view.height > kLargest)
        throw std::runtime_error("its size is out of range");
    auto const style = std::ranges::find(scene::kStyleWords, j.at("style").get<std::string>());
    if (style == scene::kStyleWords.end()) throw std::runtime_error("its style is none of day, night and paper");
    view.style = static_cast<scene::Style>(style - scene::kStyleWords.begin());
    view.samples = j.at("samples").get<std::uint32_t>() == 1 ? 1 : 4;
    view.labels = j.at("labels").get<bool>();
    view.enlarged = std::clamp(j.at("enlarged").get<double>(), 0.1, 10.0);
    Json const& sun = j.at("sun");
    view.sun = {vec(sun.at("direction")), sun.at("altitude").get<double>(), sun.at("azimuth").get<double>()};
    Json const& c = j.at("camera");
    view.camera = {vec(c.at("eye")),
                   vec(c.at("target")),
                   vec(c.at("up")),
                   c.at("fov_y").get<double>(),
                   c.at("ortho_height").get<double>(),
                   c.at("near").get<double>(),
                   c.at("far").get<double>()};
    return view;
}

Json to_json(FigureShape const& shape) {
    Json rings = Json::array();
    for (auto const& ring : shape.rings) {
        Json& points = rings.emplace_back(Json::array());
        for (base::Vec2d const p : ring) points.push_back({p.x, p.y});
    }
    return Json{{"text", shape.text}, {"colour", shape.colour}, {"rings", std::move(rings)}};
}

FigureShape shape_of(Json const& j) {
    FigureShape shape{{}, j.at("colour").get<std::uint32_t>(), j.at("text").get<std::string>()};
    for (Json const& points : j.at("rings")) {
        auto& ring = shape.rings.emplace_back();
        for (Json const& p : points) ring.push_back({p.at(0).get<double>(), p.at(1).get<double>()});
    }
    return shape;
}

Recipe recipe_of(Json const& j) {
    if (j.at("borough_recipe").get<int>() != kVersion) throw std::runtime_error("a newer program wrote it");
    Recipe out;
    out.kind = j.at("kind").get<std::string>();
    out.district = j.at("district").get<std::string>();
    out.source.crs = j.value("crs", "");
    out.source.layers = j.value("only_layers", std::vector<std::string>{});
    out.source.colour_by = j.value("colour_by", "");
    out.source.sites = j.value("sites", "");
    out.chinese = j.at("language").get<std::string>() == "zh";
    auto const audience = read_audience(j.at("audience").get<std::string>());
    if (!audience) throw std::runtime_error(audience.error().message);
    out.audience = *audience;
    out.licence = words_from(j.at("licence"));
    out.dots_per_inch = std::clamp(j.at("dots_per_inch").get<double>(), 36.0, 1200.0);
    out.moment = moment_of(j.at("moment"));
    if (out.kind == "map") {
        Json const& f = j.at("figure");
        out.figure = {f.at("name").get<std::string>(),
                      words_from(f.at("title")),
                      view_of(f.at("view")),
                      f.at("layers").get<std::vector<std::string>>(),
                      out.moment,
                      f.at("inset").get<bool>()};
        out.figure.area = f.value("area", "");
        if (f.contains("scheme")) out.figure.scheme = scheme_of(f.at("scheme"));
        if (f.contains("shapes_title")) out.figure.shapes_title = words_from(f.at("shapes_title"));
        for (Json const& shape : f.value("shapes", Json::array())) out.figure.shapes.push_back(shape_of(shape));
    } else {
        Json const& r = j.at("report");
        out.template_name = r.at("template").get<std::string>();
        out.template_text = r.at("text").get<std::string>();
        out.subject = r.at("subject").get<std::string>();
        out.area = r.value("area", "");
    }
    for (auto const& [name, hash] : j.at("inputs").items()) out.inputs.push_back({name, hash.get<std::string>()});
    for (auto const& [name, hash] : j.at("outputs").items()) out.outputs.push_back({name, hash.get<std::string>()});
    out.program = j.at("program").get<std::string>();
    out.device = j.at("device").get<std::string>();
    out.driver = j.at("driver").get<std::string>();
    out.fonts = j.at("fonts").get<std::string>();
    return out;
}

/// Every text in a TOML tree.
void texts_of(toml::node const& node, std::set<std::string>& out) {
    if (auto const* const text = node.as_string()) out.insert(text->get());
    if (auto const* const array = node.as_array()) {
        for (toml::node const& one : *array) texts_of(one, out);
    }
    if (auto const* const table = node.as_table()) {
        for (auto const& [key, value] : *table) texts_of(value, out);
    }
}

/// A file with what belongs to it: the parts of a shapefile, the buffers of a model; a folder with all that lies in it.
std::set<fs::path> with_parts(fs::path const& file) {
    std::set<fs::path> files;
    std::error_code failed;
    if (fs::is_directory(file, failed)) {
        fs::recursive_directory_iterator at(file, failed);
        for (; !failed && at != fs::recursive_directory_iterator(); at.increment(failed)) {
            std::error_code ignored;
            if (at->is_regular_file(ignored)) files.insert(at->path());
        }
        return files;
    }
    files.insert(file);
    std::string const ending = file.extension().string();
    if (ending != ".shp" && ending != ".gltf") return files;
    fs::directory_iterator at(file.parent_path(), failed);
    for (; !failed && at != fs::directory_iterator(); at.increment(failed)) {
        std::error_code ignored;
        if (at->path().stem() == file.stem() && at->is_regular_file(ignored)) files.insert(at->path());
    }
    return files;
}

/// What a TOML file names, and what the TOML files among these name, each relative to the folder of the file that
/// names it.
base::Status add_named(fs::path const& file, std::set<fs::path>& files) {
    std::set<std::string> texts;
    try {
        texts_of(toml::parse_file(file.string()), texts);
    } catch (toml::parse_error const& wrong) {
        return base::Error{file.string() + ": " + std::string(wrong.description())};
    }
    for (std::string const& text : texts) {
        if (text.empty() || text.size() > 4096 || text.find('\n') != text.npos) continue;
        fs::path const named = (file.parent_path() / text).lexically_normal();
        std::error_code failed;
        bool const journal = text.ends_with(".db") || text.ends_with(".sqlite");
        // A pipe among them would never end.
        bool const kept = fs::is_regular_file(named, failed) || fs::is_directory(named, failed);
        if (journal || !kept || text == "." || text == "..") continue;
        bool const nested = named.extension() == ".toml" && !files.contains(named);
        files.merge(with_parts(named));
        // One that cannot be read is sealed by its bytes all the same; who needs it says what is wrong with it.
        if (nested) static_cast<void>(add_named(named, files));
    }
    return base::done;
}

}  // namespace

std::string to_json(Recipe const& recipe) {
    Json out{{"borough_recipe", kVersion},
             {"kind", recipe.kind},
             {"district", recipe.district},
             {"language", recipe.chinese ? "zh" : "en"},
             {"audience", word_of(recipe.audience)},
             {"licence", to_json(recipe.licence)},
             {"dots_per_inch", recipe.dots_per_inch},
             {"moment", to_json(recipe.moment)}};
    if (!recipe.source.crs.empty()) out["crs"] = recipe.source.crs;
    if (!recipe.source.layers.empty()) out["only_layers"] = recipe.source.layers;
    if (!recipe.source.colour_by.empty()) out["colour_by"] = recipe.source.colour_by;
    if (!recipe.source.sites.empty()) out["sites"] = recipe.source.sites;
    if (recipe.kind == "map") {
        FigureSpec const& f = recipe.figure;
        out["figure"] = {{"name", f.name},
                         {"title", to_json(f.title)},
                         {"view", to_json(f.view)},
                         {"layers", f.layers},
                         {"inset", f.inset}};
        if (!f.shapes.empty()) out["figure"]["shapes_title"] = to_json(f.shapes_title);
        if (!f.area.empty()) out["figure"]["area"] = f.area;
        if (f.scheme) out["figure"]["scheme"] = to_json(*f.scheme);
        for (FigureShape const& shape : f.shapes) out["figure"]["shapes"].push_back(to_json(shape));
    } else {
        out["report"] = {
            {"template", recipe.template_name}, {"text", recipe.template_text}, {"subject", recipe.subject}};
        if (!recipe.area.empty()) out["report"]["area"] = recipe.area;
    }
    out["inputs"] = Json::object();
    for (Recipe::Input const& input : recipe.inputs) out["inputs"][input.name] = input.sha256;
    out["outputs"] = Json::object();
    for (Recipe::Output const& output : recipe.outputs) out["outputs"][output.name] = output.sha256;
    out["program"] = recipe.program;
    out["device"] = recipe.device;
    out["driver"] = recipe.driver;
    out["fonts"] = recipe.fonts;
    return out.dump(2) + "\n";
}

base::Result<Recipe> parse_recipe(std::string const& json, std::string const& name) {
    try {
        return recipe_of(Json::parse(json));
    } catch (std::exception const& wrong) {
        return base::Error{name + ": this is no recipe: " + wrong.what()};
    }
}

base::Result<Recipe> read_recipe(fs::path const& file) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) return base::Error{file.string() + ": cannot be read"};
    std::ostringstream text;
    text << stream.rdbuf();
    return parse_recipe(text.str(), file.string());
}

base::Result<std::vector<Recipe::Input>> hash_inputs(std::string const& district, std::string const& sites) {
    fs::path const file = fs::path(district).lexically_normal();
    std::set<fs::path> files = with_parts(file);
    if (file.extension() == ".toml") {
        if (auto const added = add_named(file, files); !added) return added.error();
    }
    if (!sites.empty()) {
        if (auto const there = twin::check_source(sites); !there) return there.error();
        files.insert(sites);
        if (auto const added = add_named(sites, files); !added) return added.error();
    }
    std::vector<Recipe::Input> inputs;
    for (fs::path const& one : files) {
        auto hash = sha256_of_file(one);
        if (!hash) return hash.error();
        fs::path const name = one.lexically_relative(file.parent_path());
        inputs.push_back({name.empty() ? one.string() : name.string(), std::move(*hash)});
    }
    return inputs;
}

namespace {

/// Feeds records in, each with who said it and when it was so; when it was learned is no part of what is known.
class StateHash {
public:
    explicit StateHash(std::vector<std::string> const& feeds) : feeds_(feeds) {}

    void add(twin::Record record, twin::Told const& told) {
        std::string const feed = told.feed < feeds_.size() ? feeds_[told.feed] : std::string{};
        sum_.add(feeds::to_json({std::move(record), 0, told.event_time, told.event_time, told.version, 0, 0}, feed));
        sum_.add("\n");
    }
    void add(std::string const& text) {
        sum_.add(text);
        sum_.add("\n");
    }
    template <class Entries>
    void add_all(Entries const& entries) {
        for (auto const* entry : entries) add(entry->record, entry->told);
    }
    std::string finish() { return sum_.finish(); }

private:
    std::vector<std::string> const& feeds_;
    Sha256 sum_;
};

}  // namespace

std::string live_hash(PastMoment const& past, std::vector<std::string> const& feeds) {
    StateHash hash(feeds);
    twin::LiveState const& state = past.state;
    for (auto const* entry : state.tickets()) hash.add(entry->ticket, entry->told);
    hash.add_all(state.cameras());
    hash.add_all(state.devices());
    hash.add_all(state.population());
    hash.add_all(state.indicators());
    for (auto const& [id, track] : state.drone_tracks()) {
        for (twin::Report const* const pose : track)
            hash.add(pose->record, {pose->feed, pose->event_time, pose->known_time, pose->version});
    }
    for (twin::Episode const& episode : state.episodes(past.time.event)) {
        hash.add(*episode.last, episode.told);
        hash.add(std::to_string(episode.first_seen) + " " + std::to_string(episode.last_seen) + " " +
                 std::to_string(episode.ended) + " " + std::to_string(episode.sightings));
    }
    for (FeedNote const& note : past.feeds)
        hash.add(note.id + " " + std::to_string(note.last) + (note.stale ? " stale" : ""));
    return hash.finish();
}

std::vector<report::Words> changed_inputs(std::vector<Recipe::Input> const& then,
                                          std::vector<Recipe::Input> const& now) {
    std::map<std::string, std::string> before, after;
    for (auto const& input : then) before[input.name] = input.sha256;
    for (auto const& input : now) after[input.name] = input.sha256;
    std::vector<report::Words> out;
    for (auto const& [name, hash] : before) {
        auto const found = after.find(name);
        if (found == after.end()) {
            out.push_back({"输入 " + name + " 已不存在", "input " + name + " is gone"});
        } else if (found->second != hash) {
            out.push_back({"输入 " + name + " 已改变", "input " + name + " has changed"});
        }
    }
    for (auto const& [name, hash] : after) {
        if (!before.contains(name)) out.push_back({"新增输入 " + name, "input " + name + " is new"});
    }
    return out;
}

}  // namespace app
