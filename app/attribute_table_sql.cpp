#include "app/attribute_table_sql.h"

#include <sqlite3.h>

#include <array>
#include <cmath>
#include <string_view>
#include <utility>

#include "twin/text.h"

namespace app {
namespace {

struct CloseDatabase {
    void operator()(sqlite3* db) const { sqlite3_close(db); }
};
struct EndStatement {
    void operator()(sqlite3_stmt* s) const { sqlite3_finalize(s); }
};
using Statement = std::unique_ptr<sqlite3_stmt, EndStatement>;

std::string in_double_quotes(std::string_view name) {
    std::string out = "\"";
    for (char const c : name) out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + "\"";
}

/// One word for both languages' words of a use or roof, so that '住宅' equals 'residential'.
std::string_view canonical(std::string_view word) {
    for (int i = 0; i < 10; ++i) {
        auto const use = static_cast<twin::Use>(i);
        if (*use_word(use, true) && word == use_word(use, true)) return use_word(use, false);
    }
    for (int i = 0; i < 5; ++i) {
        auto const roof = static_cast<twin::RoofShape>(i);
        if (word == roof_word(roof, true)) return roof_word(roof, false);
    }
    return word;
}

int compare_words(void*, int a_size, void const* a, int b_size, void const* b) {
    auto const text = [](void const* p, int size) {
        return canonical({static_cast<char const*>(p), static_cast<std::size_t>(size)});
    };
    return text(a, a_size).compare(text(b, b_size));
}

/// Expressions read the table and call functions; nothing else.
int only_reading(void*, int action, char const*, char const* name, char const*, char const*) {
    if (action == SQLITE_FUNCTION) return name && std::string_view(name) == "load_extension" ? SQLITE_DENY : SQLITE_OK;
    return action == SQLITE_SELECT || action == SQLITE_READ ? SQLITE_OK : SQLITE_DENY;
}

int is_cancelled(void* progress) { return static_cast<base::Progress const*>(progress)->cancelled() ? 1 : 0; }

std::string create_table(AttributeTable const& table) {
    std::string sql = "CREATE TABLE b(n INTEGER PRIMARY KEY", view = "CREATE VIEW buildings AS SELECT n";
    std::vector<std::string> taken;
    for (std::size_t i = 0; i < table.columns().size(); ++i) {
        AttributeTable::Column const& c = table.columns()[i];
        std::string const own = "c" + std::to_string(i);
        sql += ", " + own + (c.number ? " REAL" : " TEXT");
        if (c.name == "use" || c.name == "roof") sql += " COLLATE words";
        for (std::string const& name : {c.name, c.title.zh, c.title.en}) {
            if (std::find(taken.begin(), taken.end(), twin::lower(name)) != taken.end()) continue;
            taken.push_back(twin::lower(name));
            view += ", " + own + " AS " + in_double_quotes(name);
        }
    }
    return sql + "); " + view + " FROM b;";
}

std::string insert_row(std::size_t columns) {
    std::string sql = "INSERT INTO b VALUES(?";
    for (std::size_t i = 0; i < columns; ++i) sql += ",?";
    return sql + ")";
}

void bind(sqlite3_stmt* insert, int at, AttributeTable const& table, std::size_t column, std::uint32_t building) {
    if (table.columns()[column].number) {
        double const v = table.number(column, building);
        if (std::isnan(v))
            sqlite3_bind_null(insert, at);
        else
            sqlite3_bind_double(insert, at, v);
        return;
    }
    std::string const text = table.text(column, building, false);
    if (text.empty())
        sqlite3_bind_null(insert, at);
    else
        sqlite3_bind_text(insert, at, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
}

std::string after(std::string const& text, std::string_view words) {
    auto const at = text.find(words);
    return at == std::string::npos ? std::string() : text.substr(at + words.size());
}

/// Whether a word stands where a text would: `use = residential`.
bool is_compared(std::string const& expression, std::string const& name) {
    std::size_t const at = expression.find(name);
    if (at == std::string::npos || at == 0) return false;
    std::size_t const before = expression.find_last_not_of(' ', at - 1);
    return before != std::string::npos && expression[before] == '=';
}

std::string listed(std::vector<std::string> const& titles, std::size_t at_most) {
    std::string out;
    for (std::size_t i = 0; i < std::min(titles.size(), at_most); ++i) out += (i > 0 ? "、" : "") + titles[i];
    if (titles.size() > at_most) out += "等 " + std::to_string(titles.size()) + " 项";
    return out;
}

twin::Name no_column(AttributeTable const& table, std::string const& name, std::string const& expression) {
    if (expression.find('"' + name + '"') != std::string::npos || is_compared(expression, name))
        return {"没有属性“" + name + "”；文字请用单引号：'" + name + "'",
                "There is no attribute \"" + name + "\"; text goes in single quotes: '" + name + "'"};
    std::vector<std::string> names, titles;
    for (AttributeTable::Column const& c : table.columns()) {
        names.push_back(c.name);
        titles.push_back(c.title.zh == c.name ? c.name : c.title.zh);
    }
    return {"没有属性“" + name + "”；可用：" + listed(titles, 12), "There is no attribute '" + name + "'" +
                                                                       twin::did_you_mean(name, names) +
                                                                       "; there are: " + twin::join(names, 12)};
}

/// SQLite's own sentence in both languages.
twin::Name explain(AttributeTable const& table, std::string const& said, std::string const& expression) {
    if (std::string const name = after(said, "no such column: "); !name.empty())
        return no_column(table, name, expression);
    if (std::string const name = after(said, "no such function: "); !name.empty())
        return {"没有函数“" + name + "”", "There is no function '" + name + "'"};
    if (said == "incomplete input") return {"表达式不完整", "The expression ends too early"};
    if (std::string const word = after(said, "unrecognized token: "); !word.empty())
        return {"无法识别：" + word + "（引号是否成对？）", "Not understood: " + word + " (a quote left open?)"};
    if (said.starts_with("near \"")) {
        std::string const word = said.substr(6, said.find('"', 6) - 6);
        if (word == ")")
            return {"表达式不完整，或括号不成对", "The expression ends too early, or a bracket is missing"};
        return {"“" + word + "”附近有语法错误", "Something is wrong near '" + word + "'"};
    }
    if (said == "interrupted") return {"已停止", "stopped"};
    if (said == "not authorized" || said.ends_with("prohibited"))
        return {"表达式中只能用条件", "Only conditions may stand in a filter"};
    return {"无法使用该表达式：" + said, "This expression cannot be used: " + said};
}

/// Whether text and brackets are closed: then nothing of the expression reaches beyond its own brackets.
twin::Name unbalanced(std::string const& expression) {
    int depth = 0;
    char quote = 0;
    for (char const c : expression) {
        if (quote) {
            if (c == quote) quote = 0;
            continue;
        }
        if (c == '\'' || c == '"') quote = c;
        if (c == ';') return {"表达式中不能有分号", "A filter has no semicolons"};
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        if (depth < 0) return {"多了一个右括号", "There is a closing bracket too many"};
    }
    if (quote) return {"引号不成对", "A quote is left open"};
    if (depth > 0) return {"括号不成对", "A bracket is left open"};
    return {};
}

}  // namespace

std::string plain_signs(std::string const& expression) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 17> kSigns{{{"＞", ">"},
                                                                                           {"＜", "<"},
                                                                                           {"＝", "="},
                                                                                           {"（", "("},
                                                                                           {"）", ")"},
                                                                                           {"，", ","},
                                                                                           {"≥", ">="},
                                                                                           {"≤", "<="},
                                                                                           {"≠", "<>"},
                                                                                           {"‘", "'"},
                                                                                           {"’", "'"},
                                                                                           {"“", "'"},
                                                                                           {"”", "'"},
                                                                                           {"＇", "'"},
                                                                                           {"　", " "},
                                                                                           {"％", "%"},
                                                                                           {"＋", "+"}}};
    std::string out;
    bool inside = false;
    for (std::size_t i = 0; i < expression.size();) {
        auto const rest = std::string_view(expression).substr(i);
        auto const sign = std::find_if(kSigns.begin(), kSigns.end(), [&](auto const& s) {
            return rest.starts_with(s.first) && (!inside || s.second == "'");
        });
        std::string const put = sign != kSigns.end() ? std::string(sign->second) : std::string(1, expression[i]);
        if (put == "'") inside = !inside;
        i += sign != kSigns.end() ? sign->first.size() : 1;
        out += put;
    }
    return out;
}

struct FilterDatabase::State {
    std::unique_ptr<sqlite3, CloseDatabase> db;
    std::string why() const { return sqlite3_errmsg(db.get()); }
};

FilterDatabase::FilterDatabase(std::unique_ptr<State> state) : state_(std::move(state)) {}
FilterDatabase::FilterDatabase(FilterDatabase&&) noexcept = default;
FilterDatabase& FilterDatabase::operator=(FilterDatabase&&) noexcept = default;
FilterDatabase::~FilterDatabase() = default;

base::Result<FilterDatabase> FilterDatabase::fill(AttributeTable const& table, std::size_t buildings,
                                                  base::Progress& progress) {
    auto state = std::make_unique<State>();
    sqlite3* db = nullptr;
    int const opened = sqlite3_open(":memory:", &db);
    state->db.reset(db);
    if (opened != SQLITE_OK) return base::Error{"the attribute table could not be made: " + state->why()};
    sqlite3_create_collation(db, "words", SQLITE_UTF8, nullptr, compare_words);
    if (sqlite3_exec(db, create_table(table).c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
        return base::Error{"the attribute table could not be made: " + state->why()};
    sqlite3_exec(db, "BEGIN", nullptr, nullptr, nullptr);
    sqlite3_stmt* raw = nullptr;
    sqlite3_prepare_v2(db, insert_row(table.columns().size()).c_str(), -1, &raw, nullptr);
    Statement const insert(raw);
    for (std::uint32_t i = 0; i < buildings; ++i) {
        if (i % 4096 == 0 && progress.cancelled()) return base::Error{"stopped"};
        sqlite3_bind_int64(raw, 1, i);
        for (std::size_t c = 0; c < table.columns().size(); ++c) bind(raw, static_cast<int>(c) + 2, table, c, i);
        if (sqlite3_step(raw) != SQLITE_DONE)
            return base::Error{"the attribute table could not be filled: " + state->why()};
        sqlite3_reset(raw);
    }
    sqlite3_exec(db, "COMMIT", nullptr, nullptr, nullptr);
    // A misspelt column in double quotes must not count as text.
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_set_authorizer(db, only_reading, nullptr);
    return FilterDatabase(std::move(state));
}

Filtered FilterDatabase::filter(AttributeTable const& table, std::string const& expression, std::size_t buildings,
                                base::Progress& progress) {
    std::string const plain = plain_signs(expression);
    if (twin::Name const wrong = unbalanced(plain); !wrong.en.empty()) return {{}, 0, wrong};
    std::string const sql = "SELECT n FROM buildings WHERE (" + plain + "\n)";
    sqlite3* const db = state_->db.get();
    sqlite3_progress_handler(db, 20000, is_cancelled, &progress);
    sqlite3_stmt* raw = nullptr;
    int result = sqlite3_prepare_v2(db, sql.c_str(), -1, &raw, nullptr);
    Statement const statement(raw);
    Filtered out;
    if (result == SQLITE_OK) {
        out.shown.assign(buildings, 0);
        while ((result = sqlite3_step(raw)) == SQLITE_ROW) {
            out.shown[static_cast<std::size_t>(sqlite3_column_int64(raw, 0))] = 1;
            ++out.count;
        }
    }
    if (result != SQLITE_DONE) out = {{}, 0, explain(table, state_->why(), plain)};
    sqlite3_progress_handler(db, 0, nullptr, nullptr);
    return out;
}

}  // namespace app
