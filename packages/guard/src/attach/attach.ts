import type { Guard } from '../guard.ts';
import { Attachment, claimEvent } from './attachment.ts';
import { editingHost, isControl } from './field.ts';
import type { Attached, AttachOptions } from './options.ts';

/** Guards one field. `guard` is asked each time, so that a new policy counts at once. Null when it is no field that can be written in, or when a guard (of another script, too) has it already. */
export function attach(element: HTMLElement, guard: Guard | (() => Guard), options: AttachOptions = {}): Attached | null {
  const target = isControl(element) ? element : editingHost(element);
  if (!target) return null;
  const view = target.ownerDocument.defaultView as (Window & typeof globalThis) | null;
  // Asked over the DOM, because the other guard can be one of an extension or of another bundle.
  if (!view || !target.dispatchEvent(new view.CustomEvent(claimEvent, { cancelable: true }))) return null;
  return new Attachment(target, typeof guard === 'function' ? guard : () => guard, options, view);
}
