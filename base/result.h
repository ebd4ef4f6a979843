// A value, or the one reason there is none. Bad data and bad files travel this way; bugs are asserts.
#pragma once

#include <cassert>
#include <string>
#include <utility>
#include <variant>

namespace base {

/// What went wrong decides the exit status of the program (docs/architecture.md, "Exit status").
enum class ErrorKind {
    failed,    ///< exit 1: the work could not be done
    usage,     ///< exit 2: the request itself makes no sense
    no_device  ///< exit 3: no usable GPU or driver
};

/// One finished sentence for a person: it names the file, the layer or feature, and the reason.
struct Error {
    std::string message;
    ErrorKind kind = ErrorKind::failed;
};

/// `return base::Error{"roads.gpkg: no layer 'road'; it has: roads, rails"};` or `return value;`
template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : state_(std::move(value)) {}
    Result(Error error) : state_(std::move(error)) {}

    explicit operator bool() const { return std::holds_alternative<T>(state_); }

    T& value() & {
        assert(*this);
        return *std::get_if<T>(&state_);
    }
    T const& value() const& {
        assert(*this);
        return *std::get_if<T>(&state_);
    }
    T&& value() && {
        assert(*this);
        return std::move(*std::get_if<T>(&state_));
    }
    T* operator->() { return &value(); }
    T const* operator->() const { return &value(); }
    T& operator*() & { return value(); }
    T const& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }

    Error const& error() const {
        assert(!*this);
        return *std::get_if<Error>(&state_);
    }

private:
    std::variant<T, Error> state_;
};

/// The value of an operation that has none: `return base::done;`
struct Done {};
inline constexpr Done done{};
using Status = Result<Done>;

}  // namespace base
