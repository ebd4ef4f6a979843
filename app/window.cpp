#include "app/window.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <algorithm>
#include <chrono>
#include <deque>
#include <iterator>
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

/// Keys that panels know, as runs of GLFW's numbers.
ui::Key key_of(int key) {
    auto const run = [key](int first, int last, ui::Key base) -> ui::Key {
        if (key < first || key > last) return ui::Key::none;
        return static_cast<ui::Key>(static_cast<int>(base) + key - first);
    };
    if (auto const letter = run(GLFW_KEY_A, GLFW_KEY_Z, ui::Key::a); letter != ui::Key::none) return letter;
    if (auto const digit = run(GLFW_KEY_0, GLFW_KEY_9, ui::Key::k0); digit != ui::Key::none) return digit;
    switch (key) {
        case GLFW_KEY_TAB: return ui::Key::tab;
        case GLFW_KEY_LEFT: return ui::Key::left;
        case GLFW_KEY_RIGHT: return ui::Key::right;
        case GLFW_KEY_UP: return ui::Key::up;
        case GLFW_KEY_DOWN: return ui::Key::down;
        case GLFW_KEY_PAGE_UP: return ui::Key::page_up;
        case GLFW_KEY_PAGE_DOWN: return ui::Key::page_down;
        case GLFW_KEY_HOME: return ui::Key::home;
        case GLFW_KEY_END: return ui::Key::end;
        case GLFW_KEY_INSERT: return ui::Key::insert;
        case GLFW_KEY_DELETE: return ui::Key::erase;
        case GLFW_KEY_BACKSPACE: return ui::Key::backspace;
        case GLFW_KEY_SPACE: return ui::Key::space;
        case GLFW_KEY_ENTER:
        case GLFW_KEY_KP_ENTER: return ui::Key::enter;
        case GLFW_KEY_ESCAPE: return ui::Key::escape;
        case GLFW_KEY_SLASH: return ui::Key::slash;
        case GLFW_KEY_F1: return ui::Key::f1;
        case GLFW_KEY_F11: return ui::Key::f11;
        case GLFW_KEY_MINUS: return ui::Key::minus;
        case GLFW_KEY_EQUAL: return ui::Key::equal;
        case GLFW_KEY_LEFT_BRACKET: return ui::Key::left_bracket;
        case GLFW_KEY_RIGHT_BRACKET: return ui::Key::right_bracket;
        case GLFW_KEY_COMMA: return ui::Key::comma;
        case GLFW_KEY_PERIOD: return ui::Key::period;
        default: return ui::Key::none;
    }
}

}  // namespace

struct Window::State {
    std::unique_ptr<GLFWwindow, Stop> window;
    /// What happened, in its order. A frame takes as much of it as does not undo itself: a key that was tapped while
    /// the last frame took its time is down in one frame and up in the next.
    struct Event {
        enum class Kind { none, key, text, button, mouse, wheel } kind = Kind::none;
        int code = 0;  ///< ui::Key, character, button
        bool down = false;
        int mods = 0;
        double x = 0, y = 0;
    };
    std::deque<Event> events;
    ui::Input last;  ///< where the mouse is and which buttons are held
    std::chrono::steady_clock::time_point taken_at = std::chrono::steady_clock::now();
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
    bool undoes(Event const& event, WindowInput const& so_far) const;
    void add(Event const& event, WindowInput& out);
    WindowInput take();
};

void Window::State::listen() {
    using Kind = Event::Kind;
    GLFWwindow* const w = window.get();
    glfwSetWindowUserPointer(w, this);
    glfwSetKeyCallback(w, [](GLFWwindow* at, int key, int, int action, int mods) {
        ui::Key const known = key_of(key);
        // A held key writes again and again, but acts once.
        bool const writes = known == ui::Key::backspace || known == ui::Key::erase || known == ui::Key::left ||
                            known == ui::Key::right || known == ui::Key::up || known == ui::Key::down;
        if (known == ui::Key::none || (action == GLFW_REPEAT && !writes)) return;
        int const code = static_cast<int>(known);
        if (action == GLFW_REPEAT) of(at).events.push_back({Kind::key, code, false, mods});
        of(at).events.push_back({Kind::key, code, action != GLFW_RELEASE, mods});
    });
    glfwSetCharCallback(w, [](GLFWwindow* at, unsigned character) {
        of(at).events.push_back({Kind::text, static_cast<int>(character)});
    });
    glfwSetMouseButtonCallback(w, [](GLFWwindow* at, int button, int action, int mods) {
        if (button < 0 || button > 2) return;
        of(at).events.push_back({Kind::button, button, action == GLFW_PRESS, mods});
    });
    glfwSetCursorPosCallback(w, [](GLFWwindow* at, double x, double y) {
        base::Vec2d const to = of(at).to_pixels(x, y);
        of(at).events.push_back({Kind::mouse, 0, false, 0, to.x, to.y});
    });
    glfwSetCursorEnterCallback(w, [](GLFWwindow* at, int entered) {
        base::Vec2d const nowhere = ui::Input{}.mouse;
        if (!entered) of(at).events.push_back({Kind::mouse, 0, false, 0, nowhere.x, nowhere.y});
    });
    glfwSetScrollCallback(w, [](GLFWwindow* at, double, double y) {
        of(at).events.push_back({Kind::wheel, 0, false, 0, 0, y});
    });
    auto const changed = [](GLFWwindow* at) { of(at).events.push_back({}); };
    glfwSetFramebufferSizeCallback(w, [](GLFWwindow* at, int, int) { of(at).events.push_back({}); });
    glfwSetWindowRefreshCallback(w, changed);
    glfwSetWindowContentScaleCallback(w, [](GLFWwindow* at, float, float) { of(at).events.push_back({}); });
}

