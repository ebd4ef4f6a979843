// Cuts bytes into messages: lines, text sequences, CSV records, the items of a JSON document.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace feeds {

inline constexpr char kRecordSeparator = 0x1e;  ///< RS of RFC 8142

enum class Framing : std::uint8_t {
    lines,     ///< NDJSON: one message a line
    sequence,  ///< RFC 8142: RS before each, which may have several lines
    csv,       ///< a record a message, each with the first line of the file before it
    document   ///< JSON texts; the items of an array and the features of a collection are messages of their own
};

/// "lines", "sequence", "csv", "document", as in `?format=`.
base::Result<Framing> parse_framing(std::string_view name);
/// Nothing where the option is not given.
base::Result<std::optional<Framing>> framing_option(std::string const& format);
/// By the ending of the name, and by the first byte: RS is a sequence whatever the name.
Framing guess_framing(std::filesystem::path const& file, char first);

/// Takes bytes in pieces of any size. Memory is bounded: a message over kLongestMessage is cut to one byte more than
/// that.
class RecordReader {
public:
    /// `end`: the offset just past the message. False: stop here.
    using Take = std::function<bool(std::string body, std::uint64_t end)>;

    static std::unique_ptr<RecordReader> make(Framing framing, std::uint64_t offset);
    explicit RecordReader(std::uint64_t offset) : offset_(offset) {}
    virtual ~RecordReader() = default;

    /// False: `take` said so; what is left of `bytes` is dropped.
    bool push(std::string_view bytes, Take const& take);
    /// The file ends here: what has no end mark is a message too.
    bool finish(Take const& take);
    /// Of CSV, when reading begins after it.
    virtual void set_header(std::string) {}

protected:
    /// One byte; true: the record in `record()` ends with it.
    virtual bool step(char c) = 0;
    /// Runs of bytes that mean nothing to the reader, for speed: how many from the start of `bytes` are plain.
    virtual std::size_t plain(std::string_view bytes) const = 0;
    virtual std::string prefix() const { return {}; }

    void keep(char c);
    void keep(std::string_view bytes);
    std::string record_;

private:
    bool hand_over(Take const& take);
    std::uint64_t offset_;
};

}  // namespace feeds
