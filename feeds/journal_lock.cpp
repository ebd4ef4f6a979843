#include "feeds/journal_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <string>
#include <system_error>
#include <thread>
#include <utility>

namespace feeds {
namespace {

std::filesystem::path lock_path(std::filesystem::path const& journal) { return journal.string() + ".lock"; }

/// Changes with every write. `stat` alone: opening and closing the file would drop SQLite's own locks on it.
std::string signature(std::filesystem::path const& journal) {
    struct stat status {};
    if (::stat(journal.c_str(), &status) != 0) return "missing";
    return "closed " + std::to_string(status.st_size) + " " + std::to_string(status.st_mtim.tv_sec) + "." +
           std::to_string(status.st_mtim.tv_nsec) + " " + std::to_string(status.st_ino);
}

std::string read_lock(int file) {
    std::array<char, 256> bytes{};
    ssize_t const got = ::pread(file, bytes.data(), bytes.size(), 0);
    return got > 0 ? std::string(bytes.data(), static_cast<std::size_t>(got)) : std::string{};
}

void write_lock(int file, std::string const& text) {
    // Where it cannot be written, the next writer only has to check the journal.
    if (::ftruncate(file, 0) == 0 && ::pwrite(file, text.data(), text.size(), 0) < 0) (void)::ftruncate(file, 0);
}

/// A reader that looks whether all is in order has the lock for a moment; only a writer keeps it.
bool lock_soon(int file) {
    constexpr std::chrono::milliseconds kPatience{100}, kPause{5};
    auto const last = std::chrono::steady_clock::now() + kPatience;
    while (::flock(file, LOCK_EX | LOCK_NB) != 0) {
        if (std::chrono::steady_clock::now() >= last) return false;
        std::this_thread::sleep_for(kPause);
    }
    return true;
}

}  // namespace

base::Result<JournalLock> JournalLock::take(std::filesystem::path const& journal) {
    std::filesystem::path const path = lock_path(journal);
    int const file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0) return base::Error{path.string() + ": " + std::system_category().message(errno)};
    JournalLock lock(journal, file);
    bool const ours = lock_soon(file);
    std::string const said = read_lock(file);
    if (!ours) {
        ::close(std::exchange(lock.file_, -1));
        return base::Error{journal.string() + " is in use by process " + said + "; one program at a time writes to it"};
    }
    lock.was_in_order_ = said == signature(journal);
    write_lock(file, std::to_string(::getpid()));
    return lock;
}

bool JournalLock::is_taken(std::filesystem::path const& journal) {
    int const file = ::open(lock_path(journal).c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return false;
    bool const taken = ::flock(file, LOCK_SH | LOCK_NB) != 0;
    ::close(file);
    return taken;
}

bool JournalLock::in_order(std::filesystem::path const& journal) {
    int const file = ::open(lock_path(journal).c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return false;
    bool const writer_at_it = ::flock(file, LOCK_SH | LOCK_NB) != 0;
    bool const in_order = writer_at_it || read_lock(file) == signature(journal);
    ::close(file);
    return in_order;
}

JournalLock::JournalLock(JournalLock&& other) noexcept
    : journal_(std::move(other.journal_)),
      file_(std::exchange(other.file_, -1)),
      was_in_order_(other.was_in_order_),
      in_order_(other.in_order_) {}

JournalLock::~JournalLock() {
    if (file_ < 0) return;
    if (in_order_) write_lock(file_, signature(journal_));
    ::close(file_);
}

}  // namespace feeds
