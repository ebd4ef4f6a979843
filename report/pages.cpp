// What stands on every page: district, title and times above; licence, sources and page numbers below; a watermark.
#include <algorithm>
#include <cmath>

#include "report/layout.h"

namespace report {
namespace {

constexpr double kHeaderGap = 12, kFooterGap = 10, kRulePad = 3;

TextStyle furniture_style(Press const& press) { return {.size = press.sizes.small * 0.94, .rgb = kGrey}; }

std::string footer_text(Press const& press, Edition const& edition) {
    std::string out;
    auto const add = [&](std::string const& text) {
        if (!text.empty()) out += (out.empty() ? "" : press.say("　", "   ")) + text;
    };
    if (edition.watermark == Watermark::footer) add(press.say(edition.watermark_text));
    add(press.say(edition.sources));
    add(press.say(edition.licence));
    return out;
}

/// "Borough 0.1.0　3 / 12", at the right.
std::string number_text(Press const& press, Edition const& edition, std::string const& number) {
    return edition.program + (edition.program.empty() ? "" : press.say("　", "   ")) + number;
}

SetText set_footer(Press const& press, Paper const& paper, Edition const& edition) {
    double const number = press.type.width(number_text(press, edition, "0000 / 0000"), furniture_style(press));
    return press.type.lines(footer_text(press, edition), furniture_style(press),
                            paper.width - 2 * paper.margin - number - 12, 3);
}

}  // namespace

Box content_area(Press const& press, Paper const& paper, Edition const& edition) {
    double const line = press.type.line_height(furniture_style(press));
    double const top = paper.margin + line + kRulePad + kHeaderGap;
    double const bottom =
        paper.margin + std::max(line, set_footer(press, paper, edition).height) + kRulePad + kFooterGap;
    return {paper.margin, top, paper.width - 2 * paper.margin, paper.height - top - bottom};
}

void dress_pages(Press const& press, Layout::State& state) {
    Paper const& paper = state.paper;
    TextStyle const style = furniture_style(press);
    double const left = paper.margin, right = paper.width - paper.margin, line = press.type.line_height(style);
    std::string const& district = press.say(state.edition.district);
    std::string const name = district.empty() ? state.title : district + press.say("　", "   ") + state.title;
    for (std::size_t page = 0; page < state.pages.size(); ++page) {
        Canvas canvas(press);
        SetText const times = canvas.label(press.say(state.edition.times), style, (right - left) * 0.6);
        canvas.text(canvas.label(name, style, right - left - times.ink - 12), {left, paper.margin});
        canvas.text(times, {right - times.ink, paper.margin});
        double const top = paper.margin + line + kRulePad;
        canvas.rule({left, top}, {right, top}, kRule, 0.5);
        SetText const footer = set_footer(press, paper, state.edition);
        if (footer.cut) canvas.complaints.push_back("sources and licence need more than three lines");
        double const foot = paper.height - paper.margin - std::max(line, footer.height);
        canvas.rule({left, foot - kRulePad}, {right, foot - kRulePad}, kRule, 0.5);
        canvas.text(footer, {left, foot});
        std::string const of = std::to_string(page + 1) + " / " + std::to_string(state.pages.size());
        SetText const number = canvas.type.line(number_text(press, state.edition, of), style);
        canvas.text(number, {right - number.ink, foot});
        if (state.edition.watermark == Watermark::diagonal && !state.edition.watermark_text.empty()) {
            TextStyle big{.size = paper.text * 5, .bold = true, .rgb = kGrey};
            double const most = std::hypot(paper.width, paper.height) * 0.62;
            SetText set = press.type.line(press.say(state.edition.watermark_text), big);
            if (set.ink > most) {
                big.size *= most / set.ink;
                set = press.type.line(press.say(state.edition.watermark_text), big);
            }
            canvas.marks.emplace_back(WatermarkMark{set, {paper.width / 2, paper.height / 2}});
        }
        if (page == 0)
            for (std::string const& what : canvas.complaints) state.lints.push_back({1, "header and footer", what});
        auto& marks = state.pages[page];
        marks.insert(marks.end(), canvas.marks.begin(), canvas.marks.end());
    }
}

}  // namespace report
