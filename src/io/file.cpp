#include <guanxi/io/file.hpp>

#include <guanxi/core/error.hpp>

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace guanxi::io {

namespace {

std::string reason_of(int error) { return std::generic_category().message(error); }

[[noreturn]] void fail_to_open(const std::string& path, const std::string& reason) {
  throw FileError("io.open", "the file " + path + " cannot be read: " + reason);
}

/// An open file of the system.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  [[nodiscard]] int number() const { return number_; }
  [[nodiscard]] bool is_open() const { return number_ >= 0; }
  /// Closes now; what a full disk has to say may come only here.
  [[nodiscard]] bool close() {
    const int number = number_;
    number_ = -1;
    return ::close(number) == 0;
  }

 private:
  int number_;
};

void append_all(const Descriptor& file, const std::string& path, std::size_t max_bytes, std::string& bytes) {
  constexpr std::size_t step = 1 << 16;
  for (;;) {
    const std::size_t size = bytes.size();
    bytes.resize(size + step);
    const ssize_t count = ::read(file.number(), bytes.data() + size, step);
    const int error = errno;
    bytes.resize(size + static_cast<std::size_t>(count > 0 ? count : 0));
    if (count == 0) return;
    if (count < 0 && error != EINTR) fail_to_open(path, reason_of(error));
    if (bytes.size() > max_bytes)
      throw FileError("io.too_big",
                      "the file " + path + " is larger than the limit of " + std::to_string(max_bytes) + " bytes");
  }
}

bool write_all(int number, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(number, bytes.data(), bytes.size());
    if (count < 0 && errno != EINTR) return false;
    if (count > 0) bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

/// Makes a new file beside another, with the rights of that other if it exists.
/// @param part  receives the name of the new file
/// @return  descriptor, negative on failure
int create_beside(const std::string& path, std::string& part) {
  constexpr int tries = 1000;
  int number = -1;
  for (int i = 0; i < tries && number < 0; ++i) {
    part = path + "." + std::to_string(::getpid()) + "-" + std::to_string(i) + ".part";
    number = ::open(part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (number < 0 && errno != EEXIST) return number;
  }
  struct stat about {};
  if (number >= 0 && ::stat(path.c_str(), &about) == 0) static_cast<void>(::fchmod(number, about.st_mode & 0777));
  return number;
}

[[noreturn]] void fail_to_write(const std::string& path, int error, const std::string& part = {}) {
  if (!part.empty()) ::unlink(part.c_str());
  throw FileError("io.write", "the file " + path + " cannot be written: " + reason_of(error));
}

}  // namespace

std::string read_file(const std::string& path, std::size_t max_bytes) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.is_open()) fail_to_open(path, reason_of(errno));
  struct stat about {};
  if (::fstat(file.number(), &about) != 0) fail_to_open(path, reason_of(errno));
  if (S_ISDIR(about.st_mode)) fail_to_open(path, "it is a folder");
  std::string bytes;
  append_all(file, path, max_bytes, bytes);
  return bytes;
}

void write_file(const std::string& path, std::string_view bytes) {
  std::string part;
  Descriptor file(create_beside(path, part));
  if (!file.is_open()) fail_to_write(path, errno);
  const bool written = write_all(file.number(), bytes) && ::fsync(file.number()) == 0 && file.close();
  if (!written || ::rename(part.c_str(), path.c_str()) != 0) fail_to_write(path, errno, part);
}

}  // namespace guanxi::io
