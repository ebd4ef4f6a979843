// A PostgreSQL server of a test's own: in a folder of its own, on a socket there, gone with the object.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <memory>
#include <string>

#include "base/result.h"

namespace test_support {

class Postgres {
public:
    /// The folder of `initdb` and its sisters, which Debian keeps out of the PATH; empty where PostgreSQL is not
    /// installed, and then the test skips.
    static std::filesystem::path find_programs();

    /// A fresh cluster with an empty database, ready to be asked. Nothing of it listens on the network. As root, which
    /// PostgreSQL refuses, it runs as nobody.
    static base::Result<std::unique_ptr<Postgres>> start(std::filesystem::path const& programs = find_programs());

    ~Postgres();
    Postgres(Postgres const&) = delete;
    Postgres& operator=(Postgres const&) = delete;

    /// "host=... port=5432 dbname=borough user=borough", as libpq and GDAL (after "PG:") take it.
    std::string connection() const;
    std::string host() const { return folder_.string(); }  ///< the folder of the socket
    int port() const { return 5432; }                      ///< part of the socket's name: never in anyone's way
    std::string dbname() const { return "borough"; }
    std::string user() const { return "borough"; }

    /// Runs SQL statements; the error is what psql says.
    base::Status execute(std::string const& sql) const;
    /// An error where PostGIS is not installed.
    base::Status add_postgis() const { return execute("CREATE EXTENSION postgis"); }

    /// Takes the server down as a broken network would: clients lose their connections at once.
    void stop();
    /// Brings it up, on the same data and socket.
    base::Status resume();

private:
    Postgres(std::filesystem::path programs, std::filesystem::path folder);
    base::Status create();

    std::filesystem::path programs_, folder_;
    pid_t server_ = -1;
};

}  // namespace test_support
