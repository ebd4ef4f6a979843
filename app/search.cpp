#include "app/search.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "base/parallel.h"
#include "geo/crs.h"
#include "twin/locate.h"
#include "twin/lookup.h"
#include "twin/text.h"

namespace app {

/// Different texts once, one after another, each ended by a 0: a query runs over them with the C library's search,
/// which is as fast as memory, and only then to whatever carries them.
struct SearchPart::State {
    struct Entry {
        ui::Subject subject;
        std::string title, detail;
        std::string title_en, detail_en;  ///< empty: the same
        std::uint8_t weight = 0;          ///< of its kind, where all else is alike
    };
    struct Posting {
        std::uint32_t entry;
        std::uint8_t share;  ///< of the score, in percent, by what the text is to the entry
    };
    std::vector<Entry> entries;
    std::string blob;
    std::vector<bool> starts;                  ///< per byte: a word or syllable begins here
    std::vector<std::uint32_t> text_begin;     ///< into blob; one more than there are texts
    std::vector<std::uint32_t> posting_begin;  ///< per text, into postings; one more
    std::vector<Posting> postings;
};

namespace {

using State = SearchPart::State;

/// A word of its name finds a thing before an unnamed one that only is of that kind.
enum FieldShare : std::uint8_t { kTitle = 100, kNumber = 98, kAddress = 90, kOther = 60 };
enum Weight : std::uint8_t { kReport = 1, kThing = 2, kNamesake = 3, kBuilding = 4, kRoad = 5, kPlace = 6 };

/// Lower case, and full-width letters and digits as the plain ones.
std::string folded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto const byte = [&](std::size_t k) {
            return static_cast<unsigned char>(i + k < text.size() ? text[i + k] : 0);
        };
        if (byte(0) == 0xef && byte(1) == 0xbc && byte(2) >= 0x81) {  // U+FF01 to U+FF3F
            out += static_cast<char>(byte(2) - 0x81 + 0x21);
            i += 2;
        } else if (byte(0) == 0xef && byte(1) == 0xbd && byte(2) <= 0x9e) {  // U+FF40 to U+FF5E
            out += static_cast<char>(byte(2) - 0x80 + 0x60);
            i += 2;
        } else if (byte(0) == 0xe3 && byte(1) == 0x80 && byte(2) == 0x80) {  // ideographic space
            out += ' ';
            i += 2;
        } else {
            out += text[i];
        }
    }
    return twin::lower(out);
}

bool is_word_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

class PartMaker {
public:
    std::uint32_t add(ui::Subject subject, std::string title, std::string detail, std::uint8_t weight) {
        state_->entries.push_back({std::move(subject), std::move(title), std::move(detail), {}, {}, weight});
        return static_cast<std::uint32_t>(state_->entries.size() - 1);
    }
    /// As it is shown on an English screen.
    void english(std::uint32_t entry, std::string title, std::string detail = {}) {
        state_->entries[entry].title_en = std::move(title);
        state_->entries[entry].detail_en = std::move(detail);
    }
    /// The texts that a value is found by: itself, its pinyin, its initials.
    std::vector<std::uint32_t> const& texts_of(std::string const& value) {
        auto const [at, fresh] = known_.try_emplace(value);
        if (!fresh) return at->second;
        std::vector<std::uint32_t> made;
        std::string const own = folded(value);
        made.push_back(text(own, {}));
        if (twin::has_cjk(value)) {
            Pinyin const pinyin = pinyin_.read(own);
            made.push_back(text(pinyin.joined, pinyin.starts));
            made.push_back(text(pinyin.initials, {}));
        }
        return known_[value] = std::move(made);
    }
    void tell(std::uint32_t entry, std::string const& value, std::uint8_t share) {
        if (value.empty()) return;
        for (std::uint32_t const t : texts_of(value)) carries_.push_back({t, {entry, share}});
    }
    void tell(std::uint32_t entry, std::vector<std::uint32_t> const& texts, std::uint8_t share) {
        for (std::uint32_t const t : texts) carries_.push_back({t, {entry, share}});
    }

