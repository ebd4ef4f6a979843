// What of a picture drawn before can stay: each step names what it was drawn from, and equal inputs give equal bytes.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "renderer/frame_data.h"
#include "scene/view.h"

namespace renderer {

/// What a picture (or a tile of one) is drawn from, as far as it can be compared.
struct Inputs {
    std::uint64_t scene = 0;                        ///< counts scenes; 0: nothing is drawn yet
    std::array<double, 21> light{};                 ///< camera, size, style, sun: what shadows and sky view come of
    std::shared_ptr<scene::Section const> section;  ///< shadows and sky view come of it too
    TileRect tile;
    std::uint32_t samples = 0;
    bool ids = false;
    std::uint64_t surfaces = 0;  ///< GpuLive::surfaces: paint, heat, columns, colours of buildings
    std::uint32_t selected = 0;
    std::vector<double> cameras;  ///< from where pictures are projected
};
/// Without tile, ids, surfaces and cameras.
Inputs inputs_of(std::uint64_t scene, scene::View const& view);

/// Shadows and sky view of one picture, for those that follow while the camera moves (scene::View::fast).
struct KeptLight {
    Inputs from;
    shared::Frame frame{};
};
/// The ground's layers as they were painted in motion, with some ground around what was in view then.
struct KeptDrape {
    Inputs from;  ///< `from.surfaces` is what the live paint in the same plane was drawn from
    scene::View view;
    DrapePlane plane;
    shared::Frame frame{};
};
/// Whether what was made for `then` still serves: the same district and sun, a direction, a distance and a place not
/// too far from then.
bool serves(Inputs const& then, Inputs const& wanted);
/// Looks them up from another eye.
void borrow(KeptLight const& light, shared::Frame& frame);
void borrow(KeptDrape const& drape, shared::Frame& frame);

/// The steps whose results are in the targets already.
struct Keeps {
    bool light = false;   ///< shadows, sky view
    bool drape = false;   ///< the ground's own layers
    bool paint = false;   ///< live paint over them; only in motion, see KeptDrape
    bool city = false;    ///< colour, ids and depth of everything that stands
    bool finish = false;  ///< ink, selection, splats
    bool projected_depths = false;
};
Keeps what_stays(Inputs const& held, Inputs const& wanted);

}  // namespace renderer
