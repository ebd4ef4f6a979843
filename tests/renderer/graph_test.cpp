// Barriers are worked out from declarations alone, so these tests compare exact lists and need no GPU.
#include "renderer/graph.h"

#include <gtest/gtest.h>

#include <ostream>

namespace renderer {

/// So that a failed comparison can be read.
void PrintTo(Barrier const& b, std::ostream* out) {
    *out << "resource " << b.resource << std::hex << ": stage " << b.from_stage << " -> " << b.to_stage << ", access "
         << b.from_access << " -> " << b.to_access << std::dec << ", layout " << b.from_layout << " -> " << b.to_layout;
}

}  // namespace renderer

namespace {

using renderer::Barrier;
using renderer::Graph;
using renderer::Resource;
using renderer::Usage;
using Barriers = std::vector<Barrier>;

// What the usages stand for, spelled out again: the table in graph.cpp is what is tested here.
constexpr VkPipelineStageFlags2 kNothing = VK_PIPELINE_STAGE_2_NONE;
constexpr VkPipelineStageFlags2 kColour = VK_PIPELINE_STAGE_2_COLOR_ATTACHMENT_OUTPUT_BIT;
constexpr VkPipelineStageFlags2 kDepth = VK_PIPELINE_STAGE_2_EARLY_FRAGMENT_TESTS_BIT |
                                         VK_PIPELINE_STAGE_2_LATE_FRAGMENT_TESTS_BIT |
                                         VK_PIPELINE_STAGE_2_COLOR_ATTACHMENT_OUTPUT_BIT;
constexpr VkPipelineStageFlags2 kFragment = VK_PIPELINE_STAGE_2_FRAGMENT_SHADER_BIT;
constexpr VkPipelineStageFlags2 kDrawing = VK_PIPELINE_STAGE_2_VERTEX_SHADER_BIT | kFragment;
constexpr VkPipelineStageFlags2 kCompute = VK_PIPELINE_STAGE_2_COMPUTE_SHADER_BIT;
constexpr VkPipelineStageFlags2 kIndirect = VK_PIPELINE_STAGE_2_DRAW_INDIRECT_BIT;
constexpr VkPipelineStageFlags2 kTransfer = VK_PIPELINE_STAGE_2_ALL_TRANSFER_BIT;

constexpr VkAccessFlags2 kColourAccess = VK_ACCESS_2_COLOR_ATTACHMENT_READ_BIT | VK_ACCESS_2_COLOR_ATTACHMENT_WRITE_BIT;
constexpr VkAccessFlags2 kDepthAccess = VK_ACCESS_2_DEPTH_STENCIL_ATTACHMENT_READ_BIT |
                                        VK_ACCESS_2_DEPTH_STENCIL_ATTACHMENT_WRITE_BIT |
                                        VK_ACCESS_2_COLOR_ATTACHMENT_READ_BIT | VK_ACCESS_2_COLOR_ATTACHMENT_WRITE_BIT;
constexpr VkAccessFlags2 kSampledAccess = VK_ACCESS_2_SHADER_SAMPLED_READ_BIT;
constexpr VkAccessFlags2 kStorageRead = VK_ACCESS_2_SHADER_STORAGE_READ_BIT;
constexpr VkAccessFlags2 kStorageWrite =
    VK_ACCESS_2_SHADER_STORAGE_READ_BIT | VK_ACCESS_2_SHADER_STORAGE_WRITE_BIT | VK_ACCESS_2_SHADER_SAMPLED_READ_BIT;
constexpr VkAccessFlags2 kIndirectRead = VK_ACCESS_2_INDIRECT_COMMAND_READ_BIT;

constexpr VkImageLayout kUndefined = VK_IMAGE_LAYOUT_UNDEFINED;
constexpr VkImageLayout kColourLayout = VK_IMAGE_LAYOUT_COLOR_ATTACHMENT_OPTIMAL;
constexpr VkImageLayout kDepthLayout = VK_IMAGE_LAYOUT_DEPTH_ATTACHMENT_OPTIMAL;
constexpr VkImageLayout kSampledLayout = VK_IMAGE_LAYOUT_SHADER_READ_ONLY_OPTIMAL;
constexpr VkImageLayout kGeneral = VK_IMAGE_LAYOUT_GENERAL;

void nothing(VkCommandBuffer) {}

/// One image (or buffer), used by one pass after another.
std::vector<Barriers> plan_image(std::vector<Usage> const& usages) {
    Graph graph;
    Resource const image = graph.image("image", VK_NULL_HANDLE, VK_IMAGE_ASPECT_COLOR_BIT);
    for (Usage const usage : usages) graph.pass("pass", {{image, usage}}, nothing);
    return graph.plan();
}

std::vector<Barriers> plan_buffer(std::vector<Usage> const& usages) {
    Graph graph;
    Resource const buffer = graph.buffer("buffer", VK_NULL_HANDLE);
    for (Usage const usage : usages) graph.pass("pass", {{buffer, usage}}, nothing);
    return graph.plan();
}

// ---- order

TEST(Graph, KeepsPassesInTheOrderGiven) {
    Graph graph;
    Resource const image = graph.image("image", VK_NULL_HANDLE, VK_IMAGE_ASPECT_COLOR_BIT);
    // The reader comes first and the unused pass stays: nothing is reordered or culled.
    graph.pass("reads", {{image, Usage::sampled}}, nothing);
    graph.pass("alone", {}, nothing);
    graph.pass("writes", {{image, Usage::color_target}}, nothing);
    auto const plan = graph.plan();
    ASSERT_EQ(plan.size(), 3u);
    EXPECT_EQ(plan[0].at(0).to_layout, kSampledLayout);
    EXPECT_TRUE(plan[1].empty());
    EXPECT_EQ(plan[2].at(0).to_layout, kColourLayout);
}

TEST(Graph, RecordsEachPassOnceInOrder) {
    Graph graph;
    std::vector<std::string> happened;
    for (char const* name : {"cull", "shadows", "city"}) {
        graph.pass(name, {}, [&happened, name](VkCommandBuffer) { happened.emplace_back(name); });
    }
    graph.record(VK_NULL_HANDLE, [&](std::string const& name) { happened.push_back("after " + name); });
    EXPECT_EQ(happened,
              (std::vector<std::string>{"cull", "after cull", "shadows", "after shadows", "city", "after city"}));
}

TEST(Graph, ANewImageIsLaidOutBeforeItsFirstUse) {
    auto const plan = plan_image({Usage::color_target});
    EXPECT_EQ(plan[0], (Barriers{{0, kNothing, 0, kColour, kColourAccess, kUndefined, kColourLayout}}));
}

TEST(Graph, ANewBufferNeedsNothingBeforeItsFirstUse) {
    EXPECT_EQ(plan_buffer({Usage::storage_write})[0], Barriers{});
    EXPECT_EQ(plan_buffer({Usage::storage_read})[0], Barriers{});
}

// ---- write, then read

TEST(Graph, SamplingWaitsForTheColourTarget) {
    auto const plan = plan_image({Usage::color_target, Usage::sampled});
    EXPECT_EQ(plan[1],
              (Barriers{{0, kColour, kColourAccess, kFragment, kSampledAccess, kColourLayout, kSampledLayout}}));
}

TEST(Graph, SamplingWaitsForTheDepthTarget) {
    auto const plan = plan_image({Usage::depth_target, Usage::sampled_compute});
    EXPECT_EQ(plan[0], (Barriers{{0, kNothing, 0, kDepth, kDepthAccess, kUndefined, kDepthLayout}}));
    EXPECT_EQ(plan[1], (Barriers{{0, kDepth, kDepthAccess, kCompute, kSampledAccess, kDepthLayout, kSampledLayout}}));
}

TEST(Graph, ReadingABufferInComputeWaitsForTheComputeThatWroteIt) {
    // Also where both are compute: a dispatch does not see what the one before it wrote without being told to.
    auto const plan = plan_buffer({Usage::storage_write, Usage::storage_read});
    EXPECT_EQ(plan[1], (Barriers{{0, kCompute, kStorageWrite, kCompute, kStorageRead, kUndefined, kUndefined}}));
}

TEST(Graph, IndirectDrawsWaitForTheComputeThatWroteThem) {
    auto const plan = plan_buffer({Usage::storage_write, Usage::indirect});
    EXPECT_EQ(plan[1], (Barriers{{0, kCompute, kStorageWrite, kIndirect, kIndirectRead, kUndefined, kUndefined}}));
}

TEST(Graph, VerticesPulledFromABufferWaitForTheCopyIntoIt) {
    auto const plan = plan_buffer({Usage::transfer_write, Usage::vertex_read});
    EXPECT_EQ(
        plan[1],
        (Barriers{{0, kTransfer, VK_ACCESS_2_TRANSFER_WRITE_BIT, kDrawing, kStorageRead, kUndefined, kUndefined}}));
}

TEST(Graph, ReadingBackWaitsForTheStorageWrite) {
    auto const plan = plan_image({Usage::storage_write, Usage::transfer_read});
    EXPECT_EQ(plan[1], (Barriers{{0, kCompute, kStorageWrite, kTransfer, VK_ACCESS_2_TRANSFER_READ_BIT, kGeneral,
                                  VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL}}));
}

TEST(Graph, ReadingAStorageImageInTheSameLayoutStillWaits) {
    auto const plan = plan_image({Usage::storage_write, Usage::storage_read});
    EXPECT_EQ(plan[1], (Barriers{{0, kCompute, kStorageWrite, kCompute, kStorageRead, kGeneral, kGeneral}}));
}

// ---- several readers

TEST(Graph, ASecondReaderInTheSameStageNeedsNothing) {
    EXPECT_EQ(plan_image({Usage::color_target, Usage::sampled, Usage::sampled})[2], Barriers{});
    EXPECT_EQ(plan_buffer({Usage::storage_write, Usage::indirect, Usage::indirect})[2], Barriers{});
    EXPECT_EQ(plan_buffer({Usage::storage_write, Usage::storage_read, Usage::storage_read})[2], Barriers{});
}

TEST(Graph, ASecondReaderInAnotherStageWaitsForTheWriterToo) {
    auto const plan = plan_buffer({Usage::storage_write, Usage::indirect, Usage::vertex_read});
    EXPECT_EQ(plan[2], (Barriers{{0, kCompute, kStorageWrite, kDrawing, kStorageRead, kUndefined, kUndefined}}));
}

TEST(Graph, AfterAChangeOfLayoutASecondReaderWaitsForTheChange) {
    // The change of layout happened before the fragment stage of the first reader: that is what compute must wait for.
    auto const plan = plan_image({Usage::color_target, Usage::sampled, Usage::sampled_compute});
    EXPECT_EQ(plan[2], (Barriers{{0, kFragment, 0, kCompute, kSampledAccess, kSampledLayout, kSampledLayout}}));
}

TEST(Graph, AThirdReaderInAStageThatHasSeenItNeedsNothing) {
    auto const plan = plan_image(
        {Usage::color_target, Usage::sampled, Usage::sampled_compute, Usage::sampled, Usage::sampled_compute});
    EXPECT_EQ(plan[3], Barriers{});
    EXPECT_EQ(plan[4], Barriers{});
}

TEST(Graph, ReadersThatNeedAnotherLayoutTakeTurns) {
    auto const plan = plan_image({Usage::color_target, Usage::sampled, Usage::transfer_read, Usage::sampled});
    EXPECT_EQ(plan[2], (Barriers{{0, kFragment, 0, kTransfer, VK_ACCESS_2_TRANSFER_READ_BIT, kSampledLayout,
                                  VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL}}));
    // The way back waits for all who may still read the old layout.
    ASSERT_EQ(plan[3].size(), 1u);
    EXPECT_EQ(plan[3][0].from_stage & kTransfer, kTransfer);
    EXPECT_EQ(plan[3][0].to_stage, kFragment);
    EXPECT_EQ(plan[3][0].from_layout, VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL);
    EXPECT_EQ(plan[3][0].to_layout, kSampledLayout);
}

TEST(Graph, AfterAChangeOfLayoutWhatWasSeenBeforeMustBeSeenAgain) {
    auto const plan = plan_image({Usage::color_target, Usage::sampled, Usage::sampled_compute, Usage::transfer_read,
                                  Usage::sampled, Usage::sampled_compute});
    EXPECT_EQ(plan[5], (Barriers{{0, kFragment, 0, kCompute, kSampledAccess, kSampledLayout, kSampledLayout}}));
}

// ---- read, then write

TEST(Graph, WritingWaitsForTheReader) {
    auto const plan = plan_image({Usage::color_target, Usage::sampled, Usage::color_target});
    EXPECT_EQ(plan[2], (Barriers{{0, kFragment, 0, kColour, kColourAccess, kSampledLayout, kColourLayout}}));
}

TEST(Graph, WritingABufferWaitsForWriterAndReader) {
    auto const plan = plan_buffer({Usage::storage_write, Usage::indirect, Usage::storage_write});
    EXPECT_EQ(plan[2],
              (Barriers{{0, kCompute | kIndirect, kStorageWrite, kCompute, kStorageWrite, kUndefined, kUndefined}}));
}

TEST(Graph, WritingWaitsForReadersInEveryStage) {
    auto const plan = plan_buffer({Usage::storage_write, Usage::indirect, Usage::vertex_read, Usage::transfer_write});
    EXPECT_EQ(plan[3], (Barriers{{0, kCompute | kIndirect | kDrawing, kStorageWrite, kTransfer,
                                  VK_ACCESS_2_TRANSFER_WRITE_BIT, kUndefined, kUndefined}}));
}

TEST(Graph, WritingABufferThatWasOnlyReadWaitsForTheReader) {
    auto const plan = plan_buffer({Usage::indirect, Usage::storage_write});
    EXPECT_EQ(plan[0], Barriers{});
    EXPECT_EQ(plan[1], (Barriers{{0, kIndirect, 0, kCompute, kStorageWrite, kUndefined, kUndefined}}));
}

TEST(Graph, OldReadersAreForgottenAfterAWrite) {
    auto const plan = plan_buffer({Usage::storage_write, Usage::indirect, Usage::storage_write, Usage::storage_write});
    EXPECT_EQ(plan[3], (Barriers{{0, kCompute, kStorageWrite, kCompute, kStorageWrite, kUndefined, kUndefined}}));
}

// ---- chains of writes

TEST(Graph, EveryStorageWriteWaitsForTheOneBefore) {
    auto const plan = plan_image({Usage::storage_write, Usage::storage_write, Usage::storage_write});
    EXPECT_EQ(plan[0], (Barriers{{0, kNothing, 0, kCompute, kStorageWrite, kUndefined, kGeneral}}));
    Barriers const next{{0, kCompute, kStorageWrite, kCompute, kStorageWrite, kGeneral, kGeneral}};
    EXPECT_EQ(plan[1], next);
    EXPECT_EQ(plan[2], next);
}

TEST(Graph, DrawingOverAColourTargetWaitsForTheFirstDrawing) {
    auto const plan = plan_image({Usage::color_target, Usage::color_target});
    EXPECT_EQ(plan[1], (Barriers{{0, kColour, kColourAccess, kColour, kColourAccess, kColourLayout, kColourLayout}}));
}

TEST(Graph, AfterASecondWriteReadersWaitAgain) {
    auto const plan = plan_buffer({Usage::storage_write, Usage::indirect, Usage::storage_write, Usage::indirect});
    EXPECT_EQ(plan[3], (Barriers{{0, kCompute, kStorageWrite, kIndirect, kIndirectRead, kUndefined, kUndefined}}));
}

// ---- images that come filled

TEST(Graph, AReadyImageIsReadAsItIs) {
    Graph graph;
    Resource const image = graph.ready_image("atlas", VK_NULL_HANDLE, VK_IMAGE_ASPECT_COLOR_BIT, kSampledLayout);
    graph.pass("reads", {{image, Usage::sampled}}, nothing);
    graph.pass("writes", {{image, Usage::color_target}}, nothing);
    EXPECT_EQ(graph.plan()[0], Barriers{});
    EXPECT_EQ(graph.plan()[1], (Barriers{{0, kFragment, 0, kColour, kColourAccess, kSampledLayout, kColourLayout}}));
}

TEST(Graph, AReadyImageInAnotherLayoutKeepsItsContents) {
    Graph graph;
    Resource const image =
        graph.ready_image("atlas", VK_NULL_HANDLE, VK_IMAGE_ASPECT_COLOR_BIT, VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL);
    graph.pass("reads", {{image, Usage::sampled}}, nothing);
    EXPECT_EQ(
        graph.plan()[0],
        (Barriers{{0, kNothing, 0, kFragment, kSampledAccess, VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL, kSampledLayout}}));
}

// ---- several resources

TEST(Graph, BarriersComeInTheOrderOfTheDeclaration) {
    Graph graph;
    Resource const buffer = graph.buffer("draws", VK_NULL_HANDLE);
    Resource const shadows = graph.image("shadows", VK_NULL_HANDLE, VK_IMAGE_ASPECT_DEPTH_BIT);
    Resource const colour = graph.image("colour", VK_NULL_HANDLE, VK_IMAGE_ASPECT_COLOR_BIT);
    Resource const resolved = graph.image("resolved", VK_NULL_HANDLE, VK_IMAGE_ASPECT_COLOR_BIT);
    graph.pass("cull", {{buffer, Usage::storage_write}}, nothing);
    graph.pass("shadows", {{buffer, Usage::indirect}, {shadows, Usage::depth_target}}, nothing);
    // The multisampled target and the one it is resolved into are both colour targets of the pass.
    graph.pass("city",
               {{shadows, Usage::sampled},
                {buffer, Usage::indirect},
                {colour, Usage::color_target},
                {resolved, Usage::color_target}},
               nothing);
    graph.pass("finish", {{resolved, Usage::sampled_compute}}, nothing);

    std::vector<Barriers> const expected{
        {},
        {{0, kCompute, kStorageWrite, kIndirect, kIndirectRead, kUndefined, kUndefined},
         {1, kNothing, 0, kDepth, kDepthAccess, kUndefined, kDepthLayout}},
        {{1, kDepth, kDepthAccess, kFragment, kSampledAccess, kDepthLayout, kSampledLayout},
         {2, kNothing, 0, kColour, kColourAccess, kUndefined, kColourLayout},
         {3, kNothing, 0, kColour, kColourAccess, kUndefined, kColourLayout}},
        {{3, kColour, kColourAccess, kCompute, kSampledAccess, kColourLayout, kSampledLayout}}};
    EXPECT_EQ(graph.plan(), expected);
}

TEST(Graph, ResourcesDoNotWaitForEachOther) {
    Graph graph;
    Resource const first = graph.buffer("first", VK_NULL_HANDLE);
    Resource const second = graph.buffer("second", VK_NULL_HANDLE);
    graph.pass("writes one", {{first, Usage::storage_write}}, nothing);
    graph.pass("reads the other", {{second, Usage::storage_read}}, nothing);
    EXPECT_EQ(graph.plan()[1], Barriers{});
}

TEST(Graph, ADepthImageIsTrackedLikeAColourOne) {
    Graph graph;
    Resource const depth = graph.image("depth", VK_NULL_HANDLE, VK_IMAGE_ASPECT_DEPTH_BIT);
    graph.pass("draws", {{depth, Usage::depth_target}}, nothing);
    graph.pass("draws on", {{depth, Usage::depth_target}}, nothing);
    EXPECT_EQ(graph.plan()[1], (Barriers{{0, kDepth, kDepthAccess, kDepth, kDepthAccess, kDepthLayout, kDepthLayout}}));
}

TEST(Graph, PlanningTwiceGivesTheSame) {
    Graph graph;
    Resource const image = graph.image("image", VK_NULL_HANDLE, VK_IMAGE_ASPECT_COLOR_BIT);
    graph.pass("writes", {{image, Usage::color_target}}, nothing);
    graph.pass("reads", {{image, Usage::sampled}}, nothing);
    EXPECT_EQ(graph.plan(), graph.plan());
    EXPECT_EQ(graph.plan()[0].size(), 1u);
}

}  // namespace
