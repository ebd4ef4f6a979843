#include "geo/source.h"

#include <ogrsf_frmts.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>

#include "base/secrets.h"
#include "geo/crs.h"
#include "geo/crs_internal.h"
#include "geo/suggest.h"
#include "geo/text_encoding.h"

namespace geo {

namespace {

namespace fs = std::filesystem;

/// "PG:dbname=...", "/vsizip/...", "https://...": names that only GDAL understands.
bool is_gdal_name(std::string const& source) {
    if (source.starts_with("/vsi")) return true;
    std::size_t const colon = source.find(':');
    if (colon == std::string::npos || colon < 2) return false;
    return std::all_of(source.begin(), source.begin() + static_cast<std::ptrdiff_t>(colon),
                       [](unsigned char c) { return std::isalnum(c) || c == '_'; }) &&
           !fs::exists(source);
}

std::string listing_of(fs::path const& directory) {
    std::vector<std::string> names;
    std::error_code ignored;
    for (auto const& entry : fs::directory_iterator(directory, ignored)) {
        if (entry.is_regular_file(ignored)) names.push_back(entry.path().filename().string());
    }
    std::sort(names.begin(), names.end());
    return names.empty() ? " and has no files" : "; name a file in it" + names_that_are_there("", names, 6);
}

base::Status check_directory(std::string const& source) {
    // Esri's file geodatabase is a directory and a data source at once.
    if (fs::path(source).extension() == ".gdb") return base::done;
    return base::Error{source + ": is a directory" + listing_of(source)};
}

}  // namespace

base::Status check_source(std::string const& source) {
    if (source.empty()) return base::Error{"a data source is asked for, but its name is empty"};
    if (is_gdal_name(source)) {
        if (!base::holds_secret(source)) return base::done;
        return base::Error{source.substr(0, source.find(':')) +
                           ": a password must not stand in the name of a source; a database's is read from ~/.pgpass "
                           "or PGPASSWORD"};
    }
    std::error_code error;
    auto const status = fs::status(source, error);
    if (!fs::exists(status)) return base::Error{source + ": there is no such file"};
    if (fs::is_directory(status)) return check_directory(source);
    if (!fs::is_regular_file(status)) return base::Error{source + ": is not a regular file"};
    if (fs::file_size(source, error) == 0) return base::Error{source + ": the file is empty (0 bytes)"};
    if (!std::ifstream(source, std::ios::binary)) return base::Error{source + ": may not be read (permission denied)"};
    return base::done;
}

std::vector<std::pair<std::string, std::string>> quiet_options() {
    std::error_code error;
    fs::path const scratch = fs::temp_directory_path(error);
    return {
        // The OSM driver's node index would otherwise go to the working directory.
        {"CPL_TMPDIR", error ? "/tmp" : scratch.string()},
        {"OSM_MAX_TMPFILE_SIZE", "1000"},
        {"GML_SAVE_RESOLVED_TO", "NONE"},
        {"SHAPE_RESTORE_SHX", "NO"},
        {"GDAL_PAM_ENABLED", "NO"},
    };
}

namespace {

/// GeoPackages in SQLite's write-ahead mode make SQLite write two files beside them, unless it is told that nobody
/// changes them meanwhile. A log that is there holds data, so then the risk is taken.
bool is_wal_without_log(std::string const& source) {
    char header[20] = {};
    std::ifstream file(source, std::ios::binary);
    if (!file.read(header, sizeof header)) return false;
    std::error_code error;
    return header[18] == 2 && !fs::exists(source + "-wal", error);
}

/// Neither a .cpg file nor the table's own code page byte (offset 29; 0x57 is "whatever the machine has").
bool states_no_encoding(std::string const& source) {
    std::error_code error;
    fs::path path(source);
    for (char const* extension : {".cpg", ".CPG", ".Cpg"}) {
        if (fs::exists(path.replace_extension(extension), error)) return false;
    }
    for (char const* extension : {".dbf", ".DBF", ".Dbf"}) {
        char header[32] = {};
        std::ifstream table(path.replace_extension(extension), std::ios::binary);
        if (table.read(header, sizeof header)) return header[29] == 0 || header[29] == 0x57;
    }
    return false;
}

std::vector<std::string> open_options(std::string const& driver, std::string const& source) {
    if (driver == "GML") return {"WRITE_GFS=NO"};
    if (driver == "GPKG" && is_wal_without_log(source)) return {"IMMUTABLE=YES"};
    if (driver == "ESRI Shapefile" && states_no_encoding(source)) return {"ENCODING="};  // raw, for settle_encoding
    if (driver == "CSV") {
        return {"AUTODETECT_TYPE=YES", "GEOM_POSSIBLE_NAMES=WKT,geom,geometry,the_geom,wkb_geometry,wkt_geom,shape",
                "X_POSSIBLE_NAMES=lon,lng,long,longitude,x,easting,经度",
                "Y_POSSIBLE_NAMES=lat,latitude,y,northing,纬度", "KEEP_GEOM_COLUMNS=NO"};
    }
    return {};
}

std::string not_map_data(std::string const& source, GdalMessages const& messages) {
    GdalMessages quiet;
    if (GDALDatasetUniquePtr(GDALDataset::Open(source.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY))) {
        return source + ": is a raster; features need a vector file";
    }
    std::string const unknown = "no driver of GDAL recognises it";
    std::string why = messages.why(unknown);
    if (why.find("not recognized as") != std::string::npos) why = unknown;
    return source + ": cannot be read as map data: " + why;
}

}  // namespace

base::Result<GDALDatasetUniquePtr> open_source(std::string const& source, GdalMessages& messages) {
    if (auto status = check_source(source); !status) return status.error();
    auto* const driver = GDALDriver::FromHandle(GDALIdentifyDriverEx(source.c_str(), GDAL_OF_VECTOR, nullptr, nullptr));
    auto const options = open_options(driver ? driver->GetDescription() : "", source);
    std::vector<char const*> pointers;
    pointers.reserve(options.size() + 1);
    for (std::string const& option : options) pointers.push_back(option.c_str());
    pointers.push_back(nullptr);
    GDALDatasetUniquePtr dataset(GDALDataset::Open(
        source.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR, nullptr, pointers.data()));
    if (!dataset) return base::Error{not_map_data(source, messages)};
    if (dataset->GetLayerCount() == 0) return base::Error{source + ": has no layers with features"};
    return dataset;
}

std::vector<std::string> field_names(OGRLayer& layer) {
    std::vector<std::string> names;
    OGRFeatureDefn& definition = *layer.GetLayerDefn();
    for (int i = 0; i < definition.GetFieldCount(); ++i)
        names.push_back(as_utf8(definition.GetFieldDefn(i)->GetNameRef()));
    return names;
}

namespace {

bool is_polygonal(OGRwkbGeometryType type) {
    OGRwkbGeometryType const flat = wkbFlatten(type);
    return OGR_GT_IsSubClassOf(flat, wkbSurface) || OGR_GT_IsSubClassOf(flat, wkbMultiSurface) ||
           flat == wkbPolyhedralSurface || flat == wkbTIN;
}

bool speaks_of_buildings(std::string name) {
    for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    for (char const* word : {"building", "footprint", "batiment", "gebaeude", "multipolygons", "建筑", "房屋", "楼"}) {
        if (name.find(word) != std::string::npos) return true;
    }
    return false;
}

/// Higher is better: kind of geometry before name before the number of features.
std::array<std::int64_t, 3> merit(OGRLayer& layer, VectorRequest::Want want) {
    OGRwkbGeometryType const type = layer.GetGeomType();
    std::int64_t kind = type == wkbNone ? 0 : 1;
    if (want == VectorRequest::Want::polygons && type != wkbNone) {
        kind = is_polygonal(type) ? 3 : wkbFlatten(type) == wkbUnknown ? 2 : 1;
    }
    return {kind, speaks_of_buildings(layer.GetName()), layer.GetFeatureCount(FALSE)};
}

std::vector<std::string> layer_names(GDALDataset& dataset) {
    std::vector<std::string> names;
    for (OGRLayer* layer : dataset.GetLayers()) names.emplace_back(layer->GetName());
    return names;
}

}  // namespace

base::Result<OGRLayer*> choose_layer(GDALDataset& dataset, VectorRequest const& request, std::string& note) {
    auto const names = layer_names(dataset);
    if (!request.layer.empty()) {
        int const found = find_name(request.layer, names);
        if (found >= 0) return dataset.GetLayer(found);
        // PostGIS lists only some tables but knows all by name.
        if (OGRLayer* const hidden = dataset.GetLayerByName(request.layer.c_str())) return hidden;
        return base::Error{request.source + ": no layer '" + request.layer + "'" +
                           names_that_are_there(request.layer, names)};
    }
    int best = 0;
    for (int i = 1; i < dataset.GetLayerCount(); ++i) {
        if (merit(*dataset.GetLayer(i), request.want) > merit(*dataset.GetLayer(best), request.want)) best = i;
    }
    OGRLayer* const chosen = dataset.GetLayer(best);
    if (names.size() > 1) {
        note = "no layer is named; took '" + std::string(chosen->GetName()) + "' of " + std::to_string(names.size()) +
               " layers" + names_that_are_there("", names);
    }
    return chosen;
}

namespace {

/// CityGML of the 3D City Database writes urns with versions that GDAL 3.6 skips; they stand in the first envelope.
std::string crs_named_in_gml(std::string const& source) {
    std::ifstream file(source, std::ios::binary);
    std::string head(1 << 18, '\0');
    file.read(head.data(), static_cast<std::streamsize>(head.size()));
    head.resize(static_cast<std::size_t>(file.gcount()));
    std::size_t const found = head.find("srsName=");
    if (found == std::string::npos || found + 9 >= head.size()) return {};
    std::size_t const begin = found + 9;
    std::size_t const end = head.find(head[begin - 1], begin);
    if (end == std::string::npos) return {};
    auto const crs = normalise_crs(head.substr(begin, end - begin));
    return crs ? *crs : std::string{};
}

}  // namespace

std::string layer_crs(GDALDataset& dataset, OGRLayer& layer, std::string const& source) {
    if (OGRSpatialReference const* reference = layer.GetSpatialRef()) {
        if (std::string text = crs_text(*reference); !text.empty()) return text;
    }
    return std::string(dataset.GetDriverName()) == "GML" ? crs_named_in_gml(source) : std::string{};
}

LayerInfo describe(GDALDataset& dataset, OGRLayer& layer, std::string const& source) {
    LayerInfo info;
    info.name = layer.GetName();
    info.geometry = OGRGeometryTypeToName(layer.GetGeomType());
    info.crs = layer_crs(dataset, layer, source);
    bool const cheap = layer.TestCapability(OLCFastFeatureCount);
    info.features = cheap ? layer.GetFeatureCount(TRUE) : layer.GetFeatureCount(FALSE);
    info.fields = field_names(layer);
    return info;
}

}  // namespace geo
