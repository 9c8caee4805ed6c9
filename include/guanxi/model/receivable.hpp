#pragma once
/// @file
/// What a customer owes, and what it has paid.

#include <guanxi/model/meta.hpp>

#include <optional>
#include <string>
#include <vector>

namespace guanxi {

struct Transaction;

/// Money that came in.
struct Payment {
  std::optional<Money> amount{};
  std::optional<Date> paid_on{};
  std::string method{};
  std::string reference{};
  bool operator==(const Payment&) const = default;
};

template <>
struct Schema<Payment> {
  static constexpr Field fields[] = {
      field<&Payment::amount>("amount", {"收款金额", "Amount paid"}, {.aliases = "金额|Amount", .hint = {"收到多少", "How much came in"}, .unit = "CNY", .decline = 0, .retention = Retention::statutory, .part = Part::title}),
      field<&Payment::paid_on>("paid_on", {"收款日期", "Paid on"}, {.aliases = "付款日期|日期|Date", .hint = {"何时到账", "Day on which it came in"}, .decline = 0, .retention = Retention::statutory, .part = Part::event}),
      field<&Payment::method>("method", {"收款方式", "Paid by"}, {.aliases = "付款方式|方式", .hint = {"转账、承兑、现金等", "Transfer, bill, cash and so on"}, .decline = 0, .retention = Retention::statutory}),
      field<&Payment::reference>("reference", {"收款凭证", "Payment reference"}, {.aliases = "凭证号|流水号", .hint = {"银行流水或凭证号", "Number of the bank entry"}, .decline = 0, .retention = Retention::statutory}),
  };
};

/// An invoice and its payments.
struct Receivable {
  Id<Receivable> id{};
  Id<Customer> customer_id{};
  std::string invoice_number{};
  std::optional<Date> invoiced_on{};
  std::optional<Date> due_on{};
  std::optional<Money> amount{};
  std::vector<Payment> payments{};
  std::optional<bool> disputed{};
  Id<Transaction> transaction_id{};
  Custom custom{};
  Meta meta{};
  bool operator==(const Receivable&) const = default;
};

template <>
struct Schema<Receivable> {
  static constexpr std::string_view name = "receivable";
  static constexpr std::string_view plural = "receivables";
  static constexpr Label label{"应收", "Receivable"};
  static constexpr std::string_view aliases = "应收款|应收账款|应收记录|Invoices|Accounts receivable";
  static constexpr Scope scope = Scope::via;
  static constexpr Purpose forms = Purpose::none;
  static constexpr const Category& category = category::trade;
  static constexpr Retention kept = Retention::statutory;
  static constexpr Field fields[] = {
      detail::id_field<&Receivable::id>(),
      detail::customer_field<&Receivable::customer_id>(),
      field<&Receivable::invoice_number>("invoice_number", {"发票号", "Invoice number"}, {.aliases = "发票号码|发票编号|Invoice no|Invoice ID|Invoice", .hint = {"发票上的号码", "Number on the invoice"}, .level = Level::recommended, .weight = 2, .decline = 0, .retention = kept, .part = Part::title}),
      field<&Receivable::invoiced_on>("invoiced_on", {"开票日期", "Invoiced on"}, {.aliases = "发票日期|开票时间|Invoice date", .hint = {"发票上的日期", "Day on the invoice"}, .level = Level::required, .weight = 2, .decline = 0, .retention = kept, .part = Part::event}),
      field<&Receivable::due_on>("due_on", {"应收到期日", "Payment due"}, {.aliases = "到期日|应付日期|付款到期日|应收日期|Due date", .hint = {"应在哪一天前付清", "Day by which it must be paid"}, .level = Level::required, .weight = 2, .decline = 0, .retention = kept}),
      field<&Receivable::amount>("amount", {"应收金额", "Amount due"}, {.aliases = "发票金额|开票金额|应收款金额|Invoice amount", .hint = {"发票金额，含税", "Amount of the invoice, with tax"}, .unit = "CNY", .level = Level::required, .weight = 3, .decline = 0, .retention = kept}),
      field<&Receivable::payments>("payments", {"收款记录", "Payments"}, {.aliases = "付款记录|回款记录|回款", .hint = {"每笔收款的金额与日期", "Amount and day of each payment"}, .level = Level::recommended, .decline = 0, .retention = kept}),
      field<&Receivable::disputed>("disputed", {"是否有争议", "Disputed"}, {.aliases = "争议", .hint = {"客户对此有异议时填“是”", "Yes if the customer contests it"}, .weight = 0, .decline = 0, .retention = kept}),
      field<&Receivable::transaction_id>("transaction_id", {"对应交易", "Sale invoiced"}, {.hint = {"开的是哪笔交易的票", "Sale that was invoiced"}, .weight = 0, .decline = 0, .retention = kept}),
      detail::custom_field<&Receivable::custom>(),
      detail::meta_field<&Receivable::meta>(),
  };
};

}  // namespace guanxi
