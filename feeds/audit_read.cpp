#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "feeds/audit_log.h"

namespace feeds {
namespace {

namespace fs = std::filesystem;

/// By name, which is by day. None: there is no such folder.
base::Result<std::vector<fs::path>> files_of(fs::path const& folder) {
    std::vector<fs::path> out;
    std::error_code error;
    if (!fs::exists(folder, error)) return out;
    for (fs::directory_iterator i(folder, error), end; !error && i != end; i.increment(error)) {
        std::string const name = i->path().filename().string();
        if (name.starts_with("audit-") && name.ends_with(".jsonl")) out.push_back(i->path());
    }
    if (error) return base::Error{folder.string() + ": " + error.message()};
    std::ranges::sort(out);
    return out;
}

std::optional<AuditEntry> entry_of(std::string const& line, std::uint64_t& sequence) {
    AuditCheck const checked = check_audit(line + "\n", {});
    if (checked.broken) return {};
    sequence = checked.head.sequence;
    auto const json = nlohmann::json::parse(line, nullptr, false);
    auto const text = [&](char const* key) {
        auto const found = json.find(key);
        return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
    };
    auto const time = base::parse_time(text("time"));
    if (!time) return {};
    return AuditEntry{*time,          text("user"),   text("action"), text("source"),
                      text("target"), text("result"), text("detail")};
}

}  // namespace

base::Result<AuditHistory> read_audit(fs::path const& folder) {
    auto const files = files_of(folder);
    if (!files) return files.error();
    AuditHistory out;
    for (fs::path const& file : *files) {
        std::ifstream in(file, std::ios::binary);
        for (std::string line; std::getline(in, line);) {
            if (auto entry = entry_of(line, out.last)) {
                out.entries.push_back(*std::move(entry));
                out.sequences.push_back(out.last);
            } else {
                ++out.damaged;
            }
        }
        if (in.bad() || !in.eof()) return base::Error{file.string() + ": cannot be read"};
    }
    return out;
}

}  // namespace feeds
