#pragma once
/// @file
/// Papers that belong to a customer; their bytes stay outside.

#include <guanxi/model/meta.hpp>

#include <optional>
#include <string>

namespace guanxi {

/// What a paper is.
enum class DocumentKind { contract, letter_of_intent, business_licence, certificate, public_relations, other };

template <>
struct Words<DocumentKind> {
  static constexpr EnumWord table[] = {
      word(DocumentKind::contract, "contract", {"合同书", "Contract"}, "合同|协议|协议书|Agreement"),
      word(DocumentKind::letter_of_intent, "letter_of_intent", {"合作意向书", "Letter of intent"}, "意向书|LOI"),
      word(DocumentKind::business_licence, "business_licence", {"营业执照复印件", "Business licence"}, "营业执照|执照|Business license"),
      word(DocumentKind::certificate, "certificate", {"证明", "Certificate"}, "证书|资质证明|资质证书"),
      word(DocumentKind::public_relations, "public_relations", {"公关资料", "Public relations material"}, "宣传资料|公关材料"),
      word(DocumentKind::other, "other", {"其他", "Other"}, "其它"),
  };
};

/// A paper.
struct Document {
  Id<Document> id{};
  Id<Customer> customer_id{};
  std::optional<DocumentKind> kind{};
  std::string name{};
  std::optional<Date> signed_on{};
  std::optional<Date> valid_until{};
  std::string location{};
  std::string sha256{};
  Custom custom{};
  Meta meta{};
  bool operator==(const Document&) const = default;
};

template <>
struct Schema<Document> {
  static constexpr std::string_view name = "document";
  static constexpr std::string_view plural = "documents";
  static constexpr Label label{"文件", "Document"};
  static constexpr std::string_view aliases = "文件资料|客户文件|档案文件|Files";
  static constexpr Scope scope = Scope::via;
  static constexpr Purpose forms = Purpose::existing;
  static constexpr const Category& category = category::papers;
  static constexpr Retention kept = Retention::statutory;
  static constexpr Field fields[] = {
      detail::id_field<&Document::id>(),
      detail::customer_field<&Document::customer_id>(),
      field<&Document::kind>("kind", {"文件类型", "Kind of document"}, {.aliases = "资料类型|类型|Document type|Type", .hint = {"合同书、意向书、营业执照、证明或公关资料", "Contract, letter of intent, licence, certificate or public relations"}, .level = Level::required, .weight = 2, .decline = 0, .retention = kept}),
      field<&Document::name>("name", {"文件名称", "Document name"}, {.aliases = "资料名称|文件名|Document|File name|Name", .hint = {"文件的标题", "Title of the paper"}, .level = Level::required, .weight = 2, .decline = 0, .retention = kept, .part = Part::title}),
      field<&Document::signed_on>("signed_on", {"文件日期", "Document date"}, {.aliases = "签订日期|签署日期|签约日期|Signed on|Date", .hint = {"签订或出具的日期", "Day on which it was signed or issued"}, .level = Level::recommended, .decline = 0, .retention = kept, .part = Part::event}),
      field<&Document::valid_until>("valid_until", {"文件有效期至", "Document valid until"}, {.aliases = "有效期至|到期日期|有效期|Expires on", .hint = {"到哪一天为止有效", "Last day on which it holds"}, .decline = 0, .retention = kept}),
      field<&Document::location>("location", {"存放位置", "Location"}, {.aliases = "存放地点|文件路径|File", .hint = {"文件放在哪里", "Where the file is kept"}, .weight = 0, .retention = kept}),
      field<&Document::sha256>("sha256", {"文件校验值", "SHA-256"}, {.aliases = "校验值|哈希值|Checksum", .hint = {"内容的 SHA-256，64位十六进制", "SHA-256 of the bytes, 64 hexadecimal digits"}, .weight = 0, .decline = 0, .retention = kept, .forms = Purpose::none, .format = Format::sha256}),
      detail::custom_field<&Document::custom>(),
      detail::meta_field<&Document::meta>(),
  };
};

}  // namespace guanxi
