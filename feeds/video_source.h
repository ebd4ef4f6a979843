// An opened stream: frames out of it, and pictures out of frames. FFmpeg's libraries are behind this and nowhere else.
#pragma once

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libswscale/swscale.h>
}

#include <memory>
#include <string>

#include "base/image.h"
#include "feeds/video.h"

namespace feeds {

struct VideoCloser {
    void operator()(AVFormatContext* c) const { avformat_close_input(&c); }
    void operator()(AVCodecContext* c) const { avcodec_free_context(&c); }
    void operator()(AVPacket* p) const { av_packet_free(&p); }
    void operator()(AVFrame* f) const { av_frame_free(&f); }
    void operator()(SwsContext* s) const { sws_freeContext(s); }
};
template <class T>
using Owned = std::unique_ptr<T, VideoCloser>;

struct Trouble {
    NoVideo why = NoVideo::none;
    std::string words;
    explicit operator bool() const { return why != NoVideo::none; }
};

class VideoSource {
public:
    /// `interrupted` is asked again and again while the library waits, and between packets; 1: give up.
    Trouble open(std::string const& url, AVIOInterruptCB interrupted);
    /// The next frame in the order of seeing. NoVideo::ended: there is none.
    Trouble read(AVFrame& frame);
    /// Seconds on the stream's clock; a frame that has no time comes a frame's length after the one before.
    double time_of(AVFrame const& frame);
    double frame_seconds() const;
    /// False: it comes as it happens, and its clock says nothing more.
    bool paced() const { return paced_; }

private:
    static int open_part(AVFormatContext* container, AVIOContext** io, char const* url, int flags,
                         AVDictionary** options);
    Trouble open_decoder();
    bool is_interrupted() const;
    Trouble gave_up() const;

    AVIOInterruptCB interrupted_{};
    decltype(AVFormatContext::io_open) open_part_ = nullptr;  ///< the library's own
    Owned<AVFormatContext> container_;
    Owned<AVCodecContext> decoder_;
    Owned<AVPacket> packet_;
    AVStream* stream_ = nullptr;
    bool paced_ = false, at_end_ = false;
    bool damaged_ = false;  ///< something since the last frame could not be decoded
    double last_ = 0;
};

/// Frames of any form as RGBA, no side longer than allowed.
class VideoScaler {
public:
    /// Null: it cannot be done.
    std::shared_ptr<base::Image> picture(AVFrame const& frame, std::uint32_t max_side);

private:
    Owned<SwsContext> scaler_;
    Owned<AVFrame> out_;
};

}  // namespace feeds
