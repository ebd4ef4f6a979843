// What each format's numbers, axes, units, colours and pictures become, on models small enough to read here.
#include <algorithm>
#include <bit>
#include <cmath>
#include <vector>

#include "base/image.h"
#include "support.h"

namespace {

using assets::Model;
using assets::ModelRequest;
using assets::UpAxis;
using base::Vec3f;

/// The triangle (0,0,0) (1,0,0) (0,2,3) in text, as several formats want it.
std::string obj() { return "v 0 0 0\nv 1 0 0\nv 0 2 3\nf 1 2 3\n"; }
std::string ply() {
    return "ply\nformat ascii 1.0\nelement vertex 3\nproperty float x\nproperty float y\nproperty float z\n"
           "element face 1\nproperty list uchar int vertex_indices\nend_header\n0 0 0\n1 0 0\n0 2 3\n3 0 1 2\n";
}
std::string stl() {
    return "solid a\nfacet normal 0 -3 2\nouter loop\nvertex 0 0 0\nvertex 1 0 0\nvertex 0 2 3\nendloop\nendfacet\n"
           "endsolid a\n";
}
std::string little_endian(std::uint32_t value, std::size_t bytes) {
    std::string out;
    for (std::size_t i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xff);
    return out;
}
/// 3DS is chunks of an id, a length that counts itself, and content.
std::string chunk(std::uint32_t id, std::string const& content) {
    return little_endian(id, 2) + little_endian(static_cast<std::uint32_t>(content.size() + 6), 4) + content;
}
std::string three_ds() {
    std::string vertices = little_endian(3, 2), faces = little_endian(1, 2);
    for (float const number : {0.f, 0.f, 0.f, 1.f, 0.f, 0.f, 0.f, 2.f, 3.f}) {
        vertices += little_endian(std::bit_cast<std::uint32_t>(number), 4);
    }
    for (std::uint32_t const index : {0u, 1u, 2u, 0u}) faces += little_endian(index, 2);
    std::string const mesh = chunk(0x4100, chunk(0x4110, vertices) + chunk(0x4120, faces));
    return chunk(0x4d4d, chunk(0x3d3d, chunk(0x4000, std::string("tri\0", 4) + mesh)));
}
std::string dae(std::string const& up, std::string const& unit) {
    return R"(<?xml version="1.0"?><COLLADA xmlns="http://www.collada.org/2005/11/COLLADASchema" version="1.4.1">
 <asset><unit meter=")" +
           unit + R"("/><up_axis>)" + up + R"(</up_axis></asset>
 <library_geometries><geometry id="g"><mesh>
  <source id="p"><float_array id="a" count="9">0 0 0 1 0 0 0 2 3</float_array><technique_common>
   <accessor source="#a" count="3" stride="3"><param name="X" type="float"/><param name="Y" type="float"/>
    <param name="Z" type="float"/></accessor></technique_common></source>
  <vertices id="v"><input semantic="POSITION" source="#p"/></vertices>
  <triangles count="1"><input semantic="VERTEX" source="#v" offset="0"/><p>0 1 2</p></triangles>
 </mesh></geometry></library_geometries>
 <library_visual_scenes><visual_scene id="s"><node><instance_geometry url="#g"/></node></visual_scene></library_visual_scenes>
 <scene><instance_visual_scene url="#s"/></scene></COLLADA>)";
}
std::string fbx(int up, int front, int front_sign, double centimetres) {
    auto const number = [](auto value) { return std::to_string(value); };
    return "; FBX 7.3.0 project file\nFBXHeaderExtension: {\n FBXHeaderVersion: 1003\n FBXVersion: 7300\n}\n"
           "GlobalSettings: {\n Version: 1000\n Properties70: {\n"
           "  P: \"UpAxis\", \"int\", \"Integer\", \"\"," +
           number(up) +
           "\n"
           "  P: \"UpAxisSign\", \"int\", \"Integer\", \"\",1\n"
           "  P: \"FrontAxis\", \"int\", \"Integer\", \"\"," +
           number(front) +
           "\n"
           "  P: \"FrontAxisSign\", \"int\", \"Integer\", \"\"," +
           number(front_sign) +
           "\n"
           "  P: \"CoordAxis\", \"int\", \"Integer\", \"\",0\n"
           "  P: \"CoordAxisSign\", \"int\", \"Integer\", \"\",1\n"
           "  P: \"UnitScaleFactor\", \"double\", \"Number\", \"\"," +
           number(centimetres) +
           "\n }\n}\n"
           "Objects: {\n Geometry: 1000, \"Geometry::G\", \"Mesh\" {\n  Vertices: *9 {\n   a: 0,0,0,1,0,0,0,2,3\n  }\n"
           "  PolygonVertexIndex: *3 {\n   a: 0,1,-3\n  }\n  GeometryVersion: 124\n }\n"
           " Model: 2000, \"Model::M\", \"Mesh\" {\n  Version: 232\n  Properties70: {\n  }\n }\n}\n"
           "Connections: {\n C: \"OO\",2000,0\n C: \"OO\",1000,2000\n}\n";
}

