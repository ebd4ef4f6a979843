#include "app/supervise.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstring>

#include "base/time.h"

namespace app {
namespace {

using Clock = std::chrono::steady_clock;
using Seconds = RestartPolicy::Seconds;

constexpr double kLongEnough = 30;  ///< seconds of life after which a death is a new story
constexpr int kMostVain = 5;
constexpr double kPatience = 10;  ///< seconds between being told to end and being ended

sigset_t watched() {
    sigset_t set;
    sigemptyset(&set);
    for (int const signal : {SIGINT, SIGTERM, SIGHUP, SIGCHLD}) sigaddset(&set, signal);
    return set;
}

/// How a child went.
struct End {
    int status = 0;  ///< as waitpid says
    bool drew = false, stood_still = false;
    int told = 0;  ///< the signal that was passed on; 0: none
    Seconds lived{0};
};

class Child {
public:
    Child(SuperviseSetup const& setup, bool resume, sigset_t const& before) : setup_(setup) {
        int ends[2] = {-1, -1};
        if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) return;
        heartbeat_ = ends[0];
        std::vector<std::string> words = child_arguments(setup.arguments, ends[1], resume);
        words.insert(words.begin(), "borough");
        std::vector<char*> argv;
        for (std::string& word : words) argv.push_back(word.data());
        argv.push_back(nullptr);
        pid_t const parent = getpid();
        pid_ = fork();
        if (pid_ == 0) {
            // No window without a supervisor: it would be left running beside the next one.
            prctl(PR_SET_PDEATHSIG, SIGTERM);
            if (getppid() != parent) _exit(1);
            sigprocmask(SIG_SETMASK, &before, nullptr);
            fcntl(ends[1], F_SETFD, 0);
            execv(setup.program.c_str(), argv.data());
            _exit(127);
        }
        close(ends[1]);
    }
    ~Child() { close(heartbeat_); }
    Child(Child const&) = delete;
    Child& operator=(Child const&) = delete;

    bool started() const { return pid_ > 0; }

    /// Waits for its end.
    End watch(int signals) {
        auto const born = Clock::now();
        auto before = born;
        End end;
        while (waitpid(pid_, &end.status, WNOHANG) != pid_) {
            pollfd what[2] = {{heartbeat_, POLLIN, 0}, {signals, POLLIN, 0}};
            poll(what, 2, 500);
            auto const now = Clock::now();
            // A machine that slept, or a parent that was stopped, has not heard the child; that is not its silence.
            double const passed = std::min(Seconds(now - before).count(), 1.0);
            before = now;
            silence_ += passed;
            if (told_ != 0) patience_ += passed;
            listen();
            pass_on(signals);
            if (patience_ > kPatience) kill(pid_, SIGKILL);
            if (told_ == 0 && silence_ > (drew_ ? setup_.silence_s : setup_.start_s)) {
                end.stood_still = true;
                kill(pid_, SIGKILL);
            }
        }
        listen();
        end.drew = drew_;
        end.told = told_;
        end.lived = Clock::now() - born;
        return end;
    }

private:
    void listen() {
        char bytes[256];
        for (ssize_t n; (n = ::read(heartbeat_, bytes, sizeof bytes)) > 0;) {
            silence_ = 0;
            drew_ = drew_ || std::memchr(bytes, 'f', static_cast<std::size_t>(n)) != nullptr;
        }
    }

    void pass_on(int signals) {
        signalfd_siginfo about{};
        while (read(signals, &about, sizeof about) == sizeof about) {
            if (about.ssi_signo == SIGCHLD) continue;
            told_ = static_cast<int>(about.ssi_signo);
            // What the terminal sends, the child has had as well.
            if (about.ssi_code != SI_KERNEL) kill(pid_, told_);
        }
    }

