// The district's pictures on a screen: kept by the renderer, drawn anew only when something on them has changed, and
// smaller while they move.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "app/briefing.h"
#include "app/motion_size.h"
#include "base/result.h"
#include "renderer/renderer.h"
#include "scene/labels.h"
#include "scene/panels.h"
#include "scene/scene.h"
#include "scene/view.h"

namespace app {

class Scenery {
public:
    Scenery(renderer::Renderer& renderer, std::optional<scene::LabelLayout> labels, std::uint32_t samples)
        : renderer_(renderer), labels_(std::move(labels)), samples_(samples) {}

    /// Replaces the district; its big arrays are dropped once they are on the device.
    base::Status set_scene(scene::Scene scene, base::Progress& progress);
    scene::Scene const& scene() const { return scene_; }

    struct Wanted {
        scene::View view;                              ///< as large as it will be shown
        std::shared_ptr<Briefing const> briefing;      ///< may be null
        renderer::PixelRect part;                      ///< of the view, see Renderer::keep; empty: all
        bool moving = false;                           ///< fast rather than sharp
        std::vector<scene::Projected> projected = {};  ///< pictures of cameras, laid on what they see
        bool explained = true;                         ///< with legend and moment of the live layers
        std::vector<scene::LiveLayer> besides = {};    ///< the legend's lines for what is no live layer
    };
    /// Draws where anything differs from what is kept. Returns whether it did. `in_pieces`: what rests is only begun,
    /// and `go_on` does it; until then what was kept before is shown. A slot waits for that of another, and one that
    /// shows nothing yet is finished before what moves meanwhile is drawn.
    base::Result<bool> draw(scene::Slot slot, Wanted wanted);
    bool in_pieces = false;
    /// Pieces of what was begun, until it is done or that many milliseconds have passed; one at least.
    void go_on(double ms);
    /// All that was begun.
    void finish();
    /// Of what is under way, 0 to 1; none: all is there.
    std::optional<double> under_way() const;
    /// Everything is to be drawn again: the device, the fonts, the look has changed.
    void forget();

    /// Whether what is kept is as sharp as it can be.
    bool sharp(scene::Slot slot) const;
    /// How long the frame took with all that it drew: what the size in motion goes by.
    void took(double ms);
    double last_ms() const { return last_ms_; }
    /// The view a picture was last drawn with: smaller than asked for while it moves.
    scene::View const* view(scene::Slot slot) const;
    /// What is pinned where on it.
    scene::LiveScene const* live(scene::Slot slot) const;
    /// Boxes of legend and moment on it, in shares of its width and height.
    std::vector<base::Extent> cards(scene::Slot slot) const;

private:
    struct Made {
        Wanted wanted;
        scene::View drawn;
        scene::LiveScene live;
        std::uint64_t revision = 0;
        std::vector<base::Extent> cards = {};  ///< in shares of the picture
    };
    bool same(Made const& made, Wanted const& wanted) const;
    /// Whether what is under way stays under way, and the slot as it is.
    bool waits(scene::Slot slot, Wanted const& wanted) const;
    struct Begun {
        scene::Slot slot;
        Made made;
    };
    std::optional<Begun> begun_;

    renderer::Renderer& renderer_;
    std::optional<scene::LabelLayout> labels_;
    std::uint32_t samples_;
    scene::Scene scene_;
    scene::ClusterMemory memory_;
    std::array<std::optional<Made>, scene::kSlots> made_;
    MotionSize size_;
    double last_ms_ = 0;
    bool moved_ = false;
};

}  // namespace app
