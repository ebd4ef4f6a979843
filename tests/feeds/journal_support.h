// What the tests of inbox, journal and ingest share: folders, memory, full disks.
#pragma once

#include <sys/mount.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>

namespace journal_test {

/// A folder of the test's own, gone with the object.
struct TemporaryFolder {
    TemporaryFolder() {
        std::string name = (std::filesystem::temp_directory_path() / "borough-feeds-XXXXXX").string();
        path = ::mkdtemp(name.data());
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
    TemporaryFolder(TemporaryFolder const&) = delete;
    TemporaryFolder& operator=(TemporaryFolder const&) = delete;

    std::filesystem::path path;
};

/// Nobody but its owner (and root) can look into it.
inline bool is_private(std::filesystem::path const& path) {
    using std::filesystem::perms;
    return (std::filesystem::status(path).permissions() & (perms::group_all | perms::others_all)) == perms::none;
}

/// Sanitizers keep what was freed, or a shadow of it.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kMemoryCanBeMeasured = false;
#else
inline constexpr bool kMemoryCanBeMeasured = true;
#endif

/// Bytes of this process in memory.
inline std::uint64_t memory_in_use() {
    std::uint64_t all = 0, resident = 0;
    std::ifstream("/proc/self/statm") >> all >> resident;
    return resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

/// A disk of a few megabytes in memory, where the system lets us have one (root, mostly).
class SmallDisk {
public:
    explicit SmallDisk(std::filesystem::path folder) : folder_(std::move(folder)) {
        std::filesystem::create_directories(folder_);
        mounted_ = ::mount("tmpfs", folder_.c_str(), "tmpfs", 0, "size=4m") == 0;
    }
    ~SmallDisk() {
        if (mounted_) ::umount2(folder_.c_str(), MNT_DETACH);
    }
    SmallDisk(SmallDisk const&) = delete;
    SmallDisk& operator=(SmallDisk const&) = delete;

    bool mounted() const { return mounted_; }
    std::filesystem::path const& folder() const { return folder_; }
    /// Takes all the room that is left.
    void fill() const {
        std::ofstream out(folder_ / "filler", std::ios::binary);
        std::string const piece(4096, 'x');
        while (out.write(piece.data(), static_cast<std::streamsize>(piece.size())).flush()) {}
    }
    bool make_read_only() const {
        return ::mount("tmpfs", folder_.c_str(), "tmpfs", MS_REMOUNT | MS_RDONLY, nullptr) == 0;
    }
    void empty() const { std::filesystem::remove(folder_ / "filler"); }

private:
    std::filesystem::path folder_;
    bool mounted_ = false;
};

/// While it lives, a write past `bytes` of any file fails, as on a full disk.
class FilesNoLongerThan {
public:
    explicit FilesNoLongerThan(std::uint64_t bytes) {
        former_handler_ = std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &former_);
        ::rlimit limit = former_;
        limit.rlim_cur = bytes;
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FilesNoLongerThan() {
        ::setrlimit(RLIMIT_FSIZE, &former_);
        std::signal(SIGXFSZ, former_handler_);
    }
    FilesNoLongerThan(FilesNoLongerThan const&) = delete;
    FilesNoLongerThan& operator=(FilesNoLongerThan const&) = delete;

private:
    ::rlimit former_{};
    void (*former_handler_)(int) = nullptr;
};

}  // namespace journal_test
