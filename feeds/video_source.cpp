#include "feeds/video_source.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>

namespace feeds {
namespace {

/// A list of segments must not make us read the machine's own files, nor a file the network.
constexpr char const* kRemoteProtocols = "rtp,udp,tcp,rtsp,tls,http,https,httpproxy,crypto";
/// No playlists: they name other files.
constexpr char const* kFileFormats = "mov,mp4,matroska,webm,avi,mpegts,mpeg,mpegvideo,flv,h264,hevc,asf";
constexpr std::int64_t kMostPixels = 7680LL * 4320;

Trouble trouble_of(int error) {
    char text[AV_ERROR_MAX_STRING_SIZE] = {};
    av_strerror(error, text, sizeof text);
    switch (error) {
        case AVERROR_EOF: return {NoVideo::ended, "the stream ended"};
        case AVERROR_EXIT: return {NoVideo::silent, "no picture came"};
        case AVERROR_HTTP_UNAUTHORIZED:
        case AVERROR_HTTP_FORBIDDEN:
        case AVERROR(EACCES): return {NoVideo::refused, text};
        case AVERROR_HTTP_NOT_FOUND:
        case AVERROR_HTTP_OTHER_4XX:
        case AVERROR(ENOENT): return {NoVideo::missing, text};
        case AVERROR(ECONNREFUSED):
        case AVERROR(ECONNRESET):
        case AVERROR(EHOSTUNREACH):
        case AVERROR(ENETUNREACH):
        case AVERROR(ETIMEDOUT):
        case AVERROR(EPIPE):
        case AVERROR(EIO):  // what a name that nobody knows comes out as
        case AVERROR_HTTP_SERVER_ERROR: return {NoVideo::unreachable, text};
        default: return {NoVideo::broken, text};
    }
}

bool begins_with(std::string const& text, char const* begin) { return text.rfind(begin, 0) == 0; }

/// Colours of large pictures are coded otherwise than those of small ones, where the stream does not say.
void set_colours(SwsContext* scaler, AVFrame const& frame) {
    bool const large = frame.colorspace == AVCOL_SPC_UNSPECIFIED && frame.height >= 720;
    int const space = large                                       ? SWS_CS_ITU709
                      : frame.colorspace == AVCOL_SPC_UNSPECIFIED ? SWS_CS_DEFAULT
                                                                  : static_cast<int>(frame.colorspace);
    int const full = frame.color_range == AVCOL_RANGE_JPEG ? 1 : 0;
    constexpr int kSame = 1 << 16;
    sws_setColorspaceDetails(scaler, sws_getCoefficients(space), full, sws_getCoefficients(SWS_CS_DEFAULT), 1, 0, kSame,
                             kSame);
}

struct Size {
    int width, height;
};

/// Square pixels, at most so long a side.
Size size_of(AVFrame const& frame, std::uint32_t max_side) {
    AVRational const pixel = frame.sample_aspect_ratio;
    double const aspect = pixel.num > 0 && pixel.den > 0 ? std::clamp(av_q2d(pixel), 0.25, 4.0) : 1;
    double const width = frame.width * aspect, height = frame.height;
    double const scale = std::min(1.0, max_side / std::max({width, height, 1.0}));
    auto const whole = [&](double side) { return std::max(1, static_cast<int>(std::lround(side * scale))); };
    return {whole(width), whole(height)};
}

}  // namespace

/// Every file, playlist and segment is opened through this: certificates are checked, and no proxy comes from the
/// environment.
int VideoSource::open_part(AVFormatContext* container, AVIOContext** io, char const* url, int flags,
                           AVDictionary** options) {
    AVDictionary* own = nullptr;
    AVDictionary** const all = options ? options : &own;
    av_dict_set(all, "tls_verify", "1", 0);
    av_dict_set(all, "http_proxy", "", 0);
    int const opened = static_cast<VideoSource*>(container->opaque)->open_part_(container, io, url, flags, all);
    av_dict_free(&own);
    return opened;
}

Trouble VideoSource::open(std::string const& url, AVIOInterruptCB interrupted) {
    interrupted_ = interrupted;
    bool const remote = url.find("://") != std::string::npos, rtsp = begins_with(url, "rtsp");
    packet_.reset(av_packet_alloc());
    AVFormatContext* container = avformat_alloc_context();
    if (!packet_ || !container) return trouble_of(AVERROR(ENOMEM));
    container->interrupt_callback = interrupted;
    container->opaque = this;
    open_part_ = container->io_open;
    container->io_open = open_part;
    AVDictionary* options = nullptr;
    // Over UDP a firewall in between shows as a stream without pictures.
    if (rtsp) av_dict_set(&options, "rtsp_transport", "tcp", 0);
    if (rtsp) av_dict_set(&options, "tls_verify", "1", 0);
    av_dict_set(&options, "protocol_whitelist", remote ? kRemoteProtocols : "file", 0);
    if (!remote) av_dict_set(&options, "format_whitelist", kFileFormats, 0);
    // Five seconds otherwise, of a sound track that is announced and never comes.
    av_dict_set(&options, "analyzeduration", "2000000", 0);
    int const opened = avformat_open_input(&container, url.c_str(), nullptr, &options);
    av_dict_free(&options);
    // What was broken off calls itself by many names.
    auto const why = [&](int error) { return trouble_of(is_interrupted() ? AVERROR_EXIT : error); };
    if (opened < 0) return why(opened);
    container_.reset(container);
    if (int const found = avformat_find_stream_info(container, nullptr); found < 0) return why(found);
    // MJPEG of cameras: frames as they come, with the time of a frame rate that somebody made up.
    paced_ = !rtsp && std::strcmp(container->iformat->name, "mpjpeg") != 0;
    return open_decoder();
}

Trouble VideoSource::open_decoder() {
    AVCodec const* codec = nullptr;
    int const index = av_find_best_stream(container_.get(), AVMEDIA_TYPE_VIDEO, -1, -1, &codec, 0);
    if (index < 0 || !codec) return {NoVideo::broken, "there is no video in it that can be decoded"};
    stream_ = container_->streams[index];
    // What is not looked at need not be unpacked.
    for (unsigned i = 0; i < container_->nb_streams; ++i)
        if (static_cast<int>(i) != index) container_->streams[i]->discard = AVDISCARD_ALL;
    decoder_.reset(avcodec_alloc_context3(codec));
    if (!decoder_) return trouble_of(AVERROR(ENOMEM));
    avcodec_parameters_to_context(decoder_.get(), stream_->codecpar);
    decoder_->thread_count = 1;  // nine cameras at once
    decoder_->max_pixels = kMostPixels;
    int const ready = avcodec_open2(decoder_.get(), codec, nullptr);
    return ready < 0 ? trouble_of(ready) : Trouble{};
}

bool VideoSource::is_interrupted() const {
    return interrupted_.callback && interrupted_.callback(interrupted_.opaque) != 0;
}

Trouble VideoSource::gave_up() const {
    return damaged_ ? Trouble{NoVideo::broken, "its pictures cannot be decoded"} : trouble_of(AVERROR_EXIT);
}

Trouble VideoSource::read(AVFrame& frame) {
    while (true) {
        int const got = avcodec_receive_frame(decoder_.get(), &frame);
        if (got >= 0) {
            damaged_ = false;
            return {};
        }
        if (got == AVERROR_EOF) return trouble_of(got);
        // A stream whose pictures cannot be decoded delivers packets for ever.
        if (is_interrupted()) return gave_up();
        int const read = av_read_frame(container_.get(), packet_.get());
        if (read == AVERROR_EOF && !at_end_) {
            at_end_ = true;
            avcodec_send_packet(decoder_.get(), nullptr);  // what it still holds
            continue;
        }
        if (read < 0) return is_interrupted() ? gave_up() : trouble_of(read);
        bool const ours = packet_->stream_index == stream_->index;
        int const sent = ours ? avcodec_send_packet(decoder_.get(), packet_.get()) : 0;
        av_packet_unref(packet_.get());
        // A damaged packet costs its picture, not the stream.
        damaged_ = damaged_ || sent < 0;
    }
}

double VideoSource::frame_seconds() const {
    AVRational const rate = stream_->avg_frame_rate;
    return rate.num > 0 && rate.den > 0 ? std::clamp(1 / av_q2d(rate), 0.01, 10.0) : 0.04;
}

double VideoSource::time_of(AVFrame const& frame) {
    std::int64_t const ticks = frame.best_effort_timestamp;
    last_ = ticks == AV_NOPTS_VALUE ? last_ + frame_seconds() : static_cast<double>(ticks) * av_q2d(stream_->time_base);
    return last_;
}

std::shared_ptr<base::Image> VideoScaler::picture(AVFrame const& frame, std::uint32_t max_side) {
    if (frame.width <= 0 || frame.height <= 0) return nullptr;
    auto const [width, height] = size_of(frame, max_side);
    scaler_.reset(sws_getCachedContext(scaler_.release(), frame.width, frame.height,
                                       static_cast<AVPixelFormat>(frame.format), width, height, AV_PIX_FMT_RGBA,
                                       SWS_BILINEAR, nullptr, nullptr, nullptr));
    if (!scaler_) return nullptr;
    set_colours(scaler_.get(), frame);
    // Rows of its own: the library writes some pixels beyond a row's end.
    if (!out_ || out_->width != width || out_->height != height) {
        out_.reset(av_frame_alloc());
        if (!out_) return nullptr;
        out_->width = width;
        out_->height = height;
        out_->format = AV_PIX_FMT_RGBA;
        if (av_frame_get_buffer(out_.get(), 0) < 0) return out_ = nullptr, nullptr;
    }
    if (sws_scale(scaler_.get(), frame.data, frame.linesize, 0, frame.height, out_->data, out_->linesize) < 0)
        return nullptr;
    auto image = std::make_shared<base::Image>();
    image->width = static_cast<std::uint32_t>(width);
    image->height = static_cast<std::uint32_t>(height);
    image->pixels.resize(image->row_bytes() * image->height);
    for (std::uint32_t y = 0; y < image->height; ++y)
        std::memcpy(image->row(y), out_->data[0] + static_cast<std::ptrdiff_t>(y) * out_->linesize[0],
                    image->row_bytes());
    return image;
}

}  // namespace feeds
