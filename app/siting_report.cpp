#include "app/siting_report.h"

#include <algorithm>
#include <cmath>

#include "analysis/data.h"
#include "app/figures.h"
#include "app/siting_data.h"
#include "app/siting_models.h"
#include "app/siting_roads.h"
#include "app/siting_views.h"
#include "base/file.h"
#include "twin/text.h"

namespace app {
namespace {

using analysis::JudgedStudy;
using analysis::MeasuredStudy;

/// Of the reader's language; the other where that is empty.
class Says {
public:
    explicit Says(bool chinese) : chinese_(chinese) {}
    std::string operator()(twin::Name const& name) const {
        return (chinese_ && !name.zh.empty()) || name.en.empty() ? name.zh : name.en;
    }
    std::string operator()(char const* zh, char const* en) const { return chinese_ ? zh : en; }

private:
    bool chinese_;
};

std::string value_text(double value, analysis::Measure what) {
    if (!std::isfinite(value)) return "—";
    bool const fine = what == analysis::Measure::minutes || what == analysis::Measure::sun ||
                      what == analysis::Measure::slope || what == analysis::Measure::share;
    return grouped(value, fine ? 1 : 0);
}

bool is_whole(double value) { return std::abs(value - std::round(value)) < 1e-9 || std::abs(value) >= 100; }

std::string share_text(double share) { return figure(share * 100, 1) + "%"; }

SitingTable ranking_table(ui::SitingFacts const& f, Says const& say, std::size_t most) {
    SitingTable out;
    out.title = say("排序结果", "Ranking");
    JudgedStudy const& j = *f.judged;
    out.columns = {say("名次", "Rank"),
                   say("地块", "Site"),
                   say("性质", "What it is"),
                   say("加权得分", "Weighted"),
                   "TOPSIS",
                   say("TOPSIS 名次", "TOPSIS rank"),
                   say("列第一概率", "First in")};
    for (std::size_t i = 0; i < std::min(most, j.order.size()); ++i) {
        std::uint32_t const row = j.order[i], site = j.ranking.sites[row];
        out.rows.push_back({std::to_string(j.ranking.weighted_rank[row]), f.measured->sites[site].id,
                            site < f.site_words.size() ? say(f.site_words[site]) : "",
                            figure(j.ranking.weighted[row], 3), figure(j.ranking.closeness[row], 3),
                            std::to_string(j.ranking.closeness_rank[row]),
                            row < j.stability.weighted.size() ? share_text(j.stability.weighted[row].first) : "—"});
    }
    out.notes.push_back(
        say("加权得分 = Σ 权重 × 归一化指标值；TOPSIS 为与理想解的相对贴近度。两法并列，名次不一致处请复核。",
            "Weighted: sum of weight x value from 0 to 1. TOPSIS: closeness to the ideal site. Where "
            "they disagree, look again."));
    out.notes.push_back(say("列第一概率：所有权重同时在 ±20% 内随机变动 1000 次（固定种子）时居首的比例。",
                            "First in: share of 1000 runs (fixed seed) with all weights drawn within 20% in which "
                            "the site leads."));
    return out;
}

SitingTable criteria_table(ui::SitingFacts const& f, Says const& say, std::size_t most) {
    SitingTable out;
    out.title = say("评价指标", "Criteria");
    JudgedStudy const& j = *f.judged;
    out.columns = {say("指标", "Criterion"), say("单位", "Unit"), say("权重", "Weight")};
    std::size_t const shown = std::min(most, j.order.size());
    for (std::size_t i = 0; i < shown; ++i) out.columns.push_back(f.measured->sites[j.ranking.sites[j.order[i]]].id);
    for (std::size_t c = 0; c < f.study.criteria.size(); ++c) {
        analysis::StudyCriterion const& criterion = f.study.criteria[c];
        std::vector<std::string> row{say(criterion.name) + (criterion.less_is_better ? " ↓" : " ↑"),
                                     say(criterion.unit),
                                     c < j.ranking.weights.size() ? share_text(j.ranking.weights[c]) : "—"};
        for (std::size_t i = 0; i < shown; ++i)
            row.push_back(
                value_text(f.measured->criteria[c].values[j.ranking.sites[j.order[i]]], criterion.measure.what));
        out.rows.push_back(std::move(row));
        out.notes.push_back(say(criterion.name) + say("：", ": ") + say(f.measured->criteria[c].how));
    }
    return out;
}

/// "≥ 2.2 公顷", "≤ 15", "A33、R2".
std::string limit_text(ui::SitingFacts const& f, std::size_t c, Says const& say) {
    analysis::StudyConstraint const& constraint = f.study.constraints[c];
    std::string out;
    for (std::string const& word : constraint.allowed) out += (out.empty() ? "" : say("、", ", ")) + word;
    std::string unit = constraint.allowed.empty() ? say(analysis::unit_of(constraint.measure.what)) : "";
    if (!unit.empty()) unit.insert(0, " ");
    for (auto const& [sign, value] : {std::pair{"≥ ", constraint.least}, std::pair{"≤ ", constraint.most}})
        if (value)
            out += (out.empty() ? "" : say("，", ", ")) + sign + grouped(*value, is_whole(*value) ? 0 : 2) + unit;
    return out.empty() ? "—" : out;
}

/// What the chosen site has of it.
std::string held_text(ui::SitingFacts const& f, std::size_t c) {
    auto const site = static_cast<std::size_t>(f.chosen);
    analysis::MeasuredColumn const& column = f.measured->constraints[c];
    if (site < column.words.size() && !column.words[site].empty()) return column.words[site];
    if (site >= column.values.size() || !std::isfinite(column.values[site])) return "—";
    return grouped(column.values[site], is_whole(column.values[site]) ? 0 : 2);
}

SitingTable excluded_table(ui::SitingFacts const& f, Says const& say) {
    SitingTable out;
    out.title = say("硬约束与排除", "Constraints and exclusions");
    out.columns = {say("约束", "Constraint"), say("不符合的地块数", "Sites that break it"), say("限值", "Limit")};
    if (f.chosen >= 0)
        out.columns.push_back(f.measured->sites[static_cast<std::size_t>(f.chosen)].id +
                              say(" 实际值", ": what it has"));
    for (std::size_t c = 0; c < f.study.constraints.size(); ++c) {
        analysis::StudyConstraint const& constraint = f.study.constraints[c];
        std::string const off = constraint.on ? "" : say("（未启用）", " (off)");
        out.rows.push_back({say(constraint.name) + off, std::to_string(f.judged->broken_by[c]), limit_text(f, c, say)});
        if (f.chosen >= 0) out.rows.back().push_back(held_text(f, c));
        out.notes.push_back(say(constraint.name) + say("：", ": ") + say(f.measured->constraints[c].how));
    }
    // Sites that break nothing and still cannot be compared: no road leads there, or a figure is missing.
    for (std::size_t site = 0; site < f.measured->sites.size(); ++site) {
        if (!f.judged->excluded[site].empty()) continue;
        std::string why;
        for (twin::Name const& each : analysis::why_not_ranked(f.study, *f.measured, *f.judged, site))
            why += (why.empty() ? "" : say("；", "; ")) + say(each);
        if (!why.empty())
            out.notes.push_back(say("未参与排序 ", "Not ranked: ") + f.measured->sites[site].id + " " + why);
    }
    return out;
}

SitingTable schemes_table(ui::SitingFacts const& f, Says const& say) {
    SitingTable out;
    out.title = say("方案比选", "Schemes");
    out.columns = {say("方案", "Scheme"),
                   say("建筑面积", "Floor area"),
                   say("容积率", "Floor area ratio"),
                   say("密度", "Density"),
                   say("高度", "Height"),
                   say("最小退让", "Least setback"),
                   say("不符合项", "Broken limits"),
                   say("新增日照不满足窗", "Windows that fall short"),
                   say("原不足再减窗", "Get still less"),
                   say("视线保持", "Views kept")};
    for (std::size_t i = 0; i < f.schemes.size() && i < f.results.size(); ++i) {
        if (!f.results[i]) {
            std::string const why = i < f.scheme_problems.size() ? say(f.scheme_problems[i]) : "";
            out.notes.push_back(say(f.schemes[i].name) + say("：未能核算，", ": could not be worked out: ") + why);
            continue;
        }
        analysis::SchemeResult const& r = *f.results[i];
        double const setback =
            r.massing.setback.empty() ? 0 : *std::min_element(r.massing.setback.begin(), r.massing.setback.end());
        std::string broken;
        for (analysis::MassingCheck const& check : r.massing.broken)
            broken += (broken.empty() ? "" : say("；", "; ")) + say(analysis::describe(check, r.blocks));
        out.rows.push_back({say(f.schemes[i].name), grouped(r.massing.floor_area) + " m²", figure(r.massing.far, 2),
                            share_text(r.massing.density), figure(r.massing.most_height, 1) + " m",
                            figure(setback, 1) + " m", broken.empty() ? say("无", "none") : broken,
                            std::to_string(r.fallen), std::to_string(r.worse), say(views_kept(r))});
        if (r.model) out.notes.push_back(say(f.schemes[i].name) + say("：", ": ") + say(model_method(f.schemes[i], r)));
    }
    if (!f.viewpoints.empty()) out.notes.push_back(say("视线：", "Views: ") + say(analysis::view_method()));
    for (twin::Name const& problem : f.view_problems) out.notes.push_back(say(problem));
    return out;
}

/// "60→35%"
std::string share_change(double before, double after) {
    return figure(before * 100, 0) + "→" + figure(after * 100, 0) + "%";
}

std::string landmarks_text(ui::SitingFacts const& f, analysis::ViewLoss const& view, Says const& say) {
    std::string out;
    for (std::size_t m = 0; m < view.landmarks.size() && m < f.landmarks.size(); ++m) {
        analysis::LandmarkView const& mark = view.landmarks[m];
        if (!mark.seen()) continue;
        out += (out.empty() ? "" : say("；", "; ")) + say(f.landmarks[m].name) + " " +
               share_change(mark.before, mark.after);
    }
    return out.empty() ? say("无可见地标", "none seen") : out;
}

SitingTable views_table(ui::SitingFacts const& f, Says const& say) {
    SitingTable out;
    out.title = say("视线影响", "What is hidden from where");
    out.columns = {say("方案", "Scheme"),    say("视点", "From"),      say("可视地面减少", "Ground lost"),
                   say("减少比例", "Share"), say("天空可见度", "Sky"), say("地标可见比例", "Landmarks seen"),
                   say("结论", "Result")};
    for (std::size_t i = 0; i < f.results.size(); ++i) {
        if (!f.results[i]) continue;
        for (analysis::ViewLoss const& view : f.results[i]->views) {
            std::string const scheme = say(f.schemes[i].name), from = say(view.name);
            if (!view.known()) {
                out.rows.push_back({scheme, from, "—", "—", "—", "—", say(view.problem)});
                continue;
            }
            out.rows.push_back({scheme, from, grouped(view.ground_lost) + " m²", share_text(view.lost_share()),
                                share_change(view.sky_before, view.sky_after), landmarks_text(f, view, say),
                                view.kept() ? say("保持", "kept") : say("受损", "lost")});
        }
    }
    out.notes.push_back(say(analysis::view_method()));
    return out;
}

SitingTable sunlight_table(ui::SitingFacts const& f, Says const& say) {
    SitingTable out;
    out.title = say("对周边日照的影响", "What neighbours lose of their sun");
    out.columns = {say("方案", "Scheme"),         say("建筑", "Building"),
                   say("标准", "Rule"),           say("最大减少窗所在层", "Storey"),
                   say("其建前", "Before"),       say("其建后", "After"),
                   say("新增不满足窗", "Fallen"), say("恶化窗", "Worse")};
    for (std::size_t i = 0; i < f.results.size(); ++i) {
        if (!f.results[i]) continue;
        std::size_t n = 0;
        for (analysis::NeighbourLoss const& loss : f.results[i]->neighbours) {
            if (n++ == 8 || loss.most_lost <= 0) break;
            out.rows.push_back({say(f.schemes[i].name), loss.name, say(loss.rule), std::to_string(loss.storey),
                                figure(loss.least_before, 1) + " h", figure(loss.least_after, 1) + " h",
                                std::to_string(loss.fallen), std::to_string(loss.worse_below)});
        }
    }
    twin::Name const notice = analysis::sunlight_notice();
    out.notes.push_back(say(notice));
    if (f.sun_rules_for_reference)
        out.notes.push_back(say("日照标准为程序自带参考表，未采用本市规定。",
                                "The rules are the program's own table, for reference; not the city's."));
    return out;
}

/// Where the other method sees it otherwise, at the top, where it matters.
std::string topsis_text(ui::SitingFacts const& f, Says const& say) {
    constexpr std::size_t kTop = 5;
    JudgedStudy const& j = *f.judged;
    if (j.order.empty() || j.closeness_order.empty()) return {};
    auto const name = [&](std::uint32_t row) { return f.measured->sites[j.ranking.sites[row]].id; };
    std::string const best = name(j.closeness_order.front());
    std::string out = j.order.front() == j.closeness_order.front()
                          ? say("TOPSIS 法首位同为 ", "TOPSIS puts the same first, ") + best
                          : say("两法首位不同，须复核：TOPSIS 法首位为 ",
                                "The two methods disagree on the first, look again: by TOPSIS it is ") +
                                best;
    std::string apart;
    for (std::size_t i = 0; i < std::min(kTop, j.order.size()); ++i) {
        std::uint32_t const row = j.order[i];
        auto const by_sum = j.ranking.weighted_rank[row], by_closeness = j.ranking.closeness_rank[row];
        if (by_sum == by_closeness) continue;
        apart += (apart.empty() ? "" : say("、", ", ")) + name(row) + say("（加权第 ", " (weighted ") +
                 std::to_string(by_sum) + say("、TOPSIS 第 ", ", TOPSIS ") + std::to_string(by_closeness) +
                 say("）", ")");
    }
    if (apart.empty()) return out + say("，前五名名次一致。", ", and the same order of the first five.");
    return out + say("；前五名中名次不同：", "; ranked otherwise among the first five: ") + apart + say("。", ".");
}

std::string joined_words(std::vector<std::string> const& columns, analysis::SiteLayer const& layer, std::uint32_t row) {
    std::string out;
    for (std::string const& name : columns) {
        for (geo::Column const& column : layer.columns) {
            if (column.name != name) continue;
            std::string const word = column.text(row);
            if (!word.empty()) out += (out.empty() ? "" : " · ") + word;
        }
    }
    return out;
}

base::Status add_schemes(ui::SitingFacts& out, StudySpec const& spec, SitesFile const& file,
                         analysis::SiteData const& data, twin::District const& district, base::Progress& progress) {
    auto const rules = sun_rules(file);
    if (!rules) return rules.error();
    analysis::Site const& site = out.measured->sites[static_cast<std::size_t>(out.chosen)];
    SiteViews views = site_views(file, district);
    SchemeModels models;
    auto const assessed = [&](analysis::Scheme const& scheme) -> base::Result<analysis::SchemeResult> {
        auto model = models.of(scheme);
        if (!model) return model.error();
        return analysis::assess({scheme, site, spec.limits, spec.duty, data.layer(spec.study.candidates), *model,
                                 views.viewpoints, views.landmarks},
                                district, *rules, progress);
    };
    for (analysis::Scheme const& scheme : spec.schemes) {
        auto result = assessed(scheme);
        out.scheme_problems.emplace_back();
        if (!result) {
            out.scheme_problems.back() = {result.error().message, result.error().message};
            out.results.push_back(nullptr);
            continue;
        }
        out.results.push_back(std::make_shared<analysis::SchemeResult const>(std::move(*result)));
    }
    out.viewpoints = std::move(views.viewpoints);
    out.landmarks = std::move(views.landmarks);
    out.view_problems = std::move(views.problems);
    return base::done;
}

std::string ids_of_studies(std::vector<StudySpec> const& studies) {
    std::vector<std::string> ids;
    for (StudySpec const& spec : studies) ids.push_back(spec.study.id);
    return twin::join(ids);
}

}  // namespace

twin::Name views_kept(analysis::SchemeResult const& r) {
    if (r.views_known == 0) return {"—", "—"};
    std::string const kept = std::to_string(r.views_kept), all = std::to_string(r.views_known);
    return {kept + " / " + all, kept + " of " + all};
}

twin::Name model_method(analysis::Scheme const& scheme, analysis::SchemeResult const& result) {
    bool const given = scheme.floor_area > 0;
    int storeys = 0;
    for (analysis::Block const& block : result.blocks) storeys = std::max(storeys, block.storeys);
    std::string const n = std::to_string(storeys);
    twin::Name out{"模型按网格的真实投影轮廓计基底面积，各相连部分取其最高点；",
                   "Footprint by the mesh's true outline, each connected piece as high as its highest point; "};
    out.zh += given ? "建筑面积为给定值。" : "建筑面积 = 轮廓 × 层数（最高部分 " + n + " 层，其余按高度折算）。";
    out.en += given ? "floor area as given. " : "floor area: outline x storeys (" + n + " in the highest piece). ";
    out.zh += "日照与视线按该轮廓的直立体块计算。";
    out.en += "Sunlight and views by that outline drawn straight up.";
    return out;
}

base::Result<std::vector<analysis::SunRule>> sun_rules(SitesFile const& file) {
    if (file.sunlight_rules.empty())
        return analysis::parse_sunlight_rules(analysis::demo_sunlight_rules(), "sunlight_rules_demo.csv");
    auto const text = base::read_file(file.sunlight_rules);
    if (!text) return text.error();
    return analysis::parse_sunlight_rules(*text, file.sunlight_rules);
}

std::vector<twin::Name> site_words(StudySpec const& spec, MeasuredStudy const& measured,
                                   analysis::SiteData const& data) {
    std::vector<twin::Name> out(measured.sites.size());
    analysis::SiteLayer const* const layer = data.layer(spec.study.candidates);
    for (std::size_t i = 0; i < out.size(); ++i) {
        std::uint32_t const row = measured.sites[i].row;
        if (!layer || row == 0xffffffff) continue;
        out[i] = {joined_words(spec.words_zh, *layer, row), joined_words(spec.words_en, *layer, row)};
    }
    return out;
}

base::Result<ui::SitingFacts> run_siting(SitingAsk const& ask, base::Progress& progress) {
    if (ask.district.sites.empty())
        return base::Error{"the district names no file of studies; see [sites] in docs/district-file.md"};
    auto const file = read_sites(ask.district.sites);
    if (!file) return file.error();
    auto const spec = std::ranges::find_if(
        file->studies, [&](StudySpec const& s) { return ask.study.empty() || s.study.id == ask.study; });
    if (spec == file->studies.end())
        return base::Error{ask.district.sites + ": there is no study " + twin::in_quotes(ask.study) +
                               "; it has: " + ids_of_studies(file->studies),
                           base::ErrorKind::usage};
    base::Findings findings;
    auto data = read_site_data(*file, ask.district, findings, progress);
    if (!data) return data.error();
    if (ask.state) add_reports(ask.district, *ask.state, ask.data_time, *data);
    ui::SitingFacts out;
    out.configured = true;
    for (StudySpec const& each : file->studies) out.studies.push_back({each.study.id, each.study.name});
    out.study = spec->study;
    out.data_time = ask.data_time;
    out.sun_rules_for_reference = file->sunlight_rules.empty();
    auto measured = analysis::measure_study(spec->study, {}, *data, progress);
    if (!measured) return measured.error();
    out.measured = std::make_shared<MeasuredStudy const>(std::move(*measured));
    auto judged = analysis::judge_study(spec->study, *out.measured);
    if (!judged) return judged.error();
    out.judged = std::make_shared<JudgedStudy const>(std::move(*judged));
    out.site_words = site_words(*spec, *out.measured, *data);
    out.schemes = spec->schemes;
    if (!out.judged->order.empty())
        out.chosen = static_cast<std::int32_t>(out.judged->ranking.sites[out.judged->order.front()]);
    for (std::size_t i = 0; i < out.measured->sites.size(); ++i)
        if (!ask.site.empty() && out.measured->sites[i].id == ask.site) out.chosen = static_cast<std::int32_t>(i);
    if (!ask.site.empty() &&
        (out.chosen < 0 || out.measured->sites[static_cast<std::size_t>(out.chosen)].id != ask.site))
        return base::Error{"there is no candidate '" + ask.site + "'", base::ErrorKind::usage};
    if (out.chosen >= 0)
        out.catchments = site_catchments(*data, out.measured->sites[static_cast<std::size_t>(out.chosen)].middle);
    if (ask.schemes && out.chosen >= 0) {
        if (auto const done = add_schemes(out, *spec, *file, *data, ask.district, progress); !done) return done.error();
    }
    return out;
}

SitingReport siting_report_facts(ui::SitingFacts const& f, bool chinese, std::size_t most) {
    Says const say(chinese);
    SitingReport out;
    out.title = say(f.study.name);
    if (!f.measured || !f.judged) return out;
    JudgedStudy const& j = *f.judged;
    std::size_t const all = f.measured->sites.size(), ranked = j.ranking.sites.size();
    std::size_t excluded = 0;
    for (auto const& reasons : j.excluded) excluded += !reasons.empty();
    out.lead = chinese ? "候选地块 " + std::to_string(all) + " 块，不符合硬约束排除 " + std::to_string(excluded) +
                             " 块，参与排序 " + std::to_string(ranked) + " 块。"
                       : std::to_string(all) + " candidates, " + std::to_string(excluded) +
                             " excluded by constraints, " + std::to_string(ranked) + " ranked.";
    if (j.pairs) {
        out.lead += chinese ? "权重由成对比较得出，一致性比例 CR = " + figure(j.pairs->cr, 3) + "。"
                            : " Weights by pairwise judgement, consistency ratio " + figure(j.pairs->cr, 3) + ".";
    }
    if (f.catchments && f.chosen >= 0)
        out.notes.push_back(
            say(catchment_words(*f.catchments, f.measured->sites[static_cast<std::size_t>(f.chosen)].id)));
    out.why = say(j.why);
    if (std::string const other = topsis_text(f, say); !out.why.empty() && !other.empty())
        out.why += (out.why.ends_with(say("。", ".")) ? say("", " ") : say("。", ". ")) + other;
    out.blocked = say(j.blocked);
    out.excluded = excluded_table(f, say);
    if (out.blocked.empty()) {
        out.ranking = ranking_table(f, say, most);
        out.criteria = criteria_table(f, say, 5);
    }
    out.schemes = schemes_table(f, say);
    out.sunlight = sunlight_table(f, say);
    if (!f.viewpoints.empty()) out.views = views_table(f, say);
    if (!say(f.study.note).empty()) out.notes.push_back(say(f.study.note));
    out.notes.push_back(
        say("本结果用于方案比选，不作为规划审批依据。", "For comparing sites; not a basis for approval."));
    return out;
}

}  // namespace app
