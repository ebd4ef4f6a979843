#include "twin/fields.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "twin/text.h"

namespace twin {

std::vector<std::string> names_in(Fields const& fields) {
    std::vector<std::string> names;
    auto const add = [&](std::string const& name) {
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    };
    for (std::string const& entry : fields) {
        add(entry);
        if (auto const parsed = Expression::parse(entry)) {
            for (std::string const& field : parsed->fields()) add(field);
        }
    }
    return names;
}

base::Result<Expression> expression_of(std::string const& entry, geo::VectorLayer const& layer) {
    if (layer.column(entry) && entry.find('"') == std::string::npos) return Expression::parse('"' + entry + '"');
    return Expression::parse(entry);
}

base::Status require_fields(Fields& fields, std::string const& key, geo::VectorLayer const& layer,
                            base::Findings& findings) {
    bool const open_schema = layer.driver == "OSM";
    Fields kept;
    std::string first_missing;
    auto const sentence = [&](std::string const& field) {
        std::string const has =
            layer.available_fields.empty() ? "it has no fields" : "it has: " + join(layer.available_fields);
        return "layer '" + layer.layer + "' has no field '" + field + "', which '" + key + "' asks for" +
               did_you_mean(field, layer.available_fields) + "; " + has;
    };
    for (std::string const& entry : fields) {
        auto const parsed = expression_of(entry, layer);
        if (!parsed) return base::Error{layer.source + ": '" + key + "': " + parsed.error().message};
        auto const missing = std::find_if(parsed->fields().begin(), parsed->fields().end(),
                                          [&](std::string const& f) { return !layer.column(f); });
        if (missing == parsed->fields().end() || open_schema) {
            kept.push_back(entry);
            continue;
        }
        if (first_missing.empty()) first_missing = *missing;
        if (fields.size() > 1)
            findings.add({base::Severity::warning, layer.source, layer.layer, -1, "no-field", sentence(*missing)});
    }
    if (kept.empty() && !fields.empty()) return base::Error{layer.source + ": " + sentence(first_missing)};
    fields = std::move(kept);
    return base::done;
}

FirstText::FirstText(Fields const& fields, geo::VectorLayer const& layer) {
    for (std::string const& field : fields) {
        if (geo::Column const* column = layer.column(field)) columns_.push_back(column);
    }
}

std::string FirstText::operator()(std::size_t row) const {
    for (geo::Column const* column : columns_) {
        std::string text = column->text(row);
        if (!text.empty()) return text;
    }
    return {};
}

FirstNumber::FirstNumber(Fields const& fields, geo::VectorLayer const& layer) {
    for (std::string const& field : fields) {
        if (auto const parsed = expression_of(field, layer))
            rules_.push_back({{*parsed, layer}, parsed->counts_storeys()});
    }
}

double FirstNumber::operator()(std::size_t row, double per_storey) const {
    for (Rule const& rule : rules_) {
        double const value = rule.value(row) * (rule.storeys ? per_storey : 1);
        if (!std::isnan(value)) return value;
    }
    return std::numeric_limits<double>::quiet_NaN();
}

}  // namespace twin
