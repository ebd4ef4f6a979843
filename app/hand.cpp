#include "app/hand.h"

#include <algorithm>
#include <cmath>

namespace app {
namespace {

constexpr double kDegreesPerPixel = 0.25;
constexpr double kZoomPerNotch = 0.85;
constexpr double kClickPixels = 5;     ///< a hand trembles, a finger on a wall more so
constexpr double kDoubleClick = 0.35;  ///< seconds
constexpr double kDoublePixels = 12;   ///< further apart, two clicks are two points of a line

}  // namespace

bool Hand::drag(ui::Input const& in, base::Vec2d at, scene::Camera& camera, Stage const& stage) {
    base::Vec2d const by = at - last_;
    travelled_ += base::length(by);
    if (travelled_ < kClickPixels || (by.x == 0 && by.y == 0)) return false;
    bool const turn = dragging_ == Drag::turn || in.ctrl;
    camera =
        turn ? turned(camera, by.x * kDegreesPerPixel, by.y * kDegreesPerPixel) : dragged(camera, last_, at, stage);
    return true;
}

bool Hand::fly(Held const& held, double seconds, scene::Camera& camera, Stage const& stage) {
    if (!held.any()) return false;
    // The first moment of a key has no length yet; a long frame must not become a leap.
    double const step = was_flying_ ? std::min(seconds, 0.1) : 0.016;
    double const metres = std::max(15.0, height_above_ground(camera, stage)) * step * (held.fast ? 4 : 1);
    camera = flown(camera, held.right * metres, held.ahead * metres, held.up * metres, stage);
    return true;
}

/// Buttons that went down or up. `over`: the mouse is over the district, and no panel took it.
void Hand::press(ui::Input const& in, base::Vec2d at, bool over, bool tools, Did& did) {
    since_click_ += in.seconds;
    for (int button = 0; button < 3; ++button) {
        bool const down = in.buttons[button];
        if (down && !was_down_[button] && over) {
            if (base::length(at - pressed_) > kDoublePixels) since_click_ = kDoubleClick;
            inside_ = true;
            travelled_ = 0;
            pressed_ = last_ = at;
            bool const pans = button == 0 && !in.shift;
            dragging_ = pans ? (tools ? Drag::none : Drag::pan) : Drag::turn;
        }
        if (!down && was_down_[button] && inside_) {
            if (button == 0 && travelled_ < kClickPixels) {
                if (since_click_ < kDoubleClick) {
                    did.double_clicked = at;
                } else {
                    did.clicked = at;
                }
                since_click_ = 0;
            }
            inside_ = false;
            dragging_ = Drag::none;
        }
        was_down_[button] = down;
    }
}

Hand::Did Hand::apply(WindowInput const& window, bool mouse_taken, bool keyboard_taken, bool tools,
                      base::Extent const& pixels, scene::Camera& camera, Stage const& stage) {
    ui::Input const& in = window.input;
    Did did;
    base::Vec2d const at{in.mouse.x - pixels.min_x, in.mouse.y - pixels.min_y};
    bool const over = !mouse_taken && in.mouse.x >= pixels.min_x && in.mouse.x < pixels.max_x &&
                      in.mouse.y >= pixels.min_y && in.mouse.y < pixels.max_y;
    press(in, at, over, tools, did);
    if (inside_ && dragging_ != Drag::none) {
        bool const had_begun = travelled_ >= kClickPixels;
        did.moved = drag(in, at, camera, stage);
        did.began = did.moved && !had_begun;
    } else if (inside_) {
        travelled_ += base::length(at - last_);
    }
    last_ = at;
    if (over && in.wheel != 0) {
        camera = zoomed(camera, std::pow(kZoomPerNotch, in.wheel), at, stage);
        did.moved = did.began = true;
    }
    bool const flew = !keyboard_taken && fly(window.held, in.seconds, camera, stage);
    did.began = did.began || (flew && !was_flying_);
    did.moved = did.moved || flew;
    was_flying_ = flew;
    did.busy = flew || (inside_ && dragging_ != Drag::none);
    return did;
}

}  // namespace app
