#include "feeds/framing.h"

#include <gtest/gtest.h>

#include "feeds/arrival.h"

namespace {

using feeds::Framing;
using feeds::RecordReader;
using Bodies = std::vector<std::string>;

/// In pieces of `piece` bytes: where they are cut must not matter.
Bodies read(Framing framing, std::string const& text, std::size_t piece) {
    Bodies bodies;
    auto const reader = RecordReader::make(framing, 0);
    auto const take = [&](std::string body, std::uint64_t end) {
        EXPECT_LE(end, text.size());
        bodies.push_back(std::move(body));
        return true;
    };
    for (std::size_t at = 0; at < text.size(); at += piece) reader->push(text.substr(at, piece), take);
    reader->finish(take);
    return bodies;
}

void expect(Framing framing, std::string const& text, Bodies const& wanted) {
    for (std::size_t const piece : {1U, 2U, 7U, 4096U}) EXPECT_EQ(read(framing, text, piece), wanted) << piece;
}

TEST(Framing, LinesAreMessagesAndEmptyOnesAreNot) {
    expect(Framing::lines, "\xef\xbb\xbf{\"a\":1}\r\n\n  \n{\"b\":2}\n{\"last\"",
           {"{\"a\":1}", "{\"b\":2}", "{\"last\""});
}

TEST(Framing, SequencesHaveTextsOfSeveralLines) {
    expect(Framing::sequence, "\x1e{\"a\":\n 1}\n\x1e{\"b\":\"}\"}\n", {"{\"a\":\n 1}", "{\"b\":\"}\"}"});
    expect(Framing::sequence, "\x1e[1,2]\n\x1e{\"features\":[1]}\n", {"[1,2]", "{\"features\":[1]}"});
}

TEST(Framing, ABrokenTextOfASequenceCostsNoOther) {
    expect(Framing::sequence, "\x1e{\"a\":\"half\x1e{\"b\":2}\n", {"{\"a\":\"half", "{\"b\":2}"});
}

TEST(Framing, CsvRecordsEachHaveTheHeader) {
    expect(Framing::csv, "\xef\xbb\xbfid,text\r\n1,\"two\nlines, \"\"quoted\"\"\"\r\n2,x\n",
           {"id,text\n1,\"two\nlines, \"\"quoted\"\"\"", "id,text\n2,x"});
}

TEST(Framing, ADocumentGivesItsItems) {
    expect(Framing::document, "[{\"a\":[1,{}]}, {\"b\":\"],[\\\"\"},\n3 ,\"four\"]",
           {"{\"a\":[1,{}]}", "{\"b\":\"],[\\\"\"}", "3", "\"four\""});
    expect(Framing::document,
           "{\"type\":\"FeatureCollection\",\"name\":\"features\",\"crs\":{\"features\":[9]},"
           "\"features\" : [ {\"f\":[1]},{\"f\":2} ],\"after\":{\"x\":[\"]\"]}}\n",
           {"{\"f\":[1]}", "{\"f\":2}"});
    expect(Framing::document, "{\"type\":\"FeatureCollection\",\"features\":[]}", {});
    expect(Framing::document, "{\"a\":1}\n{\"b\":[2]}\n", {"{\"a\":1}", "{\"b\":[2]}"});
    expect(Framing::document, "{\"a\":{\"features\":[1]}}", {"{\"a\":{\"features\":[1]}}"});
}

TEST(Framing, ADocumentCutOffGivesWhatItHas) {
    expect(Framing::document, "[{\"a\":1},{\"b\":", {"{\"a\":1}", "{\"b\":"});
    expect(Framing::document, "}]{\"a\":1}", {"}]{\"a\":1}"});
}

TEST(Framing, LongMessagesAreCutAndTheNextIsWhole) {
    std::string const huge(3 * feeds::kLongestMessage, 'x');
    for (Framing const framing : {Framing::lines, Framing::document}) {
        Bodies const bodies = read(framing, "{\"h\":\"" + huge + "\"}\n{\"b\":2}\n", 64 * 1024);
        ASSERT_EQ(bodies.size(), 2U);
        EXPECT_EQ(bodies[0].size(), feeds::kLongestMessage + 1) << "so that everyone sees it is too long";
        EXPECT_EQ(bodies[1], "{\"b\":2}");
    }
    Bodies const longest = read(Framing::lines, std::string(feeds::kLongestMessage, 'x') + "\n", 4096);
    EXPECT_EQ(longest.at(0).size(), feeds::kLongestMessage);
}

TEST(Framing, OffsetsAreWhereTheNextMessageBegins) {
    std::string const text = "{\"a\":1}\n\n{\"b\":2}\n{\"c\":3}\n";
    std::vector<std::uint64_t> ends;
    auto const reader = RecordReader::make(Framing::lines, 100);
    reader->push(text, [&](std::string const&, std::uint64_t end) {
        ends.push_back(end);
        return ends.size() < 2;
    });
    EXPECT_EQ(ends, (std::vector<std::uint64_t>{108, 117}));
}

TEST(Framing, IsGuessedByNameAndFirstByte) {
    EXPECT_EQ(feeds::guess_framing("a.ndjson", '{'), Framing::lines);
    EXPECT_EQ(feeds::guess_framing("a.ndjson", '\x1e'), Framing::sequence);
    EXPECT_EQ(feeds::guess_framing("a.geojson", '{'), Framing::document);
    EXPECT_EQ(feeds::guess_framing("a.csv", 'i'), Framing::csv);
    EXPECT_EQ(feeds::guess_framing("", '{'), Framing::lines);
    EXPECT_FALSE(feeds::parse_framing("xml"));
}

}  // namespace
