#pragma once

#include <guanxi/core/error.hpp>

#include <string>

namespace guanxi::test {

/// The code of the error of kind E that a call throws, or what happened instead.
template <class E = Error, class Call>
std::string code_thrown(const Call& call) {
  try {
    call();
  } catch (const E& error) {
    return error.code();
  }
  return "nothing thrown";
}

}  // namespace guanxi::test
