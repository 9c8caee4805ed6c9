#include "simulated_disk.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cassert>
#include <cstring>
#include <mutex>
#include <optional>
#include <set>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

namespace guanxi::test {

// The names below begin with Disk or speak of it because tests may be compiled as one unit.

constexpr std::size_t disk_sector = 512;

/// A number that looks random, the same for equal arguments (splitmix64).
static std::uint64_t disk_scramble(std::uint64_t value, std::uint64_t salt) {
  std::uint64_t z = value + (salt + 1) * 0x9E3779B97F4A7C15u;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

/// A change of the medium, or a mark.
struct DiskOperation {
  enum class Kind { write, truncate, sync, create, remove, sync_folder, mark };
  Kind kind;
  std::uint64_t file = 0;  ///< number of the file, never used again for another one
  std::int64_t at = 0;     ///< offset of a write, size of a truncation, number of a mark
  std::string bytes;       ///< of a write
  std::string name;        ///< of the file, as far as there is one
};
using DiskLog = std::vector<DiskOperation>;

/// Calls a function with begin, end and number of each sector that a write touches.
template <class Visit>
static void for_each_disk_sector(std::size_t begin, std::size_t size, const Visit& visit) {
  const std::size_t end = begin + size;
  for (std::size_t part = 0; begin < end; ++part) {
    const std::size_t next = std::min(end, (begin / disk_sector + 1) * disk_sector);
    visit(begin, next, part);
    begin = next;
  }
}

static std::size_t disk_sectors_of(const DiskOperation& write) {
  const auto begin = static_cast<std::size_t>(write.at);
  return (begin + write.bytes.size() + disk_sector - 1) / disk_sector - begin / disk_sector;
}

/// Puts bytes at an offset, with zeros before them where the content ends earlier.
static void put_disk_bytes(std::string& content, std::size_t at, std::string_view bytes) {
  if (content.size() < at + bytes.size()) content.resize(at + bytes.size());
  std::memcpy(content.data() + at, bytes.data(), bytes.size());
}

/// Which of the operations that were not synced arrive on the medium: a pure function of its seed.
class DiskLoss {
 public:
  /// @param pending  indexes of the operations that were not synced
  DiskLoss(std::uint64_t seed, const DiskLog& log, const std::vector<std::size_t>& pending) : seed_(seed) {
    constexpr std::array some = {Style::oldest, Style::newest, Style::writes, Style::sectors, Style::files};
    style_ = some[setting(1) % some.size()];
    percent_ = std::array{50, 90, 10}[setting(2) % 3];
    if (seed == SimulatedDisk::synced_only || seed == SimulatedDisk::everything) {
      style_ = Style::sectors;
      percent_ = seed == SimulatedDisk::everything ? 100 : 0;
      return;
    }
    garbage_ = setting(3) % 2 == 0;
    grows_ = setting(4) % 2 == 0;
    if (pending.empty()) return;
    cut_ = pending[setting(5) % pending.size()];
    cut_sector_ = setting(6) % (disk_sectors_of(log[cut_]) + 1);
  }

  /// Whether a sector of a write, or another operation (sector 0), arrives.
  bool arrives(std::uint64_t file, std::size_t operation, std::size_t sector = 0) const {
    const bool before_cut = operation < cut_ || (operation == cut_ && sector < cut_sector_);
    switch (style_) {
      case Style::oldest: return before_cut;
      case Style::newest: return !before_cut;
      case Style::writes: return chance(percent_, roll(operation, 0));
      case Style::files: return chance(std::array{0, 100, 50}[setting(file + 10) % 3], roll(operation, sector));
      case Style::sectors: break;
    }
    return chance(percent_, roll(operation, sector));
  }

  /// Whether files grow by writes that do not arrive.
  bool grows() const { return grows_; }

  /// Lengthens a file by bytes that nobody wrote.
  void lengthen(std::string& content, std::size_t size) const {
    const std::size_t old = content.size();
    if (size <= old) return;
    content.resize(size);
    if (!garbage_) return;
    std::uint64_t bits = seed_;
    for (std::size_t i = old; i < size; ++i, bits >>= 8) {
      if ((i - old) % 8 == 0) bits = disk_scramble(seed_, i);
      content[i] = static_cast<char>(bits);
    }
  }

 private:
  enum class Style { oldest, newest, writes, sectors, files };

  std::uint64_t setting(std::uint64_t which) const { return disk_scramble(~seed_, which); }
  std::uint64_t roll(std::uint64_t operation, std::uint64_t sector) const {
    return disk_scramble(disk_scramble(seed_, operation), sector);
  }
  static bool chance(int percent, std::uint64_t rolled) { return rolled % 100 < static_cast<std::uint64_t>(percent); }

  std::uint64_t seed_;
  Style style_;
  int percent_;           // of what arrives
  bool garbage_ = false;  // instead of zeros where nothing arrived
  bool grows_ = false;
  std::size_t cut_ = 0;         // operation at which the oldest end and the newest begin,
  std::size_t cut_sector_ = 0;  // and its sector
};

/// What is on the platter and what is on the way there, after some of the log.
class DiskMedium {
 public:
  DiskMedium() = default;

  /// Files that are synced, numbered from 1.
  explicit DiskMedium(const SimulatedDisk::Image& image) {
    for (const auto& [name, bytes] : image) {
      const std::uint64_t number = names_.size() + 1;
      names_[name] = number;
      files_[number].synced = bytes;
    }
  }

  /// Takes the next operation.
  void apply(const DiskLog& log, std::size_t index) {
    using enum DiskOperation::Kind;
    const DiskOperation& operation = log[index];
    switch (operation.kind) {
      case write:
      case truncate: files_[operation.file].pending.push_back(index); break;
      case create: files_[operation.file]; [[fallthrough]];
      case remove: pending_names_.push_back(index); break;
      case sync: sync_file(log, operation.file); break;
      case sync_folder: sync_names(log); break;
      case mark: break;
    }
  }

  /// What a power loss leaves.
  SimulatedDisk::Image image(const DiskLog& log, std::uint64_t seed) const {
    std::vector<std::size_t> pending = pending_names_;
    for (const auto& [number, file] : files_) pending.insert(pending.end(), file.pending.begin(), file.pending.end());
    const DiskLoss loss(seed, log, pending);
    auto names = names_;
    for (const std::size_t index : pending_names_) {
      if (loss.arrives(log[index].file, index)) rename(names, log[index]);
    }
    SimulatedDisk::Image left;
    for (const auto& [name, number] : names) {
      const File& file = files_.at(number);
      std::string& content = left[name] = file.synced;
      for (const std::size_t index : file.pending) arrive(content, log, index, loss);
    }
    return left;
  }

  /// Bytes of all files.
  std::size_t size() const {
    std::size_t sum = 0;
    for (const auto& [number, file] : files_) sum += file.synced.size();
    return sum;
  }

 private:
  struct File {
    std::string synced;
    std::vector<std::size_t> pending;  // writes and truncations since
  };
  using Names = std::map<std::string, std::uint64_t>;

  static void rename(Names& names, const DiskOperation& operation) {
    if (operation.kind == DiskOperation::Kind::create) names[operation.name] = operation.file;
    else names.erase(operation.name);
  }

  static void arrive(std::string& content, const DiskLog& log, std::size_t index, const DiskLoss& loss) {
    const DiskOperation& operation = log[index];
    const auto at = static_cast<std::size_t>(operation.at);
    if (operation.kind == DiskOperation::Kind::truncate) {
      if (loss.arrives(operation.file, index)) content.resize(at);
      return;
    }
    for_each_disk_sector(at, operation.bytes.size(), [&](std::size_t begin, std::size_t end, std::size_t sector) {
      const bool arrives = loss.arrives(operation.file, index, sector);
      if (arrives || loss.grows()) loss.lengthen(content, arrives ? begin : end);
      if (arrives) put_disk_bytes(content, begin, std::string_view(operation.bytes).substr(begin - at, end - begin));
    });
  }

  void sync_file(const DiskLog& log, std::uint64_t number) {
    const auto found = files_.find(number);
    if (found == files_.end()) return;  // deleted for good while it was open
    File& file = found->second;
    for (const std::size_t index : file.pending) {
      const auto at = static_cast<std::size_t>(log[index].at);
      if (log[index].kind == DiskOperation::Kind::truncate) file.synced.resize(at);
      else put_disk_bytes(file.synced, at, log[index].bytes);
    }
    file.pending.clear();
    sync_creation(log, number);
  }

  /// The name of a file and what happened to this name before are safe.
  void sync_creation(const DiskLog& log, std::uint64_t number) {
    const auto created = std::find_if(pending_names_.begin(), pending_names_.end(), [&](std::size_t index) {
      return log[index].kind == DiskOperation::Kind::create && log[index].file == number;
    });
    if (created == pending_names_.end()) return;
    const std::size_t last = *created;
    rename(names_, log[last]);
    std::erase_if(pending_names_, [&](std::size_t index) { return index <= last && log[index].name == log[last].name; });
  }

  void sync_names(const DiskLog& log) {
    for (const std::size_t index : pending_names_) rename(names_, log[index]);
    pending_names_.clear();
    std::set<std::uint64_t> named;
    for (const auto& [name, number] : names_) named.insert(number);
    std::erase_if(files_, [&](const auto& entry) { return !named.contains(entry.first); });
  }

  std::map<std::uint64_t, File> files_;
  Names names_;                             // synced
  std::vector<std::size_t> pending_names_;  // creations and deletions since
};

/// The medium at any moment of the log, fast where the moments rise.
class DiskHistory {
 public:
  /// Forgets everything; these files are synced.
  void restart(SimulatedDisk::Image image) {
    start_ = std::move(image);
    saved_.clear();
    now_ = {};
    cost_ = 0;
  }

  const DiskMedium& at(const DiskLog& log, std::size_t operations) {
    if (saved_.empty()) now_ = saved_.emplace_back(Moment{0, DiskMedium(start_)});
    const auto later = std::upper_bound(saved_.begin(), saved_.end(), operations,
                                        [](std::size_t sought, const Moment& moment) { return sought < moment.operations; });
    const Moment& nearest = *std::prev(later);
    if (operations < now_.operations || now_.operations < nearest.operations) {
      now_ = nearest;
      cost_ = 0;
    }
    while (now_.operations < operations) {
      cost_ += log[now_.operations].bytes.size() + 64;
      now_.medium.apply(log, now_.operations++);
      if (now_.operations > saved_.back().operations && cost_ > std::max<std::size_t>(now_.medium.size(), 1 << 20)) {
        saved_.push_back(now_);
        cost_ = 0;
      }
    }
    return now_.medium;
  }

 private:
  struct Moment {
    std::size_t operations = 0;
    DiskMedium medium;
  };
  SimulatedDisk::Image start_;
  std::vector<Moment> saved_;  // rising; the start comes with the first question
  Moment now_;
  std::size_t cost_ = 0;  // of the way from the last saved moment
};

struct DiskHandle;

/// The shared memory of a WAL index and its locks.
struct DiskSharedMemory {
  std::vector<std::unique_ptr<char[]>> regions;
  std::array<int, SQLITE_SHM_NLOCK> shared{};  // holders
  std::array<bool, SQLITE_SHM_NLOCK> exclusive{};
  int users = 0;
};

/// A file as the running system sees it.
struct DiskFile {
  std::uint64_t number = 0;  // 0: temporary, without name and log
  std::string name;
  std::string content;
  std::set<DiskHandle*> handles;
  DiskSharedMemory memory;
};

/// An open file.
struct DiskHandle {
  SimulatedDisk* owner = nullptr;
  std::shared_ptr<DiskFile> file;
  int lock = SQLITE_LOCK_NONE;
  bool writable = false;
  bool syncs_folder = false;  // with the next sync
  bool keeps_wal = false;
  bool uses_memory = false;
  unsigned shared = 0;  // locks in the shared memory, a bit each
  unsigned exclusive = 0;
};

/// What SQLite allocates for an open file.
struct DiskSqliteFile {
  sqlite3_file base;
  DiskHandle* handle;
};

enum class DiskCall { read, write, truncate, sync, open, remove };

/// The code of a failing call of this kind.
static int disk_fault_code(DiskCall call) {
  switch (call) {
    case DiskCall::read: return SQLITE_IOERR_READ;
    case DiskCall::write: return SQLITE_IOERR_WRITE;
    case DiskCall::truncate: return SQLITE_IOERR_TRUNCATE;
    case DiskCall::sync: return SQLITE_IOERR_FSYNC;
    case DiskCall::open: return SQLITE_CANTOPEN;
    case DiskCall::remove: break;
  }
  return SQLITE_IOERR_DELETE;
}

/// Whether a call of this kind can fail with this code.
static bool disk_fault_concerns(int code, DiskCall call) {
  constexpr std::array kinds = {DiskCall::read, DiskCall::write, DiskCall::truncate, DiskCall::sync, DiskCall::open,
                                DiskCall::remove};
  if (code == SQLITE_FULL) return call == DiskCall::write || call == DiskCall::truncate || call == DiskCall::open;
  const bool special = std::any_of(kinds.begin(), kinds.end(), [&](DiskCall kind) { return disk_fault_code(kind) == code; });
  return !special || disk_fault_code(call) == code;
}

/// Everything behind the mutex, and the functions that SQLite calls.
struct SimulatedDisk::State {
  State(SimulatedDisk* disk, std::string vfs_name, int says);

  std::string name;
  int characteristics;
  sqlite3_vfs vfs{};
  std::mutex mutex;
  // the rest is guarded by the mutex
  std::map<std::string, std::shared_ptr<DiskFile>> files;
  std::uint64_t last_number = 0;
  std::size_t open_files = 0;
  DiskLog log;
  std::vector<std::size_t> marks;  // where they are in the log
  DiskHistory history;
  std::optional<Fault> fault;  // its `at` counts from the first call ever
  std::int64_t calls = 0;
  std::int64_t failed_calls = 0;

  void begin(Image image);
  void note(DiskOperation operation) { log.push_back(std::move(operation)); }
  int count(DiskCall call);
  void write(DiskFile& file, std::int64_t at, std::string_view bytes);
  static void release_memory(DiskHandle& handle);

  // methods of the VFS
  static State& of(sqlite3_vfs* vfs) { return *static_cast<SimulatedDisk*>(vfs->pAppData)->state_; }
  static int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* out, int flags, int* out_flags);
  static int remove(sqlite3_vfs* vfs, const char* name, int sync_folder);
  static int access(sqlite3_vfs* vfs, const char* name, int flags, int* result);
  static int full_path(sqlite3_vfs* vfs, const char* name, int size, char* out);
  static void delegate(sqlite3_vfs& vfs);

  // methods of an open file
  static DiskHandle& handle_of(sqlite3_file* file) { return *reinterpret_cast<DiskSqliteFile*>(file)->handle; }
  static State& of(const DiskHandle& handle) { return *handle.owner->state_; }
  static int close(sqlite3_file* file);
  static int read(sqlite3_file* file, void* out, int size, sqlite3_int64 at);
  static int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 at);
  static int truncate(sqlite3_file* file, sqlite3_int64 size);
  static int sync(sqlite3_file* file, int flags);
  static int file_size(sqlite3_file* file, sqlite3_int64* size);
  static int lock(sqlite3_file* file, int level);
  static int unlock(sqlite3_file* file, int level);
  static int check_reserved(sqlite3_file* file, int* result);
  static int control(sqlite3_file* file, int operation, void* argument);
  static int sector_size(sqlite3_file*) { return static_cast<int>(disk_sector); }
  static int device_characteristics(sqlite3_file* file) { return of(handle_of(file)).characteristics; }
  static int memory_map(sqlite3_file* file, int region, int size, int extend, void volatile** out);
  static int memory_lock(sqlite3_file* file, int offset, int n, int flags);
  static void memory_barrier(sqlite3_file* file);
  static int memory_unmap(sqlite3_file* file, int remove);
  static const sqlite3_io_methods io_methods;
};

