/**
 * The style of every page. Severities are steps of one ramp whose lightness only falls (on dark ground: rises), which
 * people who do not tell colours apart see as well; a number always stands beside.
 */
export const STYLE = `
:root{color-scheme:light dark;--ground:#fff;--sheet:#f5f6f8;--ink:#1a1d23;--faint:#565d69;--line:#d5d9e0;--link:#0b57a4;
--warn:#fff4d6;--warn-line:#b07a00;
--s5:#5b1453;--s4:#9c2a63;--s3:#d4574e;--s2:#f0974a;--s1:#f6d27e;--s0:#c3c9d2;
--on5:#fff;--on4:#fff;--on3:#000;--on2:#000;--on1:#000;--on0:#000;
--new:#5b1453;--reopened:#9c2a63;--changed:#c9741a;--not-tested:#6b7280;--fixed:#1f7a8c;--same:#b9c0ca}
@media (prefers-color-scheme:dark){:root{--ground:#14161b;--sheet:#1e2128;--ink:#e8eaee;--faint:#a9b0bc;--line:#3a3f4a;--link:#8cc2ff;
--warn:#3a2f10;--warn-line:#d9a93a;
--s5:#ffd08a;--s4:#ff9a76;--s3:#e0667f;--s2:#a9568f;--s1:#6f5192;--s0:#4a505c;
--on5:#000;--on4:#000;--on3:#000;--on2:#fff;--on1:#fff;--on0:#fff;
--new:#ffd08a;--reopened:#ff9a76;--changed:#d98fc0;--not-tested:#98a0ad;--fixed:#5cc2d6;--same:#555c69}}
@media print{:root{color-scheme:light;--ground:#fff;--sheet:#fff;--ink:#000;--faint:#444;--line:#bbb;--link:#000;
--warn:#fff;--warn-line:#000;
--s5:#5b1453;--s4:#9c2a63;--s3:#d4574e;--s2:#f0974a;--s1:#f6d27e;--s0:#c3c9d2;
--on5:#fff;--on4:#fff;--on3:#000;--on2:#000;--on1:#000;--on0:#000;
--new:#5b1453;--reopened:#9c2a63;--changed:#c9741a;--not-tested:#6b7280;--fixed:#1f7a8c;--same:#b9c0ca}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif;print-color-adjust:exact;-webkit-print-color-adjust:exact}
header,main,footer{max-width:64rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:2rem}
footer{padding:1rem 1.25rem 3rem;color:var(--faint);font-size:.875rem}
h1{font-size:1.75rem;line-height:1.2;margin:0 0 .25rem;overflow-wrap:anywhere}
h2{font-size:1.3rem;line-height:1.25;margin:2.5rem 0 .75rem;padding-bottom:.3rem;border-bottom:1px solid var(--line)}
h3{font-size:1.05rem;line-height:1.35;margin:0}
h4{font-size:.8rem;margin:1rem 0 .15rem;color:var(--faint);text-transform:uppercase;letter-spacing:.04em}
p{margin:.4rem 0}
a{color:var(--link)}
code,pre{font-family:ui-monospace,"SF Mono",Menlo,Consolas,"Liberation Mono",monospace;font-size:.85em}
pre{margin:.25rem 0;white-space:pre-wrap;overflow-wrap:anywhere}
.facts{color:var(--faint);margin:.15rem 0;overflow-wrap:anywhere}
.warning{background:var(--warn);border-left:4px solid var(--warn-line);padding:.5rem .75rem;margin:.75rem 0;overflow-wrap:anywhere}
.tiles{display:flex;flex-wrap:wrap;gap:.75rem;margin:1.25rem 0;padding:0;list-style:none}
.tiles li{flex:1 1 8rem;background:var(--sheet);border:1px solid var(--line);border-radius:.5rem;padding:.6rem .9rem}
.tiles b{display:block;font-size:1.6rem;line-height:1.2}
.tiles span{color:var(--faint);font-size:.875rem}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,22rem),1fr));gap:1.5rem 2rem;align-items:start}
figure{margin:0;min-width:0}
figcaption{font-weight:600;margin-bottom:.25rem}
figure svg{display:block;width:100%;height:auto}
.chart text{font:12px system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif}
table{border-collapse:collapse;width:100%;font-size:.925rem}
caption{text-align:left;font-weight:600;padding:.25rem 0}
th,td{text-align:left;vertical-align:top;padding:.35rem .6rem .35rem 0;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
th{font-size:.8rem;color:var(--faint);font-weight:600}
td.number,th.number{text-align:right;font-variant-numeric:tabular-nums;overflow-wrap:normal}
thead th{overflow-wrap:normal}
tbody th{color:inherit;font-size:inherit;font-weight:400}
.numbers{font-size:.85rem;margin-top:.5rem}
.nowrap{white-space:nowrap}
.where{min-width:11rem}
.address{min-width:calc(16ch + .6rem)}
.severity{display:inline-block;min-width:1.6em;padding:0 .35em;border-radius:.3em;text-align:center;font-weight:700;font-size:.9em;border:1px solid var(--line)}
${[0, 1, 2, 3, 4, 5].map((step) => `.severity.s${step}{background:var(--s${step});color:var(--on${step})}`).join('')}
.verdict{display:inline-block;padding:0 .45em;border-radius:.3em;border:1px solid var(--faint);border-left-width:.45em;font-size:.85em;white-space:nowrap}
${['new', 'reopened', 'changed', 'not-tested', 'fixed', 'same'].map((name) => `.verdict.${name}{border-left-color:var(--${name})}`).join('')}
.check{border:1px solid var(--line);border-radius:.5rem;padding:.9rem 1rem;margin:1rem 0}
.check>table{margin-top:.9rem}
.todo{background:var(--sheet);border-left:4px solid var(--link);padding:.4rem .75rem;margin:.6rem 0}
.todo h4{margin-top:0}
.scroll{overflow-x:auto}
.scroll:focus-visible,a:focus-visible,summary:focus-visible{outline:3px solid var(--link);outline-offset:2px}
summary{cursor:pointer}
.wide{min-width:36rem}
.map svg{width:auto;max-width:none;margin:0 auto}
.map text{fill:var(--ink);font-family:Helvetica,Arial,"Liberation Sans",sans-serif}
.map .node path,.map .node polygon,.map .node ellipse,.map .node polyline,.map .edge path,.map .edge polygon{stroke:var(--faint)}
.map .edge polygon{fill:var(--faint)}
${[0, 1, 2, 3, 4, 5].map((step) => `.map .node.s${step} path,.map .node.s${step} polygon,.map .node.s${step} ellipse{fill:${step === 0 ? 'var(--sheet)' : `var(--s${step})`}}.map .node.s${step} text{fill:${step === 0 ? 'var(--ink)' : `var(--on${step})`}}`).join('')}
.legend{list-style:none;padding:0;margin:.5rem 0;display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;font-size:.875rem;color:var(--faint)}
@media (max-width:40rem){header,main,footer{padding-left:.9rem;padding-right:.9rem}h1{font-size:1.45rem}
.stack thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.stack,.stack caption,.stack tbody,.stack tr,.stack td,.stack th{display:block}.stack tr{padding:.4rem 0;border-bottom:1px solid var(--line)}
.stack td,.stack th{border:0;padding:.05rem 0}.stack td:empty{display:none}.where{min-width:0}}
@media print{@page{margin:1.6cm}body{font-size:10pt}header,main,footer{max-width:none;padding-left:0;padding-right:0}
.check{break-inside:auto}.check h3,.todo,h2,h4,tr,figure{break-inside:avoid}h2,h3,h4{break-after:avoid}
.scroll{overflow:visible}nav{display:none}details::details-content{content-visibility:visible;block-size:auto}
.charts{grid-template-columns:1fr 1fr}a{text-decoration:none}}
`;
