// What several commands have in common on the command line. For the options_*.cpp files alone.
#pragma once

#include <CLI/CLI.hpp>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/mistakes.h"
#include "app/options.h"
#include "scene/camera_text.h"

namespace app {

/// What is wrong, in both languages, whoever found it: CLI11 or a check of ours. options_mistakes.cpp.
std::string explain(CLI::App const& program, CLI::ParseError const& error);
/// "shot, check, sample".
std::string commands_of(CLI::App const& program);
/// Checks that say in both languages what they miss.
CLI::Validator in_range(double least, double most);
CLI::Validator one_or_four();

template <class T>
using Choices = std::vector<std::pair<std::string, T>>;

/// An option that takes one of a few words. (CLI11's own transformer lists its numbers in the message, and is cut
/// short.)
template <class T, class Target>
void add_choice(CLI::App& command, std::string const& option, Target& target, Choices<T> choices,
                std::string const& help) {
    std::string words;
    for (auto const& [word, value] : choices) words += (words.empty() ? "" : "|") + word;
    auto const take = [option, words, choices, &target](std::string const& text) {
        for (auto const& [word, value] : choices) {
            if (word != text) continue;
            target = value;
            return;
        }
        throw CLI::ValidationError(
            option, in_both("'" + text + "' 不可用，可用 " + words, "'" + text + "' is none of " + words));
    };
    command.add_option_function<std::string>(option, take, help)->type_name(words);
}

/// A size in pixels, each side from 64 to `largest`.
Size read_size_option(std::string const& option, std::string const& text, std::uint32_t largest);
void add_size(CLI::App& command, Size& size);
void add_style(CLI::App& command, std::optional<scene::Style>& style);
void add_source(CLI::App& command, SourceOptions& source);
void add_device(CLI::App& command, DeviceOptions& device);
void add_results(CLI::App& command, ResultOptions& results);
void add_live(CLI::App& command, LiveOptions& live);

/// What `shot` and `view` have in common about the picture.
template <class T>
void add_picture(CLI::App& command, T& options) {
    command.add_option("--camera", options.camera, "From where, instead of a named view (see below)")
        ->type_name("TEXT");
    add_style(command, options.style);
    command.add_option("--sun", options.sun, "Date and time of the light: 2026-06-21T16:30+08:00")->type_name("TIME");
    add_size(command, options.size);
    command.add_option("--samples", options.samples, "Samples a pixel, 1 or 4 [4]")
        ->check(one_or_four())
        ->type_name("N");
    add_choice(command, "--labels", options.labels, Choices<bool>{{"on", true}, {"off", false}},
               "Names and furniture [on]");
    add_choice(command, "--lang", options.chinese, Choices<bool>{{"zh", true}, {"en", false}},
               "Language of labels [zh]");
    command.footer("CAMERA\n" + std::string(scene::camera_text_help()) + "\n");
}

void add_section(CLI::App& command, std::optional<std::array<double, 4>>& section);

/// options_view.cpp. What is wrong with options that are right one by one; empty: nothing.
CLI::App* add_view(CLI::App& program, ViewCommand& view);
std::string explain_view(ViewCommand const& view);

/// options_site.cpp, likewise.
CLI::App* add_site(CLI::App& program, SiteCommand& site);
/// options_report.cpp, likewise.
CLI::App* add_report(CLI::App& program, ReportCommand& report);
std::string explain_report(ReportCommand const& report);

}  // namespace app