    std::unique_ptr<State const> finish() {
        State& s = *state_;
        s.text_begin.push_back(static_cast<std::uint32_t>(s.blob.size()));
        s.posting_begin.assign(s.text_begin.size(), 0);
        for (auto const& [t, posting] : carries_) ++s.posting_begin[t + 1];
        for (std::size_t t = 1; t < s.posting_begin.size(); ++t) s.posting_begin[t] += s.posting_begin[t - 1];
        s.postings.resize(carries_.size());
        std::vector<std::uint32_t> next = s.posting_begin;
        for (auto const& [t, posting] : carries_) s.postings[next[t]++] = posting;
        return std::move(state_);
    }

private:
    std::uint32_t text(std::string const& own, std::vector<std::uint32_t> const& starts) {
        auto const [at, fresh] = texts_.try_emplace(own, static_cast<std::uint32_t>(state_->text_begin.size()));
        if (!fresh) return at->second;
        State& s = *state_;
        std::size_t const begin = s.blob.size();
        s.text_begin.push_back(static_cast<std::uint32_t>(begin));
        s.blob += own;
        s.blob += '\0';
        s.starts.resize(s.blob.size(), false);
        for (std::uint32_t const i : starts) s.starts[begin + i] = true;
        for (std::size_t i = 0; i < own.size() && starts.empty(); ++i) {
            bool const ascii = static_cast<unsigned char>(own[i]) < 0x80;
            bool const before = i > 0 && is_word_byte(own[i - 1]) && static_cast<unsigned char>(own[i - 1]) < 0x80;
            s.starts[begin + i] = is_word_byte(own[i]) && (ascii ? !before : i == 0);
        }
        return at->second;
    }

    std::unique_ptr<State> state_ = std::make_unique<State>();
    std::unordered_map<std::string, std::vector<std::uint32_t>> known_;
    std::unordered_map<std::string, std::uint32_t> texts_;
    std::vector<std::pair<std::uint32_t, State::Posting>> carries_;
    PinyinReader pinyin_;
};

bool is_address(std::string const& name) {
    std::string const n = twin::lower(name);
    return n.find("addr") != std::string::npos || n.find("地址") != std::string::npos ||
           n.find("门牌") != std::string::npos || n.find("坐落") != std::string::npos;
}

/// Which columns of a layer a building is found by, with each different word's texts made once.
struct LayerColumns {
    struct Used {
        geo::Column const* column;
        bool address;
        std::vector<std::vector<std::uint32_t>> texts;  ///< per word of the dictionary
    };
    std::vector<Used> used;

    LayerColumns(twin::SourceLayer const& layer, PartMaker& maker) {
        for (geo::Column const& c : layer.columns) {
            auto const among = [&](std::vector<std::string> const& names) {
                return std::find(names.begin(), names.end(), c.name) != names.end();
            };
            if (c.kind != geo::Column::Kind::text || among(layer.id_fields) || among(layer.name_fields)) continue;
            Used u{&c, is_address(c.name), {}};
            for (std::string const& word : c.dictionary) u.texts.push_back(maker.texts_of(word));
            used.push_back(std::move(u));
        }
    }
    std::string address(std::uint32_t row) const {
        for (Used const& u : used) {
            if (std::string text = u.address ? u.column->text(row) : std::string(); !text.empty()) return text;
        }
        return {};
    }
};

std::string beside(std::string const& a, std::string const& b) {
    return a.empty() || b.empty() ? a + b : a + " · " + b;
}

/// Names that several buildings have; where each of them stands tells them apart.
std::unordered_set<std::string> shared_names(twin::District const& district) {
    std::unordered_set<std::string> once, more;
    for (std::uint32_t i = 0; i < district.buildings.size(); ++i) {
        std::string name = twin::name_text(district, {i});
        if (!name.empty() && !once.insert(name).second) more.insert(std::move(name));
    }
    return more;
}

/// The smallest community or street that a building lies in. The way to degrees is made once: for each of 100,000
/// buildings that took half a minute.
class AreaFinder {
public:
    explicit AreaFinder(twin::District const& district)
        : locator_(district),
          origin_(district.frame.origin),
          to_degrees_(geo::Transform::between(district.frame.working_crs, "EPSG:4326")) {}

