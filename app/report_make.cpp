#include "app/report_make.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

#include "app/sha256.h"
#include "app/version.h"

namespace app {
namespace {

using report::Words;

constexpr char const* kLiveInput = "live data";
/// Height of a figure by its width, where the template leaves it open: across the page, and in a part of it, where a
/// wide one would be too small for its legend.
constexpr double kShape = 0.62, kNarrowShape = 1.1;

report::Edition edition_of(ReportRun const& run, Audience audience, feeds::Moment const& moment) {
    report::Edition edition;
    edition.language = run.maker.chinese() ? report::Language::zh : report::Language::en;
    twin::Name const& name = run.maker.district().name;
    edition.district = {name.zh.empty() ? name.en : name.zh, name.en.empty() ? name.zh : name.en};
    edition.times = times_of(moment);
    edition.licence = run.licence;
    edition.watermark = watermark_of(audience);
    edition.watermark_text = mark_of(audience);
    edition.program = program_name();
    edition.made = moment.known == base::kNoTime ? moment.event : moment.known;
    Words sources{"来源：", "Sources: "};
    bool first = true;
    for (twin::FeedSpec const& feed : run.maker.district().live.feeds) {
        sources.zh += (first ? "" : "、") + (feed.name.zh.empty() ? feed.id : feed.name.zh);
        sources.en += (first ? "" : ", ") + (feed.name.en.empty() ? feed.id : feed.name.en);
        first = false;
    }
    if (!first) edition.sources = std::move(sources);
    return edition;
}

base::Status set_device(ReportRun& run, Recipe& recipe) {
    auto const device = run.maker.device();
    if (!device) return device.error();
    recipe.device = device->name;
    recipe.driver = device->driver;
    return base::done;
}

base::Result<Recipe> begin_recipe(ReportRun& run, Audience audience, feeds::Moment const& moment, bool live) {
    Recipe recipe;
    recipe.district = run.district;
    recipe.source = run.source;
    recipe.chinese = run.maker.chinese();
    recipe.audience = audience;
    recipe.licence = run.licence;
    recipe.dots_per_inch = run.dots_per_inch;
    recipe.moment = moment;
    recipe.inputs = run.inputs;
    recipe.program = build_name();
    if (live) {
        auto hash = run.maker.live_hash(moment);
        if (!hash) return hash.error();
        recipe.inputs.push_back({kLiveInput, std::move(*hash)});
    }
    return recipe;
}

struct Sealed {
    report::Figure figure;
    std::vector<MadeFile> files;
};

/// `folder` ends with a slash, or is empty.
base::Result<Sealed> seal_figure(ReportRun& run, FigureSpec const& spec, Audience audience, std::string const& folder) {
    auto figure = run.maker.draw(spec, audience);
    if (!figure) return figure.error();
    if (!run.licence.empty()) figure->furniture.push_back(run.licence);
    figure->furniture.push_back(mark_of(audience));
    auto const picture = report::to_picture(*figure, edition_of(run, audience, spec.moment), run.dots_per_inch);
    if (!picture) return picture.error();
    StageScope const stage(run.watch, "encode");
    auto png = base::encode_png(*picture);
    if (!png) return png.error();
    auto recipe = begin_recipe(run, audience, spec.moment, !spec.layers.empty() && spec.moment.event != base::kNoTime);
    if (!recipe) return recipe.error();
    if (auto const set = set_device(run, *recipe); !set) return set.error();
    recipe->figure = spec;
    recipe->outputs = {{spec.name + ".png", sha256_of(*png)}};
    Sealed out{std::move(*figure), {}};
    out.files.push_back({folder + spec.name + ".png", std::move(*png)});
    out.files.push_back({folder + spec.name + ".recipe.json", to_json(*recipe)});
    return out;
}

/// "-1d", "-12h", "-1w" before the report's moment, or a time of its own.
base::Result<feeds::Moment> moment_of(std::string const& text, feeds::Moment moment) {
    if (text.empty()) return moment;
    if (text.front() != '-') {
        auto const time = base::parse_time(text);
        if (!time) return time.error();
        moment.event = *time;
        return moment;
    }
    constexpr std::int64_t kHour = 3600 * 1000;
    std::int64_t const unit = text.back() == 'h' ? kHour : text.back() == 'd' ? 24 * kHour : 7 * 24 * kHour;
    int many = 0;
    char const* const last = text.data() + text.size() - 1;
    auto const [end, failed] = std::from_chars(text.data() + 1, last, many);
    if (failed != std::errc{} || end != last || many <= 0 ||
        (text.back() != 'h' && text.back() != 'd' && text.back() != 'w'))
        return base::Error{"'" + text + "' is no time; it is written -1d, -12h, -1w or 2026-06-21T08:00"};
    if (moment.event == base::kNoTime)
        return base::Error{"nothing has been taken in yet, so there is no time '" + text + "' before it"};
    moment.event -= many * unit;
    return moment;
}

/// As wide as its columns are at the report's resolution.
Size size_of(report::Template const& how, report::PageSpec const& page, report::Block const& block, double dpi) {
    double all = 0, own = 0;
    for (std::size_t i = 0; i < page.columns.size(); ++i) {
        all += page.columns[i];
        if (i >= block.column && i < block.column + block.column_span) own += page.columns[i];
    }
    double const points = (how.paper.width - 2 * how.paper.margin) * (all > 0 ? own / all : 1);
    double const width = std::clamp(std::round(points / 72 * dpi), 320.0, 8192.0);
    double height = width * (own < 0.7 * all ? kNarrowShape : kShape);
    if (block.height > 0) height = std::max(200.0, block.height / 72 * dpi);
    return {static_cast<std::uint32_t>(width), static_cast<std::uint32_t>(std::round(height))};
}

bool shows(report::Template const& how, std::string const& name) {
    return std::ranges::any_of(how.pages, [&](report::PageSpec const& page) {
        return std::ranges::any_of(page.blocks, [&](report::Block const& block) { return block.data == name; });
    });
}

class Maker {
public:
    Maker(ReportRun& run, ReportWish const& wish, KeepFile const& keep) : run_(run), wish_(wish), keep_(keep) {}

