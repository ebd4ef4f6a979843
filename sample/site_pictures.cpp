#include "sample/site_pictures.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "base/image.h"
#include "sample/canvas.h"
#include "sample/random.h"
#include "sample/rhythm.h"
#include "sample/street.h"

namespace sample {
namespace {

using base::Vec2d;

constexpr std::int64_t kVisitEvery = 45 * kDayMs;
constexpr std::size_t kMostVisits = 6;
constexpr int kFloors = 9;
constexpr double kFoot = 176, kFloor = 15;  ///< pixels

/// One site from one place; what does not change from visit to visit goes by the seed.
class Site {
public:
    Site(Canvas& canvas, std::uint64_t seed, double done)
        : c_(canvas), random_(seed), done_(std::clamp(done, 0.0, 1.0)) {
        left_ = random_.between(110, 150);
        wide_ = random_.between(170, 230);
        wall_ = mixed({0.74, 0.7, 0.64}, {0.62, 0.66, 0.7}, random_.unit());
    }

    void draw(double haze) {
        Colour const high = mixed({0.55, 0.68, 0.84}, {0.76, 0.79, 0.82}, haze);
        c_.gradient(high, mixed({0.84, 0.88, 0.9}, {0.86, 0.85, 0.82}, haze));
        town();
        c_.polygon({{0, kFoot - 6}, {480, kFoot - 12}, {480, 270}, {0, 270}}, kEarth);
        if (done_ < 0.12) pit();
        building();
        if (done_ > 0.06 && done_ < 0.9) crane();
        fence();
        ground();
    }

private:
    void town() {
        for (int i = 0; i < 9; ++i) {
            double const x = i * 56 + random_.between(-12, 12), high = random_.between(30, 88);
            c_.box(x, kFoot - high, random_.between(34, 58), high,
                   mixed({0.7, 0.71, 0.72}, kGlass, random_.unit() * 0.4));
        }
    }

    void pit() {
        c_.polygon({{left_ - 20, kFoot + 4},
                    {left_ + wide_ + 30, kFoot},
                    {left_ + wide_ + 60, kFoot + 46},
                    {left_ - 60, kFoot + 52}},
                   mixed(kEarth, kDark, 0.45));
        for (int i = 0; i < 7; ++i)
            c_.line({left_ + i * 30.0, kFoot + 42}, {left_ + i * 30.0, kFoot + 8}, 3, kYellow, 0.7);
    }

    /// Frame first; walls follow it upwards, and nets go with the work.
    void building() {
        double const frame = std::clamp((done_ - 0.08) / 0.6, 0.0, 1.0) * kFloors;
        double const walls = std::clamp((done_ - 0.35) / 0.6, 0.0, 1.0) * kFloors;
        int const floors = static_cast<int>(std::round(frame)), closed = static_cast<int>(std::round(walls));
        for (int i = 0; i < floors; ++i) {
            double const foot = kFoot - i * kFloor;
            bool const finished = i < closed;
            c_.box(left_, foot - kFloor, wide_, kFloor, finished ? wall_ : mixed(kDark, kEarth, 0.35));
            for (int k = 0; k < 11; ++k) {
                double const x = left_ + 6 + k * (wide_ - 12) / 11;
                if (finished)
                    c_.box(x, foot - kFloor + 4, wide_ / 17, kFloor - 7, mixed(kGlass, kDark, 0.3));
                else
                    c_.box(x, foot - kFloor, 3, kFloor, {0.62, 0.6, 0.57});
            }
            c_.box(left_ - 2, foot - kFloor, wide_ + 4, 3, {0.66, 0.64, 0.6});
        }
        if (floors > closed)
            c_.box(left_ - 5, kFoot - floors * kFloor, wide_ + 10, std::min(3, floors - closed) * kFloor, kGreen, 0.55);
    }

