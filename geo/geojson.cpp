#include "geo/geojson.h"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>

#include "geo/crs.h"
#include "geo/geojson_geometry.h"
#include "geo/geojson_properties.h"
#include "geo/layer_builder.h"
#include "geo/suggest.h"
#include "geo/text_file.h"

namespace geo {

namespace {

using base::Severity;
using simdjson::SUCCESS;
using simdjson::ondemand::object;
using simdjson::ondemand::value;

constexpr char kRecordSeparator = '\x1e';  // RFC 8142

class GeojsonReader {
public:
    GeojsonReader(VectorRequest const& request, std::string_view text, VectorLayer& layer, base::Findings& findings,
                  base::Progress& progress)
        : request_(request),
          text_(text),
          layer_(layer),
          builder_(layer, findings),
          geometry_(builder_),
          properties_(request.fields, request.all_fields || !request.where.empty()),
          progress_(progress) {}

    base::Status read_document(std::string_view document);
    base::Status read_sequence();
    base::Status finish();

private:
    base::Status read_root(object root);
    base::Status read_collection(object root);
    base::Status read_features(value features);
    base::Status read_array(simdjson::ondemand::document& document);
    void read_element(object element);
    void read_feature(object feature);
    void read_bare_geometry(object geometry);
    void read_geometry_member(value geometry);
    void read_properties_member(std::size_t row, value properties);
    void read_id(std::size_t row, value id);
    void read_crs(value crs);
    void settle_row(std::size_t row);
    base::Error broken(simdjson::error_code error);

    VectorRequest const& request_;
    std::string_view text_;
    VectorLayer& layer_;
    LayerBuilder builder_;
    GeojsonGeometry geometry_;
    PropertyTable properties_;
    base::Progress& progress_;
    simdjson::ondemand::parser parser_;
    simdjson::ondemand::document document_;

