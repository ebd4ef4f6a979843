// To be preloaded into a program whose clock shall run faster: the date alone, neither waits nor what measures them.
// FAST_CLOCK="START TIMES": at the program's start it is START (seconds since 1970), and goes on TIMES as fast.
#include <dlfcn.h>
#include <sys/time.h>

#include <cstdio>
#include <cstdlib>
#include <ctime>

namespace {

using ClockGettime = int (*)(clockid_t, timespec*);

int real_clock(clockid_t clock, timespec* out) {
    static auto const real = reinterpret_cast<ClockGettime>(dlsym(RTLD_NEXT, "clock_gettime"));
    return real(clock, out);
}

long long nanoseconds(timespec const& time) { return time.tv_sec * 1'000'000'000LL + time.tv_nsec; }

struct Pace {
    double start = 0, times = 1;
    long long began = 0;
    bool set = false;

    Pace() {
        char const* const text = std::getenv("FAST_CLOCK");
        set = text && std::sscanf(text, "%lf %lf", &start, &times) == 2;
        timespec now{};
        real_clock(CLOCK_MONOTONIC, &now);
        began = nanoseconds(now);
    }
};

}  // namespace

// The names and types are libc's.
extern "C" {

int clock_gettime(clockid_t clock, timespec* out) noexcept {
    static Pace const pace;
    bool const date = clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE;
    if (!pace.set || !date) return real_clock(clock, out);
    timespec now{};
    int const failed = real_clock(CLOCK_MONOTONIC, &now);
    double const seconds = pace.start + static_cast<double>(nanoseconds(now) - pace.began) * 1e-9 * pace.times;
    out->tv_sec = static_cast<time_t>(seconds);
    out->tv_nsec = static_cast<long>((seconds - static_cast<double>(out->tv_sec)) * 1e9);
    return failed;
}

int gettimeofday(timeval* out, void* /*zone*/) noexcept {
    timespec now{};
    int const failed = clock_gettime(CLOCK_REALTIME, &now);
    *out = {now.tv_sec, now.tv_nsec / 1000};
    return failed;
}

time_t time(time_t* out) noexcept {
    timespec now{};
    clock_gettime(CLOCK_REALTIME, &now);
    if (out) *out = now.tv_sec;
    return now.tv_sec;
}
}
