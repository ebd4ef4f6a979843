#include "scene/label_placer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>
#include <string_view>

#include "scene/path_text.h"
#include "scene/projector.h"
#include "scene/section.h"

namespace scene {
namespace {

constexpr double kNameGap = 8;   // design pixels between names
constexpr double kRepeat = 520;  // design pixels between repetitions of a road's name
constexpr double kGrazing =
    0.14;                     // sine of the view's angle to the ground below which names on it are hidden by houses
constexpr double kWalk = 24;  // design pixels between points of a line that are looked for behind buildings
constexpr double kSteepSine = 0.77;
constexpr std::size_t kKinds = 7;

/// What makes two names the same: the same road may have its English on one piece and lack it on the next.
std::string_view first_line(std::string_view text) { return text.substr(0, text.find('\n')); }

struct NameBlock {
    std::vector<TextLine> lines;
    double width = 0, height = 0;
};

class Placer {
public:
    Placer(Scene const& scene, View const& view, double scale, Atlas& atlas, TextPainter& painter, LabelBoxes& boxes,
           Occluders const& occluders)
        : scene_(scene),
          view_(view),
          scale_(scale),
          atlas_(atlas),
          painter_(painter),
          boxes_(boxes),
          occluders_(occluders),
          projector_(view.camera, view.width, view.height),
          room_(std::max(1.0, view.width * double{1} * view.height / (1920.0 * 1080 * scale * scale))) {}

    std::vector<PlacedLabel> run() {
        std::vector<std::uint32_t> order(scene_.labels.size());
        std::iota(order.begin(), order.end(), 0U);
        std::stable_sort(order.begin(), order.end(), [this](std::uint32_t a, std::uint32_t b) {
            Label const& x = scene_.labels[a];
            Label const& y = scene_.labels[b];
            if (x.kind != y.kind) return order_of(x.kind) < order_of(y.kind);
            return x.rank > y.rank;
        });
        for (std::uint32_t const index : order) place(index);
        // Only when everything has had its turn are long roads named again.
        repeating_ = true;
        for (std::uint32_t const index : order) {
            if (scene_.labels[index].along.size() >= 2) place(index);
        }
        return std::move(placed_);
    }

private:
    void place(std::uint32_t index) {
        Label const& label = scene_.labels[index];
        if (full(label.kind) || label.text.empty()) return;
        if (label.along.size() >= 2) return place_along_line(index, label);
        Projection const at = projector_(label.at);
        LabelStyle const style = style_of(label.kind);
        if (at.depth <= view_.camera.near_plane || at.depth > view_.camera.far_plane) return;
        if (at.pixels_per_metre * style.metres_per_pixel < scale_) return;
        if (at.pixel.x < 0 || at.pixel.y < 0 || at.pixel.x > view_.width || at.pixel.y > view_.height) return;
        if (!suits_the_view(label.kind, at) || repeats(label.text, at.pixel)) return;
        if (hidden(label.at, style)) return;
        NameBlock const block = block_of(label.text, style);
        if (style.leader) {
            place_above(index, label, block, at.pixel);
        } else {
            place_centred(index, label, block, at.pixel);
        }
    }

    /// Behind a building, or cut away.
    bool hidden(base::Vec3d place, LabelStyle const& style) const {
        if (cuts_away(view_, {place.x, place.y})) return true;
        SectionLine const* const cut = view_.section ? &view_.section->line : nullptr;
        return occluders_.hides(place + base::Vec3d{0, 0, style.seen_above}, view_.camera, cut);
    }

    /// A district seen from within one of its streets needs no name in the middle of the picture.
    bool suits_the_view(Label::Kind kind, Projection const& at) const {
        if (kind == Label::Kind::district) return scene_.extent.width() * at.pixels_per_metre < 2.5 * view_.width;
        if (kind == Label::Kind::subdistrict) return 600 * at.pixels_per_metre < view_.width;
        return true;
    }

    bool full(Label::Kind kind) const { return count_[static_cast<std::size_t>(kind)] >= style_of(kind).most * room_; }

    NameBlock block_of(std::string_view text, LabelStyle const& style) {
        NameBlock block{measure_lines(atlas_, text, style.pixels * scale_, style.other_pixels * scale_, style.strong)};
        for (TextLine const& line : block.lines) {
            block.width = std::max(block.width, line.width);
            block.height += line.pixels * (kAscent + kDescent);
        }
        return block;
    }

    void paint(NameBlock const& block, base::Extent const& box, Ink ink) {
        double y = box.min_y;
        for (TextLine const& line : block.lines) {
            double const x = box.centre().x - line.width / 2;
            painter_.line(line, {x, y + kAscent * line.pixels}, ink);
            y += line.pixels * (kAscent + kDescent);
        }
    }

    bool take(std::uint32_t index, std::vector<base::Extent> boxes) {
        double const gap = kNameGap * scale_ / 2;
        for (base::Extent& box : boxes) box = box.grown(gap);
        if (!boxes_.try_take(boxes)) return false;
        Label const& label = scene_.labels[index];
        ++count_[static_cast<std::size_t>(label.kind)];
        named_[first_line(label.text)].push_back(boxes.front().centre());
        placed_.push_back({index, std::move(boxes)});
        return true;
    }

