#pragma once
/// @file
/// The one tree of exceptions: thrown when the world says no, never for imperfect data (see Finding).

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace guanxi {

/// Root of everything that guanxi throws.
class Error : public std::runtime_error {
 public:
  /// @param code     stable, never reused, `module.reason`
  /// @param message  one sentence: the argument, the value found, what is allowed
  Error(std::string_view code, const std::string& message) : std::runtime_error(message), code_(code) {}

  /// The stable code, such as `argument.range`.
  [[nodiscard]] const std::string& code() const noexcept { return code_; }

 private:
  std::string code_;
};

/// An argument outside what the function allows.
class ArgumentError : public Error {
 public:
  using Error::Error;
};

/// Text that cannot be read as what it should be.
class ParseError : public Error {
 public:
  /// @param code      stable code
  /// @param message   a sentence that helps
  /// @param position  byte offset of the first sign that does not fit
  ParseError(std::string_view code, const std::string& message, std::size_t position = 0)
      : Error(code, message), position_(position) {}

  /// Byte offset of the first sign that does not fit.
  [[nodiscard]] std::size_t position() const noexcept { return position_; }

 private:
  std::size_t position_;
};

/// A file that cannot be opened, read or written, or is not what its name says.
class FileError : public Error {
 public:
  using Error::Error;
};

/// A record, kind, field or file that does not exist.
class NotFoundError : public Error {
 public:
  using Error::Error;
};

/// Something that the reader has no right to.
class AccessError : public Error {
 public:
  using Error::Error;
};

/// A record that somebody else has written meanwhile.
class ConflictError : public Error {
 public:
  /// @param code     stable code
  /// @param message  a sentence that names both versions
  /// @param stored   version in the store, 0 if there is none
  /// @param given    version that the writer had read, 0 if none
  ConflictError(std::string_view code, const std::string& message, std::int64_t stored, std::int64_t given)
      : Error(code, message), stored_(stored), given_(given) {}

  /// Version in the store, 0 if there is none.
  [[nodiscard]] std::int64_t stored() const noexcept { return stored_; }
  /// Version that the writer had read, 0 if none.
  [[nodiscard]] std::int64_t given() const noexcept { return given_; }

 private:
  std::int64_t stored_;
  std::int64_t given_;
};

}  // namespace guanxi