    twin::Name at(base::Vec2d local) const {
        if (!to_degrees_) return {};
        auto const there = to_degrees_->apply(base::Vec2d{local.x + origin_.x, local.y + origin_.y});
        if (!there) return {};
        twin::Where where;
        where.at = geo::LonLat{there->x, there->y};
        auto const placed = locator_.place(where);
        return placed && placed->area >= 0 ? locator_.areas()[static_cast<std::size_t>(placed->area)].name
                                           : twin::Name{};
    }

private:
    twin::Locator locator_;
    geo::Projected origin_;
    base::Result<geo::Transform> to_degrees_;
};

/// Returns the names of buildings.
std::unordered_set<std::string> add_buildings(twin::District const& district, PartMaker& maker) {
    std::unordered_set<std::string> names;
    twin::Buildings const& b = district.buildings;
    std::unordered_set<std::string> const shared = shared_names(district);
    AreaFinder const areas(district);
    twin::SourceLayer const none;
    std::vector<LayerColumns> layers;
    for (twin::SourceLayer const& layer : district.layers)
        layers.emplace_back(layer.role == "buildings" ? layer : none, maker);
    for (std::uint32_t i = 0; i < b.size(); ++i) {
        std::string const id = twin::id_text(district, {i}), name = twin::name_text(district, {i});
        LayerColumns const& columns = layers[b.layer[i]];
        std::string const address = columns.address(b.row[i]);
        std::string const title = !name.empty() ? name : !address.empty() ? address : id;
        std::string const about = !name.empty() ? beside(address, id) : !address.empty() ? id : std::string();
        base::Vec2d const at = b.footprints.outer(i).front();
        twin::Name const area = title == id || shared.contains(name) ? areas.at(at) : twin::Name{};
        ui::Subject subject{ui::SubjectKind::building, i, {}, base::Vec3d{at.x, at.y, double{b.base_z[i]}}};
        std::uint32_t const entry = maker.add(std::move(subject), title, beside(area.zh, about), kBuilding);
        if (!area.en.empty()) maker.english(entry, {}, beside(area.en, about));
        if (!name.empty()) names.insert(name);
        maker.tell(entry, name, kTitle);
        maker.tell(entry, id, kNumber);
        if (std::string const english = twin::english_name(district, {i}); !english.empty() && english != name) {
            maker.english(entry, english, area.en.empty() ? std::string() : beside(area.en, about));
            maker.tell(entry, english, kTitle);
        }
        for (LayerColumns::Used const& u : columns.used) {
            std::uint32_t const code = u.column->codes[b.row[i]];
            if (code != geo::Column::kNull) maker.tell(entry, u.texts[code], u.address ? kAddress : kOther);
        }
    }
    return names;
}

void add_places(twin::District const& district, std::unordered_set<std::string> const& buildings, PartMaker& maker) {
    std::unordered_set<std::string> lines;  // a road has a label for each of its pieces
    for (std::uint32_t i = 0; i < district.places.size(); ++i) {
        twin::Place const& p = district.places[i];
        bool const both = !p.name.zh.empty() && !p.name.en.empty() && p.name.zh != p.name.en;
        bool const line = p.kind == twin::PlaceKind::road || p.kind == twin::PlaceKind::water;
        if (line && !lines.insert(p.name.zh + '\n' + p.name.en).second) continue;
        // A building has more to tell than the name that is written over it.
        bool const namesake = buildings.contains(p.name.zh.empty() ? p.name.en : p.name.zh);
        std::uint8_t const weight = line ? kRoad : namesake ? kNamesake : kPlace;
        std::uint32_t const entry =
            maker.add({ui::SubjectKind::place, i, {}, p.at}, p.name.zh.empty() ? p.name.en : p.name.zh,
                      both ? p.name.en : std::string(), weight);
        maker.tell(entry, p.name.zh, kTitle);
        maker.tell(entry, p.name.en, kTitle);
        if (both) maker.english(entry, p.name.en, p.name.zh);
    }
}

void add_views(twin::District const& district, PartMaker& maker) {
    for (twin::NamedView const& view : district.views) {
        std::string const& title = !view.name.zh.empty() ? view.name.zh : view.name.en;
        std::uint32_t const entry =
            maker.add({ui::SubjectKind::view, 0, view.id, {}}, title.empty() ? view.id : title, {}, kPlace);
        if (!view.name.en.empty()) maker.english(entry, view.name.en);
        for (std::string const* text : {&view.name.zh, &view.name.en, &view.id}) maker.tell(entry, *text, kTitle);
    }
}

// ---- asking

