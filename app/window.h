// The window: GLFW's events as plain data.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/options.h"
#include "base/result.h"
#include "base/vec.h"

struct GLFWwindow;

namespace app {

/// What a key asks for; letters of flight are asked for as long as they are held (`Held`).
enum class Wish : std::uint8_t { help, labels, style, fit, plan, full_screen, escape };

struct Held {
    double right = 0, ahead = 0, up = 0;  ///< -1, 0, 1
    bool fast = false;
    bool any() const { return right != 0 || ahead != 0 || up != 0; }
};

struct Drag {
    base::Vec2d from, to;  ///< pixels
    bool turn = false;     ///< else pan
};

struct Input {
    std::vector<Wish> wishes;
    std::optional<std::uint32_t> view;  ///< 0 for the key 1
    std::vector<Drag> drags;
    double scroll = 0;
    base::Vec2d cursor;
    Held held;
    bool resized = false;
};

class Window {
public:
    static base::Result<Window> open(std::string const& title, Size size, bool full_screen);
    Window(Window&&) noexcept;
    Window& operator=(Window&&) noexcept;
    ~Window();

    GLFWwindow* handle() const;
    bool closing() const;
    void close();
    Size pixels() const;
    void set_title(std::string const& title);
    bool full_screen() const;
    void toggle_full_screen();

    /// Waits for something to happen, at most so many seconds, and gives all that did.
    Input wait(double seconds);
    /// Gives what has happened, without waiting.
    Input poll();

private:
    struct State;
    explicit Window(std::unique_ptr<State> state);
    Input take();
    std::unique_ptr<State> state_;
};

}  // namespace app
