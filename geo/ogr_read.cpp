#include "geo/ogr_read.h"

#include <algorithm>
#include <filesystem>

#include "geo/column_builder.h"
#include "geo/osm_tags.h"
#include "geo/source.h"
#include "geo/suggest.h"
#include "geo/wkb.h"

namespace geo {

namespace {

constexpr char const* kOtherTags = "other_tags";

struct FieldColumn {
    int index;
    OGRFieldType type;
    ColumnBuilder builder;
};

bool is_wanted(std::string const& name, OgrJob const& job) {
    return job.request.all_fields || find_name(name, job.request.fields) >= 0 || find_name(name, job.extra_fields) >= 0;
}

void set_value(FieldColumn& column, OGRFeature const& feature, std::size_t row) {
    if (!feature.IsFieldSetAndNotNull(column.index)) return;
    switch (column.type) {
        case OFTInteger:
        case OFTInteger64:
        case OFTReal: column.builder.set_number(row, feature.GetFieldAsDouble(column.index)); return;
        case OFTDate:
        case OFTTime:
        case OFTDateTime: column.builder.set_text(row, iso_text(feature, column.index)); return;
        case OFTBinary: return;
        default: column.builder.set_text(row, const_cast<OGRFeature&>(feature).GetFieldAsString(column.index));
    }
}

/// Tells the driver what it need not decode.
void ignore_other_fields(OgrJob& job, std::vector<int> const& wanted) {
    if (!job.layer.TestCapability(OLCIgnoreFields)) return;
    std::vector<std::string> names{"OGR_STYLE"};
    OGRFeatureDefn& definition = *job.layer.GetLayerDefn();
    for (int i = 0; i < definition.GetFieldCount(); ++i) {
        // A field that `where` mentions must still be read by drivers that filter on finished features.
        std::string const name = definition.GetFieldDefn(i)->GetNameRef();
        bool const in_filter = job.request.where.find(name) != std::string::npos;
        if (std::find(wanted.begin(), wanted.end(), i) == wanted.end() && !in_filter) names.push_back(name);
    }
    std::vector<char const*> pointers;
    pointers.reserve(names.size() + 1);
    for (std::string const& name : names) pointers.push_back(name.c_str());
    pointers.push_back(nullptr);
    job.layer.SetIgnoredFields(pointers.data());
}

/// OSM files hold all layers interleaved, so they must be read as one stream.
class FeatureStream {
public:
    FeatureStream(OgrJob& job, bool osm) : job_(job), osm_(osm) {
        job_.layer.ResetReading();
        if (!osm_) return;
        std::string const sql = std::string("SET interest_layers = ") + job_.layer.GetName();
        job_.dataset.ReleaseResultSet(job_.dataset.ExecuteSQL(sql.c_str(), nullptr, nullptr));
        job_.dataset.ResetReading();
    }

    OGRFeatureUniquePtr next() {
        if (!osm_) return OGRFeatureUniquePtr(job_.layer.GetNextFeature());
        while (true) {
            OGRLayer* from = nullptr;
            OGRFeatureUniquePtr feature(job_.dataset.GetNextFeature(&from, nullptr, nullptr, nullptr));
            if (!feature || from == &job_.layer) return feature;
        }
    }

private:
    OgrJob& job_;
    bool osm_;
};

void add_geometry(OGRFeature& feature, LayerBuilder& builder, std::vector<unsigned char>& buffer) {
    OGRGeometry* const geometry = feature.GetGeometryRef();
    if (!geometry) return builder.null_geometry();
    if (geometry->IsEmpty()) return builder.refuse_row("empty-geometry", "the geometry has no points");
    buffer.resize(geometry->WkbSize());
    geometry->exportToWkb(wkbNDR, buffer.data(), wkbVariantIso);
    add_wkb(buffer, builder);
}

}  // namespace

Column::Kind kind_of(int ogr_type) {
    bool const number = ogr_type == OFTInteger || ogr_type == OFTInteger64 || ogr_type == OFTReal;
    return number ? Column::Kind::number : Column::Kind::text;
}

std::vector<int> wanted_fields(OgrJob const& job) {
    std::vector<int> indices;
    auto const names = field_names(job.layer);
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (is_wanted(names[i], job)) indices.push_back(static_cast<int>(i));
    }
    return indices;
}

std::string iso_text(OGRFeature const& feature, int field) {
    int year = 0, month = 0, day = 0, hour = 0, minute = 0, zone = 0;
    float second = 0;
    if (!feature.GetFieldAsDateTime(field, &year, &month, &day, &hour, &minute, &second, &zone)) return {};
    OGRFieldType const type = const_cast<OGRFeature&>(feature).GetFieldDefnRef(field)->GetType();
    std::array<char, 64> text{};
    std::string out;
    if (type != OFTTime) {
        std::snprintf(text.data(), text.size(), "%04d-%02d-%02d", year, month, day);
        out = text.data();
    }
    if (type == OFTDate) return out;
    std::snprintf(text.data(), text.size(), "%s%02d:%02d:%02d", out.empty() ? "" : "T", hour, minute,
                  static_cast<int>(second));
    out += text.data();
    if (zone > 1) {  // 0 unknown, 1 local, 100 UTC, each step from there a quarter of an hour
        int const quarters = zone - 100;
        if (quarters == 0) return out + "Z";
        std::snprintf(text.data(), text.size(), "%c%02d:%02d", quarters < 0 ? '-' : '+', std::abs(quarters) / 4,
                      std::abs(quarters) % 4 * 15);
        out += text.data();
    }
    return out;
}

