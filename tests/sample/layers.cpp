#include "layers.h"

#include <gdal_priv.h>
#include <ogrsf_frmts.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "sample/frame.h"

namespace sample::test {

namespace {

Ring points_of(OGRSimpleCurve const& curve, bool closed) {
    Ring ring;
    for (int i = 0; i < curve.getNumPoints() - (closed ? 1 : 0); ++i)
        ring.push_back({curve.getX(i) - kOrigin.x, curve.getY(i) - kOrigin.y});
    return ring;
}

Shape shape_of(OGRGeometry const& geometry) {
    switch (wkbFlatten(geometry.getGeometryType())) {
        case wkbPolygon: {
            OGRPolygon const& polygon = *geometry.toPolygon();
            Shape shape{points_of(*polygon.getExteriorRing(), true), {}};
            for (int i = 0; i < polygon.getNumInteriorRings(); ++i)
                shape.holes.push_back(points_of(*polygon.getInteriorRing(i), true));
            return shape;
        }
        case wkbLineString: return {points_of(*geometry.toLineString(), false), {}};
        case wkbPoint: return {{{geometry.toPoint()->getX() - kOrigin.x, geometry.toPoint()->getY() - kOrigin.y}}, {}};
        default: return {};
    }
}

}  // namespace

std::vector<Row> read_layer(std::filesystem::path const& gpkg, char const* name) {
    GDALAllRegister();
    std::vector<Row> rows;
    GDALDatasetUniquePtr const data(GDALDataset::Open(gpkg.c_str(), GDAL_OF_VECTOR));
    OGRLayer* const layer = data ? data->GetLayerByName(name) : nullptr;
    if (!layer) return rows;
    for (auto const& feature : *layer) {
        Row row;
        row.shape = shape_of(*feature->GetGeometryRef());
        for (int i = 0; i < feature->GetFieldCount(); ++i) {
            OGRFieldDefn const& field = *feature->GetFieldDefnRef(i);
            if (!feature->IsFieldSetAndNotNull(i)) continue;
            if (field.GetType() == OFTString) {
                row.text[field.GetNameRef()] = feature->GetFieldAsString(i);
            } else {
                row.number[field.GetNameRef()] = feature->GetFieldAsDouble(i);
            }
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

namespace {

/// This process's own; gone at its end.
struct OwnFolder {
    std::filesystem::path path =
        std::filesystem::temp_directory_path() / ("borough-sample-" + std::to_string(getpid()));
    ~OwnFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
};

}  // namespace

std::filesystem::path fresh_folder(std::string const& name) {
    static OwnFolder const own;
    auto const folder = own.path / name;
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    return folder;
}

std::string bytes_of(std::filesystem::path const& file) {
    std::ifstream in(file, std::ios::binary);
    std::stringstream all;
    all << in.rdbuf();
    return all.str();
}

}  // namespace sample::test