    // The feature being read; its id may come last.
    std::int64_t id_ = 0;
    bool has_geometry_ = false, null_geometry_ = false;
    std::string refused_;
};

std::string string_member(object root, char const* key) {
    std::string_view text;
    if (root.find_field_unordered(key).get_string().get(text) != SUCCESS) return {};
    return std::string(text);
}

base::Error GeojsonReader::broken(simdjson::error_code error) {
    std::string where;
    char const* at = nullptr;
    if (document_.current_location().get(at) == SUCCESS && at >= text_.data() && at <= text_.data() + text_.size()) {
        where = " near " + place_in_text(text_, static_cast<std::size_t>(at - text_.data()));
    }
    std::string why = simdjson::error_message(error);
    if (error == simdjson::INCOMPLETE_ARRAY_OR_OBJECT) {
        why = "a bracket is never closed (is the file cut off?)";
        where = ", " + std::to_string(text_.size()) + " bytes long";
    } else if (error == simdjson::CAPACITY) {
        why = "more than 4 GB; convert it to GeoPackage";
    } else if (error == simdjson::EMPTY) {
        why = "there is nothing in it";
    }
    std::string const read = layer_.rows() > 0 ? " after " + std::to_string(layer_.rows()) + " features" : "";
    return base::Error{request_.source + ": broken JSON" + where + read + ": " + why};
}

void GeojsonReader::read_geometry_member(value geometry) {
    has_geometry_ = true;
    object members;
    auto const error = geometry.get_object().get(members);
    if (error == SUCCESS) {
        if (!geometry_.read(members)) refused_ = geometry_.why();
        return;
    }
    null_geometry_ = geometry.raw_json_token().starts_with("null");
    if (!null_geometry_) refused_ = "the geometry is not an object";
}

void GeojsonReader::read_properties_member(std::size_t row, value properties) {
    object members;
    if (properties.get_object().get(members) == SUCCESS) {
        properties_.read(row, members);
    } else if (!properties.raw_json_token().starts_with("null")) {
        builder_.report(Severity::warning, "bad-properties", "the properties are not an object; left out");
    }
}

void GeojsonReader::read_id(std::size_t row, value id) {
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

void GeojsonReader::read_feature(object feature) {
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
    if (!is_feature) builder_.report(Severity::warning, "wrong-type", "the type is not \"Feature\"; read as one");
    if (!has_properties) builder_.report(Severity::note, "no-properties", "the feature has no member 'properties'");
}

void GeojsonReader::read_bare_geometry(object geometry) {
    std::size_t const row = builder_.begin_row(static_cast<std::int64_t>(layer_.rows()));
    id_ = static_cast<std::int64_t>(row);
    has_geometry_ = true;
    null_geometry_ = false;
    refused_ = geometry_.read(geometry) ? "" : geometry_.why();
    settle_row(row);
}

/// Features and geometries may be mixed in arrays and sequences; a collection may be one line of many.
void GeojsonReader::read_element(object element) {
    std::string const type = string_member(element, "type");
    bool const bare = type != "Feature" && element.find_field_unordered("geometry").error() != SUCCESS;
    if (element.reset().error() != SUCCESS) return;
    if (bare) {
        read_bare_geometry(element);
    } else {
        read_feature(element);
    }
}

base::Status GeojsonReader::read_features(value features) {
    simdjson::ondemand::array list;
    if (features.get_array().get(list) != SUCCESS) return base::Error{request_.source + ": 'features' is not an array"};
    for (auto item : list) {
        value element;
        if (auto const error = std::move(item).get(element); error != SUCCESS) return broken(error);
        object feature;
        if (element.get_object().get(feature) == SUCCESS) {
            read_feature(feature);
        } else {
            builder_.report_layer(Severity::skipped, "bad-feature", "an element of 'features' is not an object");
        }
        if (layer_.rows() % 4096 == 0 && progress_.cancelled()) {
            return base::Error{request_.source + ": reading was cancelled"};
        }
    }
    return base::done;
}

void GeojsonReader::read_crs(value crs) {
    // Not in RFC 7946, but in the format's first edition (2008), and files with it are still written.
    object members;
    if (crs.get_object().get(members) != SUCCESS) return;
    std::string name;
    simdjson::ondemand::value property;
    if (members.find_field_unordered("properties").get(property) == SUCCESS) {
        object properties;
        if (property.get_object().get(properties) == SUCCESS) {
            name = string_member(properties, "name");
            std::int64_t code = 0;
            if (name.empty() && properties.find_field_unordered("code").get_int64().get(code) == SUCCESS) {
                name = "EPSG:" + std::to_string(code);
            }
        }
    }
    if (auto const known = normalise_crs(name)) {
        layer_.crs = *known;
    } else {
        builder_.report_layer(Severity::warning, "unknown-crs",
                              "the member 'crs' is not understood; WGS84 is assumed: " + known.error().message);
    }
}

base::Status GeojsonReader::read_collection(object root) {
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
        } else if (key == "name" && request_.layer.empty()) {
            std::string_view name;
            if (field.value().get_string().get(name) == SUCCESS && !name.empty()) layer_.layer = name;
        }
    }
    if (!has_features) return base::Error{request_.source + ": the FeatureCollection has no member 'features'"};
    // There is a current location only where something is left.
    if (document_.current_location().error() == SUCCESS) return broken(simdjson::TRAILING_CONTENT);
    return base::done;
}

base::Status GeojsonReader::read_root(object root) {
    std::string const type = string_member(root, "type");
    bool const features = type == "FeatureCollection" || root.find_field_unordered("features").error() == SUCCESS;
    if (auto const error = root.reset().error(); error != SUCCESS) return broken(error);
    if (features) {
        if (type != "FeatureCollection") {
            builder_.report_layer(Severity::warning, "wrong-type",
                                  "the type is not \"FeatureCollection\" but the file has features; read as one");
        }
        return read_collection(root);
    }
    read_element(root);
    return base::done;
}

base::Status GeojsonReader::read_array(simdjson::ondemand::document& document) {
    builder_.report_layer(Severity::note, "feature-array", "the file is an array of features, not a FeatureCollection");
    simdjson::ondemand::array list;
    if (auto const error = document.get_array().get(list); error != SUCCESS) return broken(error);
    for (auto item : list) {
        value element;
        if (auto const error = std::move(item).get(element); error != SUCCESS) return broken(error);
        object feature;
        if (element.get_object().get(feature) == SUCCESS) {
            read_element(feature);
        } else {
            builder_.report_layer(Severity::skipped, "bad-feature", "an element of the array is not an object");
        }
    }
    return base::done;
}

base::Status GeojsonReader::read_document(std::string_view document) {
    std::size_t const room = static_cast<std::size_t>(text_.data() + text_.size() - document.data());
    simdjson::padded_string_view const padded(document.data(), document.size(), room + TextFile::kPadding);
    if (auto const error = parser_.iterate(padded).get(document_); error != SUCCESS) return broken(error);
    if (document.starts_with('[')) return read_array(document_);
    object root;
    if (auto const error = document_.get_object().get(root); error != SUCCESS) return broken(error);
    return read_root(root);
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kBlank = " \t\r\n\x1e\0";
    std::size_t const begin = text.find_first_not_of(kBlank);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

base::Status GeojsonReader::read_sequence() {
    // With record separators a feature may run over several lines.
    char const separator = text_.find(kRecordSeparator) != std::string_view::npos ? kRecordSeparator : '\n';
    std::size_t records = 0, bad = 0;
    std::string first_error;
    for (std::size_t begin = 0; begin < text_.size();) {
        std::size_t const end = std::min(text_.find(separator, begin), text_.size());
        std::string_view const record = trimmed(text_.substr(begin, end - begin));
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

base::Status GeojsonReader::finish() {
    layer_.available_fields = properties_.names();
    layer_.columns = properties_.finish(layer_.rows());
    return base::done;
}

std::string lower_extension(std::string const& source) {
    std::string extension = std::filesystem::path(source).extension().string();
    for (char& c : extension) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return extension;
}

/// One feature per line, or per record: told by the name, by the separator, or by a first line that is complete.
bool is_sequence(std::string const& source, std::string_view text) {
    if (text.substr(0, 4096).find(kRecordSeparator) != std::string_view::npos) return true;
    for (char const* extension : {".geojsonl", ".geojsons", ".ndjson", ".jsonl"}) {
        if (lower_extension(source) == extension) return true;
    }
    std::string_view const from_start = text.substr(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    std::size_t const line_end = from_start.find('\n');
    if (line_end == std::string_view::npos) return false;
    std::string_view const first = trimmed(from_start.substr(0, line_end));
    std::string_view const rest = from_start.substr(line_end);
    std::size_t const next = rest.find_first_not_of(" \t\r\n");
    return first.starts_with('{') && first.ends_with('}') && next != std::string_view::npos && rest[next] == '{';
}

}  // namespace

bool is_geojson(std::string const& source) {
    std::string const extension = lower_extension(source);
    bool named_so = false;
    for (char const* known : {".geojson", ".geojsonl", ".geojsons", ".ndjson", ".jsonl"}) {
        named_so = named_so || extension == known;
    }
    if (!named_so && extension != ".json") return false;
    std::string const head = head_of_file(source, 1 << 16);
    std::size_t const begin = head.find_first_not_of(" \t\r\n\x1e\xEF\xBB\xBF");
    if (begin == std::string::npos || (head[begin] != '{' && head[begin] != '[')) return named_so;
    for (char const* other : {"\"CityJSON\"", "\"Topology\"", "\"CityJSONFeature\"", "esriGeometry"}) {
        if (head.find(other) != std::string::npos) return false;
    }
    for (char const* sign : {"\"Feature\"", "\"FeatureCollection\"", "\"coordinates\"", "\"geometry\""}) {
        if (head.find(sign) != std::string::npos) return true;
    }
    return named_so;
}

base::Result<VectorLayer> read_geojson(VectorRequest const& request, base::Findings& findings,
                                       base::Progress& progress) {
    progress.stage("open");
    auto file = read_text_file(request.source);
    if (!file) return file.error();
    std::string_view const text = file->text;

    VectorLayer layer;
    layer.source = request.source;
    layer.layer = request.layer.empty() ? std::filesystem::path(request.source).stem().string() : request.layer;
    layer.driver = "GeoJSON (simdjson)";
    layer.crs = "EPSG:4326";  // RFC 7946, section 4
    progress.stage("read");
    GeojsonReader reader(request, text, layer, findings, progress);
    auto const status =
        is_sequence(request.source, text) ? reader.read_sequence() : reader.read_document(trimmed(text));
    if (!status) return status.error();
    if (auto done = reader.finish(); !done) return done.error();
    return layer;
}

}  // namespace geo
