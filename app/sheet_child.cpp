#include "app/sheet_child.h"

#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <cstdlib>
#include <variant>
#include <vector>

#include "app/interrupt.h"
#include "app/options.h"
#include "app/report_run.h"

namespace app {
namespace {

constexpr char kSheetMark = '@';
constexpr int kNicer = 5;  ///< the window it works for goes first

class TellingWatch final : public Stopwatch {
public:
    void stage(std::string_view name) override {
        Stopwatch::stage(name);
        std::string const line = kSheetMark + std::string(name) + "\n";
        // A window that no longer listens has ended this process, or will.
        [[maybe_unused]] auto const ignored = ::write(STDOUT_FILENO, line.data(), line.size());
    }
};

}  // namespace

std::string_view stage_in(std::string_view line) {
    return line.empty() || line.front() != kSheetMark ? std::string_view{} : line.substr(1);
}

ExitStatus run_sheet_child(int argc, char const* const* argv) {
    allow_interrupts();
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (argc < 3 || getppid() != std::atoi(argv[1])) return ExitStatus::failed;
    [[maybe_unused]] int const ignored = nice(kNicer);
    std::vector<char const*> words(argv + 1, argv + argc);
    words[0] = "borough";
    auto const parsed = parse_command_line(static_cast<int>(words.size()), words.data());
    if (auto const* const status = std::get_if<ExitStatus>(&parsed)) return *status;
    auto const* const report = std::get_if<ReportCommand>(&std::get<Command>(parsed));
    if (!report || !report->verify.empty()) return ExitStatus::usage;
    TellingWatch watch;
    return run_report(*report, watch, false);
}

}  // namespace app
