import { frameOf } from './shell.ts';

/** What saving needs to know of a guarded field. */
export interface Saveable {
  readonly element: HTMLElement;
  /** True when saving must not go on now; `again` is called when the writer has settled it. */
  stops(again: () => void): boolean;
  /** Extra selector for this page's save buttons, from the preset or the team leader. */
  readonly saveButtons?: string | undefined;
}

const saveWords =
  /^\W*(?:opslaan|bewaren|bewaar|verstuur|versturen|verzend|verzenden|plaats|plaatsen|toevoegen|bijwerken|publiceren|reageren|beantwoorden|submit|save|send|post|reply|comment|add|update|publish|done|create)\b/i;

/** A field as a document sees it: itself, or the frame that it is in. */
interface Entry {
  readonly field: Saveable;
  readonly anchor: HTMLElement;
}
const entriesOf = new WeakMap<Document, Set<Entry>>();

/** Stands before the page's own saving: form submits, save buttons, Ctrl+Enter, also of the pages around a frame. What a script saves by itself cannot be stopped from outside. */
export function watchSaving(field: Saveable): () => void {
  const stops: (() => void)[] = [];
  for (let anchor: HTMLElement | null = field.element; anchor; anchor = frameOf(anchor)) {
    const document = anchor.ownerDocument;
    let entries = entriesOf.get(document);
    if (!entries) {
      entries = new Set();
      entriesOf.set(document, entries);
      listen(document, entries);
    }
    const entry = { field, anchor };
    const mine = entries;
    mine.add(entry);
    stops.push(() => mine.delete(entry));
  }
  return () => {
    for (const stop of stops) stop();
  };
}

function listen(document: Document, entries: ReadonlySet<Entry>): void {
  const view = document.defaultView as Window & typeof globalThis;
  const stop = (event: Event, isConcerned: (entry: Entry) => boolean, again: () => void) => {
    for (const entry of entries) {
      if (!entry.anchor.isConnected || !isConcerned(entry) || !entry.field.stops(again)) continue;
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
  };
  const submitted = (event: Event) => {
    const form = event.composedPath()[0] as HTMLFormElement;
    const { submitter } = event as SubmitEvent;
    stop(
      event,
      ({ anchor }) => formOf(anchor) === form,
      () => form.requestSubmit(submitter ?? undefined),
    );
  };
  const clicked = (event: Event) => {
    const button = buttonIn(event.composedPath());
    if (!button) return;
    stop(
      event,
      ({ field, anchor }) => saves(button, anchor, field.saveButtons),
      () => button.click(),
    );
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    const path = event.composedPath();
    const { ctrlKey, metaKey } = event;
    const again = () =>
      path[0].dispatchEvent(
        new view.KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', ctrlKey, metaKey, bubbles: true, composed: true, cancelable: true }),
      );
    stop(event, ({ anchor }) => path.includes(anchor), again);
  };
  view.addEventListener('submit', submitted, true);
  view.addEventListener('click', clicked, true);
  view.addEventListener('keydown', pressed, true);
}

/** The form a field belongs to; an editable element has none of its own. */
function formOf(element: HTMLElement): HTMLFormElement | null {
  return (element as HTMLTextAreaElement).form ?? element.closest('form');
}

function buttonIn(path: readonly EventTarget[]): HTMLElement | undefined {
  for (const one of path) {
    const element = one as HTMLElement;
    if (element.nodeType !== 1) continue;
    if (element.localName === 'waarborg-guard') return undefined;
    if (element.localName === 'button' || element.getAttribute('role') === 'button' || element.localName === 'a') return element;
    if (element.localName === 'input' && /^(?:submit|button|image)$/.test((element as HTMLInputElement).type)) return element;
  }
  return undefined;
}

/** Whether pressing a button saves what stands in a field: named so by the page's preset, the submit button of its form, or a button with a word for saving near it. */
export function saves(button: HTMLElement, field: HTMLElement, saveButtons?: string): boolean {
  if (saveButtons && button.matches(saveButtons)) return true;
  const form = formOf(field);
  const type: string = (button as HTMLButtonElement).type;
  if (form && (button as HTMLButtonElement).form === form && (type === 'submit' || type === 'image')) return true;
  if (button.localName === 'a' && button.getAttribute('role') !== 'button') return false;
  const name = button.getAttribute('aria-label') ?? ((button as HTMLInputElement).value || button.textContent || '');
  if (!saveWords.test(name.trim())) return false;
  if (form) return form.contains(button) || (button as HTMLButtonElement).form === form;
  // Without a form: within eight boxes around the field, or the dialog it is in.
  let box: Element | null = field;
  for (let up = 0; box && up < 8; up++) {
    if (box.contains(button)) return true;
    if (box.localName === 'dialog' || box.getAttribute('role') === 'dialog') return false;
    box = box.parentElement ?? ((box.getRootNode() as ShadowRoot).host || null);
  }
  return false;
}
