// What pictures that are over leave behind: a wall draws millions of them.
#include "scene/camera.h"
#include "tests/renderer/gpu_test.h"
#include "tests/renderer/scenes.h"

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#include <malloc.h>

namespace {

/// Bytes in use in all threads, with the driver's.
std::size_t in_use() {
    auto const now = mallinfo2();
    return now.uordblks + now.hblkhd;
}

class Memory : public GpuTest {
protected:
    /// One picture of a flight: the eye, the selection, the size and the hour differ from that of the picture before.
    void draw_one(int i) {
        scene::View view = view_of(scene(), scene::orbit({0, 0, 25}, 560 + 7 * (i % 9), 330 + i % 30, 35),
                                   i % 2 == 0 ? 320u : 240u, i % 2 == 0 ? 180u : 135u);
        view.sun = sun_at(120 + i % 40, 30 + i % 7);
        view.selected = i % 3 == 0 ? building_id(2) : 0;
        view.samples = 1;
        ASSERT_TRUE(gpu().capture(view, {}, i % 5 == 0));
    }
    /// Bytes that 24 pictures keep, after as many that may.
    std::size_t kept() {
        for (int i = 0; i < 24; ++i) draw_one(i);
        std::size_t const before = in_use();
        for (int i = 24; i < 48; ++i) draw_one(i);
        std::size_t const after = in_use();
        return after > before ? after - before : 0;
    }
};

// Whole houses, boxes and splats. A shader that the driver builds anew for each picture keeps 6 MiB here.
TEST_F(Memory, PicturesInMotionKeepNothing) {
    show(scenes::sheds());
    EXPECT_LT(kept(), 1u << 20);
}

}  // namespace
#endif
