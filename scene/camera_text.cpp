#include "scene/camera_text.h"

#include <charconv>
#include <cmath>
#include <cstdio>
#include <numbers>
#include <vector>

namespace scene {
namespace {

constexpr double kFitHeading = 335;
constexpr double kFitPitch = 38;
constexpr double kFurthest = 1e7;                    ///< metres: a quarter around the Earth
constexpr double kNearest = 0.1;                     ///< metres
constexpr double kLeastField = 1, kMostField = 150;  ///< degrees

base::Error wrong(std::string_view text, std::string const& why) {
    std::string message = "camera \"";
    message.append(text).append("\": ").append(why);
    return {std::move(message), base::ErrorKind::usage};
}

std::vector<std::string_view> split_at_commas(std::string_view text) {
    std::vector<std::string_view> parts;
    for (std::size_t comma; (comma = text.find(',')) != text.npos; text.remove_prefix(comma + 1)) {
        parts.push_back(text.substr(0, comma));
    }
    parts.push_back(text);
    return parts;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

struct Number {
    std::string_view text;  ///< as written
    double value = 0;
    bool degrees = false;  ///< written with a `d` after it
};

std::optional<Number> read_number(std::string_view text) {
    text = trimmed(text);
    Number number{.text = text};
    if (text.starts_with('+')) text.remove_prefix(1);
    if (text.ends_with('d')) {
        number.degrees = true;
        text.remove_suffix(1);
    }
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number.value);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(number.value)) return {};
    return number;
}

/// One camera text being read: its whole, for messages, and the part after the colon.
struct Reader {
    std::string_view text;
    std::string_view arguments;
    CameraContext const& context;

    base::Error fail(std::string const& why) const { return wrong(text, why); }

    base::Result<std::vector<Number>> numbers(std::size_t count, std::string const& form) const {
        return numbers(count, count, form);
    }
    /// The last ones, down to `least`, may be left out.
    base::Result<std::vector<Number>> numbers(std::size_t least, std::size_t most, std::string const& form) const {
        std::vector<Number> out;
        for (std::string_view const part : split_at_commas(arguments)) {
            auto const number = read_number(part);
            if (!number) return fail(std::string(part).append(" is not a number; it is written ").append(form));
            out.push_back(*number);
        }
        if (out.size() < least || out.size() > most) {
            std::string const range = std::to_string(least) + (most > least ? " to " + std::to_string(most) : "");
            return fail("has " + std::to_string(out.size()) + " numbers, but " + form + " has " + range);
        }
        return out;
    }

    /// East, north or up of the district's origin.
    base::Result<double> metres(Number n) const {
        if (n.degrees) return fail(std::string(n.text).append(": a `d` belongs to longitude and latitude alone"));
        if (std::abs(n.value) > kFurthest) return fail(std::string(n.text).append(" is further than 10,000 km away"));
        return n.value;
    }

    base::Result<double> size(Number n, std::string const& what) const {
        if (n.degrees) return metres(n);
        if (n.value >= kNearest && n.value <= kFurthest) return n.value;
        return fail(what + " must be 0.1 to 10,000,000 metres");
    }

    base::Result<double> heading(Number n) const {
        if (std::abs(n.value) <= 360) return n.value;
        return fail("the heading must be -360 to 360 degrees clockwise from north");
    }

    /// A place from two numbers, in metres or, where both say so, in degrees.
    base::Result<base::Vec2d> place(Number x, Number y) const {
        if (x.degrees != y.degrees) return fail("one of longitude and latitude lacks its `d`");
        if (!x.degrees) {
            auto const east = metres(x), north = metres(y);
            if (!east) return east.error();
            if (!north) return north.error();
            return base::Vec2d{*east, *north};
        }
        if (std::abs(x.value) > 180 || std::abs(y.value) > 90)
            return fail(std::string(x.text).append(",").append(y.text).append(" are no longitude and latitude"));
        auto const local = context.to_local ? context.to_local(x.value, y.value) : std::nullopt;
        if (!local) return fail("longitude and latitude cannot be brought into the district's coordinates");
        return *local;
    }

