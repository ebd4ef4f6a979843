#include "renderer/projected.h"

#include <cmath>
#include <cstring>
#include <glm/gtc/type_ptr.hpp>
#include <glm/mat4x4.hpp>
#include <glm/matrix.hpp>

#include "renderer/passes.h"

namespace renderer {
namespace {

constexpr double kDegrees = 3.14159265358979323846 / 180;
constexpr double kNear = 1;  // metres, as projected.comp has it

/// As projected.comp has it.
struct Cameras {
    scene::Mat4 eye_from_clip;
    std::array<scene::Mat4, scene::kMostProjected> clip_from_eye;
    std::array<float, scene::kMostProjected> reach;
    std::array<float, scene::kMostProjected> texels_per_radian;
    std::array<shared::vec4, scene::kMostProjected> places;
    std::uint32_t count;
};

/// Of points relative to the picture's eye; depth from 0 near to 1 far, as shadows have it.
scene::Mat4 clip_from_eye(scene::Projected const& it, shared::vec3 eye) {
    double const h = it.heading * kDegrees, p = it.pitch * kDegrees;
    base::Vec3d const ahead{std::sin(h) * std::cos(p), std::cos(h) * std::cos(p), -std::sin(p)};
    scene::Camera camera;
    camera.eye = it.eye;
    camera.target = it.eye + ahead;
    if (std::abs(ahead.z) > 0.999) camera.up = {std::sin(h), std::cos(h), 0};
    camera.fov_y = it.fov_y;
    camera.near_plane = kNear;
    camera.far_plane = it.reach;
    scene::Mat4 m = scene::view_projection(camera, it.aspect);
    for (std::size_t column = 0; column < 4; ++column) m[column * 4 + 2] = m[column * 4 + 3] - m[column * 4 + 2];
    base::Vec3d const shift = base::Vec3d{eye.x, eye.y, eye.z} - it.eye;
    for (std::size_t row = 0; row < 4; ++row) {
        double const moved = double(m[row]) * shift.x + double(m[4 + row]) * shift.y + double(m[8 + row]) * shift.z;
        m[12 + row] = static_cast<float>(moved + double(m[12 + row]));
    }
    return m;
}

scene::Mat4 inverse_of(shared::mat4 const& m) {
    glm::dmat4 const inverse = glm::inverse(glm::dmat4(glm::make_mat4(m.m)));
    scene::Mat4 out{};
    for (std::size_t i = 0; i < 16; ++i) out[i] = static_cast<float>(glm::value_ptr(inverse)[i]);
    return out;
}

void write(Device& device, Buffer& buffer, std::span<std::byte const> bytes, VkBufferUsageFlags usage,
           char const* name) {
    if (!buffer) buffer = Buffer(device, bytes.size(), usage, Buffer::Memory::upload, name);
    std::memcpy(buffer.mapped, bytes.data(), bytes.size());
}

void cull(VkCommandBuffer commands, FrameContext const& c, Buffer const& frame) {
    if (c.scene.tile_count == 0) return;
    c.pipelines.bind(commands, c.pipelines.compute(Compute::cull, scene::Style::day, 1), {}, frame.handle,
                     as_constants(ScenePush{0}));
    vkCmdDispatch(commands, (c.scene.tile_count + 63) / 64, 1, 1);
}

void draw_kind(VkCommandBuffer commands, FrameContext const& c, Buffer const& frame, TileKind kind) {
    bool const solids = kind == TileKind::solids;
    if (c.scene.tile_count == 0 || (solids && c.scene.solid_index_count == 0)) return;
    Draw const draw = solids ? Draw::solid_shadow : Draw::wall_shadow;
    c.pipelines.bind(commands, c.pipelines.draw(draw, scene::Style::day, 1), {}, frame.handle,
                     as_constants(ScenePush{kPictureView}));
    vkCmdBindIndexBuffer(commands, (solids ? c.scene.solid_indices : c.scene.wall_indices).handle, 0,
                         solids ? VK_INDEX_TYPE_UINT32 : VK_INDEX_TYPE_UINT16);
    VkDeviceSize const offset =
        VkDeviceSize{static_cast<std::uint32_t>(kind)} * c.scene.tile_count * sizeof(VkDrawIndexedIndirectCommand);
    vkCmdDrawIndexedIndirect(commands, c.projected->draws.handle, offset, c.scene.tile_count,
                             sizeof(VkDrawIndexedIndirectCommand));
    ++*c.draw_count;
}

}  // namespace

void ProjectedBuffers::fill(Device& device, shared::Frame const& frame, std::vector<scene::Projected> const& projected,
                            std::uint32_t tile_count) {
    std::size_t const tiles = std::max(tile_count, 1u);
    std::size_t const words = tiles * BOROUGH_CULL_VIEWS * BOROUGH_TILE_KINDS * sizeof(VkDrawIndexedIndirectCommand);
    if (!draws || draws.size < words) {
        draws = Buffer(device, words, VK_BUFFER_USAGE_INDIRECT_BUFFER_BIT | VK_BUFFER_USAGE_STORAGE_BUFFER_BIT,
                       Buffer::Memory::device, "projected draws");
        tile_shares =
            Buffer(device, tiles * 8, VK_BUFFER_USAGE_STORAGE_BUFFER_BIT, Buffer::Memory::device, "projected shares");
    }
    Cameras all{};
    all.eye_from_clip = inverse_of(frame.clip_from_eye);
    all.count = static_cast<std::uint32_t>(projected.size());
    for (std::size_t i = 0; i < projected.size(); ++i) {
        scene::Projected const& it = projected[i];
        all.clip_from_eye[i] = clip_from_eye(it, frame.eye);
        all.places[i] = {static_cast<float>(it.eye.x - double{frame.eye.x}),
                         static_cast<float>(it.eye.y - double{frame.eye.y}),
                         static_cast<float>(it.eye.z - double{frame.eye.z}), 0};
        all.reach[i] = static_cast<float>(it.reach);
        all.texels_per_radian[i] =
            static_cast<float>(it.picture.pixels->height / (2 * std::tan(it.fov_y * kDegrees / 2)));
        shared::Frame own = frame;
        std::copy(all.clip_from_eye[i].begin(), all.clip_from_eye[i].end(), own.clip_from_eye.m);
        own.cull_from_eye[0] = own.clip_from_eye;
        own.radians_per_pixel = 1e-9f;  // every building whole, however small it is there
        own.metres_per_pixel = 0;
        own.perspective = 1;  // whatever the picture's own is
        own.cascades = 0;
        own.draws = draws.address;
        own.tile_shares = tile_shares.address;
        write(device, frames[i], as_constants(own), VK_BUFFER_USAGE_UNIFORM_BUFFER_BIT, "projected frame");
    }
    write(device, cameras, as_constants(all), VK_BUFFER_USAGE_STORAGE_BUFFER_BIT, "projected cameras");
}

std::vector<double> cameras_of(std::vector<scene::Projected> const& projected) {
    std::vector<double> out;
    for (scene::Projected const& it : projected) {
        out.insert(out.end(), {it.eye.x, it.eye.y, it.eye.z, it.heading, it.pitch, it.fov_y, it.aspect, it.reach});
    }
    return out;
}

void add_projected_depths(Graph& graph, FrameContext const& c, FrameResources const& r) {
    for (std::uint32_t i = 0; i < c.live.projected.size(); ++i) {
        graph.pass("projected cull",
                   {{r.projected_draws, Usage::storage_write}, {r.projected_shares, Usage::storage_write}},
                   [&c, i](VkCommandBuffer commands) { cull(commands, c, c.projected->frames[i]); });
        graph.pass("projected depths", {{r.projected_draws, Usage::indirect}, {r.projected_depth, Usage::depth_target}},
                   [&c, i](VkCommandBuffer commands) {
                       begin_depth(commands, c.targets.projected_depth.part(0, i), kProjectedSize, 1);
                       draw_kind(commands, c, c.projected->frames[i], TileKind::walls);
                       draw_kind(commands, c, c.projected->frames[i], TileKind::solids);
                       vkCmdEndRendering(commands);
                   });
    }
}

void add_projected(Graph& graph, FrameContext const& c, FrameResources const& r) {
    graph.pass("projected",
               {{r.depth, Usage::sampled_compute},
                {r.projected_depth, Usage::sampled_compute},
                {r.result, Usage::storage_write}},
               [&c](VkCommandBuffer commands) {
                   std::array<Texture, 7> textures{
                       Texture{c.targets.depth.view, c.pipelines.nearest},
                       Texture{c.targets.projected_depth.view, c.pipelines.compare},
                   };
                   for (std::size_t i = 0; i < scene::kMostProjected; ++i) {
                       textures[2 + i] =
                           i < c.live.projected.size()
                               ? Texture{c.live.videos.find(c.live.projected[i].picture.id)->view, c.pipelines.smooth}
                               : Texture{c.scene.black.view, c.pipelines.nearest};
                   }
                   textures[6] = {c.targets.result.view, VK_NULL_HANDLE, VK_IMAGE_LAYOUT_GENERAL};
                   VkDeviceAddress const cameras = c.projected->cameras.address;
                   c.pipelines.bind(commands, c.pipelines.compute(Compute::projected, c.view.style, c.targets.samples),
                                    textures, c.frame_buffer.handle, as_constants(cameras));
                   vkCmdDispatch(commands, (c.targets.width + 7) / 8, (c.targets.height + 7) / 8, 1);
               });
}

}  // namespace renderer
