// Takes messages in and says the number of each on standard output once it was accepted, until it is killed.
// ingest_child JOURNAL FIRST-NUMBER
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <string>

#include "feeds/ingest.h"
#include "tests/feeds/journal_messages.h"

int main(int argc, char** argv) {
    if (argc != 3) return 2;
    auto const clock = [] {
        return std::chrono::duration_cast<std::chrono::milliseconds>(
                   std::chrono::system_clock::now().time_since_epoch())
            .count();
    };
    feeds::IngestSetup setup;
    setup.journal = argv[1];
    setup.clock = clock;
    setup.feeds.push_back({.id = "tickets", .name = {}, .url = ""});
    auto ingest = feeds::Ingest::start(std::move(setup));
    if (!ingest) return 1;
    feeds::Sink* const sink = ingest.value()->sink("tickets");
    for (std::int64_t number = std::atoll(argv[2]);; ++number) {
        std::string const body =
            journal_test::ticket(journal_test::numbered("T", number), journal_test::kMorning + number, "NEW");
        if (!sink->accept({.body = body, .topic = {}, .position = std::to_string(number), .received = clock()}))
            return 1;
        std::string const said = std::to_string(number) + "\n";
        if (::write(STDOUT_FILENO, said.data(), said.size()) < 0) return 1;
        ::usleep(20);  // some thousand a second: enough for every stage to be in work when it is killed
    }
}
