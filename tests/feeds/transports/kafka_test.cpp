// Against librdkafka's own mock cluster (tests/support/kafka_mock.h).
#include <gtest/gtest.h>

#include <set>

#include "feeds/outlet.h"
#include "tests/feeds/transports/transports.h"
#include "tests/support/kafka_mock.h"
#include "tests/support/server_process.h"

namespace {

using feeds::Link;
using feeds_test::CollectingSink;
using feeds_test::open;
using feeds_test::setup_for;
using feeds_test::wait_for_state;
using feeds_test::wait_until;
using std::chrono::milliseconds;
using std::chrono::seconds;
using test_support::KafkaMock;

class Kafka : public testing::Test {
protected:
    void SetUp() override { brokers_.create_topic("tickets", 4); }

    std::unique_ptr<feeds::Outlet> outlet() const {
        auto opened = feeds::open_outlet({.url = brokers_.url("tickets")});
        EXPECT_TRUE(opened) << opened.error().message;
        return *std::move(opened);
    }
    feeds::TransportSetup topic() { return setup_for(sink_, brokers_.url("tickets")); }
    void publish(int from, int to) const {
        auto const out = outlet();
        for (int i = from; i < to; ++i) ASSERT_TRUE(out->publish(std::to_string(i % 7), std::to_string(i)));
        auto const done = out->finish();
        ASSERT_TRUE(done) << done.error().message;
    }
    std::set<std::string> distinct() const {
        auto const bodies = sink_.bodies();
        return {bodies.begin(), bodies.end()};
    }

    KafkaMock brokers_;
    CollectingSink sink_;
};

TEST_F(Kafka, ReadsAllPartitionsFromTheStart) {
    publish(0, 100);
    auto const transport = open(topic());
    ASSERT_TRUE(sink_.wait_for(100)) << transport->link().reason;
    EXPECT_EQ(distinct().size(), 100U);
    EXPECT_EQ(sink_.arrivals()[0].topic, "tickets");
    EXPECT_EQ(transport->link().state, Link::State::up);
    std::vector<int> of_one_key;
    for (std::string const& body : sink_.bodies()) {
        if (std::stoi(body) % 7 == 3) of_one_key.push_back(std::stoi(body));
    }
    EXPECT_TRUE(std::is_sorted(of_one_key.begin(), of_one_key.end()));
}

TEST_F(Kafka, GoesOnWhereItWas) {
    publish(0, 100);
    {
        auto const transport = open(topic());
        ASSERT_TRUE(sink_.wait_for(100));
    }
    publish(100, 150);
    auto setup = topic();
    setup.position = sink_.last_position();
    auto const transport = open(std::move(setup));
    ASSERT_TRUE(sink_.wait_for(150));
    std::this_thread::sleep_for(milliseconds(300));
    EXPECT_EQ(sink_.count(), 150U) << "none twice";
    EXPECT_EQ(distinct().size(), 150U);
}

TEST_F(Kafka, BeginsAtTheEndWhereToldTo) {
    publish(0, 10);
    auto setup = topic();
    setup.spec.url += "&from=end";
    auto const transport = open(std::move(setup));
    ASSERT_TRUE(wait_for_state(*transport, Link::State::up));
    std::this_thread::sleep_for(milliseconds(700));
    publish(10, 20);
    ASSERT_TRUE(sink_.wait_for(10));
    EXPECT_EQ(distinct().count("9"), 0U);
    EXPECT_EQ(distinct().count("10"), 1U);
}

TEST_F(Kafka, SaysThatTheBrokersAreGoneAndComesBack) {
    publish(0, 10);
    auto const transport = open(topic());
    ASSERT_TRUE(sink_.wait_for(10));
    brokers_.take_down();
    ASSERT_TRUE(wait_for_state(*transport, Link::State::down)) << transport->link().reason;
    EXPECT_FALSE(transport->link().reason.empty());
    brokers_.bring_up();
    publish(10, 20);
    ASSERT_TRUE(sink_.wait_for(20));
    EXPECT_TRUE(wait_for_state(*transport, Link::State::up)) << transport->link().reason;
    EXPECT_EQ(sink_.count(), 20U);
}

TEST_F(Kafka, LosesNothingWhereTheTopicIsNotSeenButMessagesCome) {
    publish(0, 10);
    auto transport = open(topic());
    ASSERT_TRUE(sink_.wait_for(10));
    brokers_.take_down();
    ASSERT_TRUE(wait_for_state(*transport, Link::State::down)) << transport->link().reason;
    brokers_.slow_down(milliseconds(550));  // longer than a look at the topic waits
    brokers_.bring_up();
    publish(10, 60);
    ASSERT_TRUE(sink_.wait_for(60, 20)) << sink_.count();
    EXPECT_EQ(transport->link().state, Link::State::up);
    EXPECT_EQ(sink_.count(), 60U) << "none twice";
    EXPECT_EQ(distinct().size(), 60U);
    EXPECT_TRUE(feeds_test::stops(std::move(transport))) << "a message was not given back";
}

TEST_F(Kafka, ASlowConsumerGetsEverythingAndHoldsLittle) {
    sink_.slow_down(milliseconds(1));
    auto const transport = open(topic());
    publish(0, 1000);
    ASSERT_TRUE(sink_.wait_for(1000));
    EXPECT_EQ(distinct().size(), 1000U);
}

TEST_F(Kafka, OffersAMessageAgainUntilItIsTaken) {
    publish(0, 1);
    sink_.refuse(true);
    auto const transport = open(topic());
    ASSERT_TRUE(sink_.wait_for_refusal());
    ASSERT_TRUE(wait_for_state(*transport, Link::State::down));
    sink_.refuse(false);
    ASSERT_TRUE(sink_.wait_for(1));
    EXPECT_TRUE(wait_for_state(*transport, Link::State::up));
}

TEST_F(Kafka, CutsMessagesThatAreTooLong) {
    auto const out = outlet();
    ASSERT_TRUE(out->publish("k", std::string(2 * feeds::kLongestMessage, 'x')));
    ASSERT_TRUE(out->publish("k", "next"));
    auto const done = out->finish();
    ASSERT_TRUE(done) << done.error().message;
    auto const transport = open(topic());
    ASSERT_TRUE(sink_.wait_for(2));
    EXPECT_EQ(sink_.bodies()[0].size(), feeds::kLongestMessage + 1);
}

TEST_F(Kafka, SaysThatNobodyIsThereAndStopsAtOnce) {
    auto transport =
        open(setup_for(sink_, "kafka://127.0.0.1:" + std::to_string(test_support::free_port()) + "/tickets"));
    ASSERT_TRUE(wait_for_state(*transport, Link::State::down));
    EXPECT_TRUE(feeds_test::stops(std::move(transport)));
    transport = open(topic());
    ASSERT_TRUE(wait_for_state(*transport, Link::State::up));
    EXPECT_TRUE(feeds_test::stops(std::move(transport)));
}

TEST_F(Kafka, RefusesWhatCannotBe) {
    for (char const* const url :
         {"kafka://127.0.0.1:1", "kafka:tickets", "kafka://h/t?from=middle", "kafka://h/t?topic=x"}) {
        EXPECT_FALSE(feeds::open_transport(setup_for(sink_, url))) << url;
    }
    auto setup = setup_for(sink_, "kafka://h/t?sasl=MAGIC");
    setup.spec.user = "me";
    EXPECT_FALSE(feeds::open_transport(setup));
}

}  // namespace
