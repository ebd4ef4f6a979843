// Against a real mosquitto. Without one the tests skip and say so.
#include <gtest/gtest.h>

#include <set>

#include "feeds/outlet.h"
#include "tests/feeds/transports/transports.h"
#include "tests/support/certificates.h"
#include "tests/support/mosquitto.h"

namespace {

using feeds::Link;
using feeds_test::CollectingSink;
using feeds_test::open;
using feeds_test::setup_for;
using feeds_test::wait_for_state;
using feeds_test::wait_until;
using std::chrono::milliseconds;
using std::chrono::seconds;
using test_support::Mosquitto;

class Mqtt : public testing::Test {
protected:
    void SetUp() override {
        if (!Mosquitto::installed()) GTEST_SKIP() << "mosquitto is not installed";
    }
    void start(Mosquitto::Options options = {}) {
        auto started = Mosquitto::start(std::move(options));
        ASSERT_TRUE(started) << started.error().message;
        broker_ = *std::move(started);
    }

    feeds::TransportSetup subscription(std::string const& topic) { return setup_for(sink_, broker_->url(topic)); }
    std::unique_ptr<feeds::Outlet> outlet(feeds::OutletSetup setup = {}) const {
        setup.url = broker_->url("");
        auto opened = feeds::open_outlet(std::move(setup));
        EXPECT_TRUE(opened) << opened.error().message;
        return *std::move(opened);
    }
    std::set<std::string> distinct() const {
        std::vector<std::string> const bodies = sink_.bodies();
        return {bodies.begin(), bodies.end()};
    }
    bool wait_for_distinct(std::size_t count, seconds at_most = seconds(15)) const {
        return wait_until([&] { return distinct().size() >= count; }, at_most);
    }

