#include <guanxi/core/text.hpp>
#include <guanxi/quality/format.hpp>
#include <guanxi/quality/identifiers/email.hpp>
#include <guanxi/quality/identifiers/phone.hpp>
#include <guanxi/quality/identifiers/resident_id.hpp>
#include <guanxi/quality/identifiers/uscc.hpp>

namespace guanxi::quality {

namespace {

IdentifierCheck uscc(std::string_view text, const FormatOptions& options) {
  UsccOptions settings;
  settings.regions = options.regions;
  settings.max_suggestions = options.max_suggestions;
  return check_uscc(text, settings);
}

IdentifierCheck resident_id(std::string_view text, const FormatOptions& options) {
  return check_resident_id(text, {.regions = options.regions, .as_of = options.as_of, .max_suggestions = options.max_suggestions});
}

IdentifierCheck accept(std::string_view text) {
  IdentifierCheck check;
  check.verdict = Verdict::valid;
  check.original = text;
  check.normalized = text::normalize(text);
  return check;
}

}  // namespace

IdentifierCheck check_format(Format format, std::string_view text, const FormatOptions& options) {
  switch (format) {
    case Format::uscc: return uscc(text, options);
    case Format::phone: return check_phone(text, {.region = options.phone_region});
    case Format::email: return check_email(text);
    case Format::messaging: return check_messaging(text);
    case Format::website: return check_website(text);
    case Format::postal_code: return check_postal_code(text);
    case Format::resident_id: return resident_id(text, options);
    case Format::region_code: return check_region_code(text, options.regions);
    case Format::sha256: return check_sha256(text);
    case Format::any: break;
  }
  return accept(text);
}

}  // namespace guanxi::quality