    base::Result<base::Vec3d> place(Number x, Number y, Number z) const {
        auto const at = place(x, y);
        if (!at) return at.error();
        auto const up = metres(z);
        if (!up) return up.error();
        return base::Vec3d{at->x, at->y, *up};
    }
};

/// Level, clockwise from north.
base::Vec3d along(double heading) {
    double const radians = heading * std::numbers::pi / 180;
    return {std::sin(radians), std::cos(radians), 0};
}

bool is_straight_down(Camera const& camera) {
    base::Vec3d const view = camera.target - camera.eye;
    return std::hypot(view.x, view.y) < 1e-6 * length(view);
}

base::Result<Camera> read_orbit(Reader const& reader) {
    auto const n = reader.numbers(6, "orbit:X,Y,Z,DISTANCE,HEADING,PITCH");
    if (!n) return n.error();
    auto const at = reader.place((*n)[0], (*n)[1], (*n)[2]);
    if (!at) return at.error();
    auto const distance = reader.size((*n)[3], "the distance");
    if (!distance) return distance.error();
    auto const heading = reader.heading((*n)[4]);
    if (!heading) return heading.error();
    double const pitch = (*n)[5].value;
    if (pitch < -90 || pitch > 90) return reader.fail("the pitch must be -90 to 90 degrees below the horizon");
    return orbit(*at, *distance, *heading, pitch);
}

base::Result<Camera> read_look(Reader const& reader) {
    auto const n = reader.numbers(6, 8, "look:EX,EY,EZ,TX,TY,TZ[,FIELD[,HEADING]]");
    if (!n) return n.error();
    auto const eye = reader.place((*n)[0], (*n)[1], (*n)[2]);
    auto const target = reader.place((*n)[3], (*n)[4], (*n)[5]);
    if (!eye) return eye.error();
    if (!target) return target.error();
    Camera camera;
    camera.eye = *eye;
    camera.target = *target;
    if (length(camera.target - camera.eye) < 1e-3) return reader.fail("the eye and the target are the same place");
    if (n->size() > 6) camera.fov_y = (*n)[6].value;
    if (camera.fov_y < kLeastField || camera.fov_y > kMostField)
        return reader.fail("the field of view must be 1 to 150 degrees from the bottom to the top of the picture");
    auto const heading = n->size() > 7 ? reader.heading((*n)[7]) : base::Result<double>(0.0);
    if (!heading) return heading.error();
    // Straight down nothing but the heading says what is up.
    if (is_straight_down(camera)) camera.up = along(*heading);
    return camera;
}

/// Ground metres from the bottom to the top of a picture of this aspect that holds the whole extent, with a little
/// margin.
double plan_height(base::Extent const& extent, double aspect) {
    return std::max({extent.height(), extent.width() / aspect, 10.0}) * 1.04;
}

base::Result<Camera> read_plan(Reader const& reader) {
    CameraContext const& context = reader.context;
    auto const ground = [&](base::Vec2d p) { return context.ground ? context.ground(p) : context.all.min_z; };
    if (reader.arguments.empty()) {
        base::Vec2d const centre = context.all.extent.centre();
        return plan(centre, ground(centre), plan_height(context.all.extent, context.aspect));
    }
    auto const n = reader.numbers(3, 4, "plan:X,Y,HEIGHT[,HEADING]");
    if (!n) return n.error();
    auto const at = reader.place((*n)[0], (*n)[1]);
    if (!at) return at.error();
    auto const height = reader.size((*n)[2], "the ground from the bottom to the top of the picture");
    if (!height) return height.error();
    auto const heading = n->size() > 3 ? reader.heading((*n)[3]) : base::Result<double>(0.0);
    if (!heading) return heading.error();
    Camera camera = plan(*at, ground(*at), *height);
    camera.up = along(*heading);
    return camera;
}

Camera fit_box(Box const& box, double margin, CameraContext const& context, double heading, double pitch) {
    return fit(box.extent.grown(margin), box.min_z, box.max_z, context.aspect, heading, pitch);
}

/// All buildings, with a little room around them.
Camera fit_everything(CameraContext const& context, double heading, double pitch) {
    if (context.buildings.empty()) return fit_box(context.all, 0, context, heading, pitch);
    Camera camera = fit(context.buildings, context.aspect, heading, pitch);
    camera.eye = camera.target + (camera.eye - camera.target) * 1.06;
    return camera;
}

base::Result<Camera> read_fit_building(Reader const& reader, std::string const& id) {
    auto const box = reader.context.building ? reader.context.building(id) : std::nullopt;
    if (!box) return reader.fail("there is no building with the id '" + id + "'");
    // A building alone says little: its surroundings belong into the picture.
    double const size = std::max({box->extent.width(), box->extent.height(), box->max_z - box->min_z});
    return fit_box(*box, 0.35 * size, reader.context, kFitHeading, 25);
}

base::Result<Camera> read_fit(Reader reader) {
    std::string_view const arguments = reader.arguments;
    Box const& all = reader.context.all;
    if (arguments.empty()) return fit_everything(reader.context, kFitHeading, kFitPitch);
    if (arguments.starts_with("building=")) return read_fit_building(reader, std::string(arguments.substr(9)));
    if (arguments.starts_with("extent=")) {
        reader.arguments.remove_prefix(7);
        auto const n = reader.numbers(4, "fit:extent=X0,Y0,X1,Y1");
        if (!n) return n.error();
        auto const a = reader.place((*n)[0], (*n)[1]);
        auto const b = reader.place((*n)[2], (*n)[3]);
        if (!a) return a.error();
        if (!b) return b.error();
        Box box{{}, all.min_z, all.max_z};
        box.extent.add(*a);
        box.extent.add(*b);
        if (*a == *b) return reader.fail("the extent's corners are the same place");
        return fit_box(box, 0, reader.context, kFitHeading, kFitPitch);
    }
    auto const n = reader.numbers(2, "fit:HEADING,PITCH");
    if (!n) return n.error();
    auto const heading = reader.heading((*n)[0]);
    if (!heading) return heading.error();
    double const pitch = (*n)[1].value;
    if (pitch < 0 || pitch > 90) return reader.fail("the pitch must be 0 to 90 degrees below the horizon");
    return fit_everything(reader.context, *heading, pitch);
}

base::Result<Camera> read_any(std::string_view text, CameraContext const& context) {
    std::size_t const colon = text.find(':');
    std::string_view const kind = trimmed(text.substr(0, colon));
    Reader const reader{text, colon == text.npos ? std::string_view{} : trimmed(text.substr(colon + 1)), context};
    if (kind == "orbit") return read_orbit(reader);
    if (kind == "look") return read_look(reader);
    if (kind == "plan") return read_plan(reader);
    if (kind == "fit") return read_fit(reader);
    return wrong(text,
                 "starts with none of orbit:, look:, plan, fit; it is written\n" + std::string(camera_text_help()));
}

}  // namespace

