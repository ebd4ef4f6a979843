#include "app/siting_worker.h"

#include <atomic>

#include "app/siting_data.h"
#include "app/siting_offers.h"
#include "app/siting_report.h"
#include "app/siting_roads.h"

namespace app {
namespace {

twin::Name same_in_both(std::string const& text) { return {text, text}; }

/// Whether candidates and measures are the same, so that only judging is to be done again.
bool same_measures(analysis::Study const& study, analysis::MeasuredStudy const& measured) {
    if (study.constraints.size() != measured.constraint_specs.size()) return false;
    if (study.criteria.size() != measured.criterion_specs.size()) return false;
    for (std::size_t i = 0; i < study.constraints.size(); ++i)
        if (study.constraints[i].measure != measured.constraint_specs[i]) return false;
    for (std::size_t i = 0; i < study.criteria.size(); ++i)
        if (study.criteria[i].measure != measured.criterion_specs[i]) return false;
    return true;
}

std::string candidates_key(analysis::Study const& study) {
    return study.id + "/" + study.candidates + "/" + std::to_string(study.cell) + "/" +
           std::to_string(study.extent.min_x) + "/" + std::to_string(study.extent.min_y) + "/" +
           std::to_string(study.extent.max_x) + "/" + std::to_string(study.extent.max_y);
}

}  // namespace

struct SitingWorker::Stop : base::Progress {
    std::atomic<bool> wanted = false;
    std::function<void(double)> tell;
    bool cancelled() const override { return wanted; }
    void advance(double done) override {
        if (tell) tell(done);
    }
};

SitingWorker::SitingWorker(twin::District const& district, std::function<void()> wake)
    : district_(district), wake_(std::move(wake)), stop_(std::make_shared<Stop>()), end_(std::make_shared<Stop>()) {
    thread_ = std::thread([this] { work(); });
}

SitingWorker::~SitingWorker() {
    {
        std::lock_guard const lock(mutex_);
        ending_ = true;
        stop_->wanted = true;
        end_->wanted = true;
    }
    changed_.notify_all();
    thread_.join();
}

void SitingWorker::want(SitingWanted wanted) {
    std::lock_guard const lock(mutex_);
    // A new state waits its turn: in a replay one comes each moment, and nothing would ever be finished.
    bool const again = wanted_ && (wanted.study_number != wanted_->study_number || wanted.site != wanted_->site);
    if (again) stop_->wanted = true;
    wanted_ = std::move(wanted);
    idle_ = false;
    changed_.notify_all();
}

SitingNews SitingWorker::take() {
    std::lock_guard const lock(mutex_);
    return std::exchange(news_, {});
}

bool SitingWorker::busy() const {
    std::lock_guard const lock(mutex_);
    return !idle_;
}

void SitingWorker::wait() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return idle_ || ending_; });
}

void SitingWorker::tell(std::function<void(SitingNews&)> const& change) {
    {
        std::lock_guard const lock(mutex_);
        change(news_);
        news_.any = true;
    }
    wake_();
}

void SitingWorker::work() {
    std::unique_lock lock(mutex_);
    while (!ending_) {
        changed_.wait(lock, [&] { return ending_ || (wanted_ && !idle_); });
        if (ending_) break;
        SitingWanted const wanted = *wanted_;
        stop_ = std::make_shared<Stop>();
        lock.unlock();
        if (open(wanted)) {
            if (wanted.state_number != state_made_ && wanted.state) {
                add_reports(district_, *wanted.state, wanted.state_time, *data_);
                state_made_ = wanted.state_number;
                measured_.reset();
                study_made_ = 0;
            }
            if (wanted.study_number != study_made_) measure(wanted);
            if (wanted.study_number == study_made_) assess(wanted);
        }
        lock.lock();
        bool const newer = wanted_->study_number != wanted.study_number || wanted_->site != wanted.site ||
                           wanted_->state_number != wanted.state_number ||
                           wanted_->scheme_number != wanted.scheme_number || wanted_->file_number != wanted.file_number;
        if (newer) continue;
        idle_ = true;
        news_.any = true;
        changed_.notify_all();
        lock.unlock();
        wake_();
        lock.lock();
    }
}

