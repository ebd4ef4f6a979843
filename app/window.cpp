#include "app/window.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <utility>

namespace app {
namespace {

struct Stop {
    void operator()(GLFWwindow* window) const {
        glfwDestroyWindow(window);
        glfwTerminate();
    }
};

std::string last_error() {
    char const* text = nullptr;
    glfwGetError(&text);
    return text ? text : "no reason given";
}

std::optional<Wish> wish_of(int key) {
    switch (key) {
        case GLFW_KEY_H:
        case GLFW_KEY_F1:
        case GLFW_KEY_SLASH: return Wish::help;
        case GLFW_KEY_L: return Wish::labels;
        case GLFW_KEY_T: return Wish::style;
        case GLFW_KEY_0:
        case GLFW_KEY_HOME: return Wish::fit;
        case GLFW_KEY_P: return Wish::plan;
        case GLFW_KEY_F11: return Wish::full_screen;
        case GLFW_KEY_ESCAPE: return Wish::escape;
        default: return {};
    }
}

}  // namespace

struct Window::State {
    std::unique_ptr<GLFWwindow, Stop> window;
    Input input;
    bool turning = false;
    bool panning = false;
    int windowed[4] = {100, 100, 1600, 900};  ///< place and size to go back to from full screen

    static State& of(GLFWwindow* window) { return *static_cast<State*>(glfwGetWindowUserPointer(window)); }

    /// GLFW counts the cursor in screen coordinates, which are not pixels on every desktop.
    base::Vec2d to_pixels(double x, double y) const {
        int width = 1, height = 1, pixel_width = 1, pixel_height = 1;
        glfwGetWindowSize(window.get(), &width, &height);
        glfwGetFramebufferSize(window.get(), &pixel_width, &pixel_height);
        if (width == 0 || height == 0) return {x, y};
        return {x * pixel_width / width, y * pixel_height / height};
    }
    bool down(int key) const { return glfwGetKey(window.get(), key) == GLFW_PRESS; }
    double axis(int positive, int negative) const {
        return (down(positive) ? 1.0 : 0.0) - (down(negative) ? 1.0 : 0.0);
    }

    void listen();
};

void Window::State::listen() {
    GLFWwindow* const w = window.get();
    glfwSetWindowUserPointer(w, this);
    glfwSetKeyCallback(w, [](GLFWwindow* at, int key, int, int action, int) {
        Input& in = of(at).input;
        if (action != GLFW_PRESS) return;
        if (key >= GLFW_KEY_1 && key <= GLFW_KEY_9) in.view = static_cast<std::uint32_t>(key - GLFW_KEY_1);
        if (auto const wish = wish_of(key)) in.wishes.push_back(*wish);
    });
    glfwSetMouseButtonCallback(w, [](GLFWwindow* at, int button, int action, int mods) {
        State& s = of(at);
        bool const left = button == GLFW_MOUSE_BUTTON_LEFT;
        bool const held = action == GLFW_PRESS;
        s.panning = held && left && !(mods & (GLFW_MOD_SHIFT | GLFW_MOD_CONTROL));
        s.turning = held && !s.panning;
    });
    glfwSetCursorPosCallback(w, [](GLFWwindow* at, double x, double y) {
        State& s = of(at);
        base::Vec2d const to = s.to_pixels(x, y);
        if (s.panning || s.turning) s.input.drags.push_back({s.input.cursor, to, s.turning});
        s.input.cursor = to;
    });
    glfwSetScrollCallback(w, [](GLFWwindow* at, double, double y) { of(at).input.scroll += y; });
    glfwSetFramebufferSizeCallback(w, [](GLFWwindow* at, int, int) { of(at).input.resized = true; });
    glfwSetWindowRefreshCallback(w, [](GLFWwindow* at) { of(at).input.resized = true; });
}

Window::Window(std::unique_ptr<State> state) : state_(std::move(state)) {}
Window::Window(Window&&) noexcept = default;
Window& Window::operator=(Window&&) noexcept = default;
Window::~Window() = default;

base::Result<Window> Window::open(std::string const& title, Size size, bool full_screen) {
    if (!glfwInit()) {
        return base::Error{"no window can be opened: " + last_error() + "; `borough shot` draws pictures without one"};
    }
    if (!glfwVulkanSupported()) {
        glfwTerminate();
        return base::Error{"no window can be opened: there is no Vulkan driver for this display",
                           base::ErrorKind::no_device};
    }
    glfwWindowHint(GLFW_CLIENT_API, GLFW_NO_API);
    auto state = std::make_unique<State>();
    state->window.reset(
        glfwCreateWindow(static_cast<int>(size.width), static_cast<int>(size.height), title.c_str(), nullptr, nullptr));
    if (!state->window) {
        std::string const why = last_error();
        glfwTerminate();
        return base::Error{"no window can be opened: " + why};
    }
    state->listen();
    Window window(std::move(state));
    if (full_screen) window.toggle_full_screen();
    return window;
}

GLFWwindow* Window::handle() const { return state_->window.get(); }
bool Window::closing() const { return glfwWindowShouldClose(handle()) != 0; }
void Window::close() { glfwSetWindowShouldClose(handle(), GLFW_TRUE); }
void Window::set_title(std::string const& title) { glfwSetWindowTitle(handle(), title.c_str()); }
bool Window::full_screen() const { return glfwGetWindowMonitor(handle()) != nullptr; }

Size Window::pixels() const {
    int width = 0, height = 0;
    glfwGetFramebufferSize(handle(), &width, &height);
    return {static_cast<std::uint32_t>(width), static_cast<std::uint32_t>(height)};
}

void Window::toggle_full_screen() {
    int(&at)[4] = state_->windowed;
    state_->input.resized = true;
    if (full_screen()) return glfwSetWindowMonitor(handle(), nullptr, at[0], at[1], at[2], at[3], GLFW_DONT_CARE);
    GLFWmonitor* const monitor = glfwGetPrimaryMonitor();
    if (!monitor) return;
    glfwGetWindowPos(handle(), &at[0], &at[1]);
    glfwGetWindowSize(handle(), &at[2], &at[3]);
    GLFWvidmode const* const mode = glfwGetVideoMode(monitor);
    glfwSetWindowMonitor(handle(), monitor, 0, 0, mode->width, mode->height, mode->refreshRate);
}

Input Window::wait(double seconds) {
    glfwWaitEventsTimeout(seconds);
    return take();
}

Input Window::poll() {
    glfwPollEvents();
    return take();
}

Input Window::take() {
    State& s = *state_;
    Input out = std::exchange(s.input, Input{});
    s.input.cursor = out.cursor;
    out.held.right = s.axis(GLFW_KEY_D, GLFW_KEY_A) + s.axis(GLFW_KEY_RIGHT, GLFW_KEY_LEFT);
    out.held.ahead = s.axis(GLFW_KEY_W, GLFW_KEY_S) + s.axis(GLFW_KEY_UP, GLFW_KEY_DOWN);
    out.held.up = s.axis(GLFW_KEY_E, GLFW_KEY_Q) + s.axis(GLFW_KEY_PAGE_UP, GLFW_KEY_PAGE_DOWN);
    out.held.fast = s.down(GLFW_KEY_LEFT_SHIFT) || s.down(GLFW_KEY_RIGHT_SHIFT);
    return out;
}

}  // namespace app
