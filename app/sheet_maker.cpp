#include "app/sheet_maker.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <utility>

#include "app/sheet_child.h"

namespace app {
namespace {

constexpr int kLookEvery = 100;                           ///< ms between two looks whether it is still wanted
constexpr auto kSheetPatience = std::chrono::seconds(3);  ///< between being told to end and being ended

/// One process with its standard output.
class SheetProcess {
public:
    SheetProcess(std::string const& program, SheetMaker::Job const& job) {
        int ends[2] = {-1, -1};
        if (pipe2(ends, O_CLOEXEC) != 0) return;
        out_ = ends[0];
        std::vector<std::string> words{"borough", std::string(kSheetChild), std::to_string(getpid())};
        words.insert(words.end(), job.arguments.begin(), job.arguments.end());
        std::vector<char*> argv;
        for (std::string& word : words) argv.push_back(word.data());
        argv.push_back(nullptr);
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, job.errors.c_str(), O_WRONLY | O_CREAT | O_TRUNC,
                                         0600);
        posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
        posix_spawnattr_t attributes;
        posix_spawnattr_init(&attributes);
        // Ctrl-C in the terminal is for the window, which asks before it ends.
        posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK);
        posix_spawnattr_setpgroup(&attributes, 0);
        sigset_t none;
        sigemptyset(&none);
        posix_spawnattr_setsigmask(&attributes, &none);
        if (posix_spawn(&pid_, program.c_str(), &actions, &attributes, argv.data(), environ) != 0) pid_ = -1;
        posix_spawn_file_actions_destroy(&actions);
        posix_spawnattr_destroy(&attributes);
        close(ends[1]);
    }
    ~SheetProcess() {
        if (out_ >= 0) close(out_);
    }
    SheetProcess(SheetProcess const&) = delete;
    SheetProcess& operator=(SheetProcess const&) = delete;

    bool started() const { return pid_ > 0; }
    /// Whatever it has started, too: that would keep its output open.
    void tell_to_end(int with) const { kill(-pid_, with); }

    /// What it has said since, waiting a moment for it; false: it will say no more.
    bool listen(std::string& said) const {
        pollfd what{out_, POLLIN, 0};
        if (poll(&what, 1, kLookEvery) <= 0) return true;
        char bytes[4096];
        ssize_t const n = ::read(out_, bytes, sizeof bytes);
        if (n > 0) said.append(bytes, static_cast<std::size_t>(n));
        return n > 0;
    }

    int wait() const {
        int status = 0;
        while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {}
        return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    }

private:
    pid_t pid_ = -1;
    int out_ = -1;
};

}  // namespace

SheetMaker::SheetMaker(std::function<void()> wake, std::string program)
    : wake_(std::move(wake)), program_(std::move(program)), thread_([this](std::stop_token stop) { run(stop); }) {}

SheetMaker::~SheetMaker() {
    thread_.request_stop();
    changed_.notify_all();
}

void SheetMaker::make(Job job) {
    {
        std::lock_guard const lock(mutex_);
        wanted_ = job.number;
        next_ = std::move(job);
    }
    changed_.notify_all();
}

void SheetMaker::cancel() {
    std::lock_guard const lock(mutex_);
    wanted_ = 0;
    next_.reset();
}

SheetMaker::News SheetMaker::news() const {
    std::lock_guard const lock(mutex_);
    return news_;
}

void SheetMaker::wait() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !busy_ && !next_; });
}

bool SheetMaker::superseded(std::uint64_t number) const {
    std::lock_guard const lock(mutex_);
    return wanted_ != number;
}

void SheetMaker::tell(News news) {
    {
        std::lock_guard const lock(mutex_);
        news_ = std::move(news);
    }
    wake_();
}

void SheetMaker::run(std::stop_token const& stop) {
    while (!stop.stop_requested()) {
        Job job;
        {
            std::unique_lock lock(mutex_);
            if (!changed_.wait(lock, stop, [this] { return next_.has_value(); })) return;
            job = *std::exchange(next_, std::nullopt);
            busy_ = true;
        }
        run_job(job, stop);
        {
            std::lock_guard const lock(mutex_);
            busy_ = false;
        }
        changed_.notify_all();
    }
}

void SheetMaker::run_job(Job const& job, std::stop_token const& stop) {
    SheetProcess const process(program_, job);
    News news;
    news.number = job.number;
    if (!process.started()) {
        news.ended = true;
        news.started = false;
        return tell(std::move(news));
    }
    tell(news);
    using Clock = std::chrono::steady_clock;
    std::optional<Clock::time_point> told;
    std::string said;
    while (process.listen(said)) {
        bool const end = stop.stop_requested() || superseded(job.number);
        if (end && !told) {
            process.tell_to_end(SIGTERM);
            told = Clock::now();
        }
        if (told && Clock::now() - *told > kSheetPatience) process.tell_to_end(SIGKILL);
        for (std::size_t line = said.find('\n'); line != std::string::npos; line = said.find('\n')) {
            std::string const one = said.substr(0, line);
            said.erase(0, line + 1);
            if (auto const stage = stage_in(one); !stage.empty()) {
                news.stage = stage;
                tell(news);
            } else {
                news.results = one;
            }
        }
    }
    news.status = process.wait();
    news.ended = true;
    tell(std::move(news));
}

}  // namespace app
