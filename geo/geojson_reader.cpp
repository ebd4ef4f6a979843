#include "geo/geojson_reader.h"

#include <algorithm>
#include <charconv>

#include "geo/crs.h"
#include "geo/text_file.h"

namespace geo {

using base::Severity;
using simdjson::SUCCESS;
namespace ondemand = simdjson::ondemand;

std::string_view without_margins(std::string_view text) {
    constexpr std::string_view kBlank = " \t\r\n\x1e\0";
    std::size_t const begin = text.find_first_not_of(kBlank);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

namespace {

/// What a text that is no JSON looks like, for who took something else for it.
std::string beginning(std::string_view document) {
    constexpr std::size_t kShown = 24;
    std::size_t printable = 0;
    while (printable < std::min(kShown, document.size()) && document[printable] >= ' ' && document[printable] <= '~')
        ++printable;
    if (printable == 0) return "it begins with bytes that are no text (UTF-16 is not read; save it as UTF-8)";
    return "it begins with '" + std::string(document.substr(0, printable)) + "'" +
           (document.front() == '<' ? " (a web page in its place?)" : "");
}

}  // namespace

/// simdjson must not be asked anything more once it has met broken structure; these ask first.
std::string GeojsonReader::text_of(ondemand::object parent, char const* key) {
    std::string_view text;
    if (!document_.is_alive() || parent.find_field_unordered(key).get_string().get(text) != SUCCESS) return {};
    return std::string(text);
}

bool GeojsonReader::has(ondemand::object parent, char const* key) {
    return document_.is_alive() && parent.find_field_unordered(key).error() == SUCCESS;
}

bool GeojsonReader::go_back(ondemand::object parent) {
    return document_.is_alive() && parent.reset().error() == SUCCESS;
}

base::Error GeojsonReader::broken(simdjson::error_code error, bool started) {
    std::string where;
    char const* at = nullptr;
    // A document that never started has no place to ask for.
    if (started && document_.current_location().get(at) == SUCCESS && at >= text_.data() &&
        at <= text_.data() + text_.size()) {
        where = " near " + place_in_text(text_, static_cast<std::size_t>(at - text_.data()));
    }
    std::string why = simdjson::error_message(error);
    if (error == simdjson::INCOMPLETE_ARRAY_OR_OBJECT || error == simdjson::UNCLOSED_STRING) {
        why = error == simdjson::UNCLOSED_STRING ? "a text" : "a bracket";
        why += " is never closed (is the file cut off?)";
        where = ", " + std::to_string(text_.size()) + " bytes long";
    } else if (error == simdjson::CAPACITY) {
        why = "more than 4 GB; convert it to GeoPackage";
    } else if (error == simdjson::EMPTY) {
        why = "there is nothing in it";
    }
    std::string const read = layer_.rows() > 0 ? " after " + std::to_string(layer_.rows()) + " features" : "";
    return base::Error{request_.source + ": broken JSON" + where + read + ": " + why};
}

void GeojsonReader::read_geometry_member(ondemand::value geometry) {
    has_geometry_ = true;
    ondemand::object members;
    auto const error = geometry.get_object().get(members);
    if (error == SUCCESS) {
        if (!geometry_.read(members)) refused_ = geometry_.why();
        return;
    }
    null_geometry_ = geometry.raw_json_token().starts_with("null");
    if (!null_geometry_) refused_ = "the geometry is not an object";
}

void GeojsonReader::read_properties_member(std::size_t row, ondemand::value properties) {
    ondemand::object members;
    if (properties.get_object().get(members) == SUCCESS) {
        properties_.read(row, members);
    } else if (!properties.raw_json_token().starts_with("null")) {
        builder_.report(Severity::warning, "bad-properties", "the properties are not an object; left out");
    }
}

void GeojsonReader::read_id(std::size_t row, ondemand::value id) {
    std::string_view text = id.raw_json_token();
    bool const quoted = text.starts_with('"');
    if (quoted && id.get_string().get(text) != SUCCESS) return;
    while (!quoted && !text.empty() && (text.back() == ' ' || text.back() == '\n' || text.back() == '\r')) {
        text.remove_suffix(1);
    }
    std::int64_t number = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc{} && end == text.data() + text.size()) {
        id_ = number;
    } else if (quoted) {
        properties_.set_id(row, text);
    } else if (!text.starts_with("null")) {
        builder_.report(Severity::warning, "bad-id", "the feature's id is neither text nor a whole number; not used");
    }
}

void GeojsonReader::settle_row(std::size_t row) {
    builder_.rename_row(id_);
    if (!refused_.empty()) {
        builder_.refuse_row("bad-geometry", refused_);
    } else if (null_geometry_) {
        builder_.null_geometry();
    } else if (!has_geometry_) {
        builder_.refuse_row("null-geometry", "the feature has no member 'geometry'");
    }
    builder_.end_row();
    if (row % 8192 != 0) return;
    char const* at = nullptr;
    if (document_.current_location().get(at) == SUCCESS) {
        progress_.advance(static_cast<double>(at - text_.data()) / static_cast<double>(text_.size() + 1));
    }
}

void GeojsonReader::read_feature(ondemand::object feature) {
    std::size_t const row = builder_.begin_row(static_cast<std::int64_t>(layer_.rows()));
    id_ = static_cast<std::int64_t>(row);
    has_geometry_ = null_geometry_ = false;
    refused_.clear();
    bool has_properties = false, is_feature = false;
    for (auto item : feature) {
        simdjson::ondemand::field field;
        if (std::move(item).get(field) != SUCCESS) break;  // the loop over the features meets the error again
        auto const key = field.key();
        if (key == "geometry") {
            read_geometry_member(field.value());
        } else if (key == "properties") {
            has_properties = true;
            read_properties_member(row, field.value());
        } else if (key == "id") {
            read_id(row, field.value());
        } else if (key == "type") {
            std::string_view type;
            is_feature = field.value().get_string().get(type) == SUCCESS && type == "Feature";
        } else if (key == "bbox") {
            geometry_.check_bbox(field.value());
        }
    }
    settle_row(row);
    if (!document_.is_alive()) return;
    if (!is_feature) builder_.report(Severity::warning, "wrong-type", "the type is not \"Feature\"; read as one");
    if (!has_properties) builder_.report(Severity::note, "no-properties", "the feature has no member 'properties'");
}

void GeojsonReader::read_bare_geometry(ondemand::object geometry) {
    std::size_t const row = builder_.begin_row(static_cast<std::int64_t>(layer_.rows()));
    id_ = static_cast<std::int64_t>(row);
    has_geometry_ = true;
    null_geometry_ = false;
    refused_ = geometry_.read(geometry) ? "" : geometry_.why();
    settle_row(row);
}

/// Features and geometries may be mixed in arrays and sequences; a collection may be one line of many.
void GeojsonReader::read_element(ondemand::object element) {
    std::string const type = text_of(element, "type");
    bool const bare = type != "Feature" && !has(element, "geometry");
    if (!go_back(element)) return;
    if (bare) {
        read_bare_geometry(element);
    } else {
        read_feature(element);
    }
}

base::Status GeojsonReader::read_features(ondemand::value features) {
    ondemand::array list;
    if (features.get_array().get(list) != SUCCESS) return base::Error{request_.source + ": 'features' is not an array"};
    for (auto item : list) {
        ondemand::value element;
        if (auto const error = std::move(item).get(element); error != SUCCESS) return broken(error);
        ondemand::object feature;
        if (element.get_object().get(feature) == SUCCESS) {
            read_feature(feature);
        } else {
            builder_.report_layer(Severity::skipped, "bad-feature", "an element of 'features' is not an object");
        }
        // Loops end in silence where the structure breaks inside them.
        if (!document_.is_alive()) return broken(simdjson::TAPE_ERROR);
        if (layer_.rows() % 4096 == 0 && progress_.cancelled()) {
            return base::Error{request_.source + ": reading was cancelled"};
        }
    }
    return base::done;
}

void GeojsonReader::read_crs(ondemand::value crs) {
    // Not in RFC 7946, but in the format's first edition (2008), and files with it are still written.
    ondemand::object members;
    if (crs.get_object().get(members) != SUCCESS) return;
    std::string name;
    ondemand::object properties;
    if (members.find_field_unordered("properties").get_object().get(properties) == SUCCESS) {
        name = text_of(properties, "name");
        std::int64_t code = 0;
        if (name.empty() && document_.is_alive() &&
            properties.find_field_unordered("code").get_int64().get(code) == SUCCESS) {
            name = "EPSG:" + std::to_string(code);
        }
    }
    if (auto const known = normalise_crs(name)) {
        layer_.crs = *known;
    } else {
        builder_.report_layer(Severity::warning, "unknown-crs",
                              "the member 'crs' is not understood; WGS84 is assumed: " + known.error().message);
    }
}

base::Status GeojsonReader::read_collection(ondemand::object root) {
    bool has_features = false;
    for (auto item : root) {
        simdjson::ondemand::field field;
        if (auto const error = std::move(item).get(field); error != SUCCESS) return broken(error);
        auto const key = field.key();
        if (key == "features") {
            has_features = true;
            if (auto status = read_features(field.value()); !status) return status;
        } else if (key == "crs") {
            read_crs(field.value());
        } else if (key == "bbox") {
            builder_.leave_row();
            geometry_.check_bbox(field.value());
        } else if (key == "name") {
            std::string_view name;
            if (field.value().get_string().get(name) == SUCCESS && !name.empty()) layer_.layer = name;
        }
    }
    if (!document_.is_alive()) return broken(simdjson::TAPE_ERROR);
    if (!has_features) return base::Error{request_.source + ": the FeatureCollection has no member 'features'"};
    // There is a current location only where something is left.
    if (document_.current_location().error() == SUCCESS) return broken(simdjson::TRAILING_CONTENT);
    return base::done;
}

base::Status GeojsonReader::read_root(ondemand::object root) {
    std::string const type = text_of(root, "type");
    bool const features = type == "FeatureCollection" || has(root, "features");
    if (!go_back(root)) return broken(simdjson::TAPE_ERROR);
    if (features) {
        if (type != "FeatureCollection") {
            builder_.report_layer(Severity::warning, "wrong-type",
                                  "the type is not \"FeatureCollection\" but the file has features; read as one");
        }
        return read_collection(root);
    }
    read_element(root);
    if (!document_.is_alive()) return broken(simdjson::TAPE_ERROR);
    return base::done;
}

base::Status GeojsonReader::read_array(simdjson::ondemand::document& document) {
    builder_.report_layer(Severity::note, "feature-array", "the file is an array of features, not a FeatureCollection");
    ondemand::array list;
    if (auto const error = document.get_array().get(list); error != SUCCESS) return broken(error);
    for (auto item : list) {
        ondemand::value element;
        if (auto const error = std::move(item).get(element); error != SUCCESS) return broken(error);
        ondemand::object feature;
        if (element.get_object().get(feature) == SUCCESS) {
            read_element(feature);
        } else {
            builder_.report_layer(Severity::skipped, "bad-feature", "an element of the array is not an object");
        }
        if (!document_.is_alive()) return broken(simdjson::TAPE_ERROR);
    }
    return base::done;
}

base::Status GeojsonReader::read_document(std::string_view document) {
    if (!document.empty() && !document.starts_with('{') && !document.starts_with('['))
        return base::Error{request_.source + ": is no GeoJSON, which begins with '{': " + beginning(document)};
    std::size_t const room = static_cast<std::size_t>(text_.data() + text_.size() - document.data());
    simdjson::padded_string_view const padded(document.data(), document.size(), room + TextFile::kPadding);
    if (auto const error = parser_.iterate(padded).get(document_); error != SUCCESS) return broken(error, false);
    if (document.starts_with('[')) return read_array(document_);
    ondemand::object root;
    if (auto const error = document_.get_object().get(root); error != SUCCESS) return broken(error);
    return read_root(root);
}

base::Status GeojsonReader::read_sequence() {
    // With record separators a feature may run over several lines.
    char const separator = text_.find(kRecordSeparator) != std::string_view::npos ? kRecordSeparator : '\n';
    std::size_t records = 0, bad = 0;
    std::string first_error;
    for (std::size_t begin = 0; begin < text_.size();) {
        std::size_t const end = std::min(text_.find(separator, begin), text_.size());
        std::string_view const record = without_margins(text_.substr(begin, end - begin));
        begin = end + 1;
        if (record.empty()) continue;
        ++records;
        if (auto const status = read_document(record); !status) {
            ++bad;
            if (first_error.empty()) first_error = status.error().message;
            builder_.report_layer(Severity::skipped, "bad-record", status.error().message);
        }
        if (records % 4096 == 0 && progress_.cancelled())
            return base::Error{request_.source + ": reading was cancelled"};
    }
    if (records == bad) return base::Error{bad == 0 ? request_.source + ": there is nothing in it" : first_error};
    return base::done;
}

void GeojsonReader::finish() {
    layer_.available_fields = properties_.names();
    layer_.columns = properties_.finish(layer_.rows());
}

}  // namespace geo
