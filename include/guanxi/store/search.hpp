#pragma once
/// @file
/// Search over names and texts.

#include <guanxi/core/uuid.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace guanxi::store {

/// What to search, and which part of the hits to give.
struct SearchOptions {
  std::vector<std::string> kinds{};  ///< names of record kinds; empty for all
  std::size_t limit = 50;            ///< hits of a page, at most; 0 for all. Default 50.
  std::int64_t after = 0;            ///< `next` of the page before; 0 for the first
};

/// A record in which all words of a search stand.
struct Hit {
  std::string kind{};   ///< name of the record kind
  Uuid record{};        ///< the record
  std::string title{};  ///< what people call it; empty if it has no name or the reader may not see it
  bool operator==(const Hit&) const = default;
};

/// Some of the hits, most lately written records first.
struct SearchPage {
  std::vector<Hit> hits{};  ///< at most as many as asked for
  std::int64_t next = 0;    ///< where the next page starts; 0 if there is none
};

}  // namespace guanxi::store
