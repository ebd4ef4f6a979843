// Runs the process that makes a sheet (app/sheet_child.h), one at a time: a new job ends the one before.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace app {

class SheetMaker {
public:
    struct Job {
        std::uint64_t number = 0;
        std::vector<std::string> arguments;  ///< of `borough`, from "report" on
        std::filesystem::path errors;        ///< what it says on standard error goes in here
    };
    struct News {
        std::uint64_t number = 0;
        std::string stage;    ///< that it has come to
        bool ended = false;   ///< what follows is known
        bool started = true;  ///< else there was no process
        int status = 0;       ///< as the program ended; below 0: of that signal
        std::string results;  ///< the last line of its standard output: those of `--json`
    };

    /// `wake` is called from its thread at each change of `news`.
    explicit SheetMaker(std::function<void()> wake, std::string program = "/proc/self/exe");
    /// Ends what is under way and waits for its end.
    ~SheetMaker();
    SheetMaker(SheetMaker const&) = delete;
    SheetMaker& operator=(SheetMaker const&) = delete;

    void make(Job job);
    void cancel();
    News news() const;
    /// Until there is nothing to do: for pictures.
    void wait();

private:
    void run(std::stop_token const& stop);
    void run_job(Job const& job, std::stop_token const& stop);
    bool superseded(std::uint64_t number) const;
    void tell(News news);

    std::function<void()> wake_;
    std::string program_;
    mutable std::mutex mutex_;
    std::condition_variable_any changed_;
    std::optional<Job> next_;
    std::uint64_t wanted_ = 0;  ///< number of the newest job; 0: none
    bool busy_ = false;
    News news_;
    std::jthread thread_;
};

}  // namespace app
