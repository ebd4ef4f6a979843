#include "feeds/audit_log.h"

#include <openssl/evp.h>

#include <array>
#include <nlohmann/json.hpp>

namespace feeds {
namespace {

constexpr std::string_view kHashKey = ",\"hash\":\"";

std::string sha256(std::string_view text) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr);
    constexpr std::string_view kHex = "0123456789abcdef";
    std::string out;
    for (unsigned i = 0; i < size; ++i) {
        out += kHex[digest[i] >> 4];
        out += kHex[digest[i] & 15];
    }
    return out;
}

/// What is wrong with one line, in both languages; and where the chain stands after it where nothing is.
struct Judged {
    std::string zh, en;
    AuditHead head;
    AuditHead before;  ///< that the line says it follows
};

Judged judge(std::string_view line) {
    Judged out;
    auto const wrong = [&](char const* zh, char const* en) {
        out.zh = zh;
        out.en = en;
        return out;
    };
    // Looked for from the end: texts inside are escaped, so only the real key can stand there.
    std::size_t const at = line.rfind(kHashKey);
    if (at == line.npos || line.size() != at + kHashKey.size() + 64 + 2 || !line.ends_with("\"}"))
        return wrong("此行不完整或不是审计记录。", "This line is not whole, or no line of an audit log.");
    std::string_view const hash = line.substr(at + kHashKey.size(), 64);
    if (sha256(line.substr(0, at)) != hash)
        return wrong("此行内容已被改动，与其哈希不符。", "This line was changed: it does not have the hash it names.");
    auto const json = nlohmann::json::parse(line, nullptr, false);
    if (!json.is_object() || !json.contains("seq") || !json["seq"].is_number_unsigned() || json["seq"] == 0 ||
        !json.contains("prev_hash") || !json["prev_hash"].is_string())
        return wrong("此行缺少序号或前一行的哈希。", "This line lacks its number, or the hash of the line before it.");
    out.head = {json["seq"].get<std::uint64_t>(), std::string(hash)};
    out.before = {out.head.sequence - 1, json["prev_hash"].get<std::string>()};
    return out;
}

}  // namespace

AuditLine audit_line(AuditEntry const& entry, AuditHead const& head) {
    nlohmann::ordered_json json;
    json["seq"] = head.sequence + 1;
    json["time"] = base::format_time(entry.time);
    json["user"] = entry.user;
    json["action"] = entry.action;
    json["source"] = entry.source;
    json["target"] = entry.target;
    json["result"] = entry.result;
    json["detail"] = entry.detail;
    json["prev_hash"] = head.hash;
    std::string text = json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
    text.pop_back();
    std::string hash = sha256(text);
    text.append(kHashKey).append(hash).append("\"}");
    return {std::move(text), {head.sequence + 1, std::move(hash)}};
}

AuditCheck check_audit(std::string_view text, std::optional<AuditHead> const& before) {
    AuditCheck out;
    if (before) out.head = *before;
    bool begun = before.has_value();
    for (std::size_t number = 1; !text.empty(); ++number) {
        std::size_t const end = text.find('\n');
        Judged const line = judge(text.substr(0, end));
        auto const broken = [&](std::string zh, std::string en) {
            out.broken = AuditBreak{"", number, std::move(zh), std::move(en)};
            return out;
        };
        if (!line.en.empty()) return broken(line.zh, line.en);
        if (begun && line.before != out.head) {
            std::string const want = std::to_string(out.head.sequence + 1), has = std::to_string(line.head.sequence);
            if (line.head.sequence != out.head.sequence + 1)
                return broken("此处应为第 " + want + " 条，实为第 " + has + " 条：中间的记录被删除、插入或调换。",
                              "Entry " + want + " should stand here, but it is entry " + has +
                                  ": lines were taken out, put in or exchanged.");
            return broken("此行不接续前一行：前一行已被替换。",
                          "This line does not follow the one before it, which was replaced.");
        }
        if (end == text.npos)
            return broken("最后一行没有写完。", "The last line has no end: it was not written to its end.");
        if (out.lines == 0) out.first = line.head.sequence;
        begun = true;
        out.head = line.head;
        ++out.lines;
        text.remove_prefix(end + 1);
    }
    return out;
}

}  // namespace feeds
