// Runs another program under limits and brings back what it printed. Safe to call from several threads at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"

namespace assets {

struct ChildLimits {
    std::uint64_t memory_bytes = 0;
    std::uint64_t output_bytes = 0;
    double seconds = 0;  ///< of processor time, in whole ones; of wall clock ten times as many
};

struct ChildOutcome {
    enum class End : std::uint8_t { exited, signalled, out_of_time, out_of_memory, too_much_output };
    End end = End::exited;
    int code = 0;  ///< the exit status, or the signal
    std::vector<std::byte> output;
    std::string complaint;  ///< the beginning of its standard error
};

/// Starts `program` with `input` as its standard input, waits for its end or its limit, whichever is first, and leaves
/// neither a process nor a descriptor behind. The error is only that it could not be started.
base::Result<ChildOutcome> run_child(std::filesystem::path const& program, std::vector<std::string> const& arguments,
                                     std::span<std::byte const> input, ChildLimits const& limits);

}  // namespace assets
