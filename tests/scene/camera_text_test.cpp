#include "scene/camera_text.h"

#include <gtest/gtest.h>

#include <cmath>

namespace {

scene::CameraContext context() {
    scene::CameraContext c;
    c.all = {{-500, -400, 500, 400}, 0, 100};
    c.aspect = 2;
    c.to_local = [](double lon, double lat) -> std::optional<base::Vec2d> {
        if (lat > 80) return {};
        return base::Vec2d{(lon - 114) * 1000, (lat - 22) * 1000};
    };
    c.building = [](std::string const& id) -> std::optional<scene::Box> {
        if (id != "B-1") return {};
        return scene::Box{{10, 10, 30, 30}, 0, 60};
    };
    c.ground = [](base::Vec2d) { return 7.0; };
    return c;
}

scene::Camera good(char const* text) {
    auto const camera = scene::parse_camera(text, context());
    EXPECT_TRUE(camera) << (camera ? "" : camera.error().message);
    return camera ? *camera : scene::Camera{};
}

TEST(CameraText, Orbit) {
    scene::Camera const camera = good("orbit:1,2,30,3200,335,38");
    EXPECT_EQ(camera.target, (base::Vec3d{1, 2, 30}));
    EXPECT_NEAR(length(camera.eye - camera.target), 3200, 1e-9);
    EXPECT_GT(camera.eye.z, 30);
}

TEST(CameraText, OrbitInDegrees) {
    scene::Camera const camera = good("orbit:114.1d,22.2d,30,3200,335,38");
    EXPECT_NEAR(camera.target.x, 100, 1e-6);
    EXPECT_NEAR(camera.target.y, 200, 1e-6);
}

TEST(CameraText, Look) {
    scene::Camera const camera = good("look: 0, -100, 50, 0, 0, 1.5e1");
    EXPECT_EQ(camera.eye, (base::Vec3d{0, -100, 50}));
    EXPECT_EQ(camera.target, (base::Vec3d{0, 0, 15}));
    EXPECT_EQ(good("look:0,0,100,0,0,0").up, (base::Vec3d{0, 1, 0}));
}

TEST(CameraText, Plan) {
    scene::Camera const whole = good("plan");
    EXPECT_NEAR(whole.ortho_height, 800 * 1.04, 1e-9);
    EXPECT_EQ(whole.target.z, 7);
    scene::Camera const part = good("plan:10,20,300");
    EXPECT_EQ(part.ortho_height, 300);
    EXPECT_EQ(part.target.x, 10);
}

TEST(CameraText, Fit) {
    for (char const* text : {"fit", "fit:10,45", "fit:extent=-100,-100,100,100", "fit:building=B-1"}) {
        scene::Camera const camera = good(text);
        auto const p = scene::project(camera, {20, 20, 0}, 200, 100);
        EXPECT_GT(p.depth, 0) << text;
        EXPECT_GT(p.pixel.x, 0) << text;
        EXPECT_LT(p.pixel.x, 200) << text;
    }
    scene::Camera const turned = good("fit:90,0");
    EXPECT_NEAR(turned.target.y, turned.eye.y, 1e-6);
    EXPECT_LT(turned.eye.x, -500);
    EXPECT_LT(length(good("fit:building=B-1").eye), 500);
}

TEST(CameraText, GivesTheSameCameraAgain) {
    for (char const* const text :
         {"look:1.000,-2.500,3.000,4.000,5.000,6.000", "plan:4.000,5.000,250.000",
          "look:1.000,-2.500,3.000,4.000,5.000,6.000,50.000", "plan:4.000,5.000,250.000,30.000",
          "look:1.000,2.000,300.000,1.000,2.000,0.000,35.000,-90.000"})
        EXPECT_EQ(scene::camera_text(good(text)), text);
}

TEST(CameraText, SetsPlanes) { EXPECT_GT(good("fit").far_plane, 1000); }

struct Bad {
    char const* text;
    char const* says;
};

TEST(CameraText, ErrorsTeach) {
    for (Bad const bad : {Bad{"", "starts with none of"},
                          {"orbital:1,2", "starts with none of"},
                          {"orbit:1,2,3", "has 3 numbers, but orbit:X,Y,Z,DISTANCE,HEADING,PITCH has 6"},
                          {"orbit:1,2,3,4,5,six", "six is not a number"},
                          {"orbit:1,2,3,4,5,nan", "nan is not a number"},
                          {"orbit:1,2,3,0,5,6", "distance must be 0.1 to"},
                          {"orbit:1,2,3,10,5,91", "pitch must be"},
                          {"orbit:114d,22,3,10,5,30", "lacks its `d`"},
                          {"orbit:114d,85d,3,10,5,30", "cannot be brought"},
                          {"look:1,2,3,1,2,3", "same place"},
                          {"plan:1,2", "has 2 numbers, but plan:X,Y,HEIGHT[,HEADING] has 3 to 4"},
                          {"plan:1,2,-5", "must be 0.1 to 10,000,000 metres"},
                          {"fit:1,91", "pitch must be 0 to 90"},
                          {"fit:building=B-2", "no building with the id 'B-2'"},
                          {"fit:extent=1,2,3", "fit:extent=X0,Y0,X1,Y1 has 4"},
                          {"fit:extent=0,0,1e300,1", "1e300 is further than 10,000 km away"},
                          {"fit:extent=5,6,5,6", "corners are the same place"},
                          {"fit:extent=114d,22d,200d,23d", "no longitude and latitude"},
                          {"fit:1e9,30", "heading must be -360 to 360"},
                          {"plan:0,-1e8,300", "-1e8 is further than 10,000 km away"},
                          {"plan:0,0,1e12", "top of the picture must be 0.1 to 10,000,000 metres"},
                          {"plan:0,0,1e-12", "top of the picture must be 0.1 to 10,000,000 metres"},
                          {"orbit:0,0,0,1e20,0,30", "distance must be 0.1 to 10,000,000 metres"},
                          {"orbit:0,0,1e20,100,0,30", "1e20 is further than 10,000 km away"},
                          {"orbit:0,0,0,100,361,30", "heading must be -360 to 360"},
                          {"orbit:0,0,0,100d,0,30", "`d` belongs to longitude and latitude"},
                          {"look:0,0,1e9,0,0,0", "1e9 is further than 10,000 km away"}}) {
        auto const camera = scene::parse_camera(bad.text, context());
        ASSERT_FALSE(camera) << bad.text;
        EXPECT_NE(camera.error().message.find(bad.says), std::string::npos) << camera.error().message;
        EXPECT_EQ(camera.error().kind, base::ErrorKind::usage);
    }
}

}  // namespace
