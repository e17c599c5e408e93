import type { Mark } from './field.ts';

const names = ['waarborg-advise', 'waarborg-reason', 'waarborg-block', 'waarborg-active'] as const;
type Registry = { get(name: string): Set<AbstractRange> | undefined; set(name: string, value: unknown): void };

/** The window's registry of highlights; undefined in browsers that have none. */
function registryOf(view: Window & typeof globalThis): Registry | undefined {
  return (view.CSS as unknown as { highlights?: Registry } | undefined)?.highlights;
}

/** Whether this window can underline text without changing the page (Chromium 105, Firefox 140, Safari 17.2). */
export function canHighlight(view: Window & typeof globalThis): boolean {
  return registryOf(view) !== undefined && 'Highlight' in view;
}

/** Ranges of one field in the highlights that all fields of a document share. */
export class Highlighter {
  private own: { set: Set<AbstractRange>; range: AbstractRange }[] = [];
  private readonly view: Window & typeof globalThis;
  constructor(view: Window & typeof globalThis) {
    this.view = view;
  }

  /** Replaces this field's ranges. `rangeOf` gives null for a mark that has no place. */
  paint(marks: readonly Mark[], rangeOf: (start: number, end: number) => AbstractRange | null): void {
    this.clear();
    const registry = registryOf(this.view);
    if (!registry || marks.length === 0) return;
    for (const mark of marks) {
      const range = rangeOf(mark.start, mark.end);
      if (!range) continue;
      this.add(registry, `waarborg-${mark.level}`, range);
      if (mark.active) this.add(registry, 'waarborg-active', range);
    }
  }

  private add(registry: Registry, name: string, range: AbstractRange): void {
    if (!names.includes(name as (typeof names)[number])) return;
    let set = registry.get(name);
    if (!set) {
      const Kind = (this.view as unknown as { Highlight: new () => Set<AbstractRange> }).Highlight;
      set = new Kind();
      registry.set(name, set);
    }
    set.add(range);
    this.own.push({ set, range });
  }

  clear(): void {
    for (const { set, range } of this.own) set.delete(range);
    this.own = [];
  }
}

const styled = new WeakSet<Document | ShadowRoot>();

/** Puts a style sheet in a document or shadow root in a way that a content policy does not stop. False when the browser refuses (Firefox's content scripts). */
export function adoptStyle(root: Document | ShadowRoot, css: string): boolean {
  if (styled.has(root)) return true;
  const view = root.ownerDocument?.defaultView ?? (root as Document).defaultView;
  try {
    const sheet = new (view as Window & typeof globalThis).CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    styled.add(root);
    return true;
  } catch {
    return false;
  }
}
