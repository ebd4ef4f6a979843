// sites.toml of the sample: a study for a school, and one for a clinic (docs/siting.md).
#pragma once

namespace sample {

inline constexpr char const* kSitesText = R"toml(# Studies for choosing sites. Paths are relative to this file.

[[layers]]
id = "parcels"
name = { zh = "规划地块", en = "Parcels of the plan" }
source = "plan.gpkg"
layer = "parcels"

[[layers]]
id = "farmland"
name = { zh = "永久基本农田", en = "Protected farmland" }
source = "district.gpkg"
layer = "green"
where = "class = 'farmland'"

[[layers]]
id = "ecology"
name = { zh = "生态保护红线", en = "Ecological red line" }
source = "district.gpkg"
layer = "green"
where = "class IN ('forest', 'park')"

[[layers]]
id = "water"
name = { zh = "河湖蓝线", en = "Water (blue line)" }
source = "district.gpkg"
layer = "water"

[[layers]]
id = "rail"
name = { zh = "铁路", en = "Railway" }
source = "district.gpkg"
layer = "rail"

[[layers]]
id = "factories"
name = { zh = "现状厂房", en = "Factories" }
source = "district.gpkg"
layer = "buildings"
where = "use = 'industrial'"

[[layers]]
id = "schools"
name = { zh = "现状学校", en = "Schools there are" }
source = "district.gpkg"
layer = "buildings"
where = "use = 'school'"

[[layers]]
id = "hospitals"
name = { zh = "现状医院", en = "Hospitals there are" }
source = "district.gpkg"
layer = "buildings"
where = "use = 'hospital'"

[[layers]]
id = "main_roads"
name = { zh = "主干路", en = "Main roads" }
source = "district.gpkg"
layer = "roads"
where = "class IN ('motorway', 'primary')"

[[layers]]
id = "streets"
name = { zh = "可到达道路", en = "Streets with access" }
source = "district.gpkg"
layer = "roads"
where = "class IN ('secondary', 'tertiary', 'residential_road')"

# 新建九年一贯制学校
[[studies]]
id = "school"
name = { zh = "新建九年一贯制学校选址", en = "A site for a new school" }
candidates = "parcels"
site_id = "code"
words_zh = ["use_zh", "state_zh"]
words_en = ["use_en", "state"]
note = { zh = "三十六班，用地不小于 2.2 公顷；指标为示例，须按本市标准核定。", en = "36 classes, at least 2.2 ha; the figures are examples, to be set by the city's own standard." }
judgements = [2, 3, 3, 4, 3, 5, 2, 2, 2, 2, 3, 1, 1, 1, 2, 1, 1, 2, 1, 2, 2]

[[studies.constraints]]
measure = "attribute"
attribute = "land_use"
name = { zh = "规划用地性质", en = "Land use of the plan" }
allowed = ["A33", "U9", "R2/A33"]

[[studies.constraints]]
measure = "area"
name = { zh = "用地面积", en = "Area" }
least = 22000
most = 80000

[[studies.constraints]]
measure = "width"
name = { zh = "最小宽度", en = "Least width" }
least = 90

[[studies.constraints]]
measure = "slope"
name = { zh = "平均坡度", en = "Mean slope" }
most = 15

[[studies.constraints]]
measure = "share"
layer = "farmland"
name = { zh = "占永久基本农田", en = "On protected farmland" }
most = 0

[[studies.constraints]]
measure = "share"
layer = "ecology"
name = { zh = "占生态保护红线", en = "Inside the ecological red line" }
most = 0.5

[[studies.constraints]]
measure = "distance"
layer = "rail"
name = { zh = "距铁路", en = "From the railway" }
least = 100

[[studies.constraints]]
measure = "distance"
layer = "schools"
name = { zh = "距现有学校", en = "From schools there are" }
least = 250

[[studies.constraints]]
measure = "built"
name = { zh = "现状建筑面积", en = "Floor area standing there" }
most = 60000

[[studies.constraints]]
measure = "people"
minutes = 15
name = { zh = "步行十五分钟服务人口", en = "People within 15 min on foot" }
least = 100

[[studies.criteria]]
measure = "people"
minutes = 15
name = { zh = "步行十五分钟服务人口", en = "People within 15 min on foot" }
better = "more"

[[studies.criteria]]
measure = "minutes"
layer = "schools"
name = { zh = "步行至最近学校", en = "Walk to the nearest school" }
better = "more"

[[studies.criteria]]
measure = "tickets"
classes = ["教育>"]
radius = 1000
name = { zh = "一公里内入学诉求", en = "School-place calls within 1 km" }
better = "more"

[[studies.criteria]]
measure = "tickets"
classes = ["生态环境>噪声污染"]
radius = 300
name = { zh = "三百米内噪声投诉", en = "Noise complaints within 300 m" }
better = "less"

[[studies.criteria]]
measure = "built"
name = { zh = "需拆除建筑面积", en = "Floor area to clear" }
better = "less"

[[studies.criteria]]
measure = "sun"
name = { zh = "场地冬季日照", en = "Winter sun on the ground" }
better = "more"

[[studies.criteria]]
measure = "attribute"
attribute = "land_price"
name = { zh = "土地取得成本", en = "Cost of the land" }
unit = { zh = "万元/公顷", en = "10k yuan/ha" }
better = "less"

[studies.limits]
far = "far_max"
density = "density_max"
height = "height_max"
green = "green_min"
setback = "setback"
gap = 25

[studies.sunlight]
zone = 4
city = "large"

[[studies.schemes]]
name = { zh = "方案甲：东西三排", en = "A: three low wings" }
blocks = 3
storeys = 5
storey_height = 3.9
length = 84
depth = 14
heading = 90
gap = 25

[[studies.schemes]]
name = { zh = "方案乙：紧凑高层", en = "B: two tall wings" }
blocks = 2
storeys = 8
storey_height = 3.9
length = 72
depth = 18
heading = 90
gap = 30

[[studies.schemes]]
name = { zh = "方案丙：四排小体量", en = "C: four small wings" }
blocks = 4
storeys = 4
storey_height = 3.9
length = 66
depth = 12
heading = 90
gap = 25

# 社区卫生服务中心
[[studies]]
id = "clinic"
name = { zh = "社区卫生服务中心选址", en = "A site for a clinic" }
candidates = "parcels"
site_id = "code"
words_zh = ["use_zh", "state_zh"]
words_en = ["use_en", "state"]

[[studies.constraints]]
measure = "attribute"
attribute = "land_use"
name = { zh = "规划用地性质", en = "Land use of the plan" }
allowed = ["U9", "R2/A33", "B1", "A1"]

[[studies.constraints]]
measure = "area"
name = { zh = "用地面积", en = "Area" }
least = 4000

[[studies.criteria]]
measure = "people"
minutes = 15
name = { zh = "步行十五分钟服务人口", en = "People within 15 min on foot" }
better = "more"
weight = 3

[[studies.criteria]]
measure = "minutes"
layer = "hospitals"
name = { zh = "步行至最近医院", en = "Walk to the nearest hospital" }
better = "more"
weight = 2

[[studies.criteria]]
measure = "distance"
layer = "streets"
name = { zh = "距可到达道路", en = "From a street with access" }
better = "less"
weight = 1

[[studies.criteria]]
measure = "built"
name = { zh = "需拆除建筑面积", en = "Floor area to clear" }
better = "less"
weight = 1
)toml";

}  // namespace sample
