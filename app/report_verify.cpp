#include "app/report_verify.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <sstream>
#include <tuple>

#include "app/commands.h"
#include "app/figures.h"
#include "app/output.h"
#include "app/report_folder.h"
#include "app/report_make.h"
#include "app/sha256.h"

namespace app {
namespace {

namespace fs = std::filesystem;
using report::Words;
constexpr std::string_view kEnding = ".recipe.json", kFigures = "figures/";

base::Result<std::vector<fs::path>> recipes_in(fs::path const& folder) {
    std::error_code failed;
    std::vector<fs::path> found;
    if (fs::is_regular_file(folder, failed)) return std::vector{folder};
    fs::recursive_directory_iterator at(folder, failed);
    for (; !failed && at != fs::recursive_directory_iterator(); at.increment(failed)) {
        std::error_code ignored;
        if (at->path().string().ends_with(kEnding) && at->is_regular_file(ignored)) found.push_back(at->path());
    }
    if (failed) return base::Error{folder.string() + ": cannot be read: " + failed.message()};
    std::ranges::sort(found);
    if (found.empty()) return base::Error{folder.string() + ": there is no recipe in it"};
    return found;
}

/// What is loaded once for all recipes that need it.
auto source_of(Recipe const& r) {
    return std::tie(r.district, r.source.crs, r.source.layers, r.source.colour_by, r.source.sites, r.chinese);
}

/// What a recipe asks for, without what came of it.
std::string wish_of(Recipe recipe) {
    recipe.inputs.clear();
    recipe.outputs.clear();
    recipe.program = recipe.device = recipe.driver = recipe.fonts = {};
    return to_json(recipe);
}

/// A report's figures lie in a folder of its own below it.
fs::path report_folder(fs::path const& file, Recipe const& recipe) {
    fs::path const folder = file.parent_path();
    return recipe.kind == "map" && folder.filename() == "figures" ? folder.parent_path() : folder;
}

class Verifier {
public:
    Verifier(ReportCommand const& command, Stopwatch& watch) : command_(command), watch_(watch) {}

    base::Result<Verdict> verify(fs::path const& file, Recipe recipe) {
        if (!command_.source.path.empty()) recipe.district = fs::absolute(command_.source.path).lexically_normal();
        if (auto const opened = open(recipe); !opened) return opened.error();
        Verdict verdict;
        std::error_code failed;
        verdict.recipe = fs::relative(file, command_.verify, failed).string();
        auto const made = make_again(recipe);
        if (!made) {
            verdict.same_files = false;
            verdict.differences.push_back(
                {"无法重做：" + made.error().message, "cannot be made: " + made.error().message});
            return verdict;
        }
        std::map<std::string, std::string> again;
        for (MadeFile const& one : *made) again[one.name] = one.bytes;
        Recipe const now = recipe_now(again);
        for (Words& change : changed_inputs(recipe.inputs, now.inputs))
            verdict.differences.push_back(std::move(change));
        std::size_t const changed = verdict.differences.size();
        for (Recipe::Output const& output : recipe.outputs) compare_output(file.parent_path(), output, again, verdict);
        verdict.same_files = verdict.differences.size() == changed;
        compare_makers(recipe, now, verdict);
        return verdict;
    }

private:
    base::Status open(Recipe const& recipe) {
        if (maker_ && source_of(recipe) == source_of(loaded_)) return base::done;
        run_.reset();
        maker_.reset();
        loaded_ = recipe;
        SourceOptions source = recipe.source;
        source.path = recipe.district;
        auto maker = FigureMaker::open(source, command_.device, recipe.chinese, watch_);
        if (!maker) return maker.error();
        maker_ = std::move(*maker);
        watch_.stage("hash");
        auto inputs = hash_inputs(recipe.district, recipe.source.sites);
        if (!inputs) return inputs.error();
        run_.emplace(ReportRun{*maker_, recipe.district, recipe.source, std::move(*inputs), {}, 220, watch_});
        return base::done;
    }

    base::Result<std::vector<MadeFile>> make_again(Recipe const& recipe) {
        run_->licence = recipe.licence;
        run_->dots_per_inch = recipe.dots_per_inch;
        std::vector<MadeFile> files;
        if (recipe.kind == "map") {
            auto const made = figures_.find(wish_of(recipe));
            if (made != figures_.end()) return made->second;
            return make_figure(*run_, recipe.figure, recipe.audience);
        }
        figures_.clear();
        std::vector<MadeFile> figure;
        ReportWish const wish{recipe.template_name, recipe.template_text, recipe.moment,
                              recipe.audience,      recipe.subject,       recipe.area};
        auto const made = make_report(*run_, wish, [&](MadeFile file) -> base::Status {
            if (!file.name.starts_with(kFigures)) {
                files.push_back(std::move(file));
                return base::done;
            }
            file.name.erase(0, kFigures.size());
            bool const last = file.name.ends_with(kEnding);
            auto const made_by = last ? parse_recipe(file.bytes, file.name) : base::Result(Recipe{});
            figure.push_back(std::move(file));
            if (last && made_by) figures_[wish_of(*made_by)] = std::move(figure);
            if (last) figure.clear();
            return base::done;
        });
        if (!made) return made.error();
        return files;
    }

