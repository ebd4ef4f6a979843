// One writer for a journal, and whether the last one left it in order.
#pragma once

#include <filesystem>

#include "base/result.h"

namespace feeds {

/// Held as FILE.lock, which ends with the process however it ends. While it is held the file says the process; after
/// that what the journal looked like when it was closed, so that the next one need not read all of it to trust it.
class JournalLock {
public:
    /// An error names the process that has it.
    static base::Result<JournalLock> take(std::filesystem::path const& journal);
    /// Nobody wrote to the journal since a writer closed it in order, or a writer is at it now.
    static bool in_order(std::filesystem::path const& journal);

    /// Another program writes to it at this moment.
    static bool is_taken(std::filesystem::path const& journal);

    JournalLock(JournalLock&& other) noexcept;
    JournalLock& operator=(JournalLock&&) = delete;
    ~JournalLock();

    bool was_in_order() const { return was_in_order_; }
    /// From now on the journal is in order when this goes.
    void set_in_order() { in_order_ = true; }

private:
    JournalLock(std::filesystem::path journal, int file) : journal_(std::move(journal)), file_(file) {}

    std::filesystem::path journal_;
    int file_ = -1;
    bool was_in_order_ = false;
    bool in_order_ = false;
};

}  // namespace feeds
