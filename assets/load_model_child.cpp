#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <exception>
#include <new>

#include "assets/assimp_reader.h"
#include "assets/child_status.h"
#include "assets/model.h"
#include "assets/model_stream.h"

namespace assets {

namespace {

std::vector<std::byte> read_all(int fd) {
    std::vector<std::byte> bytes;
    std::array<std::byte, 4096> buffer;
    for (;;) {
        ssize_t const count = ::read(fd, buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return bytes;
        bytes.insert(bytes.end(), buffer.begin(), buffer.begin() + count);
    }
}

bool write_all(int fd, std::span<std::byte const> bytes) {
    while (!bytes.empty()) {
        ssize_t const count = ::write(fd, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        bytes = bytes.subspan(static_cast<std::size_t>(count));
    }
    return true;
}

int fail(std::string const& reason) {
    std::fprintf(stderr, "%s\n", reason.c_str());
    return kStatusFailed;
}

}  // namespace

int load_model_child() {
    rlimit const none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    // Said at once and without unwinding: Assimp catches everything and would report something else.
    std::set_new_handler([] { ::_exit(kStatusOutOfMemory); });

    base::Result<ModelRequest> const request = unpack_request(read_all(STDIN_FILENO));
    if (!request) return fail(request.error().message);
    try {
        base::Result<Model> const model = read_with_assimp(*request);
        if (!model) return fail(model.error().message);
        return write_all(STDOUT_FILENO, pack(*model)) ? 0 : fail("cannot hand over the model");
    } catch (std::exception const& error) {  // a library's, or a length that no vector can have
        return fail(std::string("cannot be read: ") + error.what());
    }
}

}  // namespace assets
