#pragma once
/// @file
/// The words by which contacts are described.

#include <guanxi/core/value.hpp>

namespace guanxi {

/// What a contact's department has to do with a purchase.
enum class DepartmentRole { using_department, purchasing, supporting, technical, finance, management };

template <>
struct Words<DepartmentRole> {
  static constexpr EnumWord table[] = {
      word(DepartmentRole::using_department, "using_department", {"使用部门", "Using department"}, "用户部门|需求部门|生产部门|User department"),
      word(DepartmentRole::purchasing, "purchasing", {"采购部门", "Purchasing"}, "采购|采购部|供应部门|Procurement"),
      word(DepartmentRole::supporting, "supporting", {"支持部门", "Supporting"}, "辅助部门|支持|行政部门|Support"),
      word(DepartmentRole::technical, "technical", {"技术部门", "Technical"}, "技术|技术部|研发部门|工程部门|Engineering"),
      word(DepartmentRole::finance, "finance", {"财务部门", "Finance"}, "财务|财务部|Accounting"),
      word(DepartmentRole::management, "management", {"管理层", "Management"}, "管理|高层|领导|决策层|Executive"),
  };
};

/// Gender, as far as the person states one.
enum class Gender { male, female, other };

template <>
struct Words<Gender> {
  static constexpr EnumWord table[] = {
      word(Gender::male, "male", {"男", "Male"}, "男性|先生|M"),
      word(Gender::female, "female", {"女", "Female"}, "女性|女士|F"),
      word(Gender::other, "other", {"其他", "Other"}, "其它"),
  };
};

/// How somebody comes to a decision.
enum class DecisionStyle { data_driven, relationship, financial, technical, cautious, decisive, consensus };

template <>
struct Words<DecisionStyle> {
  static constexpr EnumWord table[] = {
      word(DecisionStyle::data_driven, "data_driven", {"数据驱动", "Data driven"}, "数据型|数据驱动型|看数据"),
      word(DecisionStyle::relationship, "relationship", {"关系导向", "Relationship"}, "关系型|重关系|人情型"),
      word(DecisionStyle::financial, "financial", {"财务导向", "Financial"}, "财务型|成本导向|价格导向|Cost driven"),
      word(DecisionStyle::technical, "technical", {"技术导向", "Technical"}, "技术型|重技术"),
      word(DecisionStyle::cautious, "cautious", {"谨慎", "Cautious"}, "谨慎型|保守|保守型|稳健"),
      word(DecisionStyle::decisive, "decisive", {"果断", "Decisive"}, "果断型|直接|直接型"),
      word(DecisionStyle::consensus, "consensus", {"集体决策", "Consensus"}, "集体决策型|共识型|民主型"),
  };
};

}  // namespace guanxi