/// A glTF of one triangle (0,0,0) (1,0,0) (0,2,-3), or with a first coordinate of the third corner that is not a
/// number.
std::string gltf(std::string const& node, std::string const& material = "{}", std::string const& rest = "",
                 bool broken = false) {
    std::string const sound = "AAAAAAAAAAAAAAAAAACAPwAAAAAAAAAAAAAAAAAAAEAAAEDA";
    std::string const nan = "AAAAAAAAAAAAAAAAAACAPwAAAAAAAAAAAADAfwAAAEAAAEDA";
    return R"({"asset":{"version":"2.0"},"scene":0,"scenes":[{"nodes":[0]}],"nodes":[)" + node +
           R"(],"meshes":[{"primitives":[{"attributes":{"POSITION":0},"material":0}]}],
  "accessors":[{"bufferView":0,"componentType":5126,"count":3,"type":"VEC3","min":[0,0,-3],"max":[1,2,0]}],
  "bufferViews":[{"buffer":0,"byteLength":36}],"buffers":[{"byteLength":36,
  "uri":"data:application/octet-stream;base64,)" +
           (broken ? nan : sound) + R"("}],"materials":[)" + material + "]" + rest + "}";
}
std::string textured(std::string const& uri, std::string const& more = "") {
    return gltf(
        R"({"mesh":0})",
        R"({"pbrMetallicRoughness":{"baseColorFactor":[0.5,0.25,1,1],"baseColorTexture":{"index":0}})" + more + "}",
        R"(,"textures":[{"source":0}],"images":[{"uri":")" + uri + R"("}])");
}

class Formats : public assets_tests::Folder {
protected:
    Model read(std::string const& name, std::string const& text, ModelRequest const& request = {}) {
        auto model = assets_tests::load(write(name, text), request);
        EXPECT_TRUE(model) << model.error().message;
        return model ? *model : Model{};
    }
    void write_picture(std::string const& name, std::uint8_t alpha) {
        base::Image const image{.width = 2, .height = 2, .channels = 4, .pixels = std::vector<std::uint8_t>(16, alpha)};
        ASSERT_TRUE(base::write_png(folder_ / name, image));
    }
};

void expect_third(Model const& model, Vec3f expected) {
    ASSERT_EQ(model.vertices.size(), 3u);
    auto const at = [&](Vec3f p) {
        return std::any_of(model.vertices.begin(), model.vertices.end(), [&](assets::Vertex const& v) {
            return std::abs(v.position.x - p.x) + std::abs(v.position.y - p.y) + std::abs(v.position.z - p.z) < 1e-5f;
        });
    };
    Vec3f const far = model.vertices[model.indices[2]].position;
    EXPECT_TRUE(at(expected)) << far.x << " " << far.y << " " << far.z;
}

/// The side that the triangle shows (its corners against the clock) and its normals agree.
void expect_outward(Model const& model) {
    ASSERT_EQ(model.indices.size(), 3u);
    auto const p = [&](std::size_t i) {
        Vec3f const v = model.vertices[model.indices[i]].position;
        return base::Vec3d{v.x, v.y, v.z};
    };
    Vec3f const n = model.vertices[0].normal;
    EXPECT_GT(base::dot(base::cross(p(1) - p(0), p(2) - p(0)), base::Vec3d{n.x, n.y, n.z}), 0);
}

