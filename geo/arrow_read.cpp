// Features as Arrow record batches (the Arrow C stream interface, arrow.apache.org/docs/format/CStreamInterface.html).
#include <ogr_recordbatch.h>

#include <array>
#include <chrono>
#include <cmath>
#include <cstring>

#include "geo/column_builder.h"
#include "geo/ogr_read.h"
#include "geo/source.h"

namespace geo {

namespace {

/// Arrow's structs carry their own destructor; this calls it.
template <class T>
struct Released : T {
    Released() : T{} {}
    ~Released() {
        if (this->release) this->release(this);
    }
    Released(Released const&) = delete;
    Released& operator=(Released const&) = delete;
};

bool is_null(ArrowArray const& array, std::size_t i) {
    if (array.null_count == 0 || !array.buffers[0]) return false;
    auto const* const bits = static_cast<unsigned char const*>(array.buffers[0]);
    return (bits[i / 8] >> (i % 8) & 1) == 0;
}

template <class T>
T value_at(ArrowArray const& array, std::size_t i) {
    return static_cast<T const*>(array.buffers[1])[i];
}

/// Text and binary with 32-bit ("u", "z") or 64-bit ("U", "Z") offsets.
std::span<unsigned char const> bytes_at(ArrowArray const& array, std::size_t i, bool wide) {
    auto const* const data = static_cast<unsigned char const*>(array.buffers[2]);
    if (wide) {
        auto const* const offsets = static_cast<std::int64_t const*>(array.buffers[1]);
        return {data + offsets[i], static_cast<std::size_t>(offsets[i + 1] - offsets[i])};
    }
    auto const* const offsets = static_cast<std::int32_t const*>(array.buffers[1]);
    return {data + offsets[i], static_cast<std::size_t>(offsets[i + 1] - offsets[i])};
}

std::string date_text(std::int64_t days) {
    std::chrono::year_month_day const date{std::chrono::sys_days{std::chrono::days{days}}};
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    return text.data();
}

std::string timestamp_text(std::int64_t milliseconds) {
    std::int64_t constexpr kDay = 86'400'000;
    std::int64_t const days = milliseconds >= 0 ? milliseconds / kDay : -((-milliseconds + kDay - 1) / kDay);
    std::int64_t const seconds = (milliseconds - days * kDay) / 1000;
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "T%02d:%02d:%02d", static_cast<int>(seconds / 3600),
                  static_cast<int>(seconds / 60 % 60), static_cast<int>(seconds % 60));
    return date_text(days) + text.data();
}

/// One attribute of a batch into its column.
void take_column(ArrowArray const& array, std::string const& format, std::size_t first_row, ColumnBuilder& column) {
    auto const count = static_cast<std::size_t>(array.length);
    auto const offset = static_cast<std::size_t>(array.offset);
    for (std::size_t k = 0; k < count; ++k) {
        std::size_t const i = offset + k, row = first_row + k;
        if (is_null(array, i)) continue;
        if (format == "g")
            column.set_number(row, value_at<double>(array, i));
        else if (format == "i")
            column.set_number(row, value_at<std::int32_t>(array, i));
        else if (format == "l")
            column.set_number(row, static_cast<double>(value_at<std::int64_t>(array, i)));
        else if (format == "f")
            column.set_number(row, static_cast<double>(value_at<float>(array, i)));
        else if (format == "s")
            column.set_number(row, value_at<std::int16_t>(array, i));
        else if (format == "b") {
            auto const* const bits = static_cast<unsigned char const*>(array.buffers[1]);
            column.set_number(row, bits[i / 8] >> (i % 8) & 1);
        } else if (format == "u" || format == "U") {
            auto const bytes = bytes_at(array, i, format == "U");
            column.set_text(row, {reinterpret_cast<char const*>(bytes.data()), bytes.size()});
        } else if (format == "tdD")
            column.set_text(row, date_text(value_at<std::int32_t>(array, i)));
        else if (format.starts_with("tsm:"))
            column.set_text(row, timestamp_text(value_at<std::int64_t>(array, i)));
    }
}

struct BatchLayout {
    struct Field {
        std::size_t child;
        std::string format;
        ColumnBuilder builder;
    };
    std::size_t fid = SIZE_MAX, geometry = SIZE_MAX;
    bool wide_geometry = false;
    std::vector<Field> fields;
};

BatchLayout lay_out(ArrowSchema const& schema, OgrJob const& job) {
    BatchLayout layout;
    std::string fid = job.layer.GetFIDColumn(), geometry = job.layer.GetGeometryColumn();
    if (fid.empty()) fid = "OGC_FID";
    if (geometry.empty()) geometry = "wkb_geometry";
    std::vector<std::string> wanted;
    for (int const i : wanted_fields(job)) wanted.emplace_back(job.layer.GetLayerDefn()->GetFieldDefn(i)->GetNameRef());

    for (std::size_t c = 0; c < static_cast<std::size_t>(schema.n_children); ++c) {
        ArrowSchema const& child = *schema.children[c];
        std::string const name = child.name, format = child.format;
        if (name == geometry && (format == "z" || format == "Z")) {
            layout.geometry = c;
            layout.wide_geometry = format == "Z";
        } else if (name == fid && format == "l" && layout.fid == SIZE_MAX) {
            layout.fid = c;
        } else if (std::find(wanted.begin(), wanted.end(), name) != wanted.end()) {
            int const index = job.layer.GetLayerDefn()->GetFieldIndex(name.c_str());
            OGRFieldType const type = job.layer.GetLayerDefn()->GetFieldDefn(index)->GetType();
            layout.fields.push_back({c, format, ColumnBuilder(name, kind_of(type))});
        }
    }
    return layout;
}

void take_batch(ArrowArray const& batch, BatchLayout& layout, OgrJob& job) {
    std::size_t const first_row = job.builder.layer().rows();
    auto const count = static_cast<std::size_t>(batch.length);
    ArrowArray const* const fids = layout.fid == SIZE_MAX ? nullptr : batch.children[layout.fid];
    ArrowArray const* const shapes = layout.geometry == SIZE_MAX ? nullptr : batch.children[layout.geometry];
    for (std::size_t k = 0; k < count; ++k) {
        std::size_t const fid_at = fids ? k + static_cast<std::size_t>(fids->offset) : 0;
        job.builder.begin_row(fids ? value_at<std::int64_t>(*fids, fid_at) : static_cast<std::int64_t>(first_row + k));
        std::size_t const at = shapes ? k + static_cast<std::size_t>(shapes->offset) : 0;
        if (!shapes || is_null(*shapes, at)) {
            job.builder.null_geometry();
        } else {
            add_wkb(bytes_at(*shapes, at, layout.wide_geometry), job.builder);
        }
        job.builder.end_row();
    }
    for (auto& field : layout.fields) take_column(*batch.children[field.child], field.format, first_row, field.builder);
}

base::Error stream_error(OgrJob const& job, ArrowArrayStream& stream) {
    char const* const said = stream.get_last_error ? stream.get_last_error(&stream) : nullptr;
    return base::Error{job.request.source + ": reading stopped after " + std::to_string(job.builder.layer().rows()) +
                       " features: " + job.messages.why(said ? said : "the file is damaged")};
}

}  // namespace

