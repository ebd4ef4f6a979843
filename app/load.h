// What shot and view begin with: the district and the renderer, made side by side because both take a while.
#pragma once

#include <functional>
#include <future>
#include <string>

#include "app/options.h"
#include "app/stats.h"
#include "base/result.h"
#include "renderer/renderer.h"
#include "scene/labels.h"
#include "scene/scene.h"
#include "twin/district.h"
#include "twin/load.h"

namespace app {

struct Loaded {
    twin::District district;
    scene::Scene scene;
};

twin::LoadOptions load_options(SourceOptions const& source);

/// Says on stderr, in a line, what was skipped or doubtful: nothing is lost silently.
base::Result<Loaded> load(SourceOptions const& source, bool chinese, Stopwatch& watch);

/// Drops the big arrays once they are on the device; names, legend and extent stay, and what live layers are laid out
/// with.
void let_geometry_go(scene::Scene& scene);

/// Starts now; `get()` when it is needed.
std::future<base::Result<renderer::Renderer>> start_renderer(
    DeviceOptions const& device, GLFWwindow* window, std::function<void(std::string const&)> on_device_lost = {});

/// The font takes a moment too. Not started (an invalid future) where nothing will be written.
std::future<base::Result<scene::LabelLayout>> start_labels();

}  // namespace app
