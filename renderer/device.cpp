#include "renderer/device.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "renderer/check.h"

namespace renderer {

VkResult check_result(VkResult result, char const* call, char const* file, int line) {
    if (result >= 0) return result;
    std::fprintf(stderr, "borough: Vulkan failed: %s gave %d at %s:%d\n", call, static_cast<int>(result), file, line);
    // Memory that is not there and a lost device are the machine's doing, not ours: exit 3, no core file.
    std::_Exit(3);
}

namespace {

constexpr char const* kValidationLayer = "VK_LAYER_KHRONOS_validation";

VKAPI_ATTR VkBool32 VKAPI_CALL on_message(VkDebugUtilsMessageSeverityFlagBitsEXT severity,
                                          VkDebugUtilsMessageTypeFlagsEXT /*types*/,
                                          VkDebugUtilsMessengerCallbackDataEXT const* data, void* user) {
    if (severity < VK_DEBUG_UTILS_MESSAGE_SEVERITY_WARNING_BIT_EXT) return VK_FALSE;
    auto& log = *static_cast<ValidationLog*>(user);
    log.messages.fetch_add(1);
    if (log.texts.size() < 20) log.texts.emplace_back(data->pMessage);
    std::fprintf(stderr, "vulkan validation: %s\n", data->pMessage);
    return VK_FALSE;
}

bool has_layer(char const* wanted) {
    std::uint32_t count = 0;
    vkEnumerateInstanceLayerProperties(&count, nullptr);
    std::vector<VkLayerProperties> layers(count);
    vkEnumerateInstanceLayerProperties(&count, layers.data());
    return std::any_of(layers.begin(), layers.end(),
                       [&](VkLayerProperties const& l) { return std::strcmp(l.layerName, wanted) == 0; });
}

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

/// The features asked of every device; all of them are there on lavapipe.
struct Features {
    VkPhysicalDeviceFeatures2 core{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_FEATURES_2, nullptr, {}};
    VkPhysicalDeviceVulkan11Features v11{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_1_FEATURES};
    VkPhysicalDeviceVulkan12Features v12{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_2_FEATURES};
    VkPhysicalDeviceVulkan13Features v13{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_3_FEATURES};

