#include <fstream>
#include <nlohmann/json.hpp>

#include "feeds/audit_log.h"

namespace feeds {
namespace {

namespace fs = std::filesystem;

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
    AuditHistory out;
    std::error_code error;
    if (!fs::exists(folder, error)) return out;
    auto const files = audit_files(folder);
    if (!files) return files.error();
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
