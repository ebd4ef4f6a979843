#include "geo/crs.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <limits>
#include <vector>

#include "geo/crs_internal.h"
#include "geo/gdal_session.h"

namespace geo {

namespace {

constexpr char const* kGcj02 = "gcj02";
constexpr char const* kBd09 = "bd09";

bool is_shifted_datum(std::string const& crs) { return crs == kGcj02 || crs == kBd09; }

std::string trimmed(std::string const& text) {
    auto const is_space = [](unsigned char c) { return std::isspace(c) != 0; };
    auto const begin = std::find_if_not(text.begin(), text.end(), is_space);
    auto const end = std::find_if_not(text.rbegin(), std::make_reverse_iterator(begin), is_space).base();
    return {begin, end};
}

/// Lower case without the punctuation people vary: "GCJ-02", "WGS 84".
std::string plain_name(std::string const& text) {
    std::string plain;
    for (char const c : text) {
        if (c != '-' && c != '_' && c != ' ') plain += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    return plain;
}

std::optional<std::string> known_name(std::string const& text) {
    std::string const plain = plain_name(text);
    if (plain == "gcj02" || plain == "gcj" || plain == "mars") return kGcj02;
    if (plain == "bd09" || plain == "bd09ll" || plain == "baidu") return kBd09;
    if (plain == "cgcs2000" || plain == "epsg:4490") return "EPSG:4490";
    // CRS84 differs from EPSG:4326 only in its axis order, and ours is always longitude first.
    for (char const* wgs84 :
         {"wgs84", "crs84", "ogc:crs84", "urn:ogc:def:crs:ogc:1.3:crs84", "epsg:4326", "urn:ogc:def:crs:ogc::crs84",
          "http://www.opengis.net/def/crs/ogc/1.3/crs84", "https://www.opengis.net/def/crs/ogc/1.3/crs84"}) {
        if (plain == wgs84) return kWgs84;
    }
    if (plain.size() >= 4 && plain.size() <= 6 && std::all_of(plain.begin(), plain.end(), ::isdigit)) {
        return "EPSG:" + plain;
    }
    return std::nullopt;
}

/// The first EPSG code in a compound or misspelt urn, as in "urn:ogc:def:crs,crs:EPSG:6.12:25833,crs:EPSG:6.12:5783".
std::optional<std::string> epsg_within(std::string const& text) {
    constexpr std::string_view kName = "EPSG", kSeparators = ":/", kDigits = "0123456789";
    std::string upper = text;
    for (char& c : upper) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    std::string_view rest = upper;
    std::string code;
    if (std::size_t const found = rest.find(kName); found != std::string_view::npos) {
        rest.remove_prefix(found + kName.size());
    } else {
        return std::nullopt;
    }
    // What follows is "::25833", or a version first: ":6.12:25833".
    while (!rest.empty() && kSeparators.find(rest.front()) != std::string_view::npos) {
        rest.remove_prefix(std::min(rest.find_first_not_of(kSeparators), rest.size()));
        std::size_t const end = std::min(rest.find_first_not_of("0123456789."), rest.size());
        code = rest.substr(0, end);
        rest.remove_prefix(end);
    }
    bool const whole = code.size() >= 4 && code.size() <= 6 && code.find_first_not_of(kDigits) == std::string::npos;
    return whole ? std::optional("EPSG:" + code) : std::nullopt;
}

bool read_reference(OGRSpatialReference& reference, std::string const& text) {
    char const* const options[] = {"ALLOW_NETWORK_ACCESS=NO", "ALLOW_FILE_ACCESS=YES", nullptr};
    return reference.SetFromUserInput(text.c_str(), const_cast<char**>(options)) == OGRERR_NONE;
}

}  // namespace

std::string crs_text(OGRSpatialReference const& given) {
    if (given.IsEmpty()) return {};
    // GeoPackage's words for "not stated".
    if (char const* const name = given.GetName(); name && std::string(name).starts_with("Undefined ")) return {};
    OGRSpatialReference reference(given);
    if (reference.IsCompound()) reference.StripVertical();
    if (reference.GetAxesCount() > 2 && !reference.IsGeocentric()) reference.DemoteTo2D(nullptr);
    char const* authority = reference.GetAuthorityName(nullptr);
    char const* code = reference.GetAuthorityCode(nullptr);
    if (authority && code) {
        std::string const name = std::string(authority) + ":" + code;
        return known_name(name).value_or(name);
    }
    // ESRI's .prj files carry no code; a certain match saves users from two names for one CRS.
    if (!reference.IsLocal()) {
        int matches = 0;
        int* confidences = nullptr;
        OGRSpatialReferenceH* const found =
            OSRFindMatches(OGRSpatialReference::ToHandle(&reference), nullptr, &matches, &confidences);
        std::string best;
        if (matches > 0 && confidences[0] >= 90) {
            auto const* match = OGRSpatialReference::FromHandle(found[0]);
            char const* const match_authority = match->GetAuthorityName(nullptr);
            if (match_authority && std::string(match_authority) == "EPSG") {
                best = std::string("EPSG:") + match->GetAuthorityCode(nullptr);
            }
        }
        OSRFreeSRSArray(found);
        CPLFree(confidences);
        if (!best.empty()) return best;
    }
    char* wkt = nullptr;
    char const* const options[] = {"FORMAT=WKT2_2019", nullptr};
    reference.exportToWkt(&wkt, options);
    std::string text = wkt ? wkt : "";
    CPLFree(wkt);
    return text;
}

std::optional<OGRSpatialReference> crs_object(std::string const& normalised) {
    OGRSpatialReference reference;
    if (!read_reference(reference, normalised)) return std::nullopt;
    reference.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    return reference;
}

base::Result<std::string> normalise_crs(std::string const& user_text) {
    std::string const text = trimmed(user_text);
    if (text.empty()) return base::Error{"a coordinate reference system is asked for, but the text is empty"};
    GdalMessages messages;
    std::string const wanted = known_name(text).value_or(text);
    if (is_shifted_datum(wanted)) return wanted;
    OGRSpatialReference reference;
    if (read_reference(reference, wanted)) {
        if (std::string found = crs_text(reference); !found.empty()) return found;
    }
    if (auto const code = epsg_within(text); code && read_reference(reference, *code)) return crs_text(reference);
    std::string const shown = text.size() > 80 ? text.substr(0, 77) + "..." : text;
    return base::Error{"'" + shown +
                       "' is not a coordinate reference system: " + messages.why("PROJ does not know it") +
                       "; write for example EPSG:4547, wgs84, cgcs2000, gcj02, bd09, or WKT"};
}

bool is_geographic(std::string const& crs) {
    if (is_shifted_datum(crs) || crs == kWgs84 || crs == "EPSG:4490") return true;
    GdalMessages quiet;
    auto const reference = crs_object(crs);
    return reference && reference->IsGeographic();
}

std::string pick_working_crs(LonLat centre) {
    bool const china = centre.lon >= 73.5 && centre.lon < 136.5 && centre.lat >= 17.0 && centre.lat <= 54.0;
    // EPSG:4534 is CGCS2000 / 3-degree Gauss-Kruger CM 75E, and each next code the next meridian.
    if (china) return "EPSG:" + std::to_string(4534 + static_cast<int>(std::lround(centre.lon / 3.0)) - 25);
    // A longitude of 180 belongs to zone 1 again.
    double const turns = std::floor((centre.lon + 180.0) / 6.0);
    int const zone = static_cast<int>(turns - 60.0 * std::floor(turns / 60.0)) + 1;
    return "EPSG:" + std::to_string((centre.lat >= 0 ? 32600 : 32700) + zone);
}

/// gcj02 and bd09 are steps of their own before and after what PROJ does in WGS84.
struct Transform::State {
    std::string from_shift, to_shift;
    std::unique_ptr<OGRCoordinateTransformation> proj;  ///< null where PROJ has nothing to do
};

Transform::Transform(std::unique_ptr<State> state) : state_(std::move(state)) {}
Transform::Transform(Transform&&) noexcept = default;
Transform& Transform::operator=(Transform&&) noexcept = default;
Transform::~Transform() = default;

namespace {

bool is_on_cgcs2000(OGRSpatialReference const& reference) {
    char const* const code = reference.GetAuthorityCode("GEOGCS");
    return code && std::string(code) == "4490";
}

base::Error no_transformation(std::string const& from, std::string const& to, std::string const& why) {
    auto const shown = [](std::string const& crs) { return crs.size() > 60 ? crs.substr(0, 57) + "..." : crs; };
    return base::Error{"no transformation from " + shown(from) + " to " + shown(to) + ": " + why};
}

/// What PROJ does between two CRSs that it knows; null where there is nothing to do.
base::Result<std::unique_ptr<OGRCoordinateTransformation>> make_proj(std::string const& from, std::string const& to) {
    std::unique_ptr<OGRCoordinateTransformation> made;
    if (from == to) return made;
    GdalMessages messages;
    auto source = crs_object(from), target = crs_object(to);
    if (!source || !target) return no_transformation(from, to, messages.why("PROJ does not know them"));
    // PROJ moves nothing between WGS 84 and CGCS2000 (they agree within decimetres), but searches 50 ms to find that
    // out.
    if (from == kWgs84 && is_on_cgcs2000(*target)) source = crs_object("EPSG:4490");
    if (to == kWgs84 && is_on_cgcs2000(*source)) target = crs_object("EPSG:4490");
    made.reset(OGRCreateCoordinateTransformation(&*source, &*target));
    if (!made) return no_transformation(from, to, messages.why("PROJ finds none"));
    return made;
}

}  // namespace

base::Result<Transform> Transform::between(std::string const& from, std::string const& to) {
    auto const normal_from = normalise_crs(from);
    if (!normal_from) return normal_from.error();
    auto const normal_to = normalise_crs(to);
    if (!normal_to) return normal_to.error();

    auto state = std::make_unique<State>();
    if (*normal_from == *normal_to) return Transform(std::move(state));
    if (is_shifted_datum(*normal_from)) state->from_shift = *normal_from;
    if (is_shifted_datum(*normal_to)) state->to_shift = *normal_to;
    auto proj =
        make_proj(state->from_shift.empty() ? *normal_from : kWgs84, state->to_shift.empty() ? *normal_to : kWgs84);
    if (!proj) return proj.error();
    state->proj = *std::move(proj);
    return Transform(std::move(state));
}

namespace {

base::Vec2d unshift(std::string const& datum, base::Vec2d p) {
    LonLat const gcj = datum == kBd09 ? bd09_to_gcj02({p.x, p.y}) : LonLat{p.x, p.y};
    LonLat const wgs = gcj02_to_wgs84(gcj);
    return {wgs.lon, wgs.lat};
}

base::Vec2d shift(std::string const& datum, base::Vec2d p) {
    LonLat const gcj = wgs84_to_gcj02({p.x, p.y});
    LonLat const there = datum == kBd09 ? gcj02_to_bd09(gcj) : gcj;
    return {there.lon, there.lat};
}

/// PROJ wants x and y apart; a block of this size stays in the first-level cache.
constexpr std::size_t kBlock = 1024;

void project(OGRCoordinateTransformation& proj, std::span<base::Vec2d> points) {
    double x[kBlock], y[kBlock];
    int good[kBlock];
    for (std::size_t begin = 0; begin < points.size(); begin += kBlock) {
        std::size_t const count = std::min(kBlock, points.size() - begin);
        for (std::size_t i = 0; i < count; ++i) {
            x[i] = points[begin + i].x;
            y[i] = points[begin + i].y;
        }
        // The C function's count is an int in every version of GDAL, the method's is not.
        OCTTransformEx(OGRCoordinateTransformation::ToHandle(&proj), static_cast<int>(count), x, y, nullptr, good);
        for (std::size_t i = 0; i < count; ++i) {
            constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
            bool const finite = good[i] && std::isfinite(x[i]) && std::isfinite(y[i]);
            points[begin + i] = finite ? base::Vec2d{x[i], y[i]} : base::Vec2d{kNone, kNone};
        }
    }
}

}  // namespace

std::size_t Transform::apply(std::span<base::Vec2d> points) const {
    if (!state_->from_shift.empty()) {
        for (auto& p : points) p = unshift(state_->from_shift, p);
    }
    if (state_->proj) {
        GdalMessages quiet;
        project(*state_->proj, points);
    }
    if (!state_->to_shift.empty()) {
        for (auto& p : points) p = shift(state_->to_shift, p);
    }
    constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
    std::size_t lost = 0;
    for (auto& p : points) {
        if (std::isfinite(p.x) && std::isfinite(p.y)) continue;
        p = {kNone, kNone};
        ++lost;
    }
    return lost;
}

std::optional<base::Vec2d> Transform::apply(base::Vec2d point) const {
    if (apply(std::span(&point, 1)) > 0) return std::nullopt;
    return point;
}

}  // namespace geo
