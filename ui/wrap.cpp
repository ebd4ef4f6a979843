#include "ui/wrap.h"

#include <string_view>

namespace ui {
namespace {

/// The character at `at`, which moves behind it. A byte that begins none stands for itself.
char32_t take_character(std::string_view text, std::size_t& at) {
    auto const first = static_cast<unsigned char>(text[at++]);
    int const more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC0 ? 1 : 0;
    char32_t c = more == 0 ? first : first & (0x3FU >> more);
    for (int i = 0; i < more && at < text.size(); ++i) c = c << 6 | (static_cast<unsigned char>(text[at++]) & 0x3FU);
    return c;
}

bool is_one_of(char32_t c, std::u32string_view all) { return all.find(c) != all.npos; }
bool is_wide(char32_t c) { return c >= 0x2E80; }
bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool closes(char32_t c) { return is_one_of(c, U"，。、；：！？）」』】》〉”’…％,.;:!?)%"); }
bool opens(char32_t c) { return is_one_of(c, U"（「『【《〈“‘("); }

/// Whether a line may end before `c`. `word`: the last character that is no space.
bool may_end(char32_t word, bool space, char32_t c) {
    if (c == U' ' || word == 0 || closes(c) || opens(word) || (is_digit(word) && is_wide(c))) return false;
    return space || is_wide(word) || is_wide(c) || (word > 0x7F && closes(word));
}

}  // namespace

std::string in_lines(ImFont* font, std::string const& text, float width) {
    std::string out;
    std::size_t line = 0, end = 0;  // where this line begins, and where it may end
    float used = 0, at_end = 0;
    char32_t word = 0;
    bool space = false;
    for (std::size_t i = 0; i < text.size();) {
        std::size_t const begin = i;
        char32_t const c = take_character(text, i);
        if (c == U'\n') {
            out.append(text, line, i - line);
            line = end = i;
            used = 0, word = 0, space = false;
            continue;
        }
        if (may_end(word, space, c)) end = begin, at_end = used;
        float const wide = font->GetCharAdvance(static_cast<ImWchar>(c));
        if (c != U' ' && used + wide > width && begin > line) {
            if (end <= line) end = begin, at_end = used;  // a word longer than a line
            std::string_view done(text.data() + line, end - line);
            done = done.substr(0, done.find_last_not_of(' ') + 1);
            out.append(done).append(1, '\n');
            line = end;
            used -= at_end;
        }
        used += wide;
        space = c == U' ';
        if (!space) word = c;
    }
    return out.append(text, line);
}

void wrapped(std::string const& text, ImU32 colour) {
    ImGui::PushStyleColor(ImGuiCol_Text, colour);
    ImGui::TextUnformatted(in_lines(ImGui::GetFont(), text, ImGui::GetContentRegionAvail().x).c_str());
    ImGui::PopStyleColor();
}

}  // namespace ui
