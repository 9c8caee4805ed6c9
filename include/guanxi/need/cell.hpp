#pragma once
/// @file
/// The cells and quadrants of the priority matrix, with what to do about each.

#include <guanxi/core/value.hpp>

namespace guanxi::need {

/// A cell of the matrix by level: urgency first, importance second, both from high to low.
enum class Cell {
  high_high,
  high_medium,
  high_low,
  medium_high,
  medium_medium,
  medium_low,
  low_high,
  low_medium,
  low_low
};

/// A quarter of the matrix: an axis is high when its level is above the cut.
enum class Quadrant { urgent_important, important, urgent, neither };

}  // namespace guanxi::need

namespace guanxi {

template <>
struct Words<need::Cell> {
  using enum need::Cell;
  static constexpr EnumWord table[] = {
      word(high_high, "high_high", {"紧急重要", "Urgent and important"}, {},
           {"立即安排：指定专人，本周内提交方案与交期，必要时请主管协调资源",
            "Act now: name one person in charge, propose solution and delivery this week, get a manager to clear "
            "resources"}),
      word(high_medium, "high_medium", {"紧急、较重要", "Urgent, fairly important"}, {},
           {"尽快答复：用标准方案先解燃眉之急，同时问清对业务的影响",
            "Answer fast: relieve it with a standard solution and find out what it means for the business"}),
      word(high_low, "high_low", {"紧急不重要", "Urgent, not important"}, {},
           {"快速办结：交内勤或售后处理，答复时顺带了解更重要的需求",
            "Settle quickly: let inside sales or service handle it, and ask about what matters more when answering"}),
      word(medium_high, "medium_high", {"重要、较急", "Important, fairly urgent"}, {},
           {"排入近期：一个月内完成方案，与决策人约定时间表",
            "Schedule soon: have a proposal within a month and agree a timetable with the decider"}),
      word(medium_medium, "medium_medium", {"较急、较重要", "Fairly urgent and important"}, {},
           {"按计划推进：随例行拜访跟进，设法弄清时间与影响",
            "Push as planned: follow up on regular visits and pin down timing and effect"}),
      word(medium_low, "medium_low", {"较急、不重要", "Fairly urgent, not important"}, {},
           {"顺带处理：随其他订单或拜访一并解决", "Handle along the way, together with another order or visit"}),
      word(low_high, "low_high", {"重要不紧急", "Important, not urgent"}, {},
           {"提前布局：定期沟通，用案例和测算促成立项，先于对手进入",
            "Prepare early: keep talking, bring cases and figures that get a project started, be there before rivals"}),
      word(low_medium, "low_medium", {"不急、较重要", "Not urgent, fairly important"}, {},
           {"持续培育：寄送资料与案例，季度复核时再问进展",
            "Nurture: send material and cases, ask again at the quarterly review"}),
      word(low_low, "low_low", {"不急不重要", "Neither urgent nor important"}, {},
           {"记录备查：暂不投入，情况变化时再评估",
            "Keep on record: invest nothing now, look again when things change"}),
  };
};

template <>
struct Words<need::Quadrant> {
  using enum need::Quadrant;
  static constexpr EnumWord table[] = {
      word(urgent_important, "urgent_important", {"重要且紧急", "Important and urgent"}, {},
           {"马上做：集中资源，逐日跟踪到交付", "Do first: concentrate resources and track daily until delivered"}),
      word(important, "important", {"重要不紧急", "Important, not urgent"}, {},
           {"计划做：列入跟进计划，尽早影响方案与预算",
            "Plan: put it on the follow-up plan and shape solution and budget early"}),
      word(urgent, "urgent", {"紧急不重要", "Urgent, not important"}, {},
           {"快速办：用标准流程处理，不占用关键资源",
            "Process: handle by standard procedure, without tying up key people"}),
      word(neither, "neither", {"不重要不紧急", "Neither important nor urgent"}, {},
           {"先放着：记录下来，季度复核时再看", "Park: keep it on record and look again at the quarterly review"}),
  };
};

}  // namespace guanxi
