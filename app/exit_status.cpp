#include "app/exit_status.h"

#include <algorithm>
#include <cstdio>

namespace app {

ExitStatus status_of(base::ErrorKind kind) {
    switch (kind) {
        case base::ErrorKind::usage: return ExitStatus::usage;
        case base::ErrorKind::no_device: return ExitStatus::no_device;
        case base::ErrorKind::failed: break;
    }
    return ExitStatus::failed;
}

ExitStatus report(base::Error const& error) {
    std::fprintf(stderr, "borough: %s\n", error.message.c_str());
    return status_of(error.kind);
}

ExitStatus worse(ExitStatus a, ExitStatus b) { return std::max(a, b); }

}  // namespace app
