/** Front door of the start page. */
export { routes } from './routes.ts';
