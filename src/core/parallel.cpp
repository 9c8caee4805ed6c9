#include <guanxi/core/parallel.hpp>

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace guanxi {

namespace {

// The tasks as all threads see them.
class SharedTasks {
 public:
  SharedTasks(std::size_t count, const std::function<void(std::size_t)>& task) : count_(count), task_(task) {}

  // Takes the next task until there is none.
  void run(const std::function<void(double)>* progress) noexcept {
    try {
      for (std::size_t next = next_++; next < count_ && !is_over_; next = next_++) {
        task_(next);
        const std::size_t done = ++done_;
        if (progress != nullptr && *progress) (*progress)(static_cast<double>(done) / static_cast<double>(count_));
      }
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (!caught_) caught_ = std::current_exception();
      is_over_ = true;
    }
  }

  void rethrow() const {
    if (caught_) std::rethrow_exception(caught_);
  }

 private:
  std::size_t count_;
  const std::function<void(std::size_t)>& task_;
  std::atomic<std::size_t> next_{0}, done_{0};
  std::atomic<bool> is_over_{false};
  std::mutex mutex_;
  std::exception_ptr caught_;
};

}  // namespace

void run_tasks(std::size_t count, const Work& work, const std::function<void(std::size_t)>& task) {
  SharedTasks tasks(count, task);
  const std::size_t wanted = work.threads > 0 ? work.threads : (std::max)(1U, std::thread::hardware_concurrency());
  std::vector<std::jthread> others;
  for (std::size_t i = 1; i < (std::min)(wanted, count); ++i) others.emplace_back([&tasks] { tasks.run(nullptr); });
  tasks.run(&work.progress);
  others.clear();
  tasks.rethrow();
}

}  // namespace guanxi
