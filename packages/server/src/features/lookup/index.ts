/** Front door of the look-up: what the start page and the composition may use. */
export { routes } from './routes.ts';
export { openProposals } from './store.ts';