TEST_F(Formats, TurnYUpToNorthAndUp) {
    expect_third(read("a.obj", obj()), {0, -3, 2});
    expect_third(read("a.gltf", gltf(R"({"mesh":0})")), {0, 3, 2});
    expect_third(read("a.dae", dae("Y_UP", "1")), {0, -3, 2});
    expect_third(read("a.fbx", fbx(1, 2, 1, 100)), {0, -3, 2});
}

TEST_F(Formats, KeepZUp) {
    expect_third(read("a.ply", ply()), {0, 2, 3});
    expect_third(read("a.stl", stl()), {0, 2, 3});
    expect_third(read("a.3ds", three_ds()), {0, 2, 3});
    expect_third(read("a.dae", dae("Z_UP", "1")), {0, 2, 3});
    expect_third(read("a.fbx", fbx(2, 1, -1, 100)), {0, 2, 3});
}

TEST_F(Formats, BelieveTheRequestAboutTheAxis) {
    expect_third(read("a.obj", obj(), {.up = UpAxis::z}), {0, 2, 3});
    expect_third(read("a.gltf", gltf(R"({"mesh":0})"), {.up = UpAxis::z}), {0, 2, -3});
    expect_third(read("a.ply", ply(), {.up = UpAxis::y}), {0, -3, 2});
    expect_third(read("a.3ds", three_ds(), {.up = UpAxis::y}), {0, -3, 2});
    expect_third(read("a.3ds", three_ds(), {.up = UpAxis::z}), {0, 2, 3});
    expect_third(read("a.dae", dae("Y_UP", "1"), {.up = UpAxis::z}), {0, 2, 3});
    expect_third(read("a.dae", dae("Z_UP", "1"), {.up = UpAxis::y}), {0, -3, 2});
    expect_third(read("a.fbx", fbx(1, 2, 1, 100), {.up = UpAxis::z}), {0, 2, 3});
    expect_third(read("a.fbx", fbx(2, 1, -1, 100), {.up = UpAxis::y}), {0, -3, 2});
}

TEST_F(Formats, BringTheFilesUnitToMetres) {
    expect_third(read("a.dae", dae("Z_UP", "0.0254")), {0, 0.0508f, 0.0762f});
    expect_third(read("a.fbx", fbx(2, 1, -1, 1)), {0, 0.02f, 0.03f});
    expect_third(read("a.fbx", fbx(2, 1, -1, 2.54)), {0, 0.0508f, 0.0762f});
}

TEST_F(Formats, BelieveTheRequestAboutTheUnit) {
    expect_third(read("a.obj", obj(), {.up = UpAxis::z, .unit = 0.5}), {0, 1, 1.5f});
    expect_third(read("a.dae", dae("Z_UP", "0.0254"), {.unit = 0.5}), {0, 1, 1.5f});
    expect_third(read("a.fbx", fbx(2, 1, -1, 2.54), {.unit = 0.5}), {0, 1, 1.5f});
    expect_third(read("a.gltf", gltf(R"({"mesh":0})"), {.unit = 2}), {0, 6, 4});
}

