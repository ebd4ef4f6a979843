#include "ui/facts.h"

namespace ui {

std::string Glossary::in_english(std::string const& words) const {
    if (auto const found = english.find(words); found != english.end()) return found->second;
    auto const cut = words.rfind('>');
    if (cut == std::string::npos) return words;
    auto const leaf = english.find(std::string_view(words).substr(cut + 1));
    return leaf == english.end() ? words : leaf->second;
}

}  // namespace ui
