#include "feeds/mapping_reading.h"

#include <charconv>
#include <cmath>

namespace feeds {
namespace {

/// What "{}" stands for in "thing/product/{}/osd"; "*" stands for anything. None: it does not fit.
std::optional<std::string_view> cut_out(std::string_view text, std::string_view pattern) {
    std::string_view captured;
    bool capture = false;
    bool skip = false;
    std::string_view rest = text;
    while (!pattern.empty()) {
        if (pattern.starts_with("{}")) {
            capture = true;
            pattern.remove_prefix(2);
            continue;
        }
        if (pattern.front() == '*') {
            skip = true;
            pattern.remove_prefix(1);
            continue;
        }
        std::size_t const length = std::min(pattern.find("{}"), pattern.find('*'));
        std::string_view const literal = pattern.substr(0, length);
        std::size_t const at = rest.find(literal);
        if (at == std::string_view::npos || (at > 0 && !capture && !skip)) return {};
        if (capture) captured = rest.substr(0, at);
        capture = skip = false;
        rest.remove_prefix(at + literal.size());
        pattern.remove_prefix(literal.size());
    }
    if (capture) {
        captured = rest;
    } else if (!skip && !rest.empty()) {
        return {};
    }
    return captured;
}

std::optional<double> to_number(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    if (!text.empty() && text.front() == '+') text.remove_prefix(1);
    double value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return {};
    return value;
}

std::optional<double> to_number(Value const& value) {
    switch (value.is) {
        case Value::Is::integer:
        case Value::Is::real: return value.real;
        case Value::Is::text: return to_number(value.text);
        case Value::Is::truth: return value.truth ? 1 : 0;
        case Value::Is::nothing: break;
    }
    return {};
}

/// The numbers of a text in order: "[1, 2.5, 3, 4]", "1,2,3,4".
std::vector<double> numbers_in(std::string_view text) {
    std::vector<double> numbers;
    std::size_t at = 0;
    while (at < text.size() && numbers.size() < 8) {
        at = text.find_first_of("-0123456789", at);
        if (at == std::string_view::npos) break;
        double value = 0;
        auto const [end, error] = std::from_chars(text.data() + at, text.data() + text.size(), value);
        if (error != std::errc{} || !std::isfinite(value)) {
            ++at;
            continue;
        }
        numbers.push_back(value);
        at = static_cast<std::size_t>(end - text.data());
    }
    return numbers;
}

/// The number after a word: 12 in {"top":12,...} or {top=12 ...}.
std::optional<double> number_after(std::string_view text, std::string_view word) {
    std::size_t const at = text.find(word);
    if (at == std::string_view::npos) return {};
    auto const numbers = numbers_in(text.substr(at + word.size(), 32));
    if (numbers.empty()) return {};
    return numbers.front();
}

/// x0 y0 x1 y1 of "{top,left,bottom,right}", by the names if they are there, else in that order.
std::vector<double> edges_in(std::string_view text) {
    auto const left = number_after(text, "left");
    auto const top = number_after(text, "top");
    auto const right = number_after(text, "right");
    auto const bottom = number_after(text, "bottom");
    if (left && top && right && bottom) return {*left, *top, *right, *bottom};
    auto const all = numbers_in(text);
    if (all.size() != 4) return {};
    return {all[1], all[0], all[3], all[2]};
}

}  // namespace

Value first_of(std::span<Source const> sources, ReadingContext const& context) {
    for (Source const& source : sources) {
        Value value;
        switch (source.from) {
            case Source::From::item: value = context.item[source.slot]; break;
            case Source::From::root: value = context.root[source.slot]; break;
            case Source::From::topic:
                value.is = Value::Is::text;
                value.text = context.topic;
                break;
            case Source::From::constant:
                value = source.constant;
                if (value.is == Value::Is::text) value.text = source.text;
                break;
        }
        bool const empty = value.is == Value::Is::nothing || (value.is == Value::Is::text && value.text.empty());
        if (!empty) return value;
    }
    return {};
}

Value Reading::value() { return first_of(plan_.sources, context_); }

std::string_view Reading::spell(Value const& value, std::string& room) const {
    char digits[32];
    char* end = digits;
    switch (value.is) {
        case Value::Is::text: return value.text;
        case Value::Is::truth: return value.truth ? "true" : "false";
        case Value::Is::integer: end = std::to_chars(digits, digits + sizeof digits, value.integer).ptr; break;
        case Value::Is::real: end = std::to_chars(digits, digits + sizeof digits, value.real).ptr; break;
        case Value::Is::nothing: return {};
    }
    room.assign(digits, end);
    return room;
}

bool Reading::has_value() { return value().is != Value::Is::nothing; }

std::optional<std::string_view> Reading::raw() {
    if (raw_known_) return raw_there_ ? std::optional(raw_) : std::nullopt;
    raw_known_ = true;
    if (plan_.joined) {
        std::string joined = plan_.prefix;
        std::string room;
        for (Source const& source : plan_.sources) {
            Value const part = first_of({&source, 1}, context_);
            // Half an id would be another thing's.
            if (part.is == Value::Is::nothing && plan_.name == "id") return {};
            if (part.is == Value::Is::nothing) continue;
            if (joined.size() > plan_.prefix.size()) joined += plan_.with;
            joined += spell(part, room);
        }
        if (joined.size() == plan_.prefix.size()) return {};
        room_ = std::move(joined);
        raw_ = room_;
    } else {
        Value const found = value();
        if (found.is == Value::Is::nothing) return {};
        raw_ = spell(found, room_);
        if (!plan_.pattern.empty()) {
            auto const part = cut_out(raw_, plan_.pattern);
            if (!part || part->empty()) return {};
            raw_ = *part;
        }
        if (!plan_.prefix.empty()) {
            room_ = plan_.prefix + std::string(raw_);
            raw_ = room_;
        }
    }
    raw_there_ = true;
    return raw_;
}

std::optional<std::string_view> Reading::text() {
    auto const as_is = raw();
    if (!as_is) {
        if (plan_.has_otherwise && !plan_.table) return plan_.otherwise;
        return {};
    }
    if (!plan_.table) return as_is;
    if (auto const found = plan_.table->find(*as_is); found != plan_.table->end()) {
        from_table_ = true;
        return found->second;
    }
    if (!plan_.has_otherwise) return as_is;
    from_table_ = true;
    return plan_.otherwise;
}

std::optional<double> Reading::number() {
    std::optional<double> number;
    bool said = false;
    if (plan_.table || plan_.joined || !plan_.pattern.empty()) {
        auto const spelled = text();
        said = spelled.has_value();
        if (spelled) number = to_number(*spelled);
    } else {
        Value const found = value();
        said = found.is != Value::Is::nothing;
        if (!said && plan_.has_otherwise) return to_number(plan_.otherwise);
        number = to_number(found);
    }
    if (!number) {
        if (said) odd("bad-number", "is not a number");
        return {};
    }
    return *number * plan_.scale + plan_.offset;
}

std::optional<bool> Reading::truth() {
    Value const found = value();
    if (found.is == Value::Is::truth && !plan_.table) return found.truth;
    auto const word = text();
    if (!word) return {};
    for (std::string_view yes : {"true", "1", "yes", "Y", "y", "是", "True", "TRUE"}) {
        if (*word == yes) return true;
    }
    for (std::string_view no : {"false", "0", "no", "N", "n", "否", "False", "FALSE"}) {
        if (*word == no) return false;
    }
    odd("unknown-code", "is neither yes nor no");
    return {};
}

std::optional<base::UtcMs> Reading::time() {
    Value const found = plan_.joined || !plan_.pattern.empty() ? Value{} : value();
    if (found.is == Value::Is::integer || found.is == Value::Is::real) {
        double const seconds = plan_.time_format == "ms"     ? found.real / 1000
                               : plan_.time_format == "s"    ? found.real
                               : std::abs(found.real) < 1e11 ? found.real
                                                             : found.real / 1000;
        // 20231020091912 as a number.
        if (found.is == Value::Is::integer && plan_.time_format.empty() && found.integer > 19000000000000)
            return read_time(spell(found, room_), {}, *context_.zone);
        if (std::abs(seconds) < 8.64e12) return std::llround(seconds * 1000);
        odd("bad-time", "is not a time");
        return {};
    }
    auto const spelled = raw();
    if (!spelled) return {};
    auto const read = read_time(*spelled, plan_.time_format, *context_.zone);
    if (!read) odd("bad-time", "is not a time");
    return read;
}

std::optional<std::array<float, 4>> Reading::box() {
    std::vector<double> sides;
    for (std::size_t i = 0; plan_.sources.size() >= 4 && i < 4; ++i) {
        auto const side = to_number(first_of({&plan_.sources[i], 1}, context_));
        if (side) sides.push_back(*side);
    }
    if (sides.size() != 4) {
        Value const found = plan_.sources.size() == 4 ? Value{} : first_of({&plan_.sources.back(), 1}, context_);
        if (found.is != Value::Is::text) return {};
        sides = plan_.box == BoxForm::edges ? edges_in(found.text) : numbers_in(found.text);
    }
    if (sides.size() != 4) {
        odd("bad-number", "is not a box of four numbers");
        return {};
    }
    if (plan_.box == BoxForm::xywh || plan_.box == BoxForm::centre) {
        double const back = plan_.box == BoxForm::centre ? 0.5 : 0;
        sides[0] -= sides[2] * back;
        sides[1] -= sides[3] * back;
        sides[2] += sides[0];
        sides[3] += sides[1];
    }
    double width = 1;
    double height = 1;
    if (!plan_.width.empty()) {
        width = to_number(first_of(plan_.width, context_)).value_or(0);
        height = to_number(first_of(plan_.height, context_)).value_or(0);
        // Without the size of the picture pixels say nothing.
        if (width <= 0 || height <= 0) return {};
    }
    std::array<float, 4> const box{static_cast<float>(sides[0] / width), static_cast<float>(sides[1] / height),
                                   static_cast<float>(sides[2] / width), static_cast<float>(sides[3] / height)};
    bool inside = box[0] <= box[2] && box[1] <= box[3];
    for (float const side : box) inside = inside && side >= -0.01F && side <= 1.01F;
    if (inside) return box;
    odd("bad-number", "is a box outside the picture");
    return {};
}

std::string Reading::sentence(char const* what) {
    auto const said = raw();
    std::string out = "'" + plan_.name + "'";
    if (said) {
        std::string shown(said->substr(0, 60));
        while (!shown.empty() && (static_cast<unsigned char>(shown.back()) & 0xC0U) == 0x80U && said->size() > 60)
            shown.pop_back();
        mask_personal(shown);
        out += " \"" + shown + "\"";
    }
    return out + " " + what;
}

void Reading::odd(char const* code, char const* what) { context_.out->oddities.push_back({code, sentence(what)}); }

void Reading::refuse(char const* code, char const* what) {
    context_.out->rejections.push_back({code, sentence(what), context_.number});
    context_.refused = true;
}

}  // namespace feeds