    void place_centred(std::uint32_t index, Label const& label, NameBlock const& block, base::Vec2d at) {
        base::Extent const box{at.x - block.width / 2, at.y - block.height / 2, at.x + block.width / 2,
                               at.y + block.height / 2};
        if (take(index, {box})) paint(block, box, ink_of(label.kind, view_.style));
    }

    /// Above its place, higher or to a side where that is taken; the line always ends at the true place.
    void place_above(std::uint32_t index, Label const& label, NameBlock const& block, base::Vec2d at) {
        Ink const ink = ink_of(label.kind, view_.style);
        for (double const rise : {16.0, 30.0, 48.0}) {
            for (double const aside : {0.0, -0.32, 0.32}) {
                double const bottom = std::round(at.y - rise * scale_);
                double const middle = at.x + aside * block.width;
                base::Extent const box{middle - block.width / 2, bottom - block.height, middle + block.width / 2,
                                       bottom};
                base::Extent const line{at.x - scale_, bottom + kNameGap * scale_ + 1, at.x + scale_, at.y};
                if (!take(index, {box, line})) continue;
                double const thin = std::max(1.0, std::round(scale_));
                double const x = std::floor(at.x);
                painter_.rectangle({x - thin, bottom, x + 2 * thin, at.y}, ink.halo);
                painter_.rectangle({x, bottom, x + thin, at.y}, ink.fill);
                painter_.rectangle({x - thin, at.y - thin, x + 2 * thin, at.y + 2 * thin}, ink.fill);
                return paint(block, box, ink);
            }
        }
    }

    /// Metres per pixel and the view's angle decide whether a name can lie on the ground here.
    bool readable_on_ground(base::Vec3d at, LabelStyle const& style) const {
        Projection const p = projector_(at);
        if (p.depth <= 0 || p.pixels_per_metre * style.metres_per_pixel < scale_) return false;
        if (view_.camera.ortho_height > 0) return true;
        base::Vec3d const ray = at - view_.camera.eye;
        return -ray.z > kGrazing * base::length(ray);
    }

    /// The line in pixels, cut where it is behind the eye, too far, behind a building, or seen at too flat an angle.
    std::vector<std::vector<base::Vec2d>> seen_pieces(Label const& label, LabelStyle const& style) const {
        base::Extent const frame =
            base::Extent{0, 0, double{1} * view_.width, double{1} * view_.height}.grown(-10 * scale_);
        std::vector<std::vector<base::Vec2d>> pieces;
        std::vector<base::Vec2d> run;
        auto const flush = [&] {
            for (auto& piece : cut_to(run, frame)) pieces.push_back(std::move(piece));
            run.clear();
        };
        auto const add = [&](base::Vec3d point) {
            bool const ahead = projector_.depth(point) > view_.camera.near_plane && readable_on_ground(point, style);
            base::Vec2d const pixel = ahead ? projector_(point).pixel : base::Vec2d{};
            bool const seen = ahead && !(frame.contains(pixel) && hidden(point, style));
            seen ? run.push_back(pixel) : flush();
        };
        for (std::size_t i = 0; i < label.along.size(); ++i) {
            if (i > 0) walk(label.along[i - 1], label.along[i], frame, add);
            add(label.along[i]);
        }
        flush();
        return pieces;
    }

    /// Points between two ends, close enough together in the picture that no building hides between them.
    template <class Add>
    void walk(base::Vec3d from, base::Vec3d to, base::Extent const& frame, Add const& add) const {
        if (projector_.depth(from) <= view_.camera.near_plane || projector_.depth(to) <= view_.camera.near_plane)
            return;
        base::Vec2d const a = projector_(from).pixel;
        base::Vec2d const b = projector_(to).pixel;
        base::Extent box;
        box.add(a);
        box.add(b);
        if (!box.overlaps(frame)) return;
        auto const steps = static_cast<int>(std::min(base::length(b - a) / (kWalk * scale_), 400.0));
        for (int i = 1; i < steps; ++i) add(from + (to - from) * (double{1} * i / steps));
    }

    void place_along_line(std::uint32_t index, Label const& label) {
        LabelStyle style = style_of(label.kind);
        if (label.kind == Label::Kind::water) style.pixels = 16;
        std::vector<TextLine> lines =
            measure_lines(atlas_, label.text, style.pixels * scale_, style.other_pixels * scale_, false);
        if (lines.empty()) return;
        for (auto& piece : seen_pieces(label, style)) {
            Path const path(std::move(piece));
            auto const slots = static_cast<int>(std::max(1.0, path.length() / (kRepeat * scale_)));
            for (int i = 0; i < slots && !full(label.kind); ++i) {
                // From the middle outwards.
                int const slot = slots / 2 + (i % 2 ? (i + 1) / 2 : -i / 2) * (slots % 2 ? 1 : -1);
                bool const named = place_in(index, label, lines, path, path.length() * slot / slots,
                                            path.length() * (slot + 1) / slots);
                if (named && !repeating_) return;
            }
        }
    }