    /// The recipe that was written just now: its inputs and its driver.
    static Recipe recipe_now(std::map<std::string, std::string> const& again) {
        for (auto const& [name, bytes] : again) {
            if (!name.ends_with(kEnding)) continue;
            auto const now = parse_recipe(bytes, name);
            if (now) return *now;
        }
        return {};
    }

    void compare_output(fs::path const& folder, Recipe::Output const& output,
                        std::map<std::string, std::string> const& again, Verdict& verdict) const {
        // A recipe may come from anybody; it names no file outside its folder.
        if (!stays_below(output.name)) {
            verdict.differences.push_back(
                {output.name + " 不在配方所在目录之内", output.name + " does not lie beside the recipe"});
            return;
        }
        auto const stored = read_file(folder / output.name);
        auto const made = again.find(output.name);
        bool const altered = stored && sha256_of(*stored) != output.sha256;
        if (!stored) {
            verdict.differences.push_back({output.name + " 已不存在", output.name + " is gone"});
        } else if (altered) {
            verdict.differences.push_back(
                {output.name + " 与封存时的哈希不符，文件被改动过",
                 output.name + " does not have the hash it was sealed with: the file was altered"});
        }
        if (made == again.end()) {
            verdict.differences.push_back({output.name + " 重做时没有产生", output.name + " was not made again"});
            return;
        }
        if (!stored || *stored == made->second) return;
        if (!altered)
            verdict.differences.push_back({output.name + " 重做的结果不同", output.name + " was made differently"});
        if (output.name.ends_with(".png")) compare_pictures(folder / output.name, made->second, verdict);
    }

    void compare_pictures(fs::path const& file, std::string const& again, Verdict& verdict) const {
        fs::path const temporary = file.string() + ".again.partial";
        if (auto const written = write_text(temporary, again); !written) return;
        auto const a = base::read_png(file), b = base::read_png(temporary);
        std::error_code ignored;
        fs::remove(temporary, ignored);
        std::string const name = file.filename().string();
        if (!a || !b) {
            verdict.differences.push_back({name + " 不是可读的图片", name + " is no picture that can be read"});
            return;
        }
        PictureDifference const difference = compare(*a, *b);
        if (!difference.same_size) {
            verdict.differences.push_back({name + " 的尺寸不同", name + " has another size"});
            return;
        }
        if (difference.pixels == 0) {
            verdict.notes.push_back({name + " 的像素完全相同", "every pixel of " + name + " is the same"});
            return;
        }
        std::string const n = std::to_string(difference.pixels), most = std::to_string(difference.largest);
        verdict.differences.push_back({name + "：" + n + " 个像素不同，最大相差 " + most + "（0 至 255）",
                                       name + ": " + n + " pixels differ, by at most " + most + " of 255"});
        fs::path difference_file = file;
        difference_file.replace_extension(".difference.png");
        if (base::write_png(difference_file, difference.image)) verdict.wrote.push_back(difference_file);
    }

    static void compare_makers(Recipe const& then, Recipe const& now, Verdict& verdict) {
        auto const tell = [&](char const* zh, char const* en, std::string const& before, std::string const& after) {
            if (before == after || after.empty() || before.empty()) return;
            Words const words{std::string(zh) + "不同：当时 " + before + "，现在 " + after,
                              std::string(en) + " differs: " + before + " then, " + after + " now"};
            // Who made it is only a difference where something came of it; else it is worth a note.
            (verdict.identical() ? verdict.notes : verdict.differences).push_back(words);
        };
        tell("程序", "program", then.program, now.program);
        tell("显卡", "device", then.device, now.device);
        tell("驱动", "driver", then.driver, now.driver);
        tell("字体", "fonts", then.fonts, now.fonts);
    }

