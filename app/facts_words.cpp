#include "app/facts_parts.h"

namespace app {
namespace {

struct Word {
    std::string_view type;
    char const* zh;
    char const* en;
};

constexpr Word kEventTypes[] = {
    {"fire_lane_blocked", "消防通道堵塞", "Fire lane blocked"},
    {"parking_motor", "机动车违停", "Illegal parking"},
    {"parking_nonmotor", "非机动车违停", "Bicycle parking"},
    {"garbage_exposed", "暴露垃圾", "Exposed refuse"},
    {"garbage_overflow", "垃圾桶满溢", "Bin overflowing"},
    {"green_net_missing", "工地裸土未覆盖", "Bare soil uncovered"},
    {"debris_pile", "积存垃圾渣土", "Debris piled up"},
    {"dumping", "违章倾倒", "Illegal dumping"},
    {"out_of_store", "店外经营", "Trading outside shops"},
    {"road_vending", "占道经营", "Trading on the road"},
    {"vendor", "无照游商", "Unlicensed vendor"},
    {"construction_occupy", "施工占道", "Works on the road"},
    {"hanging", "沿街晾挂", "Laundry on the street"},
    {"umbrella", "违规撑伞", "Illegal awning"},
    {"banner", "违规横幅", "Illegal banner"},
    {"ads", "违规户外广告", "Illegal advertising"},
    {"manhole", "井盖异常", "Manhole cover"},
    {"road_damage", "道路破损", "Road damage"},
    {"ponding", "道路积水", "Water on the road"},
    {"fire_smoke", "烟火", "Fire or smoke"},
    {"crowd", "人员聚集", "Crowd"},
    {"no_helmet", "未戴安全帽", "No helmet"},
    {"camera_fault", "摄像机故障", "Camera fault"},
};

}  // namespace

twin::Name event_name(std::string const& type, std::string const& raw_type) {
    for (Word const& word : kEventTypes)
        if (word.type == type) return {word.zh, word.en};
    std::string const& said = raw_type.empty() ? type : raw_type;
    return {"其他（" + said + "）", "Other (" + said + ")"};
}

}  // namespace app