bool Window::State::undoes(Event const& event, WindowInput const& so_far) const {
    ui::Input const& in = so_far.input;
    if (event.kind == Event::Kind::button) return in.buttons[event.code] != last.buttons[event.code];
    if (event.kind != Event::Kind::key || event.down) return false;
    return std::any_of(in.keys.begin(), in.keys.end(), [&](ui::Input::KeyEvent const& key) {
        return key.down && key.key == static_cast<ui::Key>(event.code);
    });
}

void Window::State::add(Event const& event, WindowInput& out) {
    ui::Input& in = out.input;
    out.any = true;
    out.touched = out.touched || (event.kind != Event::Kind::mouse && event.kind != Event::Kind::none);
    in.ctrl = in.ctrl || (event.mods & GLFW_MOD_CONTROL) != 0;
    in.shift = in.shift || (event.mods & GLFW_MOD_SHIFT) != 0;
    in.alt = in.alt || (event.mods & GLFW_MOD_ALT) != 0;
    switch (event.kind) {
        case Event::Kind::none: break;
        case Event::Kind::key: in.keys.push_back({static_cast<ui::Key>(event.code), event.down}); break;
        case Event::Kind::text: in.text.push_back(static_cast<char32_t>(event.code)); break;
        case Event::Kind::button: in.buttons[event.code] = event.down; break;
        case Event::Kind::mouse: in.mouse = {event.x, event.y}; break;
        case Event::Kind::wheel: in.wheel += event.y; break;
    }
}

WindowInput Window::State::take() {
    WindowInput out;
    ui::Input& in = out.input;
    in.mouse = last.mouse;
    std::copy(std::begin(last.buttons), std::end(last.buttons), in.buttons);
    for (bool first = true; !events.empty() && (first || !undoes(events.front(), out)); first = false) {
        // What is pressed is pressed where the mouse was then, and panels must have seen it there before.
        Event::Kind const kind = events.front().kind;
        bool const pressed = !std::equal(std::begin(last.buttons), std::end(last.buttons), in.buttons);
        bool const moved = in.mouse.x != last.mouse.x || in.mouse.y != last.mouse.y;
        bool const clicked =
            !first && ((kind == Event::Kind::mouse && pressed) || (kind == Event::Kind::button && moved));
        // What is typed after a click goes to the field that the click has given the keyboard, not to the shortcuts.
        bool const typed = !first && pressed && (kind == Event::Kind::key || kind == Event::Kind::text);
        if (clicked || typed) break;
        add(events.front(), out);
        events.pop_front();
    }
    last.mouse = in.mouse;
    std::copy(std::begin(in.buttons), std::end(in.buttons), last.buttons);
    in.ctrl = in.ctrl || down(GLFW_KEY_LEFT_CONTROL) || down(GLFW_KEY_RIGHT_CONTROL);
    in.shift = in.shift || down(GLFW_KEY_LEFT_SHIFT) || down(GLFW_KEY_RIGHT_SHIFT);
    in.alt = in.alt || down(GLFW_KEY_LEFT_ALT) || down(GLFW_KEY_RIGHT_ALT);
    auto const now = std::chrono::steady_clock::now();
    in.seconds = std::chrono::duration<double>(now - taken_at).count();
    taken_at = now;
    if (in.ctrl || in.alt) return out;
    out.held.right = axis(GLFW_KEY_RIGHT, GLFW_KEY_LEFT);
    out.held.ahead = axis(GLFW_KEY_UP, GLFW_KEY_DOWN);
    out.held.up = axis(GLFW_KEY_PAGE_UP, GLFW_KEY_PAGE_DOWN);
    out.held.fast = in.shift;
    return out;
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
    state_->events.push_back({});
    if (full_screen()) return glfwSetWindowMonitor(handle(), nullptr, at[0], at[1], at[2], at[3], GLFW_DONT_CARE);
    GLFWmonitor* const monitor = glfwGetPrimaryMonitor();
    if (!monitor) return;
    glfwGetWindowPos(handle(), &at[0], &at[1]);
    glfwGetWindowSize(handle(), &at[2], &at[3]);
    GLFWvidmode const* const mode = glfwGetVideoMode(monitor);
    glfwSetWindowMonitor(handle(), monitor, 0, 0, mode->width, mode->height, mode->refreshRate);
}

double Window::dpi_scale() const {
    float x = 1, y = 1;
    glfwGetWindowContentScale(handle(), &x, &y);
    return std::max(1.0, double{y});
}

WindowInput Window::wait(double seconds) {
    // What the last frame left over is there already.
    if (seconds > 0 && state_->events.empty()) {
        glfwWaitEventsTimeout(seconds);
    } else {
        glfwPollEvents();
    }
    return state_->take();
}

void Window::wake() { glfwPostEmptyEvent(); }

}  // namespace app