TEST_F(Formats, ApplyNodesAndKeepTheirInstances) {
    Model const model =
        read("a.gltf", gltf(R"({"children":[1,2],"translation":[10,0,0]},{"mesh":0,"translation":[0,5,0]},
                                               {"mesh":0,"scale":[2,2,2]})"));
    EXPECT_EQ(model.vertices.size(), 6u);
    ASSERT_EQ(model.parts.size(), 1u);  // one material, one draw
    EXPECT_EQ(model.parts[0].index_count, 6u);
    EXPECT_EQ(model.min, (Vec3f{10, 0, 0}));
    EXPECT_EQ(model.max, (Vec3f{12, 6, 7}));
}

TEST_F(Formats, KeepTheirOutsideWhenMirrored) {
    expect_outward(read("a.gltf", gltf(R"({"mesh":0})")));
    expect_outward(read("b.gltf", gltf(R"({"mesh":0,"scale":[-1,1,1]})")));
    expect_outward(read("c.stl", stl()));
    Model const mirrored = read("d.stl", stl());
    EXPECT_NEAR(mirrored.vertices[0].normal.y, -3 / std::sqrt(13.0f), 1e-5f);
}

TEST_F(Formats, LeaveOutTrianglesThatAreNowhere) {
    auto const none = assets_tests::load(write("a.gltf", gltf(R"({"mesh":0})", "{}", "", true)));
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().message, (folder_ / "a.gltf").string() + ": has no faces");

    Model const some = read("b.ply",
                            "ply\nformat ascii 1.0\nelement vertex 4\nproperty float x\nproperty float y\n"
                            "property float z\nelement face 2\nproperty list uchar int vertex_indices\n"
                            "end_header\n0 0 0\n1 0 0\n0 2 3\n1e30 0 0\n3 0 1 2\n3 0 1 3\n");
    EXPECT_EQ(some.indices.size(), 3u);
    EXPECT_EQ(some.max, (Vec3f{1, 2, 3}));
    ASSERT_EQ(some.notes.size(), 1u);
    EXPECT_EQ(some.notes[0], "1 triangles were left out: a corner is not a number, absurdly far away or not there");
}

TEST_F(Formats, SayThatColoursAtVerticesAreNotShown) {
    auto const coloured = [&](std::string const& colour) {
        return read("a.ply",
                    "ply\nformat ascii 1.0\nelement vertex 3\nproperty float x\nproperty float y\nproperty float "
                    "z\nproperty uchar red\nproperty uchar green\nproperty uchar blue\nelement face 1\n"
                    "property list uchar int vertex_indices\nend_header\n0 0 0 " +
                        colour + "\n1 0 0 " + colour + "\n0 2 3 " + colour + "\n3 0 1 2\n")
            .notes;
    };
    EXPECT_EQ(coloured("200 10 10"),
              (std::vector<std::string>{"its vertices have colours of their own, which are not shown"}));
    EXPECT_TRUE(coloured("255 255 255").empty());
}

TEST_F(Formats, CutPolygonsIntoTriangles) {
    Model const model = read("a.obj", "v 0 0 0\nv 4 0 0\nv 4 4 0\nv 2 1 0\nv 0 4 0\nf 1 2 3 4 5\n", {.up = UpAxis::z});
    EXPECT_EQ(model.indices.size(), 9u);
    double area = 0;
    for (std::size_t i = 0; i < model.indices.size(); i += 3) {
        auto const p = [&](std::size_t k) {
            Vec3f const v = model.vertices[model.indices[i + k]].position;
            return base::Vec2d{v.x, v.y};
        };
        area += base::cross(p(1) - p(0), p(2) - p(0)) / 2;
    }
    EXPECT_NEAR(area, 10, 1e-6);
}

TEST_F(Formats, ReadColours) {
    Model const linear =
        read("a.gltf", gltf(R"({"mesh":0})", R"({"name":"lamp","doubleSided":true,"emissiveFactor":[0,0.5,0],
        "pbrMetallicRoughness":{"baseColorFactor":[0.5,0.25,1,0.75]}})"));
    ASSERT_EQ(linear.materials.size(), 1u);
    EXPECT_EQ(linear.materials[0].name, "lamp");
    EXPECT_FLOAT_EQ(linear.materials[0].colour[0], 0.5f);
    EXPECT_FLOAT_EQ(linear.materials[0].colour[1], 0.25f);
    EXPECT_FLOAT_EQ(linear.materials[0].colour[3], 0.75f);
    EXPECT_FLOAT_EQ(linear.materials[0].emissive[1], 0.5f);
    EXPECT_TRUE(linear.materials[0].two_sided);
    EXPECT_FALSE(read("b.gltf", gltf(R"({"mesh":0})")).materials[0].two_sided);

    write("a.mtl", "newmtl red\nKd 0.5 0 0\n");
    Model const srgb = read("a.obj", "mtllib a.mtl\nusemtl red\n" + obj());
    ASSERT_EQ(srgb.materials.size(), 1u);
    EXPECT_NEAR(srgb.materials[0].colour[0], 0.21404f, 1e-4f);  // sRGB 0.5 in linear light
    EXPECT_TRUE(srgb.materials[0].two_sided);                   // OBJ does not say, and half of it is walls of one face
}

