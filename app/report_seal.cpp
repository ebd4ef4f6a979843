#include "app/report_seal.h"

#include "app/report_sources.h"
#include "app/sha256.h"
#include "app/version.h"

namespace app {

using report::Words;

report::Edition edition_of(ReportRun& run, Audience audience, feeds::Moment const& moment, Area const* area) {
    report::Edition edition;
    edition.language = run.maker.chinese() ? report::Language::zh : report::Language::en;
    twin::Name const& name = run.maker.district().name;
    edition.district = {name.zh.empty() ? name.en : name.zh, name.en.empty() ? name.zh : name.en};
    if (area) {
        Words const part = name_of(*area);
        edition.district.zh += part.zh;
        edition.district.en += ", " + part.en;
    }
    edition.times = times_of(moment);
    // Where there are none, whoever needs them says so.
    if (auto const fonts = run.fonts ? base::Result(run.fonts) : report::open_fonts(edition); fonts)
        edition.fonts = run.fonts = *fonts;
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

base::Result<Sealed> seal_figure(ReportRun& run, FigureSpec const& spec, Audience audience, std::string const& folder) {
    auto figure = run.maker.draw(spec, audience);
    if (!figure) return figure.error();
    if (!run.licence.empty()) figure->furniture.push_back(run.licence);
    figure->furniture.push_back(mark_of(audience));
    auto const picture =
        report::to_picture(*figure, edition_of(run, audience, spec.moment, nullptr), run.dots_per_inch);
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

}  // namespace app