const sqlite3_io_methods SimulatedDisk::State::io_methods = {.iVersion = 2,
                                                             .xClose = close,
                                                             .xRead = read,
                                                             .xWrite = write,
                                                             .xTruncate = truncate,
                                                             .xSync = sync,
                                                             .xFileSize = file_size,
                                                             .xLock = lock,
                                                             .xUnlock = unlock,
                                                             .xCheckReservedLock = check_reserved,
                                                             .xFileControl = control,
                                                             .xSectorSize = sector_size,
                                                             .xDeviceCharacteristics = device_characteristics,
                                                             .xShmMap = memory_map,
                                                             .xShmLock = memory_lock,
                                                             .xShmBarrier = memory_barrier,
                                                             .xShmUnmap = memory_unmap,
                                                             .xFetch = nullptr,
                                                             .xUnfetch = nullptr};

SimulatedDisk::State::State(SimulatedDisk* disk, std::string vfs_name, int says)
    : name(std::move(vfs_name)), characteristics(says) {
  vfs.iVersion = 2;
  vfs.szOsFile = static_cast<int>(sizeof(DiskSqliteFile));
  vfs.mxPathname = 512;
  vfs.zName = name.c_str();
  vfs.pAppData = disk;
  vfs.xOpen = open;
  vfs.xDelete = remove;
  vfs.xAccess = access;
  vfs.xFullPathname = full_path;
  delegate(vfs);
  begin({});
}

