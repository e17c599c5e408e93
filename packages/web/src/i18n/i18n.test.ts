import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTranslator } from 'use-intl/core';
import { describe, expect, test } from 'vitest';
import { localeOf } from '../shell/language.ts';
import { messages as english } from './en.ts';
import { messages as dutch } from './nl.ts';

type Words = { [key: string]: string | Words };

/** Every text under a path of keys: "trail.verify.check" -> text. */
function leaves(words: Words, path = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(words)) {
    const here = path ? `${path}.${key}` : key;
    if (typeof value === 'string') found.set(here, value);
    else for (const [deeper, text] of leaves(value, here)) found.set(deeper, text);
  }
  return found;
}

/** Names of the arguments of an ICU message, those inside plural branches too. */
function argumentsOf(text: string): Set<string> {
  const names = new Set<string>();
  let at = 0;
  const message = (inBranch: boolean) => {
    while (at < text.length) {
      const sign = text[at++];
      if (sign === '}' && inBranch) return;
      if (sign !== '{') continue;
      const [, name, choice] = /^\s*(\w+)\s*(?:,\s*(plural|select|selectordinal)\s*,)?/.exec(text.slice(at)) ?? [];
      if (name) names.add(name);
      if (!choice) {
        at = text.indexOf('}', at) + 1;
        continue;
      }
      at += text.slice(at).indexOf(choice) + choice.length;
      for (;;) {
        while (at < text.length && text[at] !== '{' && text[at] !== '}') at++;
        if (text[at++] !== '{') break;
        message(true);
      }
    }
  };
  message(false);
  return names;
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'i18n' ? [] : sources(path);
    return /\.tsx?$/.test(entry.name) && !entry.name.includes('.test.') ? [readFileSync(path, 'utf8')] : [];
  });
}

const nl = leaves(dutch as unknown as Words);
const en = leaves(english as unknown as Words);

test('both languages have the same keys', () => {
  expect([...en.keys()].filter((key) => !nl.has(key))).toEqual([]);
  expect([...nl.keys()].filter((key) => !en.has(key))).toEqual([]);
});

test('both languages take the same arguments', () => {
  const differ = [...nl]
    .filter(([key, text]) => [...argumentsOf(text)].sort().join() !== [...argumentsOf(en.get(key) ?? '')].sort().join())
    .map(([key]) => key);
  expect(differ).toEqual([]);
});

describe.each([
  ['nl', dutch],
  ['en', english],
] as const)('%s', (locale, messages) => {
  test('every text can be formatted', () => {
    const faults: string[] = [];
    const t = createTranslator({ locale: localeOf[locale], messages, timeZone: 'UTC', onError: (error) => faults.push(error.message) });
    const plain = new Date('2026-11-21T12:00:00Z');
    for (const [key, text] of locale === 'nl' ? nl : en) {
      const values = Object.fromEntries(
        [...argumentsOf(text)].map((name) => [name, /At$|^at$|date/i.test(name) && text.includes(`{${name}, date`) ? plain : 2]),
      );
      const tags = Object.fromEntries([...text.matchAll(/<(\w+)>/g)].map((match) => [match[1], (part: unknown) => part]));
      t.rich(key as never, { ...values, ...tags } as never);
    }
    expect(faults).toEqual([]);
  });
});

test('every key is used: as a text in the source, or under a prefix that is filled in', () => {
  const source = sources(join(import.meta.dirname, '..')).join('\n');
  const literals = new Set([...source.matchAll(/['"`]([\w.-]+)['"`]/g)].map((match) => match[1]));
  const prefixes = [...source.matchAll(/`([\w.]*)\$\{/g)].map((match) => match[1]).filter((prefix) => prefix.endsWith('.'));
  const endings = [...source.matchAll(/\}(\.[\w.]+)`/g)].map((match) => match[1]);
  // Worded by a stable code that comes from the server.
  const byCode = ['shell.ui.', 'shell.codes.', 'trail.acts.', 'today.items.', 'today.figures.', 'scans.problem.'];
  const isUsed = (key: string) => {
    if (byCode.some((group) => key.startsWith(group))) return true;
    const steps = key.split('.');
    return steps.some((_, n) => {
      const tail = steps.slice(n).join('.');
      return literals.has(tail) || prefixes.some((prefix) => tail.startsWith(prefix)) || endings.some((ending) => tail.endsWith(ending) && n > 0);
    });
  };
  expect([...nl.keys()].filter((key) => !isUsed(key))).toEqual([]);
});
