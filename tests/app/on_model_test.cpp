#include "app/on_model.h"

#include <gtest/gtest.h>

#include <memory>

namespace {

struct Laid {
    ui::EventFacts facts;
    scene::PanelImage picture{100, 1, nullptr};

    Laid() {
        auto pixels = std::make_shared<base::Image>();
        pixels->width = 160;
        pixels->height = 90;
        picture.pixels = pixels;
        ui::CameraRow& row = facts.cameras.emplace_back();
        row.camera.id = "CAM";
        row.camera.pose = twin::CameraPose{30, -10, 60, 6, 200};
        row.at = base::Vec3d{10, 20, 6};
    }
    std::vector<scene::Projected> of(std::string const& camera, bool live) const {
        return app::on_the_model(camera, picture, facts, live);
    }
};

TEST(OnTheModel, APictureLiesThereOnlyWhileTimeIsLive) {
    Laid const laid;
    auto const there = laid.of("CAM", true);
    ASSERT_EQ(there.size(), 1U);
    EXPECT_EQ(there[0].eye, (base::Vec3d{10, 20, 6}));
    EXPECT_EQ(there[0].pitch, 10);
    EXPECT_NEAR(there[0].fov_y, 36.0, 0.1);  // 60 degrees across, 16:9
    EXPECT_TRUE(laid.of("CAM", false).empty());
}

TEST(OnTheModel, NothingLiesThereOfACameraThatShowsNothing) {
    Laid laid;
    EXPECT_TRUE(laid.of("", true).empty());
    EXPECT_TRUE(laid.of("another", true).empty());
    laid.facts.cameras[0].camera.status = twin::DeviceStatus::offline;
    EXPECT_TRUE(laid.of("CAM", true).empty());
    laid.facts.cameras[0].camera.status = twin::DeviceStatus::online;
    laid.picture.pixels.reset();
    EXPECT_TRUE(laid.of("CAM", true).empty());
}

}  // namespace
