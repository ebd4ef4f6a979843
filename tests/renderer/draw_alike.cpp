// Draws a few pictures and writes everything that was drawn into one file, for `same_on_any_cores.cmake` to compare.
#include <cstdio>
#include <fstream>

#include "scene/build.h"
#include "tests/renderer/gpu_test.h"
#include "tests/renderer/scenes.h"

namespace {

bool append(std::ofstream& out, renderer::Renderer& gpu, twin::District const& district, scene::Camera const& camera,
            scene::Style style) {
    base::Progress quiet;
    scene::Scene const scene = scene::build(district, {}, quiet);
    if (!gpu.set_scene(scene, quiet)) return false;
    auto const drawn = gpu.capture(view_of(scene, camera, 320, 180, style), {}, true);
    if (!drawn) return false;
    out.write(reinterpret_cast<char const*>(drawn->image.pixels.data()),
              static_cast<std::streamsize>(drawn->image.pixels.size()));
    out.write(reinterpret_cast<char const*>(drawn->ids.data()), static_cast<std::streamsize>(drawn->ids.size() * 4));
    return true;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) return 2;
    auto gpu = renderer::Renderer::create({});
    if (!gpu || !unfit(gpu->device()).empty()) {
        std::fprintf(stderr, "%s\n", gpu ? unfit(gpu->device()).c_str() : gpu.error().message.c_str());
        return 3;
    }
    std::ofstream out(argv[1], std::ios::binary);
    bool const drawn =
        append(out, *gpu, scenes::crossing(), scene::orbit({0, 0, 25}, 560, 330, 30), scene::Style::day) &&
        append(out, *gpu, scenes::hills(), scene::orbit({0, 0, 20}, 1250, 25, 24), scene::Style::night) &&
        append(out, *gpu, scenes::sheds(), scene::orbit({800, 800, 0}, 7000, 15, 35), scene::Style::paper);
    return drawn && out.flush() ? 0 : 1;
}
