// What a loader noticed about its input: grouped, counted, and bounded in memory however bad the input is.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace base {

enum class Severity : std::uint8_t {
    note,      ///< a default was taken, a choice was made
    repaired,  ///< the feature is in, but not exactly as the file has it
    skipped,   ///< the feature is not in
    warning    ///< probably not what the user meant; nothing was lost
};

/// The name a person reads: "note", "repaired", "skipped", "warning".
std::string_view name(Severity severity);

/// One thing noticed. `code` is a short stable word for grouping ("self-crossing", "height-default"); `reason` is
/// a sentence. `feature` is the feature's own id in its layer, or -1 where the finding is about the whole layer.
struct Finding {
    Severity severity = Severity::note;
    std::string source;
    std::string layer;
    std::int64_t feature = -1;
    std::string code;
    std::string reason;
};

/// All findings with the same severity, source, layer and code: how many, and the first few.
struct FindingGroup {
    struct Example {
        std::int64_t feature = -1;
        std::string reason;
    };
    Severity severity = Severity::note;
    std::string source;
    std::string layer;
    std::string code;
    std::uint64_t count = 0;
    std::vector<Example> examples;  ///< at most Findings::kExamples, in the order of arrival
};

class Findings {
public:
    static constexpr std::size_t kExamples = 5;

    void add(Finding finding);
    void merge(Findings const& other);

    /// In the order in which each group first appeared.
    std::vector<FindingGroup> const& groups() const { return groups_; }
    std::uint64_t count(Severity severity) const;
    std::uint64_t count(std::string_view code) const;

private:
    std::vector<FindingGroup> groups_;
};

}  // namespace base
