// Mistakes on the command line, in both languages. CLI11 knows English alone and has its sentences from templates: each
// kind of error is said anew from the names that are in it.
#include <algorithm>
#include <charconv>
#include <cstdio>
#include <string_view>

#include "app/mistakes.h"
#include "app/options_parts.h"
#include "twin/text.h"

namespace app {
namespace {

std::string_view without_dashes(std::string_view option) {
    std::size_t const begin = option.find_first_not_of('-');
    return begin == std::string_view::npos ? std::string_view() : option.substr(begin);
}

CLI::App const& called_of(CLI::App const& program) {
    auto const called = program.get_subcommands();
    return called.empty() ? program : *called.front();
}

/// The longest option there is that is written like this one; empty: none is near.
std::string near_option(CLI::App const& command, std::string_view name) {
    std::vector<std::string> known;
    for (CLI::Option const* option : command.get_options()) {
        for (std::string const& own : option->get_lnames()) known.push_back(own);
    }
    // Without the dashes: they are alike in all names, and would make any short one look near.
    std::string const near = nearest_of(without_dashes(name), known);
    return near.empty() ? near : "--" + near;
}

/// The first word that looks like an option and is none. CLI11 would complain of a missing option first, which a
/// mistyped one often was meant to be.
std::string explain_mistyped(CLI::App const& command) {
    for (std::string const& word : command.remaining()) {
        if (word.size() < 2 || word.front() != '-' || word == "--") continue;
        std::string const name = word.substr(0, word.find('='));
        std::string const near = near_option(command, name), quoted = twin::in_quotes(name);
        std::string const of = command.get_parent() ? command.get_name() + " " : "";
        return in_both(of + "没有选项 " + quoted + (near.empty() ? "" : "，是否要写 '" + near + "'"),
                       (of.empty() ? "there is no option " : of + "has no option ") + quoted +
                           (near.empty() ? "" : "; did you mean '" + near + "'?"));
    }
    return {};
}

/// What stands before the phrase, where the sentence has it.
std::string_view text_before(std::string_view sentence, std::string_view phrase) {
    std::size_t const at = sentence.find(phrase);
    return at == std::string_view::npos ? std::string_view() : sentence.substr(0, at);
}

struct Positional {
    std::string_view name, zh, en;
};
constexpr Positional kPositionals[] = {{"districts", "区域文件", "the district"},
                                       {"district", "区域文件", "the district"},
                                       {"folder", "目录", "the folder"},
                                       {"source", "日志或消息文件", "the journal or file of messages"}};

std::string explain_missing(CLI::App const& program, std::string_view what) {
    std::string const name(text_before(what, " is required"));
    if (program.get_subcommands().empty())
        return in_both("请写明命令，可用 " + commands_of(program), "say a command: " + commands_of(program));
    auto const* const known = std::ranges::find(kPositionals, name, &Positional::name);
    if (known != std::end(kPositionals))
        return in_both("未写明" + std::string(known->zh), std::string(known->en) + " is missing");
    if (name.empty()) return {};
    return in_both("未写明 " + name, name + " is missing");
}

/// "--out: 1 required FILE missing", "Expected exactly 1 arguments to --size, got 2".
std::string explain_number(std::string_view what) {
    if (std::string const name(text_before(what, ": 1 required ")); !name.empty())
        return in_both(name + " 后须写一个值", name + " needs a value after it");
    constexpr std::string_view kTo = " arguments to ", kAtMost = ": At Most 1 required";
    std::string name(text_before(what, kAtMost));
    if (std::size_t const at = what.find(kTo); at != what.npos) {
        std::string_view const rest = what.substr(at + kTo.size());
        name = rest.substr(0, rest.find(','));
    }
    if (!name.empty()) return in_both(name + " 只能写一次", name + " can be given once only");
    if (name = text_before(what, " was given a disallowed flag override"); !name.empty())
        return in_both(name + " 后面不写值", name + " takes no value");
    return {};
}

/// "Could not convert: --seed = many", "--json: Should be true/false or a number".
std::string explain_conversion(CLI::App const& command, std::string_view what) {
    constexpr std::string_view kStart = "Could not convert: ", kIs = " = ";
    std::size_t const is = what.find(kIs);
    if (what.starts_with(kStart) && is != what.npos) {
        std::string const name(what.substr(kStart.size(), is - kStart.size()));
        CLI::Option const* const option = command.get_option_no_throw(name);
        if (option && option->get_expected_max() == 0) return in_both(name + " 后面不写值", name + " takes no value");
        std::string const value = twin::in_quotes(what.substr(is + kIs.size()));
        return in_both(name + "：" + value + " 不是所需的数", name + ": " + value + " is not the number it takes");
    }
    std::string const name(text_before(what, ": "));
    if (name.empty()) return {};
    return in_both(name + " 后面不写值", name + " takes no value");
}

/// "--camera excludes --view", "--head requires --audit".
std::string explain_pair(std::string_view what, std::string_view verb, std::string_view zh, std::string_view en) {
    std::string const first(text_before(what, verb));
    if (first.empty()) return {};
    std::string const second(what.substr(first.size() + verb.size()));
    return in_both(first + " " + std::string(zh) + " " + second, first + " " + std::string(en) + " " + second);
}

/// "The following argument was not expected: b.toml".
std::string explain_extra(std::string_view what) {
    constexpr std::string_view kExpected = " not expected: ";
    std::size_t const at = what.find(kExpected);
    if (at == what.npos) return {};
    std::string const words(what.substr(at + kExpected.size()));
    return in_both("多写了 " + words, "this is more than it takes: " + words);
}

}  // namespace

std::string in_both(std::string const& zh, std::string const& en) { return zh + " / " + en; }

std::string nearest_of(std::string_view word, std::span<std::string const> among) {
    std::string const hint = twin::did_you_mean(word, among);
    std::size_t const begin = hint.find('\''), end = hint.rfind('\'');
    return begin == end ? std::string{} : hint.substr(begin + 1, end - begin - 1);
}

std::string commands_of(CLI::App const& program) {
    std::string out;
    for (CLI::App const* one : program.get_subcommands([](CLI::App const*) { return true; }))
        out += (out.empty() ? "" : ", ") + one->get_name();
    return out;
}

std::string explain(CLI::App const& program, CLI::ParseError const& error) {
    CLI::App const& command = called_of(program);
    if (std::string mistyped = explain_mistyped(command); !mistyped.empty()) return mistyped;
    std::string const kind = error.get_name(), what = error.what();
    std::string said;
    // Checks are our own and have both languages already.
    if (kind == "ValidationError") return what;
    if (kind == "RequiredError") said = explain_missing(program, what);
    if (kind == "ArgumentMismatch") said = explain_number(what);
    if (kind == "ConversionError") said = explain_conversion(command, what);
    if (kind == "ExcludesError") said = explain_pair(what, " excludes ", "不能同时写", "cannot be with");
    if (kind == "RequiresError") said = explain_pair(what, " requires ", "须同时写", "needs");
    // Of these CLI11 gives the command's name as their kind.
    if (said.empty()) said = explain_extra(what);
    return said.empty() ? in_both("命令行有误", what) : said;
}

CLI::Validator in_range(double least, double most) {
    auto const text = [](double v) {
        char digits[32];
        std::snprintf(digits, sizeof digits, "%.10g", v);
        return std::string(digits);
    };
    std::string const from = text(least), to = text(most);
    auto const check = [=](std::string& given) -> std::string {
        double value = 0;
        char const* const end = given.data() + given.size();
        auto const read = std::from_chars(given.data(), end, value);
        if (read.ec == std::errc{} && read.ptr == end && value >= least && value <= most) return {};
        return in_both(twin::in_quotes(given) + " 不是 " + from + " 至 " + to + " 之间的数",
                       twin::in_quotes(given) + " is no number from " + from + " to " + to);
    };
    return CLI::Validator(check, from + " to " + to);
}

CLI::Validator one_or_four() {
    auto const check = [](std::string& given) -> std::string {
        if (given == "1" || given == "4") return {};
        return in_both(twin::in_quotes(given) + " 不可用，只能是 1 或 4",
                       twin::in_quotes(given) + " is neither 1 nor 4");
    };
    return CLI::Validator(check, "");
}

}  // namespace app
