#include "app/report_make.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>
#include <span>

#include "app/facts_counts.h"
#include "app/report_area.h"
#include "app/report_seal.h"
#include "app/report_sources.h"
#include "app/sha256.h"
#include "report/content.h"

namespace app {
namespace {

using report::Words;

/// Height of a figure by its width, where the template leaves it open: across the page, and in a part of it, where a
/// wide one would be too small for its legend.
constexpr double kShape = 0.62, kNarrowShape = 1.1;

/// "-1d", "-12h", "-1w" before the report's moment, or a time of its own.
base::Result<feeds::Moment> moment_of(std::string const& text, feeds::Moment moment) {
    if (text.empty()) return moment;
    if (text.front() != '-') {
        auto const time = base::parse_time(text);
        if (!time) return time.error();
        moment.event = *time;
        return moment;
    }
    std::int64_t const unit = text.back() == 'h' ? kHourMs : text.back() == 'd' ? 24 * kHourMs : 7 * 24 * kHourMs;
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

/// Shows what lies in an area alone, within its boundary.
void bound(FigureSpec& spec, Area const& area) {
    spec.area = area.id;
    spec.shapes = {boundary_of(area)};
    spec.shapes_title = boundary_title();
}

bool shows(report::Template const& how, std::string const& name) {
    return std::ranges::any_of(how.pages, [&](report::PageSpec const& page) {
        return std::ranges::any_of(page.blocks, [&](report::Block const& block) { return block.data == name; });
    });
}

constexpr std::string_view kRefusedMark = "refused: ";  // what is on stderr for scripts

class Maker {
public:
    Maker(ReportRun& run, ReportWish const& wish, KeepFile const& keep) : run_(run), wish_(wish), keep_(keep) {}

    base::Result<MadeReport> make() {
        auto how = report::read_template(wish_.template_text, wish_.template_name);
        if (!how) return how.error();
        how_ = std::move(*how);
        if (!wish_.area.empty()) {
            auto const area = find_area(run_.maker.locator(), wish_.area);
            if (!area) return area.error();
            area_ = *area;
            Words const name = name_of(*area_);
            how_.title = {name.zh + how_.title.zh, how_.title.en + ", " + name.en};
        }
        run_.watch.stage("facts");
        auto content = content_of({run_.maker, run_.district, wish_.moment, wish_.audience, wish_.subject,
                                   [this](std::string const& name) { return shows(how_, name); }, area_});
        if (!content) return content.error();
        out_.left_out = std::move(content->left_out);
        data_ = std::move(content->data);
        cameras_ = std::move(content->cameras);
        shapes_ = std::move(content->shapes);
        settings_ = std::move(content->settings);
        inputs_ = std::move(content->inputs);
        draw_figures();
        run_.watch.stage("pages");
        if (auto const laid = lay_out(); !laid) return laid.error();
        return std::move(out_);
    }

private:
    /// Of a page that is made once for each key of a list, `*` stands for the key.
    report::Block with_key(report::Block block, std::string const& key) const {
        for (std::string* const text : {&block.data, &block.figure.view}) {
            for (auto at = text->find('*'); at != text->npos; at = text->find('*', at + key.size()))
                text->replace(at, 1, key);
        }
        // A picture is a file of its own, under its title; what is wrong with it, the pages will say.
        Words title = block.title;
        if (report::fill_words(title, data_, key)) block.title = std::move(title);
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
        std::string_view const said =
            std::string_view(why).substr(why.starts_with(kRefusedMark) ? kRefusedMark.size() : 0);
        data_.withheld[block.data] = {"未予提供：" + std::string(said) + "。",
                                      "Not provided: " + std::string(said) + "."};
    }

    /// Single things go from a map for the public where densities remain.
    std::vector<std::string> layers_of(report::FigureRequest const& asked) const {
        std::vector<std::string> layers = asked.layers;
        std::erase_if(layers, [this](std::string const& one) {
            auto const choice = parse_live(std::span(&one, 1));
            return choice && refusal(wish_.audience, *choice, 0);
        });
        return layers.empty() ? asked.layers : layers;
    }

    base::Status draw(report::PageSpec const& page, report::Block const& block) {
        report::FigureRequest const& asked = block.figure;
        if (!asked.colour_by.empty())
            return base::Error{"colour_by is of the whole report; say --colour-by " + asked.colour_by};
        auto const moment = moment_of(asked.time, wish_.moment);
        if (!moment) return moment.error();
        std::string const key = block.data.empty() ? "map" : block.data;
        Size const size = size_of(how_, page, block, run_.dots_per_inch);
        std::string camera = asked.view;
        if (auto const focus = cameras_.find(camera); focus != cameras_.end()) {
            camera = focus->second;
        } else if (area_) {
            camera = camera_over(*area_, double{1} * size.width / size.height);
        }
        auto const setting = settings_.find(key);
        bool const set = setting != settings_.end();
        auto view = run_.maker.view(camera, asked.style, set ? setting->second.sun : std::string{}, size);
        if (!view) return view.error();
        FigureSpec spec{file_name_of(key), block.title, *view, layers_of(asked), *moment, true};
        if (area_) bound(spec, *area_);
        if (set) spec.scheme = setting->second.scheme;
        if (auto const own = shapes_.find(key); own != shapes_.end()) {
            spec.shapes = own->second.shapes;
            spec.shapes_title = own->second.title;
        }
        auto sealed = seal_figure(run_, spec, wish_.audience, "figures/");
        if (!sealed) return sealed.error();
        for (MadeFile& file : sealed->files) {
            if (auto const kept = keep_(std::move(file)); !kept) return kept.error();
        }
        // The title stands above the block already, and every page carries mark, licence and times itself.
        sealed->figure.caption = {};
        if (spec.layers.size() < asked.layers.size())
            sealed->figure.caption = {"单件工单、事件和设备点位不公开，图上只绘密度。",
                                      "Single tickets, events and devices are not for the public: densities alone."};
        std::vector<Words>& furniture = sealed->figure.furniture;
        Words const times = times_of(wish_.moment);
        std::erase_if(furniture, [&](Words const& one) {
            return one == mark_of(wish_.audience) || one == run_.licence || one == times;
        });
        data_.figures[block.data] = std::move(sealed->figure);
        ++out_.figures;
        return base::done;
    }

    base::Status keep(Recipe& recipe, std::string name, std::string bytes) {
        recipe.outputs.push_back({name, sha256_of(bytes)});
        return keep_({std::move(name), std::move(bytes)});
    }

    /// What this report was made from and with.
    base::Status complete(Recipe& recipe, report::Layout const& layout) {
        recipe.kind = "report";
        for (auto const& [name, hash] : inputs_) recipe.inputs.push_back({name, hash});
        recipe.template_name = wish_.template_name;
        recipe.template_text = wish_.template_text;
        recipe.subject = wish_.subject;
        recipe.area = wish_.area;
        if (out_.figures > 0) {
            if (auto const set = set_device(run_, recipe); !set) return set.error();
        }
        for (auto const& font : layout.fonts()) {
            auto const hash = sha256_of_file(font);
            recipe.fonts += (recipe.fonts.empty() ? "" : ", ") + font.filename().string() +
                            (hash ? " " + hash->substr(0, 16) : std::string{});
        }
        return base::done;
    }

    base::Status keep_tables(Recipe& recipe, std::vector<report::CsvFile> tables) {
        std::set<std::string> taken;
        for (report::CsvFile& file : tables) {
            // Two names may be one once they are names of files.
            std::string const clean = file_name_of(file.name);
            std::string const stem_of_table = clean.substr(0, clean.size() - 4);
            std::string name = "tables/" + clean;
            for (int i = 2; !taken.insert(name).second; ++i)
                name = "tables/" + stem_of_table + "-" + std::to_string(i) + ".csv";
            if (auto const kept = keep(recipe, name, std::move(file.bytes)); !kept) return kept.error();
        }
        return base::done;
    }

    base::Status lay_out() {
        report::Edition const edition = edition_of(run_, wish_.audience, wish_.moment, area_);
        auto const layout = report::lay_out(how_, data_, edition);
        if (!layout && wish_.moment.event == base::kNoTime)
            return base::Error{"nothing has been taken in yet, and the template needs it: " + layout.error().message};
        if (!layout) return layout.error();
        out_.pages = layout->pages();
        out_.lints = layout->lints();
        auto recipe = begin_recipe(run_, wish_.audience, wish_.moment, wish_.moment.event != base::kNoTime);
        if (!recipe) return recipe.error();
        if (auto const told = complete(*recipe, *layout); !told) return told.error();
        std::string const& stem = wish_.template_name;
        auto pdf = report::to_pdf(*layout);
        if (!pdf) return pdf.error();
        if (auto const kept = keep(*recipe, stem + ".pdf", std::move(*pdf)); !kept) return kept.error();
        auto html = report::to_html(how_, data_, edition);
        if (!html) return html.error();
        if (auto const kept = keep(*recipe, stem + ".html", std::move(*html)); !kept) return kept.error();
        auto tables = report::to_csv(how_, data_, edition.language);
        if (!tables) return tables.error();
        if (auto const kept = keep_tables(*recipe, std::move(*tables)); !kept) return kept.error();
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
    Area const* area_ = nullptr;
    std::map<std::string, Content::Setting> settings_;
    report::Data data_;
    std::map<std::string, std::string> inputs_;
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
    if (area.rings.empty()) return base::Error{area.id + ": the area has no outline"};
    std::string const camera = camera_over(area, double{1} * size.width / size.height);
    auto view = maker.view(camera, style, {}, size);
    if (!view) return view.error();
    Words const name = name_of(area);
    FigureSpec spec{file_name_of(maker.chinese() ? name.zh : name.en), name, *view, layers, moment, true};
    bound(spec, area);
    return spec;
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
