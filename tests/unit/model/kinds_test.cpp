#include <guanxi/model/kinds.hpp>

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace guanxi {
namespace {

TEST(kinds, are_those_of_the_domain_in_the_order_of_forms) {
  std::string names;
  for (const KindInfo* kind : standard_catalogue().kinds()) names += std::string(kind->name) + " ";
  EXPECT_EQ(names,
            "customer contact decision_chain need interaction opportunity competitor_position installed_product transaction "
            "receivable customer_event follow_up complaint service_request claim document checkout offering industry_trend "
            "promotion service_commitment user team branch ");
}

TEST(kinds, have_names_of_their_own) {
  std::set<std::string_view> names;
  for (const KindInfo* kind : standard_catalogue().kinds()) {
    EXPECT_TRUE(names.insert(kind->name).second) << kind->name;
    EXPECT_TRUE(names.insert(kind->plural).second) << kind->plural;
    EXPECT_TRUE(names.insert(kind->label.zh).second) << kind->label.zh;
    EXPECT_FALSE(kind->label.en.empty());
  }
}

TEST(kinds, references_lead_to_known_kinds) {
  const Catalogue& catalogue = standard_catalogue();
  for (const KindInfo* kind : standard_catalogue().kinds())
    for (const Field& field : kind->record->fields) {
      const Type& type = field.type->element ? *field.type->element : *field.type;
      if (type.target) {
        EXPECT_NE(catalogue.kind_of(type.target), nullptr) << kind->name << "." << field.name;
      }
    }
}

TEST(kinds, catalogue_finds_them_by_name) {
  EXPECT_EQ(standard_catalogue().kind("follow_up"), &kind_info<FollowUp>());
  EXPECT_EQ(standard_catalogue().kind("branches"), &kind_info<Branch>());
  EXPECT_EQ(standard_catalogue().kind("unheard_of"), nullptr);
  EXPECT_EQ(&standard_catalogue(), &standard_catalogue());
}

TEST(kinds, trade_papers_are_kept_as_the_law_wants) {
  for (const KindInfo* kind : {&kind_info<Transaction>(), &kind_info<Receivable>(), &kind_info<Document>(), &kind_info<Claim>()})
    for (const Field& field : kind->record->fields)
      if (!has(field.notes.part, Part::upkeep)) {
        EXPECT_EQ(field.notes.retention, Retention::statutory) << kind->name << "." << field.name;
      }
}

TEST(kinds, a_text_becomes_a_contact_with_name_and_title) {
  Contact contact;
  kind_info<Contact>().read_text(&contact, "生产总监张伟");
  EXPECT_EQ(contact.display_name, "张伟");
  EXPECT_EQ(contact.title, "生产总监");
  kind_info<Contact>().read_text(&contact, "张总");
  EXPECT_EQ(contact.display_name, "张总");
  EXPECT_EQ(contact.title, "生产总监") << "what the text does not tell stays";
}

TEST(kinds, roles_of_a_stakeholder_can_be_read_and_set_as_data) {
  DecisionChain chain;
  Stakeholder& person = chain.stakeholders.emplace_back();
  const Field& roles = record_info<Stakeholder>().fields[1];
  const Type& role = *roles.type->element;
  void* element = roles.type->list->append(roles.in(static_cast<void*>(&person)));
  role.set(role, element, &role.words[static_cast<std::size_t>(BuyingRole::decider)]);
  ASSERT_EQ(person.roles, std::vector{BuyingRole::decider});
  EXPECT_EQ(std::get<const EnumWord*>(role.get(role, element))->word, "decider");
}

}  // namespace
}  // namespace guanxi
