#include "feeds/stdin.h"

#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string>
#include <thread>
#include <utility>

#include "feeds/framing.h"
#include "feeds/transport_tools.h"

namespace feeds {
namespace {

class Stream : public Transport {
public:
    Stream(TransportSetup setup, std::optional<Framing> framing, int descriptor)
        : setup_(std::move(setup)),
          framing_(framing),
          descriptor_(descriptor),
          backoff_(seed_of(setup_.client_id)),
          thread_([this](std::stop_token const& stop) { run(stop); }) {}

    Link link() const override { return link_.read(); }

private:
    void run(std::stop_token const& stop) {
        link_.up();
        auto const take = [&](std::string body, std::uint64_t) {
            Arrival const arrival{.body = std::move(body), .topic = {}, .position = {}, .received = setup_.clock()};
            return deliver(*setup_.sink, arrival, link_, backoff_, stop);
        };
        std::unique_ptr<RecordReader> reader;
        std::array<char, 64 * 1024> buffer{};
        while (wait_for_bytes(stop)) {
            ssize_t const got = ::read(descriptor_, buffer.data(), buffer.size());
            if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
            if (got <= 0) {
                if (!reader || reader->finish(take)) link_.ended();
                return;
            }
            if (!reader) reader = RecordReader::make(framing_ ? *framing_ : guess_framing({}, buffer.front()), 0);
            if (!reader->push({buffer.data(), static_cast<std::size_t>(got)}, take)) return;
        }
    }

    /// False: told to stop.
    bool wait_for_bytes(std::stop_token const& stop) const {
        constexpr int kLookUpMs = 200;
        while (!stop.stop_requested()) {
            pollfd wait{.fd = descriptor_, .events = POLLIN, .revents = 0};
            if (poll(&wait, 1, kLookUpMs) > 0) return true;
        }
        return false;
    }

    TransportSetup const setup_;
    std::optional<Framing> const framing_;
    int const descriptor_;
    LinkBoard link_;
    Backoff backoff_;
    std::jthread thread_;
};

}  // namespace

base::Result<std::unique_ptr<Transport>> open_stream(TransportSetup setup, Url const& url, int descriptor) {
    auto const framing = framing_option(url.option("format"));
    if (!framing) return framing.error();
    return std::unique_ptr<Transport>(std::make_unique<Stream>(std::move(setup), *framing, descriptor));
}

}  // namespace feeds