    bool place_in(std::uint32_t index, Label const& label, std::vector<TextLine> const& lines, Path const& path,
                  double from, double to) {
        if (repeats(label.text, path.at((from + to) / 2))) return false;
        if (lines.size() > 1 && place_two_lines(index, label, lines, path, from, to)) return true;
        return place_one_line(index, label, lines.front(), path, from, to);
    }

    std::vector<double> advances_of(TextLine const& line) {
        std::vector<double> advances;
        for (char32_t const c : line.characters) advances.push_back(atlas_.advance(c) * line.pixels);
        return advances;
    }

    static base::Extent box_of(LetterPose const& pose, double width, double height) {
        double const c = std::abs(std::cos(pose.angle));
        double const s = std::abs(std::sin(pose.angle));
        double const x = (width * c + height * s) / 2;
        double const y = (width * s + height * c) / 2;
        return {pose.centre.x - x, pose.centre.y - y, pose.centre.x + x, pose.centre.y + y};
    }

    void add_boxes(std::vector<base::Extent>& boxes, TextLine const& line, PathText const& text) {
        for (std::size_t i = 0; i < text.letters.size(); ++i) {
            boxes.push_back(box_of(text.letters[i], atlas_.advance(line.characters[i]) * line.pixels, line.pixels));
        }
    }

    void paint_letters(TextLine const& line, PathText const& text, Ink ink) {
        for (std::size_t i = 0; i < text.letters.size(); ++i) {
            painter_.letter(line, i, text.letters[i].centre, text.letters[i].angle, ink);
        }
        painter_.end_letters();
    }

    bool repeats(std::string_view text, base::Vec2d at) const {
        auto const found = named_.find(first_line(text));
        if (found == named_.end()) return false;
        return std::any_of(found->second.begin(), found->second.end(),
                           [&](base::Vec2d other) { return base::length(other - at) < kRepeat * 0.9 * scale_; });
    }

    bool place_one_line(std::uint32_t index, Label const& label, TextLine const& line, Path const& path, double from,
                        double to) {
        PathText const text = place_along(path, from, to, advances_of(line), line.pixels, line.chinese);
        if (text.letters.empty() || repeats(label.text, text.letters.front().centre)) return false;
        std::vector<base::Extent> boxes;
        add_boxes(boxes, line, text);
        if (!take(index, std::move(boxes))) return false;
        paint_letters(line, text, ink_of(label.kind, view_.style));
        return true;
    }

    /// Chinese above, English below, side by side along the line; only where it is straight and long enough for both.
    bool place_two_lines(std::uint32_t index, Label const& label, std::vector<TextLine> const& lines, Path const& path,
                         double from, double to) {
        TextLine const& first = lines[0];
        TextLine const& second = lines[1];
        if (to - from < 1.15 * second.width) return false;
        PathText const below =
            place_along(path, from, to, advances_of(second), second.pixels, false, first.pixels * 0.52);
        if (below.letters.empty()) return false;
        // On steep lines Chinese stands upright, one under the other, and has no room for English beside it.
        if (first.chinese && std::abs(std::sin(below.letters.front().angle)) > kSteepSine) return false;
        base::Vec2d const middle = below.letters[below.letters.size() / 2].centre;
        double const at = nearest(path, middle, from, to);
        double const half = std::max(first.width, first.pixels) / 2 + 1;
        PathText const above =
            place_along(path, at - half, at + half, advances_of(first), first.pixels, false, -second.pixels * 0.52);
        if (above.letters.empty() || repeats(label.text, above.letters.front().centre)) return false;
        std::vector<base::Extent> boxes;
        add_boxes(boxes, first, above);
        add_boxes(boxes, second, below);
        if (!take(index, std::move(boxes))) return false;
        Ink const ink = ink_of(label.kind, view_.style);
        paint_letters(first, above, ink);
        paint_letters(second, below, ink);
        return true;
    }

    static double nearest(Path const& path, base::Vec2d to, double from, double until) {
        constexpr int kSteps = 64;
        double best = from;
        for (int i = 0; i <= kSteps; ++i) {
            double const at = from + (until - from) * i / kSteps;
            if (base::length(path.at(at) - to) < base::length(path.at(best) - to)) best = at;
        }
        return best;
    }

    Scene const& scene_;
    View const& view_;
    double scale_;
    Atlas& atlas_;
    TextPainter& painter_;
    LabelBoxes& boxes_;
    Occluders const& occluders_;
    Projector projector_;
    double room_;  ///< area of the picture, 1920 x 1080 design pixels being 1
    std::array<std::uint32_t, kKinds> count_{};
    std::map<std::string_view, std::vector<base::Vec2d>> named_;
    bool repeating_ = false;
    std::vector<PlacedLabel> placed_;
};

}  // namespace

std::vector<PlacedLabel> place_labels(Scene const& scene, View const& view, double scale, Atlas& atlas,
                                      TextPainter& painter, LabelBoxes& boxes, Occluders const& occluders) {
    return Placer(scene, view, scale, atlas, painter, boxes, occluders).run();
}

}  // namespace scene
