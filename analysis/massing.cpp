#include "analysis/massing.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "analysis/words.h"

namespace analysis {

namespace {

using What = MassingCheck::What;

constexpr double kLimitSlack = 1e-9;  ///< of limits: what is only rounding breaks none
constexpr double kTouching = 0.01;    ///< square metres of a block outside its site that are only drawing

std::string fault_of_blocks(Plot const& site, std::span<Block const> blocks) {
    if (!(area_of(site) > 0)) return "the site has no area";
    for (Block const& b : blocks) {
        if (!(area_of(b.outline) > 0)) return "block '" + b.id + "' has no area";
        if (b.storeys < 1 || !(b.storey_height > 0)) return "block '" + b.id + "' has no storeys or no height";
        if (!(b.counted >= 0)) return "block '" + b.id + "' has a negative factor of floor area";
    }
    return {};
}

class Checker {
public:
    explicit Checker(Massing& out) : out_(out) {}
    void most(What what, std::optional<double> limit, double value, std::int32_t block = -1) {
        if (limit && value > *limit + kLimitSlack) out_.broken.push_back({what, block, -1, value, *limit});
    }
    void least(What what, std::optional<double> limit, double value, std::int32_t block = -1, std::int32_t other = -1) {
        if (limit && value < *limit - kLimitSlack) out_.broken.push_back({what, block, other, value, *limit});
    }

private:
    Massing& out_;
};

void check_block(Plot const& site, Block const& block, std::int32_t index, MassingLimits const& limits, Massing& out) {
    Checker check(out);
    double const outside = area_of(block.outline) - common_area(block.outline, site);
    bool const inside = outside <= kTouching;
    out.setback.push_back(inside ? outline_distance(block.outline, site) : 0);
    if (!inside) out.broken.push_back({What::outside, index, -1, outside, 0});
    check.most(What::height, limits.most_height, block.height(), index);
    check.most(What::top, limits.most_top, block.ground + block.height(), index);
    check.least(What::setback, limits.least_setback, out.setback.back(), index);
}

void check_gaps(std::span<Block const> blocks, MassingLimits const& limits, Massing& out) {
    if (!limits.least_gap) return;
    for (std::size_t i = 0; i < blocks.size(); ++i)
        for (std::size_t j = i + 1; j < blocks.size(); ++j) {
            if (blocks[i].on_block || blocks[j].on_block) continue;
            bool const meet = common_area(blocks[i].outline, blocks[j].outline) > kTouching;
            double const gap = meet ? 0 : outline_distance(blocks[i].outline, blocks[j].outline);
            Checker(out).least(What::gap, limits.least_gap, gap, static_cast<std::int32_t>(i),
                               static_cast<std::int32_t>(j));
        }
}

struct Words {
    twin::Name name;
    char const* format;
    double scale;
    bool above;  ///< broken by being more
};

Words words_of(What what) {
    switch (what) {
        case What::far_high: return {{"容积率", "Floor area ratio"}, "%.2f", 1, true};
        case What::far_low: return {{"容积率", "Floor area ratio"}, "%.2f", 1, false};
        case What::density: return {{"建筑密度", "Building density"}, "%.1f%%", 100, true};
        case What::height: return {{"建筑高度", "height"}, "%.1f m", 1, true};
        case What::top: return {{"顶部高程", "top"}, "%.1f m", 1, true};
        case What::setback: return {{"退让", "setback"}, "%.2f m", 1, false};
        case What::outside: return {{"超出用地范围", "area outside the site"}, "%.1f m²", 1, true};
        case What::gap: return {{"建筑间距", "gap"}, "%.2f m", 1, false};
        case What::green: return {{"绿地率", "Green ratio"}, "%.1f%%", 100, false};
    }
    return {};
}

}  // namespace

base::Result<Massing> massing(Plot const& site, std::span<Block const> blocks, MassingLimits const& limits,
                              double green_area) {
    if (std::string const fault = fault_of_blocks(site, blocks); !fault.empty())
        return base::Error{"massing: " + fault};
    Massing out;
    out.site_area = area_of(site);
    for (Block const& b : blocks) {
        double const area = area_of(b.outline);
        if (!b.on_block) out.footprint += area;
        double const floor = b.given_floor > 0 ? b.given_floor : area * b.storeys;
        out.floor_area += floor;
        out.counted_area += floor * b.counted;
        out.most_height = std::max(out.most_height, b.height());
    }
    out.far = out.counted_area / out.site_area;
    out.density = out.footprint / out.site_area;
    out.green = green_area / out.site_area;
    Checker check(out);
    check.most(What::far_high, limits.most_far, out.far);
    check.least(What::far_low, limits.least_far, out.far);
    check.most(What::density, limits.most_density, out.density);
    check.least(What::green, limits.least_green, out.green);
    for (std::size_t i = 0; i < blocks.size(); ++i)
        check_block(site, blocks[i], static_cast<std::int32_t>(i), limits, out);
    check_gaps(blocks, limits, out);
    return out;
}

twin::Name describe(MassingCheck const& check, std::span<Block const> blocks) {
    Words const words = words_of(check.what);
    std::string zh, en;
    if (check.block >= 0) {
        std::string const& id = blocks[static_cast<std::size_t>(check.block)].id;
        zh = id + " ";
        en = id + ": ";
        if (check.other >= 0) {
            std::string const& other = blocks[static_cast<std::size_t>(check.other)].id;
            zh = id + " 与 " + other + " ";
            en = id + " and " + other + ": ";
        }
    }
    std::string const value = formatted(words.format, check.value * words.scale);
    if (check.what == What::outside) return {zh + words.name.zh + " " + value, en + words.name.en + " " + value};
    std::string const limit = formatted(words.format, check.limit * words.scale);
    return {zh + words.name.zh + " " + value + (words.above ? "，高于 " : "，低于 ") + limit,
            en + words.name.en + " " + value + (words.above ? " is above " : " is below ") + limit};
}

Plot rectangle(base::Vec2d middle, double length, double depth, double heading) {
    double const turn = heading * std::numbers::pi / 180;
    base::Vec2d const along = base::Vec2d{std::sin(turn), std::cos(turn)} * (length / 2);
    base::Vec2d const right = base::Vec2d{std::cos(turn), -std::sin(turn)} * (depth / 2);
    return {{middle - along - right, middle - along + right, middle + along + right, middle + along - right}};
}

Prism prism_of(Block const& block) { return {.outline = block.outline, .top = block.ground + block.height()}; }

}  // namespace analysis
