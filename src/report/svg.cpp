#include "svg.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "escape.hpp"

namespace guanxi::report::detail {

namespace {

/// The point a distance away from a corner towards another point, at most half-way.
Point towards(const Point& corner, const Point& other, double distance) {
  const double dx = other.x - corner.x, dy = other.y - corner.y;
  const double length = std::hypot(dx, dy);
  if (length == 0) return corner;
  const double share = std::min(distance / length, .5);
  return {corner.x + dx * share, corner.y + dy * share};
}

std::string place(const Point& point) { return number(point.x) + " " + number(point.y); }

std::string attribute(std::string_view name, double value) { return " " + std::string(name) + "=\"" + number(value) + "\""; }

std::string style_of(std::string_view style) { return style.empty() ? "" : " class=\"" + std::string(style) + "\""; }

}  // namespace

std::string number(double value) {
  const double tenths = std::round(value * 10) / 10;
  char buffer[32];
  return {buffer, std::to_chars(buffer, buffer + sizeof buffer, tenths == 0 ? 0.0 : tenths).ptr};
}

std::string rounded_path(const std::vector<Point>& points, double radius) {
  if (points.empty()) return {};
  std::string data = "M" + place(points.front());
  for (std::size_t i = 1; i + 1 < points.size(); ++i)
    data += "L" + place(towards(points[i], points[i - 1], radius)) + "Q" + place(points[i]) + " " + place(towards(points[i], points[i + 1], radius));
  if (points.size() > 1) data += "L" + place(points.back());
  return data;
}

Svg::Svg(std::string_view kind, const Box& frame, std::string_view title, std::string_view description) {
  out_ = "<svg role=\"img\" class=\"" + std::string(kind) + "\" viewBox=\"" + number(frame.x) + " " + number(frame.y) + " " + number(frame.width) + " " +
         number(frame.height) + "\"" + attribute("width", frame.width) + attribute("height", frame.height) +
         " xmlns=\"http://www.w3.org/2000/svg\"><title>" + escape_html(title) + "</title><desc>" + escape_html(description) + "</desc>";
}

void Svg::open(std::string_view group) { out_ += "<g" + style_of(group) + ">"; }

void Svg::tooltip(std::string_view text) { out_ += "<title>" + escape_html(text) + "</title>"; }

void Svg::close() { out_ += "</g>"; }

void Svg::rect(const Box& box, double radius, std::string_view style) {
  out_ += "<rect" + style_of(style) + attribute("x", box.x) + attribute("y", box.y) + attribute("width", box.width) + attribute("height", box.height) +
          (radius > 0 ? attribute("rx", radius) : "") + "/>";
}

void Svg::circle(Point center, double radius, std::string_view style) {
  out_ += "<circle" + style_of(style) + attribute("cx", center.x) + attribute("cy", center.y) + attribute("r", radius) + "/>";
}

void Svg::path(std::string_view data, std::string_view style, double width) {
  out_ += "<path" + style_of(style) + " d=\"" + std::string(data) + "\"" + (width > 0 ? attribute("stroke-width", width) : "") + "/>";
}

void Svg::text(Point baseline, std::string_view style, std::string_view text) {
  out_ += "<text" + style_of(style) + attribute("x", baseline.x) + attribute("y", baseline.y) + ">" + escape_html(text) + "</text>";
}

void Svg::turned(Point baseline, std::string_view style, std::string_view text) {
  out_ += "<text" + style_of(style) + " transform=\"translate(" + place(baseline) + ") rotate(-90)\">" + escape_html(text) + "</text>";
}

void Svg::lines(Point baseline, double leading, std::string_view style, const std::vector<std::string>& lines) {
  for (std::size_t i = 0; i < lines.size(); ++i) text({baseline.x, baseline.y + leading * static_cast<double>(i)}, style, lines[i]);
}

std::string Svg::finish() && { return std::move(out_) + "</svg>"; }

}  // namespace guanxi::report::detail
