// The goldens: one picture, one idea. A new one is one more entry of the table.
#include <cstdio>
#include <optional>
#include <ostream>

#include "scene/labels.h"
#include "scene/section.h"
#include "tests/renderer/golden.h"
#include "tests/renderer/gpu_test.h"
#include "tests/renderer/scenes.h"

namespace {

using scene::orbit;
using scene::plan;
using scene::Style;

struct PictureEntry {
    char const* name;
    twin::District (*district)();
    scene::Camera camera;
    Style style = Style::day;
    double azimuth = 225, altitude = 45;  ///< of the sun, degrees
    bool names = false;                   ///< draw labels, legend and furniture
    std::uint32_t width = 320, height = 180;
    std::optional<scene::SectionLine> section = {};
};
/// For test output.
void PrintTo(PictureEntry const& entry, std::ostream* out) { *out << entry.name; }

scene::SectionLine const kAcross{{-160, 60}, {160, 60}};

PictureEntry const kPictures[] = {
    {"buildings", scenes::crossing, orbit({0, 0, 25}, 560, 330, 30), Style::day, 225, 45, false, 480, 270},
    {"noon", scenes::crossing, orbit({10, -20, 0}, 330, 340, 42), Style::day, 180, 78},
    {"low_sun", scenes::crossing, orbit({10, -20, 0}, 420, 20, 38), Style::day, 285, 12},
    {"facades", scenes::crossing, orbit({70, 80, 30}, 170, 320, 8)},
    {"night", scenes::crossing, orbit({0, 0, 25}, 560, 330, 30), Style::night, 0, -20, false, 480, 270},
    {"paper", scenes::crossing, orbit({0, 0, 25}, 560, 330, 30), Style::paper, 0, 45, false, 480, 270},
    {"plan", scenes::crossing, plan({0, 0}, 0, 440)},
    {"roofs", scenes::roofs, orbit({0, 8, 4}, 130, 335, 38)},
    {"hills", scenes::hills, orbit({0, 0, 20}, 1250, 25, 24)},
    {"waterside", scenes::waterside, orbit({0, 0, 0}, 900, 350, 42)},
    {"haze", scenes::avenue, orbit({0, 300, 60}, 420, 3, 7)},
    {"splats", scenes::sheds, orbit({800, 800, 0}, 4200, 15, 35)},
    {"models", scenes::models, orbit({0, 0, 2}, 90, 335, 30)},
    {"coloured", scenes::coloured, orbit({0, 0, 25}, 600, 330, 35), Style::day, 225, 45, true, 640, 360},
    {"named", scenes::named, orbit({0, 0, 25}, 600, 330, 35), Style::day, 225, 45, true, 640, 360},
    {"named_paper", scenes::named, plan({0, 0}, 0, 720), Style::paper, 0, 45, true, 640, 360},
    {"section", scenes::crossing, orbit({0, 0, 25}, 560, 330, 30), Style::day, 225, 45, true, 480, 270,
     scene::SectionLine{{-150, -40}, {150, -40}}},
    {"section_night", scenes::hills, orbit({0, 0, 20}, 900, 340, 24), Style::night, 0, -20, true, 480, 270,
     scene::SectionLine{{-220, 20}, {220, -20}}},
    {"section_drawing", scenes::named, scene::square_on(kAcross, -12, 170, 2), Style::paper, 0, 45, true, 640, 320,
     kAcross},
};

class Picture : public GpuTest, public testing::WithParamInterface<PictureEntry> {};

scene::Overlay overlay_of(scene::Scene const& scene, scene::View const& view) {
    auto layout = scene::LabelLayout::create();
    EXPECT_TRUE(layout) << layout.error().message;
    return layout ? layout->lay_out(scene, view) : scene::Overlay{};
}

TEST_P(Picture, IsRight) {
    PictureEntry const& p = GetParam();
    show(p.district());
    scene::View view = view_of(scene(), p.camera, p.width, p.height, p.style);
    view.sun = sun_at(p.azimuth, p.altitude);
    if (p.section)
        view.section = scene::cut(p.district(), scene::seen_from(*p.section, view.camera), scene().city.building_id);
    auto const drawn = draw(view, p.names ? overlay_of(scene(), view) : scene::Overlay{});
    Judgement const j = judge(goldens(), p.name, drawn.image, gpu().device().driver);
    switch (j.verdict) {
        case Verdict::right: break;
        case Verdict::right_for_another_driver: std::printf("%s: near enough for another driver\n", p.name); break;
        case Verdict::wrong: ADD_FAILURE() << j.words; break;
        case Verdict::doubtful:
        case Verdict::updated: GTEST_SKIP() << j.words;
    }
}

INSTANTIATE_TEST_SUITE_P(Goldens, Picture, testing::ValuesIn(kPictures),
                         [](auto const& entry) { return std::string(entry.param.name); });

}  // namespace
