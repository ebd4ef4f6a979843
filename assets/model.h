// Models as plain data: what Assimp reads, in metres, z up, ready to be placed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/image.h"
#include "base/result.h"
#include "base/vec.h"

namespace assets {

struct Material {
    std::string name;
    float colour[4] = {0.8f, 0.8f, 0.8f, 1.0f};  ///< linear RGBA base colour
    float emissive[3] = {0, 0, 0};               ///< linear
    std::int32_t texture = -1;                   ///< into Model::textures; multiplies colour
    bool two_sided = false;
    bool cutout = false;  ///< texture alpha below one half is a hole (leaves, railings)

    friend bool operator==(Material const&, Material const&) = default;
};

struct Vertex {
    base::Vec3f position;
    base::Vec3f normal;
    float u = 0, v = 0;  ///< v runs down, as images do
};

/// A run of indices drawn with one material.
struct Part {
    std::uint32_t first_index = 0;
    std::uint32_t index_count = 0;
    std::uint32_t material = 0;
};

/// In metres, z up, y north (a glTF's -z), nodes applied. The origin is the file's own.
struct Model {
    std::string name;
    std::vector<Vertex> vertices;
    std::vector<std::uint32_t> indices;
    std::vector<Part> parts;
    std::vector<Material> materials;
    std::vector<base::Image> textures;  ///< RGBA, sRGB
    std::vector<std::string> notes;     ///< what was missing or odd, one sentence each
    base::Vec3f min, max;
};

enum class UpAxis : std::uint8_t { from_file, y, z };

struct ModelRequest {
    std::filesystem::path file = {};
    UpAxis up = UpAxis::from_file;     ///< OBJ, 3DS, STL, PLY say nothing: y for OBJ, z for the others
    double unit = 0;                   ///< metres per file unit; 0: the file's own, else 1
    std::uint32_t max_texture = 2048;  ///< larger textures are halved until they fit
};

struct ModelLimits {
    std::uint64_t memory_bytes = std::uint64_t{2} << 30;
    double seconds = 30;
};

/// Reads a model in a child process, because Assimp can crash or eat all memory on malformed files: then that model is
/// an error that says so, and nothing else is lost. `helper` is the program to start as `helper --load-model-child`,
/// normally the running executable (see `load_model_child`).
base::Result<Model> load_model(ModelRequest const& request, ModelLimits const& limits,
                               std::filesystem::path const& helper);

/// The child's side: reads the request from standard input, writes the model to standard output. Returns the exit
/// status.
int load_model_child();

}  // namespace assets
