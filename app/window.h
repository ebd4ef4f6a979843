// The window: GLFW's events as plain data.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "app/options.h"
#include "base/result.h"
#include "ui/ui.h"

struct GLFWwindow;

namespace app {

/// Keys that fly while they are held: -1, 0, 1.
struct Held {
    double right = 0, ahead = 0, up = 0;
    bool fast = false;
    bool any() const { return right != 0 || ahead != 0 || up != 0; }
};

struct WindowInput {
    ui::Input input;  ///< mouse in pixels of the window
    Held held;
    bool any = false;      ///< something happened
    bool touched = false;  ///< somebody pressed, turned or typed something: the operator's hand
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
    /// Pixels of one design pixel, as the desktop has it.
    double dpi_scale() const;
    void set_title(std::string const& title);
    bool full_screen() const;
    void toggle_full_screen();

    /// Waits for something to happen, at most so many seconds, and gives all that did; 0: does not wait.
    WindowInput wait(double seconds);
    /// Ends a `wait`, from any thread.
    static void wake();

private:
    struct State;
    explicit Window(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace app