void SimulatedDisk::State::begin(Image image) {
  files.clear();
  last_number = 0;
  for (const auto& [file_name, bytes] : image) {  // numbers as in the constructor of DiskMedium
    auto file = std::make_shared<DiskFile>();
    file->number = ++last_number;
    file->name = file_name;
    file->content = bytes;
    files[file_name] = std::move(file);
  }
  log.clear();
  marks.clear();
  history.restart(std::move(image));
  fault.reset();
}

/// Counts a call and gives its code, SQLITE_OK unless a fault is due.
int SimulatedDisk::State::count(DiskCall call) {
  ++calls;
  if (!fault || calls < fault->at || !disk_fault_concerns(fault->code, call)) return SQLITE_OK;
  const int code = fault->code == SQLITE_IOERR ? disk_fault_code(call) : fault->code;
  if (!fault->for_good) fault.reset();
  ++failed_calls;
  return code;
}

void SimulatedDisk::State::write(DiskFile& file, std::int64_t at, std::string_view bytes) {
  if (bytes.empty()) return;
  put_disk_bytes(file.content, static_cast<std::size_t>(at), bytes);
  if (file.number == 0) return;
  note({.kind = DiskOperation::Kind::write, .file = file.number, .at = at, .bytes = std::string(bytes), .name = file.name});
}

