const decoration = (name: string, color: string, more = '') =>
  `::highlight(waarborg-${name}){text-decoration:underline wavy ${color} 1.5px;text-underline-offset:3px;${more}}`;

/** Underlines in the page's own text. A highlight cannot use variables of ours there; the colours read on light and dark. */
export const highlightStyle = [
  decoration('advise', '#b07a1e'),
  decoration('reason', '#9a4fa0'),
  decoration('block', '#cf3f2e'),
  '::highlight(waarborg-active){background-color:rgb(154 79 160 / .18)}',
].join('\n');

/** Everything inside the guard's own shadow root. */
export const shellStyle = `
:host{all:initial !important;position:fixed !important;inset:0 !important;display:block !important;pointer-events:none !important;z-index:2147483647 !important;color-scheme:light dark !important}
:host,*{box-sizing:border-box}
.region{--sheet:light-dark(#fffefc,#1e1d1b);--ink:light-dark(#22201c,#ece8e1);--ink-2:light-dark(#5b564d,#a8a196);--line:light-dark(#dfdad1,#35322d);--edge:light-dark(#8a8375,#7d766b);
--accent:light-dark(#0d5752,#7cc7bd);--accent-ink:light-dark(#ffffff,#0b2321);--accent-soft:light-dark(#e0eeec,#16302d);--late:light-dark(#a32a1c,#f1958a);--soon:light-dark(#855600,#e3b765);--special:light-dark(#6a2a6d,#d6a1d9);
font:14.5px/1.45 system-ui,sans-serif;color:var(--ink);font-variant-numeric:tabular-nums}
.panel,.chip{position:fixed;pointer-events:auto;background:var(--sheet);border:1px solid var(--line);border-radius:8px;box-shadow:0 1px 2px rgb(0 0 0 /.1),0 10px 30px light-dark(rgb(34 32 28 /.16),rgb(0 0 0 /.5))}
.panel{width:min(400px,calc(100vw - 16px));max-height:min(600px,calc(100vh - 16px));overflow:auto;padding:12px 14px;outline-offset:2px}
.chip{font:inherit;font-size:13px;color:var(--ink);padding:2px 9px;cursor:pointer;border-radius:99px;border-color:var(--edge);display:flex;gap:6px;align-items:center}
[hidden]{display:none !important}
.head{display:flex;align-items:center;gap:8px;margin:0 0 6px;font-size:13.5px}
.head .count{color:var(--ink-2);margin-left:auto}
.shape{width:9px;height:9px;flex:none;background:var(--soon);border-radius:1px}
.shape.reason{background:var(--special);clip-path:polygon(50% 0,100% 100%,0 100%)}
.shape.block{background:var(--late);transform:rotate(45deg)}
.level{font-weight:640}.level.block{color:var(--late)}.level.reason{color:var(--special)}.level.advise{color:var(--soon)}
p{margin:0 0 6px}.notice{color:var(--late);font-weight:600}.small{color:var(--ink-2);font-size:13px}
.change{border-top:1px solid var(--line);margin-top:8px;padding-top:8px;display:grid;grid-template-columns:auto minmax(0,1fr);gap:4px 10px;overflow-wrap:anywhere}
.change dt{color:var(--ink-2);font-size:13px;padding-top:2px}.change dd{margin:0;max-height:8lh;overflow:auto}
del{text-decoration:line-through;text-decoration-color:var(--edge);color:var(--ink-2)}ins{text-decoration:none;background:var(--accent-soft);border-radius:4px;padding:1px 5px;box-decoration-break:clone}
.acts{display:flex;flex-wrap:wrap;gap:6px;margin-top:10px}
button{font:inherit;color:inherit}
.btn{border:1px solid var(--edge);background:transparent;border-radius:6px;padding:4px 10px;min-height:28px;cursor:pointer}
.btn.main{background:var(--accent);border-color:var(--accent);color:var(--accent-ink);font-weight:600}
.btn.icon{border-color:transparent;padding:0 4px;min-width:26px;min-height:26px;color:var(--ink-2);font-size:17px;line-height:1}
.change .rule{grid-column:2}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
kbd{font:12px ui-monospace,monospace;border:1px solid currentColor;border-radius:4px;padding:0 4px;margin-left:4px}
fieldset{border:0;margin:8px 0 0;padding:0}legend{padding:0;font-weight:600;margin-bottom:4px}label{display:flex;gap:8px;align-items:baseline;padding:2px 0}
.said{position:fixed;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.mirror{position:fixed;overflow:hidden;pointer-events:none;color:transparent;margin:0;border:0;background:none;contain:strict;user-select:none}
${highlightStyle}
@media (prefers-reduced-motion:no-preference){.panel{animation:in .12s ease-out}@keyframes in{from{opacity:0;translate:0 3px}}}
@media (forced-colors:active){.shape{forced-color-adjust:none}}
`;
