import { DatabaseSync } from 'node:sqlite';
import { type ScannedSource, scanSource } from '@waarborg/scan';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RequestTracker, startRequestTracker } from './request-tracker-server.ts';

let tracker: RequestTracker;
let scanned: ScannedSource;

const people = [
  { email: 'annelies.dejong@post.example', name: 'Annelies de Jong', phone: '0612345671', iban: 'NL91ABNA0417164300' },
  { email: 'p.vanderberg@mail.example', name: 'Pieter van der Berg', phone: '06-23456782', iban: 'NL20INGB0001234567' },
  { email: 'fatima.elidrissi@thuis.example', name: 'Fatima El Idrissi', phone: '+31 6 34567893', iban: 'NL69INGB0123456789' },
  { email: 'jvos@familie.example', name: 'Joris Vos', phone: '06 45678904', iban: 'NL02ABNA0123456789' },
];

/** Tickets as a helpdesk gets them, through Request Tracker's own API; its schema is nothing that was made for us. */
beforeAll(async () => {
  tracker = await startRequestTracker();
  for (const [i, person] of [...people, ...people, ...people].entries()) {
    await tracker.call('POST', '/ticket', {
      Queue: 'General',
      Subject: ['Vraag over factuur', 'Adres wijzigen', 'Klacht over levering'][i % 3],
      Requestor: person.email,
      Content: `Goedemiddag, ik wil graag teruggebeld worden op ${person.phone}. Het bedrag mag op ${person.iban}. Met vriendelijke groet, ${person.name}`,
    });
  }
  scanned = await scanSource({ kind: 'sqlite', location: tracker.file }, { threads: 1 }).result;
}, 180_000);
afterAll(() => tracker?.stop());

const field = (dataset: string, name: string) => scanned.datasets.find((one) => one.name === dataset)!.fields.find((one) => one.plan.name === name)!;
const kind = (dataset: string, name: string, type: string) => field(dataset, name).kinds.find((one) => one.kind === type);

describe('Request Tracker, scanned as an unknown system', () => {
  it('reads every table', () => {
    expect(scanned.problems).toEqual([]);
    expect(scanned.datasets.map((dataset) => dataset.name)).toEqual(expect.arrayContaining(['Tickets', 'Users', 'Attachments', 'Transactions', 'Queues']));
    expect(scanned.datasets.find((dataset) => dataset.name === 'Tickets')!.rows).toBe(12);
  });

  it('finds the people in the table of users', () => {
    expect(field('Users', 'EmailAddress').plan.type).toBe('EMAIL');
    expect(kind('Users', 'EmailAddress', 'EMAIL')!.count).toBeGreaterThanOrEqual(4);
  });

  it('finds telephone numbers, accounts and names in the texts of tickets', () => {
    expect(field('Attachments', 'Content').plan.type).toBe('FREE_TEXT');
    // Request Tracker keeps each letter again in what it sends to the customer and to its staff.
    const file = new DatabaseSync(tracker.file, { readOnly: true });
    const letters = Number((file.prepare("select count(*) as n from Attachments where Content like '%teruggebeld%'").get() as { n: number }).n);
    file.close();
    expect(letters).toBeGreaterThanOrEqual(12);
    expect(kind('Attachments', 'Content', 'PHONE')!.count).toBe(letters);
    expect(kind('Attachments', 'Content', 'PHONE')!.persons).toBe(4);
    expect(kind('Attachments', 'Content', 'IBAN')!.count).toBe(letters);
    expect(kind('Attachments', 'Content', 'PERSON')!.count).toBeGreaterThanOrEqual(letters * 0.75);
  });

  it('shows no value, only masked ones', () => {
    const shown = JSON.stringify(scanned);
    for (const person of people) for (const value of [person.email, person.phone, person.iban, person.name]) expect(shown).not.toContain(value);
  });
});
