#include "geo/wkb.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <vector>

#include "geo/footprint.h"

namespace geo {

namespace {

// Geometry types of ISO 19125-2 / OGC 06-103r4; + 1000 with Z, + 2000 with M, + 3000 with both.
enum Kind : std::uint32_t {
    kPoint = 1,
    kLineString = 2,
    kPolygon = 3,
    kMultiPoint = 4,
    kMultiLineString = 5,
    kMultiPolygon = 6,
    kCollection = 7,
    kFirstCurved = 8,  // CircularString, CompoundCurve, CurvePolygon, MultiCurve, MultiSurface, Curve, Surface
    kLastCurved = 14,
    kPolyhedralSurface = 15,
    kTin = 16,
    kTriangle = 17
};

struct Header {
    std::uint32_t kind = 0;
    bool has_z = false;
    std::size_t stride = 2;  ///< doubles per point
};

class Reader {
public:
    Reader(std::span<unsigned char const> bytes, LayerBuilder& builder) : bytes_(bytes), builder_(builder) {}

    WkbResult geometry(int depth);

private:
    bool header(Header& header);
    bool number(std::uint32_t& value);
    WkbResult points(Header const& header, std::uint32_t count);
    WkbResult polygon(Header const& header);
    WkbResult surface(std::uint32_t count);
    WkbResult face(Face& face);
    bool faces_stand_upright(std::uint32_t count);