/// 0: no match. `at`: where in the text, `whole`: nothing follows it there.
int score_of(bool at_begin, bool whole, bool at_start, std::string_view word) {
    bool const latin = static_cast<unsigned char>(word.front()) < 0x80;
    if (at_begin) return whole ? 100 : 82;
    if (at_start) return 62;
    return !latin ? 48 : word.size() >= 3 ? 30 : 0;
}

/// Best score of a word per text, for texts [first, last).
void score_texts(State const& s, std::string_view word, std::size_t first, std::size_t last,
                 std::vector<std::uint8_t>& scores) {
    char const* const base = s.blob.data();
    char const* const end = base + s.text_begin[last];
    std::size_t t = first;
    for (char const* p = base + s.text_begin[first]; p < end;) {
        auto const* hit =
            static_cast<char const*>(memmem(p, static_cast<std::size_t>(end - p), word.data(), word.size()));
        if (!hit) return;
        auto const at = static_cast<std::uint32_t>(hit - base);
        while (s.text_begin[t + 1] <= at) ++t;
        bool const begin = at == s.text_begin[t];
        int const score = score_of(begin, hit[word.size()] == '\0', s.starts[at], word);
        scores[t] = std::max(scores[t], static_cast<std::uint8_t>(score));
        // Nothing later in this text does better than its beginning.
        p = begin ? base + s.text_begin[t + 1] : hit + 1;
    }
}

struct Candidate {
    std::uint32_t score;
    std::uint32_t part, entry;
};

void search_part(State const& s, std::vector<std::string> const& words, std::uint32_t part,
                 std::vector<Candidate>& found) {
    std::size_t const texts = s.text_begin.size() - 1;
    std::vector<std::uint16_t> total(s.entries.size(), 0), best(s.entries.size(), 0);
    std::vector<std::uint8_t> matched(s.entries.size(), 0);
    std::vector<std::uint32_t> touched;
    for (std::size_t w = 0; w < words.size(); ++w) {
        std::vector<std::uint8_t> scores(texts, 0);
        base::parallel_for(texts, 16384,
                           [&](std::size_t begin, std::size_t end) { score_texts(s, words[w], begin, end, scores); });
        touched.clear();
        for (std::size_t t = 0; t < texts; ++t) {
            if (scores[t] == 0) continue;
            for (std::uint32_t i = s.posting_begin[t]; i < s.posting_begin[t + 1]; ++i) {
                State::Posting const& p = s.postings[i];
                if (matched[p.entry] < w) continue;  // an earlier word is not there
                if (best[p.entry] == 0) touched.push_back(p.entry);
                best[p.entry] = std::max(best[p.entry], static_cast<std::uint16_t>(scores[t] * p.share));
            }
        }
        for (std::uint32_t const entry : touched) {
            total[entry] = static_cast<std::uint16_t>(total[entry] + best[entry] / words.size());
            matched[entry] = static_cast<std::uint8_t>(w + 1);
            best[entry] = 0;
        }
    }
    for (std::uint32_t const entry : touched)
        found.push_back({std::uint32_t{total[entry]} * 8 + s.entries[entry].weight, part, entry});
}

std::vector<std::string> words_of(std::string const& query) {
    std::vector<std::string> words;
    std::string const text = folded(query);
    for (std::size_t i = 0; i < text.size() && words.size() < 8;) {
        std::size_t const end = std::min(text.find(' ', i), text.size());
        if (end > i) words.push_back(text.substr(i, end - i));
        i = end + 1;
    }
    return words;
}

}  // namespace

SearchPart::SearchPart(std::unique_ptr<State const> state) : state_(std::move(state)) {}
SearchPart::~SearchPart() = default;

std::shared_ptr<SearchPart const> SearchPart::of_district(twin::District const& district) {
    PartMaker maker;
    std::unordered_set<std::string> const names = add_buildings(district, maker);
    add_places(district, names, maker);
    add_views(district, maker);
    return std::make_shared<SearchPart const>(maker.finish());
}

std::shared_ptr<SearchPart const> SearchPart::of_bookmarks(std::span<ui::Bookmark const> bookmarks) {
    PartMaker maker;
    for (ui::Bookmark const& mark : bookmarks)
        maker.tell(maker.add({ui::SubjectKind::view, 0, mark.name, {}}, mark.name, {}, kPlace), mark.name, kTitle);
    return std::make_shared<SearchPart const>(maker.finish());
}

