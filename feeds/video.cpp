#include "feeds/video.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <thread>

#include "feeds/video_pace.h"
#include "feeds/video_source.h"

namespace feeds {
namespace {

using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

constexpr double kLongestWait = 30;
constexpr std::chrono::milliseconds kLongestEnd{900};
constexpr std::array kVideoSchemes{"rtsp", "rtsps", "http", "https"};

double seconds_now() { return Seconds(Clock::now().time_since_epoch()).count(); }

}  // namespace

struct Video::Inner {
    explicit Inner(VideoSetup s) : setup(std::move(s)), remote(setup.url.find("://") != std::string::npos) {}

    VideoSetup const setup;
    bool const remote;
    std::atomic<bool> stop = false;
    std::atomic<double> deadline = 0;  ///< of what FFmpeg does just now
    mutable std::mutex mutex;          ///< for what is below
    std::condition_variable changed;
    Now now;
    bool over = false;
    std::mutex telling;  ///< held while `ready` runs
    // Of the thread alone.
    VideoScaler scaler;
    double shown_at = 0;
    std::uint64_t frames = 0;  ///< decoded since it was opened
    std::thread thread;        ///< of the Video alone

    static int interrupted(void* self) {
        auto const& inner = *static_cast<Inner*>(self);
        return inner.stop || seconds_now() > inner.deadline ? 1 : 0;
    }
    void be_patient() { deadline = seconds_now() + setup.patience; }

    void run();
    Trouble play();
    void show(AVFrame const& frame);
    void lose(Trouble trouble);
    void tell();
    /// False: it is over.
    bool sleep(double seconds);
};

void Video::Inner::tell() {
    std::lock_guard const lock(telling);
    if (setup.ready && !stop) setup.ready();
}

void Video::Inner::lose(Trouble trouble) {
    {
        std::lock_guard const lock(mutex);
        now.state = State::lost;
        now.why_not = trouble.why;
        now.problem = std::move(trouble.words);
        now.picture = nullptr;  // never the last picture as if it were now
    }
    tell();
}

bool Video::Inner::sleep(double seconds) {
    std::unique_lock lock(mutex);
    if (seconds > 0) changed.wait_for(lock, Seconds(seconds), [this] { return stop.load(); });
    return !stop;
}

void Video::Inner::show(AVFrame const& frame) {
    double const at = seconds_now();
    if (at - shown_at < 1 / setup.most_per_second) return;
    auto image = scaler.picture(frame, setup.max_side);
    if (!image) return;
    shown_at = at;
    {
        std::lock_guard const lock(mutex);
        now.picture = std::move(image);
        now.state = State::playing;
        now.why_not = NoVideo::none;
        now.problem.clear();
        ++now.number;
    }
    tell();
}

/// Until the stream ends or breaks: why.
Trouble Video::Inner::play() {
    frames = 0;
    be_patient();
    VideoSource source;
    if (Trouble trouble = source.open(setup.url, {interrupted, this})) return trouble;
    Owned<AVFrame> const frame(av_frame_alloc());
    if (!frame) return {NoVideo::broken, "no memory"};
    Pace pace;
    double seen = 0;
    while (!stop) {
        Trouble trouble = source.read(*frame);
        if (trouble) {
            // A file of one picture must not be opened again and again without a pause.
            bool const rest = trouble.why == NoVideo::ended && frames > 0 && !remote;
            if (rest) sleep(pace.wait(seen + std::max(source.frame_seconds(), 0.1), seconds_now()));
            return trouble;
        }
        ++frames;
        seen = source.time_of(*frame);
        if (source.paced() && !sleep(pace.wait(seen, seconds_now()))) break;
        be_patient();
        show(*frame);
    }
    return {};
}

void Video::Inner::run() {
    double wait = 1;
    while (!stop) {
        Trouble trouble = play();
        if (stop) break;
        if (frames > 0) wait = 1;
        bool const ended = trouble.why == NoVideo::ended;
        if (ended && frames > 0 && !remote) continue;  // a file begins again
        if (ended && frames == 0) trouble = {NoVideo::broken, "there is no picture in it"};
        lose(std::move(trouble));
        if (!sleep(wait)) break;
        wait = std::min(2 * wait, kLongestWait);
    }
    std::lock_guard const lock(mutex);
    over = true;
    changed.notify_all();
}

Video::Video(VideoSetup setup) : inner_(std::make_shared<Inner>(std::move(setup))) {
    av_log_set_level(AV_LOG_QUIET);  // what goes wrong is in `problem`
    inner_->thread = std::thread([inner = inner_] { inner->run(); });
}

void Video::end() {
    std::lock_guard const lock(inner_->mutex);
    inner_->stop = true;
    inner_->changed.notify_all();
}

bool Video::ended() const {
    std::lock_guard const lock(inner_->mutex);
    return inner_->over;
}

Video::~Video() {
    end();
    bool over = false;
    {
        std::unique_lock lock(inner_->mutex);
        over = inner_->changed.wait_for(lock, kLongestEnd, [this] { return inner_->over; });
    }
    // Asking for a host's address, and opening a file on a dead network drive, cannot be broken off.
    over ? inner_->thread.join() : inner_->thread.detach();
    std::lock_guard const nobody_is_told(inner_->telling);
}

Video::Now Video::now() const {
    std::lock_guard const lock(inner_->mutex);
    return inner_->now;
}

AllowedStream allowed_stream(std::string const& reference, std::string const& folder) {
    if (reference.empty()) return {{}, NoVideo::unnamed};
    bool const odd = std::any_of(reference.begin(), reference.end(), [](char c) { return c >= 0 && c < ' '; });
    if (odd) return {{}, NoVideo::scheme};
    if (std::size_t const end = reference.find("://"); end != std::string::npos) {
        std::string scheme = reference.substr(0, end);
        for (char& c : scheme) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        bool const known = std::find(kVideoSchemes.begin(), kVideoSchemes.end(), scheme) != kVideoSchemes.end();
        return known ? AllowedStream{scheme + reference.substr(end)} : AllowedStream{{}, NoVideo::scheme};
    }
    namespace fs = std::filesystem;
    std::error_code failed;
    fs::path const root = fs::canonical(folder, failed);
    if (failed) return {{}, NoVideo::missing};
    fs::path const file = fs::weakly_canonical(root / reference, failed);
    auto const inside = std::mismatch(root.begin(), root.end(), file.begin(), file.end());
    if (failed || inside.first != root.end()) return {{}, NoVideo::outside};
    if (!fs::is_regular_file(file, failed)) return {{}, NoVideo::missing};
    return {file.string()};
}

}  // namespace feeds
