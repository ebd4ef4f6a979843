#include "ui/layout.h"

#include <gtest/gtest.h>

#include "ui/over.h"

namespace {

using base::Extent;

struct Size {
    std::uint32_t width, height;
};
constexpr Size kScreens[] = {{1280, 720}, {1366, 768}, {1600, 900}, {1920, 1080}, {2560, 1440}};

void expect_apart(std::vector<Extent> const& boxes) {
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        for (std::size_t k = i + 1; k < boxes.size(); ++k) {
            if (boxes[i].empty() || boxes[k].empty()) continue;
            // Neighbours share an edge, and nothing more.
            EXPECT_FALSE(boxes[i].grown(-0.5).overlaps(boxes[k].grown(-0.5))) << i << " and " << k;
        }
    }
}

TEST(DeskLayout, LeavesHalfToTheDistrictAndFillsTheWindow) {
    for (Size const size : kScreens) {
        for (double const scale : {1.0, 1.25, 2.0}) {
            SCOPED_TRACE(std::to_string(size.width) + " at " + std::to_string(scale));
            ui::DeskLayout const lay = ui::desk_layout(size.width, size.height, scale, {});
            EXPECT_GE(lay.district.width() + 1, size.width / 2.0);
            EXPECT_GE(lay.district.height() + 1, size.height / 2.0);
            std::vector<Extent> const all{lay.rail,   lay.left, lay.right,   lay.timeline,
                                          lay.status, lay.kpi,  lay.district};
            expect_apart(all);
            double area = 0;
            for (Extent const& box : all) area += box.width() * box.height();
            EXPECT_NEAR(area, double(size.width) * size.height, 1);
        }
    }
}

TEST(DeskLayout, GivesWayAtTheLeftFirst) {
    ui::DeskLayout const wide = ui::desk_layout(1920, 1080, 1, {});
    EXPECT_EQ(wide.left.width(), 300);
    EXPECT_EQ(wide.right.width(), 360);
    ui::DeskLayout const narrow = ui::desk_layout(1280, 720, 1, {});
    EXPECT_EQ(narrow.left.width(), 236);
    EXPECT_EQ(narrow.right.width(), 360);
    ui::DeskLayout const small = ui::desk_layout(800, 600, 1, {});
    EXPECT_TRUE(small.left.empty());
    EXPECT_EQ(small.right.width(), 356);
}

TEST(DeskLayout, GivesClosedPanelsRoomToTheDistrict) {
    ui::Settings settings;
    settings.left_open = settings.right_open = settings.timeline_open = false;
    ui::DeskLayout const lay = ui::desk_layout(1600, 900, 1, settings);
    EXPECT_TRUE(lay.left.empty() && lay.right.empty() && lay.timeline.empty());
    EXPECT_EQ(lay.district.width(), 1600 - 44);
    EXPECT_EQ(lay.district.height(), 900 - 24 - 80);
}

TEST(Layouts, WithoutFeedsTheDistrictHasTheirRoom) {
    ui::DeskLayout const desk = ui::desk_layout(1920, 1080, 1, {}, false);
    EXPECT_TRUE(desk.kpi.empty() && desk.timeline.empty());
    EXPECT_EQ(desk.district.height(), 1080 - 24);
    ui::WallLayout const wall = ui::wall_layout(1920, 1080, 1, {}, false);
    EXPECT_TRUE(wall.cards.empty() && wall.columns.empty() && wall.ticker.empty());
    EXPECT_EQ(wall.district, (base::Extent{0, 72, 1920, 1080}));
}

TEST(Layouts, TheSmallMapLiesInTheCornerWhereThereIsRoom) {
    EXPECT_EQ(ui::small_map({300, 80, 1560, 944}, 1), (base::Extent{1393, 93, 1547, 247}));
    EXPECT_TRUE(ui::small_map({0, 0, 590, 900}, 1).empty());
    EXPECT_TRUE(ui::small_map({0, 0, 900, 440}, 1).empty());
}