bool has_fast_arrow(OgrJob const& job) {
    if (!job.layer.TestCapability(OLCFastGetArrowStream)) return false;
    for (int const i : wanted_fields(job)) {
        switch (job.layer.GetLayerDefn()->GetFieldDefn(i)->GetType()) {
            case OFTInteger:
            case OFTInteger64:
            case OFTReal:
            case OFTString:
            case OFTDate:
            case OFTDateTime: break;
            default: return false;
        }
    }
    return true;
}

base::Status read_by_arrow(OgrJob& job) {
    std::vector<int> const wanted = wanted_fields(job);
    std::vector<char const*> ignored{"OGR_STYLE"};
    OGRFeatureDefn& definition = *job.layer.GetLayerDefn();
    for (int i = 0; i < definition.GetFieldCount(); ++i) {
        bool const keep = std::find(wanted.begin(), wanted.end(), i) != wanted.end() || !job.request.where.empty();
        if (!keep) ignored.push_back(definition.GetFieldDefn(i)->GetNameRef());
    }
    ignored.push_back(nullptr);
    job.layer.SetIgnoredFields(ignored.data());

    Released<ArrowArrayStream> stream;
    Released<ArrowSchema> schema;
    if (!job.layer.GetArrowStream(&stream, nullptr) || stream.get_schema(&stream, &schema) != 0) {
        return base::Error{job.request.source + ": cannot be read: " + job.messages.why("GDAL opens no stream on it")};
    }
    BatchLayout layout = lay_out(schema, job);
    reserve_rows(job);
    double const expected = static_cast<double>(std::max<std::int64_t>(1, job.layer.GetFeatureCount(FALSE)));
    VectorLayer& layer = job.builder.layer();
    while (true) {
        Released<ArrowArray> batch;
        if (stream.get_next(&stream, &batch) != 0) return stream_error(job, stream);
        if (!batch.release) break;
        take_batch(batch, layout, job);
        if (job.progress.cancelled()) return base::Error{job.request.source + ": reading was cancelled"};
        job.progress.advance(std::min(1.0, static_cast<double>(layer.rows()) / expected));
    }
    for (auto& field : layout.fields) layer.columns.push_back(field.builder.finish(layer.rows()));
    return base::done;
}

}  // namespace geo
