#include "app/videos.h"

#include <algorithm>

namespace app {

std::string say(feeds::NoVideo why, ui::Language language) {
    bool const zh = language == ui::Language::zh;
    switch (why) {
        case feeds::NoVideo::none: return {};
        case feeds::NoVideo::unnamed: return zh ? "未登记视频流地址" : "No stream address given";
        case feeds::NoVideo::scheme: return zh ? "不支持的视频流地址" : "Stream address not supported";
        case feeds::NoVideo::outside: return zh ? "文件不在本区数据目录内" : "File outside the district's folder";
        case feeds::NoVideo::missing: return zh ? "视频流不存在" : "No such stream";
        case feeds::NoVideo::unreachable: return zh ? "无法连接，正在重试" : "Cannot be reached; trying again";
        case feeds::NoVideo::refused: return zh ? "服务器拒绝访问" : "The server forbids it";
        case feeds::NoVideo::silent: return zh ? "已连接但无画面，正在重试" : "Connected, no picture; trying again";
        case feeds::NoVideo::broken: return zh ? "视频无法解码" : "Cannot be decoded";
        case feeds::NoVideo::ended: return zh ? "视频流已结束，正在重试" : "The stream ended; trying again";
    }
    return {};
}

Videos::Videos(std::string folder, std::uint32_t first_image, std::function<void()> ready, StreamLogins logins)
    : folder_(std::move(folder)), first_image_(first_image), ready_(std::move(ready)), logins_(std::move(logins)) {}

Videos::~Videos() {
    // All at once: each may need most of a second.
    for (auto& [camera, playing] : playing_)
        if (playing.video) playing.video->end();
}

std::uint32_t Videos::free_image() const {
    for (std::uint32_t image = first_image_;; ++image) {
        bool const taken = std::any_of(playing_.begin(), playing_.end(),
                                       [&](auto const& entry) { return entry.second.image == image; });
        if (!taken) return image;
    }
}

void Videos::play(std::string const& camera, std::string const& stream) {
    stop(camera);
    if (playing_.size() >= kMost) {
        auto const oldest = std::min_element(playing_.begin(), playing_.end(), [](auto const& a, auto const& b) {
            return a.second.since < b.second.since;
        });
        stop(std::string(oldest->first));
    }
    Playing playing;
    playing.image = free_image();
    playing.since = ++count_;
    feeds::AllowedStream const allowed = feeds::allowed_stream(stream, folder_);
    playing.refused = allowed.why_not;
    if (allowed.why_not == feeds::NoVideo::none) {
        feeds::VideoSetup setup;
        setup.url = logins_.with_login(allowed.url);
        setup.ready = ready_;
        playing.video = std::make_unique<feeds::Video>(std::move(setup));
    }
    playing_[camera] = std::move(playing);
}

void Videos::stop(std::string const& camera) {
    auto const found = playing_.find(camera);
    if (found == playing_.end()) return;
    if (found->second.told != 0) gone_.push_back(found->second.image);
    if (found->second.video) {
        found->second.video->end();
        ending_.push_back(std::move(found->second.video));
    }
    playing_.erase(found);
}

ui::Shown Videos::show(std::string const& camera, ui::Language language) const {
    bool const zh = language == ui::Language::zh;
    auto const found = playing_.find(camera);
    if (found == playing_.end()) return {.problem = zh ? "未播放" : "Not playing"};
    Playing const& playing = found->second;
    if (!playing.video) return {.problem = say(playing.refused, language)};
    if (playing.told != 0) return {playing.image, playing.width, playing.height, {}};
    auto const now = playing.video->now();
    bool const lost = now.state == feeds::Video::State::lost;
    return {.problem = lost ? say(now.why_not, language) : zh ? "正在连接…" : "Connecting…"};
}

std::vector<Videos::Change> Videos::take_changes() {
    std::erase_if(ending_, [](auto const& video) { return video->ended(); });
    std::vector<Change> changes;
    for (std::uint32_t const image : gone_) changes.push_back({image, ++version_, nullptr});
    gone_.clear();
    for (auto& [camera, playing] : playing_) {
        if (!playing.video) continue;
        auto now = playing.video->now();
        std::uint64_t const number = now.picture ? now.number : 0;
        if (number == playing.told) continue;
        playing.told = number;
        playing.width = now.picture ? now.picture->width : 0;
        playing.height = now.picture ? now.picture->height : 0;
        changes.push_back({playing.image, ++version_, std::move(now.picture)});
    }
    return changes;
}

}  // namespace app
