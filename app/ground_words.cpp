#include "app/ground_words.h"

#include <algorithm>
#include <array>
#include <span>

#include "twin/words.h"

namespace app {
namespace {

struct ColumnWords {
    char const *word, *zh, *en;
};
constexpr ColumnWords kColumns[] = {{"class", "类别", "Class"},
                                    {"kind", "级别", "Kind"},
                                    {"code", "编码", "Code"},
                                    {"width", "宽度（米）", "Width, m"},
                                    {"species", "树种", "Species"},
                                    {"heading", "朝向（度）", "Heading, °"},
                                    {"scale", "缩放比例", "Scale"},
                                    {"name", "名称", "Name"},
                                    {"name_zh", "中文名称", "Chinese name"},
                                    {"name_en", "英文名称", "English name"}};
constexpr ColumnWords kSpecies[] = {
    {"broadleaf", "阔叶树", "Broadleaf"}, {"conifer", "针叶树", "Conifer"}, {"palm", "棕榈", "Palm"}};
constexpr ColumnWords kPlaceKinds[] = {  // in the order of PlaceKind
    {"", "区", "District"},
    {"", "街道", "Subdistrict"},
    {"", "地标", "Landmark"},
    {"", "道路", "Road"},
    {"", "水系", "Water"},
    {"", "车站", "Station"},
    {"", "", ""}};
// In the order of GroundClass; roads as the code for urban roads (CJJ 37) has them.
constexpr std::array<ColumnWords, 23> kGrounds{{{"", "用地", "Land"},
                                                {"", "街区", "Block"},
                                                {"", "绿地", "Green"},
                                                {"", "公园", "Park"},
                                                {"", "农田", "Farmland"},
                                                {"", "林地", "Forest"},
                                                {"", "沙地", "Sand"},
                                                {"", "广场", "Plaza"},
                                                {"", "体育场地", "Sports ground"},
                                                {"", "水面", "Water"},
                                                {"", "停车场", "Parking"},
                                                {"", "人行道路", "Footpath"},
                                                {"", "内部道路", "Service road"},
                                                {"", "居住区道路", "Residential road"},
                                                {"", "支路", "Local road"},
                                                {"", "次干路", "Secondary road"},
                                                {"", "主干路", "Main road"},
                                                {"", "干线公路", "Trunk road"},
                                                {"", "快速路", "Motorway"},
                                                {"", "铁路", "Railway"},
                                                {"", "边界", "Boundary"},
                                                {"", "宗地", "Parcel"},
                                                {"", "", ""}}};
static_assert(kGrounds.size() == static_cast<std::size_t>(twin::GroundClass::custom) + 1);

twin::Name known_words(std::span<ColumnWords const> all, std::string_view word) {
    auto const at = std::ranges::find(all, word, [](ColumnWords const& w) { return std::string_view(w.word); });
    return at == all.end() ? twin::Name{} : twin::Name{at->zh, at->en};
}

}  // namespace

twin::Name ground_word(twin::GroundClass ground) {
    ColumnWords const& words = kGrounds[std::min(static_cast<std::size_t>(ground), kGrounds.size() - 1)];
    return {words.zh, words.en};
}

twin::Name ground_column(std::string_view name) { return known_words(kColumns, name); }

twin::Name ground_value(std::string_view column, std::string_view word) {
    if (column == "species") return known_words(kSpecies, word);
    if (column == "class") {
        auto const ground = twin::ground_of(word);
        return ground ? ground_word(*ground) : twin::Name{};
    }
    auto const kind = column == "kind" ? twin::place_of(word) : std::nullopt;
    if (!kind) return {};
    ColumnWords const& words = kPlaceKinds[std::min(static_cast<std::size_t>(*kind), std::size(kPlaceKinds) - 1)];
    return {words.zh, words.en};
}

}  // namespace app
