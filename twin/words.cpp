#include "twin/words.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>

#include "twin/text.h"

namespace twin {
namespace {

template <class T>
struct Word {
    std::string_view word;
    T meaning;
};

/// The whole word first, then the first entry of `parts` that is part of it (Chinese runs words together).
template <class T>
std::optional<T> look_up(std::string_view text, std::span<Word<T> const> whole, std::span<Word<T> const> parts) {
    std::string const wanted = lower(trim(text));
    if (wanted.empty()) return {};
    for (auto const& [word, meaning] : whole) {
        if (word == wanted) return meaning;
    }
    for (auto const& [word, meaning] : parts) {
        if (wanted.find(word) != std::string::npos) return meaning;
    }
    return {};
}

using enum Use;
constexpr Word<Use> kUses[] = {{"residential", residential},
                               {"apartments", residential},
                               {"apartment", residential},
                               {"house", residential},
                               {"detached", residential},
                               {"semidetached_house", residential},
                               {"terrace", residential},
                               {"dormitory", residential},
                               {"bungalow", residential},
                               {"cabin", residential},
                               {"farm", residential},
                               {"annexe", residential},
                               {"villa", residential},
                               {"commercial", commercial},
                               {"retail", commercial},
                               {"supermarket", commercial},
                               {"kiosk", commercial},
                               {"hotel", commercial},
                               {"mall", commercial},
                               {"shop", commercial},
                               {"restaurant", commercial},
                               {"bank", commercial},
                               {"marketplace", commercial},
                               {"office", office},
                               {"offices", office},
                               {"mixed", commercial},
                               {"industrial", industrial},
                               {"warehouse", industrial},
                               {"factory", industrial},
                               {"manufacture", industrial},
                               {"works", industrial},
                               {"hangar", industrial},
                               {"storage_tank", industrial},
                               {"silo", industrial},
                               {"logistics", industrial},
                               {"public", public_service},
                               {"public_service", public_service},
                               {"civic", public_service},
                               {"government", public_service},
                               {"church", public_service},
                               {"chapel", public_service},
                               {"cathedral", public_service},
                               {"mosque", public_service},
                               {"temple", public_service},
                               {"synagogue", public_service},
                               {"religious", public_service},
                               {"place_of_worship", public_service},
                               {"museum", public_service},
                               {"library", public_service},
                               {"theatre", public_service},
                               {"embassy", public_service},
                               {"fire_station", public_service},
                               {"police", public_service},
                               {"stadium", public_service},
                               {"sports_hall", public_service},
                               {"sports_centre", public_service},
                               {"townhall", public_service},
                               {"courthouse", public_service},
                               {"community_centre", public_service},
                               {"school", school},
                               {"kindergarten", school},
                               {"university", school},
                               {"college", school},
                               {"education", school},
                               {"hospital", hospital},
                               {"clinic", hospital},
                               {"healthcare", hospital},
                               {"train_station", transport},
                               {"transportation", transport},
                               {"station", transport},
                               {"transport", transport},
                               {"parking", transport},
                               {"garage", transport},
                               {"garages", transport},
                               {"railway", transport},
                               {"bus_station", transport},
                               {"urban_village", urban_village},
                               {"urban village", urban_village},
                               // Shenzhen's and the CIM's own codes for land in building tables.
                               {"r", residential},
                               {"r1", residential},
                               {"r2", residential},
                               {"r4", urban_village},
                               {"c", commercial},
                               {"b", commercial},
                               {"m", industrial},
                               {"w", industrial},
                               {"a", public_service},
                               {"s", transport}};
// The more particular first: 城中村住宅 is an urban village, 学校宿舍 a school.
constexpr Word<Use> kUseParts[] = {{"城中村", urban_village},
                                   {"urban village", urban_village},
                                   {"urban_village", urban_village},
                                   {"医院", hospital},
                                   {"医疗", hospital},
                                   {"卫生", hospital},
                                   {"诊所", hospital},
                                   {"hospital", hospital},
                                   {"medical", hospital},
                                   {"学校", school},
                                   {"教育", school},
                                   {"小学", school},
                                   {"中学", school},
                                   {"大学", school},
                                   {"学院", school},
                                   {"幼儿园", school},
                                   {"科教", school},
                                   {"school", school},
                                   {"universit", school},
                                   {"education", school},
                                   {"办公", office},
                                   {"写字楼", office},
                                   {"商务", office},
                                   {"office", office},
                                   {"工业", industrial},
                                   {"厂房", industrial},
                                   {"工厂", industrial},
                                   {"仓储", industrial},
                                   {"仓库", industrial},
                                   {"物流", industrial},
                                   {"industr", industrial},
                                   {"warehous", industrial},
                                   {"factory", industrial},
                                   {"商业", commercial},
                                   {"商铺", commercial},
                                   {"商场", commercial},
                                   {"酒店", commercial},
                                   {"宾馆", commercial},
                                   {"市场", commercial},
                                   {"商住", commercial},
                                   {"commerc", commercial},
                                   {"retail", commercial},
                                   {"hotel", commercial},
                                   {"mixed", commercial},
                                   {"住宅", residential},
                                   {"居住", residential},
                                   {"居民", residential},
                                   {"宿舍", residential},
                                   {"公寓", residential},
                                   {"别墅", residential},
                                   {"小区", residential},
                                   {"residen", residential},
                                   {"apartment", residential},
                                   {"housing", residential},
                                   {"dwelling", residential},
                                   {"交通", transport},
                                   {"车站", transport},
                                   {"地铁", transport},
                                   {"停车", transport},
                                   {"机场", transport},
                                   {"transport", transport},
                                   {"station", transport},
                                   {"公共", public_service},
                                   {"公服", public_service},
                                   {"政府", public_service},
                                   {"行政", public_service},
                                   {"文化", public_service},
                                   {"体育", public_service},
                                   {"社区", public_service},
                                   {"宗教", public_service},
                                   {"市政", public_service},
                                   {"public", public_service},
                                   {"civic", public_service},
                                   {"government", public_service}};

constexpr Word<RoofShape> kRoofs[] = {{"flat", RoofShape::flat},           {"平", RoofShape::flat},
                                      {"平顶", RoofShape::flat},           {"平屋顶", RoofShape::flat},
                                      {"gabled", RoofShape::gabled},       {"gable", RoofShape::gabled},
                                      {"saltbox", RoofShape::gabled},      {"gambrel", RoofShape::gabled},
                                      {"pitched", RoofShape::gabled},      {"坡", RoofShape::gabled},
                                      {"坡顶", RoofShape::gabled},         {"坡屋顶", RoofShape::gabled},
                                      {"双坡", RoofShape::gabled},         {"人字形", RoofShape::gabled},
                                      {"悬山", RoofShape::gabled},         {"硬山", RoofShape::gabled},
                                      {"hipped", RoofShape::hipped},       {"hip", RoofShape::hipped},
                                      {"half-hipped", RoofShape::hipped},  {"side_hipped", RoofShape::hipped},
                                      {"mansard", RoofShape::hipped},      {"四坡", RoofShape::hipped},
                                      {"庑殿", RoofShape::hipped},         {"歇山", RoofShape::hipped},
                                      {"pyramidal", RoofShape::pyramidal}, {"pyramid", RoofShape::pyramidal},
                                      {"cone", RoofShape::pyramidal},      {"spire", RoofShape::pyramidal},
                                      {"攒尖", RoofShape::pyramidal},      {"锥形", RoofShape::pyramidal},
                                      {"skillion", RoofShape::skillion},   {"shed", RoofShape::skillion},
                                      {"lean_to", RoofShape::skillion},    {"单坡", RoofShape::skillion}};

using enum GroundClass;
constexpr std::array<std::string_view, 23> kGroundNames{
    "land",    "block", "green",    "park",     "farmland", "forest",           "sand",     "plaza",
    "sports",  "water", "parking",  "footpath", "service",  "residential_road", "tertiary", "secondary",
    "primary", "trunk", "motorway", "rail",     "boundary", "parcel",           "custom"};
constexpr Word<GroundClass> kGrounds[] = {{"motorway_link", motorway},
                                          {"trunk_link", trunk},
                                          {"primary_link", primary},
                                          {"secondary_link", secondary},
                                          {"tertiary_link", tertiary},
                                          {"residential", residential_road},
                                          {"unclassified", residential_road},
                                          {"living_street", residential_road},
                                          {"road", residential_road},
                                          {"street", residential_road},
                                          {"busway", service},
                                          {"service", service},
                                          {"track", service},
                                          {"track_grade1", service},
                                          {"track_grade2", service},
                                          {"track_grade3", service},
                                          {"alley", service},
                                          {"path", footpath},
                                          {"footway", footpath},
                                          {"cycleway", footpath},
                                          {"steps", footpath},
                                          {"pedestrian", footpath},
                                          {"bridleway", footpath},
                                          {"corridor", footpath},
                                          {"via_ferrata", footpath},
                                          {"sidewalk", footpath},
                                          {"expressway", motorway},
                                          {"highway", motorway},
                                          {"arterial", primary},
                                          {"collector", secondary},
                                          {"local", residential_road},
                                          {"subway", rail},
                                          {"light_rail", rail},
                                          {"tram", rail},
                                          {"monorail", rail},
                                          {"narrow_gauge", rail},
                                          {"funicular", rail},
                                          {"preserved", rail},
                                          {"railway", rail},
                                          {"metro", rail},
                                          {"river", water},
                                          {"stream", water},
                                          {"canal", water},
                                          {"drain", water},
                                          {"ditch", water},
                                          {"riverbank", water},
                                          {"lake", water},
                                          {"reservoir", water},
                                          {"basin", water},
                                          {"dock", water},
                                          {"bay", water},
                                          {"pond", water},
                                          {"wetland", water},
                                          {"swimming_pool", water},
                                          {"strait", water},
                                          {"sea", water},
                                          {"fountain", water},
                                          {"grass", green},
                                          {"grassland", green},
                                          {"meadow", green},
                                          {"village_green", green},
                                          {"recreation_ground", green},
                                          {"greenfield", green},
                                          {"garden", park},
                                          {"nature_reserve", park},
                                          {"cemetery", park},
                                          {"golf_course", park},
                                          {"dog_park", park},
                                          {"flowerbed", green},
                                          {"heath", green},
                                          {"scrub", green},
                                          {"fell", green},
                                          {"tree_row", green},
                                          {"greenery", green},
                                          {"wood", forest},
                                          {"orchard", farmland},
                                          {"vineyard", farmland},
                                          {"farm", farmland},
                                          {"farmyard", farmland},
                                          {"allotments", farmland},
                                          {"plant_nursery", farmland},
                                          {"greenhouse_horticulture", farmland},
                                          {"beach", sand},
                                          {"shingle", sand},
                                          {"bare_rock", sand},
                                          {"scree", sand},
                                          {"square", plaza},
                                          {"pitch", sports},
                                          {"track_sports", sports},
                                          {"stadium", sports},
                                          {"sports_centre", sports},
                                          {"playground", sports},
                                          {"marina", water},
                                          {"commercial", block},
                                          {"retail", block},
                                          {"industrial", block},
                                          {"construction", block},
                                          {"brownfield", block},
                                          {"garages", block},
                                          {"religious", block},
                                          {"education", block}};
constexpr Word<GroundClass> kGroundParts[] = {{"高速", motorway},
                                              {"快速路", trunk},
                                              {"主干", primary},
                                              {"次干", secondary},
                                              {"国道", trunk},
                                              {"省道", primary},
                                              {"县道", secondary},
                                              {"支路", tertiary},
                                              {"小区路", service},
                                              {"内部路", service},
                                              {"街巷", residential_road},
                                              {"人行", footpath},
                                              {"步行", footpath},
                                              {"绿道", footpath},
                                              {"地铁", rail},
                                              {"铁路", rail},
                                              {"轨道", rail},
                                              {"有轨", rail},
                                              {"停车", parking},
                                              {"广场", plaza},
                                              {"运动", sports},
                                              {"体育", sports},
                                              {"公园", park},
                                              {"绿地", green},
                                              {"草地", green},
                                              {"绿化", green},
                                              {"林", forest},
                                              {"耕地", farmland},
                                              {"农田", farmland},
                                              {"果园", farmland},
                                              {"沙滩", sand},
                                              {"水", water},
                                              {"河", water},
                                              {"湖", water},
                                              {"海", water},
                                              {"渠", water},
                                              {"街区", block},
                                              {"地块", parcel},
                                              {"宗地", parcel},
                                              {"边界", boundary},
                                              {"界线", boundary}};

constexpr Word<PlaceKind> kPlaces[] = {{"district", PlaceKind::district},
                                       {"city", PlaceKind::district},
                                       {"town", PlaceKind::district},
                                       {"county", PlaceKind::district},
                                       {"subdistrict", PlaceKind::subdistrict},
                                       {"suburb", PlaceKind::subdistrict},
                                       {"quarter", PlaceKind::subdistrict},
                                       {"neighbourhood", PlaceKind::subdistrict},
                                       {"village", PlaceKind::subdistrict},
                                       {"hamlet", PlaceKind::subdistrict},
                                       {"locality", PlaceKind::subdistrict},
                                       {"street", PlaceKind::subdistrict},
                                       {"community", PlaceKind::subdistrict},
                                       {"landmark", PlaceKind::landmark},
                                       {"station", PlaceKind::station},
                                       {"halt", PlaceKind::station},
                                       {"metro", PlaceKind::station},
                                       {"railway", PlaceKind::station},
                                       {"water", PlaceKind::water},
                                       {"river", PlaceKind::water},
                                       {"lake", PlaceKind::water},
                                       {"road", PlaceKind::road},
                                       {"point", PlaceKind::point},
                                       {"poi", PlaceKind::point}};
constexpr Word<PlaceKind> kPlaceParts[] = {{"街道", PlaceKind::subdistrict}, {"社区", PlaceKind::subdistrict},
                                           {"村", PlaceKind::subdistrict},   {"区", PlaceKind::district},
                                           {"站", PlaceKind::station},       {"河", PlaceKind::water},
                                           {"湖", PlaceKind::water},         {"水库", PlaceKind::water},
                                           {"路", PlaceKind::road},          {"地标", PlaceKind::landmark}};

}  // namespace

Use use_of(std::string_view word) { return look_up<Use>(word, kUses, kUseParts).value_or(unknown); }

std::string_view name(Use use) {
    constexpr std::array<std::string_view, 10> kNames{"unknown",    "residential",    "commercial", "office",
                                                      "industrial", "public_service", "school",     "hospital",
                                                      "transport",  "urban_village"};
    return kNames[static_cast<std::size_t>(use)];
}

std::optional<RoofShape> roof_of(std::string_view word) { return look_up<RoofShape>(word, kRoofs, {}); }

std::optional<GroundClass> ground_of(std::string_view word) {
    auto const own = std::find(kGroundNames.begin(), kGroundNames.end(), lower(trim(word)));
    if (own != kGroundNames.end()) return static_cast<GroundClass>(own - kGroundNames.begin());
    return look_up<GroundClass>(word, kGrounds, kGroundParts);
}

std::string_view name(GroundClass ground) { return kGroundNames[static_cast<std::size_t>(ground)]; }

float default_width(GroundClass ground) {
    switch (ground) {
        case motorway: return 30;
        case trunk: return 26;
        case primary: return 24;
        case secondary: return 18;
        case tertiary: return 14;
        case residential_road: return 9;
        case service: return 5;
        case footpath: return 2.5f;
        case rail: return 6;
        case water: return 4;
        case boundary: return 4;
        case parcel: return 0.6f;
        default: return 3;
    }
}

std::optional<PlaceKind> place_of(std::string_view word) { return look_up<PlaceKind>(word, kPlaces, kPlaceParts); }

}  // namespace twin
