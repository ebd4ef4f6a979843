// The camera as people write it in district files and after --camera (docs/district-file.md).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/vec.h"
#include "scene/camera.h"

namespace scene {

struct Box {
    base::Extent extent;
    double min_z = 0, max_z = 0;
};

/// What a camera text may refer to.
struct CameraContext {
    Box all;                        ///< everything that stands on the ground
    std::vector<Column> buildings;  ///< or some of many; what `fit` fits, or, where there are none, `all`
    double aspect = 16.0 / 9;       ///< width / height of the picture
    /// Degrees to local metres; nothing where that fails.
    std::function<std::optional<base::Vec2d>(double lon, double lat)> to_local;
    /// The box of a building by its id, as the source has it; nothing where there is none.
    std::function<std::optional<Box>(std::string const& id)> building;
    std::function<double(base::Vec2d)> ground;  ///< height of the ground, metres
};

/// The camera with its planes set, or a sentence that says what is wrong and how it is written.
base::Result<Camera> parse_camera(std::string_view text, CameraContext const& context);

/// The text that gives this camera again, to the millimetre.
std::string camera_text(Camera const& camera);

/// How the text may look, one form a line: for --help.
std::string_view camera_text_help();

}  // namespace scene
