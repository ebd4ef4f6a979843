#include "feeds/file_document.h"

#include <string>
#include <thread>
#include <utility>

#include "feeds/file_place.h"
#include "feeds/framing.h"
#include "feeds/transport_tools.h"

namespace feeds {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

/// Who writes a document may not be done yet: it is read once it is the same for this long.
constexpr milliseconds kUnchangedFor{200};

/// "INODE:TIME:SIZE", the same as long as nobody writes to the file.
std::string version_of(OpenFile const& file) {
    return std::to_string(file.inode()) + ":" + std::to_string(file.changed_ns()) + ":" + std::to_string(file.size());
}

class FileDocument : public Transport {
public:
    FileDocument(TransportSetup setup, fs::path path)
        : setup_(std::move(setup)), path_(std::move(path)), backoff_(seed_of(setup_.client_id)) {
        // "VERSION@ITEMS": how many items of which version were taken.
        if (std::size_t const at = setup_.position.find('@'); at != std::string::npos) {
            version_ = setup_.position.substr(0, at);
            taken_ = std::strtoull(setup_.position.c_str() + at + 1, nullptr, 10);
        }
        thread_ = std::jthread([this](std::stop_token const& stop) { run(stop); });
    }

    Link link() const override { return link_.read(); }

private:
    void run(std::stop_token const& stop) {
        std::string seen, done;
        do {
            OpenFile const file(path_);
            if (!file.valid()) {
                if (!setup_.follow) return link_.ended(path_.filename().string() + " " + file.problem());
                link_.down(path_.filename().string() + " " + file.problem());
                continue;
            }
            link_.up();
            std::string const version = version_of(file);
            bool const settled = std::exchange(seen, version) == version || !setup_.follow;
            if (settled && version != done) {
                if (!read(file, version, stop)) return;
                done = version;
            }
            if (!setup_.follow) return link_.ended();
        } while (pause(stop, kUnchangedFor));
    }

    bool read(OpenFile const& file, std::string const& version, std::stop_token const& stop) {
        std::uint64_t to_skip = std::exchange(version_, version) == version ? taken_ : 0;
        taken_ = 0;
        auto const take = [&](std::string body, std::uint64_t) {
            ++taken_;
            if (to_skip > 0) {
                --to_skip;
                return true;
            }
            Arrival const arrival{.body = std::move(body),
                                  .topic = {},
                                  .position = version + "@" + std::to_string(taken_),
                                  .received = setup_.clock()};
            return deliver(*setup_.sink, arrival, link_, backoff_, stop);
        };
        auto const reader = RecordReader::make(Framing::document, 0);
        for (std::uint64_t offset = 0; !stop.stop_requested();) {
            std::string const piece = file.read(offset, kFilePiece);
            if (piece.empty()) return reader->finish(take);
            if (!reader->push(piece, take)) return false;
            offset += piece.size();
        }
        return false;
    }

    TransportSetup const setup_;
    fs::path const path_;
    LinkBoard link_;
    Backoff backoff_;
    std::string version_;      ///< read last
    std::uint64_t taken_ = 0;  ///< items of it
    std::jthread thread_;
};

}  // namespace

base::Result<std::unique_ptr<Transport>> open_file_document(TransportSetup setup, fs::path path) {
    return std::unique_ptr<Transport>(std::make_unique<FileDocument>(std::move(setup), std::move(path)));
}

}  // namespace feeds
