// What tests with a GPU share: a renderer on the software driver, with every validation message a failure.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "renderer/renderer.h"
#include "scene/build.h"
#include "twin/district.h"

/// Runs `work` and returns what it wrote to standard error, where the validation layer's messages go.
std::string stderr_of(std::function<void()> const& work);

/// Empty where tests may run on this device, else why not: pictures and times are only known for the software driver.
std::string unfit(renderer::DeviceInfo const& device);

/// A renderer of the test's own, opened with validation. No device is a failure, not a skipped test. A message from the
/// validation layer, during the test or while its objects are destroyed, is a failure too.
class GpuTest : public testing::Test {
protected:
    void SetUp() override;
    void TearDown() override;

    renderer::Renderer& gpu() { return *renderer_; }
    /// Builds the scene of a district and hands it to the renderer.
    scene::Scene const& show(twin::District const& district);
    scene::Scene const& scene() const { return scene_; }

    /// Draws; a failure to draw is a failure of the test.
    renderer::Capture draw(scene::View const& view, scene::Overlay const& overlay = {});

private:
    std::optional<renderer::Renderer> renderer_;
    scene::Scene scene_;
};

/// A view of a scene with its planes set.
scene::View view_of(scene::Scene const& scene, scene::Camera const& camera, std::uint32_t width, std::uint32_t height,
                    scene::Style style = scene::Style::day);
/// Straight down, north up, one pixel a metre, pixel (0, 0) north-west of (min_x, max_y).
scene::View map_of(scene::Scene const& scene, base::Extent extent, scene::Style style = scene::Style::day);
/// Degrees: clockwise from north, and above the horizon.
scene::Sun sun_at(double azimuth, double altitude);

std::uint32_t building_id(std::uint32_t index);
/// The id at a pixel.
std::uint32_t id_at(renderer::Capture const& capture, std::uint32_t x, std::uint32_t y);
/// The pixel a point of the scene falls on.
struct Pixel {
    std::uint32_t x = 0, y = 0;
};
Pixel pixel_of(scene::View const& view, base::Vec3d point);
/// Mean of the three channels over the whole picture, 0 to 255.
double brightness(base::Image const& image);
/// Of the pixels where the two pictures differ at all.
std::size_t count_different(base::Image const& a, base::Image const& b);