    ReportCommand const& command_;
    Stopwatch& watch_;
    Recipe loaded_;
    std::map<std::string, std::vector<MadeFile>> figures_;  ///< of the last report, by what was asked: made once
    std::unique_ptr<FigureMaker> maker_;
    std::optional<ReportRun> run_;
};

Words say_of(Verdict const& verdict) {
    if (verdict.identical()) return {"一致", "identical"};
    if (verdict.same_files) return {"图件一致，但输入已改变", "made the same, but from inputs that have changed"};
    return {"不一致", "not the same"};
}

using RecipeFile = std::pair<fs::path, Recipe>;

/// One load for all of a district; a report before the figures that are made with it. What cannot be read is said.
std::vector<RecipeFile> in_order_of_work(std::vector<fs::path> const& files, ExitStatus& status) {
    std::vector<RecipeFile> recipes;
    for (fs::path const& file : files) {
        auto recipe = read_recipe(file);
        if (recipe) {
            recipes.emplace_back(file, std::move(*recipe));
        } else {
            status = worse(status, report(recipe.error()));
        }
    }
    auto const order_of = [](RecipeFile const& one) {
        auto const& [file, recipe] = one;
        return std::make_tuple(source_of(recipe), recipe.moment.event, recipe.moment.known,
                               report_folder(file, recipe).string(), recipe.kind == "map");
    };
    std::ranges::stable_sort(recipes, {}, order_of);
    return recipes;
}

/// For programs; the same for people is put behind `line`.
nlohmann::ordered_json tell(Verdict const& verdict, report::Language language, std::string& line) {
    nlohmann::ordered_json out{{"recipe", verdict.recipe}, {"identical", verdict.identical()}};
    line += say_of(verdict).in(language);
    for (auto const* list : {&verdict.differences, &verdict.notes}) {
        char const* const key = list == &verdict.differences ? "differences" : "notes";
        out[key] = nlohmann::json::array();
        for (Words const& words : *list) {
            line += "\n  " + words.in(language);
            out[key].push_back(words.in(language));
        }
    }
    for (fs::path const& wrote : verdict.wrote) out["difference_pictures"].push_back(wrote.string());
    return out;
}

}  // namespace

PictureDifference compare(base::Image const& a, base::Image const& b) {
    PictureDifference out;
    out.same_size = a.width == b.width && a.height == b.height && a.channels == b.channels;
    if (!out.same_size) return out;
    out.image = {a.width, a.height, 3, std::vector<std::uint8_t>(std::size_t{a.width} * a.height * 3, 0)};
    std::size_t const pixels = std::size_t{a.width} * a.height;
    for (std::size_t i = 0; i < pixels; ++i) {
        int worst = 0;
        for (std::size_t c = 0; c < a.channels; ++c) {
            int const apart = std::abs(a.pixels[i * a.channels + c] - b.pixels[i * a.channels + c]);
            worst = std::max(worst, apart);
            // At least half bright: the eye finds no single step of 255.
            if (c < 3 && apart > 0)
                out.image.pixels[i * 3 + c] = static_cast<std::uint8_t>(std::min(255, 127 + apart * 4));
        }
        out.pixels += worst > 0 ? 1 : 0;
        out.largest = std::max(out.largest, worst);
    }
    return out;
}

ExitStatus run_verify(ReportCommand const& command) {
    Stopwatch watch;
    auto const files = recipes_in(command.verify);
    if (!files) return report(files.error());
    auto const language = command.chinese ? report::Language::zh : report::Language::en;
    nlohmann::ordered_json results{
        {"command", "report"}, {"verify", command.verify}, {"recipes", nlohmann::json::array()}};
    ExitStatus status = ExitStatus::done;
    std::vector<RecipeFile> const recipes = in_order_of_work(*files, status);
    Verifier verifier(command, watch);
    std::size_t identical = 0, at = 0;
    for (auto const& [file, recipe] : recipes) {
        ++at;
        auto const verdict = verifier.verify(file, recipe);
        watch.clear_line();
        if (!verdict) {
            status = worse(status, report(verdict.error()));
            continue;
        }
        if (verdict->identical()) ++identical;
        if (!verdict->identical()) status = worse(status, ExitStatus::failed);
        std::string line = std::to_string(at) + "/" + std::to_string(recipes.size()) + " " + verdict->recipe + ": ";
        results["recipes"].push_back(tell(*verdict, language, line));
        // Whoever waits sees each as it is done, through a pipe, too.
        if (!command.results.json) std::printf("%s\n", line.c_str());
        std::fflush(stdout);
    }
    results["identical"] = identical;
    results["of"] = files->size();
    if (!command.results.json && files->size() > 1) {
        std::string const same = std::to_string(identical), all = std::to_string(files->size());
        std::string const seconds = figure(watch.total_ms() / 1000, 1);
        Words const told{all + " 份配方，一致 " + same + " 份；" + seconds + " 秒",
                         same + " of " + all + " recipes identical, " + seconds + " s"};
        std::printf("%s\n", told.in(language).c_str());
        std::fflush(stdout);
    }
    watch.stage("end");
    auto const written = write_results(results.dump(), watch, command.results);
    return written ? status : report(written.error());
}

}  // namespace app
