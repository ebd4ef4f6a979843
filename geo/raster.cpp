#include "geo/raster.h"

#include <cpl_string.h>
#include <gdal_alg.h>
#include <gdal_utils.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "geo/crs.h"
#include "geo/crs_internal.h"
#include "geo/source.h"

namespace geo {
namespace {

/// gdal_translate and gdalwarp take their options as a command line would give them.
CPLStringList string_list(std::vector<std::string> const& options) {
    CPLStringList list;
    for (std::string const& option : options) list.AddString(option.c_str());
    return list;
}

GDALDatasetUniquePtr open_quietly(std::string const& source, unsigned more_flags) {
    return GDALDatasetUniquePtr(
        GDALDataset::Open(source.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY | more_flags, nullptr, nullptr, nullptr));
}

/// The rasters in an archive, as names that GDAL opens.
std::vector<std::string> rasters_in_zip(std::string const& source) {
    std::string const inside = "/vsizip/" + source;
    CPLStringList const listed(VSIReadDirRecursive(inside.c_str()), TRUE);
    std::vector<std::string> found;
    for (int i = 0; i < listed.Count(); ++i) {
        std::string const name = inside + "/" + listed[i];
        if (GDALIdentifyDriverEx(name.c_str(), GDAL_OF_RASTER, nullptr, nullptr)) found.push_back(name);
    }
    std::sort(found.begin(), found.end());
    return found;
}

/// GDAL names the file in many of its messages, but not in all; ours always does, once.
std::string why_not(std::string const& source, GdalMessages const& messages, std::string const& otherwise) {
    std::string why = messages.why(otherwise);
    if (why.starts_with(source)) why.erase(0, std::min(why.size(), source.size() + 2));
    return why;
}

base::Error not_a_raster(std::string const& source, GdalMessages const& messages) {
    GdalMessages quiet;
    if (GDALDatasetUniquePtr(GDALDataset::Open(source.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY))) {
        return {source + ": holds features; terrain and imagery need a raster"};
    }
    std::string const unknown = "no driver of GDAL recognises it";
    std::string why = why_not(source, messages, unknown);
    if (why.find("not recognized as") != std::string::npos) why = unknown;
    return {source + ": cannot be read as a raster: " + why};
}

base::Result<GDALDatasetUniquePtr> open_file(std::string const& source, GdalMessages& messages) {
    if (auto status = check_source(source); !status) return status.error();
    if (auto dataset = open_quietly(source, GDAL_OF_VERBOSE_ERROR)) return dataset;
    if (!source.ends_with(".zip")) return not_a_raster(source, messages);
    auto const inside = rasters_in_zip(source);
    if (inside.empty()) return base::Error{source + ": holds no raster"};
    if (inside.size() > 1) {
        return base::Error{source + ": holds " + std::to_string(inside.size()) +
                           " rasters; name one of them: " + inside.front()};
    }
    if (auto dataset = open_quietly(inside.front(), GDAL_OF_VERBOSE_ERROR)) return dataset;
    return not_a_raster(inside.front(), messages);
}

bool has_position(GDALDataset& dataset) {
    double transform[6];
    return dataset.GetGeoTransform(transform) == CE_None || dataset.GetGCPCount() > 0 ||
           dataset.GetMetadata("RPC") != nullptr;
}

base::Result<std::string> find_crs(GDALDataset& dataset, std::string const& source, std::string const& override_crs) {
    if (!override_crs.empty()) {
        auto crs = normalise_crs(override_crs);
        if (!crs) return base::Error{source + ": " + crs.error().message};
        if (*crs == "gcj02" || *crs == "bd09") {
            return base::Error{source + ": rasters in " + *crs +
                               " cannot be placed; that shift bends straight lines. Convert it to WGS84 first"};
        }
        return crs;
    }
    OGRSpatialReference const* reference = dataset.GetSpatialRef();
    if (!reference) reference = dataset.GetGCPSpatialRef();
    std::string const crs = reference ? crs_text(*reference) : "";
    if (crs.empty()) {
        return base::Error{source + ": says no coordinate reference system; give it with crs = \"EPSG:...\""};
    }
    return crs;
}

using Transformer = std::unique_ptr<void, decltype(&GDALDestroyGenImgProjTransformer)>;

/// Between the view's pixels and the working CRS.
Transformer transformer_of(Raster const& raster, LocalFrame const& frame) {
    CPLStringList options;
    auto const working = crs_object(frame.working_crs);
    if (!working) return {nullptr, GDALDestroyGenImgProjTransformer};
    char* wkt = nullptr;
    working->exportToWkt(&wkt);
    options.SetNameValue("DST_SRS", wkt);
    CPLFree(wkt);
    return {GDALCreateGenImgProjTransformer2(raster.view.get(), nullptr, options.List()),
            GDALDestroyGenImgProjTransformer};
}

}  // namespace

std::vector<std::pair<std::string, std::string>> raster_options(std::vector<std::string> const& sources) {
    auto options = quiet_options();
    bool const side_files = std::any_of(sources.begin(), sources.end(), [](std::string const& source) {
        std::error_code ignored;
        return std::filesystem::exists(source + ".aux.xml", ignored);
    });
    for (auto& [key, value] : options) {
        if (key == "GDAL_PAM_ENABLED" && side_files) value = "YES";
    }
    return options;
}

base::Result<Raster> open_raster(std::string const& source, std::string const& crs, GdalMessages& messages) {
    messages.clear();
    auto file = open_file(source, messages);
    if (!file) return file.error();
    GDALDataset& dataset = **file;
    if (dataset.GetRasterCount() == 0) {
        CPLStringList const parts(dataset.GetMetadata("SUBDATASETS"), FALSE);
        char const* const first = parts.FetchNameValue("SUBDATASET_1_NAME");
        return base::Error{source + ": has no raster band" +
                           (first ? std::string("; name a part of it: ") + first : "")};
    }
    if (!has_position(dataset)) {
        return base::Error{source + ": says not where it lies (no geotransform, world file or control points)"};
    }
    auto found = find_crs(dataset, source, crs);
    if (!found) return found.error();
    return Raster{source, std::move(*found), std::move(*file), nullptr};
}

base::Status set_view(Raster& raster, std::vector<std::string> const& translate_options, GdalMessages& messages) {
    messages.clear();
    CPLStringList list = string_list(translate_options);
    list.AddString("-of").AddString("VRT").AddString("-a_srs").AddString(raster.crs.c_str());
    auto* const options = GDALTranslateOptionsNew(list.List(), nullptr);
    int usage_error = FALSE;
    raster.view.reset(
        GDALDataset::FromHandle(GDALTranslate("", GDALDataset::ToHandle(raster.file.get()), options, &usage_error)));
    GDALTranslateOptionsFree(options);
    if (raster.view) return base::done;
    return base::Error{raster.source + ": " + why_not(raster.source, messages, "its bands cannot be read")};
}

double pixel_size_at(Raster const& raster, base::Vec2d local, LocalFrame const& frame) {
    auto const transformer = transformer_of(raster, frame);
    if (!transformer) return 0;
    constexpr double kStep = 10;  // metres
    double const east = frame.origin.x + local.x, north = frame.origin.y + local.y;
    double x[] = {east, east + kStep, east}, y[] = {north, north, north + kStep}, z[] = {0, 0, 0};
    int good[] = {0, 0, 0};
    GDALGenImgProjTransform(transformer.get(), TRUE, 3, x, y, z, good);
    if (!good[0] || !good[1] || !good[2]) return 0;
    double const columns = std::hypot(x[1] - x[0], y[1] - y[0]), rows = std::hypot(x[2] - x[0], y[2] - y[0]);
    double const pixels = std::max(columns, rows);
    return pixels > 0 && std::isfinite(pixels) ? kStep / pixels : 0;
}

base::Extent extent_of(Raster const& raster, LocalFrame const& frame) {
    auto const transformer = transformer_of(raster, frame);
    if (!transformer) return {};
    constexpr int kSteps = 21;  // along each side; sides become curves
    double const width = raster.view->GetRasterXSize(), height = raster.view->GetRasterYSize();
    base::Extent extent;
    for (int i = 0; i < kSteps; ++i) {
        double const share = static_cast<double>(i) / (kSteps - 1);
        double x[] = {share * width, share * width, 0, width}, y[] = {0, height, share * height, share * height};
        double z[] = {0, 0, 0, 0};
        int good[] = {0, 0, 0, 0};
        GDALGenImgProjTransform(transformer.get(), FALSE, 4, x, y, z, good);
        for (int k = 0; k < 4; ++k) {
            if (!good[k] || !std::isfinite(x[k]) || !std::isfinite(y[k])) return {};
            extent.add(base::Vec2d{x[k] - frame.origin.x, y[k] - frame.origin.y});
        }
    }
    return extent;
}

base::Result<GDALDatasetUniquePtr> make_target(base::Extent const& local, int width, int height, int bands,
                                               GDALDataType type, LocalFrame const& frame) {
    auto* const driver = GetGDALDriverManager()->GetDriverByName("MEM");
    GDALDatasetUniquePtr target(driver->Create("", width, height, bands, type, nullptr));
    if (!target)
        return base::Error{"no memory for " + std::to_string(width) + " x " + std::to_string(height) + " pixels"};
    double transform[] = {frame.origin.x + local.min_x, local.width() / width, 0, frame.origin.y + local.max_y, 0,
                          -local.height() / height};
    auto const working = crs_object(frame.working_crs);
    if (!working) return base::Error{"the working CRS '" + frame.working_crs + "' is not known to PROJ"};
    target->SetGeoTransform(transform);
    target->SetSpatialRef(&*working);
    return target;
}

base::Status warp_onto(GDALDataset& target, Raster const& raster, bool average,
                       std::vector<std::string> const& warp_options, GdalMessages& messages) {
    messages.clear();
    CPLStringList list = string_list(warp_options);
    list.AddString("-r").AddString(average ? "average" : "bilinear");
    list.AddString("-wo").AddString("NUM_THREADS=ALL_CPUS").AddString("-novshift");
    auto* const options = GDALWarpAppOptionsNew(list.List(), nullptr);
    GDALDatasetH source = GDALDataset::ToHandle(raster.view.get());
    int usage_error = FALSE;
    GDALDatasetH const warped = GDALWarp(nullptr, GDALDataset::ToHandle(&target), 1, &source, options, &usage_error);
    GDALWarpAppOptionsFree(options);
    if (warped && !messages.failed()) return base::done;
    return base::Error{raster.source + ": " +
                       why_not(raster.source, messages, "cannot be warped into the working CRS")};
}

}  // namespace geo
