#include <guanxi/core/parallel.hpp>

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <vector>

namespace guanxi {
namespace {

TEST(RunTasks, each_task_once) {
  for (const unsigned threads : {0U, 1U, 2U, 7U})
    for (const std::size_t count : {std::size_t{0}, std::size_t{1}, std::size_t{2}, std::size_t{1000}}) {
      std::vector<std::atomic<int>> times(count);
      run_tasks(count, {.threads = threads}, [&](std::size_t i) { ++times[i]; });
      for (std::size_t i = 0; i < count; ++i) EXPECT_EQ(times[i], 1) << i;
    }
}

TEST(RunTasks, throws_what_a_task_throws_and_starts_no_more) {
  for (const unsigned threads : {1U, 4U}) {
    std::atomic<int> started{0};
    const auto task = [&](std::size_t i) {
      ++started;
      if (i == 3) throw std::runtime_error("third");
    };
    EXPECT_THROW(run_tasks(100000, {.threads = threads}, task), std::runtime_error);
    EXPECT_LT(started, 100000);
  }
}

TEST(RunTasks, progress_rises_and_can_end_the_work) {
  double last = 0;
  run_tasks(50,
            {.threads = 1,
             .progress =
                 [&](double share) {
                   EXPECT_GT(share, last);
                   last = share;
                 }},
            [](std::size_t) {});
  EXPECT_EQ(last, 1);
  std::atomic<int> done{0};
  const auto stop = [](double share) {
    if (share > .1) throw std::runtime_error("stopped");
  };
  EXPECT_THROW(run_tasks(1000, {.threads = 1, .progress = stop}, [&](std::size_t) { ++done; }), std::runtime_error);
  EXPECT_EQ(done, 101);
}

}  // namespace
}  // namespace guanxi
