#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "feeds/outlets.h"

namespace feeds {
namespace {

class FileOutlet : public Outlet {
public:
    FileOutlet(std::filesystem::path path, int descriptor) : path_(std::move(path)), descriptor_(descriptor) {}
    ~FileOutlet() override { close(descriptor_); }

    /// One write, so that who follows the file never sees half a line for long.
    base::Status publish(std::string_view, std::string_view body) override {
        std::string line(body);
        for (char& c : line) {
            if (c == '\n' || c == '\r') c = ' ';  // in JSON there are none but between tokens
        }
        line += '\n';
        std::string_view left = line;
        while (!left.empty()) {
            ssize_t const written = write(descriptor_, left.data(), left.size());
            if (written < 0 && errno == EINTR) continue;
            if (written < 0) return base::Error{path_.string() + ": " + std::strerror(errno)};
            left.remove_prefix(static_cast<std::size_t>(written));
        }
        return base::done;
    }
    base::Status finish() override { return base::done; }

private:
    std::filesystem::path path_;
    int descriptor_;
};

}  // namespace

base::Result<std::unique_ptr<Outlet>> open_file_outlet(OutletSetup const& setup, Url const& url) {
    if (url.path.empty()) return base::Error{"'" + setup.url + "' names no file"};
    std::filesystem::path path = url.path;
    if (path.is_relative()) path = setup.folder / path;
    int const descriptor = open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0) return base::Error{path.string() + ": " + std::strerror(errno)};
    return std::unique_ptr<Outlet>(std::make_unique<FileOutlet>(std::move(path), descriptor));
}

}  // namespace feeds
