#include "assets/child_process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <optional>
#include <utility>

namespace assets {

namespace {

// Wall-clock time serves the time-out alone; no result depends on it.
using Clock = std::chrono::steady_clock;

// What the limit allows beyond the model: the program itself, its libraries' data, and room for the gentler check of
// resident memory to strike first, which knows the reason for sure.
constexpr std::uint64_t kBaseBytes = std::uint64_t{256} << 20;
// Address space holds code, mapped files and reserved but unused arenas as well.
constexpr std::uint64_t kBaseAddressSpace = std::uint64_t{2} << 30;
constexpr std::size_t kComplaintBytes = 4096;
constexpr int kPollMilliseconds = 20;
/// A child that sleeps is ended too, but one that waits for a busy machine is not: it has this much longer.
constexpr double kWallFactor = 10;

#if defined(__SANITIZE_ADDRESS__)
constexpr bool kSanitized = true;  // shadow memory alone is terabytes of address space
#else
constexpr bool kSanitized = false;
#endif

class Descriptor {
public:
    explicit Descriptor(int fd = -1) : fd_(fd) {}
    Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(fd_, other.fd_);
        return *this;
    }
    ~Descriptor() { close(); }

    int get() const { return fd_; }
    bool open() const { return fd_ >= 0; }
    void close() {
        if (fd_ >= 0) ::close(fd_);
        fd_ = -1;
    }

private:
    int fd_;
};

struct Pipe {
    Descriptor read, write;
};

std::optional<Pipe> make_pipe() {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return std::nullopt;
    Pipe pipe{Descriptor(ends[0]), Descriptor(ends[1])};
    ::fcntl(ends[0], F_SETFL, O_NONBLOCK);
    return pipe;
}

/// The input as a file in memory: unlike a pipe it can be written whole before the child starts, so a child that dies
/// without reading costs neither a SIGPIPE nor a deadlock.
Descriptor make_input(std::span<std::byte const> input) {
    Descriptor file(::memfd_create("borough-request", MFD_CLOEXEC));
    while (file.open() && !input.empty()) {
        ssize_t const written = ::write(file.get(), input.data(), input.size());
        if (written <= 0) return Descriptor();
        input = input.subspan(static_cast<std::size_t>(written));
    }
    if (file.open()) ::lseek(file.get(), 0, SEEK_SET);
    return file;
}

void limit(pid_t pid, __rlimit_resource resource, std::uint64_t value) {
    rlimit const both{value, value};
    ::prlimit(pid, resource, &both, nullptr);
}

void limit_child(pid_t pid, ChildLimits const& limits) {
    limit(pid, RLIMIT_CORE, 0);
    // Between the two limits SIGXCPU says what it is; who does not heed it is killed at the second.
    auto const seconds = static_cast<rlim_t>(std::ceil(limits.seconds));
    rlimit const processor{seconds, seconds + 1};
    ::prlimit(pid, RLIMIT_CPU, &processor, nullptr);
    if (kSanitized) return;
    limit(pid, RLIMIT_DATA, limits.memory_bytes + kBaseBytes);
    limit(pid, RLIMIT_AS, limits.memory_bytes + kBaseAddressSpace);
}

/// Holds what posix_spawn wants to be told, and frees it.
struct SpawnPlan {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;

    SpawnPlan(int in, int out, int err) {
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
        posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
        posix_spawn_file_actions_adddup2(&actions, err, STDERR_FILENO);
        posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
        posix_spawnattr_init(&attributes);
        // A group of its own, so that a time-out ends whatever the child has started as well.
        posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK);
        posix_spawnattr_setpgroup(&attributes, 0);
        sigset_t none;
        sigemptyset(&none);
        posix_spawnattr_setsigmask(&attributes, &none);
    }
    SpawnPlan(SpawnPlan const&) = delete;
    SpawnPlan& operator=(SpawnPlan const&) = delete;
    ~SpawnPlan() {
        posix_spawn_file_actions_destroy(&actions);
        posix_spawnattr_destroy(&attributes);
    }
};

