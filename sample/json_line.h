// Writes one message: the canonical envelope (DOMAIN 12.1) around the fields of one or more records. By hand, because
// 300,000 of them are written while someone waits.
#pragma once

#include <array>
#include <cassert>
#include <charconv>
#include <chrono>
#include <string>
#include <string_view>

#include "base/time.h"

namespace sample {

/// "2026-03-06T08:12:03Z"; whole seconds, as the history's times are.
inline std::array<char, 20> utc_text(base::UtcMs time) {
    using namespace std::chrono;
    sys_time<milliseconds> const t{milliseconds{time}};
    auto const day = floor<days>(t);
    year_month_day const date{day};
    auto const second = static_cast<unsigned>(duration_cast<seconds>(t - day).count());
    std::array<char, 20> out{};
    auto const two = [&](std::size_t at, unsigned value) {
        out[at] = static_cast<char>('0' + value / 10 % 10);
        out[at + 1] = static_cast<char>('0' + value % 10);
    };
    auto const year = static_cast<unsigned>(int{date.year()});
    two(0, year / 100);
    two(2, year % 100);
    out[4] = out[7] = '-';
    two(5, unsigned{date.month()});
    two(8, unsigned{date.day()});
    out[10] = 'T';
    two(11, second / 3600);
    two(14, second / 60 % 60);
    two(17, second % 60);
    out[13] = out[16] = ':';
    out[19] = 'Z';
    return out;
}

class JsonLine {
public:
    /// "twin.ticket.upsert.v1" from "/sample/hotline"; `id` tells messages of one source apart.
    void begin(std::string_view feed, std::string_view type, std::string_view id, base::UtcMs time) {
        text_.assign(R"({"specversion":"1.0","id":")");
        text_.append(id).append(R"(","source":"/sample/)").append(feed).append(R"(","type":"twin.)").append(type);
        auto const when = utc_text(time);
        text_.append(R"(.v1","time":")").append(when.data(), when.size()).append(R"(","data":)");
    }
    void record() {
        text_.append(text_.back() == '}' ? ",{" : "{");
        first_ = true;
    }
    void end_record() { text_ += '}'; }
    void list() { text_ += '['; }
    void end_list() { text_ += ']'; }
    std::string_view end() {
        text_ += '}';
        return text_;
    }

    /// Left out where empty. Our own texts: nothing in them must be escaped.
    void text(std::string_view name, std::string_view value) {
        assert(value.find_first_of("\"\\\n") == std::string_view::npos);
        if (value.empty()) return;
        key(name);
        text_.append(1, '"').append(value).append(1, '"');
    }
    void whole(std::string_view name, std::int64_t value) {
        key(name);
        append(value);
    }
    void number(std::string_view name, double value, int decimals) {
        key(name);
        append(value, decimals);
    }
    void truth(std::string_view name, bool value) {
        key(name);
        text_ += value ? "true" : "false";
    }
    /// Left out where there is none.
    void time(std::string_view name, base::UtcMs value) {
        if (value == base::kNoTime || value == 0) return;
        auto const when = utc_text(value);
        text(name, {when.data(), when.size()});
    }
    void box(std::string_view name, std::array<double, 4> const& corners) {
        key(name);
        for (std::size_t i = 0; i < 4; ++i) {
            text_ += i == 0 ? '[' : ',';
            append(corners[i], 3);
        }
        text_ += ']';
    }

private:
    void key(std::string_view name) {
        if (!first_) text_ += ',';
        first_ = false;
        text_.append(1, '"').append(name).append("\":");
    }
    void append(std::int64_t value) {
        std::array<char, 24> out{};
        put(out.data(), std::to_chars(out.data(), out.data() + out.size(), value).ptr);
    }
    void append(double value, int decimals) {
        std::array<char, 40> out{};
        auto const end = std::to_chars(out.data(), out.data() + out.size(), value, std::chars_format::fixed, decimals);
        put(out.data(), end.ptr);
    }

    void put(char const* from, char const* to) {
        text_.append(std::string_view(from, static_cast<std::size_t>(to - from)));
    }

    std::string text_;
    bool first_ = true;
};

}  // namespace sample
