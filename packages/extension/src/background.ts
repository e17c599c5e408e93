import { Courier, type GuardPolicy, type NoteAct, noteActs } from '@waarborg/guard';
import { patternsOf } from './addresses.ts';
import { api, type ContentScript, type Sender } from './browser.ts';
import type { Answer, Setup, Told } from './messages.ts';
import { readSettings, type Settings } from './settings.ts';

/** The part that talks with the organisation's server, and with no other. It never sees a text: the messages from pages have no place for one. */
const scriptId = 'waarborg-guard';
let reading: Promise<Settings> | null = null;
const known = (): Promise<Settings> => (reading ??= readSettings());

const courier = new Courier(
  {
    keep: {
      get: async (key) => (await api.storage.local.get(key))[key],
      set: (key, value) => api.storage.local.set({ [key]: value }),
    },
    fetch: (address, init) => fetch(address, { ...init, credentials: 'omit', cache: 'no-store', redirect: 'error', referrerPolicy: 'no-referrer' }),
    now: () => new Date(),
    chance: Math.random,
    newId: () => crypto.randomUUID(),
  },
  async () => {
    const { server, token } = await known();
    return server && token ? { server, token } : null;
  },
);

let turn: Promise<unknown> = Promise.resolve();
/** One after another: two that register the same script at once get in each other's way. */
function inTurn(act: () => Promise<void>): Promise<void> {
  const done = turn.then(act);
  turn = done.catch(() => undefined);
  return done;
}

/** Fetches the policy and sees to it that the pages it appoints, and only those the browser's user has allowed, run the content script. */
async function refresh(): Promise<void> {
  const now = await known();
  const { policy, state } = await courier.fetchPolicy(now.team ? { team: now.team } : {});
  await api.storage.local.set({ state });
  await register(policy);
}

async function register(policy: GuardPolicy | null): Promise<void> {
  const allowed: string[] = [];
  for (const pattern of policy ? patternsOf(policy.fields) : []) {
    try {
      if (await api.permissions.contains({ origins: [pattern] })) allowed.push(pattern);
    } catch {
      // A pattern this browser does not take appoints nothing.
    }
  }
  const isThere = (await api.scripting.getRegisteredContentScripts()).some((one) => one.id === scriptId);
  if (allowed.length === 0) {
    if (isThere) await api.scripting.unregisterContentScripts({ ids: [scriptId] });
    return;
  }
  const script: ContentScript = {
    id: scriptId,
    matches: allowed,
    js: ['content.js'],
    css: ['highlight.css'],
    allFrames: true,
    matchOriginAsFallback: allowed.every((one) => one.endsWith('/*')),
    runAt: 'document_idle',
    persistAcrossSessions: true,
  };
  if (isThere) await api.scripting.updateContentScripts([script]);
  else await api.scripting.registerContentScripts([script]);
  // Pages that were open already; the script itself sees to it that it runs once.
  for (const tab of await api.tabs.query({ url: allowed })) {
    if (tab.id !== undefined) await api.scripting.executeScript({ target: { tabId: tab.id, allFrames: true }, files: ['content.js'] }).catch(() => undefined);
  }
}

async function setup(): Promise<Setup> {
  const now = await known();
  return { policy: await courier.keptPolicy(), team: now.team, language: now.language };
}

async function answer(message: Told, sender: Sender): Promise<Answer> {
  if (message.kind === 'setup') return setup();
  if (message.kind === 'refresh') {
    reading = null;
    await inTurn(refresh);
    return (await api.storage.local.get('state'))['state'] as Answer;
  }
  if (message.kind === 'state') {
    const tabId = sender.tab?.id;
    if (tabId === undefined) return null;
    await api.action.setBadgeBackgroundColor({ tabId, color: message.strict ? '#a32a1c' : '#855600' });
    await api.action.setBadgeText({ tabId, text: message.count > 0 ? String(Math.min(message.count, 99)) : '' });
    return null;
  }
  const policy = await courier.keptPolicy();
  if (message.kind === 'act' && policy && (noteActs as readonly string[]).includes(message.act)) {
    const { label, act, channel } = message;
    await courier.count(policy, label, { channel, team: (await known()).team }, act as NoteAct);
    if (act === 'emergency') await courier.send(policy);
  }
  return null;
}

api.runtime.onMessage.addListener((message, sender, reply) => {
  if (sender.id !== api.runtime.id) return undefined;
  answer(message as Told, sender).then(reply, () => reply(null));
  return true;
});
const begin = () => {
  api.alarms.create('policy', { periodInMinutes: 15 });
  api.alarms.create('send', { periodInMinutes: 2 });
  // The key must not be readable from pages' content scripts.
  void api.storage.local.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' });
  void inTurn(refresh);
};
api.runtime.onInstalled.addListener(begin);
api.runtime.onStartup.addListener(begin);
const registerAgain = () => void inTurn(async () => register(await courier.keptPolicy()));
api.permissions.onAdded.addListener(registerAgain);
api.permissions.onRemoved.addListener(registerAgain);
api.storage.onChanged.addListener((_changes, area) => {
  if (area !== 'managed') return;
  reading = null;
  void inTurn(refresh);
});
api.alarms.onAlarm.addListener((alarm) => {
  void (async () => {
    if (alarm.name === 'policy') return inTurn(refresh);
    const policy = await courier.keptPolicy();
    if (policy) await courier.send(policy);
  })();
});
api.action.onClicked.addListener(() => void api.runtime.openOptionsPage());
