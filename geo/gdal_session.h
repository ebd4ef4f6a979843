// GDAL made ready and kept quiet: what it has to say becomes findings or the text of an error, never output.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace geo {

/// Registers GDAL's drivers, once per process whoever asks first.
void start_gdal();

/// While it lives, GDAL's messages of this thread are kept here instead of printed.
class GdalMessages {
public:
    GdalMessages();
    ~GdalMessages();
    GdalMessages(GdalMessages const&) = delete;
    GdalMessages& operator=(GdalMessages const&) = delete;

    /// Different messages in the order in which they first came; at most kKept of them.
    std::vector<std::string> const& all() const { return messages_; }
    /// The last failure as part of a sentence, or `otherwise`.
    std::string why(std::string const& otherwise) const;
    bool failed() const { return !last_failure_.empty(); }
    void clear();

    /// For the handler only.
    void note(bool failure, std::string message);

private:
    static constexpr std::size_t kKept = 20;
    std::vector<std::string> messages_;
    std::string last_failure_;
};

/// Sets GDAL options for this thread and puts the old values back.
class GdalOptions {
public:
    explicit GdalOptions(std::vector<std::pair<std::string, std::string>> const& options);
    ~GdalOptions();
    GdalOptions(GdalOptions const&) = delete;
    GdalOptions& operator=(GdalOptions const&) = delete;

private:
    struct Old {
        std::string key, value;
        bool was_set;
    };
    std::vector<Old> old_;
};

}  // namespace geo