TEST(WallLayout, HasAColumnASideOnOneScreenAndMoreOnWiderWalls) {
    EXPECT_EQ(ui::wall_layout(1920, 1080, 1).columns.size(), 2u);
    EXPECT_EQ(ui::wall_layout(3840, 1080, 1).columns.size(), 4u);
    EXPECT_EQ(ui::wall_layout(5760, 1080, 1).columns.size(), 6u);
    // The same wall with more pixels is laid out alike.
    EXPECT_EQ(ui::wall_layout(7680, 2160, 2).columns.size(), ui::wall_layout(3840, 1080, 1).columns.size());
}

TEST(WallLayout, KeepsTheMiddleForTheDistrictSixTenthsOfOneScreenAndHalfOfWiderOnes) {
    for (Size const size : {Size{1920, 1080}, Size{3840, 1080}, Size{5760, 1080}}) {
        ui::WallLayout const lay = ui::wall_layout(size.width, size.height, 1);
        double const side = size.width > 1920 ? 0.26 : 0.2;
        EXPECT_LE(lay.district.min_x, size.width * side + 17);
        EXPECT_GE(lay.district.max_x, size.width * (1 - side) - 17);
        for (Extent const& column : lay.columns) EXPECT_LE(column.width(), 481);
        EXPECT_EQ(lay.cards.size(), lay.columns.size() * 3);
        std::vector<Extent> all = lay.cards;
        all.insert(all.end(), {lay.title, lay.ticker});
        expect_apart(all);
        EXPECT_TRUE(lay.district.contains({lay.alarm.min_x, lay.alarm.min_y}));
        EXPECT_TRUE(lay.district.contains({lay.alarm.max_x, lay.alarm.max_y}));
        EXPECT_GE(lay.alarm.min_x, lay.district.min_x + 240) << "over the date in the district's corner";
    }
}

TEST(WallLayout, LetsNoCardCrossASeam) {
    std::vector<double> const seams{300, 1920, 3840, 5500};
    ui::WallLayout const lay = ui::wall_layout(5760, 1080, 1, seams);
    std::vector<Extent> boxes = lay.cards;
    boxes.push_back(lay.alarm);
    for (Extent const& box : boxes) {
        for (double const seam : seams)
            EXPECT_FALSE(seam > box.min_x + 1 && seam < box.max_x - 1) << box.min_x << " to " << box.max_x;
    }
}

TEST(Scale, MakesTextAsLargeAsItsReadersNeed) {
    // DOMAIN 13: at P1.25 and 10 m, 32 pixels.
    ui::Scale const scale = ui::Scale::for_wall(3840, 2160, 10, 1.25);
    EXPECT_EQ(scale.least_text, 32);
    EXPECT_GE(12 * scale.factor, 32);
    EXPECT_EQ(ui::Scale::for_wall(3840, 2160, 0, 0).factor, 2);
    EXPECT_EQ(ui::Scale::for_wall(3840, 2160, 0, 0).least_text, 0);
}

TEST(Hint, LiesClearOfTheSmallMapAndOfTheMoment) {
    for (double const scale : {1.0, 1.5}) {
        for (double width = 596; width <= 1700; width += 52) {
            Extent const picture{344, 80, 344 + width * scale, 80 + 620 * scale};
            Extent const moment{picture.min_x + 24, 104, picture.min_x + 24 + 210 * scale, 104 + 40 * scale};
            Extent const legend{picture.min_x + 24, 400, picture.min_x + 306, picture.max_y - 24};
            Extent const map = ui::small_map(picture, scale);
            ASSERT_FALSE(map.empty());
            Extent const room = ui::hint_room(picture, {moment, legend}, true, scale);
            EXPECT_GE(room.width(), 360 * scale) << width;
            for (Extent const& other : {moment, legend, map}) EXPECT_FALSE(room.overlaps(other)) << width;
            EXPECT_GE(room.min_x, picture.min_x) << width;
            EXPECT_LE(room.max_x, picture.max_x) << width;
        }
    }
}

}  // namespace
