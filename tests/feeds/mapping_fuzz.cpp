// Whatever arrives, decoding neither crashes nor makes a record that canonical JSON cannot hold. For libFuzzer: built
// with clang and -fsanitize=fuzzer (tests/feeds/CMakeLists.txt), seeded with tests/feeds/payloads/. The first byte
// picks the mapping, and a line of topic follows.
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "feeds/mapping.h"
#include "twin/live_state.h"

namespace {

constexpr base::UtcMs kKnown = 1'772'784'781'000;

std::vector<feeds::Mapping> all_mappings() {
    std::vector<feeds::Mapping> mappings;
    for (std::string const& name : feeds::Mapping::shipped()) mappings.push_back(*feeds::Mapping::load(name, ""));
    return mappings;
}

/// Said again in canonical JSON it must be the same record.
void check(feeds::Mapping const& canonical, twin::Report const& report) {
    std::string const json = feeds::to_json(report, "/fuzz");
    feeds::Decoded const again = canonical.decode(json, {}, kKnown);
    if (again.reports.size() != 1 || again.reports[0].record.index() != report.record.index()) std::abort();
    if (twin::key_of(again.reports[0].record) != twin::key_of(report.record)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    static std::vector<feeds::Mapping> const mappings = all_mappings();
    static feeds::Mapping const canonical = *feeds::Mapping::load("canonical", "");
    if (size < 2) return 0;
    std::string_view text(reinterpret_cast<char const*>(data) + 1, size - 1);
    std::size_t const line = std::min(text.find('\n'), text.size() - 1);
    feeds::Mapping const& mapping = mappings[data[0] % mappings.size()];
    feeds::Decoded const decoded = mapping.decode(text.substr(line + 1), text.substr(0, line), kKnown);
    if (decoded.reports.empty() && decoded.rejections.empty() && decoded.oddities.empty()) std::abort();
    twin::LiveState state;
    for (twin::Report const& report : decoded.reports) {
        check(canonical, report);
        state.apply(report);
    }
    (void)state.episodes(kKnown);
    return 0;
}
