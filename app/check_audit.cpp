// `borough check DISTRICT --audit`: whether the log of what people did is still what they did.
#include <charconv>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "app/case_log.h"
#include "app/commands.h"
#include "app/mistakes.h"
#include "app/output.h"
#include "feeds/audit_log.h"
#include "twin/district_file.h"
#include "twin/names.h"

namespace app {
namespace {

using Json = nlohmann::ordered_json;

/// "12:9f2c…", as an earlier check printed it and somebody kept it elsewhere.
base::Result<std::optional<feeds::AuditHead>> read_head(std::string const& text) {
    if (text.empty()) return std::optional<feeds::AuditHead>{};
    feeds::AuditHead head;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), head.sequence);
    std::string const hash(end, text.data() + text.size());
    bool const is_hash =
        hash.size() == 65 && hash[0] == ':' && hash.find_first_not_of("0123456789abcdef", 1) == std::string::npos;
    if (error != std::errc{} || !is_hash)
        return base::Error{"--head: '" + text + "' is no head; it is written 12:HASH, as check --audit printed it",
                           base::ErrorKind::usage};
    head.hash = hash.substr(1);
    return std::optional(head);
}

std::string text_of(feeds::AuditHead const& head) { return std::to_string(head.sequence) + ":" + head.hash; }

ExitStatus check_log(std::string const& path, std::optional<feeds::AuditHead> const& kept, bool json, Json& results) {
    auto const fail = [&](base::Error const& error) {
        results.push_back({{"source", path}, {"error", error.message}});
        return report(error);
    };
    if (twin::kind_of(path) != twin::FileKind::district)
        return fail({path + ": " +
                         in_both("不是区域文件（.toml）；操作日志属于区域，核对时须写区域文件",
                                 "is no district file (.toml); --audit is for the district whose log it is"),
                     base::ErrorKind::usage});
    auto const file = twin::read_district_file(path);
    if (!file) return fail(file.error());
    auto const folder = audit_folder(file->live);
    if (folder.empty())
        return fail({path + ": it has no feeds, and so no journal and no log beside it", base::ErrorKind::usage});
    auto const checked = feeds::check_audit_folder(folder, kept);
    if (!checked) return fail(checked.error());
    Json result{{"source", path},
                {"folder", folder.string()},
                {"identical", !checked->broken},
                {"entries", checked->lines},
                {"first", checked->first},
                {"head", text_of(checked->head)}};
    if (checked->broken) {
        feeds::AuditBreak const& broken = *checked->broken;
        result["broken"] = {{"file", broken.file}, {"line", broken.line}, {"zh", broken.zh}, {"en", broken.en}};
        results.push_back(std::move(result));
        return report(
            {(folder / broken.file).string() + ":" + std::to_string(broken.line) + ": " + broken.en + " " + broken.zh});
    }
    results.push_back(std::move(result));
    if (!json)
        std::printf("%s: identical 一致: %llu entries, from %llu; head %s\n", folder.c_str(),
                    static_cast<unsigned long long>(checked->lines), static_cast<unsigned long long>(checked->first),
                    text_of(checked->head).c_str());
    return ExitStatus::done;
}

}  // namespace

ExitStatus run_audit(CheckCommand const& command) {
    auto const kept = read_head(command.head);
    if (!kept) return report(kept.error());
    Stopwatch watch;
    Json sources = Json::array();
    ExitStatus status = ExitStatus::done;
    for (std::string const& path : command.paths)
        status = worse(status, check_log(path, *kept, command.results.json, sources));
    Json const results{{"command", "check"}, {"audit", std::move(sources)}};
    auto const written = write_results(results.dump(), watch, command.results);
    return written ? status : worse(status, report(written.error()));
}

}  // namespace app
