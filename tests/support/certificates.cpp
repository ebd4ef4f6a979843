#include "tests/support/certificates.h"

#include <string>
#include <vector>

#include "tests/support/server_process.h"

namespace test_support {
namespace {

namespace fs = std::filesystem;

}  // namespace

bool can_make_certificates() { return !find_program("openssl").empty(); }

base::Status make_certificates(fs::path const& folder) {
    std::string const openssl = find_program("openssl");
    std::vector<std::string> const key{"-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"};
    auto const with_key = [&](std::vector<std::string> command) {
        command.insert(command.end(), key.begin(), key.end());
        return run_or_say(command, folder);
    };
    auto const authority = with_key({openssl, "req", "-x509", "-keyout", "ca.key", "-out", "ca.pem", "-subj",
                                     "/CN=Authority of a test", "-days", "2"});
    if (!authority) return authority;
    auto const request = with_key({openssl, "req", "-keyout", "server.key", "-out", "server.csr", "-subj",
                                   "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"});
    if (!request) return request;
    return run_or_say({openssl, "x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key",
                       "-CAcreateserial", "-out", "server.pem", "-days", "2", "-copy_extensions", "copy"},
                      folder);
}

}  // namespace test_support
