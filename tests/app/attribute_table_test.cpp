#include "app/attribute_table.h"

#include <gtest/gtest.h>

#include "app/attribute_table_sql.h"
#include "tests/app/small_district.h"

namespace {

struct Table {
    twin::District district = test::three_buildings();
    app::AttributeTable table{district};
    base::Progress quiet;

    std::vector<std::uint8_t> shown(std::string const& expression) {
        app::Filtered const f = table.filter(expression, quiet);
        EXPECT_TRUE(f.good()) << expression << ": " << f.problem.en;
        return f.shown;
    }
    twin::Name problem(std::string const& expression) { return table.filter(expression, quiet).problem; }
};
using Mask = std::vector<std::uint8_t>;

TEST(AttributeTable, HasItsOwnColumnsAndThoseOfTheSources) {
    Table t;
    int const height = t.table.find("HEIGHT"), year = t.table.find("year");
    ASSERT_GE(height, 0);
    ASSERT_GE(year, 0);
    EXPECT_EQ(t.table.find("高度"), height);
    EXPECT_EQ(t.table.number(static_cast<std::size_t>(height), 2), 90);
    EXPECT_EQ(t.table.text(static_cast<std::size_t>(t.table.find("floor_area")), 0, true), "4000");
    EXPECT_EQ(t.table.columns()[static_cast<std::size_t>(year)].from, "houses.gpkg, year");
    EXPECT_TRUE(t.table.columns()[static_cast<std::size_t>(t.table.find("floors"))].number);
    EXPECT_FALSE(t.table.columns()[static_cast<std::size_t>(t.table.find("zone"))].number) << "007 is no number";
}

TEST(AttributeTable, FiltersByExpression) {
    Table t;
    EXPECT_EQ(t.shown(""), (Mask{1, 1, 1}));
    EXPECT_EQ(t.shown("height > 50"), (Mask{0, 1, 1}));
    EXPECT_EQ(t.shown("height > 50 AND use = '住宅'"), (Mask{0, 0, 1}));
    EXPECT_EQ(t.shown("use = 'residential'"), (Mask{1, 0, 1}));
    EXPECT_EQ(t.shown("use IN ('办公', '学校')"), (Mask{0, 1, 0}));
    EXPECT_EQ(t.shown("高度 > 50 AND 用途 = '住宅'"), (Mask{0, 0, 1}));
    EXPECT_EQ(t.shown("floors > 9 and floors < 20"), (Mask{1, 1, 0}));
    EXPECT_EQ(t.shown("zone = '007'"), (Mask{1, 0, 1}));
    EXPECT_EQ(t.shown("year IS NULL"), (Mask{0, 0, 1}));
    EXPECT_EQ(t.shown("addr LIKE '%天河%'"), (Mask{1, 0, 0}));
}

TEST(AttributeTable, TakesSignsOfAChineseKeyboard) {
    Table t;
    EXPECT_EQ(app::plain_signs("高度＞50 AND 用途＝‘住宅（甲）’"), "高度>50 AND 用途='住宅（甲）'");
    EXPECT_EQ(t.shown("（高度≥60） AND 用途＝“住宅”"), (Mask{0, 0, 1}));
}

TEST(AttributeTable, SaysWhatIsWrongInBothLanguages) {
    Table t;
    EXPECT_EQ(t.problem("heigth > 5").en.substr(0, 60), "There is no attribute 'heigth'; did you mean 'height'?; ther");
    EXPECT_NE(t.problem("heigth > 5").zh.find("没有属性“heigth”"), std::string::npos);
    EXPECT_NE(t.problem("use = \"住宅\"").zh.find("单引号"), std::string::npos);
    EXPECT_NE(t.problem("use = residential").zh.find("单引号"), std::string::npos);
    EXPECT_EQ(t.problem("heigth > 5").zh.find(","), std::string::npos) << t.problem("heigth > 5").zh;
    EXPECT_EQ(t.problem("height >").zh, "表达式不完整，或括号不成对");
    EXPECT_EQ(t.problem("(height > 5").en, "A bracket is left open");
    EXPECT_EQ(t.problem("height > 5)").en, "There is a closing bracket too many");
    EXPECT_EQ(t.problem("name = 'x").zh, "引号不成对");
    EXPECT_EQ(t.problem("nosuch(height)").en, "There is no function 'nosuch'");
    EXPECT_TRUE(t.table.filter("height > 5", t.quiet).good()) << "a wrong one leaves the next alone";
}

TEST(AttributeTable, AFilterOnlyReads) {
    Table t;
    EXPECT_EQ(t.problem("1; DROP TABLE b").en, "A filter has no semicolons");
    EXPECT_FALSE(t.table.filter("load_extension('x')", t.quiet).good());
    EXPECT_EQ(t.shown("height > 0"), (Mask{1, 1, 1}));
}

TEST(AttributeTable, CanBeStopped) {
    struct Stopped : base::Progress {
        bool cancelled() const override { return true; }
    } stopped;
    Table t;
    EXPECT_FALSE(t.table.filter("height > 5", stopped).good());
    EXPECT_EQ(t.shown("height > 50"), (Mask{0, 1, 1})) << "and asked again";
}

}  // namespace
