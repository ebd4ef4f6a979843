// Vulkan calls that make or run something go through `BOROUGH_VK`: in release too, a failure prints call, place and
// code, and stops.
#pragma once

#include <vulkan/vulkan.h>

namespace renderer {

/// VK_SUCCESS, or one of the codes that the caller handles itself; anything else ends the program with a message,
/// because the state of the device is unknown from there on.
VkResult check_result(VkResult result, char const* call, char const* file, int line);

}  // namespace renderer

/// For calls that can find the device lost: then `Device::lose` has the last word.
#define BOROUGH_VK_ON(device, call) (device).check((call), #call, __FILE__, __LINE__)
#define BOROUGH_VK(call) ::renderer::check_result((call), #call, __FILE__, __LINE__)
