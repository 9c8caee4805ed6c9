#include <guanxi/report/render.hpp>

#include <algorithm>

#include "renderers.hpp"

namespace guanxi::report {

std::string render(const Document& document, const RenderOptions& options) {
  switch (options.format) {
    case Format::md: return detail::write_markdown(document);
    case Format::text: return detail::write_terminal(document, std::max<std::size_t>(options.columns, 40));
    case Format::html: break;
  }
  return detail::write_html(document);
}

}  // namespace guanxi::report
