// Small work on words that several messages and tables share.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "twin/district.h"

namespace twin {

/// ASCII letters in lower case; everything else, Chinese too, as it is.
std::string lower(std::string_view text);

/// Without white space at either end.
std::string_view trim(std::string_view text);

/// "a, b and 3 more".
std::string join(std::span<std::string const> words, std::size_t at_most = 40);

/// 'text', for sentences.
std::string in_quotes(std::string_view text);

/// "3,070": figures in sentences.
std::string figure(std::uint64_t count);

/// "12.5", "9.0": lengths in sentences.
std::string figure(double value, int decimals);

/// "; did you mean 'height'?" where one of the words is near, else "".
std::string did_you_mean(std::string_view word, std::span<std::string const> among);

/// True where the text has a Chinese, Japanese or Korean character.
bool has_cjk(std::string_view utf8);

/// A name that came without its language: Chinese where it has Chinese characters.
Name name_of(std::string_view text);

/// The last part of a path, for sentences and titles.
std::string file_name(std::string_view path);

}  // namespace twin
