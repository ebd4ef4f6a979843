// Projects and zones in a window: on a thread of its own their layers read when somebody first looks and coverage
// worked out when cameras change; facts made anew when others are.
#pragma once

#include <filesystem>
#include <functional>
#include <future>
#include <memory>

#include "analysis/visibility.h"
#include "app/project_facts.h"
#include "twin/district.h"

namespace app {

class ProjectDesk {
public:
    /// Both must outlive it. `folder`: the district file's, where pictures of sites are. `wake` is called on another
    /// thread when coverage is ready.
    ProjectDesk(twin::District const& district, std::filesystem::path folder, analysis::Sight const& sight,
                std::function<void()> wake);
    ~ProjectDesk();

    /// Whether coverage has become known. `shown`: false works nothing out, since nobody looks.
    bool take_news(ui::Facts const& facts, bool shown = true);
    /// Until what is being worked out is there: for pictures, which show all or nothing.
    void wait() const;
    ui::ProjectFacts const& facts() const { return facts_; }

private:
    using Cameras = std::vector<analysis::StandingCamera>;
    struct Read {
        std::shared_ptr<Sites const> sites;
        std::shared_ptr<SiteCoverage const> covered;
    };

    twin::District const& district_;
    std::filesystem::path const folder_;
    analysis::Sight const& sight_;
    std::function<void()> wake_;
    Read read_;  ///< null at first
    std::future<Read> coming_;
    std::uint64_t cameras_ = 0;        ///< a hash of those that `read_.covered` is of, or the one coming
    ui::Facts const* seen_ = nullptr;  ///< to be compared, never looked into
    std::uint64_t revision_ = 0;
    ui::ProjectFacts facts_;
};

}  // namespace app