/// 0 where the process has just ended.
std::uint64_t resident_bytes(pid_t pid) {
    char name[64];
    std::snprintf(name, sizeof name, "/proc/%d/statm", static_cast<int>(pid));
    Descriptor const file(::open(name, O_RDONLY | O_CLOEXEC));
    char text[128] = {};
    if (!file.open() || ::read(file.get(), text, sizeof text - 1) <= 0) return 0;
    unsigned long long total = 0, resident = 0;
    if (std::sscanf(text, "%llu %llu", &total, &resident) != 2) return 0;
    return resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

/// A started child and the streams from it. The destructor is the promise that no process outlives the call.
class Child {
public:
    Child(pid_t pid, Descriptor out, Descriptor err) : pid_(pid), out_(std::move(out)), err_(std::move(err)) {}
    Child(Child const&) = delete;
    Child& operator=(Child const&) = delete;
    ~Child() { kill(); }

    ChildOutcome wait(ChildLimits const& limits);

private:
    void drain(ChildOutcome& outcome);
    bool ended(ChildOutcome& outcome);
    std::optional<ChildOutcome::End> broken_limit(ChildOutcome const& outcome, ChildLimits const& limits,
                                                  Clock::time_point deadline) const;
    void kill();

    pid_t pid_;  ///< -1 once it has been waited for
    Descriptor out_, err_;
};

/// Reads once what is there, if anything; closes the stream at its end.
std::span<std::byte const> read_available(Descriptor& stream, std::span<std::byte> buffer) {
    if (!stream.open()) return {};
    ssize_t const count = ::read(stream.get(), buffer.data(), buffer.size());
    if (count > 0) return buffer.first(static_cast<std::size_t>(count));
    if (count == 0 || (errno != EINTR && errno != EAGAIN)) stream.close();
    return {};
}

void Child::drain(ChildOutcome& outcome) {
    pollfd waiting[2] = {{out_.get(), POLLIN, 0}, {err_.get(), POLLIN, 0}};
    ::poll(waiting, 2, out_.open() || err_.open() ? kPollMilliseconds : 1);
    std::array<std::byte, 65536> buffer;
    std::span<std::byte const> const output = read_available(out_, buffer);
    outcome.output.insert(outcome.output.end(), output.begin(), output.end());
    std::span<std::byte const> const complaint = read_available(err_, buffer);
    std::size_t const room = kComplaintBytes - std::min(kComplaintBytes, outcome.complaint.size());
    outcome.complaint.append(reinterpret_cast<char const*>(complaint.data()), std::min(room, complaint.size()));
}

bool Child::ended(ChildOutcome& outcome) {
    if (out_.open() || err_.open()) return false;
    int status = 0;
    pid_t const waited = ::waitpid(pid_, &status, WNOHANG);
    if (waited == 0 || (waited < 0 && errno == EINTR)) return false;
    pid_ = -1;
    bool const exited = waited < 0 || WIFEXITED(status);
    outcome.end = exited ? ChildOutcome::End::exited : ChildOutcome::End::signalled;
    // Without a status (someone else has waited for it) the output alone tells: report success and let it be read.
    outcome.code = waited < 0 ? 0 : exited ? WEXITSTATUS(status) : WTERMSIG(status);
    if (!exited && outcome.code == SIGXCPU) outcome.end = ChildOutcome::End::out_of_time;
    return true;
}

std::optional<ChildOutcome::End> Child::broken_limit(ChildOutcome const& outcome, ChildLimits const& limits,
                                                     Clock::time_point deadline) const {
    if (outcome.output.size() > limits.output_bytes) return ChildOutcome::End::too_much_output;
    if (resident_bytes(pid_) > limits.memory_bytes) return ChildOutcome::End::out_of_memory;
    if (Clock::now() >= deadline) return ChildOutcome::End::out_of_time;
    return std::nullopt;
}

void Child::kill() {
    if (pid_ < 0) return;
    ::kill(-pid_, SIGKILL);
    ::kill(pid_, SIGKILL);  // the group may not exist yet
    int status = 0;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {}
    pid_ = -1;
}

ChildOutcome Child::wait(ChildLimits const& limits) {
    Clock::time_point const deadline = Clock::now() + std::chrono::duration_cast<Clock::duration>(
                                                          std::chrono::duration<double>(kWallFactor * limits.seconds));
    ChildOutcome outcome;
    for (;;) {
        drain(outcome);
        if (ended(outcome)) return outcome;
        if (auto const broken = broken_limit(outcome, limits, deadline)) {
            kill();
            outcome.end = *broken;
            return outcome;
        }
    }
}

}  // namespace

base::Result<ChildOutcome> run_child(std::filesystem::path const& program, std::vector<std::string> const& arguments,
                                     std::span<std::byte const> input, ChildLimits const& limits) {
    Descriptor in = make_input(input);
    std::optional<Pipe> out = make_pipe();
    std::optional<Pipe> err = make_pipe();
    if (!in.open() || !out || !err) return base::Error{std::string("cannot make a pipe: ") + std::strerror(errno)};

    std::string const name = program.string();
    std::vector<char*> argv{const_cast<char*>(name.c_str())};
    for (std::string const& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);

    SpawnPlan const plan(in.get(), out->write.get(), err->write.get());
    pid_t pid = -1;
    int const failed = ::posix_spawn(&pid, name.c_str(), &plan.actions, &plan.attributes, argv.data(), environ);
    if (failed != 0) return base::Error{name + ": cannot be started: " + std::strerror(failed)};

    Child child(pid, std::move(out->read), std::move(err->read));
    limit_child(pid, limits);
    out->write.close();
    err->write.close();
    return child.wait(limits);
}

}  // namespace assets
