import type { Frame, Page } from 'playwright-core';

/** Words that are underlined in a page or frame, by level, in order of appearance. */
export function underlined(page: Page | Frame): Promise<Record<string, string[]>> {
  return page.evaluate(() => {
    const registry = (CSS as unknown as { highlights: Map<string, Set<Range>> }).highlights;
    const found: Record<string, string[]> = {};
    for (const [name, ranges] of registry.entries()) {
      if (name === 'waarborg-active' || ranges.size === 0) continue;
      found[name.replace('waarborg-', '')] = [...ranges].map((range) => String(range));
    }
    return found;
  });
}

/** Waits until as many places are underlined as there are words, each with its word in it ("Has cancer" for "cancer"), in whatever level. */
export async function expectUnderlined(page: Page | Frame, words: readonly string[]): Promise<void> {
  let seen: string[] = [];
  for (let tries = 0; tries < 60; tries++) {
    seen = Object.values(await underlined(page)).flat();
    if (seen.length === words.length && words.every((word) => seen.some((one) => one.includes(word)))) return;
    await page.waitForTimeout(50);
  }
  throw new Error(`Underlined is ${JSON.stringify(seen)}, wanted ${JSON.stringify(words)}`);
}

/** The guard's panel; open shadow roots are looked through. */
export const panelOf = (page: Page | Frame) => page.locator('waarborg-guard .panel');
export const chipOf = (page: Page | Frame) => page.locator('waarborg-guard .chip');

/** The extension is there when a field says that it has a guard. */
export async function ready(one: { waitForFunction: Page['waitForFunction'] }, selector = '#note'): Promise<void> {
  await one.waitForFunction((wanted) => {
    const deep = (root: Document | ShadowRoot): Element | null =>
      root.querySelector(wanted) ?? [...root.querySelectorAll('*')].map((e) => (e.shadowRoot ? deep(e.shadowRoot) : null)).find(Boolean) ?? null;
    const field = deep(document);
    return field !== null && !field.dispatchEvent(new CustomEvent('waarborg-guard-claim', { cancelable: true }));
  }, selector);
}
