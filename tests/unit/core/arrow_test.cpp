#include <guanxi/core/arrow.hpp>

#include "support/code_thrown.hpp"
#include "support/counted_arrow.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace guanxi::arrow {
namespace {

using test::bytes_of;
using test::hand_array;
using test::hand_schema;
using test::hand_stream;
using test::HandColumn;
using test::HandStream;
using test::ReleaseCount;

HandColumn numbers(std::vector<std::int64_t> values) {
  const auto length = static_cast<std::int64_t>(values.size());
  return {.name = "n", .format = "l", .length = length, .null_count = 0, .buffers = {"", bytes_of(values)}, .absent = {true, false}};
}

HandColumn batch(std::vector<std::int64_t> values) {
  const auto length = static_cast<std::int64_t>(values.size());
  return {.format = "+s", .length = length, .null_count = 0, .buffers = {""}, .absent = {true}, .children = {numbers(std::move(values))}};
}

TEST(ArrowOwner, releases_once_at_its_end) {
  ReleaseCount count;
  {
    ArrowArray raw = hand_array(batch({1, 2}), count);
    const Array owner(&raw);
    EXPECT_EQ(raw.release, nullptr);
    EXPECT_TRUE(owner);
    EXPECT_EQ(owner->length, 2);
    EXPECT_EQ(count.made, 2);
    EXPECT_EQ(count.released, 0);
  }
  EXPECT_EQ(count.released, 2);
}

TEST(ArrowOwner, moving_leaves_nothing_behind) {
  ReleaseCount count;
  ArrowSchema raw = hand_schema(batch({}), count);
  Schema first(&raw);
  Schema second(std::move(first));
  EXPECT_FALSE(first);  // NOLINT(bugprone-use-after-move): that it is empty is what is tested
  ArrowSchema other = hand_schema(batch({}), count);
  Schema third(&other);
  third = std::move(second);
  EXPECT_EQ(count.released, 2) << "what it had owned before";
  third.reset();
  third.reset();
  EXPECT_TRUE(count.balanced());
  EXPECT_EQ(count.made, 4);
}

TEST(ArrowOwner, what_is_taken_out_is_released_by_the_taker) {
  ReleaseCount count;
  ArrowArray capsule{};
  {
    ArrowArray raw = hand_array(batch({1}), count);
    Array owner(&raw);
    owner.move_to(&capsule);
    EXPECT_FALSE(owner);
  }
  EXPECT_EQ(count.released, 0);
  capsule.release(&capsule);
  EXPECT_TRUE(count.balanced());
}

TEST(ArrowOwner, of_nothing_does_nothing) {
  Array none;
  Array null(nullptr);
  ArrowArray released{};
  const Array third(&released);
  EXPECT_FALSE(none);
  EXPECT_FALSE(null);
  EXPECT_FALSE(third);
  none = std::move(null);
}

TEST(ArrowOwner, survives_an_exception) {
  ReleaseCount count;
  try {
    ArrowArray raw = hand_array(batch({1}), count);
    const Array owner(&raw);
    throw std::runtime_error("in the middle");
  } catch (const std::runtime_error&) {
  }
  EXPECT_TRUE(count.balanced());
}

TEST(ArrowStream, gives_the_type_and_batch_after_batch) {
  ReleaseCount count;
  {
    ArrowArrayStream raw = hand_stream({.batches = {batch({1, 2}), batch({3})}}, count);
    Stream stream(&raw);
    EXPECT_EQ(std::string(stream.schema()->format), "+s");
    EXPECT_EQ(stream.next()->get()->length, 2);
    EXPECT_EQ(stream.next()->get()->length, 1);
    EXPECT_FALSE(stream.next().has_value());
    EXPECT_FALSE(stream.next().has_value()) << "the end stays the end";
  }
  EXPECT_TRUE(count.balanced());
}

TEST(ArrowStream, failure_is_told_in_the_producers_words) {
  ReleaseCount count;
  {
    ArrowArrayStream raw = hand_stream({.batches = {batch({1})}, .fails = true}, count);
    Stream stream(&raw);
    const auto first = stream.next();
    EXPECT_EQ(test::code_thrown<FileError>([&] { (void)stream.next(); }), "arrow.stream");
    try {
      (void)stream.next();
      FAIL() << "nothing thrown";
    } catch (const FileError& error) {
      EXPECT_NE(std::string(error.what()).find("the cable was pulled"), std::string::npos) << error.what();
    }
  }
  EXPECT_TRUE(count.balanced());
  ArrowArrayStream raw = hand_stream({}, count);
  Stream stream(&raw);
  EXPECT_EQ(test::code_thrown<FileError>([&] { (void)stream.schema(); }), "arrow.stream");
}

TEST(ArrowStream, that_is_used_up_says_so) {
  Stream none;
  EXPECT_EQ(test::code_thrown<FileError>([&] { (void)none.schema(); }), "arrow.stream");
  EXPECT_EQ(test::code_thrown<FileError>([&] { (void)none.next(); }), "arrow.stream");
}

}  // namespace
}  // namespace guanxi::arrow
