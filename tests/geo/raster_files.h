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

/// A folder of this test alone; gone with it.
class Folder {
public:
    Folder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "borough-geo-XXXXXX").string();
        path_ = mkdtemp(pattern.data());
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    Folder(Folder const&) = delete;
    Folder& operator=(Folder const&) = delete;

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
inline std::string write_ascii_grid(Folder const& folder, std::string const& name, int columns, int rows, double size,
                                    double x, double y, std::function<double(double, double)> const& z,
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

}  // namespace geo_test