    std::unique_ptr<Mosquitto> broker_;
    CollectingSink sink_;
};

TEST_F(Mqtt, TakesWhatFitsTheTopicAndSaysWhereItCameFrom) {
    start();
    auto const transport = open(subscription("district/+/tickets"));
    ASSERT_TRUE(wait_for_state(*transport, Link::State::up));
    auto const out = outlet();
    ASSERT_TRUE(out->publish("district/longhua/tickets", "{\"id\":\"热1\"}"));
    ASSERT_TRUE(out->publish("district/longhua/events", "{}"));
    ASSERT_TRUE(out->publish("district/futian/tickets", "{\"id\":2}"));
    ASSERT_TRUE(out->finish());
    ASSERT_TRUE(sink_.wait_for(2));
    EXPECT_EQ(sink_.bodies(), (std::vector<std::string>{"{\"id\":\"热1\"}", "{\"id\":2}"}));
    EXPECT_EQ(sink_.arrivals()[0].topic, "district/longhua/tickets");
    EXPECT_EQ(sink_.arrivals()[0].received, 5);
}

TEST_F(Mqtt, TakesObservationsOfSensorThings) {
    start();
    auto const transport = open(subscription("v1.1/Datastreams(42)/Observations"));
    ASSERT_TRUE(wait_for_state(*transport, Link::State::up));
    auto const out = outlet();
    ASSERT_TRUE(out->publish("v1.1/Datastreams(42)/Observations", "{\"result\":1}"));
    ASSERT_TRUE(sink_.wait_for(1));
    EXPECT_EQ(sink_.arrivals()[0].topic, "v1.1/Datastreams(42)/Observations");
}

TEST_F(Mqtt, GetsRetainedStateWhenItComes) {
    start();
    std::string output;
    ASSERT_EQ(
        test_support::run_program({test_support::find_program("mosquitto_pub"), "-h", "127.0.0.1", "-p",
                                   std::to_string(broker_->port()), "-t", "device/1", "-r", "-q", "1", "-m", "on"},
                                  "/tmp", output),
        0)
        << output;
    auto const transport = open(subscription("device/#"));
    ASSERT_TRUE(sink_.wait_for(1));
    EXPECT_EQ(sink_.bodies()[0], "on");
}

TEST_F(Mqtt, GetsWhatCameWhileItWasAway) {
    start();
    {
        auto const transport = open(subscription("tickets"));
        ASSERT_TRUE(wait_for_state(*transport, Link::State::up));
    }
    auto const out = outlet();
    for (int i = 0; i < 3000; ++i) ASSERT_TRUE(out->publish("tickets", std::to_string(i)));
    ASSERT_TRUE(out->finish());
    EXPECT_EQ(sink_.count(), 0U);
    auto const transport = open(subscription("tickets"));
    ASSERT_TRUE(sink_.wait_for(3000)) << sink_.count();
    EXPECT_EQ(sink_.count(), 3000U);
    EXPECT_EQ(sink_.bodies().back(), "2999") << "in order";
}

/// The broker ends and comes back while messages stream; `end` is how.
void lose_nothing(Mosquitto& broker, feeds::Outlet& out, int count, std::function<void()> const& end) {
    for (int i = 0; i < count; ++i) {
        if (i == count / 3) {
            end();
            ASSERT_TRUE(broker.resume());
        }
        ASSERT_TRUE(out.publish("tickets", std::to_string(i)));
    }
    auto const arrived = out.finish();
    ASSERT_TRUE(arrived) << arrived.error().message;
}

TEST_F(Mqtt, LosesNothingWhenTheBrokerIsStoppedAndStarted) {
    start();
    auto const transport = open(subscription("tickets"));
    ASSERT_TRUE(wait_for_state(*transport, Link::State::up));
    auto const out = outlet();
    ASSERT_NO_FATAL_FAILURE(lose_nothing(*broker_, *out, 2000, [&] { broker_->stop(); }));
    EXPECT_TRUE(wait_for_distinct(2000)) << distinct().size();
    EXPECT_EQ(transport->link().reconnects, 1U);
    EXPECT_EQ(transport->link().state, Link::State::up);
}

TEST_F(Mqtt, LosesNothingWhenTheBrokerIsKilled) {
    start({.saves_each_change = true});
    auto const transport = open(subscription("tickets"));
    ASSERT_TRUE(wait_for_state(*transport, Link::State::up));
    auto const out = outlet();
    ASSERT_NO_FATAL_FAILURE(lose_nothing(*broker_, *out, 300, [&] { broker_->crash(); }));
    EXPECT_TRUE(wait_for_distinct(300)) << distinct().size();
}

TEST_F(Mqtt, LosesNothingThatItCouldNotKeep) {
    start();
    sink_.refuse(true);
    auto transport = open(subscription("tickets"));
    ASSERT_TRUE(wait_for_state(*transport, Link::State::up));
    auto const out = outlet();
    for (int i = 0; i < 100; ++i) ASSERT_TRUE(out->publish("tickets", std::to_string(i)));
    ASSERT_TRUE(out->finish());
    ASSERT_TRUE(sink_.wait_for_refusal());
    ASSERT_TRUE(wait_for_state(*transport, Link::State::down));
    EXPECT_NE(transport->link().reason.find("could not be kept"), std::string::npos) << transport->link().reason;
    transport.reset();
    sink_.refuse(false);
    transport = open(subscription("tickets"));
    EXPECT_TRUE(wait_for_distinct(100)) << distinct().size();
}

TEST_F(Mqtt, GoesOnAfterANetworkThatStalled) {
    start();
    auto const transport = open(subscription("tickets"));
    ASSERT_TRUE(wait_for_state(*transport, Link::State::up));
    auto const out = outlet();
    broker_->freeze();
    for (int i = 0; i < 100; ++i) ASSERT_TRUE(out->publish("tickets", std::to_string(i)));
    std::this_thread::sleep_for(milliseconds(500));
    EXPECT_EQ(sink_.count(), 0U);
    broker_->thaw();
    EXPECT_TRUE(wait_for_distinct(100));
    EXPECT_EQ(transport->link().reconnects, 0U);
}

TEST_F(Mqtt, NoticesABrokerThatHangs) {
    start();
    auto const transport = open(subscription("tickets?keepalive=5"));
    ASSERT_TRUE(wait_for_state(*transport, Link::State::up));
    broker_->freeze();
    EXPECT_TRUE(wait_for_state(*transport, Link::State::down, seconds(12)));
    EXPECT_EQ(transport->link().reason, "the broker does not answer any more");
    broker_->thaw();
    EXPECT_TRUE(wait_for_state(*transport, Link::State::up));
}

TEST_F(Mqtt, ASlowConsumerGetsEverything) {
    start();
    sink_.slow_down(milliseconds(1));
    auto const transport = open(subscription("tickets"));
    ASSERT_TRUE(wait_for_state(*transport, Link::State::up));
    auto const out = outlet();
    for (int i = 0; i < 2000; ++i) ASSERT_TRUE(out->publish("tickets", std::to_string(i)));
    ASSERT_TRUE(out->finish());
    ASSERT_TRUE(sink_.wait_for(2000)) << sink_.count();
    EXPECT_EQ(sink_.count(), 2000U) << "none twice";
    EXPECT_EQ(transport->link().reconnects, 0U);
}

TEST_F(Mqtt, NeedsTheRightPassword) {
    start({.user = "twin", .password = "s3cret"});
    auto setup = subscription("tickets");
    setup.spec.user = "twin";
    setup.secret = "guess";
    {
        auto const transport = open(setup);
        ASSERT_TRUE(wait_for_state(*transport, Link::State::down));
        EXPECT_EQ(transport->link().reason, "the broker refuses the user or the password");
    }
    setup.secret = "s3cret";
    auto const transport = open(setup);
    EXPECT_TRUE(wait_for_state(*transport, Link::State::up)) << transport->link().reason;
}

TEST_F(Mqtt, TrustsABrokerOfItsAuthorityAlone) {
    if (!test_support::can_make_certificates()) GTEST_SKIP() << "openssl is not installed";
    start({.tls = true});
    auto setup = subscription("tickets");
    {
        auto const transport = open(setup);
        ASSERT_TRUE(wait_for_state(*transport, Link::State::down)) << "an authority the system does not know";
        EXPECT_NE(transport->link().reason.find("certificate"), std::string::npos) << transport->link().reason;
    }
    setup.spec.ca_file = broker_->ca_file();
    auto const transport = open(setup);
    ASSERT_TRUE(wait_for_state(*transport, Link::State::up)) << transport->link().reason;
    auto const out = outlet({.ca_file = broker_->ca_file()});
    ASSERT_TRUE(out->publish("tickets", "over TLS"));
    EXPECT_TRUE(sink_.wait_for(1));
}

TEST_F(Mqtt, CutsMessagesThatAreTooLong) {
    start();
    auto const transport = open(subscription("tickets"));
    ASSERT_TRUE(wait_for_state(*transport, Link::State::up));
    auto const out = outlet();
    ASSERT_TRUE(out->publish("tickets", std::string(3 * feeds::kLongestMessage, 'x')));
    ASSERT_TRUE(out->publish("tickets", "next"));
    ASSERT_TRUE(sink_.wait_for(2));
    EXPECT_EQ(sink_.bodies()[0].size(), feeds::kLongestMessage + 1);
    EXPECT_EQ(sink_.bodies()[1], "next");
}

TEST_F(Mqtt, SaysThatNobodyIsThereAndStopsAtOnce) {
    int const port = test_support::free_port();
    auto transport = open(setup_for(sink_, "mqtt://127.0.0.1:" + std::to_string(port) + "/tickets"));
    ASSERT_TRUE(wait_for_state(*transport, Link::State::down));
    EXPECT_NE(transport->link().reason.find("cannot connect"), std::string::npos) << transport->link().reason;
    EXPECT_TRUE(feeds_test::stops(std::move(transport)));
    start();
    transport = open(subscription("tickets"));
    ASSERT_TRUE(wait_for_state(*transport, Link::State::up));
    broker_->freeze();
    EXPECT_TRUE(feeds_test::stops(std::move(transport))) << "while the broker hangs";
}

TEST_F(Mqtt, BringsEachMessageThoughNoOtherFollows) {
    start();
    auto const transport = open(subscription("tickets"));
    ASSERT_TRUE(wait_for_state(*transport, Link::State::up));
    auto const out = outlet();
    for (std::size_t i = 1; i <= 50; ++i) {
        ASSERT_TRUE(out->publish("tickets", "{}"));
        ASSERT_TRUE(sink_.wait_for(i));
    }
}

TEST(MqttUrl, NeedsAHostAndATopic) {
    CollectingSink sink;
    for (char const* const url :
         {"mqtt://127.0.0.1", "mqtt:tickets", "mqtt://h/a/#/b", "mqtt://h/a+/b", "mqtt://h/a?keepalive=0"}) {
        EXPECT_FALSE(feeds::open_transport(setup_for(sink, url))) << url;
    }
}

}  // namespace