// -- the file system --

int SimulatedDisk::State::open(sqlite3_vfs* vfs, const char* name, sqlite3_file* out, int flags, int* out_flags) {
  using enum DiskOperation::Kind;
  out->pMethods = nullptr;
  State& state = of(vfs);
  const std::lock_guard guard(state.mutex);
  if (const int code = state.count(DiskCall::open); code != SQLITE_OK) return code;
  auto handle = std::make_unique<DiskHandle>();
  handle->owner = static_cast<SimulatedDisk*>(vfs->pAppData);
  handle->writable = (flags & SQLITE_OPEN_READWRITE) != 0;
  handle->syncs_folder = (flags & SQLITE_OPEN_CREATE) != 0 &&
                         (flags & (SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL | SQLITE_OPEN_WAL)) != 0;
  const auto found = name == nullptr ? state.files.end() : state.files.find(name);
  if (found != state.files.end()) {
    if ((flags & SQLITE_OPEN_CREATE) != 0 && (flags & SQLITE_OPEN_EXCLUSIVE) != 0) return SQLITE_CANTOPEN;
    handle->file = found->second;
  } else {
    const bool temporary = name == nullptr || (flags & SQLITE_OPEN_DELETEONCLOSE) != 0;
    if (!temporary && (flags & SQLITE_OPEN_CREATE) == 0) return SQLITE_CANTOPEN;
    handle->file = std::make_shared<DiskFile>();
    if (!temporary) {
      handle->file->number = ++state.last_number;
      handle->file->name = name;
      state.files[name] = handle->file;
      state.note({.kind = create, .file = handle->file->number, .bytes = {}, .name = name});
    }
  }
  handle->file->handles.insert(handle.get());
  ++state.open_files;
  auto* const file = reinterpret_cast<DiskSqliteFile*>(out);
  file->handle = handle.release();
  file->base.pMethods = &io_methods;
  if (out_flags != nullptr) *out_flags = flags;
  return SQLITE_OK;
}

