#include "sample/street.h"

namespace sample {

using base::Vec2d;

void tree(Canvas& c, Vec2d foot, double size) {
    c.line(foot, {foot.x, foot.y - size * 0.6}, size * 0.07, {0.3, 0.24, 0.2});
    for (Vec2d const at : {Vec2d{-0.2, -0.7}, Vec2d{0.2, -0.72}, Vec2d{0, -0.95}, Vec2d{0.05, -0.6}})
        c.ellipse(foot + at * size, size * 0.28, size * 0.24, mixed(kGreen, kDark, 0.2 - at.y * 0.15), 0.95);
}

void car(Canvas& c, Vec2d at, double size, Colour body, bool right) {
    double const way = right ? -1 : 1;
    auto const p = [&](double x, double y) { return at + Vec2d{way * x, y} * size; };
    c.ellipse(p(0, 0.02), 0.62 * size, 0.1 * size, kDark, 0.45);
    c.polygon({p(-0.56, -0.05), p(-0.58, -0.24), p(-0.36, -0.3), p(-0.22, -0.46), p(0.2, -0.46), p(0.36, -0.29),
               p(0.56, -0.25), p(0.58, -0.05)},
              body);
    c.polygon({p(-0.31, -0.29), p(-0.2, -0.43), p(-0.02, -0.43), p(-0.02, -0.29)}, kDark, 0.85);
    c.polygon({p(0.02, -0.29), p(0.02, -0.43), p(0.18, -0.43), p(0.3, -0.29)}, kDark, 0.85);
    c.polygon({p(-0.57, -0.2), p(-0.51, -0.2), p(-0.51, -0.15), p(-0.57, -0.15)}, kYellow);
    for (double const x : {-0.34, 0.34}) {
        c.ellipse(p(x, -0.04), 0.11 * size, 0.11 * size, kDark);
        c.ellipse(p(x, -0.04), 0.05 * size, 0.05 * size, {0.6, 0.6, 0.6});
    }
}

void bus(Canvas& c, Vec2d at, double size, Colour body, bool right) {
    double const way = right ? -1 : 1;
    auto const p = [&](double x, double y) { return at + Vec2d{way * x, y} * size; };
    c.ellipse(p(0, 0.01), 0.55 * size, 0.05 * size, kDark, 0.45);
    c.polygon({p(-0.5, -0.04), p(-0.5, -0.3), p(-0.47, -0.34), p(0.5, -0.34), p(0.5, -0.04)}, body);
    c.polygon({p(-0.5, -0.13), p(-0.5, -0.1), p(0.5, -0.1), p(0.5, -0.13)}, kWhite, 0.8);
    for (int i = 0; i < 6; ++i) {
        double const x = -0.48 + 0.163 * i;
        c.polygon({p(x, -0.17), p(x, -0.3), p(x + 0.14, -0.3), p(x + 0.14, -0.17)}, kDark, 0.85);
    }
    for (double const x : {-0.32, 0.3}) {
        c.ellipse(p(x, -0.04), 0.055 * size, 0.055 * size, kDark);
        c.ellipse(p(x, -0.04), 0.025 * size, 0.025 * size, {0.6, 0.6, 0.6});
    }
}

void bicycle(Canvas& c, Vec2d at, double size, Colour frame) {
    auto const p = [&](double x, double y) { return at + Vec2d{x, y} * size; };
    for (double const x : {-0.4, 0.4}) {
        c.ellipse(p(x, -0.26), 0.27 * size, 0.27 * size, kDark);
        c.ellipse(p(x, -0.26), 0.22 * size, 0.22 * size, kPaving);
    }
    for (auto const& [a, b] : {std::pair{p(-0.4, -0.26), p(-0.12, -0.62)}, std::pair{p(-0.12, -0.62), p(0.3, -0.62)},
                               std::pair{p(0.3, -0.62), p(0, -0.26)}, std::pair{p(0, -0.26), p(-0.12, -0.62)},
                               std::pair{p(0.4, -0.26), p(0.28, -0.8)}})
        c.line(a, b, size * 0.07, frame);
    c.box(at.x - 0.22 * size, at.y - 0.72 * size, 0.2 * size, 0.06 * size, kDark);
}

void person(Canvas& c, Vec2d foot, double size, Colour coat, Colour head, double step) {
    c.ellipse(foot, 0.16 * size, 0.04 * size, kDark, 0.4);
    c.line(foot + Vec2d{-step, 0} * size, foot + Vec2d{-0.04, -0.45} * size, 0.1 * size, mixed(kBlue, kDark, 0.6));
    c.line(foot + Vec2d{step, 0} * size, foot + Vec2d{0.04, -0.45} * size, 0.1 * size, mixed(kBlue, kDark, 0.6));
    c.polygon({foot + Vec2d{-0.13, -0.42} * size, foot + Vec2d{-0.15, -0.78} * size, foot + Vec2d{0.15, -0.78} * size,
               foot + Vec2d{0.13, -0.42} * size},
              coat);
    c.ellipse(foot + Vec2d{0, -0.88} * size, 0.085 * size, 0.1 * size, kSkin);
    c.ellipse(foot + Vec2d{0, -0.93} * size, 0.09 * size, 0.065 * size, head);
}

void stamp_words(Canvas& c, Vec2d at, std::string_view words) {
    c.text({at.x + 1, at.y + 1}, words, 1.5, {0.05, 0.05, 0.05});
    c.text(at, words, 1.5, {0.95, 0.95, 0.95});
}

}  // namespace sample
