import { createGuard, defaultPolicy, type Guard, readPolicy } from '@waarborg/guard';
import { type Watching, watch } from '@waarborg/guard/attach';
import { call } from './api.ts';

let asked: Promise<Guard> | undefined;

/** The organisation's own policy, asked once per visit; the usual one for whoever may not read it. */
function organisationGuard(language: 'nl' | 'en'): Promise<Guard> {
  asked ??= call('GET /api/v1/guard/policy').then(
    (answer) => createGuard(readPolicy(answer)),
    () => createGuard(defaultPolicy(language)),
  );
  return asked;
}

/** Guards the text fields within an element, as an agent's CRM would. Nothing that is typed leaves the page because of it. */
export async function guardWithin(element: HTMLElement, language: 'nl' | 'en'): Promise<Watching> {
  const guard = await organisationGuard(language);
  return watch(element.ownerDocument, () => guard, [{ element, options: { language } }]);
}
