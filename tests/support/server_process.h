// A server program of a test's own: started, frozen, killed, and gone with the object.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"

namespace test_support {

/// The first of the names found in the PATH or where Debian keeps servers; empty: not installed.
std::filesystem::path find_program(std::string const& name);

/// A TCP port of this machine that nobody uses now.
int free_port();
bool wait_for_port(int port, int seconds = 10);

/// Runs to its end; what it printed is in `output`. The exit status, or -1.
int run_program(std::vector<std::string> const& command, std::filesystem::path const& folder, std::string& output);

/// The same, where anything but success is an error with what it printed.
base::Status run_or_say(std::vector<std::string> const& command, std::filesystem::path const& folder);

class ServerProcess {
public:
    ServerProcess() = default;
    ~ServerProcess() { end(9); }
    ServerProcess(ServerProcess const&) = delete;
    ServerProcess& operator=(ServerProcess const&) = delete;

    /// In `folder`, with what it prints in `folder`/server.log. It ends with this process, however that ends.
    void launch(std::vector<std::string> const& command, std::filesystem::path const& folder);
    void signal(int number) const;
    /// Sends the signal and waits for the end.
    void end(int number);
    bool runs() const { return child_ > 0; }

private:
    pid_t child_ = -1;
};

}  // namespace test_support
