#include "feeds/file_tail.h"

#include <algorithm>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include "feeds/file_document.h"
#include "feeds/file_place.h"
#include "feeds/framing.h"
#include "feeds/transport_tools.h"

namespace feeds {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

constexpr milliseconds kTailPoll{200};
/// Who had a file open when it was renamed may write to it for a while: until nothing came for so many polls.
constexpr int kQuietPolls = 5;

class FileTail : public Transport {
public:
    FileTail(TransportSetup setup, fs::path path, std::optional<Framing> framing)
        : setup_(std::move(setup)),
          path_(std::move(path)),
          framing_(framing),
          backoff_(seed_of(setup_.client_id)),
          place_(FilePlace::parse(setup_.position)),
          thread_([this](std::stop_token const& stop) { run(stop); }) {}

    Link link() const override { return link_.read(); }

private:
    void run(std::stop_token const& stop) {
        while (!stop.stop_requested()) {
            auto const legs = place_ ? legs_since(path_, *place_) : std::vector<Leg>{{path_, 0}};
            for (Leg const& leg : legs) {
                bool const last = &leg == &legs.back();
                if (!begin(leg)) continue;
                if (last) link_.up();
                if (!read_on(stop) || (!last && !finish(stop))) return;
            }
            if (!setup_.follow) return end(stop);
            if (file_.valid()) {
                watch(stop);
            } else {
                link_.down(path_.filename().string() + " " + file_.problem());
                pause(stop, kTailPoll);
            }
        }
    }

    void end(std::stop_token const& stop) {
        if (!file_.valid()) return link_.ended(path_.filename().string() + " " + file_.problem());
        if (finish(stop)) link_.ended();
    }

    bool begin(Leg const& leg) {
        file_ = OpenFile(leg.file);
        if (!file_.valid()) return false;
        offset_ = leg.offset;
        head_ = file_.read(0, std::min<std::uint64_t>(offset_, FilePlace::kHead));
        place_ = FilePlace::at(file_.inode(), offset_, head_);
        reader_.reset();
        return true;
    }

    /// To the end there is now. False: told to stop.
    bool read_on(std::stop_token const& stop) {
        while (!stop.stop_requested()) {
            std::string const piece = file_.read(offset_, kFilePiece);
            // Rewritten since: these bytes are the middle of something else. `watch` sees it too.
            if (piece.empty() || file_.read(0, head_.size()) != head_) return true;
            if (!reader_) start_reader();
            if (head_.size() < FilePlace::kHead) head_ += piece.substr(0, FilePlace::kHead - head_.size());
            offset_ += piece.size();
            if (!reader_->push(piece, taker(stop))) return false;
        }
        return false;
    }

    bool finish(std::stop_token const& stop) { return !reader_ || reader_->finish(taker(stop)); }

    void start_reader() {
        constexpr std::size_t kLongestHeader = 64 * 1024;
        std::string const start = file_.read(0, kLongestHeader);
        reader_ = RecordReader::make(framing_ ? *framing_ : guess_framing(path_, start.front()), offset_);
        if (offset_ == 0) return;
        std::string header = start.substr(0, start.find('\n'));
        if (header.ends_with('\r')) header.pop_back();
        reader_->set_header(std::move(header));
    }

    RecordReader::Take taker(std::stop_token const& stop) {
        return [this, &stop](std::string body, std::uint64_t end) {
            if (place_->head_bytes < FilePlace::kHead) place_ = FilePlace::at(place_->inode, end, head_);
            place_->offset = end;
            Arrival const arrival{
                .body = std::move(body), .topic = {}, .position = place_->text(), .received = setup_.clock()};
            return deliver(*setup_.sink, arrival, link_, backoff_, stop);
        };
    }

    /// Until the file is no longer the one at its path, or no longer what it was.
    void watch(std::stop_token const& stop) {
        int quiet = 0;
        while (pause(stop, kTailPoll)) {
            std::uint64_t const size = file_.size();
            if (size < offset_ || (size > offset_ && file_.read(0, head_.size()) != head_)) return;
            bool const grew = size > offset_;
            if (grew && !read_on(stop)) return;
            quiet = grew || is_in_place() ? 0 : quiet + 1;
            if (quiet < kQuietPolls) continue;
            // Its last line will not be ended any more.
            if (!finish(stop)) return;
            place_ = FilePlace::at(file_.inode(), offset_, head_);
            return;
        }
    }

    bool is_in_place() const {
        OpenFile const now(path_);
        return now.valid() && now.inode() == file_.inode();
    }

    TransportSetup const setup_;
    fs::path const path_;
    std::optional<Framing> const framing_;
    LinkBoard link_;
    Backoff backoff_;
    OpenFile file_;
    std::unique_ptr<RecordReader> reader_;
    std::uint64_t offset_ = 0;  ///< read up to here; the last message ends at or before it
    std::string head_;          ///< the first bytes, as far as read
    std::optional<FilePlace> place_;
    std::jthread thread_;  ///< last: it ends before what it uses
};

}  // namespace

base::Result<std::unique_ptr<Transport>> open_file_tail(TransportSetup setup, Url const& url) {
    if (url.path.empty()) return base::Error{"'" + setup.spec.url + "' names no file"};
    fs::path path = fs::path(url.path);
    if (path.is_relative()) path = setup.folder / path;
    auto const framing = framing_option(url.option("format"));
    if (!framing) return framing.error();
    if (framing.value().value_or(guess_framing(path, '\0')) == Framing::document) {
        return open_file_document(std::move(setup), std::move(path));
    }
    return std::unique_ptr<Transport>(std::make_unique<FileTail>(std::move(setup), std::move(path), *framing));
}

}  // namespace feeds
