// The device and the life of what lives on it.
#include "renderer/device.h"

#include <cstring>
#include <stdexcept>

#include "renderer/check.h"
#include "renderer/resources.h"
#include "tests/renderer/gpu_test.h"

namespace {

using renderer::Buffer;
using renderer::Device;

// ---- choosing

TEST(ChooseDevice, NamesTheSoftwareDriver) {
    auto const made = renderer::Renderer::create({});
    ASSERT_TRUE(made) << made.error().message;
    ASSERT_EQ(unfit(made->device()), "");
    EXPECT_NE(made->device().name, "");
    EXPECT_NE(made->device().driver, "");
    EXPECT_GE(made->device().max_image, 4096u);
}

TEST(ChooseDevice, ByNumberAndByPartOfTheName) {
    auto const best = renderer::Renderer::create({});
    ASSERT_TRUE(best);
    std::string const name = best->device().name;
    auto const by_number = renderer::Renderer::create({.device = "0"});
    ASSERT_TRUE(by_number) << by_number.error().message;
    auto const by_name = renderer::Renderer::create({.device = name.substr(0, 4)});
    ASSERT_TRUE(by_name) << by_name.error().message;
    EXPECT_EQ(by_name->device().name, name);
}

TEST(ChooseDevice, SaysWhyEachWasRefused) {
    auto const made = renderer::Renderer::create({.device = "Voodoo 2"});
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().kind, base::ErrorKind::no_device);
    EXPECT_NE(made.error().message.find("Voodoo 2"), std::string::npos) << made.error().message;
    auto const best = renderer::Renderer::create({});
    ASSERT_TRUE(best);
    EXPECT_NE(made.error().message.find("0 " + best->device().name), std::string::npos) << made.error().message;
}

TEST(ChooseDevice, HeadlessHasNoSurface) {
    auto const device = Device::create({.device = {}, .validation = true});
    ASSERT_TRUE(device) << device.error().message;
    EXPECT_EQ((*device)->surface, static_cast<VkSurfaceKHR>(VK_NULL_HANDLE));
    // Nor could it make one: no extension for surfaces is enabled, so the loader knows none of their functions.
    EXPECT_EQ(vkGetInstanceProcAddr((*device)->instance, "vkDestroySurfaceKHR"), nullptr);
    EXPECT_EQ(vkGetDeviceProcAddr((*device)->handle, "vkCreateSwapchainKHR"), nullptr);
}

// ---- objects and their graves

/// A device of its own whose messages count, and commands that wait until the test lets them go.
class Lifetime : public testing::Test {
protected:
    void SetUp() override {
        auto made = Device::create({.device = {}, .validation = true});
        ASSERT_TRUE(made) << made.error().message;
        ASSERT_EQ(unfit((*made)->info), "");
        device = std::move(*made);
        VkEventCreateInfo const event_info{VK_STRUCTURE_TYPE_EVENT_CREATE_INFO, nullptr, 0};
        BOROUGH_VK(vkCreateEvent(device->handle, &event_info, nullptr, &event_));
        VkCommandPoolCreateInfo const pool_info{VK_STRUCTURE_TYPE_COMMAND_POOL_CREATE_INFO, nullptr, 0,
                                                device->queue_family};
        BOROUGH_VK(vkCreateCommandPool(device->handle, &pool_info, nullptr, &pool_));
    }
    void TearDown() override {
        if (!device) return;
        vkDestroyEvent(device->handle, event_, nullptr);
        vkDestroyCommandPool(device->handle, pool_, nullptr);
        EXPECT_EQ(device->validation.messages, 0u);
        EXPECT_EQ(stderr_of([this] { device.reset(); }), "");
    }

    /// Submits work that ends only after `let_go`.
    std::uint64_t submit_held() {
        VkCommandBuffer commands = VK_NULL_HANDLE;
        VkCommandBufferAllocateInfo const info{VK_STRUCTURE_TYPE_COMMAND_BUFFER_ALLOCATE_INFO, nullptr, pool_,
                                               VK_COMMAND_BUFFER_LEVEL_PRIMARY, 1};
        BOROUGH_VK(vkAllocateCommandBuffers(device->handle, &info, &commands));
        VkCommandBufferBeginInfo const begin{VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO, nullptr,
                                             VK_COMMAND_BUFFER_USAGE_ONE_TIME_SUBMIT_BIT, nullptr};
        BOROUGH_VK(vkBeginCommandBuffer(commands, &begin));
        vkCmdWaitEvents(commands, 1, &event_, VK_PIPELINE_STAGE_HOST_BIT, VK_PIPELINE_STAGE_ALL_COMMANDS_BIT, 0,
                        nullptr, 0, nullptr, 0, nullptr);
        BOROUGH_VK(vkEndCommandBuffer(commands));
        return device->submit(commands);
    }
    void let_go() { BOROUGH_VK(vkSetEvent(device->handle, event_)); }

