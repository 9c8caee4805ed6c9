#pragma once
/// @file
/// Bytes of a text file to UTF-8 and back, for the encodings that spreadsheets on Chinese machines produce.

#include <string>
#include <string_view>

namespace guanxi::io {

/// How text is written as bytes.
enum class Encoding {
  utf8,      ///< UTF-8 without a byte-order mark
  utf8_bom,  ///< UTF-8 after a byte-order mark, which Excel needs in order to recognise it
  gb18030,   ///< GB18030, which contains GBK and GB2312
  utf16le,   ///< UTF-16, low byte first, after a byte-order mark
  utf16be    ///< UTF-16, high byte first, after a byte-order mark
};

/// What `decode` makes of some bytes.
struct Decoded {
  std::string text{};   ///< well-formed UTF-8 without a byte-order mark
  Encoding encoding{};  ///< what the bytes were taken for
  bool damaged{};       ///< some bytes fitted no encoding and became U+FFFD
  bool operator==(const Decoded&) const = default;
};

/// Text of bytes in an unknown encoding: a byte-order mark decides; then UTF-16 if the zero bytes lie as in UTF-16;
/// then UTF-8 if all of it is well formed; then GB18030.
/// What fits neither UTF-8 nor GB18030 is read in the one that leaves fewer bytes over. Text that is UTF-8 but for a
/// few bytes is taken for damaged UTF-8 even where GB18030 could read it, since that reading would be nonsense.
/// @param bytes  a whole file; empty gives empty UTF-8
/// @return  the text, what it was taken for, and whether U+FFFD had to stand in for anything. The byte 80, which
/// Windows
///          calls GBK's euro sign, is read as one.
/// @throws  FileError  `io.encoding` if the system has no GB18030 converter
/// @cost    linear
/// @limits  UTF-16 without a mark is recognised by its ASCII signs (line ends, commas, digits); text of other Western
///          code pages may be read as GB18030, since nothing tells them apart
[[nodiscard]] Decoded decode(std::string_view bytes);

/// Bytes of UTF-8 text in an encoding, with the byte-order mark that the encoding calls for.
/// @param utf8      text; bytes that are not well formed are written as U+FFFD
/// @param encoding  of the result; all of them can hold every sign, except that GB18030 has left 24 private-use code
///                  points without a place, which become U+FFFD
/// @throws  FileError  `io.encoding` if the system has no GB18030 converter
[[nodiscard]] std::string encode(std::string_view utf8, Encoding encoding);

/// Name of an encoding for people, such as `GB18030`.
[[nodiscard]] std::string_view encoding_name(Encoding encoding) noexcept;

}  // namespace guanxi::io
