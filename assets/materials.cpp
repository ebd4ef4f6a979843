#include "assets/materials.h"

#include <assimp/GltfMaterial.h>
#include <assimp/material.h>
#include <assimp/scene.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "assets/folder_io.h"
#include "assets/texture.h"

namespace assets {

namespace {

/// sRGB's own curve (IEC 61966-2-1).
float to_linear(float c) { return c <= 0.04045f ? c / 12.92f : std::pow((c + 0.055f) / 1.055f, 2.4f); }

float bounded(float value, float otherwise) { return std::isfinite(value) ? std::clamp(value, 0.0f, 1.0f) : otherwise; }

std::optional<aiColor4D> colour(aiMaterial const& from, char const* key, unsigned type, unsigned index) {
    aiColor4D value;
    if (aiGetMaterialColor(&from, key, type, index, &value) != AI_SUCCESS) return std::nullopt;
    return value;
}

void set_colour(aiMaterial const& from, bool linear, Material& material) {
    auto found = linear ? colour(from, AI_MATKEY_BASE_COLOR) : std::nullopt;
    if (!found) found = colour(from, AI_MATKEY_COLOR_DIFFUSE);
    if (!found) return;
    float const rgb[3] = {found->r, found->g, found->b};
    for (int i = 0; i < 3; ++i) {
        float const c = bounded(rgb[i], material.colour[i]);
        material.colour[i] = linear ? c : to_linear(c);
    }
    float opacity = linear ? found->a : 1.0f;
    aiGetMaterialFloat(&from, AI_MATKEY_OPACITY, &opacity);
    material.colour[3] = bounded(opacity, 1.0f);
    // Several exporters write "transparency 0" or "opacity 0" and mean solid; an invisible model helps nobody.
    if (!linear && material.colour[3] == 0) material.colour[3] = 1;
}

void set_emissive(aiMaterial const& from, bool linear, Material& material) {
    // A picture of where it glows cannot be shown; its factor alone would make the whole surface glow.
    if (from.GetTextureCount(aiTextureType_EMISSIVE) > 0) return;
    auto const found = colour(from, AI_MATKEY_COLOR_EMISSIVE);
    if (!found) return;
    float const rgb[3] = {found->r, found->g, found->b};
    for (int i = 0; i < 3; ++i) {
        float const c = bounded(rgb[i], 0.0f);
        material.emissive[i] = linear ? c : to_linear(c);
    }
}

std::string texture_name(aiMaterial const& from) {
    for (aiTextureType const type : {aiTextureType_BASE_COLOR, aiTextureType_DIFFUSE}) {
        aiString path;
        if (from.GetTexture(type, 0, &path) == AI_SUCCESS && path.length > 0) return path.C_Str();
    }
    return {};
}

std::string alpha_mode(aiMaterial const& from) {
    aiString mode;
    return aiGetMaterialString(&from, AI_MATKEY_GLTF_ALPHAMODE, &mode) == AI_SUCCESS ? mode.C_Str() : "";
}

base::Result<base::Image> decode_embedded(aiTexture const& texture, std::uint32_t max_side) {
    if (texture.mHeight == 0) {
        return decode_texture({reinterpret_cast<std::byte const*>(texture.pcData), texture.mWidth}, max_side);
    }
    base::Image image{.width = texture.mWidth, .height = texture.mHeight, .channels = 4, .pixels = {}};
    std::size_t const count = std::size_t{texture.mWidth} * texture.mHeight;
    image.pixels.reserve(count * 4);
    for (std::size_t i = 0; i < count; ++i) {
        aiTexel const& texel = texture.pcData[i];
        image.pixels.insert(image.pixels.end(), {texel.r, texel.g, texel.b, texel.a});
    }
    return fitted(std::move(image), max_side);
}

}  // namespace

std::uint32_t MaterialReader::use(std::uint32_t index) {
    auto const [place, is_new] = materials_.try_emplace(index, 0);
    if (!is_new) return place->second;
    bool const known = index < scene_.mNumMaterials && scene_.mMaterials[index];
    Material const material = known ? read(*scene_.mMaterials[index]) : Material{};
    auto const same = std::find(model_.materials.begin(), model_.materials.end(), material);
    place->second = static_cast<std::uint32_t>(same - model_.materials.begin());
    if (same == model_.materials.end()) model_.materials.push_back(material);
    return place->second;
}

Material MaterialReader::read(aiMaterial const& from) {
    Material material;
    if (aiString name; aiGetMaterialString(&from, AI_MATKEY_NAME, &name) == AI_SUCCESS) material.name = name.C_Str();
    bool const exact = is_exact(from);
    set_colour(from, exact, material);
    set_emissive(from, exact, material);
    int two_sided = 0;
    aiGetMaterialInteger(&from, AI_MATKEY_TWOSIDED, &two_sided);
    // The other formats do not say, and many of their models (SketchUp, IFC) are walls of one face seen from both
    // sides.
    material.two_sided = !exact || two_sided != 0;
    read_texture(from, exact, material);
    return material;
}

/// glTF 2 alone says how colours are meant (linear, multiplying the texture) and what is two-sided or see-through.
bool MaterialReader::is_exact(aiMaterial const& from) const {
    return gltf_ && colour(from, AI_MATKEY_BASE_COLOR).has_value();
}

void MaterialReader::read_texture(aiMaterial const& from, bool exact, Material& material) {
    std::string const name = texture_name(from);
    if (name.empty()) return;
    material.texture = use_texture(name);
    if (material.texture < 0) return;
    // Elsewhere a texture replaces the colour, which is whatever the modelling program had left in the field.
    if (!exact) material.colour[0] = material.colour[1] = material.colour[2] = 1;
    std::string const mode = alpha_mode(from);
    bool const undecided = !exact || mode == "BLEND";
    bool const holes = undecided && has_holes(model_.textures[static_cast<std::size_t>(material.texture)]);
    material.cutout = mode == "MASK" || holes;
}

std::int32_t MaterialReader::use_texture(std::string const& name) {
    auto const [place, is_new] = textures_.try_emplace(name, -1);
    if (!is_new) return place->second;
    base::Result<base::Image> image = find_texture(name);
    if (!image) {
        model_.notes.push_back("texture " + image.error().message + "; its surfaces show their plain colour");
        return -1;
    }
    place->second = static_cast<std::int32_t>(model_.textures.size());
    model_.textures.push_back(std::move(*image));
    return place->second;
}

base::Result<base::Image> MaterialReader::find_texture(std::string const& name) const {
    if (aiTexture const* embedded = scene_.GetEmbeddedTexture(name.c_str())) {
        base::Result<base::Image> image = decode_embedded(*embedded, request_.max_texture);
        if (!image) return base::Error{"'" + name + "' (embedded) " + image.error().message};
        return image;
    }
    base::Result<std::filesystem::path> file = find_in_folder(request_.file.parent_path(), name);
    if (!file) return file.error();
    base::Result<base::Image> image = assets::read_texture(*file, request_.max_texture);
    if (!image) return base::Error{"'" + name + "' " + image.error().message};
    return image;
}

}  // namespace assets
