// Small rasters on disk for tests, in formats that are text or nearly so.
#pragma once

#include <unistd.h>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <sstream>
#include <string>

#include "geo/crs.h"

namespace geo_test {

inline std::string const kSharedData = BOROUGH_SHARED_DATA;

inline bool says(std::string const& text, std::string const& part) { return text.find(part) != std::string::npos; }

/// A folder of this test alone; gone with it.
class RasterFolder {
public:
    RasterFolder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "borough-geo-XXXXXX").string();
        path_ = mkdtemp(pattern.data());
    }
    ~RasterFolder() { std::filesystem::remove_all(path_); }
    RasterFolder(RasterFolder const&) = delete;
    RasterFolder& operator=(RasterFolder const&) = delete;

    std::string file(std::string const& name) const { return (path_ / name).string(); }
    std::string write(std::string const& name, std::string const& bytes) const {
        std::ofstream(path_ / name, std::ios::binary) << bytes;
        return file(name);
    }
    /// Names and sizes of everything in it: what must not change by reading.
    std::map<std::string, std::uintmax_t> listing() const {
        std::map<std::string, std::uintmax_t> all;
        for (auto const& entry : std::filesystem::recursive_directory_iterator(path_)) {
            all[entry.path().string()] = entry.is_regular_file() ? entry.file_size() : 0;
        }
        return all;
    }

private:
    std::filesystem::path path_;
};

/// UTM 32N with a round origin, so that tests can count in local metres.
inline geo::LocalFrame frame_at_origin() {
    geo::LocalFrame frame;
    frame.working_crs = "EPSG:32632";
    frame.origin = {500000, 4800000};
    return frame;
}

/// An ESRI ASCII grid of cells `size` metres wide, its south-west corner at local (x, y); `z` is asked at cell middles,
/// in local metres. Its CRS is in the .prj beside it.
inline std::string write_ascii_grid(RasterFolder const& folder, std::string const& name, int columns, int rows,
                                    double size, double x, double y, std::function<double(double, double)> const& z,
                                    bool declare_no_data = true) {
    std::ostringstream text;
    text.precision(12);
    text << "ncols " << columns << "\nnrows " << rows << "\nxllcorner " << 500000 + x << "\nyllcorner " << 4800000 + y
         << "\ncellsize " << size << (declare_no_data ? "\nNODATA_value -9999\n" : "\n");
    for (int row = rows; row-- > 0;) {
        for (int column = 0; column < columns; ++column) {
            text << z(x + (column + 0.5) * size, y + (row + 0.5) * size) << (column + 1 < columns ? ' ' : '\n');
        }
    }
    folder.write(
        std::filesystem::path(name).stem().string() + ".prj",
        "PROJCS[\"WGS 84 / UTM zone 32N\",GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\",SPHEROID[\"WGS 84\",6378137,"
        "298.257223563]],PRIMEM[\"Greenwich\",0],UNIT[\"degree\",0.0174532925199433]],PROJECTION[\"Transverse_"
        "Mercator\"],PARAMETER[\"latitude_of_origin\",0],PARAMETER[\"central_meridian\",9],PARAMETER[\"scale_"
        "factor\",0.9996],PARAMETER[\"false_easting\",500000],PARAMETER[\"false_northing\",0],UNIT[\"metre\",1]]");
    return folder.write(name, text.str());
}

/// A grey picture of 10 m pixels, rows from the north, its south-west corner at local (x, y). Says no CRS.
inline std::string write_grey(RasterFolder const& folder, std::string const& name, int columns,
                              std::vector<int> const& pixels, int most = 255, double x = 0, double y = 0) {
    int const rows = static_cast<int>(pixels.size()) / columns;
    std::string bytes =
        "P5 " + std::to_string(columns) + " " + std::to_string(rows) + " " + std::to_string(most) + "\n";
    for (int const pixel : pixels) {
        if (most > 255) bytes += static_cast<char>(pixel / 256);
        bytes += static_cast<char>(pixel % 256);
    }
    std::ostringstream world;
    world.precision(12);
    world << "10\n0\n0\n-10\n" << 500000 + x + 5 << "\n" << 4800000 + y + 10 * rows - 5 << "\n";
    folder.write(std::filesystem::path(name).stem().string() + ".wld", world.str());
    return folder.write(name, bytes);
}

struct Band {
    std::string grey;       ///< a file beside it that `write_grey` made
    std::string more = "";  ///< XML: <ColorInterp>, <NoDataValue>, <ColorTable>
    std::string type = "Byte";
};

/// Several grey pictures as the bands of one, at local (0, 0), in UTM 32N.
inline std::string write_bands(RasterFolder const& folder, std::string const& name, int columns, int rows,
                               std::vector<Band> const& bands) {
    std::ostringstream xml;
    xml << "<VRTDataset rasterXSize=\"" << columns << "\" rasterYSize=\"" << rows
        << "\"><SRS>EPSG:32632</SRS><GeoTransform>500000,10,0," << 4800000 + 10 * rows << ",0,-10</GeoTransform>";
    for (std::size_t i = 0; i < bands.size(); ++i) {
        xml << "<VRTRasterBand dataType=\"" << bands[i].type << "\" band=\"" << i + 1 << "\">" << bands[i].more
            << "<SimpleSource><SourceFilename relativeToVRT=\"1\">" << bands[i].grey
            << "</SourceFilename><SourceBand>1</SourceBand></SimpleSource></VRTRasterBand>";
    }
    return folder.write(name, xml.str() + "</VRTDataset>");
}

}  // namespace geo_test
