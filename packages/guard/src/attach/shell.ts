import { adoptStyle } from './highlights.ts';
import { shellStyle } from './style.ts';

/** The guard's own corner of a page: one element with an open shadow root, in which the panel, the chip and the mirrors live. */
export interface Shell {
  readonly host: HTMLElement;
  readonly root: HTMLElement;
  /** Says something to screen readers, politely. */
  say(text: string): void;
}

const shells = new WeakMap<Element, Shell>();

/**
 * The shell for a field: at the end of the document, or of the dialog or popover the field is in, because anything outside those cannot be reached while they are open.
 * `styleHref` is a style sheet to link where a browser lets no sheet be adopted.
 */
export function shellFor(field: Element, region: string, styleHref?: string): Shell {
  const document = field.ownerDocument;
  // A body that is written in itself must not get anything of ours in it: that would be saved with the note.
  const place = outermostLayer(field) ?? (document.body?.isContentEditable ? null : document.body) ?? document.documentElement;
  const known = shells.get(place);
  if (known?.host.isConnected) return known;
  const host = document.createElement('waarborg-guard');
  const shadow = host.attachShadow({ mode: 'open' });
  if (!adoptStyle(shadow, shellStyle) && styleHref) {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = styleHref;
    shadow.append(link);
  }
  const root = document.createElement('div');
  root.className = 'region';
  root.setAttribute('role', 'region');
  root.setAttribute('aria-label', region);
  const said = document.createElement('div');
  said.className = 'said';
  said.setAttribute('role', 'status');
  said.setAttribute('aria-live', 'polite');
  root.append(said);
  shadow.append(root);
  place.append(host);
  const shell: Shell = {
    host,
    root,
    say(text) {
      said.textContent = '';
      document.defaultView?.setTimeout(() => (said.textContent = text), 50);
    },
  };
  shells.set(place, shell);
  return shell;
}

/** The dialog or popover around an element, through shadow roots. */
function outermostLayer(element: Element): Element | null {
  let found: Element | null = null;
  for (let at: Node | null = element; at; at = at.parentNode ?? ((at as ShadowRoot).host || null)) {
    if (at.nodeType !== 1) continue;
    const one = at as Element;
    if (one.localName === 'dialog' || one.hasAttribute('popover')) found ??= one;
  }
  return found;
}

/** Where the panel of a field is to be: the field itself, or the frame it is in, as far out as pages of the same origin go. Frames are small and would cut it off. */
export function anchorOf(element: HTMLElement): HTMLElement {
  let at = element;
  for (;;) {
    const frame = frameOf(at);
    if (!frame) return at;
    at = frame;
  }
}

/** The frame in which an element's document is shown, when that can be reached. */
export function frameOf(element: HTMLElement): HTMLElement | null {
  try {
    return (element.ownerDocument.defaultView?.frameElement as HTMLElement | null | undefined) ?? null;
  } catch {
    return null;
  }
}
