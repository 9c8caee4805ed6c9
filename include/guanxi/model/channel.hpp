#pragma once
/// @file
/// The ways in which people are in touch.

#include <guanxi/core/value.hpp>

namespace guanxi {

/// How two parties are in touch.
enum class Channel { meeting, phone, visit, email, message, other };

template <>
struct Words<Channel> {
  static constexpr EnumWord table[] = {
      word(Channel::meeting, "meeting", {"会议", "Meeting"}, "会谈|座谈|洽谈|视频会议|线上会议|Video call|Conference"),
      word(Channel::phone, "phone", {"电话", "Phone"}, "致电|通话|电话沟通|电话拜访|Call|Phone call|Telephone"),
      word(Channel::visit, "visit", {"拜访", "Visit"}, "上门|上门拜访|走访|面谈|面访|来访|实地拜访|In person|Face to face"),
      word(Channel::email, "email", {"邮件", "E-mail"}, "电子邮件|邮箱|Mail"),
      word(Channel::message, "message", {"即时消息", "Message"}, "微信|短信|消息|QQ|企业微信|钉钉|WeChat|SMS|Text message|Chat"),
      word(Channel::other, "other", {"其他", "Other"}, "其它|其他方式"),
  };
};

}  // namespace guanxi
