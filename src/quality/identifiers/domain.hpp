#pragma once
/// @file
/// Domain names of mail addresses.

#include <optional>
#include <string>
#include <string_view>

namespace guanxi::quality::detail {

/// A domain name in both scripts.
struct Domain {
  std::string unicode{};  ///< lower case, U-labels
  std::string ascii{};    ///< lower case, A-labels
};

/// Reads a domain name by IDNA 2008.
/// @return  nothing if a label or the whole is not allowed, or if there is only one label
[[nodiscard]] std::optional<Domain> read_domain(std::string_view text);

/// True for providers that give addresses to anybody.
[[nodiscard]] bool is_free_mail(std::string_view ascii_domain) noexcept;

/// True for mailboxes of a function: info, sales. Case and what follows a plus sign do not matter.
[[nodiscard]] bool is_role_mailbox(std::string_view local);

}  // namespace guanxi::quality::detail
