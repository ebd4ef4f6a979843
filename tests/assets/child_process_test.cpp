#include "assets/child_process.h"

#include <gtest/gtest.h>

#include <sys/wait.h>
#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <thread>

#include "support.h"

namespace {

using assets::ChildLimits;
using assets::ChildOutcome;
using End = assets::ChildOutcome::End;

constexpr ChildLimits kLimits{.memory_bytes = 256u << 20, .output_bytes = 1u << 20, .seconds = 20};

std::string text(std::vector<std::byte> const& bytes) {
    return {reinterpret_cast<char const*>(bytes.data()), bytes.size()};
}

std::size_t open_descriptors() {
    std::filesystem::directory_iterator const all("/proc/self/fd");
    return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

class ChildProcess : public assets_tests::Folder {
protected:
    ChildOutcome run(std::string const& script, ChildLimits const& limits = kLimits, std::string const& input = {}) {
        auto const program = write_program("helper.sh", "#!/bin/sh\n" + script + "\n");
        base::Result<ChildOutcome> outcome =
            assets::run_child(program, {"one", "two words"}, std::as_bytes(std::span(input)), limits);
        EXPECT_TRUE(outcome) << outcome.error().message;
        return outcome ? *outcome : ChildOutcome{};
    }
};

TEST_F(ChildProcess, PassesInputArgumentsAndOutput) {
    ChildOutcome const outcome = run("cat; echo \"[$1][$2]\"; echo complaint >&2; exit 7", kLimits, "input ");
    EXPECT_EQ(outcome.end, End::exited);
    EXPECT_EQ(outcome.code, 7);
    EXPECT_EQ(text(outcome.output), "input [one][two words]\n");
    EXPECT_EQ(outcome.complaint, "complaint\n");
}

TEST_F(ChildProcess, TakesMoreOutputThanAPipeHolds) {
    ChildOutcome const outcome = run("head -c 1000000 /dev/zero; head -c 100000 /dev/zero >&2");
    EXPECT_EQ(outcome.end, End::exited);
    EXPECT_EQ(outcome.output.size(), 1000000u);
    EXPECT_EQ(outcome.complaint.size(), 4096u);
}

TEST_F(ChildProcess, SurvivesAChildThatReadsNothing) {
    std::string const large(1u << 20, 'x');  // more than a pipe would hold: writing one would kill or block us
    ChildOutcome const outcome = run("exit 0", kLimits, large);
    EXPECT_EQ(outcome.end, End::exited);
    EXPECT_EQ(outcome.code, 0);
}

TEST_F(ChildProcess, TellsWhichSignalEndedIt) {
    ChildOutcome const outcome = run("kill -SEGV $$");
    EXPECT_EQ(outcome.end, End::signalled);
    EXPECT_EQ(outcome.code, SIGSEGV);
}

TEST_F(ChildProcess, EndsSleepersAndWhatTheyStarted) {
    auto const begin = std::chrono::steady_clock::now();
    ChildOutcome const outcome =
        run("sleep 60 & echo $!; wait", {.memory_bytes = 256u << 20, .output_bytes = 99, .seconds = 0.3});
    EXPECT_EQ(outcome.end, End::out_of_time);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));

    int const sleeper = std::stoi(text(outcome.output));
    // Init, or whoever adopts it, needs a moment to bury it; a zombie is dead enough.
    auto const alive = [&] {
        std::ifstream stat("/proc/" + std::to_string(sleeper) + "/stat");
        std::string line;
        return std::getline(stat, line) && line.find(") Z ") == std::string::npos;
    };
    for (int i = 0; i < 100 && alive(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    EXPECT_FALSE(alive());
}

TEST_F(ChildProcess, EndsOneThatClosedItsOutputAndStays) {
    ChildOutcome const outcome =
        run("exec >&- 2>&-; exec sleep 60", {.memory_bytes = 256u << 20, .output_bytes = 99, .seconds = 0.3});
    EXPECT_EQ(outcome.end, End::out_of_time);
}

TEST_F(ChildProcess, EndsEatersOfMemory) {
    // tail keeps a line until its end, and this one has none.
    ChildOutcome const outcome =
        run("exec tail -n 1 /dev/zero", {.memory_bytes = 100u << 20, .output_bytes = 99, .seconds = 20});
    EXPECT_EQ(outcome.end, End::out_of_memory);
}

TEST_F(ChildProcess, EndsTheTalkative) {
    ChildOutcome const outcome =
        run("exec cat /dev/zero", {.memory_bytes = 256u << 20, .output_bytes = 1u << 20, .seconds = 20});
    EXPECT_EQ(outcome.end, End::too_much_output);
    EXPECT_LT(outcome.output.size(), 4u << 20);
}

TEST_F(ChildProcess, GivesTheChildNoDescriptorsNorCoreFiles) {
    int const leaked = ::dup(1);  // not close-on-exec
    ChildOutcome const outcome = run("ls /proc/self/fd | tr '\\n' ' '; ulimit -c");
    ::close(leaked);
    EXPECT_EQ(text(outcome.output), "0 1 2 3 0\n");  // 3 is the folder that ls lists
}

TEST_F(ChildProcess, SaysWhenThereIsNothingToStart) {
    auto const outcome = assets::run_child(folder_ / "absent", {}, {}, kLimits);
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().message,
              (folder_ / "absent").string() + ": cannot be started: No such file or directory");
}

TEST_F(ChildProcess, LeavesNeitherZombiesNorDescriptorsFromSeveralThreads) {
    auto const program = write_program("echo.sh", "#!/bin/sh\ncat\n");
    std::size_t const before = open_descriptors();
    std::array<int, 4> right{};
    std::vector<std::thread> threads;
    for (std::size_t t = 0; t < right.size(); ++t) {
        threads.emplace_back([&, t] {
            for (int i = 0; i < 10; ++i) {
                std::string const message = "message " + std::to_string(t) + " " + std::to_string(i);
                auto const outcome = assets::run_child(program, {}, std::as_bytes(std::span(message)), kLimits);
                right[t] += outcome && text(outcome->output) == message;
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(right, (std::array{10, 10, 10, 10}));
    EXPECT_EQ(open_descriptors(), before);
    EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1);
    EXPECT_EQ(errno, ECHILD);
}

}  // namespace
