#include "app/load.h"

#include <cstdio>
#include <filesystem>
#include <utility>

#include "scene/build.h"

namespace app {
namespace {

void say_what_is_missing(std::string const& path, base::Findings const& findings) {
    auto const skipped = findings.count(base::Severity::skipped);
    auto const warnings = findings.count(base::Severity::warning);
    if (skipped + warnings == 0) return;
    for (base::FindingGroup const& group : findings.groups()) {
        if (group.severity != base::Severity::warning || group.examples.empty()) continue;
        std::string const& place = group.source.empty() ? path : group.source;
        std::fprintf(stderr, "borough: %s: %s\n", place.c_str(), group.examples.front().reason.c_str());
    }
    if (skipped == 0) return;
    std::fprintf(stderr, "borough: %s: %llu features were skipped; `borough check` says which and why\n", path.c_str(),
                 static_cast<unsigned long long>(skipped));
}

/// The small program beside this one, or this one, which understands the same.
std::filesystem::path model_helper() {
    namespace fs = std::filesystem;
    std::error_code error;
    fs::path const self = fs::read_symlink("/proc/self/exe", error);
    if (error) return "/proc/self/exe";
    fs::path const small = self.parent_path() / "borough-models";
    return fs::exists(small, error) ? small : self;
}

}  // namespace

twin::LoadOptions load_options(SourceOptions const& source) {
    twin::LoadOptions options;
    options.colour_by = source.colour_by;
    options.only_layers = source.layers;
    options.crs = source.crs;
    options.all_attributes = source.all_attributes;
    options.model_helper = model_helper();
    return options;
}

base::Result<Loaded> load(SourceOptions const& source, bool chinese, Stopwatch& watch) {
    auto district = twin::load_district(source.path, load_options(source), watch);
    if (!district) return district.error();
    if (!source.sites.empty()) district->sites = source.sites;
    watch.clear_line();
    say_what_is_missing(source.path, district->findings);
    watch.stage("scene");
    scene::BuildOptions build;
    build.chinese_first = chinese;
    scene::Scene scene = scene::build(*district, build, watch);
    return Loaded{std::move(*district), std::move(scene)};
}

void let_geometry_go(scene::Scene& scene) {
    scene::City city;
    city.building_id = std::move(scene.city.building_id);
    scene.city = std::move(city);
    scene.solids = {};
    scene.ground.skirt = {};
    scene.ground.skirt_indices = {};
    scene.ground.vertices = {};
    scene.ground.indices = {};
    scene.ground.imagery = {};
    scene.meshes.clear();
    scene.textures.clear();
    scene.instances.clear();
}

std::future<base::Result<renderer::Renderer>> start_renderer(DeviceOptions const& device, GLFWwindow* window,
                                                             std::function<void(std::string const&)> on_device_lost) {
    renderer::RendererOptions options;
    options.device = device.device;
    options.validation = device.validation;
    options.window = window;
    options.on_device_lost = std::move(on_device_lost);
    options.lose_device_after = device.lose_after;
    return std::async(std::launch::async, [options] { return renderer::Renderer::create(options); });
}

std::future<base::Result<scene::LabelLayout>> start_labels() {
    return std::async(std::launch::async, [] { return scene::LabelLayout::create(); });
}

}  // namespace app
