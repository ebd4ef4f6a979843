#include "sample/names.h"

#include <array>
#include <cstddef>

#include "sample/random.h"

namespace sample {

namespace {

struct Word {
    char const* zh;
    char const* en;
};

constexpr std::array<Word, kCellsAcross> kColumnNames{{{"望岭路", "Wangling Road"},
                                                       {"青梧路", "Qingwu Road"},
                                                       {"凤鸣大道", "Fengming Avenue"},
                                                       {"竹溪路", "Zhuxi Road"},
                                                       {"明湖路", "Minghu Road"},
                                                       {"中轴大道", "Central Axis Avenue"},
                                                       {"金穗路", "Jinsui Road"},
                                                       {"站前大道", "Zhanqian Avenue"},
                                                       {"铁新路", "Tiexin Road"},
                                                       {"东环快速路", "East Ring Expressway"}}};
constexpr std::array<Word, kCellsUp> kRowNames{{{"南屏路", "Nanping Road"},
                                                {"和顺路", "Heshun Road"},
                                                {"龙潭大道", "Longtan Avenue"},
                                                {"滨河路", "Binhe Road"},
                                                {"星河路", "Xinghe Road"},
                                                {"创新大道", "Innovation Avenue"},
                                                {"北岭路", "Beiling Road"},
                                                {"云栖路", "Yunqi Road"}}};

constexpr std::array<Word, 32> kFirst{
    {{"桂", "Gui"},  {"榕", "Rong"}, {"兰", "Lan"},  {"松", "Song"}, {"荔", "Li"},    {"莲", "Lian"}, {"翠", "Cui"},
     {"锦", "Jin"},  {"和", "He"},   {"康", "Kang"}, {"瑞", "Rui"},  {"文", "Wen"},   {"景", "Jing"}, {"嘉", "Jia"},
     {"福", "Fu"},   {"安", "An"},   {"宝", "Bao"},  {"怡", "Yi"},   {"雅", "Ya"},    {"华", "Hua"},  {"明", "Ming"},
     {"清", "Qing"}, {"秀", "Xiu"},  {"丰", "Feng"}, {"泰", "Tai"},  {"祥", "Xiang"}, {"永", "Yong"}, {"东", "Dong"},
     {"南", "Nan"},  {"梅", "Mei"},  {"枫", "Feng"}, {"银", "Yin"}}};
constexpr std::array<Word, 16> kSecond{{{"园", "yuan"},
                                        {"苑", "yuan"},
                                        {"湖", "hu"},
                                        {"山", "shan"},
                                        {"城", "cheng"},
                                        {"庭", "ting"},
                                        {"湾", "wan"},
                                        {"谷", "gu"},
                                        {"坪", "ping"},
                                        {"田", "tian"},
                                        {"林", "lin"},
                                        {"泉", "quan"},
                                        {"岭", "ling"},
                                        {"江", "jiang"},
                                        {"新", "xin"},
                                        {"民", "min"}}};

Name compound(std::uint64_t seed, char const* zh_end, char const* en_end) {
    Random random(seed);
    Word const a = kFirst[static_cast<std::size_t>(random.whole(0, 31))];
    Word const b = kSecond[static_cast<std::size_t>(random.whole(0, 15))];
    return {std::string(a.zh) + b.zh + zh_end, std::string(a.en) + b.en + en_end};
}

Name of(Word word) { return {word.zh, word.en}; }

}  // namespace

Name district_name() { return {"示范区", "Sample District"}; }

Name column_name(Plan const& plan, int column) {
    if (column >= 0 && column < kCellsAcross) return of(kColumnNames[static_cast<std::size_t>(column)]);
    if (column == kCellsAcross) return {"东岭路", "Dongling Road"};
    return compound(seed_of(plan.seed(), column, 'C'), "路", " Road");
}

Name row_name(Plan const& plan, int row) {
    if (row >= 0 && row < kCellsUp) return of(kRowNames[static_cast<std::size_t>(row)]);
    if (row == kCellsUp) return {"望北路", "Wangbei Road"};
    return compound(seed_of(plan.seed(), row, 'R'), "路", " Road");
}

Name river_drive_name(Plan const& plan, int row, bool north) {
    if (row == 3) return north ? Name{"滨河北路", "Binhe North Road"} : Name{"滨河南路", "Binhe South Road"};
    return compound(seed_of(plan.seed(), row, north, 'D'), "路", " Road");
}

Name local_road_name(Plan const& plan, CellId cell, int index) {
    return compound(seed_of(plan.seed(), cell.column, cell.row, index, 'N'), index % 2 ? "街" : "路",
                    index % 2 ? " Street" : " Road");
}

Name community_name(Plan const& plan, CellId cell, int index) {
    return compound(seed_of(plan.seed(), cell.column, cell.row, index, 'M'), "", "");
}

}  // namespace sample
