// The cameras that are being watched: at most nine at once, each with its newest picture.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "app/stream_logins.h"
#include "feeds/video.h"
#include "ui/facts.h"
#include "ui/settings.h"

namespace app {

/// For people: "the server forbids it"; empty: nothing is wrong.
std::string say(feeds::NoVideo why, ui::Language language);

class Videos {
public:
    static constexpr std::size_t kMost = 9;

    /// `folder`: of the district; files are played from below it only. `first_image`: panel image ids from here on.
    /// `ready` is called on the streams' threads. `logins`: of streams that want a user and a password.
    Videos(std::string folder, std::uint32_t first_image, std::function<void()> ready, StreamLogins logins = {});
    ~Videos();
    Videos(Videos const&) = delete;
    Videos& operator=(Videos const&) = delete;

    /// The one watched longest gives way to a tenth.
    void play(std::string const& camera, std::string const& stream);
    void stop(std::string const& camera);  ///< without waiting for the network
    bool plays(std::string const& camera) const { return playing_.contains(camera); }
    bool any() const { return !playing_.empty(); }

    /// The picture that the last take_changes() gave, or an honest word.
    ui::Shown show(std::string const& camera, ui::Language language) const;

    /// What has changed since the last call, for Ui::set_image; without pixels: no longer there.
    struct Change {
        std::uint32_t image = 0;
        std::uint64_t version = 0;
        std::shared_ptr<base::Image const> pixels;
    };
    std::vector<Change> take_changes();

private:
    struct Playing {
        std::uint32_t image = 0;
        std::uint64_t since = 0;
        std::uint64_t told = 0;               ///< number of the picture that was given out last; 0: none is there
        std::uint32_t width = 0, height = 0;  ///< of that picture
        feeds::NoVideo refused = feeds::NoVideo::none;
        std::unique_ptr<feeds::Video> video;
    };
    std::uint32_t free_image() const;

    std::string folder_;
    std::uint32_t first_image_;
    std::function<void()> ready_;
    StreamLogins logins_;
    std::map<std::string, Playing> playing_;
    std::vector<std::uint32_t> gone_;
    std::vector<std::unique_ptr<feeds::Video>> ending_;
    std::uint64_t count_ = 0;
    std::uint64_t version_ = 0;  ///< of all pictures: an image id may come to show another camera
};

}  // namespace app
