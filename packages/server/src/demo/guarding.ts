import { randomUUID } from 'node:crypto';
import { demoTeams, inventCounts } from './counts.ts';
import type { Visitor } from './visitor.ts';

const invented = '(Verzonnen voorbeeld.)';

/** Channel rules in two versions and what fills the notices, as a team lead would settle them. What was done before stays. */
export async function settleChannels(as: Visitor): Promise<void> {
  const save = '/api/v1/channels/versions';
  const { version } = await as.call('GET /api/v1/channels', '/api/v1/channels');
  if (version < 1)
    await as.call(`POST ${save}`, save, {
      basedOn: 0,
      channels: [
        { id: 'video-call', on: false },
        { id: 'sms', on: false },
      ],
      why: `Beeldbellen en sms gebruiken wij niet. ${invented}`,
    });
  if (version < 2)
    await as.call(`POST ${save}`, save, {
      basedOn: 1,
      cells: [
        {
          channel: 'live-chat',
          kind: 'iban',
          ask: 'forbidden',
          record: 'forbidden',
          reason: {
            nl: 'Een rekeningnummer wijzigt de klant zelf in Mijn Omgeving; in de chat komt het bij de chatleverancier terecht.',
            en: 'Customers change their account number themselves in My Account; in the chat it ends up with the chat supplier.',
          },
        },
      ],
      why: `Rekeningnummers uit de chat gehaald, na overleg met de FG. ${invented}`,
    });
  const { notices } = await as.call('GET /api/v1/channels/disclaimers', '/api/v1/channels/disclaimers');
  const wanted = [
    { channel: 'phone-recording', retention: 'P28D', recorded: true, answeredBy: 'person', why: 'Opnamen voor training gaan na vier weken weg.' },
    { channel: 'live-chat', retention: 'P3M', recorded: false, answeredBy: 'person', why: 'Chats bewaren wij drie maanden.' },
    { channel: 'chatbot', retention: 'P14D', recorded: false, answeredBy: 'assistant', why: 'De digitale assistent bewaart twee weken.' },
  ];
  for (const one of wanted) {
    const now = notices.find((notice) => notice.channel === one.channel);
    if (now === undefined || now.retention === one.retention) continue;
    await as.call('PUT /api/v1/channels/notices', '/api/v1/channels/notices', { ...one, why: `${one.why} ${invented}` });
  }
}

/** Settings of the note guard, with the decision to count on record, and eight weeks of invented counts. What was done before stays. */
export async function settleGuard(as: Visitor, today: Date): Promise<void> {
  const path = '/api/v1/guard/settings';
  let settings = await as.call('GET /api/v1/guard/settings', path);
  if (settings.version === 0) {
    const { overrides, maskAtOnce, emergency } = settings;
    settings = await as.call('PUT /api/v1/guard/settings', path, {
      basedOn: 0,
      why: `Begin van de notitiewacht met drie teams. ${invented}`,
      overrides,
      maskAtOnce,
      emergency,
      sendCounts: true,
      decision: {
        decidedBy: 'Directie Voorbeeld Energie (verzonnen)',
        decidedOn: new Date(today.getTime() - 70 * 86_400_000).toISOString().slice(0, 10),
        where: 'Map Privacy, besluit 2026-14 (verzonnen)',
        worksCouncil: 'agreed',
        worksCouncilNote: 'Ingestemd: alleen aantallen per team, nooit per medewerker. Verzonnen voorbeeld.',
      },
      fields: [
        {
          name: 'Notitie in het CRM',
          address: 'https://crm.voorbeeld-energie.example/*',
          selector: 'textarea[name="notitie"]',
          channel: 'phone',
          preset: null,
        },
      ],
      teams: demoTeams.map(({ name, size }) => ({ name, size })),
    });
  }
  if (!settings.sendCounts) return;
  const quality = await as.call('GET /api/v1/notes/quality', '/api/v1/notes/quality');
  if (quality.total.shown > 0) return;
  const counts = inventCounts(today, new Map(settings.teams.map((team) => [team.name, team.id])));
  for (let at = 0; at < counts.length; at += 1000)
    await as.call('POST /api/v1/notes/counts', '/api/v1/notes/counts', { batch: randomUUID(), counts: counts.slice(at, at + 1000) });
}

/** Accepts the shape that the scan saw customer numbers follow, as an own pattern; nothing when it saw none or something was decided before. */
export async function acceptCustomerNumbers(as: Visitor): Promise<void> {
  const { version } = await as.call('GET /api/v1/tuning', '/api/v1/tuning');
  if (version > 0) return;
  const { items } = await as.call('GET /api/v1/tuning/proposals', '/api/v1/tuning/proposals');
  const seen = items.find((one) => one.dataset === 'klant' && one.field === 'klantnummer');
  if (seen === undefined) return;
  await as.call('PUT /api/v1/tuning/proposals/{id}', `/api/v1/tuning/proposals/${seen.id}`, { verdict: 'accepted', name: 'Klantnummer' });
}