int SimulatedDisk::State::remove(sqlite3_vfs* vfs, const char* name, int sync_folder) {
  State& state = of(vfs);
  const std::lock_guard guard(state.mutex);
  if (const int code = state.count(DiskCall::remove); code != SQLITE_OK) return code;
  const auto found = state.files.find(name);
  if (found == state.files.end()) return SQLITE_IOERR_DELETE_NOENT;
  state.note({.kind = DiskOperation::Kind::remove, .file = found->second->number, .bytes = {}, .name = name});
  state.files.erase(found);
  if (sync_folder != 0) state.note({.kind = DiskOperation::Kind::sync_folder, .bytes = {}, .name = {}});
  return SQLITE_OK;
}

int SimulatedDisk::State::access(sqlite3_vfs* vfs, const char* name, int flags, int* result) {
  State& state = of(vfs);
  const std::lock_guard guard(state.mutex);
  const auto found = state.files.find(name);
  // as on Unix, an empty file is as good as none
  *result = found != state.files.end() && (flags != SQLITE_ACCESS_EXISTS || !found->second->content.empty()) ? 1 : 0;
  return SQLITE_OK;
}

int SimulatedDisk::State::full_path(sqlite3_vfs*, const char* name, int size, char* out) {
  const std::size_t length = std::strlen(name) + 1;
  if (length > static_cast<std::size_t>(size)) return SQLITE_CANTOPEN;
  std::memcpy(out, name, length);
  return SQLITE_OK;
}

