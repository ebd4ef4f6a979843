// What a window does to a renderer: it comes, grows, shrinks to nothing and goes, and the program goes on.
#define GLFW_INCLUDE_NONE
#define GLFW_EXPOSE_NATIVE_X11
#include <GLFW/glfw3.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <stdexcept>
#include <string>

#include "scene/camera.h"
#include "tests/renderer/gpu_test.h"
#include "tests/scene/districts.h"

// GLFW/glfw3native.h would bring all of X11's macros.
extern "C" unsigned long glfwGetX11Window(GLFWwindow* window);

namespace {

using scene::Slot;

class OnAWindow : public testing::Test {
protected:
    void SetUp() override {
        ASSERT_TRUE(glfwInit()) << "no display: these tests run under xvfb-run";
        glfwWindowHint(GLFW_CLIENT_API, GLFW_NO_API);
        window = glfwCreateWindow(320, 200, "test", nullptr, nullptr);
        ASSERT_NE(window, nullptr);
    }
    void TearDown() override {
        EXPECT_EQ(gpu ? gpu->counts().validation_messages : 0u, 0u);
        gpu.reset();
        if (window) glfwDestroyWindow(window);
        glfwTerminate();
    }
    void start(renderer::RendererOptions options = {}) {
        options.window = window;
        options.validation = true;
        auto made = renderer::Renderer::create(options);
        ASSERT_TRUE(made) << made.error().message;
        ASSERT_EQ(unfit(made->device()), "");
        gpu.emplace(std::move(*made));
        base::Progress quiet;
        scene = scene::build(districts::grid(3, 20, 10, 15), {}, quiet);
        ASSERT_TRUE(gpu->set_scene(scene, quiet));
    }
    bool show(std::uint32_t width, std::uint32_t height) {
        if (width > 0 && height > 0) {
            EXPECT_TRUE(
                gpu->keep(Slot::main, view_of(scene, scene::orbit({40, 40, 0}, 220, 30, 40), width, height), {}));
        }
        auto const shown = gpu->present(scene::only(Slot::main, width, height));
        EXPECT_TRUE(shown) << shown.error().message;
        return shown && *shown;
    }
    void resize(int width, int height) {
        glfwSetWindowSize(window, width, height);
        for (int i = 0; i < 3; ++i) glfwWaitEventsTimeout(0.01);
    }

    GLFWwindow* window = nullptr;
    std::optional<renderer::Renderer> gpu;
    scene::Scene scene;
};

TEST_F(OnAWindow, PicturesAreShown) {
    start();
    EXPECT_TRUE(show(320, 200));
    EXPECT_TRUE(show(320, 200));
}

TEST_F(OnAWindow, ResizingLeaksNothing) {
    start();
    auto const round = [&] {
        for (int const size : {200, 333, 120, 64}) {
            resize(size * 2, size);
            EXPECT_TRUE(show(static_cast<std::uint32_t>(size) * 2, static_cast<std::uint32_t>(size)));
        }
    };
    round();
    auto const bytes = gpu->counts().gpu_bytes;
    for (int i = 0; i < 5; ++i) round();
    EXPECT_LE(gpu->counts().gpu_bytes, bytes + 65536);
}

TEST_F(OnAWindow, ASizeTheWindowDoesNotHaveIsShownAllTheSame) {
    start();
    EXPECT_TRUE(show(320, 200));
    EXPECT_TRUE(show(500, 100)) << "the window hears of its new size later than the program";
    resize(77, 55);
    EXPECT_TRUE(show(320, 200));
}

TEST_F(OnAWindow, NoAreaIsNoErrorAndNoPicture) {
    start();
    EXPECT_TRUE(show(320, 200));
    EXPECT_FALSE(show(0, 0));
    EXPECT_FALSE(show(320, 0));
    EXPECT_TRUE(show(320, 200));
}

TEST_F(OnAWindow, AHiddenWindowEndsNothing) {
    start();
    EXPECT_TRUE(show(320, 200));
    glfwHideWindow(window);
    for (int i = 0; i < 3; ++i) glfwWaitEventsTimeout(0.01);
    show(320, 200);
    glfwShowWindow(window);
    for (int i = 0; i < 3; ++i) glfwWaitEventsTimeout(0.01);
    EXPECT_TRUE(show(320, 200));
}

/// In a process of its own: Xlib ends it when GLFW closes a window that is gone.
TEST_F(OnAWindow, AWindowTakenAwayEndsNothing) {
    testing::FLAGS_gtest_death_test_style = "threadsafe";
    auto const lose_it = [&] {
        start();
        EXPECT_TRUE(show(320, 200));
        std::string const close = "xdotool windowclose " + std::to_string(glfwGetX11Window(window));
        EXPECT_EQ(std::system(close.c_str()), 0);
        for (int i = 0; i < 4; ++i) EXPECT_FALSE(show(320, 200)) << i;
        EXPECT_TRUE(gpu->capture(scene::only(Slot::main, 320, 200))) << "pictures that need no window go on";
        EXPECT_EQ(gpu->counts().validation_messages, 0u);
        std::_Exit(HasFailure() ? 1 : 0);
    };
    EXPECT_EXIT(lose_it(), testing::ExitedWithCode(0), "");
}

TEST_F(OnAWindow, BadPanelsAreAnErrorAndTheNextAreShown) {
    start();
    EXPECT_TRUE(show(320, 200));
    scene::Panels panels = scene::only(Slot::main, 320, 200);
    panels.indices[0] = 99;
    EXPECT_FALSE(gpu->present(panels));
    EXPECT_TRUE(show(320, 200));
}

TEST_F(OnAWindow, ALostDeviceIsSaidOnce) {
    int said = 0;
    renderer::RendererOptions options;
    options.lose_device_after = 4;
    options.on_device_lost = [&](std::string const& why) {
        ++said;
        throw std::runtime_error(why);
    };
    start(options);
    EXPECT_TRUE(show(320, 200));
    EXPECT_TRUE(show(320, 200));
    EXPECT_THROW(show(320, 200), std::runtime_error);
    EXPECT_EQ(said, 1);
}

}  // namespace
