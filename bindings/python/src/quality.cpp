#include "calls.hpp"
#include "modules.hpp"

namespace guanxi::python {

namespace {

/// One check of an identifier: a text, and the options of the check.
template <class O, class Check>
void add_identifier(py::module_& module, const char* name, Check check, const char* doc) {
  using Result = std::invoke_result_t<Check, std::string_view, const O&>;
  add_function(module, name, [name, check](const py::object& given, const py::kwargs& keywords) {
    Call<O> call(keywords, name);
    const auto value = taken<std::string>(given, std::string(name) + "(text)", call.storage);
    return to_result(check(value, call.options));
  }, "(text: str, *" + parameters_of<O>() + ") -> " + shown_annotation<Result>(), doc);
}

void add_identifiers(py::module_& module) {
  using namespace quality;
  add_identifier<UsccOptions>(module, "check_uscc", [](std::string_view text, const UsccOptions& o) { return check_uscc(text, o); }, "Checks a unified social credit code of China (GB 32100-2015)."
               R"doc(

>>> gx.quality.check_uscc("91110000802100433A").suggestions[0]
'91110000802100433B')doc");
  add_identifier<EmailOptions>(module, "check_email", [](std::string_view text, const EmailOptions& o) { return check_email(text, o); }, "Checks the form of one e-mail address; asks no server.");
  add_identifier<SuggestionOptions>(module, "check_iban", [](std::string_view text, const SuggestionOptions& o) { return check_iban(text, o); }, "Checks an international bank account number.");
  add_identifier<SuggestionOptions>(module, "check_lei", [](std::string_view text, const SuggestionOptions& o) { return check_lei(text, o); }, "Checks a legal entity identifier.");
  add_identifier<SuggestionOptions>(module, "check_luhn", [](std::string_view text, const SuggestionOptions& o) { return check_luhn(text, o); }, "Checks a number closed by a Luhn digit.");
  add_identifier<SuggestionOptions>(module, "check_organization_code", [](std::string_view text, const SuggestionOptions& o) { return check_organization_code(text, o); }, "Checks an organization code of nine signs (GB 11714-1997).");
  add_identifier<PhoneOptions>(module, "check_phone", [](std::string_view text, const PhoneOptions& o) { return check_phone(text, o); }, "Checks a telephone number.");
  add_identifier<RegistrationNumberOptions>(module, "check_registration_number", [](std::string_view text, const RegistrationNumberOptions& o) { return check_registration_number(text, o); }, "Checks a business registration number of China.");
  add_identifier<ResidentIdOptions>(module, "check_resident_id", [](std::string_view text, const ResidentIdOptions& o) { return check_resident_id(text, o); }, "Checks a resident id of China (GB 11643-1999).");
  add_identifier<VatOptions>(module, "check_vat", [](std::string_view text, const VatOptions& o) { return check_vat(text, o); }, "Checks a value added tax number of the European Union.");
}

py::object completeness_of(const py::object& subject, const py::kwargs& keywords) {
  const Call<quality::CompletenessOptions> call(keywords, "completeness");
  if (py::isinstance<Dossier>(subject)) return to_result(quality::completeness(*call.catalogue, subject.cast<const Dossier&>(), call.options));
  const RecordObject* record = as_record(subject);
  const KindInfo* kind = record == nullptr ? nullptr : kind_of(*record->info);
  if (kind == nullptr) throw_wrong_type("completeness(record)", "a record or a Dossier", subject);
  return to_result(quality::completeness(*call.catalogue, *kind, record->record.get(), call.options));
}

py::object timeliness_of(const py::object& dossier, const py::object& as_of, const py::kwargs& keywords) {
  const Call<quality::PresenceOptions> call(keywords, "timeliness");
  return to_result(quality::timeliness(*call.catalogue, dossier_of(dossier, "timeliness(dossier)").records(), date_from_python(as_of, "timeliness(as_of)"), call.options));
}

py::object columns_of(const py::object& records, const py::kwargs& keywords) {
  const Call<quality::PresenceOptions> call(keywords, "profile_columns");
  if (!py::isinstance<RecordList>(records)) throw_wrong_type("profile_columns(records)", "Records, such as those of a book", records);
  const auto& list = records.cast<const RecordList&>();
  return to_result(quality::profile_columns(*call.catalogue, *list.kind, list.records, call.options));
}

}  // namespace

void add_quality(py::module_& module) {
  using namespace quality;
  const std::string catalogue = catalogue_parameter;
  add_function(module, "check", [](const py::object& dossier, const py::kwargs& keywords) {
    const Call<CheckOptions> call(keywords, "check");
    return to_result(check(*call.catalogue, dossier_of(dossier, "check(dossier)"), call.options));
  }, "(dossier: Dossier, *" + parameters_of<CheckOptions>() + catalogue + ") -> " + shown_annotation<Findings>(),
  "Checks a dossier: required fields, formats, bounds, order of dates, events in the future, placeholders, references. Most severe findings come first.");
  add_function(module, "completeness", &completeness_of, "(record: Record | Dossier, *" + parameters_of<CompletenessOptions>() + catalogue + ") -> " + shown_annotation<DossierCompleteness>() + " | " + shown_annotation<Completeness>(),
               "How much of what a card asks for is filled in, and which field would add most."
               R"doc(

>>> filled = gx.quality.completeness(gx.Customer(legal_name="A"))
>>> filled.missing[0].label.en
'Industry')doc");
  add_function(module, "timeliness", &timeliness_of, "(dossier: Dossier, as_of: datetime.date | str, *" + parameters_of<PresenceOptions>() + catalogue + ") -> " + shown_annotation<Timeliness>(),
               "Timeliness of all records of one customer from the facts about their fields.");
  add_function(module, "profile", [](const py::object& dossier, const py::kwargs& keywords) {
    const Call<ProfileOptions> call(keywords, "profile");
    return to_result(profile(*call.catalogue, dossier_of(dossier, "profile(dossier)"), call.options));
  }, "(dossier: Dossier, *" + parameters_of<ProfileOptions>() + catalogue + ") -> " + shown_annotation<Profile>(), "Measures a dossier in all dimensions of data quality.");
  add_function(module, "profile_columns", &columns_of, "(records: Records[Record], *" + parameters_of<PresenceOptions>() + catalogue + ") -> " + shown_annotation<std::vector<ColumnProfile>>(), "How each field is filled over many records of a kind.");
  add_function(module, "currency", [](double age_days, double decline) { return currency(age_days, decline); }, "(age_days: float, decline: float) -> float", "Probability that a value still holds: exp(-decline * age).");
  add_function(module, "half_life", [](double decline) { return half_life(decline); }, "(decline: float) -> float", "Years after which every other value no longer holds: ln 2 / decline."
               R"doc(

>>> round(gx.quality.half_life(0.1), 2)
6.93)doc");
  add_identifiers(module);
}

template const ResultInfo& result_info<Finding>();
template const ResultInfo& result_info<quality::DossierCompleteness>();
template const ResultInfo& result_info<quality::Completeness>();

}  // namespace guanxi::python