TEST_F(Formats, ReadTexturesBesideTheModel) {
    write_picture("wall.png", 255);
    Model const model = read("a.gltf", textured("wall.png"));
    EXPECT_TRUE(model.notes.empty());
    ASSERT_EQ(model.textures.size(), 1u);
    EXPECT_EQ(model.textures[0].width, 2u);
    EXPECT_EQ(model.materials[0].texture, 0);
    EXPECT_FLOAT_EQ(model.materials[0].colour[0], 0.5f);  // a glTF's factor multiplies its texture
    EXPECT_FALSE(model.materials[0].cutout);

    write("b.mtl", "newmtl wall\nKd 0.5 0 0\nmap_Kd wall.png\n");
    Model const other = read("b.obj", "mtllib b.mtl\nusemtl wall\n" + obj());
    ASSERT_EQ(other.textures.size(), 1u);
    EXPECT_FLOAT_EQ(other.materials[0].colour[0], 1);
    EXPECT_FLOAT_EQ(other.materials[0].colour[1], 1);
}

TEST_F(Formats, TellHolesFromTheFilesWordOrThePicture) {
    write_picture("leaf.png", 0);
    EXPECT_TRUE(read("a.gltf", textured("leaf.png", R"(,"alphaMode":"MASK")")).materials[0].cutout);
    EXPECT_TRUE(read("b.gltf", textured("leaf.png", R"(,"alphaMode":"BLEND")")).materials[0].cutout);
    EXPECT_FALSE(read("c.gltf", textured("leaf.png")).materials[0].cutout);  // opaque unless it says otherwise
    write("d.mtl", "newmtl leaf\nmap_Kd leaf.png\n");
    EXPECT_TRUE(read("d.obj", "mtllib d.mtl\nusemtl leaf\n" + obj()).materials[0].cutout);
}

TEST_F(Formats, GoOnWithoutTexturesThatCannotBeHad) {
    write_picture("secret.png", 255);
    auto const note = [&](std::string const& uri) {
        Model const model = read("inner/a.gltf", textured(uri));
        EXPECT_TRUE(model.textures.empty());
        EXPECT_EQ(model.materials[0].texture, -1);
        return model.notes.size() == 1 ? model.notes[0] : std::to_string(model.notes.size()) + " notes";
    };
    write("inner/broken.png", "no picture");
    EXPECT_EQ(note("absent.png"), "texture 'absent.png' is missing; its surfaces show their plain colour");
    EXPECT_EQ(note("../secret.png"),
              "texture '../secret.png' lies outside the model's folder and was not read; its surfaces show their plain "
              "colour");
    EXPECT_EQ(note("broken.png"),
              "texture 'broken.png' is not a picture that can be read (PNG, JPEG, TGA, BMP, GIF, PSD, "
              "PNM); its surfaces show their plain colour");
}

TEST_F(Formats, HalveLargeTextures) {
    base::Image const large{.width = 64, .height = 16, .channels = 4, .pixels = std::vector<std::uint8_t>(4096, 9)};
    ASSERT_TRUE(base::write_png(folder_ / "wall.png", large));
    Model const model = read("a.gltf", textured("wall.png"), {.max_texture = 20});
    ASSERT_EQ(model.textures.size(), 1u);
    EXPECT_EQ(model.textures[0].width, 16u);
    EXPECT_EQ(model.textures[0].height, 4u);
}

TEST_F(Formats, ReadNoGeometryFromOutsideTheFolder) {
    write("other.mtl", "newmtl red\nKd 1 0 0\n");
    Model const model = read("inner/a.obj", "mtllib ../other.mtl\nusemtl red\n" + obj());
    ASSERT_FALSE(model.notes.empty());
    EXPECT_NE(model.notes[0].find("lies outside the model's folder and was not read"), std::string::npos);
    EXPECT_NE(model.materials.at(0).colour[1], 0);
}

}  // namespace