    void crane() {
        double const x = left_ + wide_ + 34, top = kFoot - kFloors * kFloor - 22;
        c_.line({x, kFoot}, {x, top}, 5, kYellow);
        c_.line({x - 150, top + 6}, {x + 46, top + 6}, 4, kYellow);
        c_.line({x, top - 14}, {x - 120, top + 6}, 1.2, kDark);
        c_.line({x, top - 14}, {x + 40, top + 6}, 1.2, kDark);
        c_.box(x + 30, top + 8, 16, 10, {0.5, 0.5, 0.5});
        double const hook = x - 40 - 90 * random_.unit();
        c_.line({hook, top + 6}, {hook, top + 46}, 1, kDark);
        c_.box(hook - 8, top + 46, 16, 7, mixed(kEarth, kDark, 0.2));
    }

    void fence() {
        for (int i = 0; i < 13; ++i) {
            c_.box(i * 40.0 - 20, 196, 38, 26, mixed(kBlue, kWhite, 0.25));
            c_.box(i * 40.0 - 20, 196, 38, 3, kWhite, 0.7);
        }
        c_.box(188, 196, 62, 26, mixed(kYellow, kWhite, 0.2));
    }

    void ground() {
        c_.polygon({{0, 222}, {480, 222}, {480, 270}, {0, 270}}, mixed(kPaving, kEarth, done_ < 0.8 ? 0.5 : 0.1));
        for (int i = 0; i < 5; ++i) {
            double const x = random_.between(10, 440);
            if (done_ < 0.85)
                c_.ellipse({x, random_.between(238, 258)}, random_.between(16, 40), random_.between(3, 7), kEarth, 0.7);
            else
                tree(c_, {x, 258}, 44);
        }
        person(c_, {random_.between(60, 420), 256}, 34, {0.85, 0.5, 0.15}, kYellow);
    }

    Canvas& c_;
    Random random_;
    double done_, left_ = 0, wide_ = 0;
    Colour wall_;
};

base::Status write_one(std::filesystem::path const& folder, Project const& project, std::size_t number, base::UtcMs at,
                       double done) {
    Canvas canvas(kPictureWidth, kPictureHeight);
    std::uint64_t const seed = seed_of(number, 'S');
    Site(canvas, seed, done).draw(Random(seed_of(number, static_cast<std::uint64_t>(at), 'H')).unit());
    canvas.grain(seed + static_cast<std::uint64_t>(at / kDayMs), 0.008);
    std::string const time = base::format_time(at);
    stamp_words(canvas, {12, 10}, time.substr(0, 10) + " " + time.substr(11, 5));
    stamp_words(canvas, {12, 250}, "P" + project.id.substr(project.id.size() - 6));
    stamp_words(canvas, {402, 250}, "SAMPLE");
    std::string const name = time.substr(0, 10) + " " + time.substr(11, 2) + time.substr(14, 2) + ".png";
    return base::write_png(folder / name, canvas.image());
}

}  // namespace

base::Status write_site_pictures(std::filesystem::path const& folder, Supervised const& all, base::UtcMs until) {
    for (std::size_t i = 0; i < all.projects.size(); ++i) {
        Project const& project = all.projects[i];
        auto const start = base::parse_time(project.started);
        if (std::string_view(project.stage) != "build" || !start) continue;
        std::filesystem::path const own = folder / "pictures" / project.id;
        std::error_code error;
        std::filesystem::create_directories(own, error);
        if (error) return base::Error{own.string() + ": cannot be made: " + error.message()};
        std::vector<base::UtcMs> visits;
        constexpr std::int64_t kMorning = (9LL * 60 + 30) * 60 * 1000;
        for (base::UtcMs at = *start + kMorning; at < until; at += kVisitEvery) visits.push_back(at);
        if (visits.size() > kMostVisits) visits.erase(visits.begin(), visits.end() - kMostVisits);
        for (base::UtcMs const at : visits) {
            double const share = static_cast<double>(at - *start) / static_cast<double>(until - *start);
            if (auto const written = write_one(own, project, i, at, share * project.actual / 100); !written)
                return written.error();
        }
    }
    return base::done;
}

}  // namespace sample
