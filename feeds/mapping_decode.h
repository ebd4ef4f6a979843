// From one message to reports: which rule fits, what its items are, and the record of each.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "feeds/mapping_json.h"
#include "feeds/mapping_place.h"
#include "feeds/mapping_plan.h"
#include "feeds/mapping_reading.h"

namespace feeds {

/// Memory that decoding one message needs and the next can use again; one per thread at a time.
struct Scratch {
    JsonReader json;
    std::vector<Value> root;
    std::vector<Value> item;
    std::vector<std::string> cells;
    ToWgs84 to_wgs84;
};

class Decoder {
public:
    Decoder(Plan const& plan, std::string const& coordinates, Scratch& scratch, std::string_view topic,
            base::UtcMs known)
        : plan_(plan), coordinates_(coordinates), scratch_(scratch), topic_(topic), known_(known) {}

    Decoded decode(std::string_view body) &&;

private:
    void decode_json(std::string_view body);
    void decode_lines(std::string_view body, char separator);
    bool decode_text(std::string_view text);
    void decode_document(std::size_t document);
    void decode_csv(std::string_view body);
    void decode_xml(std::string_view body);

    bool holds(Condition const& condition) const;
    bool holds(Rule const& rule, bool of_root) const;
    void make_report(Rule const& rule);
    bool finish(Draft& draft, Rule const& rule);
    void place(Draft& draft);
    bool settle_times(Draft& draft);
    void reject(std::string code, std::string reason);
    void odd(std::string code, std::string reason);

    Plan const& plan_;
    std::string const& coordinates_;
    Scratch& scratch_;
    std::string_view topic_;
    base::UtcMs known_;
    Decoded out_;
    std::size_t item_ = 0;
};

/// A stable hash of all a record says (not of when or from whom).
std::uint64_t content_hash(twin::Record const& record);

/// Arrays and elements inside each other; a message that lies deeper is refused.
inline constexpr std::size_t kDeepestMessage = 64;

/// XML as the JSON it would be: elements are keys, repeated ones arrays, attributes "@name", text beside elements
/// "#text".
base::Result<std::string> xml_to_json(std::string_view xml);

bool is_utf8(std::string_view text);

}  // namespace feeds