    base::Result<MadeReport> make() {
        auto how = report::read_template(wish_.template_text, wish_.template_name);
        if (!how) return how.error();
        how_ = std::move(*how);
        run_.watch.stage("facts");
        auto content = content_of({run_.maker, run_.district, wish_.moment, wish_.audience, wish_.subject,
                                   [this](std::string const& name) { return shows(how_, name); }});
        if (!content) return content.error();
        out_.left_out = std::move(content->left_out);
        data_ = std::move(content->data);
        cameras_ = std::move(content->cameras);
        shapes_ = std::move(content->shapes);
        draw_figures();
        run_.watch.stage("pages");
        if (auto const laid = lay_out(); !laid) return laid.error();
        return std::move(out_);
    }

private:
    /// Of a page that is made once for each key of a list, `*` stands for the key.
    static report::Block with_key(report::Block block, std::string const& key) {
        for (std::string* const text : {&block.data, &block.figure.view}) {
            for (auto at = text->find('*'); at != text->npos; at = text->find('*', at + key.size()))
                text->replace(at, 1, key);
        }
        return block;
    }

    void draw_figures() {
        for (report::PageSpec const& page : how_.pages) {
            std::vector<std::string> const keys =
                page.each.empty() ? std::vector<std::string>{""} : data_.lists[page.each];
            for (std::string const& key : keys) {
                for (report::Block const& block : page.blocks) {
                    if (block.kind == report::BlockKind::figure) draw_or_say_why(page, with_key(block, key));
                }
            }
        }
    }

    void draw_or_say_why(report::PageSpec const& page, report::Block const& block) {
        // An event without a picture has none; that is no failure.
        bool const only_data = block.figure.view == "evidence" && block.optional;
        if (only_data || data_.figures.contains(block.data)) return;
        auto const drawn = draw(page, block);
        if (drawn) return;
        std::string const why = drawn.error().message;
        out_.left_out.push_back({block.data, {why, why}});
        data_.figures[block.data] = instead(why);
    }

    base::Status draw(report::PageSpec const& page, report::Block const& block) {
        report::FigureRequest const& asked = block.figure;
        if (!asked.colour_by.empty())
            return base::Error{"colour_by is of the whole report; say --colour-by " + asked.colour_by};
        auto const moment = moment_of(asked.time, wish_.moment);
        if (!moment) return moment.error();
        std::string const key = block.data.empty() ? "map" : block.data;
        std::string camera = asked.view;
        if (auto const focus = cameras_.find(camera); focus != cameras_.end()) camera = focus->second;
        auto view = run_.maker.view(camera, asked.style, {}, size_of(how_, page, block, run_.dots_per_inch));
        if (!view) return view.error();
        FigureSpec spec{file_name_of(key), block.title, *view, asked.layers, *moment, true};
        if (auto const own = shapes_.find(key); own != shapes_.end()) {
            spec.shapes = own->second.shapes;
            spec.shapes_title = own->second.title;
        }
        auto sealed = seal_figure(run_, spec, wish_.audience, "figures/");
        if (!sealed) return sealed.error();
        for (MadeFile& file : sealed->files) {
            if (auto const kept = keep_(std::move(file)); !kept) return kept.error();
        }
        // The title stands above the block already.
        sealed->figure.caption = {};
        sealed->figure.furniture.pop_back();  // every page carries the mark itself
        data_.figures[block.data] = std::move(sealed->figure);
        ++out_.figures;
        return base::done;
    }

    /// An empty sheet that says why it is empty.
    static report::Figure instead(std::string const& why) {
        report::Figure out;
        out.image = {64, 20, 3, std::vector<std::uint8_t>(std::size_t{64} * 20 * 3, 0xee)};
        out.caption = {"未予提供：" + why, "Not provided: " + why};
        return out;
    }

