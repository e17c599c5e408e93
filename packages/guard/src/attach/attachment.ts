import type { FlagCode } from '@waarborg/detect';
import type { NoteAct } from '../counts.ts';
import { moveOffset } from '../edits.ts';
import { explainFinding } from '../explain-finding.ts';
import type { Guard } from '../guard.ts';
import { isStricter, strictest } from '../levels.ts';
import { isComplete, maskEdits } from '../mask-text.ts';
import type { GuardLevel, NoteFinding, NotePlace } from '../policy.ts';
import { Checker } from './checker.ts';
import { controlField, setCaret } from './control-field.ts';
import { editableField } from './editable-field.ts';
import { type Field, isControl } from './field.ts';
import type { Attached, AttachOptions } from './options.ts';
import { type Panel, panelFor } from './panel.ts';
import { type Proposal, proposalFor } from './proposal.ts';
import { Said } from './said.ts';
import { watchSaving } from './saving.ts';
import { anchorOf, type Shell, shellFor } from './shell.ts';
import { type LeaveReason, wordsOf } from './words.ts';

const anywhere: NotePlace = { channel: null, team: null };
let fieldsMade = 0;
/** Asked of a field before it is guarded; whoever guards it already says no. */
export const claimEvent = 'waarborg-guard-claim';
/** Up to here a key is answered at once; longer texts are read in slices when typing pauses. */
const atOnceUpTo = 20_000;
const pauseMs = 150;
const quietMs = 900;

/** One guarded field: what stands in it, what was said of it, and what the writer does about it. */
export class Attachment implements Attached {
  readonly element: HTMLElement;
  findings: readonly NoteFinding[] = [];
  private readonly field: Field;
  private readonly guard: () => Guard;
  private readonly options: AttachOptions;
  private readonly view: Window & typeof globalThis;
  private readonly checker: Checker;
  private readonly stopped: (() => void)[] = [];
  private readonly said = new Said();
  private readonly id = String(++fieldsMade);
  private toldState = '0 off';
  private readonly place: NotePlace;
  private last = '';
  private active = 0;
  private keyAt = 0;
  private pause = 0;
  private quiet = 0;
  private isMasking = false;
  private again: (() => void) | null = null;
  private stopKind: 'no' | 'blocked' | 'asks' = 'no';

  constructor(element: HTMLElement, guard: () => Guard, options: AttachOptions, view: Window & typeof globalThis) {
    this.element = element;
    this.guard = guard;
    this.options = options;
    this.place = options.place ?? anywhere;
    this.view = view;
    this.field = isControl(element) ? controlField(element, () => this.shellAt(element)) : editableField(element);
    this.checker = new Checker(guard, () => this.place, view);
    this.listen('input', (event) => this.typed(event as InputEvent));
    this.listen('beforeinput', () => (this.keyAt = this.view.performance.now()));
    this.listen('compositionend', (event) => this.typed(event as unknown as InputEvent));
    this.listen('keydown', (event) => this.key(event as KeyboardEvent), true);
    this.listen('focusout', () => this.left());
    this.listen('focusin', () => this.draw());
    this.listen(claimEvent, (event) => event.preventDefault());
    if (!isControl(element)) {
      // Editors rewrite what is inside them; underlines hang on nodes that are then gone.
      const changed = new view.MutationObserver(() => this.soon());
      changed.observe(element, { childList: true, characterData: true, subtree: true });
      this.stopped.push(() => changed.disconnect());
    }
    this.stopped.push(watchSaving({ element, stops: (again) => this.stops(again), saveButtons: options.saveButtons }));
    this.refresh();
  }

  get outcome(): GuardLevel {
    return strictest(this.standing().map((one) => one.level));
  }

  refresh(): void {
    this.checker.forget();
    this.check(null, false);
  }

  detach(): void {
    this.checker.stop();
    this.view.clearTimeout(this.pause);
    this.view.clearTimeout(this.quiet);
    this.knownPanel?.hide(this);
    for (const stop of this.stopped.splice(0)) stop();
    this.field.dispose();
  }

  private get language(): 'nl' | 'en' {
    return this.options.language ?? this.guard().policy.language;
  }
  private shellAt(place: HTMLElement): Shell {
    return shellFor(place, wordsOf(this.language).region, this.options.styleHref);
  }
  private shell(): Shell {
    return this.shellAt(anchorOf(this.element));
  }
  private knownPanel: Panel | undefined;
  private panel(): Panel {
    this.knownPanel = panelFor(this.shell());
    return this.knownPanel;
  }
  private listen(kind: string, act: (event: Event) => void, capture = false): void {
    this.element.addEventListener(kind, act, capture);
    this.stopped.push(() => this.element.removeEventListener(kind, act, capture));
  }
  private tell(act: NoteAct, label: FlagCode, reason?: LeaveReason): void {
    this.options.onEvent?.({ act, label, place: this.place, ...(reason ? { reason } : {}) });
  }

  private standing(): NoteFinding[] {
    return this.said.standing(this.last, this.findings);
  }

