import { describe, expect, it } from 'vitest';
import { matchesPattern, patternOfServer, patternsOf } from './addresses.ts';
import { manifest } from './manifest.ts';
import { troubleWithServer } from './settings.ts';

describe('matchesPattern', () => {
  it.each([
    ['https://*.zendesk.com/agent/*', 'https://klant.zendesk.com/agent/tickets/1', true],
    ['https://*.zendesk.com/agent/*', 'https://zendesk.com/agent/', true],
    ['https://*.zendesk.com/agent/*', 'https://evilzendesk.com/agent/', false],
    ['https://*.zendesk.com/agent/*', 'https://klant.zendesk.com/hc/nl', false],
    ['https://*.zendesk.com/agent/*', 'http://klant.zendesk.com/agent/', false],
    ['*://crm.example/*', 'http://crm.example/', true],
    ['https://crm.example/note?id=*', 'https://crm.example/note?id=7', true],
    ['https://crm.example:8443/*', 'https://crm.example:8443/x', true],
    ['https://crm.example:8443/*', 'https://crm.example/x', false],
    ['https://*/a*b*c', 'https://x.example/a1b2c', true],
    ['https://*/a*b*c', 'https://x.example/a1c', false],
    ['https://x.example/ab*ba', 'https://x.example/aba', false],
    ['file:///*', 'file:///etc/passwd', false],
    ['javascript:*', 'https://x.example/', false],
    ['', 'https://x.example/', false],
  ])('%s on %s: %s', (pattern, address, is) => expect(matchesPattern(pattern, address)).toBe(is));
  it('takes linear time on a pattern of many stars', () => {
    expect(matchesPattern(`https://x.example/${'a*'.repeat(2000)}b`, `https://x.example/${'a'.repeat(20_000)}`)).toBe(false);
  });
});

it('patternsOf gives each address once, without a port, and leaves out what is none', () => {
  const field = (address: string) => ({ id: '1', name: 'x', address, selector: 'x', channel: null, preset: null });
  expect(patternsOf(['http://127.0.0.1:81/*', 'http://127.0.0.1:82/*', 'https://{host}', 'nonsense', 'https://a.example/*'].map(field))).toEqual([
    'http://127.0.0.1/*',
    'https://a.example/*',
  ]);
  expect(patternOfServer('https://waarborg.example:8443')).toBe('https://waarborg.example/*');
});

it.each([
  ['https://waarborg.example', null],
  ['http://localhost:4380', null],
  ['http://waarborg.example', 'plain'],
  ['ftp://waarborg.example', 'form'],
  ['waarborg', 'form'],
  ['', 'empty'],
])('the address %s of a server: %s', (value, trouble) => expect(troubleWithServer(value)).toBe(trouble));

it('asks for no page, no tabs and no history at installing, in either browser', () => {
  for (const target of ['chromium', 'firefox'] as const) {
    const made = manifest(target, '1.0.0') as { permissions: string[]; host_permissions?: string[]; content_scripts?: unknown };
    expect(made.permissions).toEqual(['alarms', 'scripting', 'storage']);
    expect(made.host_permissions).toBeUndefined();
    expect(made.content_scripts).toBeUndefined();
  }
});
