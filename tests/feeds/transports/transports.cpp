#include "tests/feeds/transports/transports.h"

#include <gtest/gtest.h>

#include <future>
#include <thread>

namespace feeds_test {

using std::chrono::milliseconds;
using Steady = std::chrono::steady_clock;

feeds::TransportSetup setup_for(CollectingSink& sink, std::string url) {
    feeds::TransportSetup setup;
    setup.spec.id = "tickets";
    setup.spec.url = std::move(url);
    setup.spec.poll_ms = 100;
    setup.client_id = "borough-test";
    setup.sink = &sink;
    setup.clock = [] { return base::UtcMs{5}; };
    return setup;
}

std::unique_ptr<feeds::Transport> open(feeds::TransportSetup setup) {
    auto opened = feeds::open_transport(std::move(setup));
    EXPECT_TRUE(opened) << opened.error().message;
    return *std::move(opened);
}

bool wait_until(std::function<bool()> const& true_by_then, milliseconds at_most) {
    auto const until = Steady::now() + at_most;
    while (!true_by_then()) {
        if (Steady::now() > until) return false;
        std::this_thread::sleep_for(milliseconds(5));
    }
    return true;
}

bool wait_for_state(feeds::Transport const& transport, feeds::Link::State state, milliseconds at_most) {
    return wait_until([&] { return transport.link().state == state; }, at_most);
}

bool ends(std::function<void()> const& end) {
    std::promise<void> ended;
    auto const future = ended.get_future();
    std::thread thread([&] {
        end();
        ended.set_value();
    });
    bool const in_time = future.wait_for(std::chrono::seconds(10)) == std::future_status::ready;
    thread.join();
    return in_time;
}

bool stops(std::unique_ptr<feeds::Transport> transport) {
    return ends([&] { transport.reset(); });
}

}  // namespace feeds_test