  private typed(event: InputEvent): void {
    if (event.isComposing || this.isMasking) return;
    this.stopKind = 'no';
    const way = event.inputType ?? '';
    // Undo brings back what was masked; it is masked again when the field is left, never against the writer's hand.
    const mayMask = way !== 'historyUndo' && way !== 'historyRedo';
    if (this.field.roughLength() > atOnceUpTo) {
      this.soon(mayMask);
      return;
    }
    const began = this.view.performance.now();
    this.view.clearTimeout(this.pause);
    this.check(/^insertFrom/.test(way) ? null : this.field.caret(), mayMask);
    const now = this.view.performance.now();
    this.options.onChecked?.(now - (this.keyAt || began), now - began);
    this.keyAt = 0;
  }

  /** Off the typing path: long texts, and what an editor did by itself. */
  private soon(mayMask = false): void {
    this.view.clearTimeout(this.pause);
    this.pause = this.view.setTimeout(() => {
      // Asked before reading, which finds the new nodes.
      const isStale = this.field.isStale();
      const text = this.field.text();
      if (text === this.last && !isStale) return;
      if (text.length <= atOnceUpTo) {
        this.settle(text, this.checker.now(text));
        return;
      }
      this.checker.later(text, (found) => {
        this.settle(text, found);
        if (mayMask) this.mask(this.field.caret());
      });
    }, pauseMs);
  }

  private check(caret: number | null, mayMask: boolean): void {
    const text = this.field.text();
    if (text.length > atOnceUpTo) {
      this.soon(mayMask);
      return;
    }
    this.settle(text, this.checker.now(text));
    if (mayMask) this.mask(caret);
  }

  private settle(text: string, found: readonly NoteFinding[]): void {
    const had = this.findings.length;
    this.last = text;
    this.findings = found;
    if (found.length === 0 && had === 0) return;
    this.draw();
    this.view.clearTimeout(this.quiet);
    this.quiet = this.view.setTimeout(() => this.announce(), quietMs);
  }

  private draw(): void {
    const standing = this.standing();
    if (this.active >= standing.length) this.active = 0;
    this.tellState(standing);
    const isOpen = this.knownPanel?.isOpen(this) ?? false;
    this.field.paint(standing.slice(0, 500).map(({ start, end, level }, at) => ({ start, end, level, active: isOpen && at === this.active })));
    if (standing.length === 0) {
      this.knownPanel?.hide(this);
      return;
    }
    if (isOpen) this.show(false);
    else if (this.field.caret() !== null) this.view.requestAnimationFrame(() => this.sign());
  }

  private tellState(standing: readonly NoteFinding[]): void {
    const state = `${standing.length} ${strictest(standing.map((one) => one.level))}`;
    if (state === this.toldState) return;
    this.toldState = state;
    this.options.onState?.(this.id, standing.length, strictest(standing.map((one) => one.level)));
  }

  private sign(): void {
    const standing = this.standing();
    if (standing.length === 0 || this.field.caret() === null || this.knownPanel?.isOpen(this)) return;
    this.panel().sign(this, anchorOf(this.element), this.language, standing.length, strictest(standing.map((one) => one.level)), () => this.show(true));
  }

  /** After a pause: what is new is counted once and said once. */
  private announce(): void {
    const fresh = this.said.newlyShown(this.last, this.standing());
    for (const one of fresh) this.tell('shown', one.label);
    if (fresh.length === 0) return;
    const words = wordsOf(this.language);
    const kinds = [...new Set(fresh.map((one) => explainFinding(one, this.language).what))].join(', ');
    this.shell().say(`${words.count(this.standing().length)}: ${kinds}. ${words.keys}.`);
  }

  private mask(caret: number | null): boolean {
    const ready = this.findings.filter((one) => one.mask && isComplete(this.last, one, caret));
    const edits = maskEdits(this.last, ready, this.guard().policy.maskAtOnce);
    if (edits.length === 0) return false;
    const at = this.field.caret();
    this.isMasking = true;
    const done = this.field.replace(edits);
    this.isMasking = false;
    if (at !== null) setCaret(this.element, moveOffset(at, edits));
    for (const one of ready) if (done && edits.some((edit) => edit.start === one.start)) this.tell('masked', one.label);
    const text = this.field.text();
    this.settle(text, this.checker.now(text));
    if (done) this.shell().say(`${wordsOf(this.language).masked}: ${[...new Set(ready.map((one) => explainFinding(one, this.language).what))].join(', ')}.`);
    return done;
  }

  private left(): void {
    this.view.setTimeout(() => {
      if (this.field.caret() !== null || this.stopped.length === 0) return;
      if (!this.knownPanel?.isOpen(this)) this.knownPanel?.hide(this);
      if (this.findings.some((one) => one.mask)) {
        const focused = this.element.ownerDocument.activeElement as HTMLElement | null;
        if (this.mask(null)) focused?.focus?.({ preventScroll: true });
      }
    }, 0);
  }

