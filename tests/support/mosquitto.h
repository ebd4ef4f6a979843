// An MQTT broker of a test's own: in a folder of its own, on a free port of this machine, gone with the object.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "base/result.h"
#include "tests/support/server_process.h"

namespace test_support {

class Mosquitto {
public:
    struct Options {
        std::string user, password;      ///< empty: anyone may come
        bool saves_each_change = false;  ///< what it holds survives `crash` too; slow
        bool tls = false;                ///< with a certificate for localhost and 127.0.0.1 by an authority of its own
    };
    static bool installed() { return !find_program("mosquitto").empty(); }
    static base::Result<std::unique_ptr<Mosquitto>> start(Options options);
    static base::Result<std::unique_ptr<Mosquitto>> start() { return start({}); }
    ~Mosquitto();

    int port() const { return port_; }
    std::string url(std::string const& topic) const;
    std::string ca_file() const { return (folder_ / "ca.pem").string(); }

    void stop() { process_.end(15); }  ///< as a system does: it writes down what it holds
    void crash() { process_.end(9); }
    void freeze() const { process_.signal(19); }
    void thaw() const { process_.signal(18); }
    base::Status resume();

private:
    Mosquitto(std::filesystem::path folder, Options options);
    base::Status configure() const;

    std::filesystem::path folder_;
    Options options_;
    int port_;
    ServerProcess process_;
};

}  // namespace test_support