    Features() {
        core.pNext = &v11;
        v11.pNext = &v12;
        v12.pNext = &v13;
    }
    Features(Features const&) = delete;
    Features& operator=(Features const&) = delete;
};

struct NeededFeature {
    char const* name;
    VkBool32* value;
};

std::vector<NeededFeature> needed(Features& f) {
    return {{"multiDrawIndirect", &f.core.features.multiDrawIndirect},
            {"drawIndirectFirstInstance", &f.core.features.drawIndirectFirstInstance},
            {"shaderInt16", &f.core.features.shaderInt16},
            {"shaderInt64", &f.core.features.shaderInt64},
            {"independentBlend", &f.core.features.independentBlend},
            {"storageBuffer16BitAccess", &f.v11.storageBuffer16BitAccess},
            {"bufferDeviceAddress", &f.v12.bufferDeviceAddress},
            {"scalarBlockLayout", &f.v12.scalarBlockLayout},
            {"timelineSemaphore", &f.v12.timelineSemaphore},
            {"dynamicRendering", &f.v13.dynamicRendering},
            {"synchronization2", &f.v13.synchronization2},
            {"maintenance4", &f.v13.maintenance4}};
}

bool has_extension(VkPhysicalDevice device, char const* wanted) {
    std::uint32_t count = 0;
    vkEnumerateDeviceExtensionProperties(device, nullptr, &count, nullptr);
    std::vector<VkExtensionProperties> extensions(count);
    vkEnumerateDeviceExtensionProperties(device, nullptr, &count, extensions.data());
    return std::any_of(extensions.begin(), extensions.end(),
                       [&](VkExtensionProperties const& e) { return std::strcmp(e.extensionName, wanted) == 0; });
}

/// Empty where the device will do, else why not.
std::string refusal(VkPhysicalDevice device, VkSurfaceKHR surface, std::uint32_t& queue_family) {
    VkPhysicalDeviceProperties properties{};
    vkGetPhysicalDeviceProperties(device, &properties);
    if (properties.apiVersion < VK_API_VERSION_1_3) return "its driver has no Vulkan 1.3";
    Features has;
    vkGetPhysicalDeviceFeatures2(device, &has.core);
    for (NeededFeature const& feature : needed(has)) {
        if (!*feature.value) return std::string("its driver lacks ") + feature.name;
    }
    if (!has_extension(device, VK_KHR_PUSH_DESCRIPTOR_EXTENSION_NAME)) return "its driver lacks VK_KHR_push_descriptor";
    std::uint32_t count = 0;
    vkGetPhysicalDeviceQueueFamilyProperties(device, &count, nullptr);
    std::vector<VkQueueFamilyProperties> families(count);
    vkGetPhysicalDeviceQueueFamilyProperties(device, &count, families.data());
    for (std::uint32_t i = 0; i < count; ++i) {
        if ((families[i].queueFlags & VK_QUEUE_GRAPHICS_BIT) == 0 ||
            (families[i].queueFlags & VK_QUEUE_COMPUTE_BIT) == 0)
            continue;
        VkBool32 presents = VK_TRUE;
        if (surface) vkGetPhysicalDeviceSurfaceSupportKHR(device, i, surface, &presents);
        if (!presents) continue;
        queue_family = i;
        return {};
    }
    return surface ? "it cannot draw to this window" : "it has no queue for graphics and compute";
}

int rank(VkPhysicalDeviceType type) {
    switch (type) {
        case VK_PHYSICAL_DEVICE_TYPE_DISCRETE_GPU: return 4;
        case VK_PHYSICAL_DEVICE_TYPE_INTEGRATED_GPU: return 3;
        case VK_PHYSICAL_DEVICE_TYPE_VIRTUAL_GPU: return 2;
        case VK_PHYSICAL_DEVICE_TYPE_CPU: return 1;
        default: return 0;
    }
}

struct InstanceNeeds {
    std::vector<char const*> extensions, layers;
};

base::Result<InstanceNeeds> needs_of(RendererOptions const& options) {
    InstanceNeeds needs;
    if (options.window) {
        std::uint32_t count = 0;
        char const** const wanted = glfwGetRequiredInstanceExtensions(&count);
        if (!wanted)
            return base::Error{"This display has no Vulkan surface; use `borough shot` for pictures without a window",
                               base::ErrorKind::no_device};
        needs.extensions.assign(wanted, wanted + count);
    }
    if (options.validation) {
        if (!has_layer(kValidationLayer)) {
            return base::Error{"--validation needs the Vulkan validation layer (package vulkan-validationlayers)"};
        }
        needs.layers.push_back(kValidationLayer);
        needs.extensions.push_back(VK_EXT_DEBUG_UTILS_EXTENSION_NAME);
    }
    return needs;
}

/// Name, limits and memory of the device that was chosen.
void read_properties(Device& device) {
    VkPhysicalDeviceVulkan12Properties v12{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_2_PROPERTIES};
    VkPhysicalDeviceProperties2 properties{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PROPERTIES_2, &v12, {}};
    vkGetPhysicalDeviceProperties2(device.physical, &properties);
    VkPhysicalDeviceLimits const& limits = properties.properties.limits;
    device.info.name = properties.properties.deviceName;
    device.info.driver = std::string(v12.driverName) + " " + v12.driverInfo;
    device.info.software = properties.properties.deviceType == VK_PHYSICAL_DEVICE_TYPE_CPU;
    device.caps.max_image =
        std::min({limits.maxImageDimension2D, limits.maxFramebufferWidth, limits.maxFramebufferHeight});
    device.caps.samples_4 = (limits.framebufferColorSampleCounts & limits.framebufferDepthSampleCounts &
                             limits.sampledImageColorSampleCounts & VK_SAMPLE_COUNT_4_BIT) != 0;
    device.info.max_image = device.caps.max_image;
    VkPhysicalDeviceFeatures features{};
    vkGetPhysicalDeviceFeatures(device.physical, &features);
    device.info.sections = device.caps.clip_distances = features.shaderClipDistance == VK_TRUE;
    vkGetPhysicalDeviceMemoryProperties(device.physical, &device.memory);
    device.caps.mapped_device_memory =
        device.memory_type(~0u, VK_MEMORY_PROPERTY_DEVICE_LOCAL_BIT | VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT |
                                    VK_MEMORY_PROPERTY_HOST_COHERENT_BIT) >= 0 &&
        device.info.software;
}

}  // namespace

base::Result<std::unique_ptr<Device>> Device::create(RendererOptions const& options) {
    std::unique_ptr<Device> device(new Device);
    device->on_lost_ = options.on_device_lost;
    device->lose_after_ = options.lose_device_after;
    device->window_ = options.window;
    if (auto ok = device->create_instance(options); !ok) return ok.error();
    if (auto ok = device->choose(options); !ok) return ok.error();
    if (auto ok = device->create_device(options); !ok) return ok.error();
    return device;
}

base::Status Device::create_instance(RendererOptions const& options) {
    auto const needs = needs_of(options);
    if (!needs) return needs.error();

    VkApplicationInfo app{VK_STRUCTURE_TYPE_APPLICATION_INFO};
    app.pApplicationName = "borough";
    app.apiVersion = VK_API_VERSION_1_3;
    VkValidationFeatureEnableEXT const sync[] = {VK_VALIDATION_FEATURE_ENABLE_SYNCHRONIZATION_VALIDATION_EXT};
    VkValidationFeaturesEXT validation_features{VK_STRUCTURE_TYPE_VALIDATION_FEATURES_EXT};
    validation_features.enabledValidationFeatureCount = 1;
    validation_features.pEnabledValidationFeatures = sync;
    VkInstanceCreateInfo create{VK_STRUCTURE_TYPE_INSTANCE_CREATE_INFO};
    create.pApplicationInfo = &app;
    create.enabledLayerCount = static_cast<std::uint32_t>(needs->layers.size());
    create.ppEnabledLayerNames = needs->layers.data();
    create.enabledExtensionCount = static_cast<std::uint32_t>(needs->extensions.size());
    create.ppEnabledExtensionNames = needs->extensions.data();
    if (options.validation) create.pNext = &validation_features;
    if (vkCreateInstance(&create, nullptr, &instance) != VK_SUCCESS) {
        return base::Error{"No Vulkan driver is installed (package mesa-vulkan-drivers has one that needs no GPU)",
                           base::ErrorKind::no_device};
    }

    if (options.validation) {
        VkDebugUtilsMessengerCreateInfoEXT messenger{VK_STRUCTURE_TYPE_DEBUG_UTILS_MESSENGER_CREATE_INFO_EXT};
        messenger.messageSeverity =
            VK_DEBUG_UTILS_MESSAGE_SEVERITY_WARNING_BIT_EXT | VK_DEBUG_UTILS_MESSAGE_SEVERITY_ERROR_BIT_EXT;
        messenger.messageType = VK_DEBUG_UTILS_MESSAGE_TYPE_VALIDATION_BIT_EXT;
        messenger.pfnUserCallback = on_message;
        messenger.pUserData = &validation;
        auto const make = reinterpret_cast<PFN_vkCreateDebugUtilsMessengerEXT>(
            vkGetInstanceProcAddr(instance, "vkCreateDebugUtilsMessengerEXT"));
        BOROUGH_VK(make(instance, &messenger, nullptr, &messenger_));
        set_object_name_ = reinterpret_cast<PFN_vkSetDebugUtilsObjectNameEXT>(
            vkGetInstanceProcAddr(instance, "vkSetDebugUtilsObjectNameEXT"));
    }
    if (options.window && glfwCreateWindowSurface(instance, options.window, nullptr, &surface) != VK_SUCCESS) {
        return base::Error{"The window cannot be drawn to with Vulkan", base::ErrorKind::no_device};
    }
    return base::done;
}

base::Status Device::choose(RendererOptions const& options) {
    std::uint32_t count = 0;
    vkEnumeratePhysicalDevices(instance, &count, nullptr);
    std::vector<VkPhysicalDevice> devices(count);
    vkEnumeratePhysicalDevices(instance, &count, devices.data());

    int best = -1;
    for (std::uint32_t i = 0; i < count; ++i) {
        VkPhysicalDeviceProperties properties{};
        vkGetPhysicalDeviceProperties(devices[i], &properties);
        std::string const label = std::to_string(i) + " " + properties.deviceName;
        bool const asked_for = options.device.empty() || options.device == std::to_string(i) ||
                               lower(properties.deviceName).find(lower(options.device)) != std::string::npos;
        std::uint32_t family = 0;
        std::string why = refusal(devices[i], surface, family);
        if (why.empty() && !asked_for) why = "--device asks for '" + options.device + "'";
        if (why.empty() && rank(properties.deviceType) <= best) why = "a better one is there";
        if (!why.empty()) {
            info.refused.push_back(label + ": " + why);
            continue;
        }
        if (physical) info.refused.push_back(info.name + ": a better one is there");
        physical = devices[i];
        queue_family = family;
        best = rank(properties.deviceType);
        info.name = label;
    }
    if (!physical) {
        std::string message =
            count == 0 ? "No Vulkan device was found (package mesa-vulkan-drivers has a driver that needs no GPU)"
                       : "No Vulkan device will do:";
        for (std::string const& reason : info.refused) message += "\n  " + reason;
        return base::Error{message, base::ErrorKind::no_device};
    }
    read_properties(*this);
    return base::done;
}

base::Status Device::create_device(RendererOptions const& options) {
    Features enabled;
    for (NeededFeature const& feature : needed(enabled)) *feature.value = VK_TRUE;
    enabled.core.features.shaderClipDistance = caps.clip_distances ? VK_TRUE : VK_FALSE;

    float const priority = 1;
    VkDeviceQueueCreateInfo queue_info{VK_STRUCTURE_TYPE_DEVICE_QUEUE_CREATE_INFO};
    queue_info.queueFamilyIndex = queue_family;
    queue_info.queueCount = 1;
    queue_info.pQueuePriorities = &priority;
    std::vector<char const*> extensions{VK_KHR_PUSH_DESCRIPTOR_EXTENSION_NAME};
    if (options.window) extensions.push_back(VK_KHR_SWAPCHAIN_EXTENSION_NAME);
    VkDeviceCreateInfo create{VK_STRUCTURE_TYPE_DEVICE_CREATE_INFO};
    create.pNext = &enabled.core;
    create.queueCreateInfoCount = 1;
    create.pQueueCreateInfos = &queue_info;
    create.enabledExtensionCount = static_cast<std::uint32_t>(extensions.size());
    create.ppEnabledExtensionNames = extensions.data();
    if (VkResult const result = vkCreateDevice(physical, &create, nullptr, &handle); result != VK_SUCCESS) {
        return base::Error{info.name + ": the driver refused the device (code " + std::to_string(result) + ")",
                           base::ErrorKind::no_device};
    }
    vkGetDeviceQueue(handle, queue_family, 0, &queue);

    VkSemaphoreTypeCreateInfo type{VK_STRUCTURE_TYPE_SEMAPHORE_TYPE_CREATE_INFO};
    type.semaphoreType = VK_SEMAPHORE_TYPE_TIMELINE;
    VkSemaphoreCreateInfo semaphore{VK_STRUCTURE_TYPE_SEMAPHORE_CREATE_INFO, &type, 0};
    BOROUGH_VK(vkCreateSemaphore(handle, &semaphore, nullptr, &timeline_));
    VkPipelineCacheCreateInfo cache{VK_STRUCTURE_TYPE_PIPELINE_CACHE_CREATE_INFO};
    BOROUGH_VK(vkCreatePipelineCache(handle, &cache, nullptr, &pipeline_cache));
    return base::done;
}

Device::~Device() {
    if (handle) {
        // Of a lost device nothing more is asked than that its objects may go.
        if (lost_) vkDeviceWaitIdle(handle);
        if (timeline_) {
            wait_idle();
            bury();
        }
        vkDestroyPipelineCache(handle, pipeline_cache, nullptr);
        vkDestroySemaphore(handle, timeline_, nullptr);
        vkDestroyDevice(handle, nullptr);
    }
    if (surface) vkDestroySurfaceKHR(instance, surface, nullptr);
    if (messenger_) {
        auto const destroy = reinterpret_cast<PFN_vkDestroyDebugUtilsMessengerEXT>(
            vkGetInstanceProcAddr(instance, "vkDestroyDebugUtilsMessengerEXT"));
        destroy(instance, messenger_, nullptr);
    }
    if (instance) vkDestroyInstance(instance, nullptr);
}

std::uint64_t Device::submit(VkCommandBuffer commands, VkSemaphore wait, VkSemaphore signal) {
    VkCommandBufferSubmitInfo const buffer{VK_STRUCTURE_TYPE_COMMAND_BUFFER_SUBMIT_INFO, nullptr, commands, 0};
    VkSemaphoreSubmitInfo const waits{VK_STRUCTURE_TYPE_SEMAPHORE_SUBMIT_INFO, nullptr, wait, 0,
                                      VK_PIPELINE_STAGE_2_ALL_COMMANDS_BIT,    0};
    VkSemaphoreSubmitInfo const signals[2] = {
        {VK_STRUCTURE_TYPE_SEMAPHORE_SUBMIT_INFO, nullptr, timeline_, ++submitted_,
         VK_PIPELINE_STAGE_2_ALL_COMMANDS_BIT, 0},
        {VK_STRUCTURE_TYPE_SEMAPHORE_SUBMIT_INFO, nullptr, signal, 0, VK_PIPELINE_STAGE_2_ALL_COMMANDS_BIT, 0}};
    VkSubmitInfo2 submit_info{VK_STRUCTURE_TYPE_SUBMIT_INFO_2};
    submit_info.waitSemaphoreInfoCount = wait ? 1 : 0;
    submit_info.pWaitSemaphoreInfos = &waits;
    submit_info.commandBufferInfoCount = 1;
    submit_info.pCommandBufferInfos = &buffer;
    submit_info.signalSemaphoreInfoCount = signal ? 2 : 1;
    submit_info.pSignalSemaphoreInfos = signals;
    BOROUGH_VK_ON(*this, vkQueueSubmit2(queue, 1, &submit_info, VK_NULL_HANDLE));
    return submitted_;
}

void Device::wait_for(std::uint64_t value) {
    if (lost_) return;
    VkSemaphoreWaitInfo wait{VK_STRUCTURE_TYPE_SEMAPHORE_WAIT_INFO};
    wait.semaphoreCount = 1;
    wait.pSemaphores = &timeline_;
    wait.pValues = &value;
    // The longest tile takes a fraction of this; software devices share their cores with whatever else is running.
    std::uint64_t const minutes = info.software ? 10 : 1;
    VkResult const result = vkWaitSemaphores(handle, &wait, minutes * 60'000'000'000);
    if (result == VK_TIMEOUT) lose(info.name + " has not answered for " + std::to_string(minutes) + " min");
    check(result, "vkWaitSemaphores", __FILE__, __LINE__);
}

VkResult Device::check(VkResult result, char const* call, char const* file, int line) {
    if (result == VK_ERROR_DEVICE_LOST) lose(info.name + " was lost (" + call + ")");
    return check_result(result, call, file, line);
}

void Device::lose(std::string const& why) {
    lost_ = true;
    if (on_lost_) on_lost_(why);
    std::fprintf(stderr, "borough: %s\n", why.c_str());
    std::_Exit(3);
}

void Device::count_frame() {
    if (lose_after_ > 0 && frames_++ >= lose_after_) lose(info.name + " was to be lost now, for a test");
}

bool Device::renew_surface() {
    if (surface) vkDestroySurfaceKHR(instance, surface, nullptr);
    surface = VK_NULL_HANDLE;
    if (!window_ || glfwCreateWindowSurface(instance, window_, nullptr, &surface) != VK_SUCCESS) return false;
    VkBool32 presents = VK_FALSE;
    return vkGetPhysicalDeviceSurfaceSupportKHR(physical, queue_family, surface, &presents) == VK_SUCCESS && presents;
}

void Device::retire(std::function<void()> destroy) { grave_.push_back({submitted_, std::move(destroy)}); }

void Device::bury() {
    std::uint64_t reached = submitted_;
    if (!lost_) BOROUGH_VK_ON(*this, vkGetSemaphoreCounterValue(handle, timeline_, &reached));
    // Values only grow along the grave, so the first that is still in use ends the search.
    auto const alive = std::find_if(grave_.begin(), grave_.end(), [&](Grave const& g) { return g.value > reached; });
    std::vector<Grave> const dead(std::make_move_iterator(grave_.begin()), std::make_move_iterator(alive));
    grave_.erase(grave_.begin(), alive);
    for (Grave const& g : dead) g.destroy();
}

std::int32_t Device::memory_type(std::uint32_t allowed_bits, VkMemoryPropertyFlags wanted) const {
    for (std::uint32_t i = 0; i < memory.memoryTypeCount; ++i) {
        bool const allowed = (allowed_bits >> i & 1u) != 0;
        if (allowed && (memory.memoryTypes[i].propertyFlags & wanted) == wanted) return static_cast<std::int32_t>(i);
    }
    return -1;
}

void Device::set_name(VkObjectType type, std::uint64_t object, std::string const& name) const {
    if (!set_object_name_) return;
    VkDebugUtilsObjectNameInfoEXT const named{VK_STRUCTURE_TYPE_DEBUG_UTILS_OBJECT_NAME_INFO_EXT, nullptr, type, object,
                                              name.c_str()};
    set_object_name_(handle, &named);
}

}  // namespace renderer
