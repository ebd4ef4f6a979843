#include "geo/write.h"

#include <gdal_priv.h>
#include <ogr_spatialref.h>
#include <ogrsf_frmts.h>

#include <cmath>
#include <memory>

#include "geo/gdal_session.h"

namespace geo {
namespace {

class LayerWriter {
public:
    LayerWriter(GDALDataset& data, WrittenLayer const& from, LocalFrame const& frame)
        : data_(data), from_(from), origin_(frame.origin), crs_text_(frame.working_crs) {}

    bool write() {
        OGRSpatialReference crs;
        if (crs.SetFromUserInput(crs_text_.c_str()) != OGRERR_NONE) return false;
        crs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
        bool const areas = from_.polygons.size() > 0;
        layer_ = data_.CreateLayer(from_.name.c_str(), &crs, areas ? wkbMultiPolygon : wkbPoint, nullptr);
        if (!layer_) return false;
        for (Column const& column : from_.columns) {
            OGRFieldDefn field(column.name.c_str(), column.kind == Column::Kind::number ? OFTReal : OFTString);
            if (layer_->CreateField(&field) != OGRERR_NONE) return false;
        }
        return areas ? write_polygons() : write_points();
    }

private:
    bool write_polygons() {
        Polygons const& p = from_.polygons;
        for (std::size_t i = 0; i < p.size();) {
            auto parts = std::make_unique<OGRMultiPolygon>();
            std::uint32_t const row = p.row[i];
            for (; i < p.size() && p.row[i] == row; ++i) parts->addGeometryDirectly(polygon(i).release());
            if (!add(row, std::move(parts))) return false;
        }
        return true;
    }

    bool write_points() {
        Points const& p = from_.points;
        for (std::size_t i = 0; i < p.size(); ++i) {
            if (!add(p.row[i], std::make_unique<OGRPoint>(east(p.points[i]), north(p.points[i])))) return false;
        }
        return true;
    }

    std::unique_ptr<OGRPolygon> polygon(std::size_t i) const {
        Polygons const& p = from_.polygons;
        auto out = std::make_unique<OGRPolygon>();
        for (std::uint32_t r = p.polygon_begin[i]; r < p.polygon_begin[i + 1]; ++r) {
            auto const points = p.ring(r);
            auto ring = std::make_unique<OGRLinearRing>();
            for (base::Vec2d const at : points) ring->addPoint(east(at), north(at));
            ring->closeRings();
            out->addRingDirectly(ring.release());
        }
        return out;
    }

    bool add(std::uint32_t row, std::unique_ptr<OGRGeometry> geometry) {
        OGRFeature feature(layer_->GetLayerDefn());
        for (std::size_t c = 0; c < from_.columns.size(); ++c) set(feature, static_cast<int>(c), from_.columns[c], row);
        geometry->set3D(FALSE);
        feature.SetGeometryDirectly(geometry.release());
        return layer_->CreateFeature(&feature) == OGRERR_NONE;
    }

    static void set(OGRFeature& feature, int field, Column const& column, std::uint32_t row) {
        if (column.kind == Column::Kind::number) {
            if (row < column.numbers.size() && !std::isnan(column.numbers[row]))
                feature.SetField(field, column.numbers[row]);
        } else if (std::string const text = column.text(row); !text.empty()) {
            feature.SetField(field, text.c_str());
        }
    }

    double east(base::Vec2d p) const { return origin_.x + p.x; }
    double north(base::Vec2d p) const { return origin_.y + p.y; }

    GDALDataset& data_;
    WrittenLayer const& from_;
    Projected origin_;
    std::string crs_text_;
    OGRLayer* layer_ = nullptr;
};

base::Status write_all(std::filesystem::path const& file, std::span<WrittenLayer const> layers,
                       LocalFrame const& frame) {
    GdalMessages const messages;
    auto const failed = [&] {
        return base::Error{file.string() + ": cannot be written: " + messages.why("no reason given")};
    };
    GDALDriver* const driver = GetGDALDriverManager()->GetDriverByName("GPKG");
    GDALDatasetUniquePtr data(driver ? driver->Create(file.c_str(), 0, 0, 0, GDT_Unknown, nullptr) : nullptr);
    if (!data || data->StartTransaction() != OGRERR_NONE) return failed();
    for (WrittenLayer const& layer : layers) {
        if (!LayerWriter(*data, layer, frame).write()) return failed();
    }
    if (data->CommitTransaction() != OGRERR_NONE) return failed();
    data.reset();
    if (messages.failed()) return failed();
    return base::done;
}

}  // namespace

base::Status write_geopackage(std::filesystem::path const& file, std::span<WrittenLayer const> layers,
                              LocalFrame const& frame) {
    start_gdal();
    std::filesystem::path partial = file;
    partial += ".partial.gpkg";  // GDAL warns of other endings
    std::error_code ignored, error;
    std::filesystem::remove(partial, ignored);
    if (auto written = write_all(partial, layers, frame); !written) {
        std::filesystem::remove(partial, ignored);
        // Nobody asked for a file of that name.
        std::string message = written.error().message;
        for (std::size_t at; (at = message.find(partial.string())) != std::string::npos;)
            message.replace(at, partial.string().size(), file.string());
        return base::Error{message};
    }
    std::filesystem::rename(partial, file, error);
    if (!error) return base::done;
    std::filesystem::remove(partial, ignored);
    return base::Error{file.string() + ": cannot be written: " + error.message()};
}

}  // namespace geo
