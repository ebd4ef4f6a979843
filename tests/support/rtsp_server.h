// A small RTSP server: one film as an MPEG transport stream, sent over the same connection at its own pace.
#pragma once

#include <atomic>
#include <filesystem>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace test_support {

struct RtspSetup {
    int port = 0;                    ///< 0: any that is free
    std::filesystem::path film;      ///< a transport stream
    double seconds = 1;              ///< that the film lasts
    bool repeat = true;              ///< false: the connection ends with the film
    std::string password;            ///< asked for (Basic) where it is not empty
    bool silent_after_play = false;  ///< says yes to everything and sends nothing
};

/// From its making to its end, which breaks every connection off.
class RtspServer {
public:
    explicit RtspServer(RtspSetup setup);
    ~RtspServer();
    RtspServer(RtspServer const&) = delete;
    RtspServer& operator=(RtspServer const&) = delete;

    int port() const { return port_; }
    std::string url() const { return "rtsp://127.0.0.1:" + std::to_string(port_) + "/film"; }
    /// The methods asked for so far, in their order.
    std::vector<std::string> asked() const;

private:
    void accept_clients();
    void serve(int client);
    bool answer(int client, std::string const& request, bool& play);
    void send_film(int client);

    RtspSetup setup_;
    std::string film_;
    int listener_ = -1, port_ = 0;
    std::atomic<bool> stop_ = false;
    mutable std::mutex mutex_;
    std::vector<std::string> asked_;
    std::vector<int> clients_;
    std::vector<std::thread> threads_;
    std::thread accepting_;
};

}  // namespace test_support