    std::span<unsigned char const> bytes_;
    std::size_t at_ = 0;
    bool swap_ = false;
    std::vector<unsigned char> swapped_;
    LayerBuilder& builder_;
};

bool Reader::number(std::uint32_t& value) {
    if (bytes_.size() - at_ < 4) return false;
    std::memcpy(&value, bytes_.data() + at_, 4);
    if (swap_) value = __builtin_bswap32(value);
    at_ += 4;
    return true;
}

bool Reader::header(Header& header) {
    if (at_ >= bytes_.size()) return false;
    unsigned char const order = bytes_[at_++];
    if (order > 1) return false;
    swap_ = (order == 1) != (std::endian::native == std::endian::little);
    std::uint32_t code = 0;
    if (!number(code)) return false;

    constexpr std::uint32_t kFlagZ = 0x80000000, kFlagM = 0x40000000, kFlagSrid = 0x20000000;
    bool z = (code & kFlagZ) != 0, m = (code & kFlagM) != 0;
    std::uint32_t srid = 0;
    if ((code & kFlagSrid) != 0 && !number(srid)) return false;
    code &= 0x1fffffff;
    std::uint32_t const dimension = code / 1000;
    if (dimension > 3) return false;
    z = z || dimension == 1 || dimension == 3;
    m = m || dimension >= 2;
    header = {code % 1000, z, 2 + std::size_t{z} + std::size_t{m}};
    return header.kind >= kPoint && header.kind <= kTriangle;
}

WkbResult Reader::points(Header const& header, std::uint32_t count) {
    std::size_t const size = std::size_t{count} * header.stride * sizeof(double);
    if (bytes_.size() - at_ < size) return WkbResult::broken;
    unsigned char const* data = bytes_.data() + at_;
    at_ += size;
    if (swap_) {
        swapped_.assign(data, data + size);
        for (std::size_t i = 0; i < size; i += 8)
            std::reverse(swapped_.begin() + static_cast<std::ptrdiff_t>(i),
                         swapped_.begin() + static_cast<std::ptrdiff_t>(i + 8));
        data = swapped_.data();
    }
    builder_.add_raw(data, count, header.stride, header.has_z);
    return WkbResult::done;
}

WkbResult Reader::polygon(Header const& header) {
    std::uint32_t rings = 0;
    if (!number(rings)) return WkbResult::broken;
    builder_.begin_polygon();
    for (std::uint32_t r = 0; r < rings; ++r) {
        std::uint32_t count = 0;
        if (!number(count)) return WkbResult::broken;
        builder_.begin_ring();
        if (auto const result = points(header, count); result != WkbResult::done) return result;
        builder_.end_ring();
    }
    builder_.end_polygon();
    return WkbResult::done;
}

WkbResult Reader::geometry(int depth) {
    Header head;
    if (depth > kDeepestCollection || !header(head)) return WkbResult::broken;
    if (head.kind >= kFirstCurved && head.kind <= kLastCurved) return WkbResult::curved;
    if (head.kind == kPolygon || head.kind == kTriangle) return polygon(head);
    if (head.kind == kPoint) {
        std::size_t const size = head.stride * sizeof(double);
        if (bytes_.size() - at_ < size) return WkbResult::broken;
        double p[4] = {};
        std::memcpy(p, bytes_.data() + at_, size);
        at_ += size;
        if (swap_) {
            for (double& v : p) v = std::bit_cast<double>(__builtin_bswap64(std::bit_cast<std::uint64_t>(v)));
        }
        // NaN for both is how WKB writes an empty point.
        if (!(std::isnan(p[0]) && std::isnan(p[1]))) {
            builder_.point({p[0], p[1]}, head.has_z ? static_cast<float>(p[2]) : 0, head.has_z);
        }
        return WkbResult::done;
    }
    std::uint32_t count = 0;
    if (!number(count)) return WkbResult::broken;
    if (head.kind == kLineString) {
        builder_.begin_line();
        if (auto const result = points(head, count); result != WkbResult::done) return result;
        builder_.end_line();
        return WkbResult::done;
    }
    if (head.kind == kPolyhedralSurface || head.kind == kTin) return surface(count);
    // CityGML's MultiSurface reaches us as a multipolygon whose walls have no area from above.
    if (head.kind == kMultiPolygon && head.has_z && faces_stand_upright(count)) return surface(count);
    for (std::uint32_t i = 0; i < count; ++i) {
        if (auto const result = geometry(depth + 1); result != WkbResult::done) return result;
    }
    return WkbResult::done;
}

base::Vec3d normal_of(Face const& face) {
    base::Vec3d sum;
    std::size_t const count = face.ring_ends.empty() ? 0 : face.ring_ends[0];
    for (std::size_t i = 1; i + 1 < count; ++i) {
        sum = sum + cross(face.points[i] - face.points[0], face.points[i + 1] - face.points[0]);
    }
    return sum;
}

bool Reader::faces_stand_upright(std::uint32_t count) {
    std::size_t const begin = at_;
    bool upright = false;
    for (std::uint32_t i = 0; i < count && !upright; ++i) {
        Face one;
        if (face(one) != WkbResult::done) break;
        base::Vec3d const normal = normal_of(one);
        upright = length(normal) > 0 && std::abs(normal.z) < 1e-3 * length(normal);
    }
    at_ = begin;
    return upright;
}

WkbResult Reader::face(Face& face) {
    Header head;
    std::uint32_t rings = 0;
    if (!header(head)) return WkbResult::broken;
    if (head.kind != kPolygon && head.kind != kTriangle) return WkbResult::curved;
    if (!number(rings)) return WkbResult::broken;
    for (std::uint32_t r = 0; r < rings; ++r) {
        std::uint32_t count = 0;
        if (!number(count)) return WkbResult::broken;
        std::size_t const step = head.stride * sizeof(double);
        if (bytes_.size() - at_ < count * step) return WkbResult::broken;
        std::size_t const ring_begin = face.points.size();
        for (std::uint32_t i = 0; i < count; ++i, at_ += step) {
            double p[4] = {};
            std::memcpy(p, bytes_.data() + at_, step);
            if (swap_) {
                for (double& v : p) v = std::bit_cast<double>(__builtin_bswap64(std::bit_cast<std::uint64_t>(v)));
            }
            if (std::isfinite(p[0]) && std::isfinite(p[1])) {
                face.points.push_back({p[0], p[1], head.has_z && std::isfinite(p[2]) ? p[2] : 0});
            }
        }
        bool const closed = face.points.size() > ring_begin + 1 && face.points.back() == face.points[ring_begin];
        if (closed) face.points.pop_back();
        face.ring_ends.push_back(static_cast<std::uint32_t>(face.points.size()));
    }
    return WkbResult::done;
}

WkbResult Reader::surface(std::uint32_t count) {
    std::vector<Face> faces;
    for (std::uint32_t i = 0; i < count; ++i) {
        Face one;
        if (auto const result = face(one); result != WkbResult::done) return result;
        faces.push_back(std::move(one));
    }
    if (faces.empty()) return WkbResult::done;
    auto const footprint = footprint_of(faces);
    if (!footprint) return WkbResult::broken;
    for (Rings const& polygon : footprint->polygons) builder_.add_polygon(polygon, footprint->z);
    return WkbResult::done;
}

}  // namespace

WkbResult read_wkb(std::span<unsigned char const> wkb, LayerBuilder& builder) {
    return Reader(wkb, builder).geometry(0);
}

}  // namespace geo