/// Clock, chance and sleep are the system's.
void SimulatedDisk::State::delegate(sqlite3_vfs& vfs) {
  vfs.xRandomness = [](sqlite3_vfs*, int size, char* out) {
    sqlite3_vfs* const system = sqlite3_vfs_find(nullptr);
    return system->xRandomness(system, size, out);
  };
  vfs.xSleep = [](sqlite3_vfs*, int microseconds) {
    sqlite3_vfs* const system = sqlite3_vfs_find(nullptr);
    return system->xSleep(system, microseconds);
  };
  vfs.xCurrentTime = [](sqlite3_vfs*, double* now) {
    sqlite3_vfs* const system = sqlite3_vfs_find(nullptr);
    return system->xCurrentTime(system, now);
  };
  vfs.xCurrentTimeInt64 = [](sqlite3_vfs*, sqlite3_int64* now) {
    sqlite3_vfs* const system = sqlite3_vfs_find(nullptr);
    return system->xCurrentTimeInt64(system, now);
  };
  vfs.xGetLastError = [](sqlite3_vfs*, int, char*) { return 0; };
}

// -- an open file --

int SimulatedDisk::State::close(sqlite3_file* file) {
  DiskHandle* const handle = &handle_of(file);
  State& state = of(*handle);
  const std::lock_guard guard(state.mutex);
  release_memory(*handle);
  handle->file->handles.erase(handle);
  --state.open_files;
  delete handle;
  return SQLITE_OK;
}

