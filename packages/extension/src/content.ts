import { createGuard, type Guard, saveButtonsOf } from '@waarborg/guard';
import { type AttachOptions, type Watching, watch } from '@waarborg/guard/attach';
import { matchesPattern } from './addresses.ts';
import { api } from './browser.ts';
import type { Setup, Told } from './messages.ts';

/** Runs in the appointed pages only. What is written there is read here, and stays here. */
const tell = async (message: Told): Promise<unknown> => {
  try {
    return await api.runtime.sendMessage(message);
  } catch {
    // The extension was updated or taken away under this page: the guard goes on here until the page is left.
    return null;
  }
};
const askAgainMs = 5 * 60_000;
const retryMs = [100, 400, 1500, 5000] as const;

/** The address to go by: an editor's empty frame has that of the page around it. */
function address(): string {
  if (/^https?:$/.test(location.protocol)) return location.href;
  try {
    return window.parent.location.href;
  } catch {
    return location.href;
  }
}

async function begin(): Promise<void> {
  let guard: Guard | null = null;
  let watching: Watching | null = null;
  let asked = 0;
  const counts = new Map<string, number>();

  const ask = async () => {
    asked = Date.now();
    let setup = (await tell({ kind: 'setup' })) as Setup | null;
    // A background part that is just being woken or updated answers nothing; it is asked again a few times.
    for (const ms of setup ? [] : retryMs) {
      await new Promise((resolve) => setTimeout(resolve, ms));
      setup = (await tell({ kind: 'setup' })) as Setup | null;
      if (setup) break;
    }
    if (!setup?.policy) return;
    if (guard && guard.policy.version === setup.policy.version && guard.policy.issuedAt === setup.policy.issuedAt) return;
    try {
      guard = createGuard(setup.policy);
    } catch {
      // Refused by the detector: what was there goes on.
      return;
    }
    const { policy } = guard;
    const here = policy.fields.filter((field) => matchesPattern(field.address, address()));
    watching?.stop();
    if (here.length === 0) return;
    watching = watch(
      document,
      () => guard as Guard,
      here.map((field) => {
        const language = setup.language ?? policy.language;
        const saveButtons = saveButtonsOf(field.preset);
        const options: AttachOptions = {
          place: { channel: field.channel, team: setup.team, language },
          language,
          ...(saveButtons ? { saveButtons } : {}),
          onEvent: ({ act, label, place }) => void tell({ kind: 'act', act, label, channel: place.channel }),
          onState: (element, count, outcome) => {
            counts.set(element, count);
            let all = 0;
            for (const one of counts.values()) all += one;
            void tell({ kind: 'state', count: all, strict: outcome === 'block' || outcome === 'reason' });
          },
          // For the measurement only: the page asks for it with an attribute, and gets times, nothing else.
          onChecked: (sinceKeyMs: number, ownMs: number) => {
            if (!document.documentElement.hasAttribute('data-waarborg-measure')) return;
            const end = performance.now();
            performance.measure('waarborg-key', { start: end - sinceKeyMs, end });
            performance.measure('waarborg-own', { start: end - ownMs, end });
          },
          styleHref: api.runtime.getURL('shell.css'),
        };
        return { selector: field.selector, options };
      }),
    );
  };
  await ask();
  window.addEventListener('focus', () => {
    if (Date.now() - asked > askAgainMs) void ask();
  });
}

const once = globalThis as { waarborgGuardRuns?: boolean };
if (!once.waarborgGuardRuns) {
  once.waarborgGuardRuns = true;
  void begin();
}