  private key(event: KeyboardEvent): void {
    const isOpen = this.knownPanel?.isOpen(this) ?? false;
    const take = () => {
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    if (event.key === 'Escape' && isOpen) {
      take();
      this.hide(true);
    } else if (event.altKey && !event.ctrlKey && !event.metaKey && (event.key === 'ArrowDown' || event.key === 'ArrowUp') && this.standing().length > 0) {
      take();
      if (event.shiftKey) this.toPanel();
      else this.move(event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.altKey && event.key === 'Enter' && !event.ctrlKey && this.standing().length > 0) {
      take();
      if (isOpen) this.accept();
      else this.show(true);
    }
  }

  private toPanel(): void {
    this.show(true);
    this.panel().focus();
  }

  private move(step: 1 | -1): void {
    const all = this.standing().length;
    if (this.knownPanel?.isOpen(this)) this.active = (this.active + step + all) % all;
    this.show(true);
  }

  private hide(toField: boolean): void {
    this.stopKind = 'no';
    this.again = null;
    this.knownPanel?.hide(this);
    if (toField) this.element.focus({ preventScroll: true });
    this.draw();
  }

  private proposal(): Proposal | null {
    const finding = this.standing()[this.active];
    return finding ? proposalFor(this.last, finding, this.guard(), this.place, this.language) : null;
  }

  private show(isNew: boolean): void {
    const standing = this.standing();
    const finding = standing[this.active];
    if (!finding) {
      this.hide(false);
      return;
    }
    const { language } = this;
    const explained = explainFinding(finding, language);
    const strict = standing.some((one) => isStricter(one.level, 'advise'));
    this.panel().show(
      this,
      anchorOf(this.element),
      {
        language,
        level: finding.level,
        at: this.active + 1,
        all: standing.length,
        explained,
        change: this.proposal(),
        stopped: this.stopKind,
        vital: this.guard().policy.emergency && strict,
      },
      {
        accept: () => this.accept(),
        leave: (reason) => this.leave(reason),
        vital: () => this.vital(),
        move: (step) => this.move(step),
        hide: (toField) => this.hide(toField),
      },
    );
    if (isNew) {
      this.field.paint(standing.slice(0, 500).map(({ start, end, level }, at) => ({ start, end, level, active: at === this.active })));
      this.announce();
      this.shell().say(`${explained.what}. ${explained.why} ${wordsOf(language).toPanel}`);
    }
  }

  private accept(): void {
    const proposal = this.proposal();
    if (!proposal) return;
    const gone = this.standing();
    this.isMasking = true;
    const done = this.field.replace(proposal.edits);
    this.isMasking = false;
    this.stopKind = 'no';
    this.again = null;
    this.check(null, false);
    if (!done) return;
    for (const label of new Set(gone.map((one) => one.label))) this.tell('accepted', label);
    const blank = /\[[^\]]+\?\]/.exec(this.last);
    if (blank) this.field.select(blank.index, blank.index + blank[0].length);
    if (this.standing().length === 0) this.knownPanel?.hide(this);
    this.shell().say(wordsOf(this.language).accepted);
  }

  private leave(reason: LeaveReason | null): void {
    const asked = this.stopKind === 'asks';
    const standing = this.standing();
    const chosen = asked || reason !== null ? standing.filter((one) => one.level === 'reason') : [standing[this.active]];
    for (const one of chosen) {
      if (!one || one.level === 'block') continue;
      this.said.leave(this.last, one);
      this.tell('overridden', one.label, reason ?? undefined);
    }
    const { again } = this;
    this.hide(true);
    if (asked) again?.();
  }

  private vital(): void {
    const standing = this.standing().filter((one) => isStricter(one.level, 'advise'));
    const worst = standing.find((one) => one.level === 'block') ?? standing[0];
    if (!worst) return;
    this.said.passed = this.last;
    this.tell('emergency', worst.label);
    const { again } = this;
    this.hide(true);
    again?.();
  }

  /** Called before the page saves. Reads what really stands there, so that a text set by script is seen too. */
  private stops(again: () => void): boolean {
    const isStale = this.field.isStale();
    const text = this.field.text();
    if (text !== this.last || isStale) this.settle(text, this.checker.now(text));
    this.mask(null);
    this.announce();
    const standing = this.standing();
    const outcome = strictest(standing.map((one) => one.level));
    if (this.said.passed === this.last || outcome === 'off' || outcome === 'advise') {
      // Saved as it stood: that is leaving it.
      if (this.said.passed !== this.last) for (const one of this.said.newlySaved(this.last, standing)) this.tell('overridden', one.label);
      return false;
    }
    this.again = again;
    this.stopKind = outcome === 'block' ? 'blocked' : 'asks';
    this.active = standing.findIndex((one) => one.level === outcome);
    if (outcome === 'block') for (const label of new Set(standing.filter((one) => one.level === 'block').map((one) => one.label))) this.tell('blocked', label);
    this.element.focus({ preventScroll: false });
    this.show(true);
    this.panel().focus();
    this.shell().say(wordsOf(this.language)[outcome === 'block' ? 'stopped' : 'asks']);
    return true;
  }
}