int SimulatedDisk::State::read(sqlite3_file* file, void* out, int size, sqlite3_int64 at) {
  const DiskHandle& handle = handle_of(file);
  State& state = of(handle);
  const std::lock_guard guard(state.mutex);
  if (const int code = state.count(DiskCall::read); code != SQLITE_OK) return code;
  const std::string& content = handle.file->content;
  const auto begin = std::min(static_cast<std::size_t>(at), content.size());
  const auto wanted = static_cast<std::size_t>(size);
  const auto there = std::min(wanted, content.size() - begin);
  std::memcpy(out, content.data() + begin, there);
  std::memset(static_cast<char*>(out) + there, 0, wanted - there);
  return there == wanted ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

int SimulatedDisk::State::write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 at) {
  const DiskHandle& handle = handle_of(file);
  State& state = of(handle);
  const std::lock_guard guard(state.mutex);
  std::string_view all(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
  const int code = !handle.writable ? SQLITE_IOERR_WRITE : state.count(DiskCall::write);
  if (code == SQLITE_OK) {
    state.write(*handle.file, at, all);
  } else if (handle.writable && (code & 0xFF) == SQLITE_IOERR) {
    std::vector<std::size_t> ends = {0};
    for_each_disk_sector(static_cast<std::size_t>(at), all.size(), [&](std::size_t, std::size_t end, std::size_t) {
      ends.push_back(end - static_cast<std::size_t>(at));
    });
    state.write(*handle.file, at, all.substr(0, ends[disk_scramble(static_cast<std::uint64_t>(state.calls), 0) % ends.size()]));
  }
  return code;
}

int SimulatedDisk::State::truncate(sqlite3_file* file, sqlite3_int64 size) {
  const DiskHandle& handle = handle_of(file);
  State& state = of(handle);
  const std::lock_guard guard(state.mutex);
  if (!handle.writable) return SQLITE_IOERR_TRUNCATE;
  if (const int code = state.count(DiskCall::truncate); code != SQLITE_OK) return code;
  handle.file->content.resize(static_cast<std::size_t>(size));
  if (handle.file->number == 0) return SQLITE_OK;
  state.note({.kind = DiskOperation::Kind::truncate,
              .file = handle.file->number,
              .at = size,
              .bytes = {},
              .name = handle.file->name});
  return SQLITE_OK;
}

int SimulatedDisk::State::sync(sqlite3_file* file, int) {
  DiskHandle& handle = handle_of(file);
  State& state = of(handle);
  const std::lock_guard guard(state.mutex);
  if (const int code = state.count(DiskCall::sync); code != SQLITE_OK) return code;
  if (handle.file->number == 0) return SQLITE_OK;
  state.note({.kind = DiskOperation::Kind::sync, .file = handle.file->number, .bytes = {}, .name = handle.file->name});
  if (std::exchange(handle.syncs_folder, false)) state.note({.kind = DiskOperation::Kind::sync_folder, .bytes = {}, .name = {}});
  return SQLITE_OK;
}

int SimulatedDisk::State::file_size(sqlite3_file* file, sqlite3_int64* size) {
  const DiskHandle& handle = handle_of(file);
  const std::lock_guard guard(of(handle).mutex);
  *size = static_cast<sqlite3_int64>(handle.file->content.size());
  return SQLITE_OK;
}

int SimulatedDisk::State::lock(sqlite3_file* file, int level) {
  DiskHandle& handle = handle_of(file);
  const std::lock_guard guard(of(handle).mutex);
  if (handle.lock >= level) return SQLITE_OK;
  int others = SQLITE_LOCK_NONE;
  for (const DiskHandle* other : handle.file->handles) {
    if (other != &handle) others = std::max(others, other->lock);
  }
  if (others >= (level == SQLITE_LOCK_SHARED ? SQLITE_LOCK_PENDING : SQLITE_LOCK_RESERVED)) return SQLITE_BUSY;
  if (level == SQLITE_LOCK_EXCLUSIVE && others != SQLITE_LOCK_NONE) {
    handle.lock = SQLITE_LOCK_PENDING;  // no new readers
    return SQLITE_BUSY;
  }
  handle.lock = level;
  return SQLITE_OK;
}

int SimulatedDisk::State::unlock(sqlite3_file* file, int level) {
  DiskHandle& handle = handle_of(file);
  const std::lock_guard guard(of(handle).mutex);
  handle.lock = std::min(handle.lock, level);
  return SQLITE_OK;
}

int SimulatedDisk::State::check_reserved(sqlite3_file* file, int* result) {
  const DiskHandle& handle = handle_of(file);
  const std::lock_guard guard(of(handle).mutex);
  const auto& all = handle.file->handles;
  const auto reserves = [](const DiskHandle* each) { return each->lock >= SQLITE_LOCK_RESERVED; };
  *result = std::any_of(all.begin(), all.end(), reserves) ? 1 : 0;
  return SQLITE_OK;
}

int SimulatedDisk::State::control(sqlite3_file* file, int operation, void* argument) {
  DiskHandle& handle = handle_of(file);
  State& state = of(handle);
  switch (operation) {
    case SQLITE_FCNTL_VFSNAME: *static_cast<char**>(argument) = sqlite3_mprintf("%s", state.name.c_str()); return SQLITE_OK;
    case SQLITE_FCNTL_HAS_MOVED: *static_cast<int*>(argument) = 0; return SQLITE_OK;
    case SQLITE_FCNTL_LOCKSTATE: *static_cast<int*>(argument) = handle.lock; return SQLITE_OK;
    case SQLITE_FCNTL_PERSIST_WAL: {
      int& wanted = *static_cast<int*>(argument);
      if (wanted >= 0) handle.keeps_wal = wanted != 0;
      wanted = handle.keeps_wal ? 1 : 0;
      return SQLITE_OK;
    }
    default: return SQLITE_NOTFOUND;
  }
}

// -- the shared memory of the WAL index --

int SimulatedDisk::State::memory_map(sqlite3_file* file, int region, int size, int extend, void volatile** out) {
  DiskHandle& handle = handle_of(file);
  const std::lock_guard guard(of(handle).mutex);
  DiskSharedMemory& memory = handle.file->memory;
  if (!std::exchange(handle.uses_memory, true)) ++memory.users;
  const auto index = static_cast<std::size_t>(region);
  *out = nullptr;
  while (extend != 0 && memory.regions.size() <= index) {
    memory.regions.push_back(std::make_unique<char[]>(static_cast<std::size_t>(size)));
  }
  if (index < memory.regions.size()) *out = memory.regions[index].get();
  return SQLITE_OK;
}

int SimulatedDisk::State::memory_lock(sqlite3_file* file, int offset, int n, int flags) {
  DiskHandle& handle = handle_of(file);
  const std::lock_guard guard(of(handle).mutex);
  DiskSharedMemory& memory = handle.file->memory;
  const auto first = static_cast<std::size_t>(offset);
  const auto last = first + static_cast<std::size_t>(n);
  const bool unlocks = (flags & SQLITE_SHM_UNLOCK) != 0;
  const bool shares = (flags & SQLITE_SHM_SHARED) != 0;
  for (std::size_t i = first; i < last && !unlocks; ++i) {
    const bool own = (handle.shared >> i & 1u) != 0;
    if (memory.exclusive[i] && (handle.exclusive >> i & 1u) == 0) return SQLITE_BUSY;
    if (!shares && memory.shared[i] > (own ? 1 : 0)) return SQLITE_BUSY;
  }
  for (std::size_t i = first; i < last; ++i) {
    const unsigned bit = 1u << i;
    if (unlocks) {
      if ((handle.shared & bit) != 0) --memory.shared[i];
      if ((handle.exclusive & bit) != 0) memory.exclusive[i] = false;
      handle.shared &= ~bit;
      handle.exclusive &= ~bit;
    } else if (shares) {
      if ((handle.shared & bit) == 0) ++memory.shared[i];
      handle.shared |= bit;
    } else {
      memory.exclusive[i] = true;
      handle.exclusive |= bit;
    }
  }
  return SQLITE_OK;
}

void SimulatedDisk::State::memory_barrier(sqlite3_file* file) {
#ifndef __SANITIZE_THREAD__  // which knows mutexes but no fences
  std::atomic_thread_fence(std::memory_order_seq_cst);
#endif
  const std::lock_guard guard(of(handle_of(file)).mutex);
}

int SimulatedDisk::State::memory_unmap(sqlite3_file* file, int) {
  DiskHandle& handle = handle_of(file);
  const std::lock_guard guard(of(handle).mutex);
  release_memory(handle);
  return SQLITE_OK;
}

/// Lets go of the locks, and of the memory with its last user.
void SimulatedDisk::State::release_memory(DiskHandle& handle) {
  if (!std::exchange(handle.uses_memory, false)) return;
  DiskSharedMemory& memory = handle.file->memory;
  for (std::size_t i = 0; i < memory.shared.size(); ++i) {
    if ((handle.shared >> i & 1u) != 0) --memory.shared[i];
    if ((handle.exclusive >> i & 1u) != 0) memory.exclusive[i] = false;
  }
  handle.shared = handle.exclusive = 0;
  if (--memory.users == 0) memory.regions.clear();
}

// -- the disk --

SimulatedDisk::SimulatedDisk(std::string name, int characteristics) {
  if (sqlite3_vfs_find(name.c_str()) != nullptr) throw std::logic_error("SQLite has a VFS " + name);
  state_ = std::make_unique<State>(this, std::move(name), characteristics);
  sqlite3_vfs_register(&state_->vfs, 0);
}

SimulatedDisk::~SimulatedDisk() {
  assert(state_->open_files == 0 && "connections end before the disk");
  sqlite3_vfs_unregister(&state_->vfs);
}

const std::string& SimulatedDisk::vfs() const { return state_->name; }

std::size_t SimulatedDisk::operations() const {
  const std::lock_guard guard(state_->mutex);
  return state_->log.size();
}

std::string SimulatedDisk::operation(std::size_t index) const {
  static constexpr std::array kinds = {"write", "truncate", "sync", "create", "remove", "sync folder", "mark"};
  using enum DiskOperation::Kind;
  const std::lock_guard guard(state_->mutex);
  const DiskOperation& operation = state_->log.at(index);
  std::string text = kinds[static_cast<std::size_t>(operation.kind)];
  if (!operation.name.empty()) text += " " + operation.name;
  if (operation.kind == write || operation.kind == truncate || operation.kind == mark) text += " " + std::to_string(operation.at);
  if (operation.kind == write) text += "+" + std::to_string(operation.bytes.size());
  return text;
}

void SimulatedDisk::mark(std::int64_t acknowledged) {
  const std::lock_guard guard(state_->mutex);
  state_->marks.push_back(state_->log.size());
  state_->note({.kind = DiskOperation::Kind::mark, .at = acknowledged, .bytes = {}, .name = {}});
}

std::int64_t SimulatedDisk::acknowledged_at(std::size_t operations) const {
  const std::lock_guard guard(state_->mutex);
  const auto& marks = state_->marks;
  const auto later = std::lower_bound(marks.begin(), marks.end(), operations);
  return later == marks.begin() ? 0 : state_->log[*std::prev(later)].at;
}

SimulatedDisk::Image SimulatedDisk::image_at(std::size_t operations, std::uint64_t seed) const {
  const std::lock_guard guard(state_->mutex);
  if (operations > state_->log.size()) throw std::out_of_range("no such moment in the log of " + state_->name);
  return state_->history.at(state_->log, operations).image(state_->log, seed);
}

SimulatedDisk::Image SimulatedDisk::after_power_loss(std::uint64_t seed) const { return image_at(operations(), seed); }

SimulatedDisk::Image SimulatedDisk::durable() const { return after_power_loss(synced_only); }

void SimulatedDisk::load(Image image) {
  const std::lock_guard guard(state_->mutex);
  if (state_->open_files != 0) throw std::logic_error("a file of " + state_->name + " is open");
  state_->begin(std::move(image));
}

void SimulatedDisk::fail(const Fault& fault) {
  const std::lock_guard guard(state_->mutex);
  state_->fault = Fault{state_->calls + fault.at, fault.code, fault.for_good};
}

void SimulatedDisk::heal() {
  const std::lock_guard guard(state_->mutex);
  state_->fault.reset();
}

std::int64_t SimulatedDisk::calls() const {
  const std::lock_guard guard(state_->mutex);
  return state_->calls;
}

std::int64_t SimulatedDisk::failed_calls() const {
  const std::lock_guard guard(state_->mutex);
  return state_->failed_calls;
}

}  // namespace guanxi::test
