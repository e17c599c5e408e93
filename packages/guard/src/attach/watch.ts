import type { Guard } from '../guard.ts';
import { attach } from './attach.ts';
import { editingHost, isControl } from './field.ts';
import type { Attached, AttachOptions } from './options.ts';

/** Which fields of a page are guarded. */
export interface Watch {
  /** CSS selector of a field or of something around it; also inside open shadow roots and frames of the same origin. */
  readonly selector?: string;
  /** One element: a field, or something around fields. */
  readonly element?: HTMLElement;
  readonly options?: AttachOptions;
}

/** A page being watched. */
export interface Watching {
  /** Fields that have been written in, as far as they are still in the page. */
  readonly fields: readonly Attached[];
  refresh(): void;
  stop(): void;
}

const settleMs = 120;

/**
 * Guards the appointed fields of a document: those there are, and those that appear later, as soon as somebody goes to write in them. Costs nothing while nobody does:
 * the page is only looked through at the start and, throttled, when it grows.
 */
export function watch(document: Document, guard: () => Guard, watches: readonly Watch[]): Watching {
  const attached = new Map<HTMLElement, Attached>();
  const documents = new Map<Document, () => void>();

  const consider = (path: readonly EventTarget[]) => {
    const elements = path.filter((one): one is HTMLElement => (one as Node).nodeType === 1);
    const target = elements[0];
    if (!target) return;
    const field = isControl(target) ? target : editingHost(target);
    if (!field || attached.has(field)) return;
    for (const one of watches) {
      if (![field, ...elements].some((element) => element === one.element || (one.selector && matches(element, one.selector)))) continue;
      const made = attach(field, guard, one.options);
      if (made) attached.set(field, made);
      return;
    }
  };

  /** Going through every shadow root is for the start; what appears later in one is seen when somebody goes there. */
  const look = (root: Document, deep: boolean) => {
    for (const one of watches) {
      const found = one.element ? [one.element] : one.selector ? queryAll(root, one.selector, deep) : [];
      for (const element of found) {
        const fields =
          isControl(element) || (element as HTMLElement).isContentEditable ? [element] : [...element.querySelectorAll('textarea,input,[contenteditable]')];
        for (const field of fields) consider(ancestors(field));
      }
    }
  };

  const enter = (one: Document) => {
    if (documents.has(one) || !one.defaultView) return;
    const view = one.defaultView as Window & typeof globalThis;
    let timer = 0;
    const forget = () => {
      for (const [field, held] of attached) {
        if (field.isConnected) continue;
        held.detach();
        attached.delete(field);
      }
    };
    const focused = (event: Event) => consider(event.composedPath());
    const loaded = (event: Event) => {
      const target = event.target as HTMLIFrameElement;
      if (target.localName === 'iframe') enterFrame(target);
    };
    const grown = new view.MutationObserver(() => {
      timer ||= view.setTimeout(() => {
        timer = 0;
        forget();
        for (const frame of one.querySelectorAll('iframe')) enterFrame(frame);
        look(one, false);
      }, settleMs);
    });
    const leftForFrame = () => {
      const target = one.activeElement;
      if (target?.localName === 'iframe') enterFrame(target as HTMLIFrameElement);
    };
    one.addEventListener('focusin', focused, true);
    one.addEventListener('load', loaded, true);
    view.addEventListener('blur', leftForFrame);
    grown.observe(one, { childList: true, subtree: true });
    documents.set(one, () => {
      one.removeEventListener('focusin', focused, true);
      one.removeEventListener('load', loaded, true);
      view.removeEventListener('blur', leftForFrame);
      grown.disconnect();
      view.clearTimeout(timer);
    });
    for (const frame of one.querySelectorAll('iframe')) enterFrame(frame);
    look(one, true);
  };

  const enterFrame = (frame: HTMLIFrameElement) => {
    try {
      if (frame.contentDocument) enter(frame.contentDocument);
    } catch {
      // A frame of another origin has its own guard or none.
    }
  };

  enter(document);
  return {
    get fields() {
      return [...attached.values()].filter((one) => one.element.isConnected);
    },
    refresh() {
      for (const one of attached.values()) one.refresh();
    },
    stop() {
      for (const stop of documents.values()) stop();
      for (const one of attached.values()) one.detach();
      attached.clear();
      documents.clear();
    },
  };
}

function matches(element: Element, selector: string): boolean {
  try {
    return element.matches(selector);
  } catch {
    return false;
  }
}

/** Elements that match; `deep`: in open shadow roots too. */
function queryAll(root: Document | ShadowRoot, selector: string, deep: boolean): Element[] {
  const found: Element[] = [];
  try {
    found.push(...root.querySelectorAll(selector));
  } catch {
    return found;
  }
  if (!deep) return found;
  for (const element of root.querySelectorAll('*'))
    if (element.shadowRoot && element.localName !== 'waarborg-guard') found.push(...queryAll(element.shadowRoot, selector, true));
  return found;
}

/** An element and everything around it, through shadow roots. */
function ancestors(element: Element): Element[] {
  const path: Element[] = [];
  for (let at: Node | null = element; at; at = at.parentNode ?? ((at as ShadowRoot).host || null)) if (at.nodeType === 1) path.push(at as Element);
  return path;
}
