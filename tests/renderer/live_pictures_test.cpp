// Goldens of live layers: every kind, in every style.
#include <cstdio>
#include <ostream>

#include "scene/labels.h"
#include "tests/renderer/golden.h"
#include "tests/renderer/gpu_test.h"
#include "tests/renderer/live_inputs.h"
#include "tests/renderer/scenes.h"

namespace {

using scene::orbit;
using scene::plan;
using scene::Style;

struct LiveEntry {
    char const* name;
    scene::LiveInput (*input)();
    scene::Camera camera;
    Style style = Style::day;
    std::uint32_t width = 640, height = 360;
};
/// For test output.
void PrintTo(LiveEntry const& entry, std::ostream* out) { *out << entry.name; }

scene::LiveInput communities() { return live_inputs::communities(false); }
scene::LiveInput communities_at_night() { return live_inputs::communities(true); }
scene::LiveInput shares() { return live_inputs::shares(false); }
scene::LiveInput shares_at_night() { return live_inputs::shares(true); }
scene::LiveInput coloured_buildings() { return live_inputs::buildings(200); }

scene::Camera const kOblique = orbit({0, 0, 25}, 560, 330, 35);

LiveEntry const kLivePictures[] = {
    {"live_day", live_inputs::everything, kOblique, Style::day, 1280, 720},
    {"live_night", live_inputs::everything, kOblique, Style::night, 960, 540},
    {"live_paper", live_inputs::everything, kOblique, Style::paper, 960, 540},
    {"live_near", live_inputs::everything, orbit({20, 0, 5}, 190, 330, 30), Style::day, 800, 450},
    {"live_plan", live_inputs::everything, plan({0, 0}, 0, 440), Style::paper, 960, 540},
    {"live_areas", live_inputs::areas, kOblique},
    {"live_areas_night", live_inputs::areas, kOblique, Style::night},
    {"live_heat", live_inputs::heat, kOblique},
    {"live_heat_night", live_inputs::heat, kOblique, Style::night},
    {"live_heat_paper", live_inputs::heat, kOblique, Style::paper},
    {"live_columns", live_inputs::columns, kOblique},
    {"live_columns_night", live_inputs::columns, kOblique, Style::night},
    {"live_columns_paper", live_inputs::columns, kOblique, Style::paper},
    {"live_buildings", coloured_buildings, kOblique},
    {"live_communities", communities, plan({-100, 0}, 0, 440)},
    {"live_communities_night", communities_at_night, plan({-100, 0}, 0, 440), Style::night},
    {"live_communities_paper", communities, plan({-100, 0}, 0, 440), Style::paper},
    {"live_shares", shares, kOblique},
    {"live_shares_night", shares_at_night, kOblique, Style::night},
    {"live_shares_paper", shares, kOblique, Style::paper},
    {"live_videos", live_inputs::videos, orbit({0, -20, 5}, 330, 330, 48), Style::day, 960, 540},
    {"live_videos_night", live_inputs::videos, orbit({0, -20, 5}, 330, 330, 48), Style::night},
};

class LivePicture : public GpuTest, public testing::WithParamInterface<LiveEntry> {};

TEST_P(LivePicture, IsRight) {
    LiveEntry const& p = GetParam();
    show(scenes::crossing());
    scene::View view = view_of(scene(), p.camera, p.width, p.height, p.style);
    view.sun = sun_at(225, 45);
    scene::LiveScene const live = scene::LiveBuilder(p.input()).build(scene(), view);
    ASSERT_TRUE(gpu().set_live(live));
    auto layout = scene::LabelLayout::create();
    ASSERT_TRUE(layout) << layout.error().message;
    auto const drawn = draw(view, layout->lay_out(scene(), view, {}, &live));
    Judgement const j = judge(goldens(), p.name, drawn.image, gpu().device().driver);
    switch (j.verdict) {
        case Verdict::right: break;
        case Verdict::right_for_another_driver: std::printf("%s: near enough for another driver\n", p.name); break;
        case Verdict::wrong: ADD_FAILURE() << j.words; break;
        case Verdict::doubtful:
        case Verdict::updated: GTEST_SKIP() << j.words;
    }
}

INSTANTIATE_TEST_SUITE_P(Goldens, LivePicture, testing::ValuesIn(kLivePictures),
                         [](auto const& entry) { return std::string(entry.param.name); });

}  // namespace
