// Pictures of the ground from any GDAL raster: whatever its bands are, red, green, blue and alpha come out.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>

#include "geo/raster.h"
#include "geo/terrain.h"

namespace geo {
namespace {

using base::Severity;

/// Which bands of a file are its colours. `alpha` 0: none.
struct Colours {
    int red = 1, green = 1, blue = 1, alpha = 0;
};

/// Of 16-bit and float pictures: what becomes black and what white.
struct Range {
    double low = 0, high = 255;
};

Colours colours_of(GDALDataset& file) {
    int const bands = file.GetRasterCount();
    Colours named{0, 0, 0, 0};
    for (int i = 1; i <= bands; ++i) {
        auto const colour = file.GetRasterBand(i)->GetColorInterpretation();
        if (colour == GCI_RedBand && named.red == 0) named.red = i;
        if (colour == GCI_GreenBand && named.green == 0) named.green = i;
        if (colour == GCI_BlueBand && named.blue == 0) named.blue = i;
        if (colour == GCI_AlphaBand && named.alpha == 0) named.alpha = i;
    }
    if (named.red > 0 && named.green > 0 && named.blue > 0) return named;
    // A fourth band nobody calls alpha is near infrared in aerial pictures.
    if (bands >= 3) return {1, 2, 3, named.alpha};
    return {1, 1, 1, named.alpha};
}

/// The middle 96 % of what is seen in a sample of some 65,000 pixels, the same for all colours so that their balance
/// stays.
Range range_of(GDALDataset& file, Colours const& colours) {
    std::vector<float> values;
    for (int const index : {colours.red, colours.green, colours.blue}) {
        GDALRasterBand& band = *file.GetRasterBand(index);
        int const width = std::min(band.GetXSize(), 256), height = std::min(band.GetYSize(), 256);
        std::vector<float> sample(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
        GdalMessages quiet;  // a broken file says so when it is read in full
        if (band.RasterIO(GF_Read, 0, 0, band.GetXSize(), band.GetYSize(), sample.data(), width, height, GDT_Float32, 0,
                          0, nullptr) != CE_None) {
            continue;
        }
        int declared = FALSE;
        auto const no_data = static_cast<float>(band.GetNoDataValue(&declared));
        for (float const value : sample) {
            if (std::isfinite(value) && !(declared && value == no_data)) values.push_back(value);
        }
        if (colours.green == colours.red) break;
    }
    if (values.empty()) return {};
    auto const at = [&](double share) {
        auto const place = values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
        std::nth_element(values.begin(), place, values.end());
        return static_cast<double>(*place);
    };
    Range const range{at(0.02), at(0.98)};
    return range.high > range.low ? range : Range{range.low, range.low + 1};
}

std::string number(double value) {
    char text[40];
    std::snprintf(text, sizeof text, "%.9g", value);
    return text;
}

struct ImageryJob {
    ImageryRequest const& imagery;
    LocalFrame const& frame;
    GdalMessages& messages;
    base::Findings& findings;

    void find(Severity severity, std::string const& source, std::string code, std::string reason) const {
        findings.add({severity, source, "", -1, std::move(code), std::move(reason)});
    }
};

/// Three or four 8-bit bands.
base::Status choose_bands(Raster& raster, ImageryJob const& request) {
    GDALRasterBand& first = *raster.file->GetRasterBand(1);
    if (GDALDataTypeIsComplex(first.GetRasterDataType())) {
        return base::Error{raster.source + ": holds complex numbers, not colours"};
    }
    if (first.GetColorTable()) return set_view(raster, {"-expand", "rgba"}, request.messages);
    Colours const colours = colours_of(*raster.file);
    std::vector<std::string> options{"-ot", "Byte"};
    for (int const band : {colours.red, colours.green, colours.blue, colours.alpha}) {
        if (band > 0) options.insert(options.end(), {"-b", std::to_string(band)});
    }
    if (first.GetRasterDataType() != GDT_Byte) {
        Range const range = range_of(*raster.file, colours);
        for (std::string const out : {"-scale_1", "-scale_2", "-scale_3"}) {
            options.insert(options.end(), {out, number(range.low), number(range.high), "0", "255"});
        }
        int declared = FALSE;
        first.GetNoDataValue(&declared);
        if (declared && colours.alpha == 0) {
            // Scaled, the no-data value would be a colour like any other, so it becomes alpha first.
            options.insert(options.end(), {"-b", "mask", "-a_nodata", "none"});
        }
        request.find(
            Severity::note, raster.source, "imagery-scaled",
            "values from " + number(range.low) + " to " + number(range.high) + " are spread from black to white");
    }
    if (auto status = set_view(raster, options, request.messages); !status) return status;
    if (raster.view->GetRasterCount() == 4) {
        raster.view->GetRasterBand(4)->SetColorInterpretation(GCI_AlphaBand);
    }
    return base::done;
}

base::Result<std::vector<Raster>> open_pictures(ImageryJob const& request) {
    std::vector<Raster> rasters;
    for (std::string const& source : request.imagery.sources) {
        auto raster = open_raster(source, request.imagery.crs, request.messages);
        if (!raster) return raster.error();
        if (auto status = choose_bands(*raster, request); !status) return status.error();
        rasters.push_back(std::move(*raster));
    }
    return rasters;
}

/// What the sources cover of the region; all of the region where a source cannot tell.
base::Extent extent_of_all(std::vector<Raster> const& rasters, ImageryJob const& request) {
    base::Extent all;
    for (Raster const& raster : rasters) {
        base::Extent const one = extent_of(raster, request.frame);
        if (one.empty()) return request.imagery.region;
        all.add(one);
    }
    base::Extent const& region = request.imagery.region;
    if (region.empty()) return all;
    return {std::max(all.min_x, region.min_x), std::max(all.min_y, region.min_y), std::min(all.max_x, region.max_x),
            std::min(all.max_y, region.max_y)};
}

/// Warps all sources, the first on top, at the finest one's pixel size or what `max_size` allows.
base::Result<base::Image> warp_picture(base::Extent const& extent, std::vector<Raster> const& rasters,
                                       ImageryJob const& request) {
    std::vector<double> pixels;
    double finest = std::numeric_limits<double>::infinity();
    for (Raster const& raster : rasters) {
        pixels.push_back(pixel_size_at(raster, extent.centre(), request.frame));
        if (pixels.back() > 0) finest = std::min(finest, pixels.back());
    }
    double const longer = std::max(extent.width(), extent.height());
    double const texel = std::max(std::isfinite(finest) ? finest : 0, longer / request.imagery.max_size);
    auto const texels = [&](double length) {
        return std::clamp(static_cast<int>(std::lround(length / texel)), 1, static_cast<int>(request.imagery.max_size));
    };
    int const width = texels(extent.width()), height = texels(extent.height());
    auto target = make_target(extent, width, height, 4, GDT_Byte, request.frame);
    if (!target) return target.error();
    (*target)->GetRasterBand(4)->SetColorInterpretation(GCI_AlphaBand);
    for (std::size_t i = rasters.size(); i-- > 0;) {
        bool const average = texel >= 2 * pixels[i];
        // A pixel is missing only where all its bands say so: black in one band alone is a colour.
        auto const status =
            warp_onto(**target, rasters[i], average, {"-wo", "UNIFIED_SRC_NODATA=YES"}, request.messages);
        if (!status) return status.error();
    }
    base::Image image{static_cast<std::uint32_t>(width), static_cast<std::uint32_t>(height), 4, {}};
    image.pixels.resize(image.row_bytes() * image.height);
    if ((*target)->RasterIO(GF_Read, 0, 0, width, height, image.pixels.data(), width, height, GDT_Byte, 4, nullptr, 4,
                            4 * static_cast<GSpacing>(width), 1, nullptr) != CE_None) {
        return base::Error{"imagery: " + request.messages.why("no memory")};
    }
    return image;
}

double share_seen(base::Image const& image) {
    std::size_t seen = 0;
    for (std::size_t i = 3; i < image.pixels.size(); i += 4) seen += image.pixels[i] > 0;
    return static_cast<double>(seen) / (static_cast<double>(image.width) * image.height);
}

void report_cover(Imagery const& imagery, ImageryJob const& request, std::string const& label) {
    base::Extent const& region = request.imagery.region;
    double const seen = share_seen(imagery.image);
    if (seen == 0) {
        return request.find(Severity::warning, label, "imagery-elsewhere", "shows nothing of the district");
    }
    if (region.empty()) return;
    double const whole = region.width() * region.height();
    double const share = whole > 0 ? seen * imagery.extent.width() * imagery.extent.height() / whole : 1;
    if (share >= 0.995) return;
    char text[100];
    std::snprintf(text, sizeof text, "shows %.1f %% of the district", 100 * share);
    request.find(Severity::warning, label, "imagery-partly", text);
}

}  // namespace

base::Result<Imagery> read_imagery(ImageryRequest const& request, LocalFrame const& frame, base::Findings& findings) {
    if (request.sources.empty() || request.max_size == 0) return Imagery{};
    GdalOptions const options(raster_options(request.sources));
    GdalMessages messages;
    ImageryJob const job{request, frame, messages, findings};
    auto const rasters = open_pictures(job);
    if (!rasters) return rasters.error();

    std::string const label = request.sources.size() == 1 ? request.sources[0] : request.sources[0] + " and others";
    Imagery imagery{extent_of_all(*rasters, job), {}};
    if (imagery.extent.empty() || imagery.extent.width() == 0 || imagery.extent.height() == 0) {
        job.find(Severity::warning, label, "imagery-elsewhere", "shows nothing of the district");
        return Imagery{};
    }
    auto image = warp_picture(imagery.extent, *rasters, job);
    if (!image) return image.error();
    imagery.image = std::move(*image);
    report_cover(imagery, job, label);
    return imagery;
}

}  // namespace geo
