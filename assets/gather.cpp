#include "assets/gather.h"

#include <assimp/scene.h>

#include <algorithm>
#include <cmath>

#include "assets/normals.h"

namespace assets {

namespace {

using Matrix = aiMatrix4x4t<double>;
using Vector = aiVector3t<double>;

// No district needs a single model of this size; a scene graph can claim one with a few bytes.
constexpr std::size_t kMaxVertices = 100'000'000;
// Farther from its own origin than the Earth is wide, a vertex is a mistake and not a place.
constexpr double kFarthest = 2e7;

Matrix unpacked(RowMatrix const& m) {
    return {m[0], m[1], m[2], m[3], m[4], m[5], m[6], m[7], m[8], m[9], m[10], m[11], m[12], m[13], m[14], m[15]};
}

/// A mesh where a node has put it.
struct Placed {
    aiMesh const* mesh = nullptr;
    Matrix to_world;
    std::uint32_t material = 0;
};

/// In the order of the file. With a list of its own instead of recursion, because files nest as deeply as they like.
std::vector<Placed> walk(aiScene const& scene, Matrix const& world, MaterialReader& materials) {
    struct Step {
        aiNode const* node;
        Matrix parent;
    };
    std::vector<Placed> placed;
    std::vector<Step> todo{{scene.mRootNode, world}};
    while (!todo.empty()) {
        Step const step = todo.back();
        todo.pop_back();
        Matrix const to_world = step.parent * Matrix(step.node->mTransformation);
        for (unsigned i = 0; i < step.node->mNumMeshes; ++i) {
            if (step.node->mMeshes[i] >= scene.mNumMeshes) continue;
            aiMesh const* mesh = scene.mMeshes[step.node->mMeshes[i]];
            placed.push_back({mesh, to_world, materials.use(mesh->mMaterialIndex)});
        }
        for (unsigned i = step.node->mNumChildren; i-- > 0;) todo.push_back({step.node->mChildren[i], to_world});
    }
    return placed;
}

Matrix normal_matrix(Matrix m) {
    m.a4 = m.b4 = m.c4 = 0;
    if (!(std::abs(m.Determinant()) > 0)) return m;
    return m.Inverse().Transpose();
}

base::Vec3f narrow(Vector const& v) {
    return {static_cast<float>(v.x), static_cast<float>(v.y), static_cast<float>(v.z)};
}

bool usable(Vector const& v) {
    return std::abs(v.x) <= kFarthest && std::abs(v.y) <= kFarthest && std::abs(v.z) <= kFarthest;
}

/// Puts meshes one after another into the model, leaving out what cannot be drawn.
class Gatherer {
public:
    explicit Gatherer(Model& model) : model_(model) {}

    void add(Placed const& placed);
    void note_losses() const;

private:
    Vertex vertex(aiMesh const& mesh, unsigned i, Placed const& placed, Matrix const& normals) const;
    std::vector<std::uint32_t> usable_triangles(aiMesh const& mesh, std::vector<Vertex> const& vertices, bool mirrored);
    void append_shared(std::vector<Vertex> const& vertices, std::vector<std::uint32_t> const& triangles);
    void append_with_normals(std::vector<Vertex> const& vertices, std::vector<std::uint32_t> const& triangles);

