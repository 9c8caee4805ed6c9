#pragma once
/// @file
/// E-mail addresses.

#include <guanxi/core/value.hpp>
#include <guanxi/quality/identifiers/check.hpp>

#include <string>
#include <string_view>

namespace guanxi::quality {

/// What to do with a local part in quotation marks.
enum class QuotedLocal { refuse, accept };

}  // namespace guanxi::quality
namespace guanxi {

template <>
struct Words<quality::QuotedLocal> {
  static constexpr EnumWord table[] = {
      word(quality::QuotedLocal::refuse, "refuse", {"不接受", "Refuse"}),
      word(quality::QuotedLocal::accept, "accept", {"接受", "Accept"}),
  };
};

}  // namespace guanxi
namespace guanxi::quality {

/// Settings of `check_email`.
struct EmailOptions {
  QuotedLocal quoted_local = QuotedLocal::refuse;  ///< Default refuse: hardly any provider hands such addresses out.
};

/// An e-mail address and its parts. `normalized` keeps the local part as written and the domain in lower case.
struct EmailCheck : IdentifierCheck {
  std::string local{};         ///< before the @
  std::string domain{};        ///< after the @, lower case, in the script of its owner
  std::string domain_ascii{};  ///< the same as A-labels; equals `domain` for plain domains
  std::string key{};           ///< what to compare: local part as it is, domain as A-labels
  bool needs_smtputf8{};       ///< the local part is not ASCII: only mail servers with SMTPUTF8 take it
  bool role_mailbox{};         ///< of a function instead of a person: info@, sales@
  bool free_mail{};  ///< of a provider that gives addresses to anybody: the domain says nothing about the employer
  bool operator==(const EmailCheck&) const = default;
};

/// Checks the form of one e-mail address; asks no server.
/// @return  valid or invalid. Blanks around the address are dropped, control signs anywhere are refused.
/// @source  RFC 5321, 5322 (dot-atom form), 6531; domain names by IDNA 2008 (RFC 5891)
[[nodiscard]] EmailCheck check_email(std::string_view text, const EmailOptions& options = {});

/// The address for display with most of the local part hidden: `z***@example.com`.
/// @return  what is no address: every sign but the first hidden
[[nodiscard]] std::string mask_email(std::string_view text);

}  // namespace guanxi::quality
