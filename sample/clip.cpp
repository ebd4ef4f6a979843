#include "sample/clip.h"

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libswscale/swscale.h>
}

#include <array>
#include <cstring>

namespace sample {

struct ClipWriter::State {
    std::filesystem::path file;
    AVFormatContext* container = nullptr;
    AVCodecContext* encoder = nullptr;
    AVStream* stream = nullptr;
    AVFrame* frame = nullptr;
    AVPacket* packet = nullptr;
    SwsContext* colours = nullptr;
    std::int64_t next = 0;  ///< number of the next picture

    State() = default;
    State(State const&) = delete;
    State& operator=(State const&) = delete;
    ~State() {
        if (container && !(container->oformat->flags & AVFMT_NOFILE)) avio_closep(&container->pb);
        avformat_free_context(container);
        avcodec_free_context(&encoder);
        av_frame_free(&frame);
        av_packet_free(&packet);
        sws_freeContext(colours);
    }

    base::Error failed(int code) const {
        std::array<char, AV_ERROR_MAX_STRING_SIZE> text{};
        av_strerror(code, text.data(), text.size());
        return base::Error{file.string() + ": cannot be written: " + text.data()};
    }
    base::Status open(ClipSetup const& setup);
    base::Status begin_file();
    base::Status encode(AVFrame const* picture);
};

base::Status ClipWriter::State::open(ClipSetup const& setup) {
    avformat_alloc_output_context2(&container, nullptr, nullptr, file.c_str());
    AVCodec const* const codec = avcodec_find_encoder(AV_CODEC_ID_MPEG4);
    if (!container || !codec) return base::Error{file.string() + ": no clip of this kind can be written here"};
    encoder = avcodec_alloc_context3(codec);
    frame = av_frame_alloc();
    packet = av_packet_alloc();
    if (!encoder || !frame || !packet) return failed(AVERROR(ENOMEM));
    encoder->width = frame->width = setup.width;
    encoder->height = frame->height = setup.height;
    encoder->pix_fmt = AV_PIX_FMT_YUV420P;
    frame->format = AV_PIX_FMT_YUV420P;
    encoder->time_base = {1, setup.per_second};
    encoder->framerate = {setup.per_second, 1};
    encoder->gop_size = 2 * setup.per_second;
    encoder->bit_rate = setup.bits_per_second;
    encoder->rc_max_rate = 0;
    encoder->thread_count = 1;
    // No version, no date: the same pictures, the same bytes.
    encoder->flags |= AV_CODEC_FLAG_BITEXACT;
    container->flags |= AVFMT_FLAG_BITEXACT;
    // A segment must be understood by itself.
    bool const segments = std::strcmp(container->oformat->name, "hls") == 0;
    if (!segments && container->oformat->flags & AVFMT_GLOBALHEADER) encoder->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
    if (int const opened = avcodec_open2(encoder, codec, nullptr); opened < 0) return failed(opened);
    if (int const made = av_frame_get_buffer(frame, 0); made < 0) return failed(made);
    colours = sws_getContext(setup.width, setup.height, AV_PIX_FMT_RGB24, setup.width, setup.height, AV_PIX_FMT_YUV420P,
                             SWS_BILINEAR | SWS_BITEXACT, nullptr, nullptr, nullptr);
    if (!colours) return failed(AVERROR(EINVAL));
    return begin_file();
}

base::Status ClipWriter::State::begin_file() {
    stream = avformat_new_stream(container, nullptr);
    if (!stream) return failed(AVERROR(ENOMEM));
    stream->time_base = encoder->time_base;
    stream->avg_frame_rate = encoder->framerate;
    avcodec_parameters_from_context(stream->codecpar, encoder);
    if (!(container->oformat->flags & AVFMT_NOFILE)) {
        int const opened = avio_open(&container->pb, file.c_str(), AVIO_FLAG_WRITE);
        if (opened < 0) return failed(opened);
    }
    int const begun = avformat_write_header(container, nullptr);
    return begun < 0 ? base::Status(failed(begun)) : base::done;
}

base::Status ClipWriter::State::encode(AVFrame const* picture) {
    int code = avcodec_send_frame(encoder, picture);
    while (code >= 0) {
        code = avcodec_receive_packet(encoder, packet);
        if (code == AVERROR(EAGAIN) || code == AVERROR_EOF) return base::done;
        if (code < 0) break;
        packet->duration = 1;
        av_packet_rescale_ts(packet, encoder->time_base, stream->time_base);
        packet->stream_index = stream->index;
        code = av_interleaved_write_frame(container, packet);
    }
    return failed(code);
}

ClipWriter::ClipWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
ClipWriter::ClipWriter(ClipWriter&&) noexcept = default;
ClipWriter& ClipWriter::operator=(ClipWriter&&) noexcept = default;
ClipWriter::~ClipWriter() = default;

base::Result<ClipWriter> ClipWriter::open(std::filesystem::path const& file, ClipSetup const& setup) {
    av_log_set_level(AV_LOG_QUIET);  // what goes wrong is in the Status
    auto state = std::make_unique<State>();
    state->file = file;
    if (base::Status const opened = state->open(setup); !opened) return opened.error();
    return ClipWriter(std::move(state));
}

base::Status ClipWriter::add(base::Image const& picture) {
    AVFrame& frame = *state_->frame;
    bool const fits = picture.channels == 3 && static_cast<int>(picture.width) == frame.width &&
                      static_cast<int>(picture.height) == frame.height;
    if (!fits) return state_->failed(AVERROR(EINVAL));
    if (int const free = av_frame_make_writable(&frame); free < 0) return state_->failed(free);
    std::uint8_t const* const rows[] = {picture.pixels.data()};
    int const strides[] = {static_cast<int>(picture.row_bytes())};
    sws_scale(state_->colours, rows, strides, 0, frame.height, frame.data, frame.linesize);
    frame.pts = state_->next++;
    return state_->encode(&frame);
}

base::Status ClipWriter::finish() {
    if (base::Status const rest = state_->encode(nullptr); !rest) return rest.error();
    int code = av_write_trailer(state_->container);
    if (code >= 0 && !(state_->container->oformat->flags & AVFMT_NOFILE)) code = avio_closep(&state_->container->pb);
    return code < 0 ? base::Status(state_->failed(code)) : base::done;
}

}  // namespace sample