    Model& model_;
    std::uint64_t lost_triangles_ = 0;
    bool colours_ = false;  ///< some vertex has a colour that is not white
};

bool has_colours(aiMesh const& mesh) {
    aiColor4D const* colours = mesh.mColors[0];
    return colours && std::any_of(colours, colours + mesh.mNumVertices, [](aiColor4D const& c) {
               return std::min({c.r, c.g, c.b}) < 0.99f;
           });
}

Vertex Gatherer::vertex(aiMesh const& mesh, unsigned i, Placed const& placed, Matrix const& normals) const {
    Vertex out;
    Vector const position = placed.to_world * Vector(mesh.mVertices[i]);
    out.position = usable(position) ? narrow(position) : base::Vec3f{NAN, NAN, NAN};
    if (mesh.mNormals) {
        Vector normal = normals * Vector(mesh.mNormals[i]);
        double const length = normal.Length();
        bool const sound = std::isfinite(length) && length > 0;
        out.normal = sound ? narrow(normal / length) : base::Vec3f{0, 0, 1};
    }
    if (mesh.mTextureCoords[0]) {
        aiVector3D const uv = mesh.mTextureCoords[0][i];
        if (std::isfinite(uv.x) && std::isfinite(uv.y)) {
            out.u = uv.x;
            out.v = 1 - uv.y;  // Assimp's v runs up
        }
    }
    return out;
}

std::vector<std::uint32_t> Gatherer::usable_triangles(aiMesh const& mesh, std::vector<Vertex> const& vertices,
                                                      bool mirrored) {
    std::vector<std::uint32_t> triangles;
    triangles.reserve(std::size_t{mesh.mNumFaces} * 3);
    auto const sound = [&](unsigned i) { return i < vertices.size() && std::isfinite(vertices[i].position.x); };
    for (unsigned f = 0; f < mesh.mNumFaces; ++f) {
        aiFace const& face = mesh.mFaces[f];
        if (face.mNumIndices != 3) continue;  // points and lines
        if (!sound(face.mIndices[0]) || !sound(face.mIndices[1]) || !sound(face.mIndices[2])) {
            ++lost_triangles_;
            continue;
        }
        unsigned const second = mirrored ? 2 : 1;
        triangles.insert(triangles.end(), {face.mIndices[0], face.mIndices[second], face.mIndices[3 - second]});
    }
    return triangles;
}

void Gatherer::append_shared(std::vector<Vertex> const& vertices, std::vector<std::uint32_t> const& triangles) {
    constexpr std::uint32_t kUnplaced = 0xffffffff;
    std::vector<std::uint32_t> place(vertices.size(), kUnplaced);
    for (std::uint32_t const i : triangles) place[i] = 0;
    for (std::size_t i = 0; i < vertices.size(); ++i) {
        if (place[i] == kUnplaced) continue;
        place[i] = static_cast<std::uint32_t>(model_.vertices.size());
        model_.vertices.push_back(vertices[i]);
    }
    for (std::uint32_t const i : triangles) model_.indices.push_back(place[i]);
}

void Gatherer::append_with_normals(std::vector<Vertex> const& vertices, std::vector<std::uint32_t> const& triangles) {
    std::vector<base::Vec3f> corners;
    corners.reserve(triangles.size());
    for (std::uint32_t const i : triangles) corners.push_back(vertices[i].position);
    std::vector<base::Vec3f> const normals = corner_normals(corners);
    for (std::size_t i = 0; i < triangles.size(); ++i) {
        model_.indices.push_back(static_cast<std::uint32_t>(model_.vertices.size()));
        model_.vertices.push_back(vertices[triangles[i]]);
        model_.vertices.back().normal = normals[i];
    }
}

void Gatherer::add(Placed const& placed) {
    aiMesh const& mesh = *placed.mesh;
    if (!mesh.mVertices || !mesh.mFaces) return;
    colours_ = colours_ || has_colours(mesh);
    Matrix const normals = normal_matrix(placed.to_world);
    std::vector<Vertex> vertices;
    vertices.reserve(mesh.mNumVertices);
    for (unsigned i = 0; i < mesh.mNumVertices; ++i) vertices.push_back(vertex(mesh, i, placed, normals));
    auto const triangles = usable_triangles(mesh, vertices, placed.to_world.Determinant() < 0);
    if (mesh.mNormals) {
        append_shared(vertices, triangles);
    } else {
        append_with_normals(vertices, triangles);
    }
}

void Gatherer::note_losses() const {
    if (colours_) model_.notes.push_back("its vertices have colours of their own, which are not shown");
    if (lost_triangles_ == 0) return;
    model_.notes.push_back(std::to_string(lost_triangles_) +
                           " triangles were left out: a corner is not a number, absurdly far away or not there");
}

void set_bounds(Model& model) {
    model.min = model.max = model.vertices.front().position;
    for (Vertex const& v : model.vertices) {
        model.min = {std::min(model.min.x, v.position.x), std::min(model.min.y, v.position.y),
                     std::min(model.min.z, v.position.z)};
        model.max = {std::max(model.max.x, v.position.x), std::max(model.max.y, v.position.y),
                     std::max(model.max.z, v.position.z)};
    }
}

}  // namespace

base::Status gather(aiScene const& scene, RowMatrix const& to_world, MaterialReader& materials, Model& model) {
    std::vector<Placed> placed = walk(scene, unpacked(to_world), materials);
    std::stable_sort(placed.begin(), placed.end(),
                     [](Placed const& a, Placed const& b) { return a.material < b.material; });
    Gatherer gatherer(model);
    for (Placed const& one : placed) {
        std::size_t const worst = std::max<std::size_t>(one.mesh->mNumVertices, std::size_t{one.mesh->mNumFaces} * 3);
        if (model.vertices.size() + worst > kMaxVertices) {
            return base::Error{"has more than " + std::to_string(kMaxVertices) + " vertices"};
        }
        auto const before = static_cast<std::uint32_t>(model.indices.size());
        gatherer.add(one);
        auto const count = static_cast<std::uint32_t>(model.indices.size()) - before;
        if (count == 0) continue;
        if (!model.parts.empty() && model.parts.back().material == one.material) {
            model.parts.back().index_count += count;
        } else {
            model.parts.push_back({before, count, one.material});
        }
    }
    gatherer.note_losses();
    if (model.indices.empty()) return base::Error{"has no faces"};
    set_bounds(model);
    return base::done;
}

}  // namespace assets
