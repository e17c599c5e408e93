/** Front door of the tuning: what the detector is told in this organisation. */
export { allowWords, type Tuned, tuningNow, tuningNumber, tuningOfVersion } from './document.ts';
export { keepProposals, type SeenShape } from './proposals.ts';
export { routes } from './routes.ts';
