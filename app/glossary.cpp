#include "app/glossary.h"

#include <algorithm>
#include <sstream>
#include <string_view>
#include <utility>
#include <vector>

#include "base/file.h"

namespace app {
namespace {

constexpr std::string_view kMark = "\xef\xbb\xbf";  // of byte order, as spreadsheets write it

/// Fields may be quoted; a quote in one is doubled.
std::vector<std::string> fields_of_line(std::string_view line) {
    std::vector<std::string> fields(1);
    bool quoted = false;
    for (char const c : line) {
        if (c == '"') {
            quoted = !quoted;
            if (quoted && !fields.back().empty()) fields.back() += c;
        } else if (c == ',' && !quoted) {
            fields.emplace_back();
        } else if (c != '\r') {
            fields.back() += c;
        }
    }
    return fields;
}

}  // namespace

base::Result<std::shared_ptr<ui::Glossary const>> read_glossary(std::string const& file) {
    if (file.empty()) return std::shared_ptr<ui::Glossary const>();
    auto const text = base::read_file(file);
    if (!text) return text.error();
    std::istringstream stream(*text);
    auto glossary = std::make_shared<ui::Glossary>();
    std::ptrdiff_t zh = -1, en = -1;
    for (std::string line; std::getline(stream, line);) {
        if (line.starts_with(kMark)) line.erase(0, kMark.size());
        if (line.empty() || line.front() == '#') continue;
        std::vector<std::string> const fields = fields_of_line(line);
        if (zh < 0) {
            auto const column = [&](char const* name) {
                auto const at = std::ranges::find(fields, name);
                return at == fields.end() ? std::ptrdiff_t{-1} : at - fields.begin();
            };
            zh = column("zh"), en = column("en");
            if (zh < 0 || en < 0) return base::Error{file + ": the header has no columns zh and en"};
            continue;
        }
        if (std::cmp_less_equal(fields.size(), std::max(zh, en))) continue;
        auto const &from = fields[static_cast<std::size_t>(zh)], &to = fields[static_cast<std::size_t>(en)];
        if (!from.empty() && !to.empty()) glossary->english[from] = to;
    }
    return std::shared_ptr<ui::Glossary const>(std::move(glossary));
}

}  // namespace app
