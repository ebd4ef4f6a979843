#include "geo/geojson.h"

#include <algorithm>
#include <cctype>
#include <filesystem>

#include "geo/geojson_reader.h"
#include "geo/text_file.h"

namespace geo {

namespace {

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
    std::string_view const first = without_margins(from_start.substr(0, line_end));
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
    layer.layer = std::filesystem::path(request.source).stem().string();
    layer.driver = "GeoJSON (simdjson)";
    layer.crs = "EPSG:4326";  // RFC 7946, section 4
    progress.stage("read");
    GeojsonReader reader(request, text, layer, findings, progress);
    auto const status =
        is_sequence(request.source, text) ? reader.read_sequence() : reader.read_document(without_margins(text));
    if (!status) return status.error();
    reader.finish();
    return layer;
}

}  // namespace geo
