// Assimp's many kinds of material, reduced to the one that is drawn.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "assets/model.h"

struct aiMaterial;
struct aiScene;

namespace assets {

/// Turns materials and their pictures into those of `model` as they are first asked for, each once.
class MaterialReader {
public:
    MaterialReader(aiScene const& scene, ModelRequest const& request, bool gltf, Model& model)
        : scene_(scene), request_(request), gltf_(gltf), model_(model) {}

    /// The place in Model::materials of the scene's material `index`; materials that look the same share one.
    std::uint32_t use(std::uint32_t index);

private:
    Material read(aiMaterial const& from);
    bool is_exact(aiMaterial const& from) const;
    void read_texture(aiMaterial const& from, bool exact, Material& material);
    std::int32_t use_texture(std::string const& name);
    base::Result<base::Image> find_texture(std::string const& name) const;

    aiScene const& scene_;
    ModelRequest const& request_;
    bool gltf_;
    Model& model_;
    std::map<std::uint32_t, std::uint32_t> materials_;
    std::map<std::string, std::int32_t> textures_;
};

}  // namespace assets
