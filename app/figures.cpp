#include "app/figures.h"

#include <algorithm>
#include <cstdio>

namespace app {

std::string figure(double value, int decimals) {
    char text[48];
    std::snprintf(text, sizeof text, "%.*f", decimals, value);
    return text;
}

std::string grouped(double value, int decimals) {
    std::string const text = figure(value, decimals);
    std::size_t const end = std::min(text.find('.'), text.size());
    std::string out;
    for (std::size_t i = 0; i < end; ++i) {
        if (i > 0 && (end - i) % 3 == 0 && text[i - 1] != '-') out += ',';
        out += text[i];
    }
    return end < text.size() ? out + text.substr(end) : out;
}

std::string in_language(twin::Name const& name, bool chinese) {
    return (chinese && !name.zh.empty()) || name.en.empty() ? name.zh : name.en;
}

}  // namespace app
