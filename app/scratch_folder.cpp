#include "app/scratch_folder.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

#include <system_error>

namespace app {
namespace {

namespace fs = std::filesystem;

constexpr char const* kHeld = "held";

/// -1: somebody else holds it, or it cannot be opened.
int lock_of(fs::path const& file, int how) {
    int const opened = open(file.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW | how, 0600);
    if (opened >= 0 && flock(opened, LOCK_EX | LOCK_NB) == 0) return opened;
    if (opened >= 0) close(opened);
    return -1;
}

/// Those whose process was killed: nobody holds their lock any more.
void remove_left_behind(fs::path const& below, std::string const& start) {
    std::error_code ignored;
    for (fs::directory_entry const& each : fs::directory_iterator(below, ignored)) {
        if (!each.path().filename().string().starts_with(start) || each.is_symlink(ignored)) continue;
        int const lock = lock_of(each.path() / kHeld, 0);
        if (lock < 0) continue;
        fs::remove_all(each.path(), ignored);
        close(lock);
    }
}

}  // namespace

ScratchFolder::ScratchFolder(std::string const& name) {
    std::error_code error;
    fs::path const below = fs::temp_directory_path(error);
    if (error) return;
    remove_left_behind(below, name + "-");
    std::string made = (below / (name + "-XXXXXX")).string();
    if (!mkdtemp(made.data())) return;
    path_ = made;
    // Locked before it has its name, or another process could take it for left behind in between.
    held_ = lock_of(path_ / "new", O_CREAT | O_EXCL);
    fs::rename(path_ / "new", path_ / kHeld, error);
}

ScratchFolder::~ScratchFolder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
    if (held_ >= 0) close(held_);
}

}  // namespace app
