/** Front door of the channel rules: what the note guard and the composition may use. */
export { rulesNow } from './read.ts';
export { routes } from './routes.ts';
export type { ChannelDoc, StoredChannel } from './rules.ts';
export { latestNumber as rulesNumber } from './store.ts';
