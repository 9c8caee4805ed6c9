#pragma once
/// @file
/// Work cut into tasks that several threads share.

#include <cstddef>
#include <functional>

namespace guanxi {

/// How long work is done. Results never depend on it.
struct Work {
  unsigned threads = 0;  ///< threads to use, that of the caller among them. Default 0: as many as the machine has.
  std::function<void(double)> progress{};  ///< called now and then on the caller's thread with the share done, 0–1;
                                           ///< what it throws ends the work
};

/// Runs tasks 0 … count − 1, each once, in any order and on any thread.
/// @param count  number of tasks
/// @param work   threads and progress
/// @param task   called with a task's number; safe to call from several threads
/// @throws  what a task or `progress` throws, after the tasks under way have ended; of several the first one caught
/// @cost    the tasks; no thread is started for a single task
void run_tasks(std::size_t count, const Work& work, const std::function<void(std::size_t)>& task);

}  // namespace guanxi