base::Result<Camera> parse_camera(std::string_view text, CameraContext const& context) {
    auto camera = read_any(trimmed(text), context);
    if (camera) set_planes(*camera, context.all.extent, context.all.min_z, context.all.max_z);
    return camera;
}

std::string camera_text(Camera const& camera) {
    char text[256];
    double const turned = std::atan2(camera.up.x, camera.up.y) * 180 / std::numbers::pi;
    bool const level = std::hypot(camera.up.x, camera.up.y) > 1e-9;
    double const heading = level && std::abs(turned) > 5e-4 ? turned : 0;
    base::Vec3d const &eye = camera.eye, &target = camera.target;
    if (camera.ortho_height > 0) {
        int const used =
            std::snprintf(text, sizeof text, "plan:%.3f,%.3f,%.3f", target.x, target.y, camera.ortho_height);
        if (heading != 0) std::snprintf(text + used, sizeof text - static_cast<std::size_t>(used), ",%.3f", heading);
        return text;
    }
    int used = std::snprintf(text, sizeof text, "look:%.3f,%.3f,%.3f,%.3f,%.3f,%.3f", eye.x, eye.y, eye.z, target.x,
                             target.y, target.z);
    bool const turns = is_straight_down(camera) && heading != 0;
    if (turns || camera.fov_y != Camera{}.fov_y)
        used += std::snprintf(text + used, sizeof text - static_cast<std::size_t>(used), ",%.3f", camera.fov_y);
    if (turns) std::snprintf(text + used, sizeof text - static_cast<std::size_t>(used), ",%.3f", heading);
    return text;
}

std::string_view camera_text_help() {
    return "  orbit:X,Y,Z,DISTANCE,HEADING,PITCH   around a target; metres, or degrees with a d: 114.03d,22.61d\n"
           "  look:EX,EY,EZ,TX,TY,TZ[,FIELD]       from an eye to a target; degrees from bottom to top of the picture\n"
           "  plan | plan:X,Y,HEIGHT[,HEADING]     straight down, HEIGHT metres of ground in the picture, north or "
           "the\n"
           "                                       heading up\n"
           "  fit | fit:HEADING,PITCH              all of it\n"
           "  fit:building=ID                      one building\n"
           "  fit:extent=X0,Y0,X1,Y1               a rectangle of the ground";
}

}  // namespace scene
