#include "renderers.hpp"

namespace guanxi::report::detail {

namespace {

// Light and dark.
constexpr std::string_view colours = R"css(
:root{color-scheme:light;--bg:#f4f6f8;--surface:#fff;--raised:#f8fafb;--ink:#17202c;--ink2:#4a5868;--line:#dce2e9;--line2:#b9c4d0;--accent:#1d5a8f;--accent-soft:#e4eff8;
--good:#12693f;--good-soft:#dcf1e5;--fair:#835100;--fair-soft:#fbeed2;--poor:#a8231b;--poor-soft:#fce3e0;--muted-soft:#e9edf1;
--s0:#a8231b;--s1:#a35a00;--s2:#5c6875;--s3:#2b7a56;--s4:#0b5c37;--on:#fff;--shadow:0 1px 2px rgba(20,32,46,.06),0 4px 16px rgba(20,32,46,.05)}
@media screen and (prefers-color-scheme:dark){:root{color-scheme:dark;--bg:#0e1319;--surface:#161d25;--raised:#1b232c;--ink:#e7ecf2;--ink2:#a9b6c4;--line:#2a3541;--line2:#465464;--accent:#8fc1ee;--accent-soft:#1a3147;
--good:#72d3a0;--good-soft:#16362a;--fair:#e8c068;--fair-soft:#392e15;--poor:#f59d94;--poor-soft:#42211f;--muted-soft:#252f3a;
--s0:#f59d94;--s1:#e9b36a;--s2:#a9b6c4;--s3:#7ec9a3;--s4:#5fdc9b;--on:#0e1319;--shadow:none}})css";

// Pictures, which use nothing but the colours.
constexpr std::string_view pictures = R"css(
svg{display:block;max-width:100%;height:auto;color:var(--ink)}
.chain{margin-inline:auto}.matrix{width:100%;max-width:520px;margin-inline:auto}
.narrow-only{display:none}
svg text{fill:var(--ink)}
.chain .who{fill:var(--surface);stroke:var(--ink2);stroke-width:1.4}
.chain .line{fill:none;stroke:var(--line2);stroke-width:1.6}
.chain .c-none{stroke-dasharray:2 4}.chain .c-brief{stroke-dasharray:8 4}.chain .c-multiple{stroke-width:1.6}
.chain .c-in_depth{stroke-width:3.2;stroke:var(--accent)}.chain .c-unknown{stroke:var(--line2);stroke-width:1.2}
.chain .disc{fill:var(--s2)}.s0 .disc{fill:var(--s0)}.s1 .disc{fill:var(--s1)}.s3 .disc{fill:var(--s3)}.s4 .disc{fill:var(--s4)}
.su .disc{fill:var(--surface);stroke:var(--ink2);stroke-width:1.4;stroke-dasharray:3 2}
.chain .ring{fill:none;stroke:var(--ink2);stroke-dasharray:2 2}
.chain .inf{font-size:12px;font-weight:700;text-anchor:middle;fill:var(--on)}.su .inf{fill:var(--ink)}
.chain .sup{font-size:12px;text-anchor:middle;fill:var(--ink2);font-weight:600}
.chain .name{font-size:14px;font-weight:650}.chain .job{font-size:12px;fill:var(--ink2)}.chain .role{font-size:11.5px;font-weight:600;fill:var(--accent)}
svg .key{font-size:12px;fill:var(--ink2)}
.tie{fill:none;stroke:var(--accent)}.t-reports_to{stroke:var(--ink2)}.t-influences{stroke-dasharray:6 4}.t-gatekeeps{stroke:var(--fair);stroke-dasharray:9 3 2 3}.t-conflicts_with{stroke:var(--poor)}.tie.mark{stroke-dasharray:none;stroke-linecap:round;stroke-linejoin:round}
.map .way{fill:none;stroke:var(--accent);stroke-width:11;stroke-linecap:round;stroke-linejoin:round;opacity:.22}
.map .t-influences,.map .t-gatekeeps{stroke-dasharray:none}.map .t-reports_to{stroke:var(--ink2)}.map .t-conflicts_with{stroke-dasharray:6 4}
.map .rule{fill:none;stroke:var(--line);stroke-width:1}.map .ring2{fill:none;stroke:var(--accent);stroke-width:1.4}.map .known{fill:var(--accent);stroke:var(--surface);stroke-width:1}
.map .g0{fill:var(--poor-soft)}.map .g1{fill:var(--poor-soft);opacity:.5}.map .g2,.map .gu{fill:var(--muted-soft);opacity:.6}.map .gu{opacity:.3}.map .g3{fill:var(--good-soft);opacity:.5}.map .g4{fill:var(--good-soft)}
.map .name{font-size:12px;text-anchor:middle;paint-order:stroke;stroke:var(--surface);stroke-width:3px;stroke-linejoin:round}.map .small{font-size:10.5px}
.map .grade{font-size:12px;text-anchor:middle;fill:var(--ink2)}.map .grade.small{font-size:10.5px}.map .level{font-size:11px;text-anchor:end;fill:var(--ink2)}
.map .axis{font-size:12px;font-weight:650;fill:var(--ink2);text-anchor:middle}.map .first{text-anchor:start}.map .chip text{font-size:10px}
.q{fill:var(--muted-soft)}.q-urgent_important{fill:var(--poor-soft)}.q-important{fill:var(--accent-soft)}.q-urgent{fill:var(--fair-soft)}
.matrix .label{font-size:12px;font-weight:650}.matrix .grade{font-size:12px;fill:var(--ink2)}.matrix .axis{font-size:12px;font-weight:650;fill:var(--ink2)}
.mid,.turned{text-anchor:middle}.end{text-anchor:end}.matrix [transform]{text-anchor:middle}
.chip circle{fill:var(--accent)}.chip.late circle{fill:var(--poor)}.chip text{font-size:12px;font-weight:700;text-anchor:middle;fill:var(--on)})css";

constexpr std::string_view sheet = R"css(
*{box-sizing:border-box}[hidden]{display:none!important}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-behavior:smooth}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0;background:var(--bg);color:var(--ink);font:400 15px/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,"PingFang SC","Hiragino Sans GB","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC","Source Han Sans SC",sans-serif;
font-variant-numeric:tabular-nums;overflow-wrap:anywhere;line-break:strict}
.in{max-width:1200px;margin-inline:auto;padding-inline:clamp(14px,3vw,40px)}
.top{background:var(--surface);border-bottom:1px solid var(--line);border-top:4px solid var(--accent);margin-bottom:28px}
.top .in{padding-block:30px 24px}
.alt{float:right;font-size:13px;padding:3px 12px;border:1px solid var(--line2);border-radius:99px;text-decoration:none;margin-left:8px}
h1,h2,h3,h4,h5,h6{line-height:1.3;margin:0;font-weight:650;text-wrap:balance}
h1{font-size:clamp(25px,3.4vw,34px);letter-spacing:-.01em}
h2{font-size:clamp(22px,2.6vw,27px);letter-spacing:-.005em}
h3{font-size:18px}h4{font-size:16px}h5,h6{font-size:15px}
p{margin:0 0 .8em}
a{color:var(--accent);text-underline-offset:.2em;text-decoration-thickness:1px;text-decoration-color:color-mix(in srgb,currentColor 40%,transparent)}
a:hover{text-decoration-color:currentColor}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:4px}
small,.note{font-size:13px;color:var(--ink2);line-height:1.5}
strong{font-weight:650}
.accent{color:var(--accent)}.good{color:var(--good)}.fair{color:var(--fair)}.poor{color:var(--poor)}.muted{color:var(--ink2)}
.sub{color:var(--ink2);margin:6px 0 0}
.badges{margin:14px 0 0;display:flex;flex-wrap:wrap;gap:6px}
.badge{display:inline-block;font-size:13px;line-height:1.45;padding:1px 9px;border-radius:99px;background:var(--muted-soft);color:var(--ink2);font-weight:550}
.badge.good{background:var(--good-soft);color:var(--good)}.badge.fair{background:var(--fair-soft);color:var(--fair)}
.badge.poor{background:var(--poor-soft);color:var(--poor)}.badge.accent{background:var(--accent-soft);color:var(--accent)}
.grid{display:grid;grid-template-columns:minmax(0,1fr);gap:20px}
.card{background:var(--surface);border:1px solid var(--line);border-radius:14px;box-shadow:var(--shadow);padding:20px 22px 22px;min-width:0;scroll-margin-top:12px}
main>.card,main>.open{margin-bottom:24px}
.card>h2,.card>h3,.card>.head,.page .card>h3{margin-bottom:14px}
.head{display:flex;flex-wrap:wrap;align-items:baseline;justify-content:space-between;gap:4px 16px}
.aside{margin:0;font-size:13px;color:var(--ink2);display:flex;flex-wrap:wrap;gap:6px 10px;align-items:baseline}
.page{margin:56px 0 0;padding-top:28px;border-top:1px solid var(--line2);scroll-margin-top:0}
.page>.head{margin-bottom:4px}
.page>.badges{margin:10px 0 16px}
.page>*+.grid,.tiles+.grid,main>.tiles+section,main>.tiles+.grid{margin-top:20px}
.open>h3,.open>h4,.open>h5{margin:18px 0 8px}
.card .open>h4{padding-top:16px;border-top:1px solid var(--line);color:var(--accent)}
.card>.open:first-of-type>h4{border-top:0;padding-top:0;margin-top:0}
.card .open>h5{margin:16px 0 6px}
.card .open .open{border-left:3px solid var(--line);padding-left:14px;margin:14px 0}
details.card>summary{cursor:pointer;list-style-position:inside}
details.card>summary>*{display:inline}details[open].card>summary{margin-bottom:14px}
:is(.facts,.tiles,.columns,figure,table,.items,.bars,.notice)+:is(.facts,.tiles,.columns,figure,table,.items,.bars,.notice){margin-top:16px}
.notice{padding:10px 14px;border-radius:10px;background:var(--muted-soft);color:var(--ink)}
.notice.good{background:var(--good-soft)}.notice.fair{background:var(--fair-soft)}.notice.poor{background:var(--poor-soft)}.notice.accent{background:var(--accent-soft)}.notice.muted{color:var(--ink2)}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,144px),1fr));gap:12px;margin:0}
.tiles>div{background:var(--surface);border:1px solid var(--line);border-radius:12px;padding:12px 16px 14px;border-top:3px solid var(--line2);color:var(--ink);min-width:0}
.tiles>.good{border-top-color:var(--good)}.tiles>.fair{border-top-color:var(--fair)}.tiles>.poor{border-top-color:var(--poor)}.tiles>.accent{border-top-color:var(--accent)}
.tiles dt{font-size:13px;color:var(--ink2)}.tiles dd{margin:0}
.big{font-size:25px;font-weight:650;line-height:1.3;letter-spacing:-.01em}
.big small{font-size:14px;font-weight:400;letter-spacing:0}
.tiles .good .big{color:var(--good)}.tiles .fair .big{color:var(--fair)}.tiles .poor .big{color:var(--poor)}
.facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,210px),1fr));gap:12px 24px;margin:0}
.facts>div{min-width:0}.facts>.wide{grid-column:1/-1;max-width:78ch}
.facts dt{font-size:13px;color:var(--ink2);line-height:1.4}.facts dd{margin:1px 0 0}
.columns{display:grid;grid-template-columns:minmax(0,1fr);gap:18px 36px}
.items{list-style:none;margin:0;padding:0;counter-reset:n;display:grid;gap:10px}
.items>li{display:grid;grid-template-columns:26px minmax(0,1fr);color:var(--ink)}
.items>li::before{content:"";width:9px;height:9px;border-radius:50%;background:var(--line2);margin:8px 0 0 4px}
ol.items>li::before{counter-increment:n;content:counter(n);width:auto;height:auto;background:none;margin:0;color:var(--ink2);font-weight:650}
ul.items>.good::before{background:var(--good)}ul.items>.fair::before{background:var(--fair)}ul.items>.poor::before{background:var(--poor)}ul.items>.accent::before{background:var(--accent)}
table{border-collapse:collapse;width:100%;font-size:14px}
th{font-size:13px;font-weight:550;color:var(--ink2);text-align:left;padding:6px 10px;border-bottom:1px solid var(--line2);vertical-align:bottom}
td{padding:9px 10px;border-bottom:1px solid var(--line);vertical-align:top;text-align:left}
tbody tr:last-child td{border-bottom:0}
th:first-child,td:first-child{padding-left:0}th:last-child,td:last-child{padding-right:0}
.r{text-align:right}.c{text-align:center}
.meter{display:block;height:5px;border-radius:3px;background:var(--muted-soft);margin-top:5px;min-width:56px;overflow:hidden}
.meter i{display:block;height:100%;border-radius:3px;background:var(--accent)}
.find{font:inherit;width:100%;max-width:360px;padding:7px 14px;margin-bottom:12px;border:1px solid var(--line2);border-radius:99px;background:var(--surface);color:var(--ink)}
.find::placeholder{color:var(--ink2);opacity:1}
th button{font:inherit;color:inherit;background:none;border:0;padding:0;cursor:pointer;text-align:inherit}
th[aria-sort=ascending] button::after{content:" ▲"}th[aria-sort=descending] button::after{content:" ▼"}
.bars{list-style:none;margin:0;padding:0;display:grid;gap:10px}
.bars>li{display:grid;grid-template-columns:minmax(0,9.5em) minmax(0,1fr) 5.2em;column-gap:14px;align-items:center}
.bl{font-size:14px;line-height:1.35}.bv{text-align:right;font-size:14px;font-weight:600}
.bn{grid-column:2/4}
.bt{position:relative;height:14px;background:var(--muted-soft);border-radius:4px}
.bt i{position:absolute;inset-block:0;min-width:2px;border-radius:4px;background:var(--ink2)}
.bt .accent{background:var(--accent)}.bt .good{background:var(--good)}.bt .fair{background:var(--fair)}.bt .poor{background:var(--poor)}
.bt .open{background:repeating-linear-gradient(135deg,var(--line2) 0 3px,transparent 3px 7px);border:1px solid var(--line2)}
.ticks .bt{grid-column:2;background:none;height:auto;display:flex;justify-content:space-between;font-size:12px;color:var(--ink2)}
figure{margin:0}
footer{color:var(--ink2);font-size:13px;padding-block:28px 40px}
footer p{margin:0 0 4px}
@media (min-width:900px){
.grid{grid-template-columns:repeat(2,minmax(0,1fr))}.grid>*{grid-column:1/-1}.grid>.half{grid-column:auto}
.columns{grid-auto-flow:column;grid-auto-columns:minmax(0,1fr);grid-template-columns:none}
}
@media screen and (max-width:759px){
.wide-only{display:none}.narrow-only{display:block}
.card{padding:16px 15px 18px}
thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden;white-space:nowrap}
table,tbody,tr,td{display:block}
tr{padding:10px 0;border-bottom:1px solid var(--line)}tbody tr:last-child{border-bottom:0}
td,td:first-child,td:last-child{border:0;padding:3px 0;display:grid;grid-template-columns:7.5em minmax(0,1fr);gap:10px;text-align:left}
td::before{content:attr(data-l);font-size:13px;color:var(--ink2)}td[data-l=""]{grid-template-columns:minmax(0,1fr)}td[data-l=""]::before{content:none}
.bars>li{grid-template-columns:minmax(0,1fr) auto}.bl{grid-row:1}.bt{grid-column:1/-1;grid-row:2}.bv{grid-row:1;grid-column:2}.bn{grid-column:1/-1;grid-row:3}.ticks .bt{grid-column:1/-1}
}
@media print{
@page{margin:14mm 12mm}
body{background:#fff;font-size:10.5pt}.in{max-width:none;padding:0}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
.top{border-top:0;margin-bottom:14px}.alt,.find{display:none}
.card,.tiles>div{box-shadow:none;border-color:#ccd3db}
.page{break-before:page;margin:0;padding:0;border:0}
h2,h3,h4,h5,.head{break-after:avoid}figure,.tiles>div,.facts>div,.items>li,.bars>li,tr{break-inside:avoid}
a{color:inherit;text-decoration:none}
.grid{grid-template-columns:repeat(2,minmax(0,1fr));gap:12px}.grid>*{grid-column:1/-1}.grid>.half{grid-column:auto}
.card{padding:12px 14px}
}
)css";

// Adds a field that filters the rows of a ranked table and buttons that sort its columns.
constexpr std::string_view code = R"js(
for(const t of document.querySelectorAll('table.ranked')){
const b=t.tBodies[0],rows=[...b.rows],f=document.createElement('input');
f.type='search';f.className='find';f.placeholder=t.dataset.find;f.setAttribute('aria-label',t.dataset.find);t.before(f);
f.addEventListener('input',()=>{const q=f.value.trim().toLowerCase().split(/\s+/);
for(const r of rows){const s=r.textContent.toLowerCase();r.hidden=!q.every(w=>s.includes(w))}});
const key=(r,i)=>{const c=r.cells[i];return c.dataset.o!==undefined?+c.dataset.o:c.textContent.trim()};
[...t.tHead.rows[0].cells].forEach((h,i)=>{const k=document.createElement('button');k.type='button';k.textContent=h.textContent;h.replaceChildren(k);
k.addEventListener('click',()=>{const d=h.getAttribute('aria-sort')==='ascending'?-1:1;
for(const o of t.tHead.rows[0].cells)o.removeAttribute('aria-sort');h.setAttribute('aria-sort',d>0?'ascending':'descending');
b.append(...rows.slice().sort((x,y)=>{const p=key(x,i),q=key(y,i);
return d*(typeof p==='number'&&typeof q==='number'?p-q:String(p).localeCompare(String(q),document.documentElement.lang))}))})})}
)js";

}  // namespace

std::string style_sheet() { return std::string(colours) + std::string(pictures) + std::string(sheet); }

std::string picture_style() {
  return std::string(colours) + "\nsvg{font-family:system-ui,\"PingFang SC\",\"Microsoft YaHei\",\"Noto Sans CJK SC\",\"Noto Sans SC\",sans-serif;background:var(--surface)}" + std::string(pictures);
}

std::string_view script() noexcept { return code; }

}  // namespace guanxi::report::detail
