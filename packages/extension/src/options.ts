import type { CourierState, GuardPolicy } from '@waarborg/guard';
import { patternOfServer, patternsOf } from './addresses.ts';
import { api } from './browser.ts';
import { readSettings, troubleWithServer } from './settings.ts';

/** The extension's one page: where the server is, which pages may be helped, and how it went. */
const say = (name: string, ...values: string[]) => api.i18n.getMessage(name, values) || name;
const find = <T extends HTMLElement>(id: string) => document.getElementById(id) as T;
const server = find<HTMLInputElement>('server');
const token = find<HTMLInputElement>('token');
const team = find<HTMLSelectElement>('team');
const language = find<HTMLSelectElement>('language');

document.documentElement.lang = api.i18n.getUILanguage().startsWith('en') ? 'en' : 'nl';
for (const element of document.querySelectorAll<HTMLElement>('[data-say]')) element.textContent = say(element.dataset['say']!);
document.title = say('optionsTitle');

async function keptPolicy(): Promise<GuardPolicy | null> {
  const kept = (await api.storage.local.get('policy'))['policy'] as { policy?: GuardPolicy } | undefined;
  return kept?.policy ?? null;
}

async function draw(): Promise<void> {
  const settings = await readSettings();
  const policy = await keptPolicy();
  const state = (await api.storage.local.get('state'))['state'] as CourierState | undefined;
  server.value = settings.server;
  token.value = settings.token;
  language.value = settings.language ?? '';
  for (const field of [server, token]) field.disabled = settings.managed;
  find('managed').hidden = !settings.managed;
  team.replaceChildren(new Option(say('noTeam'), ''), ...(policy?.teams ?? []).map((one) => new Option(one.name, one.id)));
  team.value = settings.team ?? '';
  const status = find('status');
  if (!state) status.textContent = say('neverAsked');
  else {
    const at = new Date(state.at).toLocaleString(document.documentElement.lang);
    status.textContent = state.ok ? say('reached', at) : say('notReached', at, state.said);
  }
  find('policy').textContent = policy ? say('policyIs', policy.organisation, String(policy.version)) : say('noPolicy');
  find('counts').textContent = policy?.sendCounts ? say('countsOn') : say('countsOff');
  const list = find('pages');
  const allow = find<HTMLButtonElement>('allow');
  const patterns = policy ? patternsOf(policy.fields) : [];
  const missing: string[] = [];
  list.replaceChildren();
  for (const pattern of patterns) {
    const isAllowed = await api.permissions.contains({ origins: [pattern] }).catch(() => false);
    if (!isAllowed) missing.push(pattern);
    const names = policy?.fields.filter((one) => patternsOf([one])[0] === pattern).map((one) => one.name) ?? [];
    const item = document.createElement('li');
    const code = document.createElement('code');
    code.textContent = pattern;
    item.append(code, ` ${names.join(', ')}: ${say(isAllowed ? 'isAllowed' : 'isNotAllowed')}`);
    list.append(item);
  }
  find('noPages').hidden = patterns.length > 0;
  allow.hidden = missing.length === 0;
  allow.onclick = () => void api.permissions.request({ origins: missing }).then(draw);
}

find<HTMLFormElement>('form').addEventListener('submit', (event) => {
  event.preventDefault();
  const address = server.value.trim().replace(/\/+$/, '');
  const trouble = troubleWithServer(address);
  const error = find('serverError');
  error.textContent = trouble ? say(`server_${trouble}`) : '';
  server.setAttribute('aria-invalid', String(trouble !== null));
  if (trouble) {
    server.focus();
    return;
  }
  void (async () => {
    // Asked first: a browser only shows its question as the answer to a press.
    await api.permissions.request({ origins: [patternOfServer(address)] }).catch(() => false);
    await api.storage.local.set({ settings: { server: address, token: token.value.trim(), team: team.value, language: language.value } });
    find('status').textContent = say('asking');
    await api.runtime.sendMessage({ kind: 'refresh' });
    await draw();
  })();
});
void draw();