/// The file, its layers and the rules: once, whatever else is wanted meanwhile.
bool SitingWorker::open(SitingWanted const& wanted) {
    if (wanted.file_number != file_made_) {
        data_.reset();
        measured_.reset();
        assessed_.clear();
        failed_ = false;
        state_made_ = study_made_ = 0;
        file_made_ = wanted.file_number;
    }
    if (data_ || failed_) return !failed_;
    auto const fail = [&](std::string const& what) {
        failed_ = true;
        tell([&](SitingNews& news) { news.problem = same_in_both(what); });
        return false;
    };
    auto file = read_sites(wanted.sites_file.empty() ? district_.sites : wanted.sites_file);
    if (!file) return fail(file.error().message);
    auto rules = sun_rules(*file);
    if (!rules) return fail(rules.error().message);
    rules_ = std::move(*rules);
    base::Findings findings;
    auto data = read_site_data(*file, district_, findings, *end_);
    if (!data && end_->wanted) return false;
    if (!data) return fail(data.error().message);
    file_ = std::make_shared<SitesFile const>(std::move(*file));
    data_ = std::make_shared<analysis::SiteData>(std::move(*data));
    tell([&](SitingNews& news) {
        news.file = file_;
        news.model_files = models_beside(file_->folder);
    });
    return true;
}

void SitingWorker::measure(SitingWanted const& wanted) {
    if (wanted.study.id.empty()) return;  // nothing has been opened yet
    std::string const key = candidates_key(wanted.study);
    bool const same_sites = measured_ && key == measured_study_ && wanted.drawn == measured_drawn_;
    bool const same = same_sites && same_measures(wanted.study, *measured_);
    std::vector<twin::Name> words;
    if (!same) {
        analysis::MeasuredStudy const* const known = same_sites ? measured_.get() : nullptr;
        stop_->tell = [this](double done) { tell([&](SitingNews& news) { news.done = static_cast<float>(done); }); };
        auto measured = analysis::measure_study(wanted.study, wanted.drawn, *data_, *stop_, known);
        if (!measured) {
            if (stop_->wanted) return;
            study_made_ = wanted.study_number;
            return tell([&](SitingNews& news) { news.problem = same_in_both(measured.error().message); });
        }
        measured_ = std::make_shared<analysis::MeasuredStudy const>(std::move(*measured));
        measured_study_ = key;
        measured_drawn_ = wanted.drawn;
        if (!same_sites) assessed_.clear();
    }
    if (wanted.spec) words = site_words(*wanted.spec, *measured_, *data_);
    if (!same || !offers_)
        offers_ = std::make_shared<ui::SiteOffers const>(site_offers(*data_, data_->layer(wanted.study.candidates)));
    auto judged = analysis::judge_study(wanted.study, *measured_);
    study_made_ = wanted.study_number;
    if (!judged) return tell([&](SitingNews& news) { news.problem = same_in_both(judged.error().message); });
    auto made = std::make_shared<analysis::JudgedStudy const>(std::move(*judged));
    tell([&](SitingNews& news) {
        news.problem = twin::Name{};
        news.measured = measured_;
        news.judged = made;
        news.words = std::move(words);
        news.offers = offers_;
        news.study_number = wanted.study_number;
    });
}

base::Result<analysis::SchemeResult> SitingWorker::assess_one(SitingWanted const& wanted,
                                                              analysis::Scheme const& scheme) {
    auto model = models_.of(scheme);
    if (!model) return model.error();
    analysis::Site const& site = measured_->sites[static_cast<std::size_t>(wanted.site)];
    return analysis::assess({scheme, site, wanted.spec->limits, wanted.spec->duty,
                             data_->layer(wanted.study.candidates), *model, views_.viewpoints, views_.landmarks},
                            district_, rules_, *stop_);
}

void SitingWorker::assess(SitingWanted const& wanted) {
    bool const there = measured_ && wanted.site >= 0 && static_cast<std::size_t>(wanted.site) < measured_->sites.size();
    if (!there) return;
    auto const catchments = site_catchments(*data_, measured_->sites[static_cast<std::size_t>(wanted.site)].middle);
    tell([&](SitingNews& news) {
        news.catchments = catchments;
        news.catchments_site = wanted.site;
    });
    if (!wanted.spec) return;
    if (wanted.drawn_views != assessed_views_) assessed_.clear();
    assessed_views_ = wanted.drawn_views;
    views_ = site_views(*file_, district_);
    for (analysis::Viewpoint& drawn : drawn_viewpoints(wanted.drawn_views))
        views_.viewpoints.push_back(std::move(drawn));
    tell([&](SitingNews& news) { news.views = views_; });
    assessed_.resize(wanted.schemes.size());
    for (std::size_t i = 0; i < wanted.schemes.size(); ++i) {
        auto& [scheme, made] = assessed_[i];
        if (!(scheme == wanted.schemes[i]) || made.site != wanted.site) {
            auto result = assess_one(wanted, wanted.schemes[i]);
            if (stop_->wanted) return;
            scheme = wanted.schemes[i];
            made = {i, wanted.site, nullptr, {}};
            if (result)
                made.result = std::make_shared<analysis::SchemeResult const>(std::move(*result));
            else
                made.problem = same_in_both(result.error().message);
        }
        tell([&](SitingNews& news) { news.schemes.push_back(made); });
    }
}

}  // namespace app
