// Where in which file a reader stands, so that it finds the place again after a restart, whatever was done to the
// names.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace feeds {

/// Bytes that are read from a file at once.
inline constexpr std::size_t kFilePiece = 256 * 1024;

/// A regular file, open for reading.
class OpenFile {
public:
    OpenFile() = default;
    explicit OpenFile(std::filesystem::path const& path);
    OpenFile(OpenFile&& other) noexcept;
    OpenFile& operator=(OpenFile&& other) noexcept;
    ~OpenFile();

    bool valid() const { return descriptor_ >= 0; }
    /// "is not there", "is no file", "Permission denied".
    std::string const& problem() const { return problem_; }
    std::uint64_t size() const;
    ino_t inode() const;
    std::int64_t changed_ns() const;  ///< when its content was last changed
    /// At most `most` bytes from `offset`; empty at the end.
    std::string read(std::uint64_t offset, std::size_t most) const;

private:
    int descriptor_ = -1;
    std::string problem_;
};

/// "INODE:OFFSET:BYTES:HASH". Inodes are used again, so the first bytes of the file say whether it is still the same.
struct FilePlace {
    static constexpr std::size_t kHead = 1024;

    ino_t inode = 0;
    std::uint64_t offset = 0;
    std::size_t head_bytes = 0;
    std::uint64_t head_hash = 0;

    /// `head` are the first bytes of the file, at least as far as `offset` or kHead.
    static FilePlace at(ino_t inode, std::uint64_t offset, std::string_view head);
    static std::optional<FilePlace> parse(std::string_view text);
    std::string text() const;
    /// The file begins as it did and is at least as long.
    bool fits(OpenFile const& file) const;
};

/// One file of those to read, and where to begin in it.
struct Leg {
    std::filesystem::path file;
    std::uint64_t offset = 0;
};

/// What to read to go on from `place`: the rest of the file it was in, under whatever name that or its copy has in the
/// folder now, what was rotated away since, and `path` itself at the end. Where the place is nowhere, `path` alone.
std::vector<Leg> legs_since(std::filesystem::path const& path, FilePlace const& place);

}  // namespace feeds
