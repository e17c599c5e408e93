/** The look of the report: the tokens of packages/ui, written out because the page has to stand alone. */
export const reportStyles = `
:root{color-scheme:light dark;
--paper:light-dark(#f7f5f1,#161514);--sheet:light-dark(#fffefc,#1e1d1b);--sunk:light-dark(#efece6,#121110);--ink:light-dark(#22201c,#ece8e1);--ink-2:light-dark(#5b564d,#a8a196);
--line:light-dark(#dfdad1,#35322d);--accent:light-dark(#0d5752,#7cc7bd);--late:light-dark(#a32a1c,#f1958a);--soon:light-dark(#855600,#e3b765);--special:light-dark(#6a2a6d,#d6a1d9)}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.45 "Atkinson Hyperlegible Next","Atkinson Hyperlegible",system-ui,sans-serif;font-variant-numeric:tabular-nums}
main{max-width:1120px;margin:0 auto;padding:28px 24px 56px}
header{display:flex;align-items:center;gap:9px;font-weight:650;color:var(--accent);margin-bottom:18px}header svg{width:20px;height:20px}
h1{font-size:25px;line-height:1.2;margin:0 0 4px;font-weight:650;letter-spacing:-.015em}
.lead{color:var(--ink-2);margin:0 0 18px;max-width:76ch;overflow-wrap:anywhere}
h2{font-size:16px;margin:30px 0 8px;font-weight:640;overflow-wrap:anywhere}h2 small{font-weight:400;color:var(--ink-2);font-size:14px;margin-left:6px}
.facts{display:grid;grid-template-columns:repeat(4,minmax(0,1fr));border:1px solid var(--line);border-radius:8px;background:var(--sheet)}
.facts div{padding:12px 16px;border-left:1px solid var(--line)}.facts div:first-child{border-left:0}
.facts b{display:block;font-size:23px;font-weight:620;letter-spacing:-.02em;line-height:1.2}.facts span{color:var(--ink-2);font-size:14px}
.legend{margin:12px 0 0}
.sheet{background:var(--sheet);border:1px solid var(--line);border-radius:8px;overflow-x:auto}
table{width:100%;border-collapse:collapse;font-size:14.5px}
th,td{padding:7px 12px;border-bottom:1px solid var(--line);text-align:left;vertical-align:middle}
thead th{font-weight:560;color:var(--ink-2);font-size:13px;white-space:nowrap}
tbody th{font-weight:400}tbody th small{display:block;color:var(--ink-2);font-size:12.5px}
tbody tr:last-child>*{border-bottom:0}
.n{text-align:right;white-space:nowrap}
code{font:13.5px ui-monospace,monospace;overflow-wrap:anywhere}.ev code{color:var(--ink-2);font-size:13px;margin-right:8px}
.kind{display:inline-flex;align-items:center;gap:5px;border:1px solid var(--line);border-radius:99px;padding:1px 9px 1px 7px;font-size:13.5px;margin:1px 4px 1px 0;background:var(--sheet);white-space:nowrap}
.kind small{color:var(--ink-2);font-size:12.5px}
.kind i{width:8px;height:8px;border-radius:50%;background:var(--ink-2)}
.kind.t0 i{background:none;border:1.5px solid var(--ink-2)}
.kind.t2 i{border-radius:1px;background:var(--soon)}
.kind.t3 i{clip-path:polygon(50% 0,100% 100%,0 100%);border-radius:0;background:var(--special);width:9px;height:9px}
.kind.t4 i{border-radius:0;transform:rotate(45deg);background:var(--late)}
.kind.t3{border-color:color-mix(in srgb,var(--special) 35%,var(--line));color:var(--special)}
.kind.t4{border-color:color-mix(in srgb,var(--late) 35%,var(--line));color:var(--late)}
em{font-style:normal;color:var(--ink-2);margin-right:4px}
.none{padding:10px 14px;margin:0;color:var(--ink-2)}.rest{color:var(--ink-2);font-size:13.5px;margin:6px 2px 0}
ul{margin:0;padding:10px 14px 10px 32px}li{margin:2px 0}li small{color:var(--ink-2)}
footer{margin-top:32px;padding-top:12px;border-top:1px solid var(--line);color:var(--ink-2);font-size:14px;max-width:76ch}
@media(max-width:760px){main{padding:16px 14px 40px}.facts{grid-template-columns:1fr 1fr}.facts div:nth-child(3){border-left:0}.facts div:nth-child(n+3){border-top:1px solid var(--line)}.kind{white-space:normal}}
@media print{:root{color-scheme:light}body{background:#fff;font-size:10.5pt}main{max-width:none;padding:0}section{break-inside:auto}tr,h2,.facts{break-inside:avoid}h2{break-after:avoid}thead{display:table-header-group}.sheet{overflow:visible}.kind i{print-color-adjust:exact;-webkit-print-color-adjust:exact}@page{margin:16mm}}
`;
