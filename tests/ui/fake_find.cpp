// What finding, choosing and measuring show, made up: a few blocks, a selection, an area that was measured.
#include "scene/camera.h"
#include "tests/ui/fake.h"

namespace ui_tests {
namespace {

void add_block(twin::District& district, double x, double y, float height) {
    twin::Buildings& b = district.buildings;
    for (base::Vec2d const p :
         {base::Vec2d{x, y}, base::Vec2d{x + 30, y}, base::Vec2d{x + 30, y + 20}, base::Vec2d{x, y + 20}})
        b.footprints.points.push_back(p);
    b.footprints.ring_begin.push_back(static_cast<std::uint32_t>(b.footprints.points.size()));
    b.footprints.polygon_begin.push_back(static_cast<std::uint32_t>(b.footprints.ring_begin.size() - 1));
    b.footprints.row.push_back(static_cast<std::uint32_t>(b.size()));
    b.base_z.push_back(0);
    b.height.push_back(height);
}

void add_layer(Fake& fake, char const* title, twin::GroundClass kind, std::size_t count) {
    twin::GroundLayer& layer = fake.district.ground.emplace_back();
    layer.title = title;
    layer.areas.row.resize(count);
    layer.area_class.assign(count, kind);
    fake.settings.layers.push_back({std::string("ground/") + title, true, 1});
}

void add_layers(Fake& fake) {
    add_layer(fake, "街区", twin::GroundClass::block, 325);
    add_layer(fake, "绿地", twin::GroundClass::green, 432);
    add_layer(fake, "水系", twin::GroundClass::water, 24);
    fake.settings.layers[1].opacity = 0.6F;
    for (char const* const id : {"buildings", "labels", "live/tickets", "live/events", "live/cameras"})
        fake.settings.layers.push_back({id, true, 1});
    for (int i = 0; i < 12; ++i) add_block(fake.district, i % 4 * 60, i / 4 * 50, 12.0F + 6.0F * static_cast<float>(i));
    fake.style.attributes = {{"height", {"高度", "Height"}, "m", true}, {"use", {"用途", "Use"}, "", false}};
    fake.style.ramps = {{"blue", {0xd3f1ff, 0x6fb9f0, 0x1f6fc0, 0x2b3f6b}}, {"orange", {0xffe7b8, 0xf2a03c, 0xb2561a}}};
    fake.style.legend = {"高度 (m)", {{"< 30", 0xd3f1ff}, {"30 – 60", 0x6fb9f0}, {"≥ 60", 0x1f6fc0}}};
    fake.style.buildings = 12;
    fake.style.shown = 7;
    fake.settings.colouring.attribute = "height";
    fake.settings.filter = "高度 > 40";
    fake.settings.bookmarks = {{"市民广场", "orbit:0,0,0,500,0,30"}};
    fake.district.views = {{"overview", {"全景", "Overview"}, "orbit:0,0,0,900,0,40", "day", "", {}}};
}

void add_selection(Fake& fake) {
    ui::Selection& s = fake.selection;
    s.subject = {ui::SubjectKind::building, 5, {}, base::Vec3d{75, 60, 0}};
    s.title = "浏阳河畔 𠮷祥大厦";
    s.subtitle = "办公 · B-000005";
    s.attributes = {
        {"高度", "42.0 m", "由层数推算"}, {"来源字段", "", ""}, {"structure", "reinforced_concrete", "a.gpkg"}};
    ui::Selection::Related& camera = s.related.emplace_back();
    camera.subject.kind = ui::SubjectKind::camera;
    camera.subject.id = "C-1";
    camera.text = "南门球机";
    camera.why = "可看到此处，45 m";
    s.set = {s.subject, {ui::SubjectKind::building, 6, {}, {}}};
    s.sums = {{"建筑", "2"}, {"建筑面积", "12,400 m²"}};
    s.columns = {"类型", "名称", "高度 m"};
    s.rows = {{"建筑", "𠮷祥大厦", "42.0"}, {"建筑", "", "48.0"}};
}

}  // namespace

void fake_find(Fake& fake) {
    add_layers(fake);
    add_selection(fake);
    fake.stage.camera = scene::orbit({100, 60, 0}, 420, 30, 40);
    fake.stage.map = {-300, -300, 500, 500};
    fake.measured.tool = ui::Tool::area;
    fake.measured.points = {{-10, -10, 0}, {100, -10, 0}, {100, 80, 0}};
    fake.measured.lines = {{{-10, -10, 0}, {100, -10, 0}, {100, 80, 0}, {-10, -10, 0}}};
    fake.measured.results = {{"水平面积", "4,950 m²", "投影到水平面"}};
    fake.search = [](std::string const& query) -> std::vector<ui::SearchHit> {
        if (query.empty()) return {};
        return {{{ui::SubjectKind::place, 0, {}, base::Vec3d{}}, "天河路", "Tianhe Road"},
                {{ui::SubjectKind::building, 5, {}, base::Vec3d{}}, "𠮷祥大厦", "B-000005"}};
    };
}

}  // namespace ui_tests
