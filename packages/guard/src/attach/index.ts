export { attach } from './attach.ts';
export type { Attached, AttachOptions, GuardEvent } from './options.ts';
export { highlightStyle, shellStyle } from './style.ts';
export { type Watch, type Watching, watch } from './watch.ts';
export type { LeaveReason } from './words.ts';
