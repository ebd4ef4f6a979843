#include "tests/renderer/gpu_test.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <numbers>

std::string stderr_of(std::function<void()> const& work) {
    testing::internal::CaptureStderr();
    work();
    return testing::internal::GetCapturedStderr();
}

std::string unfit(renderer::DeviceInfo const& device) {
    if (device.software || std::getenv("BOROUGH_TEST_ANY_DEVICE")) return {};
    return device.name +
           " is no software device. Run the tests through ctest, which chooses lavapipe (VK_DRIVER_FILES), or set "
           "BOROUGH_TEST_ANY_DEVICE=1";
}

void GpuTest::SetUp() {
    auto made = renderer::Renderer::create({.device = {}, .validation = true});
    ASSERT_TRUE(made) << made.error().message;
    ASSERT_EQ(unfit(made->device()), "");
    renderer_ = std::move(*made);
}

void GpuTest::TearDown() {
    if (!renderer_) return;
    EXPECT_EQ(renderer_->counts().validation_messages, 0u);
    std::string const last_words = stderr_of([this] { renderer_.reset(); });
    EXPECT_EQ(last_words, "") << "said while the device was destroyed";
}

scene::Scene const& GpuTest::show(twin::District const& district) {
    base::Progress quiet;
    scene_ = scene::build(district, {}, quiet);
    auto const set = renderer_->set_scene(scene_, quiet);
    EXPECT_TRUE(set) << set.error().message;
    return scene_;
}

renderer::Capture GpuTest::draw(scene::View const& view, scene::Overlay const& overlay) {
    auto drawn = renderer_->capture(view, overlay, true);
    EXPECT_TRUE(drawn) << drawn.error().message;
    return drawn ? std::move(*drawn) : renderer::Capture{};
}

scene::View view_of(scene::Scene const& scene, scene::Camera const& camera, std::uint32_t width, std::uint32_t height,
                    scene::Style style) {
    scene::View view;
    view.width = width;
    view.height = height;
    view.camera = camera;
    view.style = style;
    view.sun = sun_at(200, 50);
    scene::set_planes(view.camera, scene.extent, scene.min_z, scene.max_z);
    return view;
}

scene::View map_of(scene::Scene const& scene, base::Extent extent, scene::Style style) {
    return view_of(scene, scene::plan(extent.centre(), 0, extent.height()), static_cast<std::uint32_t>(extent.width()),
                   static_cast<std::uint32_t>(extent.height()), style);
}

scene::Sun sun_at(double azimuth, double altitude) {
    constexpr double kDegrees = std::numbers::pi / 180;
    double const flat = std::cos(altitude * kDegrees);
    return {{std::sin(azimuth * kDegrees) * flat, std::cos(azimuth * kDegrees) * flat, std::sin(altitude * kDegrees)},
            altitude,
            azimuth};
}

std::uint32_t building_id(std::uint32_t index) { return scene::make_id(scene::IdKind::building, index); }

std::uint32_t id_at(renderer::Capture const& capture, std::uint32_t x, std::uint32_t y) {
    return capture.ids.at(std::size_t{y} * capture.image.width + x);
}

Pixel pixel_of(scene::View const& view, base::Vec3d point) {
    base::Vec2d const p = scene::project(view.camera, point, view.width, view.height).pixel;
    return {static_cast<std::uint32_t>(p.x), static_cast<std::uint32_t>(p.y)};
}

double brightness(base::Image const& image) {
    double sum = 0;
    for (std::size_t i = 0; i < image.pixels.size(); ++i) sum += i % 4 == 3 ? 0 : image.pixels[i];
    return sum / (static_cast<double>(image.pixels.size()) * 3 / 4);
}

std::size_t count_different(base::Image const& a, base::Image const& b) {
    std::size_t different = 0;
    for (std::size_t i = 0; i < std::min(a.pixels.size(), b.pixels.size()); i += 4) {
        if (std::memcmp(&a.pixels[i], &b.pixels[i], 4) != 0) ++different;
    }
    return different;
}
