#include "feeds/mapping_decode.h"

#include <algorithm>

#include "feeds/framing.h"
#include "feeds/mapping_csv.h"
#include "twin/text.h"

namespace feeds {
namespace {

constexpr std::int64_t kFutureMs = 5 * 60 * 1000;

/// Whether the first line is a whole object or array and another line follows it: then lines are messages.
bool looks_like_lines(std::string_view body) {
    std::size_t const newline = body.find('\n');
    if (newline == std::string_view::npos) return false;
    std::string_view const first = twin::trim(body.substr(0, newline));
    if (first.size() < 2) return false;
    return (first.front() == '{' && first.back() == '}') || (first.front() == '[' && first.back() == ']');
}

template <class Kind>
void begin(Draft& draft) {
    draft.record.emplace<Kind>();
}

/// An empty record of each kind, in the order of twin::Record.
void begin(Draft& draft, std::size_t kind) {
    switch (kind) {
        case 0: return begin<twin::Ticket>(draft);
        case 1: return begin<twin::CityEvent>(draft);
        case 2: return begin<twin::Camera>(draft);
        case 3: return begin<twin::Device>(draft);
        case 4: return begin<twin::DronePose>(draft);
        case 5: return begin<twin::PopulationCell>(draft);
        case 6: return begin<twin::IndicatorValue>(draft);
        case 7: return begin<twin::Withdrawal>(draft);
        default: return begin<twin::Heartbeat>(draft);
    }
}

base::UtcMs newest_of(twin::Ticket const& t) {
    return std::max({t.called, t.accepted, t.dispatched, t.closed, t.visited});
}

bool personal(std::string_view key, Value const& value) {
    if (is_personal_name(key)) return true;
    if (value.is == Value::Is::text) return is_personal(value.text);
    return value.is == Value::Is::integer && value.integer >= 13'000'000'000 && value.integer < 20'000'000'000;
}

}  // namespace

void Decoder::reject(std::string code, std::string reason) {
    out_.rejections.push_back({std::move(code), std::move(reason), item_});
}

void Decoder::odd(std::string code, std::string reason) {
    out_.oddities.push_back({std::move(code), std::move(reason)});
}

Decoded Decoder::decode(std::string_view body) && {
    if (body.size() > kLongestMessage) {
        reject("too-large", "the message has " + std::to_string(body.size()) + " bytes; 1 MiB is the most");
        return std::move(out_);
    }
    if (!is_utf8(topic_)) {
        reject("bad-utf8", "the topic is not UTF-8");
        return std::move(out_);
    }
    if (body.starts_with("\xEF\xBB\xBF")) body.remove_prefix(3);
    if (twin::trim(body).empty()) {
        reject("not-json", "the message is empty");
        return std::move(out_);
    }
    switch (plan_.format) {
        case Plan::Format::json: decode_json(body); break;
        case Plan::Format::csv: decode_csv(body); break;
        case Plan::Format::xml: decode_xml(body); break;
    }
    return std::move(out_);
}

void Decoder::decode_json(std::string_view body) {
    if (body.find(kRecordSeparator) != std::string_view::npos) return decode_lines(body, kRecordSeparator);
    if (looks_like_lines(body)) return decode_lines(body, '\n');
    if (decode_text(body) || body.find('\n') == std::string_view::npos) return;
    // Perhaps lines after all, of which the first is broken: then others can be read.
    Decoded const as_one = std::move(out_);
    out_ = {};
    item_ = 0;
    decode_lines(body, '\n');
    if (out_.reports.empty()) out_ = as_one;
}

void Decoder::decode_lines(std::string_view body, char separator) {
    while (!body.empty()) {
        std::size_t const end = std::min(body.find(separator), body.size());
        std::string_view const line = twin::trim(body.substr(0, end));
        if (!line.empty()) decode_text(line);
        body.remove_prefix(std::min(end + 1, body.size()));
    }
}

bool Decoder::decode_text(std::string_view text) {
    if (auto refused = scratch_.json.parse(text)) {
        reject(std::move(refused->code), std::move(refused->reason));
        ++item_;
        return false;
    }
    for (std::size_t i = 0; i < scratch_.json.documents(); ++i) decode_document(i);
    return true;
}

bool Decoder::holds(Condition const& condition) const {
    ReadingContext const context{scratch_.item, scratch_.root, topic_};
    Value const value = first_of(condition.sources, context);
    if (condition.words.empty()) return (value.is != Value::Is::nothing) == condition.present;
    if (value.is == Value::Is::nothing) return false;
    auto const is = [&](std::string const& word) {
        switch (value.is) {
            case Value::Is::text: return value.text == word;
            case Value::Is::integer: return std::to_string(value.integer) == word;
            case Value::Is::truth: return word == (value.truth ? "true" : "false");
            default: return false;
        }
    };
    return std::any_of(condition.words.begin(), condition.words.end(), is);
}

bool Decoder::holds(Rule const& rule, bool of_root) const {
    return std::all_of(rule.when.begin(), rule.when.end(), [&](Condition const& condition) {
        bool const item = condition.sources.front().from == Source::From::item;
        return item == of_root || holds(condition);
    });
}

void Decoder::decode_document(std::size_t document) {
    scratch_.root.assign(plan_.root.slots.size(), Value{});
    scratch_.json.read(document, plan_.root, scratch_.root);
    std::size_t const first = item_;
    std::size_t found = 0;
    std::size_t listed = 0;
    for (Rule const& rule : plan_.rules) {
        if (!holds(rule, true)) continue;
        bool const has = std::any_of(rule.items.begin(), rule.items.end(), [&](std::vector<Step> const& path) {
            return scratch_.json.find_items(document, path);
        });
        if (!has) continue;
        if (!rule.items.front().empty()) listed = std::max(listed, scratch_.json.items());
        for (std::size_t i = 0; i < scratch_.json.items(); ++i) {
            scratch_.item.assign(rule.tree.slots.size(), Value{});
            scratch_.json.read_item(i, rule.tree, scratch_.item);
            item_ = first + i;
            if (!holds(rule, false)) continue;
            ++found;
            if (rule.kind == 5 && !scratch_.json.each_scalar(i, [](std::string_view key, Value const& value) {
                    return !personal(key, value);
                })) {
                reject("personal-data",
                       "a field looks like a name, a telephone number or an id; only aggregates are taken");
                continue;
            }
            make_report(rule);
        }
        if (scratch_.json.items() == 0) {
            ++found;
            odd("no-items", "the list of items is empty");
        }
    }
    item_ = first;
    if (found == 0) reject("unknown-type", "no [[record]] of the mapping is about this message");
    if (found != 0 && found < listed)
        odd("unknown-type", std::to_string(listed - found) + " of the items fit no [[record]]");
    item_ = first + std::max<std::size_t>(found, 1);
}

void Decoder::decode_csv(std::string_view body) {
    if (!is_utf8(body)) return reject("bad-utf8", "the text is not UTF-8");
    CsvRows rows(body, plan_.separator);
    std::vector<std::string> header;
    std::vector<std::string>& cells = scratch_.cells;
    if (!rows.next(header)) return reject("not-csv", "there is no header line");
    bool const named = plan_.columns.empty() || header == plan_.columns;
    if (!named) {
        rows = CsvRows(body, plan_.separator);
        header = plan_.columns;
    }
    bool const knows = std::any_of(plan_.rules.begin(), plan_.rules.end(), [&](Rule const& rule) {
        return std::any_of(rule.tree.slots.begin(), rule.tree.slots.end(), [&](std::string const& column) {
            return std::find(header.begin(), header.end(), column) != header.end();
        });
    });
    if (!knows) return reject("no-header", "the first line does not name a column of the mapping");
    for (; rows.next(cells); ++item_) {
        if (cells.size() > header.size()) odd("odd-row", "a row has more cells than the header has columns");
        cells.resize(header.size());
        bool found = false;
        for (Rule const& rule : plan_.rules) {
            scratch_.item.assign(rule.tree.slots.size(), Value{});
            for (std::size_t slot = 0; slot < rule.tree.slots.size(); ++slot) {
                auto const column = std::find(header.begin(), header.end(), rule.tree.slots[slot]);
                if (column == header.end()) continue;
                std::string const& cell = cells[static_cast<std::size_t>(column - header.begin())];
                if (cell.empty()) continue;
                scratch_.item[slot].is = Value::Is::text;
                scratch_.item[slot].text = cell;
            }
            if (!holds(rule, true) || !holds(rule, false)) continue;
            found = true;
            bool unwelcome = false;
            for (std::size_t i = 0; rule.kind == 5 && i < cells.size(); ++i)
                unwelcome = unwelcome || is_personal_name(header[i]) || is_personal(cells[i]);
            if (unwelcome) {
                reject("personal-data",
                       "a column looks like names, telephone numbers or ids; only aggregates are taken");
            } else {
                make_report(rule);
            }
        }
        if (!found) reject("unknown-type", "no [[record]] of the mapping is about this row");
    }
    if (item_ == 0 && !rows.broken()) odd("no-items", "there are no rows below the header");
    if (rows.broken()) reject("not-csv", "a quote opens and never closes");
}

void Decoder::decode_xml(std::string_view body) {
    auto const json = xml_to_json(twin::trim(body));
    if (!json) return reject("not-xml", json.error().message);
    decode_text(*json);
}

void Decoder::make_report(Rule const& rule) {
    Draft draft;
    begin(draft, rule.kind);
    ReadingContext context{scratch_.item, scratch_.root, topic_, &plan_.zone, &out_, item_};
    for (FieldPlan const& field : rule.fields) {
        Reading reading(field, context);
        field.set(draft, reading);
        if (context.refused) return;
    }
    if (!finish(draft, rule)) return;
    twin::Report& report = out_.reports.emplace_back();
    report.record = std::move(draft.record);
    report.event_time = draft.time;
    report.version = draft.version;
    report.known_time = known_;
    report.sequence = draft.sequence;
    report.content = content_hash(report.record);
}

bool Decoder::finish(Draft& draft, Rule const& rule) {
    bool const beat = rule.kind == 8;
    if (draft.id.empty() && !beat) {
        reject("no-id", "the item has no id");
        return false;
    }
    place(draft);
    if (rule.kind == 4 && !draft.where.at && !draft.withdrawn) {
        reject("bad-coordinate", "a drone's pose needs a place on Earth");
        return false;
    }
    if (!settle_times(draft)) return false;
    if (draft.withdrawn && rule.kind < 7) {
        if (auto* cell = std::get_if<twin::PopulationCell>(&draft.record)) {
            cell->id = std::move(draft.id);
            draft.id = twin::key_of(*cell);
        }
        draft.record = twin::Withdrawal{std::move(draft.id), static_cast<std::uint8_t>(rule.kind)};
        return true;
    }
    if (auto* event = std::get_if<twin::CityEvent>(&draft.record); event && event->type.empty()) event->type = "other";
    std::visit(
        [&](auto& record) {
            if constexpr (requires { record.id; }) record.id = std::move(draft.id);
            if constexpr (requires { record.where; }) record.where = std::move(draft.where);
            if constexpr (requires { record.at; }) record.at = draft.where.at.value_or(geo::LonLat{});
        },
        draft.record);
    return true;
}

/// A record whose coordinates cannot be used is still a record: it only has no place.
void Decoder::place(Draft& draft) {
    draft.where.level = draft.level.value_or(twin::PlaceLevel::none);
    if (!draft.lon && !draft.lat) return;
    std::string_view const system = draft.coordinates.empty() ? std::string_view(coordinates_) : draft.coordinates;
    // (0, 0) lies in the sea off Africa; sources write it for "unknown".
    bool const given = draft.lon && draft.lat && !(*draft.lon == 0 && *draft.lat == 0);
    if (given) draft.where.at = scratch_.to_wgs84.move(*draft.lon, *draft.lat, system);
    if (!draft.where.at) return odd("bad-coordinate", "the coordinates are no place on Earth");
    // A ticket's point is an address, to be looked for at a building; what cameras and sensors report stands where it
    // is.
    if (!draft.level && std::holds_alternative<twin::Ticket>(draft.record)) draft.where.level = twin::PlaceLevel::door;
}

/// The event time, and the version where the source has no time of its own for the edition.
bool Decoder::settle_times(Draft& draft) {
    if (draft.time == base::kNoTime) draft.time = draft.version;
    if (auto const* ticket = std::get_if<twin::Ticket>(&draft.record); ticket && draft.time == base::kNoTime)
        draft.time = newest_of(*ticket);
    bool const of_a_moment = std::holds_alternative<twin::CityEvent>(draft.record) ||
                             std::holds_alternative<twin::DronePose>(draft.record) ||
                             std::holds_alternative<twin::Ticket>(draft.record);
    if (draft.time == base::kNoTime) {
        if (of_a_moment) {
            reject("no-time", "the item has no time");
            return false;
        }
        // Lists of cameras and counts of people say how things are when they are sent.
        draft.time = known_;
    }
    if (draft.version == base::kNoTime) draft.version = draft.time;
    if (known_ == base::kNoTime) return true;
    base::UtcMs const latest = known_ + kFutureMs;
    if (draft.time > latest || draft.version > latest) {
        odd("future-time", base::format_time(std::max(draft.time, draft.version)) + " is still to come; taken as now");
        draft.time = draft.time > latest ? known_ : draft.time;
        draft.version = draft.version > latest ? known_ : draft.version;
    }
    return true;
}

}  // namespace feeds
