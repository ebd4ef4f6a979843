#include <string_view>
#include <variant>

#include "app/commands.h"
#include "app/interrupt.h"
#include "app/sheet_child.h"
#include "assets/model.h"

int main(int argc, char** argv) {
    if (argc > 1 && std::string_view(argv[1]) == "--load-model-child") {
        app::allow_interrupts();
        return assets::load_model_child();
    }
    if (argc > 1 && std::string_view(argv[1]) == app::kSheetChild)
        return static_cast<int>(app::run_sheet_child(argc - 1, argv + 1));
    auto const parsed = app::parse_command_line(argc, argv);
    if (auto const* const status = std::get_if<app::ExitStatus>(&parsed)) return static_cast<int>(*status);
    return static_cast<int>(
        std::visit([](auto const& command) { return app::run(command); }, std::get<app::Command>(parsed)));
}
