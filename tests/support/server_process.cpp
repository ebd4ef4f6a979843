#include "tests/support/server_process.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>
#include <thread>

namespace test_support {
namespace {

namespace fs = std::filesystem;

pid_t start(std::vector<std::string> command, fs::path const& folder, fs::path const& log) {
    std::vector<char*> arguments;
    for (std::string& word : command) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    int const file = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    pid_t const child = fork();
    if (child == 0) {
        dup2(file, STDOUT_FILENO);
        dup2(file, STDERR_FILENO);
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (chdir(folder.c_str()) == 0) execv(arguments.front(), arguments.data());
        _exit(127);
    }
    close(file);
    return child;
}

sockaddr_in loopback(int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

bool answers(int port) {
    int const socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in const address = loopback(port);
    bool const connected = connect(socket, reinterpret_cast<sockaddr const*>(&address), sizeof address) == 0;
    close(socket);
    return connected;
}

}  // namespace

fs::path find_program(std::string const& name) {
    char const* const path = std::getenv("PATH");
    std::istringstream words(std::string(path ? path : "") + ":/usr/sbin:/usr/local/sbin");
    std::error_code ignored;
    for (std::string folder; std::getline(words, folder, ':');) {
        if (!folder.empty() && fs::exists(fs::path(folder) / name, ignored)) return fs::path(folder) / name;
    }
    return {};
}

int free_port() {
    int const socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    bool const bound = bind(socket, reinterpret_cast<sockaddr const*>(&address), size) == 0 &&
                       getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) == 0;
    close(socket);
    return bound ? ntohs(address.sin_port) : 0;
}

bool wait_for_port(int port, int seconds) {
    auto const until = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
    while (!answers(port)) {
        if (std::chrono::steady_clock::now() > until) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return true;
}

int run_program(std::vector<std::string> const& command, fs::path const& folder, std::string& output) {
    fs::path const log = folder / "command.log";
    fs::remove(log);
    pid_t const child = start(command, folder, log);
    int status = 0;
    bool const exited = child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status);
    std::ifstream stream(log);
    output.assign(std::istreambuf_iterator<char>(stream), {});
    return exited ? WEXITSTATUS(status) : -1;
}

base::Status run_or_say(std::vector<std::string> const& command, fs::path const& folder) {
    std::string output;
    if (run_program(command, folder, output) == 0) return base::done;
    return base::Error{command.front() + ": " + output};
}

void ServerProcess::launch(std::vector<std::string> const& command, fs::path const& folder) {
    end(SIGKILL);
    child_ = start(command, folder, folder / "server.log");
}

void ServerProcess::signal(int number) const {
    if (child_ > 0) kill(child_, number);
}

void ServerProcess::end(int number) {
    if (child_ <= 0) return;
    kill(child_, number);
    if (number != SIGKILL) kill(child_, SIGCONT);  // it may be frozen
    waitpid(child_, nullptr, 0);
    child_ = -1;
}

}  // namespace test_support
