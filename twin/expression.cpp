#include "twin/expression.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

#include "twin/text.h"

namespace twin {
namespace {

constexpr double kFoot = 0.3048;  // international foot, metres
constexpr double kInch = 0.0254;
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

struct UnitWord {
    std::string_view word;
    double factor;
    Unit unit;
};
constexpr UnitWord kHeightUnits[] = {
    {"m", 1, Unit::metres},        {"metre", 1, Unit::metres},    {"metres", 1, Unit::metres},
    {"meter", 1, Unit::metres},    {"meters", 1, Unit::metres},   {"米", 1, Unit::metres},
    {"cm", 0.01, Unit::metres},    {"mm", 0.001, Unit::metres},   {"ft", kFoot, Unit::metres},
    {"feet", kFoot, Unit::metres}, {"foot", kFoot, Unit::metres}, {"'", kFoot, Unit::metres},
    {"′", kFoot, Unit::metres},    {"in", kInch, Unit::metres},   {"\"", kInch, Unit::metres},
    {"storeys", 1, Unit::storeys}, {"storey", 1, Unit::storeys},  {"stories", 1, Unit::storeys},
    {"floors", 1, Unit::storeys},  {"levels", 1, Unit::storeys},  {"层", 1, Unit::storeys},
    {"层楼", 1, Unit::storeys},    {"層", 1, Unit::storeys},      {"f", 1, Unit::storeys},
};

UnitWord const* find_unit(std::string_view word) {
    std::string const wanted = lower(word);
    auto const found = std::find_if(std::begin(kHeightUnits), std::end(kHeightUnits),
                                    [&](UnitWord const& u) { return u.word == wanted; });
    return found == std::end(kHeightUnits) ? nullptr : found;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Reads a number at the start and takes it off; a comma between digits is a decimal comma.
std::optional<double> take_number(std::string_view& text) {
    std::string digits;
    std::size_t i = 0;
    bool point = false;
    if (i < text.size() && (text[i] == '-' || text[i] == '+')) {
        if (text[i] == '-') digits += '-';
        ++i;
    }
    for (; i < text.size(); ++i) {
        bool const separator =
            (text[i] == '.' || text[i] == ',') && !point && i + 1 < text.size() && is_digit(text[i + 1]);
        if (separator) {
            digits += '.';
            point = true;
        } else if (is_digit(text[i])) {
            digits += text[i];
        } else {
            break;
        }
    }
    // "1e3" is a number in files that programs wrote.
    if (i + 1 < text.size() && (text[i] == 'e' || text[i] == 'E') && !digits.empty() &&
        (is_digit(text[i + 1]) || (i + 2 < text.size() && is_digit(text[i + 2])))) {
        std::size_t j = i + 1;
        if (text[j] == '-' || text[j] == '+') ++j;
        std::size_t const first = text[i + 1] == '+' ? i + 2 : i + 1;
        while (j < text.size() && is_digit(text[j])) ++j;
        digits += 'e';
        digits += text.substr(first, j - first);
        i = j;
    }
    double value = 0;
    auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc{} || end != digits.data() + digits.size()) return {};
    text.remove_prefix(i);
    return value;
}

/// The unit at the start of what follows a number: signs, or letters up to the next gap.
UnitWord const* unit_behind(std::string_view& rest) {
    rest = trim(rest);
    if (rest.empty()) return nullptr;
    if (rest.front() == '\'' || rest.front() == '"') {
        UnitWord const* unit = find_unit(rest.substr(0, 1));
        rest.remove_prefix(1);
        return unit;
    }
    std::size_t const end = std::min(rest.find_first_of(" ;,/(0123456789"), rest.size());
    UnitWord const* unit = find_unit(rest.substr(0, end));
    if (unit) rest.remove_prefix(end);
    return unit;
}

}  // namespace

std::optional<Quantity> parse_quantity(std::string_view text) {
    std::string_view rest = trim(text);
    while (!rest.empty() && (rest.front() == '~' || rest.front() == '<' || rest.front() == '>'))
        rest = trim(rest.substr(1));
    auto const number = take_number(rest);
    if (!number) return {};
    UnitWord const* unit = unit_behind(rest);
    if (!unit) return Quantity{*number, Unit::none};
    Quantity result{*number * unit->factor, unit->unit};
    if (unit->factor == kFoot && !rest.empty()) {  // 5'11"
        rest = trim(rest);
        if (auto inches = take_number(rest)) result.value += *inches * kInch;
    }
    return result;
}

/// Recursive descent over the usual grammar: sums of products of fields, numbers and brackets.
struct ExpressionParser {
    std::string_view rest;
    Expression out;
    std::string problem;

    bool fail(std::string what) {
        if (problem.empty()) problem = std::move(what);
        return false;
    }
    void skip() { rest = rest.substr(std::min(rest.find_first_not_of(" \t"), rest.size())); }
    bool take(char c) {
        skip();
        if (rest.empty() || rest.front() != c) return false;
        rest.remove_prefix(1);
        return true;
    }
    void emit(Expression::Op op, double value = 0, std::uint32_t field = 0) {
        out.steps_.push_back({op, value, field});
    }

