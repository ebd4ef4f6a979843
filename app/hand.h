// The hand on the district: what mouse and held keys do to the camera, and where it clicked.
#pragma once

#include <optional>

#include "app/navigate.h"
#include "app/window.h"
#include "base/vec.h"
#include "scene/camera.h"

namespace app {

class Hand {
public:
    struct Did {
        bool moved = false;                  ///< the camera; it goes on moving while `busy`
        bool began = false;                  ///< to move: where one was is worth keeping
        bool busy = false;                   ///< a button or a key is held
        std::optional<base::Vec2d> clicked;  ///< pixels of the district's picture
        std::optional<base::Vec2d> double_clicked;
    };
    /// `pixels`: the district's rectangle in the window. `tools`: dragging with the left button is a tool's, not ours.
    Did apply(WindowInput const& in, bool mouse_taken, bool keyboard_taken, bool tools, base::Extent const& pixels,
              scene::Camera& camera, Stage const& stage);

private:
    enum class Drag { none, pan, turn };
    void press(ui::Input const& in, base::Vec2d at, bool over, bool tools, Did& did);
    bool drag(ui::Input const& in, base::Vec2d at, scene::Camera& camera, Stage const& stage);
    bool fly(Held const& held, double seconds, scene::Camera& camera, Stage const& stage);

    Drag dragging_ = Drag::none;
    bool was_down_[3] = {};
    bool inside_ = false;     ///< the press began on the district
    double travelled_ = 0;    ///< pixels since the press
    double since_click_ = 1;  ///< seconds
    base::Vec2d last_;
    base::Vec2d pressed_;
    bool was_flying_ = false;
};

}  // namespace app