    base::Status keep(Recipe& recipe, std::string name, std::string bytes) {
        recipe.outputs.push_back({name, sha256_of(bytes)});
        return keep_({std::move(name), std::move(bytes)});
    }

    base::Status lay_out() {
        report::Edition const edition = edition_of(run_, wish_.audience, wish_.moment);
        auto const layout = report::lay_out(how_, data_, edition);
        if (!layout && wish_.moment.event == base::kNoTime)
            return base::Error{"nothing has been taken in yet, and the template needs it: " + layout.error().message};
        if (!layout) return layout.error();
        out_.pages = layout->pages();
        out_.lints = layout->lints();
        auto recipe = begin_recipe(run_, wish_.audience, wish_.moment, wish_.moment.event != base::kNoTime);
        if (!recipe) return recipe.error();
        recipe->kind = "report";
        recipe->template_name = wish_.template_name;
        recipe->template_text = wish_.template_text;
        recipe->subject = wish_.subject;
        if (out_.figures > 0) {
            if (auto const set = set_device(run_, *recipe); !set) return set.error();
        }
        for (auto const& font : layout->fonts()) {
            auto const hash = sha256_of_file(font);
            recipe->fonts += (recipe->fonts.empty() ? "" : ", ") + font.filename().string() +
                             (hash ? " " + hash->substr(0, 16) : std::string{});
        }
        std::string const& stem = wish_.template_name;
        auto pdf = report::to_pdf(*layout);
        if (!pdf) return pdf.error();
        if (auto const kept = keep(*recipe, stem + ".pdf", std::move(*pdf)); !kept) return kept.error();
        auto html = report::to_html(how_, data_, edition);
        if (!html) return html.error();
        if (auto const kept = keep(*recipe, stem + ".html", std::move(*html)); !kept) return kept.error();
        auto tables = report::to_csv(how_, data_, edition.language);
        if (!tables) return tables.error();
        for (report::CsvFile& file : *tables) {
            std::string const name = "tables/" + file_name_of(file.name);
            if (auto const kept = keep(*recipe, name, std::move(file.bytes)); !kept) return kept.error();
        }
        for (std::size_t page = 0; page < layout->pages(); ++page) {
            constexpr double kScreen = 144;
            auto const picture = report::to_picture(*layout, page, kScreen);
            if (!picture) return picture.error();
            auto png = base::encode_png(*picture);
            if (!png) return png.error();
            std::string const name = "pages/" + stem + "-" + std::to_string(page + 1) + ".png";
            if (auto const kept = keep(*recipe, name, std::move(*png)); !kept) return kept.error();
        }
        return keep_({stem + ".recipe.json", to_json(*recipe)});
    }

    ReportRun& run_;
    ReportWish const& wish_;
    KeepFile const& keep_;
    report::Template how_;
    report::Data data_;
    std::map<std::string, std::string> cameras_;
    std::map<std::string, Content::Shapes> shapes_;
    MadeReport out_;
};

}  // namespace

base::Result<std::vector<MadeFile>> make_figure(ReportRun& run, FigureSpec const& spec, Audience audience) {
    auto sealed = seal_figure(run, spec, audience, {});
    if (!sealed) return sealed.error();
    return std::move(sealed->files);
}

base::Result<MadeReport> make_report(ReportRun& run, ReportWish const& wish, KeepFile const& keep) {
    return Maker(run, wish, keep).make();
}

base::Result<FigureSpec> area_figure(FigureMaker const& maker, twin::Locator::Area const& area,
                                     std::vector<std::string> const& layers, std::string const& style,
                                     feeds::Moment const& moment, Size size) {
    base::Extent extent;
    for (auto const& ring : area.rings) {
        for (base::Vec2d const p : ring) extent.add(p);
    }
    if (extent.empty()) return base::Error{area.id + ": the area has no outline"};
    double const aspect = double{1} * size.width / size.height;
    double const metres = 1.1 * std::max({extent.height(), extent.width() / aspect, 50.0});
    char camera[96];
    std::snprintf(camera, sizeof camera, "plan:%.3f,%.3f,%.3f", extent.centre().x, extent.centre().y, metres);
    auto view = maker.view(camera, style, {}, size);
    if (!view) return view.error();
    std::string const& zh = area.name.zh.empty() ? area.id : area.name.zh;
    std::string const& en = area.name.en.empty() ? zh : area.name.en;
    return FigureSpec{file_name_of(maker.chinese() ? zh : en), {zh, en}, *view, layers, moment, true};
}

std::string file_name_of(std::string const& text) {
    std::string out;
    for (char const c : text) {
        bool const plain = static_cast<unsigned char>(c) > 0x20 && c != '/' && c != '\\' && c != ':' && c != '*' &&
                           c != '?' && c != '"' && c != '<' && c != '>' && c != '|' && c != 0x7f;
        out += plain ? c : '_';
    }
    while (!out.empty() && out.front() == '.') out.erase(0, 1);
    return out.empty() ? "figure" : out;
}

}  // namespace app
