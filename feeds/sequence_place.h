// Where a reader of a growing table stands: the highest number seen, and those below it that may still come.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace feeds {

/// Numbers of a sequence become visible in the order of commits, not in their own: 6 may be there before 5. A missing
/// number is asked for again until it comes or `kPatience` has passed (a transaction that was rolled back leaves its
/// number out for ever).
class SequencePlace {
public:
    using Time = std::chrono::steady_clock::time_point;
    static constexpr std::chrono::minutes kPatience{10};
    static constexpr std::size_t kMostMissing = 200;

    /// "LAST" or "LAST:MISSING,MISSING,..."; anything else is the beginning.
    static SequencePlace parse(std::string_view text, Time now);
    std::string text() const;

    void saw(std::int64_t number, Time now);
    void forget_old(Time now);

    std::optional<std::int64_t> last() const { return last_; }
    /// "{4,7}", an array of PostgreSQL.
    std::string missing() const;

private:
    std::optional<std::int64_t> last_;
    std::map<std::int64_t, Time> missing_;  ///< and since when
};

}  // namespace feeds
