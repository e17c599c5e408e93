import { describe, expect, it } from 'vitest';
import { crmTables, type DemoSize } from './crm.ts';
import { campaignLines, chatLines, mailboxMessages } from './letters.ts';
import { noteAbout } from './notes.ts';
import { modulo97 } from './numbers.ts';
import { fullName, personAt, writeIban, writePhone } from './people.ts';
import { chanceOf } from './random.ts';

const today = new Date('2026-11-21T12:00:00Z');
const small: DemoSize = { customers: 300, notes: 2000, chats: 100, mails: 60, leads: 200 };
const people = Array.from({ length: 4000 }, (_, index) => personAt(index));

describe('invented people', () => {
  it('are the same for the same number and differ for another', () => {
    expect(personAt(41)).toEqual(personAt(41));
    expect(personAt(41, 7)).not.toEqual(personAt(41));
    expect(new Set(people.map((person) => person.email)).size).toBe(people.length);
    expect(new Set(people.map((person) => person.customerNumber)).size).toBe(people.length);
  });
  it('carry numbers that pass their checks and belong to no bank and no citizen', () => {
    for (const person of people) {
      expect(modulo97(person.iban.slice(4) + person.iban.slice(0, 4)), person.iban).toBe(1);
      expect(['TEST', 'DEMO', 'VBLD']).toContain(person.iban.slice(4, 8));
      expect(person.bsn).toMatch(/^9999\d{5}$/);
      const sum = [...person.bsn].reduce((total, digit, at) => total + Number(digit) * (at === 8 ? -1 : 9 - at), 0);
      expect(sum % 11, person.bsn).toBe(0);
      expect(person.email).toMatch(/^[a-z0-9._]+@[a-z]+\.example$/);
      expect(person.postcode).toMatch(/^[1-9]\d{3} [A-Z]{2}$/);
      expect(person.mobile).toMatch(/^06\d{8}$/);
      if (person.landline !== null) expect(person.landline).toMatch(/^0[1-9]\d{8}$/);
      expect(Number.isNaN(Date.parse(person.bornOn))).toBe(false);
      expect(fullName(person)).not.toMatch(/ {2}|undefined/);
    }
  });
  it('are written in several ways that keep the digits', () => {
    const forms = new Set(Array.from({ length: 60 }, (_, n) => writePhone(chanceOf(n), '0612345678')));
    expect(forms.size).toBeGreaterThan(4);
    for (const form of forms) expect(form.replace(/\D/g, '').replace(/^(0031|31)/, '0')).toBe('0612345678');
    for (let n = 0; n < 20; n++) expect(writeIban(chanceOf(n), 'NL68VBLD5163857977').replaceAll(' ', '').toUpperCase()).toBe('NL68VBLD5163857977');
  });
});

describe('contact notes', () => {
  it('hold a slip in one to two of a hundred, of many kinds', () => {
    const notes = Array.from({ length: 40_000 }, (_, n) => noteAbout(chanceOf(3, n), people[n % 4000], people[(n * 7) % 4000]));
    const slips = notes.filter((note) => note.slip !== null);
    expect(slips.length / notes.length).toBeGreaterThan(0.01);
    expect(slips.length / notes.length).toBeLessThan(0.02);
    expect(new Set(slips.map((note) => note.slip)).size).toBe(17);
    expect(notes.some((note) => /undefined|NaN|\[object/.test(note.text))).toBe(false);
  });
});

describe('the customer system', () => {
  const tables = crmTables(today, small);
  const rowsOf = (name: string) => [...tables.find((table) => table.name === name)!.rows()].map((line) => line.slice(0, -1).split('\t'));
  it('gives every row as many values as there are columns', () => {
    for (const table of tables) for (const line of table.rows()) expect(line.slice(0, -1).split('\t').length, table.name).toBe(table.columns.length);
  });
  it('keeps its references', () => {
    const customers = new Set(rowsOf('klant').map((row) => row[0]));
    const contracts = new Set(rowsOf('contract').map((row) => row[0]));
    expect(customers.size).toBe(small.customers);
    expect(rowsOf('contactmoment').length).toBe(small.notes);
    for (const row of rowsOf('contract')) expect(customers.has(row[1])).toBe(true);
    for (const row of rowsOf('contactmoment')) expect(row[1] === '\\N' || customers.has(row[1])).toBe(true);
    for (const row of rowsOf('aansluiting')) expect(contracts.has(row[1])).toBe(true);
    const eans = rowsOf('aansluiting').map((row) => row[0]);
    expect(new Set(eans).size).toBe(eans.length);
  });
  it('is the same twice', () => {
    expect(rowsOf('contactmoment').slice(0, 50)).toEqual([...crmTables(today, small)[5].rows()].slice(0, 50).map((line) => line.slice(0, -1).split('\t')));
  });
});

describe('what colleagues and suppliers hand over', () => {
  it('chats are JSON, one a line', () => {
    const lines = [...chatLines(today, small)];
    expect(lines.length).toBe(small.chats);
    for (const line of lines) expect(JSON.parse(line).tekst).toContain('Klant:');
  });
  it('mails begin with a From line of mbox and hold no other one, in ASCII', () => {
    for (const message of mailboxMessages(today, small)) {
      expect(message).toMatch(/^From \S+@\S+ (Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}\n/);
      expect(message.indexOf('\nFrom ')).toBe(-1);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is what is asked
      expect(message).toMatch(/^[\x00-\x7f]*$/);
    }
  });
  it('the campaign list is Latin-1 with semicolons', () => {
    const rows = [...campaignLines(today, { ...small, leads: 3000 })].map((line) => line.toString('latin1').trimEnd().split(';'));
    expect(rows.every((row) => row.length === 9)).toBe(true);
    expect([...campaignLines(today, { ...small, leads: 3000 })].some((line) => line.includes(0xeb))).toBe(true);
    const mails = rows
      .slice(1)
      .map((row) => row[1].trim().toLowerCase())
      .filter((mail) => mail !== '');
    expect(new Set(mails).size).toBeLessThan(mails.length);
  });
});
