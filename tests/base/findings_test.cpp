#include "base/findings.h"

#include <gtest/gtest.h>

namespace {

using base::Finding;
using base::Findings;
using base::Severity;

Finding finding(Severity severity, std::string layer, std::int64_t feature, std::string code) {
    return {severity, "city.gpkg", std::move(layer), feature, code, code + " at " + std::to_string(feature)};
}

TEST(Findings, StartsEmpty) {
    Findings const findings;
    EXPECT_TRUE(findings.groups().empty());
    EXPECT_EQ(findings.count(Severity::warning), 0u);
    EXPECT_EQ(findings.count("self-crossing"), 0u);
}

TEST(Findings, GroupsBySeveritySourceLayerAndCode) {
    Findings findings;
    findings.add(finding(Severity::repaired, "buildings", 3, "self-crossing"));
    findings.add(finding(Severity::repaired, "buildings", 9, "self-crossing"));
    findings.add(finding(Severity::skipped, "buildings", 4, "self-crossing"));
    findings.add(finding(Severity::repaired, "roads", 5, "self-crossing"));
    findings.add(finding(Severity::repaired, "buildings", 6, "zero-area"));
    Finding elsewhere = finding(Severity::repaired, "buildings", 7, "self-crossing");
    elsewhere.source = "other.gpkg";
    findings.add(elsewhere);

    auto const& groups = findings.groups();
    ASSERT_EQ(groups.size(), 5u);
    EXPECT_EQ(groups[0].count, 2u);
    EXPECT_EQ(groups[0].severity, Severity::repaired);
    EXPECT_EQ(groups[0].source, "city.gpkg");
    EXPECT_EQ(groups[0].layer, "buildings");
    EXPECT_EQ(groups[0].code, "self-crossing");
    EXPECT_EQ(groups[1].severity, Severity::skipped);
    EXPECT_EQ(groups[2].layer, "roads");
    EXPECT_EQ(groups[3].code, "zero-area");
    EXPECT_EQ(groups[4].source, "other.gpkg");
}

TEST(Findings, CountsBySeverityAndByCode) {
    Findings findings;
    findings.add(finding(Severity::repaired, "buildings", 1, "self-crossing"));
    findings.add(finding(Severity::repaired, "roads", 2, "self-crossing"));
    findings.add(finding(Severity::warning, "", -1, "no-crs"));
    EXPECT_EQ(findings.count(Severity::repaired), 2u);
    EXPECT_EQ(findings.count(Severity::warning), 1u);
    EXPECT_EQ(findings.count(Severity::note), 0u);
    EXPECT_EQ(findings.count("self-crossing"), 2u);
    EXPECT_EQ(findings.count("no-crs"), 1u);
}

TEST(Findings, KeepsOnlyTheFirstExamplesOfAMillion) {
    Findings findings;
    for (std::int64_t i = 0; i < 1'000'000; ++i) findings.add(finding(Severity::skipped, "buildings", i, "empty"));
    ASSERT_EQ(findings.groups().size(), 1u);
    auto const& group = findings.groups().front();
    EXPECT_EQ(group.count, 1'000'000u);
    ASSERT_EQ(group.examples.size(), Findings::kExamples);
    EXPECT_LE(group.examples.capacity(), 2 * Findings::kExamples);
    for (std::size_t i = 0; i < Findings::kExamples; ++i) {
        EXPECT_EQ(group.examples[i].feature, static_cast<std::int64_t>(i));
        EXPECT_EQ(group.examples[i].reason, "empty at " + std::to_string(i));
    }
}

TEST(Findings, MergesCountsAndFillsUpExamples) {
    Findings first, second;
    for (std::int64_t i = 0; i < 3; ++i) first.add(finding(Severity::note, "a", i, "default"));
    for (std::int64_t i = 10; i < 20; ++i) second.add(finding(Severity::note, "a", i, "default"));
    second.add(finding(Severity::warning, "b", -1, "no-overlap"));
    first.merge(second);

    ASSERT_EQ(first.groups().size(), 2u);
    EXPECT_EQ(first.groups()[0].count, 13u);
    ASSERT_EQ(first.groups()[0].examples.size(), Findings::kExamples);
    EXPECT_EQ(first.groups()[0].examples[2].feature, 2);
    EXPECT_EQ(first.groups()[0].examples[3].feature, 10);
    EXPECT_EQ(first.groups()[0].examples[4].feature, 11);
    EXPECT_EQ(first.groups()[1].code, "no-overlap");
    EXPECT_EQ(first.groups()[1].count, 1u);
}

TEST(Findings, NamesSeveritiesForPeople) {
    EXPECT_EQ(base::name(Severity::note), "note");
    EXPECT_EQ(base::name(Severity::repaired), "repaired");
    EXPECT_EQ(base::name(Severity::skipped), "skipped");
    EXPECT_EQ(base::name(Severity::warning), "warning");
}

}  // namespace
