import type { Mark } from './field.ts';
import { Highlighter } from './highlights.ts';
import type { Shell } from './shell.ts';

const copied = [
  'font-style',
  'font-variant',
  'font-weight',
  'font-stretch',
  'font-size',
  'font-family',
  'font-feature-settings',
  'font-kerning',
  'letter-spacing',
  'word-spacing',
  'line-height',
  'text-align',
  'text-indent',
  'text-transform',
  'text-rendering',
  'tab-size',
  'direction',
  'unicode-bidi',
  'writing-mode',
  'word-break',
  'line-break',
  'hyphens',
  'padding-top',
  'padding-right',
  'padding-bottom',
  'padding-left',
] as const; // prettier-ignore

/** Longer texts would make the browser lay out a second copy that nobody can read through anyway. */
const longest = 60_000;

/** Underlines of a textarea or input: an invisible copy of its text exactly over it, which cannot be clicked. Nothing is there while nothing is wrong. */
export class Mirror {
  private box: HTMLElement | undefined;
  private node: Text | undefined;
  private readonly highlighter: Highlighter;
  private readonly stopped: (() => void)[] = [];
  private readonly element: HTMLTextAreaElement | HTMLInputElement;
  private readonly shell: () => Shell;

  constructor(element: HTMLTextAreaElement | HTMLInputElement, shell: () => Shell) {
    this.element = element;
    this.shell = shell;
    this.highlighter = new Highlighter(element.ownerDocument.defaultView as Window & typeof globalThis);
  }

  paint(text: string, marks: readonly Mark[]): void {
    if (marks.length === 0 || text.length > longest) {
      this.highlighter.clear();
      if (this.box) this.box.hidden = true;
      return;
    }
    const node = this.show();
    if (node.data !== text) node.data = text;
    this.highlighter.paint(marks, (start, end) => {
      const range = node.ownerDocument.createRange();
      range.setStart(node, Math.min(start, text.length));
      range.setEnd(node, Math.min(end, text.length));
      return range;
    });
  }

  private show(): Text {
    const document = this.element.ownerDocument;
    const view = document.defaultView as Window & typeof globalThis;
    if (!this.box || !this.node) {
      this.box = document.createElement('div');
      this.box.className = 'mirror';
      this.box.setAttribute('aria-hidden', 'true');
      this.node = document.createTextNode('');
      this.box.append(this.node);
      this.shell().root.append(this.box);
      this.copyStyle();
      const place = () => this.place();
      const resized = new view.ResizeObserver(() => {
        this.copyStyle();
        this.place();
      });
      resized.observe(this.element);
      view.addEventListener('scroll', place, { capture: true, passive: true });
      view.addEventListener('resize', place, { passive: true });
      this.element.addEventListener('scroll', place, { passive: true });
      const timer = view.setInterval(() => this.box && !this.box.hidden && this.place(), 300);
      this.stopped.push(
        () => resized.disconnect(),
        () => view.removeEventListener('scroll', place, { capture: true }),
        () => view.removeEventListener('resize', place),
        () => this.element.removeEventListener('scroll', place),
        () => view.clearInterval(timer),
      );
    }
    if (this.box.hidden || this.stopped.length > 0) this.box.hidden = false;
    // The place is looked up when the browser draws, not while a key is handled.
    view.requestAnimationFrame(() => this.place());
    return this.node;
  }

  private copyStyle(): void {
    const { box, element } = this;
    if (!box) return;
    const from = (element.ownerDocument.defaultView as Window).getComputedStyle(element);
    for (const name of copied) box.style.setProperty(name, from.getPropertyValue(name));
    const isLine = element.localName === 'input';
    box.style.whiteSpace = isLine ? 'pre' : from.whiteSpace === 'nowrap' ? 'pre' : 'pre-wrap';
    box.style.overflowWrap = 'break-word';
    if (isLine) {
      const inner = element.clientHeight - Number.parseFloat(from.paddingTop) - Number.parseFloat(from.paddingBottom);
      if (inner > 0) box.style.lineHeight = `${inner}px`;
    }
  }

  private place(): void {
    const { box, element } = this;
    if (!box || box.hidden) return;
    const rect = element.getBoundingClientRect();
    if (rect.width === 0 || !element.isConnected) {
      box.hidden = true;
      return;
    }
    const scale = rect.width / (element.offsetWidth || rect.width);
    const style = box.style;
    style.left = `${rect.left + element.clientLeft * scale}px`;
    style.top = `${rect.top + element.clientTop * scale}px`;
    style.width = `${element.clientWidth}px`;
    style.height = `${element.clientHeight}px`;
    style.transformOrigin = '0 0';
    style.transform = scale === 1 ? '' : `scale(${scale})`;
    style.clipPath = this.clip(rect);
    box.scrollTop = element.scrollTop;
    box.scrollLeft = element.scrollLeft;
  }

  /** What of the field is to be seen: boxes that scroll cut it off, and so the underlines. */
  private clip(rect: DOMRect): string {
    let { top, right, bottom, left } = rect;
    const view = this.element.ownerDocument.defaultView as Window;
    for (let at = this.element.parentElement; at; at = at.parentElement) {
      if (view.getComputedStyle(at).overflow === 'visible') continue;
      const outer = at.getBoundingClientRect();
      top = Math.max(top, outer.top);
      right = Math.min(right, outer.right);
      bottom = Math.min(bottom, outer.bottom);
      left = Math.max(left, outer.left);
    }
    if (top === rect.top && right === rect.right && bottom === rect.bottom && left === rect.left) return '';
    return `inset(${top - rect.top}px ${rect.right - right}px ${rect.bottom - bottom}px ${left - rect.left}px)`;
  }

  dispose(): void {
    this.highlighter.clear();
    for (const stop of this.stopped.splice(0)) stop();
    this.box?.remove();
    this.box = undefined;
    this.node = undefined;
  }
}
