#include "bench/feed_messages.h"

#include <cstdint>
#include <cstdlib>
#include <system_error>

#include "base/hash.h"

namespace bench {

Folder::Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "borough-bench-XXXXXX").string();
    path = ::mkdtemp(name.data());
}

Folder::~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
}

std::string message(std::size_t i, base::UtcMs time) {
    static constexpr char const* kSteps[] = {"NEW", "ACCEPTED", "DISPATCHED", "HANDLING", "CLOSED"};
    auto const random = [i](std::uint32_t range) { return base::hash(static_cast<std::uint32_t>(i)) % range; };
    std::string const when = base::format_time(time);
    std::string const place = R"("lon":114.)" + std::to_string(20000 + random(9000)) + R"(,"lat":22.)" +
                              std::to_string(60000 + random(9000)) + R"(,"coord":"gcj02")";
    if (i % 5 != 0)
        return R"({"specversion":"1.0","id":"e)" + std::to_string(i) +
               R"(","source":"/video","type":"twin.event.upsert.v1","time":")" + when + R"(","data":{"id":"E)" +
               std::to_string(i) + R"(","type":"garbage_exposed","camera_id":"4403091310)" +
               std::to_string(random(800)) + R"(","level":1,"conf":0.87,"snapshot_url":"/snap/)" + std::to_string(i) +
               R"(.jpg",)" + place + "}}";
    std::size_t const step = i / 5;
    return R"({"specversion":"1.0","id":"t)" + std::to_string(i) +
           R"(","source":"/12345","type":"twin.ticket.upsert.v1","time":")" + when + R"(","seq":)" + std::to_string(i) +
           R"(,"data":{"id":"440309-)" + std::to_string(step / 5) + R"(","status":")" + kSteps[step % 5] +
           R"(","kind":"COMPLAINT","channel":"phone","class_path":"城市管理>市容环境>占道经营","title":"占道经营影响通行",)"
           R"("dept":"城管局","call_time":")" +
           when + R"(","addr_text":"观澜街道",)" + place + "}}";
}

}  // namespace bench
