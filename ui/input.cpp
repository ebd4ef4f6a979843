#include "ui/input.h"

#include <imgui.h>

namespace ui {
namespace {

struct KeyPair {
    Key ours;
    ImGuiKey theirs;
};
// Those that Dear ImGui itself acts on; all others reach panels through Kit::pressed.
constexpr KeyPair kPairs[] = {
    {Key::tab, ImGuiKey_Tab},
    {Key::left, ImGuiKey_LeftArrow},
    {Key::right, ImGuiKey_RightArrow},
    {Key::up, ImGuiKey_UpArrow},
    {Key::down, ImGuiKey_DownArrow},
    {Key::page_up, ImGuiKey_PageUp},
    {Key::page_down, ImGuiKey_PageDown},
    {Key::home, ImGuiKey_Home},
    {Key::end, ImGuiKey_End},
    {Key::insert, ImGuiKey_Insert},
    {Key::erase, ImGuiKey_Delete},
    {Key::backspace, ImGuiKey_Backspace},
    {Key::space, ImGuiKey_Space},
    {Key::enter, ImGuiKey_Enter},
    {Key::escape, ImGuiKey_Escape},
    {Key::a, ImGuiKey_A},
    {Key::c, ImGuiKey_C},
    {Key::v, ImGuiKey_V},
    {Key::x, ImGuiKey_X},
    {Key::y, ImGuiKey_Y},
    {Key::z, ImGuiKey_Z},
};

void feed_keys(ImGuiIO& io, Input const& input) {
#if IMGUI_VERSION_NUM >= 18700
    io.AddKeyEvent(ImGuiMod_Ctrl, input.ctrl);
    io.AddKeyEvent(ImGuiMod_Shift, input.shift);
    io.AddKeyEvent(ImGuiMod_Alt, input.alt);
    for (Input::KeyEvent const& event : input.keys) {
        for (KeyPair const& pair : kPairs) {
            if (pair.ours == event.key) io.AddKeyEvent(pair.theirs, event.down);
        }
    }
#else
    io.KeyCtrl = input.ctrl;
    io.KeyShift = input.shift;
    io.KeyAlt = input.alt;
    for (Input::KeyEvent const& event : input.keys) io.KeysDown[static_cast<int>(event.key)] = event.down;
#endif
}

}  // namespace

void prepare_input() {
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
    io.ConfigFlags |= ImGuiConfigFlags_NoMouseCursorChange;
    io.ConfigInputTextCursorBlink = false;
#if IMGUI_VERSION_NUM < 18700
    for (KeyPair const& pair : kPairs) io.KeyMap[pair.theirs] = static_cast<int>(pair.ours);
#endif
}

void feed_input(Request const& request, Input const& input, Toolkit& kit) {
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {static_cast<float>(request.width), static_cast<float>(request.height)};
    io.DeltaTime = input.seconds > 0 ? static_cast<float>(input.seconds) : 1.0F / 1000;
    bool const away = input.mouse.x < -1e8;
    io.MousePos = away ? ImVec2(-FLT_MAX, -FLT_MAX)
                       : ImVec2(static_cast<float>(input.mouse.x), static_cast<float>(input.mouse.y));
    for (int i = 0; i < 3; ++i) io.MouseDown[i] = input.buttons[i];
    io.MouseWheel = static_cast<float>(input.wheel);
    feed_keys(io, input);
    for (char32_t const c : input.text) io.AddInputCharacter(kit.stand_in(c));
}

std::vector<Key> pressed_keys(Input const& input) {
    std::vector<Key> out;
    for (Input::KeyEvent const& event : input.keys) {
        if (event.down) out.push_back(event.key);
    }
    return out;
}

bool is_busy(Input const& input, Input const& before) {
    bool const moved = !(input.mouse == before.mouse) || input.wheel != 0;
    bool held = false, clicked = false;
    for (int i = 0; i < 3; ++i) {
        held = held || input.buttons[i];
        clicked = clicked || input.buttons[i] != before.buttons[i];
    }
    return moved || held || clicked || !input.keys.empty() || !input.text.empty();
}

}  // namespace ui