    std::unique_ptr<Device> device;

private:
    VkEvent event_ = VK_NULL_HANDLE;
    VkCommandPool pool_ = VK_NULL_HANDLE;
};

TEST_F(Lifetime, ABufferLivesUntilTheWorkSubmittedBeforeItsEndIsDone) {
    std::uint64_t const before = device->allocated_bytes;
    std::uint64_t value = 0;
    {
        Buffer const buffer(*device, 4096, VK_BUFFER_USAGE_STORAGE_BUFFER_BIT, Buffer::Memory::upload, "short-lived");
        EXPECT_GE(device->allocated_bytes, before + 4096);
        value = submit_held();
    }
    EXPECT_EQ(device->waiting_to_retire(), 1u);
    device->bury();
    EXPECT_EQ(device->waiting_to_retire(), 1u) << "buried alive";
    EXPECT_GE(device->allocated_bytes, before + 4096);

    let_go();
    device->wait_for(value);
    device->bury();
    EXPECT_EQ(device->waiting_to_retire(), 0u);
    EXPECT_EQ(device->allocated_bytes, before);
}

TEST_F(Lifetime, WithNoWorkUnderwayItGoesAtTheNextBurial) {
    { Buffer const buffer(*device, 64, 0, Buffer::Memory::upload, "short-lived"); }
    EXPECT_EQ(device->waiting_to_retire(), 1u);
    device->bury();
    EXPECT_EQ(device->waiting_to_retire(), 0u);
}

TEST_F(Lifetime, TheDeviceBuriesWhatIsLeft) {
    { Buffer const buffer(*device, 64, 0, Buffer::Memory::upload, "never buried"); }
    EXPECT_EQ(device->waiting_to_retire(), 1u);  // TearDown: the layer would name it if it leaked
}

TEST_F(Lifetime, AMovedFromBufferRetiresNothing) {
    Buffer kept;
    {
        Buffer buffer(*device, 64, 0, Buffer::Memory::upload, "moved");
        kept = std::move(buffer);
    }
    EXPECT_EQ(device->waiting_to_retire(), 0u);
    EXPECT_NE(kept.handle, static_cast<VkBuffer>(VK_NULL_HANDLE));
    kept = Buffer();
    EXPECT_EQ(device->waiting_to_retire(), 1u);
}

TEST_F(Lifetime, BytesAreCountedBackExactly) {
    std::uint64_t const before = device->allocated_bytes;
    for (std::size_t const size : {1u, 17u, 100u, 4097u, 1'000'003u}) {
        { Buffer const buffer(*device, size, 0, Buffer::Memory::upload, "odd"); }
        device->bury();
        EXPECT_EQ(device->allocated_bytes, before) << size;
    }
    {
        renderer::ImageInfo info;
        info.width = 33;
        info.height = 17;
        info.usage = VK_IMAGE_USAGE_SAMPLED_BIT;
        renderer::Image const image(*device, info, "odd");
        EXPECT_GE(device->allocated_bytes, before + 33 * 17 * 4);
    }
    device->bury();
    EXPECT_EQ(device->allocated_bytes, before);
}

TEST_F(Lifetime, UploadedBytesArrive) {
    std::vector<std::uint32_t> words(1000);
    for (std::uint32_t i = 0; i < 1000; ++i) words[i] = i * i;
    renderer::Uploader uploader(*device);
    Buffer const buffer = uploader.buffer(renderer::bytes_of(words), 0, "words");
    Buffer const empty = uploader.buffer({}, 0, "empty");
    uploader.flush();
    EXPECT_TRUE(empty);
    if (!buffer.mapped) GTEST_SKIP() << "device memory is not mapped on this device";
    EXPECT_EQ(std::memcmp(buffer.mapped, words.data(), words.size() * 4), 0);
}

// ---- losing it

TEST(LostDevice, IsToldOnceAndThenNothingIsWaitedFor) {
    int told = 0;
    renderer::RendererOptions options;
    options.lose_device_after = 1;
    options.on_device_lost = [&](std::string const& why) {
        ++told;
        throw std::runtime_error(why);
    };
    auto made = renderer::Renderer::create(options);
    ASSERT_TRUE(made) << made.error().message;
    scene::Panels panels;
    panels.width = panels.height = 4;
    EXPECT_TRUE(made->capture(panels));
    EXPECT_THROW((void)made->capture(panels), std::runtime_error);
    EXPECT_EQ(made->counts().validation_messages, 0u);
    made = base::Error{"gone"};
    EXPECT_EQ(told, 1);
}

