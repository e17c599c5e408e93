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

const fieldsOf = new WeakMap<Document, Set<Saveable>>();

/** Stands before the page's own saving: form submits, save buttons, Ctrl+Enter. What a script saves by itself cannot be stopped from outside. */
export function watchSaving(field: Saveable): () => void {
  const document = field.element.ownerDocument;
  let fields = fieldsOf.get(document);
  if (!fields) {
    fields = new Set();
    fieldsOf.set(document, fields);
    listen(document, fields);
  }
  fields.add(field);
  return () => fields.delete(field);
}

function listen(document: Document, fields: ReadonlySet<Saveable>): void {
  const view = document.defaultView as Window;
  const stop = (event: Event, concerned: Iterable<Saveable>, again: () => void) => {
    for (const field of concerned) {
      if (!field.element.isConnected || !field.stops(again)) continue;
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
  };
  view.addEventListener(
    'submit',
    (event) => {
      const form = event.composedPath()[0] as HTMLFormElement;
      const { submitter } = event as SubmitEvent;
      stop(
        event,
        [...fields].filter((field) => formOf(field.element) === form),
        () => form.requestSubmit(submitter ?? undefined),
      ); // prettier-ignore
    },
    true,
  );
  view.addEventListener(
    'click',
    (event) => {
      const button = buttonIn(event.composedPath());
      if (!button) return;
      stop(
        event,
        [...fields].filter((field) => saves(button, field)),
        () => button.click(),
      ); // prettier-ignore
    },
    true,
  );
  view.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      const path = event.composedPath();
      const target = path[0] as HTMLElement;
      stop(
        event,
        [...fields].filter((field) => path.includes(field.element)),
        () => {
          target.dispatchEvent(
            new KeyboardEvent('keydown', {
              key: 'Enter',
              code: 'Enter',
              ctrlKey: event.ctrlKey,
              metaKey: event.metaKey,
              bubbles: true,
              composed: true,
              cancelable: true,
            }),
          ); // prettier-ignore
        },
      ); // prettier-ignore
    },
    true,
  );
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
export function saves(button: HTMLElement, field: Saveable): boolean {
  if (field.saveButtons && button.matches(field.saveButtons)) return true;
  const form = formOf(field.element);
  const type: string = (button as HTMLButtonElement).type;
  if (form && (button as HTMLButtonElement).form === form && (type === 'submit' || type === 'image')) return true;
  if (button.localName === 'a' && button.getAttribute('role') !== 'button') return false;
  const name = button.getAttribute('aria-label') ?? ((button as HTMLInputElement).value || button.textContent || '');
  if (!saveWords.test(name.trim())) return false;
  if (form) return form.contains(button) || (button as HTMLButtonElement).form === form;
  // Without a form: within eight boxes around the field, or the dialog it is in.
  let box: Element | null = field.element;
  for (let up = 0; box && up < 8; up++) {
    if (box.contains(button)) return true;
    if (box.localName === 'dialog' || box.getAttribute('role') === 'dialog') return false;
    box = box.parentElement ?? ((box.getRootNode() as ShadowRoot).host || null);
  }
  return false;
}
