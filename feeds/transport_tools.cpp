#include "feeds/transport_tools.h"

#include <unistd.h>

#include <condition_variable>
#include <filesystem>

namespace feeds {

Link LinkBoard::read() const {
    std::lock_guard const lock(mutex_);
    return link_;
}

void LinkBoard::up() {
    std::lock_guard const lock(mutex_);
    if (link_.state == Link::State::up) return;
    if (was_up_) ++link_.reconnects;
    was_up_ = true;
    link_.state = Link::State::up;
    link_.reason.clear();
}

void LinkBoard::down(std::string reason) {
    std::lock_guard const lock(mutex_);
    link_.state = Link::State::down;
    link_.reason = std::move(reason);
}

void LinkBoard::ended(std::string reason) {
    std::lock_guard const lock(mutex_);
    link_.state = Link::State::ended;
    link_.reason = std::move(reason);
}

bool pause(std::stop_token const& stop, std::chrono::milliseconds time) {
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    never.wait_for(lock, stop, time, [] { return false; });
    return !stop.stop_requested();
}

bool deliver(Sink& sink, Arrival const& arrival, LinkBoard& link, Backoff& backoff, std::stop_token const& stop) {
    bool refused = false;
    while (!stop.stop_requested()) {
        if (sink.accept(arrival)) {
            if (refused) link.up();
            backoff.succeeded();
            return true;
        }
        refused = true;
        link.down("a message could not be kept (is the disk full?); it is offered again");
        pause(stop, std::chrono::milliseconds(backoff.next_ms()));
    }
    return false;
}

std::uint64_t seed_of(std::string_view words) {
    std::uint64_t hash = 0xcbf29ce484222325U;  // FNV-1a
    for (char const c : words) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    return hash;
}

base::Status resolve_ca(TransportSetup& setup) {
    std::string& file = setup.spec.ca_file;
    if (file.empty()) return base::done;
    std::filesystem::path const path = file;
    if (path.is_relative()) file = (setup.folder / path).string();
    if (access(file.c_str(), R_OK) == 0) return base::done;
    return base::Error{"the CA file " + file + " cannot be read"};
}

void cut(std::string& body) {
    if (body.size() > kLongestMessage) body.resize(kLongestMessage + 1);
}

}  // namespace feeds
