import type { RouteKey } from '@waarborg/contract';
import type { Input, Output } from '../../shell/api.ts';

export type TryAnswer = Output<'POST /api/v1/sources/try'>;
export type NewSource = Input<'POST /api/v1/sources'>['body'];
export type ConnectionInput = Input<'POST /api/v1/sources/try'>['body'];

/** Answers that a change to a source makes old. */
export const touchedBySources: readonly RouteKey[] = ['GET /api/v1/sources', 'GET /api/v1/sources/{id}', 'GET /api/v1/map', 'GET /api/v1/today'];
