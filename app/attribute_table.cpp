#include "app/attribute_table.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

#include "app/attribute_table_sql.h"
#include "geo/polygons.h"
#include "twin/lookup.h"
#include "twin/text.h"

namespace app {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

enum Own : std::size_t { kId, kName, kHeight, kStoreys, kArea, kFloorArea, kBase, kUse, kRoof, kOwns };

AttributeTable::Column const kOwnColumns[kOwns] = {
    {"id", {"编号", "Id"}, "", false, ""},
    {"name", {"名称", "Name"}, "", false, ""},
    {"height", {"高度", "Height"}, "m", true, ""},
    {"storeys", {"层数", "Storeys"}, "", true, ""},
    {"area", {"占地面积", "Footprint"}, "m²", true, ""},
    {"floor_area", {"建筑面积", "Floor area"}, "m²", true, ""},
    {"base", {"基底高程", "Base"}, "m", true, ""},
    {"use", {"用途", "Use"}, "", false, ""},
    {"roof", {"屋顶", "Roof"}, "", false, ""},
};

struct UseWords {
    char const *zh, *en;
};
constexpr std::array<UseWords, 10> kUses{{{"", ""},
                                          {"住宅", "residential"},
                                          {"商业", "commercial"},
                                          {"办公", "office"},
                                          {"工业", "industrial"},
                                          {"公共服务", "public service"},
                                          {"学校", "school"},
                                          {"医院", "hospital"},
                                          {"交通", "transport"},
                                          {"城中村", "urban village"}}};
constexpr std::array<UseWords, 5> kRoofs{
    {{"平顶", "flat"}, {"双坡", "gabled"}, {"四坡", "hipped"}, {"攒尖", "pyramidal"}, {"单坡", "skillion"}}};

bool is_number_word(std::string_view word) {
    double value = 0;
    auto const [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    return error == std::errc() && end == word.data() + word.size();
}

/// Text whose words are nearly all numbers counts as numbers, but not codes: 007 is no 7.
bool holds_numbers(geo::Column const& column) {
    if (column.kind == geo::Column::Kind::number) return true;
    std::size_t numbers = 0;
    for (std::string const& word : column.dictionary) {
        if (word.size() > 1 && word[0] == '0' && word[1] >= '0' && word[1] <= '9') return false;
        numbers += is_number_word(word);
    }
    return !column.dictionary.empty() && numbers * 10 >= column.dictionary.size() * 9;
}

bool same_word(std::string_view a, std::string_view b) { return twin::lower(a) == twin::lower(b); }

std::string shortest_text(double v) {
    char text[32];
    auto const end = std::to_chars(text, text + sizeof text, v).ptr;
    return {text, end};
}

}  // namespace

char const* use_word(twin::Use use, bool chinese) {
    UseWords const& words = kUses[std::min(static_cast<std::size_t>(use), kUses.size() - 1)];
    return chinese ? words.zh : words.en;
}

char const* roof_word(twin::RoofShape roof, bool chinese) {
    UseWords const& words = kRoofs[std::min(static_cast<std::size_t>(roof), kRoofs.size() - 1)];
    return chinese ? words.zh : words.en;
}

struct AttributeTable::State {
    twin::District const& district;
    std::vector<Column> columns;
    std::vector<std::vector<int>> source;  ///< per column past the own ones: per layer its index there, or -1
    std::unique_ptr<FilterDatabase> database;

    geo::Column const* column_of(std::size_t column, std::uint32_t building) const {
        std::size_t const layer = district.buildings.layer[building];
        int const at = source[column - kOwns][layer];
        return at < 0 ? nullptr : &district.layers[layer].columns[static_cast<std::size_t>(at)];
    }

    double own_number(std::size_t column, std::uint32_t building) const {
        twin::Buildings const& b = district.buildings;
        switch (column) {
            case kHeight: return double{b.height[building]} + double{b.roof_height[building]};
            case kStoreys: return b.storeys[building];
            case kArea: return geo::area(b.footprints, building);
            case kFloorArea: return geo::area(b.footprints, building) * b.storeys[building];
            case kBase: return b.base_z[building];
            default: return kNone;
        }
    }