void add_wkb(std::span<unsigned char const> wkb, LayerBuilder& builder) {
    WkbResult result = read_wkb(wkb, builder);
    if (result == WkbResult::curved) {
        builder.take_back();
        OGRGeometry* made = nullptr;
        GdalMessages quiet;
        OGRGeometryFactory::createFromWkb(wkb.data(), nullptr, &made, wkb.size());
        OGRGeometryUniquePtr const curved(made);
        OGRGeometryUniquePtr const straight(curved ? curved->getLinearGeometry() : nullptr);
        if (straight) {
            std::vector<unsigned char> buffer(straight->WkbSize());
            straight->exportToWkb(wkbNDR, buffer.data(), wkbVariantIso);
            result = read_wkb(buffer, builder);
        }
    }
    if (result == WkbResult::done) return;
    builder.refuse_row("bad-geometry", result == WkbResult::curved ? "a curve that cannot be made of straight lines"
                                                                   : "the geometry is broken or has no area");
}

void reserve_rows(OgrJob& job) {
    std::error_code error;
    std::uintmax_t const bytes = std::filesystem::file_size(job.request.source, error);
    std::uintmax_t const sane = error ? 1 << 16 : bytes / 16;
    std::int64_t const said = job.request.where.empty() ? job.layer.GetFeatureCount(FALSE) : -1;
    std::size_t const rows =
        said > 0 ? static_cast<std::size_t>(std::min<std::uintmax_t>(static_cast<std::uintmax_t>(said), sane / 4)) : 0;
    VectorLayer& layer = job.builder.layer();
    layer.feature_id.reserve(rows);
    if (!OGR_GT_IsSubClassOf(wkbFlatten(job.layer.GetGeomType()), wkbSurface) &&
        wkbFlatten(job.layer.GetGeomType()) != wkbMultiPolygon)
        return;
    layer.polygons.row.reserve(rows);
    layer.polygons.polygon_begin.reserve(rows + 1);
    layer.polygons.ring_begin.reserve(rows + 1);
    // City footprints have about seven corners.
    layer.polygons.points.reserve(std::min<std::size_t>(rows * 8, sane));
}

base::Status read_by_feature(OgrJob& job) {
    bool const osm = std::string(job.dataset.GetDriverName()) == "OSM";
    VectorLayer& layer = job.builder.layer();
    std::vector<FieldColumn> columns;
    for (int const index : wanted_fields(job)) {
        OGRFieldDefn const& field = *job.layer.GetLayerDefn()->GetFieldDefn(index);
        if (osm && std::string(field.GetNameRef()) == kOtherTags) continue;
        columns.push_back({index, field.GetType(), ColumnBuilder(field.GetNameRef(), kind_of(field.GetType()))});
    }
    std::vector<std::string> tag_names = job.request.fields;
    tag_names.insert(tag_names.end(), job.extra_fields.begin(), job.extra_fields.end());
    TagColumns tags(tag_names, job.request.all_fields);
    int const other_tags = osm ? job.layer.GetLayerDefn()->GetFieldIndex(kOtherTags) : -1;
    if (!osm) ignore_other_fields(job, wanted_fields(job));
    reserve_rows(job);

    FeatureStream stream(job, osm);
    std::vector<unsigned char> wkb;
    double const expected = static_cast<double>(std::max<std::int64_t>(1, osm ? 1 : job.layer.GetFeatureCount(FALSE)));
    while (OGRFeatureUniquePtr feature = stream.next()) {
        std::size_t const row = job.builder.begin_row(feature->GetFID());
        for (FieldColumn& column : columns) set_value(column, *feature, row);
        if (other_tags >= 0 && feature->IsFieldSetAndNotNull(other_tags)) {
            tags.add_row(row, feature->GetFieldAsString(other_tags));
        }
        add_geometry(*feature, job.builder, wkb);
        job.builder.end_row();
        if (row % 4096 == 0) {
            if (job.progress.cancelled()) return base::Error{job.request.source + ": reading was cancelled"};
            job.progress.advance(std::min(1.0, static_cast<double>(row) / expected));
        }
    }
    for (FieldColumn& column : columns) layer.columns.push_back(column.builder.finish(layer.rows()));
    if (other_tags < 0) return base::done;
    for (Column& column : tags.finish(layer.rows())) layer.columns.push_back(std::move(column));
    std::erase(layer.available_fields, kOtherTags);
    layer.available_fields.insert(layer.available_fields.end(), tags.seen().begin(), tags.seen().end());
    return base::done;
}

}  // namespace geo
