#include "feeds/framing.h"

#include <algorithm>
#include <utility>

#include "feeds/arrival.h"

namespace feeds {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

class LineReader : public RecordReader {
public:
    using RecordReader::RecordReader;

private:
    bool step(char c) override {
        if (c == '\n') return true;
        keep(c);
        return false;
    }
    std::size_t plain(std::string_view bytes) const override { return std::min(bytes.find('\n'), bytes.size()); }
};

class CsvReader : public RecordReader {
public:
    using RecordReader::RecordReader;
    void set_header(std::string header) override { header_ = std::move(header) + "\n"; }

private:
    bool step(char c) override {
        if (c == '"') quoted_ = !quoted_;  // a doubled quote toggles twice
        if (c != '\n' || quoted_) {
            keep(c);
            return false;
        }
        if (!header_.empty()) return true;
        if (record_.ends_with('\r')) record_.pop_back();
        if (record_.starts_with(kByteOrderMark)) record_.erase(0, kByteOrderMark.size());
        set_header(std::move(record_));
        record_.clear();
        return false;
    }
    std::size_t plain(std::string_view bytes) const override {
        return std::min(bytes.find_first_of("\"\n"), bytes.size());
    }
    std::string prefix() const override { return header_; }

    std::string header_;
    bool quoted_ = false;
};

/// Finds where JSON texts end by their brackets; whether they are JSON is for the mapping to say. Items lie at
/// `base_`: 0 are the texts themselves, 1 the items of an array, 2 the features of a collection.
class JsonRecordReader : public RecordReader {
public:
    JsonRecordReader(std::uint64_t offset, bool unwrap) : RecordReader(offset), unwrap_(unwrap) {}

private:
    bool step(char c) override {
        if (c == kRecordSeparator) return separate();
        if (in_string_) return continue_string(c);
        if (c == '"') return begin_string(c);
        if (c == '{' || c == '[') return open(c);
        if (c == '}' || c == ']') return close(c);
        if (depth_ == base_ && (is_space(c) || c == ',')) return !record_.empty();
        if (c == ':') after_features_ = depth_ == 1 && key_ == "features";
        if (c == ',') after_features_ = false;
        if (!skipping_) keep(c);
        return false;
    }

    std::size_t plain(std::string_view bytes) const override {
        if (!in_string_ || escaped_ || skipping_ || depth_ < 2) return 0;
        return std::min(bytes.find_first_of("\"\\\x1e"), bytes.size());
    }

    /// No JSON text has a raw RS inside: whatever was open is broken, and the next one starts clean.
    bool separate() {
        depth_ = base_ = 0;
        in_string_ = escaped_ = skipping_ = after_features_ = false;
        return !record_.empty();
    }

    bool begin_string(char c) {
        in_string_ = true;
        key_.clear();
        if (!skipping_) keep(c);
        return false;
    }

    bool continue_string(char c) {
        constexpr std::size_t kLongestKey = 16;
        if (!skipping_) keep(c);
        if (escaped_) {
            escaped_ = false;
        } else if (c == '\\') {
            escaped_ = true;
        } else if (c == '"') {
            in_string_ = false;
            return false;
        }
        if (depth_ == 1 && key_.size() < kLongestKey) key_ += c;
        return false;
    }

    bool open(char c) {
        ++depth_;
        bool const list = unwrap_ && !skipping_ && base_ == 0 && c == '[';
        if (list && depth_ == 1 && record_.empty()) {
            base_ = 1;
            return false;
        }
        if (list && depth_ == 2 && after_features_) {
            base_ = 2;
            record_.clear();
            return false;
        }
        if (!skipping_) keep(c);
        return false;
    }

    bool close(char c) {
        if (depth_ == 0) {  // without an opening: goes with what is around it
            if (!skipping_) keep(c);
            return false;
        }
        bool const leaves_list = base_ > 0 && depth_ == base_;
        --depth_;
        if (leaves_list) {
            skipping_ = base_ == 2;
            base_ = 0;
            return !record_.empty();
        }
        if (skipping_) {
            skipping_ = depth_ > 0;
            return false;
        }
        keep(c);
        return depth_ == base_;
    }

    bool const unwrap_;
    int depth_ = 0, base_ = 0;
    bool in_string_ = false, escaped_ = false, skipping_ = false, after_features_ = false;
    std::string key_;
};

void tidy(std::string& record) {
    if (record.starts_with(kByteOrderMark)) record.erase(0, kByteOrderMark.size());
    while (!record.empty() && is_space(record.back())) record.pop_back();
}

}  // namespace

base::Result<Framing> parse_framing(std::string_view name) {
    if (name == "lines") return Framing::lines;
    if (name == "sequence") return Framing::sequence;
    if (name == "csv") return Framing::csv;
    if (name == "document") return Framing::document;
    return base::Error{"format '" + std::string(name) + "' is not known; there are lines, sequence, csv and document"};
}

base::Result<std::optional<Framing>> framing_option(std::string const& format) {
    if (format.empty()) return std::optional<Framing>{};
    auto const framing = parse_framing(format);
    if (!framing) return framing.error();
    return std::optional<Framing>{*framing};
}

Framing guess_framing(std::filesystem::path const& file, char first) {
    if (first == kRecordSeparator) return Framing::sequence;
    std::string const ending = file.extension().string();
    if (ending == ".csv") return Framing::csv;
    if (ending == ".json" || ending == ".geojson") return Framing::document;
    if (ending == ".geojsons") return Framing::sequence;
    return Framing::lines;
}

std::unique_ptr<RecordReader> RecordReader::make(Framing framing, std::uint64_t offset) {
    switch (framing) {
        case Framing::csv: return std::make_unique<CsvReader>(offset);
        case Framing::sequence: return std::make_unique<JsonRecordReader>(offset, false);
        case Framing::document: return std::make_unique<JsonRecordReader>(offset, true);
        case Framing::lines: break;
    }
    return std::make_unique<LineReader>(offset);
}

bool RecordReader::push(std::string_view bytes, Take const& take) {
    while (!bytes.empty()) {
        if (std::size_t const run = plain(bytes); run > 0) {
            keep(bytes.substr(0, run));
            offset_ += run;
            bytes.remove_prefix(run);
            continue;
        }
        bool const ends = step(bytes.front());
        ++offset_;
        bytes.remove_prefix(1);
        if (ends && !hand_over(take)) return false;
    }
    return true;
}

bool RecordReader::finish(Take const& take) { return hand_over(take); }

bool RecordReader::hand_over(Take const& take) {
    std::string body = std::exchange(record_, {});
    tidy(body);
    if (body.empty()) return true;
    return take(prefix() + body, offset_);
}

void RecordReader::keep(char c) { keep(std::string_view(&c, 1)); }

void RecordReader::keep(std::string_view bytes) {
    record_.append(bytes.substr(0, kLongestMessage + 1 - std::min(record_.size(), kLongestMessage + 1)));
}

}  // namespace feeds