    std::string own_text(std::size_t column, std::uint32_t building, bool chinese) const {
        switch (column) {
            case kId: return twin::id_text(district, {building});
            case kName: return twin::name_text(district, {building});
            case kUse: return use_word(district.buildings.use[building], chinese);
            case kRoof: return roof_word(district.buildings.roof[building], chinese);
            default: {
                double const v = own_number(column, building);
                return shortest_text(std::round(v * 10) / 10);
            }
        }
    }

    void add_layer(std::size_t layer) {
        twin::SourceLayer const& from = district.layers[layer];
        for (std::size_t i = 0; i < from.columns.size(); ++i) {
            geo::Column const& column = from.columns[i];
            bool const taken = std::any_of(std::begin(kOwnColumns), std::end(kOwnColumns),
                                           [&](Column const& own) { return same_word(own.name, column.name); });
            std::string const name = (taken ? "source_" : "") + column.name;
            auto at =
                std::find_if(columns.begin(), columns.end(), [&](Column const& c) { return same_word(c.name, name); });
            bool const is_id =
                std::find(from.id_fields.begin(), from.id_fields.end(), column.name) != from.id_fields.end();
            if (at == columns.end()) {
                columns.push_back({name,
                                   {column.name, column.name},
                                   "",
                                   holds_numbers(column) && (!is_id || column.kind == geo::Column::Kind::number),
                                   twin::file_name(from.source) + ", " + column.name});
                source.emplace_back(district.layers.size(), -1);
                at = columns.end() - 1;
            } else {
                at->number = at->number && holds_numbers(column);
            }
            source[static_cast<std::size_t>(at - columns.begin()) - kOwns][layer] = static_cast<int>(i);
        }
    }
};

AttributeTable::AttributeTable(twin::District const& district) : state_(new State{district, {}, {}, {}}) {
    state_->columns.assign(std::begin(kOwnColumns), std::end(kOwnColumns));
    std::vector<bool> used(district.layers.size(), false);
    for (std::uint16_t const layer : district.buildings.layer) {
        if (layer < used.size()) used[layer] = true;
    }
    for (std::size_t layer = 0; layer < used.size(); ++layer) {
        if (used[layer]) state_->add_layer(layer);
    }
}
AttributeTable::AttributeTable(AttributeTable&&) noexcept = default;
AttributeTable& AttributeTable::operator=(AttributeTable&&) noexcept = default;
AttributeTable::~AttributeTable() = default;

std::vector<AttributeTable::Column> const& AttributeTable::columns() const { return state_->columns; }

int AttributeTable::find(std::string_view name) const {
    for (std::size_t i = 0; i < state_->columns.size(); ++i) {
        Column const& c = state_->columns[i];
        if (same_word(c.name, name) || same_word(c.title.zh, name) || same_word(c.title.en, name))
            return static_cast<int>(i);
    }
    return -1;
}

double AttributeTable::number(std::size_t column, std::uint32_t building) const {
    if (column < kOwns) return state_->own_number(column, building);
    geo::Column const* from = state_->column_of(column, building);
    return from ? from->number(state_->district.buildings.row[building]) : kNone;
}

std::string AttributeTable::text(std::size_t column, std::uint32_t building, bool chinese) const {
    if (column < kOwns) return state_->own_text(column, building, chinese);
    geo::Column const* from = state_->column_of(column, building);
    return from ? from->text(state_->district.buildings.row[building]) : std::string();
}

Filtered AttributeTable::filter(std::string const& expression, base::Progress& progress) {
    std::size_t const count = state_->district.buildings.size();
    if (twin::trim(expression).empty()) return {std::vector<std::uint8_t>(count, 1), count, {}};
    if (!state_->database) {
        auto made = FilterDatabase::fill(*this, count, progress);
        if (!made) return {{}, 0, {made.error().message, made.error().message}};
        state_->database = std::make_unique<FilterDatabase>(std::move(*made));
    }
    return state_->database->filter(*this, expression, count, progress);
}

}  // namespace app
