import type { ExplainedFinding } from '../explain-finding.ts';
import type { GuardLevel } from '../policy.ts';
import type { Shell } from './shell.ts';
import { type LeaveReason, wordsOf } from './words.ts';

/** What the panel shows: one finding of one field, or what is asked before saving. */
export interface PanelView {
  readonly language: 'nl' | 'en';
  readonly level: GuardLevel;
  readonly at: number;
  readonly all: number;
  readonly explained: ExplainedFinding;
  /** The changed part before and after; null when there is nothing to propose. */
  readonly change: { readonly before: string; readonly after: string; readonly rule: string; readonly isAll: boolean } | null;
  /** Whether saving was just stopped, and whether a reason lets it pass. */
  readonly stopped: 'no' | 'blocked' | 'asks';
  /** Whether the reasons are shown without saving having been stopped. */
  readonly isAsking?: boolean;
  readonly vital: boolean;
}

/** What the writer can do in the panel. */
export interface PanelActs {
  accept(): void;
  leave(reason: LeaveReason | null): void;
  vital(): void;
  move(step: 1 | -1): void;
  /** `toField`: give the focus back. */
  hide(toField: boolean): void;
}

type Tag = keyof HTMLElementTagNameMap;
function make<T extends Tag>(document: Document, tag: T, className = '', ...children: (Node | string)[]): HTMLElementTagNameMap[T] {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

/** The panel and the chip of one shell. One field at a time has it. */
export class Panel {
  private readonly document: Document;
  private readonly box: HTMLElement;
  private readonly chip: HTMLButtonElement;
  private owner: unknown;
  private anchor: HTMLElement | undefined;
  private acts: PanelActs | undefined;
  private chipAct: (() => void) | undefined;

  constructor(shell: Shell) {
    this.document = shell.host.ownerDocument;
    this.box = make(this.document, 'div', 'panel');
    this.box.setAttribute('role', 'group');
    this.box.tabIndex = -1;
    this.box.hidden = true;
    this.chip = make(this.document, 'button', 'chip');
    this.chip.type = 'button';
    this.chip.hidden = true;
    this.chip.addEventListener('click', () => this.chipAct?.());
    // A press in the panel must not take the caret out of the field.
    for (const part of [this.box, this.chip])
      part.addEventListener('mousedown', (event) => (event.target as Element).localName !== 'input' && event.preventDefault());
    this.box.addEventListener('keydown', (event) => this.key(event));
    // What is pressed or typed here is no business of the page's shortcuts.
    for (const kind of ['click', 'keydown', 'keyup', 'keypress', 'mousedown', 'focusin'] as const)
      shell.root.addEventListener(kind, (event) => event.stopPropagation());
    shell.root.append(this.chip, this.box);
    const view = this.document.defaultView as Window;
    const place = () => this.place();
    view.addEventListener('scroll', place, { capture: true, passive: true });
    view.addEventListener('resize', place, { passive: true });
  }

  isOpen(owner: unknown): boolean {
    return this.owner === owner && !this.box.hidden;
  }

  /** Small sign at the field that there is something to read. `count` 0 takes it away. */
  sign(owner: unknown, anchor: HTMLElement, language: 'nl' | 'en', count: number, level: GuardLevel, open: () => void): void {
    if (count === 0) {
      if (this.owner === owner) this.chip.hidden = true;
      return;
    }
    const words = wordsOf(language);
    this.owner = owner;
    this.anchor = anchor;
    this.chipAct = open;
    this.chip.lang = language;
    const shape = make(this.document, 'span', `shape ${level}`);
    shape.setAttribute('aria-hidden', 'true');
    this.chip.replaceChildren(shape, words.count(count));
    this.chip.title = words.keys;
    this.chip.hidden = !this.box.hidden;
    this.place();
  }

  show(owner: unknown, anchor: HTMLElement, view: PanelView, acts: PanelActs): void {
    const hadFocus = (this.box.getRootNode() as ShadowRoot).activeElement !== null;
    this.owner = owner;
    this.anchor = anchor;
    this.acts = acts;
    this.box.lang = view.language;
    this.box.replaceChildren(...this.contents(view, acts));
    this.box.setAttribute('aria-label', `${wordsOf(view.language)[view.level]}: ${view.explained.what}`);
    this.box.hidden = false;
    this.chip.hidden = true;
    this.place();
    if (hadFocus) this.focus();
  }

  hide(owner: unknown): void {
    if (this.owner !== owner) return;
    this.box.hidden = true;
    this.chip.hidden = true;
  }

  focus(): void {
    (this.box.querySelector<HTMLElement>('input:checked, .btn.main, button') ?? this.box).focus();
  }

  private key(event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      event.preventDefault();
      this.acts?.hide(true);
    } else if (event.altKey && !event.shiftKey && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      this.acts?.move(event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.altKey && event.key === 'Enter') {
      event.preventDefault();
      this.acts?.accept();
    }
  }

  private contents(view: PanelView, acts: PanelActs): Node[] {
    const { document } = this;
    const words = wordsOf(view.language);
    const button = (text: string, className: string, act: () => void, key = '') => {
      const one = make(document, 'button', `btn ${className}`.trim(), text);
      one.type = 'button';
      if (key) {
        const hint = make(document, 'kbd', '', key);
        hint.setAttribute('aria-hidden', 'true');
        one.append(hint);
        one.setAttribute('aria-keyshortcuts', key);
      }
      one.addEventListener('click', act);
      return one;
    };
    const icon = (text: string, name: string, act: () => void) => {
      const one = button(text, 'icon', act);
      one.setAttribute('aria-label', name);
      one.title = name;
      return one;
    };
    const shape = make(document, 'span', `shape ${view.level}`);
    shape.setAttribute('aria-hidden', 'true');
    const head = make(
      document,
      'div',
      'head',
      shape,
      make(document, 'span', `level ${view.level}`, words[view.level]),
      make(document, 'span', 'count', words.of(view.at, view.all)),
    );
    if (view.all > 1)
      head.append(
        icon('‹', words.previous, () => acts.move(-1)),
        icon('›', words.next, () => acts.move(1)),
      );
    const close = icon('×', words.close, () => acts.hide(true));
    close.setAttribute('aria-keyshortcuts', 'Escape');
    head.append(close);
    const parts: Node[] = [];
    if (view.stopped !== 'no') parts.push(make(document, 'p', 'notice', view.stopped === 'asks' ? words.asks : words.stopped));
    parts.push(
      head,
      make(document, 'p', '', make(document, 'strong', '', `${view.explained.what}. `), view.explained.why),
      make(document, 'p', 'small', `${words.source}: ${view.explained.source} · ${words.recognised}: ${view.explained.recognised}`),
    );
    if (view.change) {
      const list = make(document, 'dl', 'change');
      list.append(
        make(document, 'dt', '', words.before),
        make(document, 'dd', '', make(document, 'del', '', view.change.before)),
        make(document, 'dt', '', words.after),
        make(document, 'dd', '', make(document, 'ins', '', view.change.after !== '' ? view.change.after : view.change.isAll ? words.none : words.gone)),
        make(document, 'dd', 'small rule', view.change.rule),
      );
      parts.push(list);
    }
    const row = make(document, 'div', 'acts');
    if (view.change) row.append(button(words.accept, 'main', () => acts.accept(), 'Alt+Enter'));
    const isAsking = view.stopped === 'asks' || view.isAsking === true;
    if (view.level === 'advise') row.append(button(words.leave, '', () => acts.leave(null)));
    else if (view.level === 'reason' && !isAsking)
      row.append(button(words.leaveWhy, '', () => this.show(this.owner, this.anchor!, { ...view, isAsking: true }, acts)));
    if (view.vital && view.stopped !== 'no') {
      const vital = button(words.vital, '', () => acts.vital());
      vital.title = words.vitalHint;
      row.append(vital);
    }
    if (row.childElementCount > 0) parts.push(row);
    if (isAsking) parts.push(this.reasons(view, acts));
    if (view.vital && view.stopped !== 'no') parts.push(make(document, 'p', 'small', words.vitalHint));
    return parts;
  }

  private reasons(view: PanelView, acts: PanelActs): HTMLElement {
    const { document } = this;
    const words = wordsOf(view.language);
    const set = make(document, 'fieldset', '', make(document, 'legend', '', words.leaveWhy));
    for (const [at, [name, text]] of Object.entries(words.reasons).entries()) {
      const radio = make(document, 'input');
      radio.type = 'radio';
      radio.name = 'waarborg-reason';
      radio.value = name;
      radio.checked = at === 0;
      set.append(make(document, 'label', '', radio, text));
    }
    const save = make(document, 'button', 'btn', view.stopped === 'asks' ? words.save : words.leave);
    save.type = 'button';
    save.addEventListener('click', () => acts.leave((set.querySelector('input:checked') as HTMLInputElement).value as LeaveReason));
    set.append(make(document, 'p', 'small', words.reasonStays), save);
    return set;
  }

  /** Beside the field where there is room, so that the page's own buttons under it stay in reach; else above it, else under it, else at the window's lower edge. */
  private place(): void {
    if (!this.anchor || (this.box.hidden && this.chip.hidden)) return;
    const rect = this.anchor.getBoundingClientRect();
    const view = this.document.defaultView as Window;
    const [width, height] = [view.innerWidth, view.innerHeight];
    if (!this.chip.hidden) {
      const size = this.chip.getBoundingClientRect();
      this.chip.style.left = `${Math.max(4, Math.min(rect.right - size.width - 22, width - size.width - 4))}px`;
      this.chip.style.top = `${Math.max(4, Math.min(rect.bottom - size.height / 2, height - size.height - 4))}px`;
    }
    if (!this.box.hidden) {
      const size = this.box.getBoundingClientRect();
      let left = Math.max(8, Math.min(rect.left, width - size.width - 8));
      let top = Math.max(8, Math.min(rect.top, height - size.height - 8));
      if (rect.right + 8 + size.width <= width - 8) left = rect.right + 8;
      else if (rect.left - 8 - size.width >= 8) left = rect.left - 8 - size.width;
      else if (rect.top - size.height - 6 >= 8) top = rect.top - size.height - 6;
      else top = Math.max(8, Math.min(rect.bottom + 6, height - size.height - 8));
      this.box.style.left = `${left}px`;
      this.box.style.top = `${top}px`;
    }
  }
}

const panels = new WeakMap<Shell, Panel>();

/** The one panel of a shell. */
export function panelFor(shell: Shell): Panel {
  let panel = panels.get(shell);
  if (!panel) {
    panel = new Panel(shell);
    panels.set(shell, panel);
  }
  return panel;
}