TEST(LostDevice, EndsTheProgramWhereNobodyAsked) {
    testing::FLAGS_gtest_death_test_style = "threadsafe";
    EXPECT_EXIT(
        {
            auto made = renderer::Renderer::create({.lose_device_after = 1});
            scene::Panels panels;
            panels.width = panels.height = 4;
            (void)made->capture(panels);
            (void)made->capture(panels);
        },
        testing::ExitedWithCode(3), "borough: .* lost");
}

TEST(LostDevice, AResultThatSaysLostIsLost) {
    auto made =
        Device::create({.device = {}, .on_device_lost = [](std::string const& why) { throw std::runtime_error(why); }});
    ASSERT_TRUE(made) << made.error().message;
    EXPECT_EQ((*made)->check(VK_SUBOPTIMAL_KHR, "call", "file", 1), VK_SUBOPTIMAL_KHR);
    EXPECT_THROW((*made)->check(VK_ERROR_DEVICE_LOST, "vkQueueSubmit2", "file", 1), std::runtime_error);
    (*made)->wait_for(~0ull);  // a value that never comes
}

// ---- the net under all of this

/// Without these, "no validation message" would prove nothing.
TEST(ValidationNet, CatchesADeliberateError) {
    auto device = Device::create({.device = {}, .validation = true});
    ASSERT_TRUE(device) << device.error().message;
    std::string const said = stderr_of([&] {
        VkBufferCreateInfo info{VK_STRUCTURE_TYPE_BUFFER_CREATE_INFO};
        info.size = 0;  // VUID-VkBufferCreateInfo-size-00912
        info.usage = VK_BUFFER_USAGE_STORAGE_BUFFER_BIT;
        VkBuffer buffer = VK_NULL_HANDLE;
        if (vkCreateBuffer((*device)->handle, &info, nullptr, &buffer) == VK_SUCCESS) {
            vkDestroyBuffer((*device)->handle, buffer, nullptr);
        }
    });
    EXPECT_GE((*device)->validation.messages, 1u);
    ASSERT_FALSE((*device)->validation.texts.empty());
    EXPECT_NE((*device)->validation.texts[0].find("VkBufferCreateInfo-size-00912"), std::string::npos);
    EXPECT_NE(said.find("VkBufferCreateInfo-size-00912"), std::string::npos);
}

TEST(ValidationNet, CatchesWhatIsLeftBehind) {
    auto device = Device::create({.device = {}, .validation = true});
    ASSERT_TRUE(device) << device.error().message;
    VkFenceCreateInfo const info{VK_STRUCTURE_TYPE_FENCE_CREATE_INFO, nullptr, 0};
    VkFence fence = VK_NULL_HANDLE;
    ASSERT_EQ(vkCreateFence((*device)->handle, &info, nullptr, &fence), VK_SUCCESS);
    std::string const said = stderr_of([&] { device->reset(); });
    EXPECT_NE(said.find("VkFence"), std::string::npos) << said;
}

TEST(ValidationNet, CatchesAMissingBarrier) {
    // Two copies into the same buffer with nothing between them: only synchronization validation sees that.
    auto made = Device::create({.device = {}, .validation = true});
    ASSERT_TRUE(made) << made.error().message;
    Device& device = **made;
    std::string const said = stderr_of([&] {
        Buffer const from(device, 64, 0, Buffer::Memory::upload, "from");
        Buffer const to(device, 64, 0, Buffer::Memory::device, "to");
        VkCommandPoolCreateInfo const pool_info{VK_STRUCTURE_TYPE_COMMAND_POOL_CREATE_INFO, nullptr, 0,
                                                device.queue_family};
        VkCommandPool pool = VK_NULL_HANDLE;
        BOROUGH_VK(vkCreateCommandPool(device.handle, &pool_info, nullptr, &pool));
        VkCommandBufferAllocateInfo const info{VK_STRUCTURE_TYPE_COMMAND_BUFFER_ALLOCATE_INFO, nullptr, pool,
                                               VK_COMMAND_BUFFER_LEVEL_PRIMARY, 1};
        VkCommandBuffer commands = VK_NULL_HANDLE;
        BOROUGH_VK(vkAllocateCommandBuffers(device.handle, &info, &commands));
        VkCommandBufferBeginInfo const begin{VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO, nullptr, 0, nullptr};
        BOROUGH_VK(vkBeginCommandBuffer(commands, &begin));
        VkBufferCopy const region{0, 0, 64};
        vkCmdCopyBuffer(commands, from.handle, to.handle, 1, &region);
        vkCmdCopyBuffer(commands, from.handle, to.handle, 1, &region);
        BOROUGH_VK(vkEndCommandBuffer(commands));
        vkDestroyCommandPool(device.handle, pool, nullptr);
    });
    EXPECT_GE(device.validation.messages, 1u);
    EXPECT_NE(said.find("SYNC-HAZARD-WRITE-AFTER-WRITE"), std::string::npos) << said;
}

}  // namespace