    bool sum() {
        if (!product()) return false;
        while (true) {
            if (take('+')) {
                if (!product()) return false;
                emit(Expression::Op::add);
            } else if (take('-')) {
                if (!product()) return false;
                emit(Expression::Op::subtract);
            } else {
                return true;
            }
        }
    }
    bool product() {
        if (!factor()) return false;
        while (true) {
            if (take('*')) {
                if (!factor()) return false;
                emit(Expression::Op::multiply);
            } else if (take('/')) {
                if (!factor()) return false;
                emit(Expression::Op::divide);
            } else {
                return true;
            }
        }
    }
    bool factor() {
        skip();
        if (rest.empty()) return fail("it ends where a field or a number should follow");
        if (take('(')) {
            if (!sum()) return false;
            if (!take(')')) return fail("a ')' is missing");
        } else if (is_digit(rest.front()) || rest.front() == '.' || rest.front() == '-') {
            auto const number = take_number(rest);
            if (!number) return fail(in_quotes(rest.substr(0, 8)) + " is no number");
            emit(Expression::Op::constant, *number);
        } else if (!field()) {
            return false;
        }
        return unit();
    }
    bool field() {
        std::string name;
        if (rest.front() == '"') {
            auto const end = rest.find('"', 1);
            if (end == std::string_view::npos) return fail("a '\"' is missing");
            name = rest.substr(1, end - 1);
            rest.remove_prefix(end + 1);
        } else {
            std::size_t const end = std::min(rest.find_first_of(" \t*/+()\""), rest.size());
            name = rest.substr(0, end);
            rest.remove_prefix(end);
        }
        if (name.empty()) return fail(in_quotes(rest.substr(0, 1)) + " stands where a field or a number should");
        auto const found = std::find(out.fields_.begin(), out.fields_.end(), name);
        emit(Expression::Op::field, 1, static_cast<std::uint32_t>(found - out.fields_.begin()));
        if (found == out.fields_.end()) out.fields_.push_back(std::move(name));
        return true;
    }
    bool unit() {
        skip();
        std::size_t const end = std::min(rest.find_first_of(" \t*/+-()"), rest.size());
        if (end == 0) return true;
        std::string const word(rest.substr(0, end));
        UnitWord const* unit = find_unit(word);
        if (!unit) return fail(in_quotes(word) + " is no unit (m, ft, storeys) and no sign (+ - * /)");
        rest.remove_prefix(end);
        if (unit->unit == Unit::storeys) {
            out.storeys_ = true;
        } else if (out.steps_.back().op == Expression::Op::field) {
            out.steps_.back().value = unit->factor;
        } else if (unit->factor != 1) {
            emit(Expression::Op::constant, unit->factor);
            emit(Expression::Op::multiply);
        }
        return true;
    }
};

base::Result<Expression> Expression::parse(std::string_view text) {
    ExpressionParser parser{trim(text), {}, {}};
    bool const good = parser.sum();
    parser.skip();
    if (good && parser.rest.empty()) {
        parser.out.text_ = trim(text);
        return std::move(parser.out);
    }
    if (parser.problem.empty()) parser.problem = in_quotes(parser.rest) + " is left over";
    return base::Error{"the rule " + in_quotes(text) + " cannot be read: " + parser.problem};
}

BoundExpression::BoundExpression(Expression const& expression, geo::VectorLayer const& layer)
    : steps_(expression.steps_) {
    for (Expression::Step& step : steps_) {
        if (step.op != Expression::Op::field) continue;
        Source source{layer.column(expression.fields_[step.field]), step.value, {}};
        if (source.column && source.column->kind == geo::Column::Kind::text) {
            source.by_code.reserve(source.column->dictionary.size());
            for (std::string const& entry : source.column->dictionary) {
                auto const quantity = parse_quantity(entry);
                double const factor = quantity && quantity->unit == Unit::metres ? 1 : step.value;
                source.by_code.push_back(quantity ? quantity->value * factor : kNaN);
            }
        }
        step.field = static_cast<std::uint32_t>(sources_.size());
        sources_.push_back(std::move(source));
    }
}

double BoundExpression::operator()(std::size_t row) const {
    std::array<double, 16> stack{};
    std::size_t top = 0;
    for (Expression::Step const& step : steps_) {
        if (step.op == Expression::Op::constant || step.op == Expression::Op::field) {
            if (top == stack.size()) return kNaN;
            double value = step.value;
            if (step.op == Expression::Op::field) {
                Source const& source = sources_[step.field];
                if (!source.column) {
                    value = kNaN;
                } else if (source.column->kind == geo::Column::Kind::number) {
                    value = source.column->numbers[row] * source.factor;
                } else {
                    std::uint32_t const code = source.column->codes[row];
                    value = code == geo::Column::kNull ? kNaN : source.by_code[code];
                }
            }
            stack[top++] = value;
            continue;
        }
        double const b = stack[--top];
        double& a = stack[top - 1];
        switch (step.op) {
            case Expression::Op::add: a += b; break;
            case Expression::Op::subtract: a -= b; break;
            case Expression::Op::multiply: a *= b; break;
            default: a /= b; break;
        }
    }
    return stack[0];
}

bool BoundExpression::unreadable(std::size_t row) const {
    return std::any_of(sources_.begin(), sources_.end(), [&](Source const& s) {
        if (!s.column || s.column->kind != geo::Column::Kind::text) return false;
        std::uint32_t const code = s.column->codes[row];
        return code != geo::Column::kNull && !s.column->dictionary[code].empty() && std::isnan(s.by_code[code]);
    });
}

}  // namespace twin
