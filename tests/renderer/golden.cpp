#include "tests/renderer/golden.h"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>

namespace {

namespace fs = std::filesystem;

std::string read_text(fs::path const& file) {
    std::ifstream in(file);
    std::string text(std::istreambuf_iterator<char>(in), {});
    while (!text.empty() && text.back() == '\n') text.pop_back();
    return text;
}

/// Goldens carry no alpha: a third less to keep.
base::Image without_alpha(base::Image const& image) {
    base::Image rgb{image.width, image.height, 3, {}};
    rgb.pixels.reserve(rgb.row_bytes() * rgb.height);
    for (std::size_t i = 0; i < image.pixels.size(); ++i) {
        if (i % 4 != 3) rgb.pixels.push_back(image.pixels[i]);
    }
    return rgb;
}

Judgement update(Goldens const& goldens, std::string const& name, base::Image const& actual,
                 std::string const& driver) {
    fs::create_directories(goldens.folder);
    auto const written = base::write_png(goldens.folder / (name + ".png"), without_alpha(actual));
    if (!written) return {Verdict::wrong, written.error().message};
    std::ofstream(goldens.folder / (name + ".txt")) << driver << '\n';
    return {Verdict::updated, name + ".png is new: look at it"};
}

std::string leave_actual(Goldens const& goldens, std::string const& name, base::Image const& actual) {
    fs::create_directories(goldens.output);
    fs::path const file = goldens.output / (name + "-actual.png");
    auto const written = base::write_png(file, without_alpha(actual));
    return written ? file.string() : written.error().message;
}

std::string describe(Difference const& d, int max_abs) {
    std::ostringstream out;
    out << "largest difference " << d.max << ", mean " << d.mean << ", " << d.over << " of " << d.pixels
        << " pixels off by more than " << max_abs << " (" << d.fraction() * 100 << " %)";
    if (d.over > 0) {
        out << ", all within x " << d.left << " to " << d.right << ", y " << d.top << " to " << d.bottom;
    }
    return out.str();
}

}  // namespace

Goldens goldens() {
    char const* const update = std::getenv("UPDATE_GOLDENS");
    return {BOROUGH_TEST_DIR "/pictures", BOROUGH_TEST_OUTPUT, update && std::string(update) == "1"};
}

Judgement judge(Goldens const& goldens, std::string const& name, base::Image const& actual, std::string const& driver,
                Tolerance const& tolerance) {
    if (goldens.update) return update(goldens, name, actual, driver);
    fs::path const golden = goldens.folder / (name + ".png");
    if (!fs::exists(golden)) {
        return {Verdict::wrong, "there is no golden " + golden.string() + "; the picture is " +
                                    leave_actual(goldens, name, actual) + ". UPDATE_GOLDENS=1 makes it the golden"};
    }
    auto const expected = base::read_png(golden);
    if (!expected) return {Verdict::wrong, expected.error().message};
    std::string const drawn_by = read_text(goldens.folder / (name + ".txt"));
    bool const same_driver = drawn_by == driver;
    Tolerance const allowed = same_driver ? tolerance : kOtherDriver;
    Difference const d = compare(*expected, actual, allowed.max_abs);
    if (d.within(allowed)) return {same_driver ? Verdict::right : Verdict::right_for_another_driver, {}};

    std::string words = name + ": ";
    if (!d.same_size) {
        words += "the picture is " + std::to_string(actual.width) + " x " + std::to_string(actual.height) +
                 ", the golden " + std::to_string(expected->width) + " x " + std::to_string(expected->height);
        return {Verdict::wrong, words + "\n  actual: " + leave_actual(goldens, name, actual)};
    }
    words += describe(d, allowed.max_abs) + "\n  golden: " + golden.string() +
             "\n  actual: " + leave_actual(goldens, name, actual);
    fs::path const diff = goldens.output / (name + "-diff.png");
    if (base::write_png(diff, difference_picture(*expected, actual))) words += "\n  diff:   " + diff.string();
    if (!same_driver) words += "\n  this driver: " + driver + "\n  the golden's: " + drawn_by;
    words.append("\n").append(difference_map(*expected, actual));
    bool const wrong = same_driver || d.fraction() > kAnotherPicture;
    return {wrong ? Verdict::wrong : Verdict::doubtful, words};
}
