/** The style sheet of /api/docs, served from its own address because the content policy allows no inline style. */
export const docsStyle = `
:root { color-scheme: light dark; --ink: light-dark(#1f1d1a, #ece8e1); --soft: light-dark(#6b655c, #a69f94); --line: light-dark(#ddd6cb, #3a3630); --ground: light-dark(#faf8f4, #191714); --raised: light-dark(#fff, #221f1b); --accent: light-dark(#0b5f6b, #6fc3cf); }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 1.5rem; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
h1 small, em { color: var(--soft); font-weight: normal; }
a { color: var(--accent); }
nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; list-style: none; padding: 0; }
article { background: var(--raised); border: 1px solid var(--line); border-radius: 0.5rem; padding: 0.75rem 1rem; margin: 0.75rem 0; }
h3 { margin: 0; font-size: 1rem; overflow-wrap: anywhere; }
.method { display: inline-block; min-width: 4.5rem; color: var(--accent); }
code, pre { font-family: ui-monospace, monospace; font-size: 0.875rem; }
pre { overflow-x: auto; background: var(--ground); padding: 0.75rem; border-radius: 0.25rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 0.25rem 0.75rem 0.25rem 0; border-bottom: 1px solid var(--line); }
summary { cursor: pointer; padding: 0.25rem 0; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
`;