    SuperviseSetup const& setup_;
    pid_t pid_ = -1;
    int heartbeat_ = -1;
    int told_ = 0;
    bool drew_ = false;
    double silence_ = 0, patience_ = 0;
};

std::string now_text() {
    auto const since = std::chrono::system_clock::now().time_since_epoch();
    auto const whole = std::chrono::duration_cast<std::chrono::seconds>(since).count();
    return base::format_time(whole * 1000);
}

std::string how(End const& end) {
    if (end.stood_still) return "stood still and was ended";
    if (WIFSIGNALED(end.status)) {
        int const signal = WTERMSIG(end.status);
        return "died of signal " + std::to_string(signal) + " (" + strsignal(signal) + ")";
    }
    int const status = WEXITSTATUS(end.status);
    if (status == static_cast<int>(ExitStatus::device_lost)) return "lost the GPU";
    return "ended with status " + std::to_string(status);
}

/// Ended because it could not go on, not because it was done or asked for something impossible. That there is no GPU
/// counts once it has been there: a driver takes a while to come back.
bool is_death(End const& end, bool first) {
    if (end.stood_still || WIFSIGNALED(end.status)) return true;
    auto const status = static_cast<ExitStatus>(WEXITSTATUS(end.status));
    return status == ExitStatus::device_lost || (status == ExitStatus::no_device && !first);
}

ExitStatus status_of_end(End const& end) {
    if (WIFEXITED(end.status)) return static_cast<ExitStatus>(WEXITSTATUS(end.status));
    return ExitStatus::failed;
}

/// False: told to end meanwhile, by the signal in `told`.
bool wait_before_start(int signals, Seconds time, int& told) {
    auto const until = Clock::now() + time;
    for (auto now = Clock::now(); now < until; now = Clock::now()) {
        pollfd what{signals, POLLIN, 0};
        auto const left = std::chrono::duration_cast<std::chrono::milliseconds>(until - now).count();
        poll(&what, 1, static_cast<int>(left) + 1);
        signalfd_siginfo about{};
        while (read(signals, &about, sizeof about) == sizeof about) {
            if (about.ssi_signo == SIGCHLD) continue;
            told = static_cast<int>(about.ssi_signo);
            return false;
        }
    }
    return true;
}

/// As the signal would have ended this process, so that a shell or systemd sees what happened.
void die_of(int signal, sigset_t const& before) {
    ::signal(signal, SIG_DFL);
    sigprocmask(SIG_SETMASK, &before, nullptr);
    raise(signal);
}

ExitStatus run_again_and_again(SuperviseSetup const& setup, sigset_t const& before, int signals, int& told) {
    RestartPolicy policy;
    for (int restarts = 0;; ++restarts) {
        End end;
        {
            Child child(setup, restarts > 0, before);
            if (!child.started()) return report({"cannot start a process of its own: " + std::string(strerror(errno))});
            end = child.watch(signals);
        }
        if (end.told != 0) {
            if (WIFSIGNALED(end.status)) told = end.told;
            return status_of_end(end);
        }
        if (!is_death(end, restarts == 0)) return status_of_end(end);
        auto const wait = policy.died(end.lived, end.drew);
        if (!wait) {
            std::fprintf(stderr, "borough: %s the window %s; given up after 5 ends in a row without a picture\n",
                         now_text().c_str(), how(end).c_str());
            return status_of_end(end);
        }
        std::fprintf(stderr, "borough: %s the window %s after %.0f s; starting again in %.0f s (restart %d)\n",
                     now_text().c_str(), how(end).c_str(), end.lived.count(), wait->count(), restarts + 1);
        if (!wait_before_start(signals, *wait, told)) return ExitStatus::failed;
    }
}

}  // namespace

std::optional<Seconds> RestartPolicy::died(Seconds lived, bool drew) {
    if (drew && lived.count() >= kLongEnough) attempt_ = 0;
    vain_ = drew ? 0 : vain_ + 1;
    if (vain_ >= kMostVain) return {};
    return Seconds(1 << std::min(attempt_++, 3));
}

std::vector<std::string> child_arguments(std::vector<std::string> const& own, int heartbeat, bool resume) {
    std::vector<std::string> out;
    bool resumes = false;
    for (std::string const& word : own) {
        if (word == "--supervised" || word.starts_with("--supervised=")) continue;
        resumes = resumes || word == "--resume";
        out.push_back(word);
    }
    // Right behind the command: what follows a `--` would be file names.
    std::vector<std::string> more{"--heartbeat", std::to_string(heartbeat)};
    if (resume && !resumes) more.push_back("--resume");
    out.insert(out.begin() + (out.empty() ? 0 : 1), more.begin(), more.end());
    return out;
}

ExitStatus supervise(SuperviseSetup const& setup) {
    sigset_t const set = watched();
    sigset_t before;
    sigprocmask(SIG_BLOCK, &set, &before);
    int const signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    if (signals < 0) return report({"cannot watch signals: " + std::string(strerror(errno))});
    int told = 0;
    ExitStatus const status = run_again_and_again(setup, before, signals, told);
    close(signals);
    if (told != 0) die_of(told, before);
    sigprocmask(SIG_SETMASK, &before, nullptr);
    return status;
}

Heartbeat::Heartbeat(int descriptor) : descriptor_(descriptor) {
    if (descriptor_ < 0) return;
    signal(SIGPIPE, SIG_IGN);
    // Programs that this one starts must not keep the pipe alive.
    fcntl(descriptor_, F_SETFD, FD_CLOEXEC);
    fcntl(descriptor_, F_SETFL, fcntl(descriptor_, F_GETFL) | O_NONBLOCK);
}

void Heartbeat::write_byte(char byte) const {
    if (descriptor_ < 0) return;
    // A full pipe says enough: the supervisor has not come to reading it.
    [[maybe_unused]] ssize_t const ignored = ::write(descriptor_, &byte, 1);
}

}  // namespace app
