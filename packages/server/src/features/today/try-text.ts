import type { CallOutput, Parsed, Routes } from '@waarborg/contract';
import { detect } from '@waarborg/detect';
import { requireAbility } from '../../access/access.ts';
import type { Scope } from '../../db/scope.ts';

/** What the detector sees in a text. Nothing is kept and nothing is logged; offsets are UTF-16 code units. */
export function tryText(scope: Scope, typed: Parsed<Routes['POST /api/v1/detect/try']>['body']): CallOutput<Routes['POST /api/v1/detect/try']> {
  requireAbility(scope, 'detect.try');
  const found = detect(typed.text, typed.language === undefined ? {} : { language: typed.language });
  return {
    spans: found.spans.map(({ start, end, type, confidence, reason }) => ({ start, end, type, confidence, reason })),
    flags: found.flags.map(({ start, end, code, confidence, reason }) => ({ start, end, code, confidence, reason })),
  };
}
