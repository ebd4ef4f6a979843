#include "app/siting_models.h"

#include <algorithm>

#include "app/load.h"
#include "assets/model.h"

namespace app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostFiles = 40;

base::Result<std::shared_ptr<analysis::SchemeModel const>> read(std::string const& file) {
    auto mesh = assets::load_model({.file = file}, {}, load_options(SourceOptions{}).model_helper);
    if (!mesh) return mesh.error();
    auto outline = analysis::outline_of(*mesh);
    if (!outline) return base::Error{file + ": " + outline.error().message};
    return std::make_shared<analysis::SchemeModel const>(
        analysis::SchemeModel{file, std::move(*mesh), std::move(*outline)});
}

/// What districts are drawn in; other kinds of files that Assimp knows may be anything (.xml, .txt).
bool is_model(fs::path const& file) {
    static constexpr std::string_view kModelEndings[] = {".glb", ".gltf", ".obj", ".fbx",
                                                         ".dae", ".3ds",  ".ply", ".stl"};
    std::string ending = file.extension().string();
    std::ranges::transform(ending, ending.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return std::ranges::find(kModelEndings, ending) != std::end(kModelEndings);
}

}  // namespace

base::Result<std::shared_ptr<analysis::SchemeModel const>> SchemeModels::of(analysis::Scheme const& scheme) {
    if (scheme.model.empty()) return std::shared_ptr<analysis::SchemeModel const>();
    std::error_code failed;
    auto const changed = fs::last_write_time(scheme.model, failed);
    if (failed) return base::Error{scheme.model + ": cannot be read: " + failed.message()};
    auto const known = kept_.find(scheme.model);
    if (known != kept_.end() && known->second.changed == changed) return known->second.model;
    auto model = read(scheme.model);
    kept_.insert_or_assign(scheme.model, Kept{changed, model});
    return model;
}

std::vector<std::string> models_beside(std::string const& folder) {
    std::vector<std::string> out;
    std::error_code failed;
    fs::path const from = folder.empty() ? fs::path(".") : fs::path(folder);
    fs::recursive_directory_iterator at(from, fs::directory_options::skip_permission_denied, failed);
    for (; !failed && at != fs::recursive_directory_iterator(); at.increment(failed)) {
        if (at.depth() > 1) at.disable_recursion_pending();
        std::error_code ignored;
        if (at.depth() <= 1 && is_model(at->path()) && at->is_regular_file(ignored)) out.push_back(at->path().string());
    }
    std::ranges::sort(out);
    if (out.size() > kMostFiles) out.resize(kMostFiles);
    return out;
}

}  // namespace app
