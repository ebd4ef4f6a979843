#include "assets/assimp_reader.h"

#include <assimp/BaseImporter.h>
#include <assimp/DefaultIOSystem.h>
#include <assimp/importerdesc.h>
#include <assimp/postprocess.h>
#include <assimp/scene.h>

#include <algorithm>
#include <assimp/Importer.hpp>
#include <cmath>
#include <memory>
#include <sstream>

#include "assets/folder_io.h"
#include "assets/gather.h"
#include "assets/materials.h"

namespace assets {

namespace {

using Matrix = aiMatrix4x4t<double>;
using Vector = aiVector3t<double>;

/// What each format means by its numbers, once Assimp has read them.
struct Format {
    std::string_view extension;
    UpAxis up;         ///< of the file, where it does not say itself
    bool turned;       ///< Assimp hands it over with y up, whatever the file had
    bool root_scaled;  ///< the root node's matrix brings the file's unit to metres
    bool join;         ///< comes with three vertices a triangle: let Assimp join the equal ones
};

constexpr Format kFormats[] = {
    {"gltf", UpAxis::y, false, false, false}, {"glb", UpAxis::y, false, false, false},
    {"obj", UpAxis::y, false, false, true},   {"fbx", UpAxis::y, false, false, true},
    {"dae", UpAxis::y, true, true, true},     {"3ds", UpAxis::z, true, false, true},
    {"ifc", UpAxis::z, true, true, true},     {"ply", UpAxis::z, false, false, false},
    {"stl", UpAxis::z, false, false, true},
};

std::string lower(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

std::string extension_of(std::filesystem::path const& file) {
    std::string const dotted = file.extension().string();
    return dotted.empty() ? dotted : lower(dotted.substr(1));
}

Format const* find_format(std::string_view extension) {
    auto const* found = std::find_if(std::begin(kFormats), std::end(kFormats),
                                     [&](Format const& f) { return f.extension == lower(extension); });
    return found == std::end(kFormats) ? nullptr : found;
}

/// Lets Assimp open only what lies in the model's folder, and nothing for writing.
class FolderIo : public Assimp::DefaultIOSystem {
public:
    FolderIo(std::filesystem::path folder, std::vector<std::string>& notes)
        : folder_(std::move(folder)), notes_(notes) {}

    Assimp::IOStream* Open(char const* file, char const* mode) override {
        if (mode[0] != 'r' || std::string_view(mode).find('+') != std::string_view::npos) return nullptr;
        base::Result<std::filesystem::path> const found = find_in_folder(folder_, file);
        if (found) return Assimp::DefaultIOSystem::Open(found->c_str(), mode);
        notes_.push_back("file " + found.error().message);
        return nullptr;
    }
    bool Exists(char const* file) const override { return static_cast<bool>(find_in_folder(folder_, file)); }

private:
    std::filesystem::path folder_;
    std::vector<std::string>& notes_;
};

/// Without this Assimp would try each of its forty readers, the crashing ones too, on a file with a known extension
/// whose content is something else.
void keep_known_readers(Assimp::Importer& importer) {
    for (std::size_t i = importer.GetImporterCount(); i-- > 0;) {
        std::istringstream extensions(importer.GetImporterInfo(i)->mFileExtensions);
        bool known = false;
        for (std::string extension; extensions >> extension;) known = known || find_format(extension);
        if (known) continue;
        std::unique_ptr<Assimp::BaseImporter> const unwanted(importer.GetImporter(i));
        importer.UnregisterLoader(unwanted.get());
    }
}

aiScene const* read_scene(Assimp::Importer& importer, ModelRequest const& request, Format const& format) {
    keep_known_readers(importer);
    // Where the request says which axis is up, the file's own statement is not wanted.
    bool const as_stored = request.up != UpAxis::from_file;
    importer.SetPropertyBool(AI_CONFIG_IMPORT_COLLADA_IGNORE_UP_DIRECTION, as_stored);
    importer.SetPropertyBool(AI_CONFIG_IMPORT_FBX_READ_ANIMATIONS, false);
    importer.SetPropertyBool(AI_CONFIG_IMPORT_FBX_READ_CAMERAS, false);
    importer.SetPropertyBool(AI_CONFIG_IMPORT_FBX_READ_LIGHTS, false);
    importer.SetPropertyBool(AI_CONFIG_IMPORT_FBX_PRESERVE_PIVOTS, false);
    unsigned const join = format.join ? aiProcess_JoinIdenticalVertices : 0u;
    return importer.ReadFile(request.file.string(), aiProcess_Triangulate | join);
}

/// y up to z up: (x, y, z) becomes (x, -z, y), so a glTF's -z is north.
Matrix quarter_turn() { return {1, 0, 0, 0, 0, 0, -1, 0, 0, 1, 0, 0, 0, 0, 0, 1}; }

/// FBX names the axes that point right, up and at the viewer; those become east, up and south.
Matrix fbx_axes(aiScene const& scene) {
    auto const setting = [&](char const* name, std::int32_t otherwise) {
        std::int32_t value = otherwise;
        return scene.mMetaData && scene.mMetaData->Get(name, value) ? value : otherwise;
    };
    std::int32_t const right = setting("CoordAxis", 0), up = setting("UpAxis", 1), front = setting("FrontAxis", 2);
    bool const sound = std::min({right, up, front}) == 0 && right + up + front == 3 && right != up && up != front;
    if (!sound) return quarter_turn();
    Matrix axes(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);
    axes[0][right] = setting("CoordAxisSign", 1) < 0 ? -1 : 1;
    axes[1][front] = setting("FrontAxisSign", 1) < 0 ? 1 : -1;
    axes[2][up] = setting("UpAxisSign", 1) < 0 ? -1 : 1;
    return axes;
}

Matrix axes_of(aiScene const& scene, ModelRequest const& request, Format const& format) {
    bool const stated = request.up == UpAxis::from_file;
    UpAxis const up = stated ? format.up : request.up;
    if (format.extension == "fbx") {
        // Assimp before 5.3 leaves FBX as it is and later ones correct the root node, which has nothing else in it.
        Matrix const undo = Matrix(scene.mRootNode->mTransformation).Inverse();
        return (stated ? fbx_axes(scene) : up == UpAxis::y ? quarter_turn() : Matrix()) * undo;
    }
    // These two are turned from z up to y up even if a request wants them as stored.
    bool const always_turned = format.extension == "3ds" || format.extension == "ifc";
    bool const arrives_y_up = format.turned && (always_turned || stated);
    if (!arrives_y_up) return up == UpAxis::y ? quarter_turn() : Matrix();
    return always_turned && up == UpAxis::y ? quarter_turn() * quarter_turn() : quarter_turn();
}

double length_of_first_column(aiMatrix4x4 const& m) {
    return Vector(static_cast<double>(m.a1), static_cast<double>(m.b1), static_cast<double>(m.c1)).Length();
}

/// Metres in one unit of the scene as Assimp hands it over.
double unit_of(Assimp::Importer const& importer, aiScene const& scene, ModelRequest const& request,
               Format const& format) {
    double unit = 1;
    // Assimp leaves FBX's metres per unit in this property; only its optional scaling step would use it.
    if (format.extension == "fbx") unit = static_cast<double>(importer.GetPropertyFloat(AI_CONFIG_APP_SCALE_KEY, 1));
    if (request.unit > 0) {
        unit = request.unit / (format.root_scaled ? length_of_first_column(scene.mRootNode->mTransformation) : 1);
    }
    return std::isfinite(unit) && unit > 0 ? unit : 1;
}

RowMatrix file_to_world(Assimp::Importer const& importer, aiScene const& scene, ModelRequest const& request,
                        Format const& format) {
    double const unit = unit_of(importer, scene, request, format);
    Matrix scale;
    Matrix::Scaling(Vector(unit, unit, unit), scale);
    Matrix const m = scale * axes_of(scene, request, format);
    return {m.a1, m.a2, m.a3, m.a4, m.b1, m.b2, m.b3, m.b4, m.c1, m.c2, m.c3, m.c4, m.d1, m.d2, m.d3, m.d4};
}

/// A list that a person still reads.
void keep_notes_few(std::vector<std::string>& notes) {
    constexpr std::size_t kMostNotes = 20;
    std::vector<std::string> few;
    std::size_t left_out = 0;
    for (std::string const& note : notes) {
        if (std::find(few.begin(), few.end(), note) != few.end()) continue;
        if (few.size() == kMostNotes)
            ++left_out;
        else
            few.push_back(note);
    }
    if (left_out > 0) few.push_back("and " + std::to_string(left_out) + " more such notes");
    notes = std::move(few);
}

/// Assimp's error as the end of a sentence that begins with the file's name.
std::string reason(std::string const& error) {
    if (error.starts_with("No suitable reader")) return "is not what its name says: no reader knows its content";
    if (error == "GLTF: No scene") return "has no faces: it holds no scene";
    return "cannot be read: " + error.substr(0, error.find('\n'));
}

}  // namespace

std::string_view known_formats() { return "gltf, glb, obj, fbx, dae, 3ds, ifc, ply, stl"; }

bool is_known_format(std::string_view extension) { return find_format(extension) != nullptr; }

base::Result<Model> read_with_assimp(ModelRequest request) {
    Format const* format = find_format(extension_of(request.file));
    if (!format) return base::Error{std::string("is not one of the formats ") + std::string(known_formats())};
    // One spelling of the folder, so that what lies in it can be told by its path.
    std::error_code error;
    std::filesystem::path const folder =
        std::filesystem::canonical(std::filesystem::absolute(request.file).parent_path(), error);
    if (error) return base::Error{"cannot be read: " + error.message()};
    request.file = folder / request.file.filename();

    Model model;
    model.name = request.file.stem().string();
    Assimp::Importer importer;
    importer.SetIOHandler(new FolderIo(folder, model.notes));  // which it then owns
    aiScene const* scene = read_scene(importer, request, *format);
    if (!scene) return base::Error{reason(importer.GetErrorString())};
    if (!scene->mRootNode) return base::Error{"has no faces"};

    MaterialReader materials(*scene, request, format->extension == "gltf" || format->extension == "glb", model);
    base::Status const gathered = gather(*scene, file_to_world(importer, *scene, request, *format), materials, model);
    if (!gathered) return gathered.error();
    keep_notes_few(model.notes);
    return model;
}

}  // namespace assets
