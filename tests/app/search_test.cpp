#include "app/search.h"

#include <gtest/gtest.h>

#include <array>

#include "tests/app/small_district.h"

namespace {

struct Found {
    std::vector<std::shared_ptr<app::SearchPart const>> parts;

    Found() {
        twin::District district = test::three_buildings();
        district.places.push_back({{"天河公园", "Tianhe Park"}, twin::PlaceKind::landmark, {}, 1, {}});
        district.places.push_back({{"体育西路", "Tiyu West Road"}, twin::PlaceKind::road, {}, 1, {}});
        twin::NamedView view;
        view.id = "river";
        view.name = {"江景", "By the river"};
        district.views.push_back(view);
        parts.push_back(app::SearchPart::of_district(district));
        std::vector<ui::Bookmark> const marks{{"晚高峰路口", "plan"}};
        parts.push_back(app::SearchPart::of_bookmarks(marks));
        ui::Facts facts;
        ui::TicketRow ticket;
        ticket.ticket.id = "GD20261122001";
        ticket.ticket.title = "占道经营扰民";
        ticket.ticket.class_path = "城市管理>市容环境>占道经营";
        ticket.ticket.where.address = "天河路208号";
        ticket.ticket.department = "天河区城市管理局";
        facts.hotline.tickets.push_back(ticket);
        ui::CameraRow camera;
        camera.camera.id = "CAM-0042";
        camera.camera.name = "番禺路口东";
        facts.events.cameras.push_back(camera);
        parts.push_back(app::SearchPart::of_facts(facts));
    }
    std::vector<std::string> titles(std::string const& query) const {
        std::vector<std::string> out;
        for (ui::SearchHit const& hit : app::search(parts, query)) out.push_back(hit.title);
        return out;
    }
    std::string first(std::string const& query) const {
        auto const all = titles(query);
        return all.empty() ? "nothing" : all.front();
    }
};

TEST(Pinyin, OneSyllableACharacter) {
    app::PinyinReader reader;
    app::Pinyin const p = reader.read("天河路208号");
    EXPECT_EQ(p.joined, "tianhelu208hao");
    EXPECT_EQ(p.initials, "thl208h");
    EXPECT_EQ(p.starts, (std::vector<std::uint32_t>{0, 4, 6, 8, 11}));
    EXPECT_EQ(reader.read("番禺重庆").joined, "panyuchongqing");
    EXPECT_EQ(reader.read("𠮷").starts.size(), 1U);
}

TEST(Search, ByChinesePinyinInitialsEnglishAndId) {
    Found const f;
    EXPECT_EQ(f.first("天河城"), "天河城");
    EXPECT_EQ(f.first("tianhecheng"), "天河城");
    EXPECT_EQ(f.first("thc"), "天河城");
    EXPECT_EQ(f.first("harbour"), "Harbour Hall");
    EXPECT_EQ(f.first("hall"), "Harbour Hall");
    EXPECT_EQ(f.first("b-2"), "重庆路5号");
    EXPECT_EQ(f.first("tianhe park"), "天河公园");
    EXPECT_EQ(f.first("GD20261122001"), "占道经营扰民");
    EXPECT_EQ(f.first("2001"), "占道经营扰民");
    EXPECT_EQ(f.first("cam-0042"), "番禺路口东");
    EXPECT_EQ(f.first("panyu"), "番禺路口东");
    EXPECT_EQ(f.first("chongqinglu"), "重庆路5号");
}

TEST(Search, ViewsAndBookmarksAndEnglish) {
    Found const f;
    for (char const* const words : {"江景", "jiangjing", "jj", "river"}) EXPECT_EQ(f.first(words), "江景") << words;
    EXPECT_EQ(f.first("wangaofeng"), "晚高峰路口");
    auto const hits = app::search(f.parts, "river", 50, false);
    ASSERT_FALSE(hits.empty());
    EXPECT_EQ(hits[0].title, "By the river");
    EXPECT_EQ(hits[0].subject.kind, ui::SubjectKind::view);
    EXPECT_EQ(hits[0].subject.id, "river");
}

TEST(Search, ByAddressAndOtherAttributes) {
    Found const f;
    EXPECT_EQ(f.titles("天河路208号"), (std::vector<std::string>{"天河城", "占道经营扰民"}));
    EXPECT_EQ(f.first("城市管理局"), "占道经营扰民");
    EXPECT_EQ(f.titles("007").size(), 2U);
}

TEST(Search, AllWordsMustMatch) {
    Found const f;
    EXPECT_EQ(f.titles("天河 占道"), std::vector<std::string>{"占道经营扰民"});
    EXPECT_TRUE(f.titles("天河 harbour").empty());
    EXPECT_EQ(f.first("Ｈarbour　ｈall"), "Harbour Hall") << "full-width letters and spaces";
}

TEST(Search, BeginningsBeforeInsidesAndPlacesBeforeReports) {
    Found const f;
    auto const tianhe = f.titles("天河");
    ASSERT_EQ(tianhe.size(), 3U);
    EXPECT_EQ(tianhe[0], "天河公园");
    EXPECT_EQ(tianhe[1], "天河城");
    EXPECT_EQ(f.first("体育西路"), "体育西路") << "the road itself before a building on it";
}

TEST(Search, ABuildingBeforeTheNameWrittenOverIt) {
    twin::District district = test::three_buildings();
    district.places.push_back({{"天河城", ""}, twin::PlaceKind::landmark, {}, 1, {}});
    std::vector<std::shared_ptr<app::SearchPart const>> const parts{app::SearchPart::of_district(district)};
    auto const hits = app::search(parts, "thc");
    ASSERT_EQ(hits.size(), 2U);
    EXPECT_EQ(hits[0].subject.kind, ui::SubjectKind::building);
    EXPECT_EQ(hits[1].subject.kind, ui::SubjectKind::place);
}

/// One around each of the first two buildings.
void add_communities(twin::District& district) {
    twin::SourceLayer layer;
    layer.role = "boundaries";
    layer.columns = {test::text_column("zh", {"员村社区", "棠下社区"}),
                     test::text_column("en", {"Yuancun", "Tangxia"})};
    layer.name_fields = {"zh", "en"};
    twin::GroundLayer ground;
    ground.layer = static_cast<std::uint16_t>(district.layers.size());
    for (std::uint32_t row = 0; row < 2; ++row) {
        double const x = 100.0 * row - 30;
        for (base::Vec2d const p : {base::Vec2d{x, -50}, {x + 80, -50}, {x + 80, 50}, {x, 50}, {x, -50}})
            ground.lines.points.push_back(p);
        ground.lines.line_begin.push_back(static_cast<std::uint32_t>(ground.lines.points.size()));
        ground.lines.row.push_back(row);
    }
    district.layers.push_back(std::move(layer));
    district.ground.push_back(std::move(ground));
}

TEST(Search, BuildingsOfOneNameAreToldApartByWhereTheyStand) {
    twin::District district = test::three_buildings();
    district.layers[0].columns[1] = test::text_column("mc", {"幸福小区", "幸福小区", "天河城"});
    add_communities(district);
    std::array const parts{app::SearchPart::of_district(district)};
    auto const details = [&](std::string const& query, bool chinese) {
        std::vector<std::string> out;
        for (ui::SearchHit const& hit : app::search(parts, query, 50, chinese))
            if (hit.subject.kind == ui::SubjectKind::building) out.push_back(hit.detail);
        return out;
    };
    EXPECT_EQ(details("幸福小区", true),
              (std::vector<std::string>{"员村社区 · 天河路208号 · B-1", "棠下社区 · 重庆路5号 · B-2"}));
    EXPECT_EQ(details("幸福小区", false).front(), "Yuancun · 天河路208号 · B-1");
    EXPECT_EQ(details("天河城", true), (std::vector<std::string>{"体育西路1号 · B-3"})) << "the only one of its name";
}

TEST(Search, HalfASyllableInsideIsNoMatch) {
    Found const f;
    EXPECT_TRUE(f.titles("an").empty()) << "of tian";
    EXPECT_FALSE(f.titles("he").empty()) << "of tian-he";
}

TEST(Search, NothingToFind) {
    Found const f;
    EXPECT_TRUE(f.titles("").empty());
    EXPECT_TRUE(f.titles("   ").empty());
    EXPECT_TRUE(f.titles("不存在的东西").empty());
    std::array<std::shared_ptr<app::SearchPart const>, 2> const none{};
    EXPECT_TRUE(app::search(none, "a").empty());
    EXPECT_EQ(app::search(f.parts, "t", 3).size(), 3U);
    EXPECT_EQ(app::search(f.parts, "b-", 6).size(), 2U) << "of one kind a third at most";
}

}  // namespace
