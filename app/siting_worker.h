// The thread that reads, measures, judges and assesses for SitingDesk. For app/siting*.cpp alone.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "app/siting_file.h"
#include "app/siting_models.h"
#include "app/siting_views.h"
#include "twin/district.h"
#include "twin/live_state.h"
#include "ui/siting_facts.h"

namespace app {

/// What is wanted now. Parts with another number than before are made again, and what hangs on them.
struct SitingWanted {
    std::string sites_file;  ///< empty: the district's
    std::uint64_t file_number = 0;
    std::shared_ptr<twin::LiveState const> state;
    base::UtcMs state_time = base::kNoTime;  ///< that events are merged at
    std::uint64_t state_number = 0;
    analysis::Study study;
    StudySpec const* spec = nullptr;  ///< limits, sun and words of it
    std::vector<analysis::Plot> drawn;
    std::uint64_t study_number = 0;
    std::int32_t site = -1;
    std::vector<analysis::Scheme> schemes;
    std::vector<base::Vec2d> drawn_views;  ///< viewpoints besides the file's
    std::uint64_t scheme_number = 0;
};

/// What has come of it since the last time; null and empty: nothing new.
struct SitingNews {
    std::shared_ptr<SitesFile const> file;  ///< first of all
    std::vector<std::string> model_files;   ///< with it
    std::optional<SiteViews> views;         ///< with what is assessed: all that are looked from and at
    std::optional<twin::Name> problem;      ///< empty name: solved
    std::shared_ptr<analysis::MeasuredStudy const> measured;
    std::shared_ptr<analysis::JudgedStudy const> judged;
    std::vector<twin::Name> words;
    std::shared_ptr<ui::SiteOffers const> offers;
    std::uint64_t study_number = 0;  ///< that `judged` is of
    struct Assessed {
        std::size_t scheme = 0;
        std::int32_t site = -1;
        std::shared_ptr<analysis::SchemeResult const> result;
        twin::Name problem;
    };
    std::vector<Assessed> schemes;
    std::shared_ptr<ui::SiteReach const> catchments;  ///< of `catchments_site`
    std::int32_t catchments_site = -1;
    float done = -1;
    bool any = false;
};

class SitingWorker {
public:
    SitingWorker(twin::District const& district, std::function<void()> wake);
    ~SitingWorker();

    void want(SitingWanted wanted);
    SitingNews take();
    bool busy() const;
    /// Until everything that was wanted is made.
    void wait();

private:
    struct Stop;
    void work();
    bool open(SitingWanted const& wanted);
    void measure(SitingWanted const& wanted);
    void assess(SitingWanted const& wanted);
    base::Result<analysis::SchemeResult> assess_one(SitingWanted const& wanted, analysis::Scheme const& scheme);
    void tell(std::function<void(SitingNews&)> const& change);
    bool due() const;

    twin::District const& district_;
    std::function<void()> wake_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::optional<SitingWanted> wanted_;
    SitingNews news_;
    bool idle_ = true, ending_ = false;
    std::shared_ptr<Stop> stop_;  ///< what is made now is no longer wanted
    std::shared_ptr<Stop> end_;   ///< nothing is
    // Of the thread alone.
    std::shared_ptr<SitesFile const> file_;
    std::shared_ptr<analysis::SiteData> data_;
    std::vector<analysis::SunRule> rules_;
    std::shared_ptr<analysis::MeasuredStudy const> measured_;
    std::vector<analysis::Plot> measured_drawn_;
    std::shared_ptr<ui::SiteOffers const> offers_;  ///< of the same
    std::string measured_study_;
    std::uint64_t file_made_ = 0, state_made_ = 0, study_made_ = 0;
    bool failed_ = false;
    std::vector<std::pair<analysis::Scheme, SitingNews::Assessed>> assessed_;  ///< per scheme, the last
    std::vector<base::Vec2d> assessed_views_;                                  ///< drawn ones that these are of
    SiteViews views_;
    SchemeModels models_;
    std::thread thread_;
};

}  // namespace app
