import { createGuard, explainFinding, type Guard, readPolicy } from '@waarborg/guard';

/** A guard for a policy as the server gave it. Runs here in the browser; a text that is checked goes nowhere. */
export function guardFor(policy: unknown): Guard {
  return createGuard(readPolicy(policy));
}

export type { Guard };
export { explainFinding };
