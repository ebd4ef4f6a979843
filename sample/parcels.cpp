#include "sample/parcels.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <functional>

#include "sample/cutting.h"
#include "sample/frame.h"
#include "sample/random.h"
#include "sample/tables_data.h"
#include "sample/written.h"

namespace sample {
namespace {

constexpr double kLeast = 2500;         ///< square metres; less is no parcel
constexpr double kUsual = 34'000;       ///< larger land is cut up
constexpr double kMostBlock = 400'000;  ///< hills and large fields are not for building
constexpr double kKerbGap = 2;          ///< metres between a parcel and the kerb

struct LandUse {
    char const* code;
    Name name;
    double far, density, height, green, setback, price;
};

LandUse const kReserve{"A33", {"中小学用地", "Schools"}, 1.0, 0.30, 24, 0.35, 8, 900};
LandUse const kBlank{"U9", {"留白用地", "Kept open"}, 2.0, 0.35, 50, 0.30, 8, 700};
LandUse const kRenewal{"R2/A33", {"城市更新单元", "Renewal unit"}, 3.2, 0.35, 80, 0.30, 6, 3200};
LandUse const kWorks{"M1", {"一类工业用地", "Light industry"}, 2.5, 0.50, 50, 0.20, 6, 1500};
LandUse const kFarmland{"E2", {"农林用地", "Farm land"}, 0, 0, 0, 0, 0, 300};

LandUse ordinary(Land land) {
    switch (land) {
        case Land::office: return {"B2", {"商务用地", "Offices"}, 6.0, 0.45, 150, 0.20, 6, 9000};
        case Land::mall: return {"B1", {"商业用地", "Shops"}, 4.0, 0.50, 60, 0.20, 6, 8000};
        case Land::station: return {"S3", {"交通枢纽用地", "Station"}, 2.0, 0.50, 40, 0.15, 10, 6000};
        case Land::industry: return kWorks;
        case Land::school: return {"A33", {"中小学用地（现状）", "Schools (existing)"}, 0.9, 0.30, 24, 0.35, 8, 5000};
        case Land::hospital: return {"A51", {"医院用地", "Hospital"}, 2.0, 0.35, 60, 0.35, 10, 5000};
        case Land::civic: return {"A1", {"行政办公用地", "Civic"}, 2.5, 0.35, 60, 0.35, 10, 5000};
        case Land::sports: return {"A41", {"体育用地", "Sports"}, 0.8, 0.30, 30, 0.35, 8, 3000};
        case Land::villas: return {"R1", {"一类居住用地", "Villas"}, 1.0, 0.28, 18, 0.40, 6, 6500};
        case Land::village: return {"H14", {"村庄建设用地", "Village"}, 2.8, 0.60, 30, 0.10, 3, 4200};
        case Land::park:
        case Land::forest: return {"G1", {"公园绿地", "Park"}, 0.1, 0.05, 12, 0.75, 10, 500};
        case Land::vacant: return kBlank;
        default: return {"R2", {"二类居住用地", "Housing"}, 3.0, 0.28, 100, 0.35, 6, 6000};
    }
}

/// What the plan wants here, which is not always what stands there.
LandUse use_of(Land land, Random& chance) {
    if (land == Land::vacant && chance.chance(0.5)) return kReserve;
    if ((land == Land::housing || land == Land::old_housing) && chance.chance(0.08)) return kReserve;
    if (land == Land::industry && chance.chance(0.22)) return chance.chance(0.5) ? kReserve : kBlank;
    if (land == Land::village && chance.chance(0.45)) return kRenewal;
    if (land == Land::old_housing && chance.chance(0.18)) return kRenewal;
    return ordinary(land);
}

void set_state(Parcel& parcel, Land land, Random& chance) {
    auto const set = [&](char const* state, char const* zh, char const* en) {
        parcel.state = state;
        parcel.state_name = {zh, en};
    };
    bool const wanted = parcel.use == kReserve.code || parcel.use == kBlank.code;
    if (land == Land::village || land == Land::forest) return set("collective", "集体土地", "Collective");
    if (land == Land::school || land == Land::hospital || land == Land::civic || land == Land::station)
        return set("existing", "现状公共设施", "Public, in use");
    if (wanted && chance.chance(0.7)) return set("reserved", "政府储备", "In the land bank");
    set("granted", "已出让", "Granted");
}

/// In strips across its length, each about as large as a plan's parcels are.
std::vector<Shape> pieces(Plan const& plan, Shape const& land) {
    double const whole = area(land);
    int const count = std::clamp(static_cast<int>(std::lround(whole / kUsual)), 1, 12);
    if (count == 1) return {land};
    Axes axes = plan.axes_at(centroid(land.outer));
    axes.origin = {};
    Extent const box = extent_of(axes.in(land.outer));
    bool const wide = box.width() >= box.height();
    std::vector<Shape> out;
    for (int i = 0; i < count; ++i) {
        double const from = (wide ? box.min_x : box.min_y) + (wide ? box.width() : box.height()) * i / count;
        double const to = (wide ? box.min_x : box.min_y) + (wide ? box.width() : box.height()) * (i + 1) / count;
        Ring const strip =
            wide ? Ring{{from, box.min_y - 1}, {to, box.min_y - 1}, {to, box.max_y + 1}, {from, box.max_y + 1}}
                 : Ring{{box.min_x - 1, from}, {box.max_x + 1, from}, {box.max_x + 1, to}, {box.min_x - 1, to}};
        for (Shape& piece : intersect(land, {axes.out(strip), {}})) out.push_back(std::move(piece));
    }
    return out;
}

Parcel parcel_of(Shape shape, LandUse const& use) {
    Parcel out;
    out.shape = std::move(shape);
    out.use = use.code;
    out.use_name = use.name;
    out.far = use.far, out.density = use.density, out.height = use.height, out.green = use.green;
    out.setback = use.setback;
    out.price = use.price;
    return out;
}

}  // namespace

std::vector<Parcel> make_parcels(Plan const& plan, Content const& content) {
    std::vector<Parcel> out;
    for (Area const& land : content.areas) {
        bool const field = land.cover == Cover::farmland;
        if (land.garden || (land.cover != Cover::block && !field) || area(land.shape) > kMostBlock) continue;
        Vec2d const middle = centroid(land.shape.outer);
        Land const kind = plan.land(plan.cell_at(plan.to_grid(middle)));
        for (Shape const& inner : field ? std::vector{land.shape} : inset(land.shape, kKerbGap)) {
            for (Shape& piece : pieces(plan, inner)) {
                if (area(piece) < kLeast) continue;
                Vec2d const at = centroid(piece.outer);
                // A courtyard is drawn over its block; land has one owner.
                if (std::ranges::any_of(out, [&](Parcel const& p) { return inside(p.shape, at); })) continue;
                auto const metre = [](double v) { return static_cast<std::int64_t>(std::floor(v)); };
                Random chance(seed_of(plan.seed(), metre(at.x), metre(at.y), 'p'));
                Parcel parcel = parcel_of(std::move(piece), field ? kFarmland : use_of(kind, chance));
                set_state(parcel, field ? Land::forest : kind, chance);
                parcel.price = std::round(parcel.price * chance.between(0.85, 1.2));
                out.push_back(std::move(parcel));
            }
        }
    }
    // From the north-west, as sheets of a plan are numbered.
    std::stable_sort(out.begin(), out.end(), [](Parcel const& a, Parcel const& b) {
        Vec2d const p = centroid(a.shape.outer), q = centroid(b.shape.outer);
        double const row_a = std::floor(-p.y / 400), row_b = std::floor(-q.y / 400);
        return row_a != row_b ? row_a < row_b : p.x < q.x;
    });
    for (std::size_t i = 0; i < out.size(); ++i) {
        std::array<char, 32> id{};
        std::snprintf(id.data(), id.size(), "DK-%04zu", i + 1);
        out[i].id = id.data();
    }
    return out;
}

base::Status write_parcels(std::filesystem::path const& folder, std::vector<Parcel> const& parcels) {
    geo::WrittenLayer layer;
    layer.name = "parcels";
    for (std::uint32_t i = 0; i < parcels.size(); ++i) append(layer.polygons, parcels[i].shape, i);
    auto const text = [&](char const* name, std::function<std::string(Parcel const&)> const& value) {
        add_text(layer, name, parcels, value);
    };
    // A limit that is not set is no limit of 0.
    auto const limit = [&](char const* name, double Parcel::*value) {
        add_number<Parcel>(layer, name, parcels,
                           [&](Parcel const& p) { return p.*value > 0 ? p.*value : std::nan(""); });
    };
    text("code", [](Parcel const& p) { return p.id; });
    text("land_use", [](Parcel const& p) { return std::string(p.use); });
    text("use_zh", [](Parcel const& p) { return p.use_name.zh; });
    text("use_en", [](Parcel const& p) { return p.use_name.en; });
    text("state", [](Parcel const& p) { return std::string(p.state); });
    text("state_zh", [](Parcel const& p) { return p.state_name.zh; });
    limit("far_max", &Parcel::far);
    limit("density_max", &Parcel::density);
    limit("height_max", &Parcel::height);
    limit("green_min", &Parcel::green);
    limit("setback", &Parcel::setback);
    limit("land_price", &Parcel::price);
    geo::LocalFrame frame;
    frame.working_crs = "EPSG:" + std::to_string(kEpsg);
    frame.origin = {kOrigin.x, kOrigin.y};
    frame.origin_lonlat = {kOriginLongitude, kOriginLatitude};
    geo::WrittenLayer const layers[] = {std::move(layer)};
    if (auto const written = geo::write_geopackage(folder / "plan.gpkg", layers, frame); !written) return written;
    std::ofstream file(folder / "sites.toml", std::ios::binary);
    file << kSitesToml;
    file.close();
    if (!file) return base::Error{(folder / "sites.toml").string() + ": cannot be written"};
    return base::done;
}

}  // namespace sample
