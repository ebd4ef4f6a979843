#include "geo/text_encoding.h"

#include <cpl_conv.h>
#include <cpl_string.h>

#include <algorithm>
#include <string>
#include <vector>

#include "geo/gdal_session.h"

namespace geo {

bool is_utf8(std::string_view text) { return CPLIsUTF8(text.data(), static_cast<int>(text.size())) != 0; }

bool looks_like_chinese(std::string_view text) {
    std::size_t everyday = 0, other = 0;
    auto const byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
    for (std::size_t i = 0; i < text.size();) {
        unsigned const lead = byte(i), trail = byte(i + 1);
        if (lead < 0x80) {
            ++i;
        } else if (lead < 0x81 || lead == 0xFF) {
            return false;
        } else if (trail >= 0x30 && trail <= 0x39) {
            ++other;  // four bytes: the rare characters
            i += 4;
        } else if (trail < 0x40 || trail == 0x7F || trail == 0xFF) {
            return false;
        } else {
            // GB 2312's characters and punctuation: rows 1 to 9 and 16 to 87.
            bool const common = trail >= 0xA1 && ((lead >= 0xB0 && lead <= 0xF7) || (lead >= 0xA1 && lead <= 0xA9));
            ++(common ? everyday : other);
            i += 2;
        }
    }
    return everyday > 0 && 4 * everyday >= 3 * (everyday + other);
}

namespace {

/// Every text of the layer, to look at or to change.
template <class Layer, class Use>
void for_each_text(Layer& layer, Use use) {
    for (auto& name : layer.available_fields) use(name);
    for (auto& column : layer.columns) {
        use(column.name);
        for (auto& text : column.dictionary) use(text);
    }
}

std::string recoded(std::string const& text, char const* encoding) {
    GdalMessages quiet;
    char* const utf8 = CPLRecode(text.c_str(), encoding, CPL_ENC_UTF8);
    std::string result = utf8 ? utf8 : text;
    CPLFree(utf8);
    return result;
}

}  // namespace

std::string as_utf8(std::string const& text) {
    if (is_utf8(text)) return text;
    return recoded(text, looks_like_chinese(text) ? "GB18030" : "CP1252");
}

void settle_encoding(VectorLayer& layer, base::Findings& findings) {
    std::size_t foreign = 0, chinese = 0;
    for_each_text(layer, [&](std::string const& text) {
        if (is_utf8(text)) return;
        ++foreign;
        chinese += looks_like_chinese(text) ? 1U : 0U;
    });
    if (foreign == 0) return;
    bool const is_chinese = 10 * chinese >= 9 * foreign;
    char const* const encoding = is_chinese ? "GB18030" : "CP1252";
    for_each_text(layer, [&](std::string& text) {
        if (!is_utf8(text)) text = recoded(text, encoding);
    });
    findings.add({base::Severity::note, layer.source, layer.layer, -1, "encoding",
                  "the text is not UTF-8 and states no encoding; taken for " +
                      std::string(is_chinese ? "GB 18030 (GBK)" : "Windows-1252")});
}

}  // namespace geo