std::shared_ptr<SearchPart const> SearchPart::of_facts(ui::Facts const& facts) {
    PartMaker maker;
    for (ui::CameraRow const& row : facts.events.cameras) {
        twin::Camera const& c = row.camera;
        auto const entry = maker.add({ui::SubjectKind::camera, 0, c.id, row.at}, c.name.empty() ? c.id : c.name,
                                     beside(c.name.empty() ? "" : c.id, c.where.address), kThing);
        maker.tell(entry, c.name, kTitle);
        maker.tell(entry, c.id, kNumber);
        maker.tell(entry, c.where.address, kAddress);
    }
    for (ui::DeviceRow const& row : facts.events.devices) {
        twin::Device const& d = row.device;
        auto const entry = maker.add({ui::SubjectKind::device, 0, d.id, row.at}, d.name.empty() ? d.id : d.name,
                                     beside(d.name.empty() ? "" : d.id, d.where.address), kThing);
        maker.tell(entry, d.name, kTitle);
        maker.tell(entry, d.id, kNumber);
        maker.tell(entry, d.type, kOther);
        maker.tell(entry, d.where.address, kAddress);
    }
    for (ui::EventRow const& row : facts.events.events) {
        std::string const& name = row.type_name.zh.empty() ? row.type_name.en : row.type_name.zh;
        auto const entry = maker.add({ui::SubjectKind::event, 0, row.id, row.at}, name.empty() ? row.type : name,
                                     beside(row.id, row.camera), kReport);
        maker.english(entry, row.type_name.en);
        for (std::string const* text : {&row.type_name.zh, &row.type_name.en, &row.type})
            maker.tell(entry, *text, kTitle);
        maker.tell(entry, row.id, kNumber);
        maker.tell(entry, row.case_id, kNumber);
        maker.tell(entry, row.camera, kOther);
    }
    for (ui::TicketRow const& row : facts.hotline.tickets) {
        twin::Ticket const& t = row.ticket;
        auto const entry = maker.add({ui::SubjectKind::ticket, 0, t.id, row.at},
                                     t.title.empty() ? t.class_path : t.title, beside(t.id, t.where.address), kReport);
        maker.tell(entry, t.title, kTitle);
        std::string const& words = t.title.empty() ? t.class_path : t.title;
        if (std::string const english = facts.term(words, false); english != words) {
            maker.english(entry, english, beside(t.id, row.place.en));
            maker.tell(entry, english, kTitle);
        }
        maker.tell(entry, t.id, kNumber);
        maker.tell(entry, t.where.address, kAddress);
        maker.tell(entry, t.class_path, kOther);
        maker.tell(entry, t.department, kOther);
    }
    return std::make_shared<SearchPart const>(maker.finish());
}

std::vector<ui::SearchHit> search(std::span<std::shared_ptr<SearchPart const> const> parts, std::string const& query,
                                  std::size_t most, bool chinese) {
    std::vector<std::string> const words = words_of(query);
    std::vector<Candidate> found;
    for (std::uint32_t i = 0; i < parts.size() && !words.empty(); ++i) {
        if (parts[i]) search_part(parts[i]->state(), words, i, found);
    }
    auto const better = [](Candidate const& a, Candidate const& b) {
        if (a.score != b.score) return a.score > b.score;
        return a.part != b.part ? a.part < b.part : a.entry < b.entry;
    };
    // More than are wanted, since of each kind only the best are taken.
    auto const last = found.begin() + static_cast<std::ptrdiff_t>(std::min(8 * most, found.size()));
    std::partial_sort(found.begin(), last, found.end(), better);
    std::map<ui::SubjectKind, std::size_t> taken;
    std::vector<ui::SearchHit> hits;
    for (auto c = found.begin(); c != last && hits.size() < most; ++c) {
        State::Entry const& e = parts[c->part]->state().entries[c->entry];
        if (++taken[e.subject.kind] <= std::max<std::size_t>(1, most / 3))
            hits.push_back({e.subject, chinese || e.title_en.empty() ? e.title : e.title_en,
                            chinese || e.detail_en.empty() ? e.detail : e.detail_en});
    }
    return hits;
}

}  // namespace app
