#include "twin/heights.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "base/parallel.h"
#include "twin/defaults.h"
#include "twin/fields.h"
#include "twin/text.h"

namespace twin {
namespace {

constexpr double kHighest = 1000;     // metres; the highest building of the world has 828
constexpr double kMostStoreys = 300;  // likewise 163
constexpr std::size_t kRowsAtOnce = 1 << 14;

/// What was wrong with a row's values, as bits.
enum Trouble : std::uint8_t { not_positive = 1, absurd = 2, unreadable = 4, floors_absurd = 8, base_above_top = 16 };

struct Rule {
    std::string text;
    BoundExpression value;
    bool storeys;
};

/// Rules in the order they are asked: heights, floors, the heights of the points, the default; surfaces before them
/// all.
struct Rules {
    std::vector<Rule> heights;
    std::vector<Rule> floors;
    FirstNumber base;
    std::vector<float> from_points;  ///< per row, or empty; NaN where flat
    bool points_first = false;       ///< they are those of the surfaces that will be drawn
    std::uint8_t points_rule() const { return static_cast<std::uint8_t>(heights.size() + floors.size()); }
    std::uint8_t default_rule() const { return static_cast<std::uint8_t>(points_rule() + 1); }
};

std::vector<Rule> bind(Fields const& fields, geo::VectorLayer const& layer) {
    std::vector<Rule> rules;
    for (std::string const& field : fields) {
        if (auto parsed = expression_of(field, layer))
            rules.push_back({field, {*parsed, layer}, parsed->counts_storeys()});
    }
    return rules;
}

/// A 3D footprint that spans heights is a body; one that lies flat says nothing.
std::vector<float> spans(geo::Polygons const& polygons, std::size_t rows) {
    constexpr float kBody = 1;  // metres
    if (polygons.z.empty()) return {};
    constexpr float kInfinity = std::numeric_limits<float>::infinity();
    std::vector<float> low(rows, kInfinity), high(rows, -kInfinity);
    for (std::size_t p = 0; p < polygons.size(); ++p) {
        std::uint32_t const row = polygons.row[p];
        for (std::uint32_t r = polygons.polygon_begin[p]; r < polygons.polygon_begin[p + 1]; ++r) {
            for (std::uint32_t i = polygons.ring_begin[r]; i < polygons.ring_begin[r + 1]; ++i) {
                low[row] = std::min(low[row], polygons.z[i]);
                high[row] = std::max(high[row], polygons.z[i]);
            }
        }
    }
    for (std::size_t row = 0; row < rows; ++row) {
        float const span = high[row] - low[row];
        low[row] = span > kBody ? span : std::numeric_limits<float>::quiet_NaN();
    }
    return low;
}

struct Answer {
    double top = 0;
    double floors = std::numeric_limits<double>::quiet_NaN();
    std::uint8_t rule = 0;
    std::uint8_t trouble = 0;
};

bool usable_height(double value, std::uint8_t& trouble) {
    if (std::isnan(value)) return false;
    if (value <= 0) trouble |= not_positive;
    if (value > kHighest) trouble |= absurd;
    return value > 0 && value <= kHighest;
}

Answer ask(Rules const& rules, std::size_t row, double per_storey, double otherwise) {
    Answer answer;
    std::size_t floors_rule = rules.floors.size();
    for (std::size_t i = 0; i < rules.floors.size(); ++i) {
        double const floors = rules.floors[i].value(row);
        if (std::isnan(floors)) continue;
        if (floors >= 0.5 && floors <= kMostStoreys) {
            answer.floors = floors;
            floors_rule = i;
            break;
        }
        answer.trouble |= floors_absurd;
    }
    bool const has_points = !rules.from_points.empty() && !std::isnan(rules.from_points[row]);
    if (has_points && rules.points_first) {
        answer.top = rules.from_points[row];
        answer.rule = rules.points_rule();
        return answer;
    }
    for (std::size_t i = 0; i < rules.heights.size(); ++i) {
        Rule const& rule = rules.heights[i];
        double const value = rule.value(row) * (rule.storeys ? per_storey : 1);
        if (usable_height(value, answer.trouble)) {
            answer.top = value;
            answer.rule = static_cast<std::uint8_t>(i);
            return answer;
        }
        if (std::isnan(value) && rule.value.unreadable(row)) answer.trouble |= unreadable;
    }
    if (floors_rule < rules.floors.size()) {
        answer.top = answer.floors * per_storey;
        answer.rule = static_cast<std::uint8_t>(rules.heights.size() + floors_rule);
    } else if (has_points) {
        answer.top = rules.from_points[row];
        answer.rule = rules.points_rule();
    } else {
        answer.top = otherwise;
        answer.rule = rules.default_rule();
    }
    return answer;
}

std::string sentence(Trouble trouble, Rules const& rules, std::size_t row) {
    for (Rule const& rule : trouble == floors_absurd ? rules.floors : rules.heights) {
        double const v = rule.value(row);
        std::string const says = "'" + rule.text + "' says " + figure(v, 1);
        if (trouble == absurd && v > kHighest)
            return says + " m, which no building is (another unit?); the next rule was used";
        if (trouble == not_positive && v <= 0) return says + " m; the next rule was used";
        if (trouble == unreadable && rule.value.unreadable(row))
            return "'" + rule.text + "' holds no number; the next rule was used";
        if (trouble == floors_absurd && !std::isnan(v)) return says + " storeys; the next rule was used";
    }
    return "its base is above its top; it stands on the ground";
}

void report(std::vector<std::uint8_t> const& trouble, Rules const& rules, geo::VectorLayer const& layer,
            base::Findings& findings) {
    constexpr std::array<std::pair<Trouble, char const*>, 5> kCodes{{{not_positive, "height-not-positive"},
                                                                     {absurd, "height-absurd"},
                                                                     {unreadable, "height-unreadable"},
                                                                     {floors_absurd, "floors-absurd"},
                                                                     {base_above_top, "base-above-top"}}};
    for (auto const& [bit, code] : kCodes) {
        std::size_t told = 0;
        for (std::size_t row = 0; row < trouble.size(); ++row) {
            if (!(trouble[row] & bit)) continue;
            std::string reason = told++ < base::Findings::kExamples ? sentence(bit, rules, row) : std::string{};
            findings.add(
                {base::Severity::repaired, layer.source, layer.layer, layer.feature_id[row], code, std::move(reason)});
        }
    }
}

/// For a district file that names no field of heights: the one that a file without a district file would go by.
std::string field_to_name(BuildingsSpec const& spec, geo::VectorLayer const& layer) {
    if (!spec.height.empty() || !spec.floors.empty()) return {};
    BuildingsSpec const usual = candidate_buildings();
    for (auto const& [key, fields] : {std::pair("height", &usual.height), std::pair("floors", &usual.floors)}) {
        for (std::string const& wanted : *fields) {
            for (std::string const& own : layer.available_fields) {
                if (lower(own) == lower(wanted))
                    return "; the layer has a field " + in_quotes(own) + ": " + key + " = \"" + own +
                           "\" in [[buildings]] reads it";
            }
        }
    }
    return {};
}

void tell(std::vector<std::uint8_t> const& rule_of, Rules const& rules, BuildingsSpec const& spec,
          geo::VectorLayer const& layer, base::Findings& findings, std::vector<std::string>& decisions) {
    std::vector<std::size_t> count(std::size_t{rules.default_rule()} + 1, 0);
    for (std::uint8_t rule : rule_of) ++count[rule];
    std::vector<std::string> parts;
    std::string const storey =
        spec.storey_height ? figure(*spec.storey_height, 1) + " m" : "3.0 m (residential, unknown) or 4.0 m (others)";
    auto const add = [&](std::size_t rule, std::string const& what) {
        if (count[rule] > 0) parts.push_back(what + " (" + figure(count[rule]) + ")");
    };
    for (std::size_t i = 0; i < rules.heights.size(); ++i)
        add(i, "'" + rules.heights[i].text + "'" + (rules.heights[i].storeys ? " x " + storey : ""));
    for (std::size_t i = 0; i < rules.floors.size(); ++i)
        add(rules.heights.size() + i, "'" + rules.floors[i].text + "' x " + storey);
    add(rules.points_rule(), rules.points_first ? "its own surfaces" : "the heights of its points");
    add(rules.default_rule(), "the default " + figure(spec.default_height, 1) + " m");
    if (!parts.empty()) decisions.push_back("height from " + join(parts));
    std::size_t const defaults = count[rules.default_rule()];
    if (defaults > 0) {
        findings.add({base::Severity::note, layer.source, layer.layer, -1, "height-default",
                      figure(defaults) + " of " + figure(rule_of.size()) + " have no usable height; " +
                          figure(spec.default_height, 1) + " m is drawn" + field_to_name(spec, layer)});
    }
}

}  // namespace

double storey_height(Use use) {
    return use == Use::residential || use == Use::unknown || use == Use::urban_village ? 3.0 : 4.0;
}

RowHeights measure(BuildingsSpec const& spec, geo::VectorLayer const& layer, std::vector<Use> const& use,
                   std::vector<float> const& body, base::Findings& findings, std::vector<std::string>& decisions) {
    std::size_t const rows = layer.rows();
    Rules const rules{bind(spec.height, layer), bind(spec.floors, layer), FirstNumber(spec.base, layer),
                      body.empty() ? spans(layer.polygons, rows) : body, !body.empty()};
    RowHeights out;
    out.top.resize(rows);
    out.base.assign(rows, std::numeric_limits<float>::quiet_NaN());
    out.storeys.resize(rows);
    std::vector<std::uint8_t> rule_of(rows), trouble(rows);
    base::parallel_for(rows, kRowsAtOnce, [&](std::size_t begin, std::size_t end) {
        for (std::size_t row = begin; row < end; ++row) {
            double const per_storey = spec.storey_height.value_or(storey_height(use[row]));
            Answer answer = ask(rules, row, per_storey, spec.default_height);
            double base = rules.base(row, per_storey);
            if (!spec.base_is_absolute && base >= answer.top) {
                // A part that says only where it begins is one storey high; a contradiction stands on the ground.
                if (answer.rule == rules.default_rule()) {
                    answer.top = base + per_storey;
                } else {
                    answer.trouble |= base_above_top;
                    base = 0;
                }
            }
            out.top[row] = static_cast<float>(answer.top);
            out.base[row] = static_cast<float>(base);
            double const storeys = std::isnan(answer.floors) ? answer.top / per_storey : answer.floors;
            out.storeys[row] = static_cast<std::uint16_t>(std::clamp(std::round(storeys), 1.0, kMostStoreys));
            rule_of[row] = answer.rule;
            trouble[row] = answer.trouble;
        }
    });
    report(trouble, rules, layer, findings);
    tell(rule_of, rules, spec, layer, findings, decisions);
    return out;
}

}  // namespace twin
