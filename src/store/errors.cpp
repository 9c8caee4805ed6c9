#include "errors.hpp"

#include <sqlite3.h>

#include <string>
#include <string_view>

namespace guanxi::store::detail {

namespace {

struct Meaning {
  int code;  ///< primary result code of SQLite
  std::string_view ours;
  std::string_view sentence;
};

constexpr Meaning meanings[] = {
    {SQLITE_BUSY, "store.locked", "the file is being written by somebody else; try again, or close the other program"},
    {SQLITE_LOCKED, "store.locked", "the file is being written by somebody else; try again, or close the other program"},
    {SQLITE_NOTADB, "store.wrong_file", "the file is no guanxi store, or it is damaged at its start; choose another file or restore a backup"},
    {SQLITE_CORRUPT, "store.corrupt", "the file is damaged; stop writing to it and restore the latest backup"},
    {SQLITE_ERROR, "store.corrupt", "the tables of the file are not those that guanxi made; restore the latest backup"},
    {SQLITE_FULL, "store.full", "the disk is full; make room and try again, nothing was half written"},
    {SQLITE_READONLY, "store.read_only", "the file or its folder may not be written; change its permissions or copy it elsewhere"},
    {SQLITE_PERM, "store.read_only", "the file or its folder may not be written; change its permissions or copy it elsewhere"},
    {SQLITE_CANTOPEN, "store.cannot_open", "the file cannot be opened; check its path, and that its folder exists and may be written"},
    {SQLITE_IOERR, "store.input_output", "the disk refused to read or write; check the disk, nothing was half written"},
};

}  // namespace

void rethrow(const SQLite::Exception& problem) {
  constexpr int primary = 0xff;
  for (const Meaning& meaning : meanings)
    if ((problem.getErrorCode() & primary) == meaning.code)
      throw FileError(meaning.ours, std::string(meaning.sentence) + " (" + problem.what() + ")");
  throw FileError("store.sqlite", std::string("SQLite refused: ") + problem.what());
}

}  // namespace guanxi::store::detail
