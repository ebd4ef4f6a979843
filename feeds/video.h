// Moving pictures of a camera, decoded by FFmpeg's libraries on a thread of their own: RTSP, HLS, HTTP and files.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/image.h"

namespace feeds {

/// Why there is no picture.
enum class NoVideo : std::uint8_t {
    none,
    unnamed,      ///< the camera names no stream
    scheme,       ///< neither a file nor rtsp, rtsps, http, https
    outside,      ///< a file that does not lie in the district's folder
    missing,      ///< no such file, or the server knows no such stream
    unreachable,  ///< no connection, or it broke
    refused,      ///< the server wants a password, or forbids it
    silent,       ///< connected, and no picture for as long as we wait
    broken,       ///< what came is no video that can be decoded
    ended         ///< the server ended it
};

struct VideoSetup {
    std::string url;               ///< "rtsp://...", "https://.../live.m3u8", or the path of a file, which is repeated
    std::uint32_t max_side = 960;  ///< larger pictures are made smaller
    double most_per_second = 10;   ///< pictures handed out; a stream may have more
    double patience = 8;           ///< seconds without a picture until the connection counts as lost
    std::function<void()> ready;   ///< called on the stream's thread when a picture has come, or the state changed
};

/// Plays from its making to its end. A stream that breaks is opened again after 1, 2, 4 ... 30 seconds, for ever.
/// RTSP shows what comes; everything else is played at its own pace, because segments come in bursts.
class Video {
public:
    explicit Video(VideoSetup setup);
    ~Video();  ///< within a second, whatever the network does; `ready` is not called any more
    Video(Video const&) = delete;
    Video& operator=(Video const&) = delete;

    enum class State : std::uint8_t { connecting, playing, lost };
    struct Now {
        State state = State::connecting;
        std::shared_ptr<base::Image const> picture;  ///< RGBA, the newest; null before the first and while lost
        std::uint64_t number = 0;                    ///< of the picture, growing
        NoVideo why_not = NoVideo::none;             ///< while lost
        std::string problem;                         ///< the same in the library's words; never with the URL
    };
    Now now() const;

    /// Begins to end and does not wait for it, so that nobody stands still while several end.
    void end();
    bool ended() const;

private:
    struct Inner;
    std::shared_ptr<Inner> inner_;  ///< the thread has a share: what FFmpeg cannot be called back from outlives us
};

/// What may be opened because a feed says so: rtsp, rtsps, http and https; anything else must be a file below `folder`,
/// links followed. A feed is not trusted.
struct AllowedStream {
    std::string url;
    NoVideo why_not = NoVideo::none;
};
AllowedStream allowed_stream(std::string const& reference, std::string const& folder);

}  // namespace feeds
