#include "app/project_desk.h"

#include <bit>
#include <chrono>

namespace app {
namespace {

std::uint64_t hash_of(std::vector<analysis::StandingCamera> const& cameras) {
    std::uint64_t hash = 14695981039346656037ULL;  // FNV-1a
    auto const add = [&](std::uint64_t value) {
        for (int i = 0; i < 8; ++i) hash = (hash ^ (value >> (8 * i) & 255)) * 1099511628211ULL;
    };
    add(cameras.size());
    for (analysis::StandingCamera const& camera : cameras) {
        add(std::hash<std::string>{}(camera.id));
        for (double const value : {camera.at.x, camera.at.y}) add(std::bit_cast<std::uint64_t>(value));
        twin::CameraPose const& pose = camera.pose;
        for (float const value : {pose.heading, pose.pitch, pose.field_of_view, pose.height, pose.reach})
            add(std::bit_cast<std::uint32_t>(value));
    }
    return hash;
}

}  // namespace

ProjectDesk::ProjectDesk(twin::District const& district, std::filesystem::path folder, analysis::Sight const& sight,
                         std::function<void()> wake)
    : district_(district), folder_(std::move(folder)), sight_(sight), wake_(std::move(wake)) {
    facts_.reading = true;
}

ProjectDesk::~ProjectDesk() {
    if (coming_.valid()) coming_.wait();
}

void ProjectDesk::wait() const {
    if (coming_.valid()) coming_.wait();
}

bool ProjectDesk::take_news(ui::Facts const& facts, bool shown) {
    bool fresh = false;
    if (coming_.valid() && coming_.wait_for(std::chrono::seconds(0)) == std::future_status::ready) {
        read_ = coming_.get();
        fresh = true;
        seen_ = nullptr;  // whoever looks next sees it, if nobody does now
    }
    bool const same = seen_ == &facts && revision_ == facts.revision;
    if (!shown || same) return fresh;
    seen_ = &facts;
    revision_ = facts.revision;
    Cameras cameras = standing_cameras(facts.events);
    std::uint64_t const now = hash_of(cameras);
    // One at a time: what changed meanwhile is seen when this one is there.
    if ((!read_.sites || now != cameras_) && !coming_.valid()) {
        cameras_ = now;
        coming_ = std::async(std::launch::async, [this, sites = read_.sites, cameras = std::move(cameras)]() mutable {
            if (!sites) sites = std::make_shared<Sites const>(read_sites(district_, folder_));
            auto covered = std::make_shared<SiteCoverage const>(cover(*sites, std::move(cameras), sight_));
            wake_();
            return Read{std::move(sites), std::move(covered)};
        });
    }
    if (read_.sites) facts_ = project_facts(*read_.sites, facts, read_.covered.get());
    return fresh;
}

}  // namespace app
