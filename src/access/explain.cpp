#include "explain.hpp"

#include <guanxi/core/write.hpp>

#include <algorithm>
#include <cassert>
#include <string_view>
#include <utility>

namespace guanxi::access::detail {

namespace {

/// One decision, seen from all sides.
struct Case {
  const PolicyState& policy;
  Action action;
  const Ownership& of;
  bool readable;  ///< whether the reader may read the customer, and so learn whose it is
  Index owner;    ///< among the people, or nobody
};

/// The first of the reader's shares that grants the action, or nullptr.
const Received* share_of(const Case& one) {
  const auto found = std::ranges::find_if(one.policy.received, [&](const Received& share) {
    return share.grant->customer == one.of.customer && share.grant->actions.test(static_cast<std::size_t>(one.action));
  });
  return found == one.policy.received.end() ? nullptr : &*found;
}

/// The team at or above this one that the reader leads, or nobody.
Index led_above(const PolicyState& policy, Index unit) {
  for (const Index above : upwards(policy.directory->parent_of, unit))
    if (policy.directory->leader_of[above] == policy.reader) return above;
  return nobody;
}

bool reports_to_reader(const PolicyState& policy, Index person) {
  const std::vector<Index> line = upwards(policy.directory->boss_of, person);
  return std::ranges::find(line, policy.reader) != line.end();
}

/// What connects the reader to the customer's owner as far as the reach goes.
Tie tie_by_owner(const Case& one, Reach reach) {
  const PolicyState& policy = one.policy;
  if (one.of.owner == policy.principal.user) return Tie::own;
  if (std::ranges::binary_search(policy.represented, one.of.owner)) return Tie::absence;
  if (reach != Reach::team || one.owner == nobody) return Tie::nothing;
  if (reports_to_reader(policy, one.owner)) return Tie::reports;
  return led_above(policy, policy.directory->unit_of[one.owner]) != nobody ? Tie::team_member : Tie::nothing;
}

Tie tie_by_reach(const Case& one) {
  const Reach reach = one.policy.extent(one.action).reach;
  if (reach == Reach::all) return Tie::everything;
  if (reach == Reach::none) return Tie::nothing;
  if (one.of.owner) return tie_by_owner(one, reach);
  const bool ours = reach == Reach::team && led_above(one.policy, one.policy.directory->unit(one.of.team)) != nobody;
  return ours ? Tie::team_customer : Tie::nothing;
}

Tie tie_of(const Case& one) {
  if (one.policy.standing == Standing::program) return Tie::program;
  if (one.policy.standing != Standing::active) return Tie::nothing;
  const Tie tie = tie_by_reach(one);
  return tie == Tie::nothing && share_of(one) ? Tie::share : tie;
}

// -- sentences --

std::string quoted(std::string_view text) { return "“" + std::string(text) + "”"; }

Message quoted(Label label) { return {quoted(label.zh), quoted(label.en)}; }

/// What the owner is called; something else for a name that is not known.
Message owner_name(const Case& one) {
  if (one.owner != nobody && !one.policy.directory->people[one.owner].name.empty()) {
    const std::string& name = one.policy.directory->people[one.owner].name;
    return {name, name};
  }
  return {"一位未登记姓名的同事", "a colleague without a name here"};
}

/// A team of the reader.
Message your_team(const PolicyState& policy, Index unit) {
  const std::string& name = policy.directory->units[unit].name;
  return name.empty() ? Message{"您的团队", "your team"}
                      : Message{"您的团队" + quoted(name), "your team " + quoted(name)};
}

Message role_sentence(const Case& one) {
  const Extent& extent = one.policy.extent(one.action);
  const Message action = quoted(label_of(one.action));
  if (!extent.role) return {"没有角色授予您" + action.zh + "权限。", "No role grants you " + action.en + "."};
  const Message reach = quoted(label_of(extent.reach));
  const std::string role = quoted(extent.role->name);
  return {"角色" + role + "授予您" + action.zh + "权限，范围为" + reach.zh + "。",
          "The role " + role + " grants you " + action.en + " with the reach " + reach.en + "."};
}

Message absence_sentence(const Case& one) {
  if (!one.readable) return {"您正在代理该客户的负责人。", "You stand in for whoever keeps this customer."};
  const Message name = owner_name(one);
  return {"该客户由" + name.zh + "负责，您是其代理人。",
          "This customer is kept by " + name.en + ", for whom you stand in."};
}

Message reports_sentence(const Case& one) {
  if (!one.readable)
    return {"该客户的负责人直接或间接向您汇报。",
            "Whoever keeps this customer reports to you, directly or through others."};
  const Message name = owner_name(one);
  return {"该客户由" + name.zh + "负责，其直接或间接向您汇报。",
          "This customer is kept by " + name.en + ", who reports to you directly or through others."};
}

Message member_sentence(const Case& one) {
  const Index led = led_above(one.policy, one.policy.directory->unit_of[one.owner]);
  const Message team = your_team(one.policy, led);
  const Message name = one.readable ? owner_name(one) : Message{"一位同事", "somebody"};
  return {"该客户由" + name.zh + "负责，其属于" + team.zh + "或其下级团队。",
          "This customer is kept by " + name.en + " in " + team.en + " or a team below it."};
}

Message team_sentence(const Case& one) {
  const Message team = your_team(one.policy, led_above(one.policy, one.policy.directory->unit(one.of.team)));
  return {"该客户没有负责人，归" + team.zh + "或其下级团队。",
          "This customer has no owner and is kept by " + team.en + " or a team below it."};
}

Message share_sentence(const Case& one) {
  const auto& [share, unit] = *share_of(one);
  const Grant& grant = *share;
  const Message action = quoted(label_of(one.action));
  const Message with = unit == nobody ? Message{"您", "you"} : your_team(one.policy, unit);
  Message text{"该客户已共享给" + with.zh + "，可" + action.zh,
               "This customer is shared with " + with.en + " for " + action.en};
  if (grant.valid_until) {
    text.zh += "，至 " + to_string(*grant.valid_until) + " 止";
    text.en += " until " + to_string(*grant.valid_until);
  }
  if (one.readable && !grant.reason.empty()) {
    text.zh += "，原因：" + grant.reason;
    text.en += ", because: " + grant.reason;
  }
  return {text.zh + "。", text.en + "."};
}

/// Why a reader with a reach does not reach this customer.
Message outside_sentence(const Case& one) {
  if (!one.readable) return {"该客户不在您的范围内。", "This customer lies outside your reach."};
  if (!one.of.owner)
    return {"该客户没有负责人，不在此范围内。", "This customer has no owner and lies outside that reach."};
  const Message name = owner_name(one);
  return {"该客户由" + name.zh + "负责，不在此范围内。",
          "This customer is kept by " + name.en + ", outside that reach."};
}

Message standing_sentence(const PolicyState& policy) {
  if (policy.standing == Standing::unknown)
    return {"系统中没有这位用户，不能做任何操作。", "This user is not known here and may do nothing."};
  const std::string day = to_string(policy.directory->people[policy.reader].left_on.value_or(policy.today));
  return {"该用户已于 " + day + " 离职，不能做任何操作。", "This user left on " + day + " and may do nothing."};
}

Message program_sentence(const PolicyState& policy) {
  const std::string name = quoted(policy.principal.system);
  return {"程序" + name + "可以做所有操作。", "The program " + name + " may do everything."};
}

std::vector<Message> refusal(const Case& one) {
  if (one.policy.standing != Standing::active) return {standing_sentence(one.policy)};
  if (one.policy.extent(one.action).reach == Reach::none)
    return {role_sentence(one), {"该客户也没有为此共享给您。", "Nor is this customer shared with you for that."}};
  return {role_sentence(one), outside_sentence(one)};
}

std::vector<Message> sentences(const Case& one, Tie tie) {
  switch (tie) {
    case Tie::nothing:
      return refusal(one);
    case Tie::program:
      return {program_sentence(one.policy)};
    case Tie::everything:
      return {role_sentence(one)};
    case Tie::own:
      return {role_sentence(one), {"该客户由您负责。", "You keep this customer."}};
    case Tie::absence:
      return {role_sentence(one), absence_sentence(one)};
    case Tie::reports:
      return {role_sentence(one), reports_sentence(one)};
    case Tie::team_member:
      return {role_sentence(one), member_sentence(one)};
    case Tie::team_customer:
      return {role_sentence(one), team_sentence(one)};
    case Tie::share:
      return {share_sentence(one)};
  }
  return {};
}

}  // namespace

Explanation explain(const PolicyState& policy, Action action, const Ownership& of) {
  const Index owner = of.owner ? policy.directory->person(of.owner) : nobody;
  const Case one{policy, action, of, policy.filter(Action::read).admits(of), owner};
  const Tie tie = tie_of(one);
  Explanation explanation{.tie = tie};
  explanation.allowed = policy.filter(action).admits(of);
  assert(explanation.allowed == (tie != Tie::nothing) && "a tie grants exactly what the filter admits");
  explanation.reach = policy.extent(action).reach;
  if (const Role* role = policy.extent(action).role) explanation.role = role->name;
  explanation.sentences = sentences(one, tie);
  return explanation;
}

}  // namespace guanxi::access::detail
