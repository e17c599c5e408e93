import { remarksOf } from '@waarborg/scan';
import { describe, expect, it } from 'vitest';
import { type ApprovalFacts, contentPrint, leastSample, mayApprove, placeholder, print, readerFor, redactRemarks, stateAfter } from './rules.ts';

const reader = readerFor();
const key = new Uint8Array(32).fill(7);

describe('redacting', () => {
  it('the placeholder is no remark itself', () => {
    for (const instead of Object.values(placeholder)) expect(remarksOf(reader.detect(`Klant heeft ${instead}, is ${instead}. Verder niets.`))).toEqual([]);
  });

  it('takes out the remarks, leaves the rest letter for letter, and the detector is silent after', () => {
    const text = 'Belde over factuur 2231.\nMeneer heeft suikerziekte, wat een zeikerd. Teruggebeld 😀.';
    const becomes = redactRemarks(text, reader, 'nl')!;
    expect(becomes).toBe('Belde over factuur 2231.\nMeneer heeft [verwijderd], wat een [verwijderd]. Teruggebeld 😀.');
    expect(remarksOf(reader.detect(becomes))).toEqual([]);
    expect(redactRemarks(becomes, reader, 'nl')).toBeNull();
    expect(redactRemarks('Niets aan de hand.', reader, 'nl')).toBeNull();
  });
});

it('a verdict makes an item decided, dismissed or put off', () => {
  expect((['redact', 'rewrite', 'erase', 'dismiss', 'later'] as const).map(stateAfter)).toEqual(['decided', 'decided', 'decided', 'dismissed', 'later']);
});

it('the sample grows with the group and never exceeds it', () => {
  expect([1, 2, 3, 10, 11, 100, 1000, 50_000].map(leastSample)).toEqual([1, 2, 2, 2, 5, 5, 10, 20]);
});

it('fingerprints differ by text, purpose, key and between empty and nothing', () => {
  const all = [contentPrint(key, ''), contentPrint(key, null), contentPrint(key, 'a'), print(key, 'remark', 'a'), contentPrint(new Uint8Array(32), 'a')];
  expect(new Set(all).size).toBe(all.length);
  expect(contentPrint(key, 'a')).toBe(contentPrint(key, 'a'));
});

describe('four eyes', () => {
  const facts: ApprovalFacts = { state: 'proposed', proposedById: 'p', judgedByIds: ['p'], people: 2, approvers: ['p', 'q'], aloneDecided: false };
  const by = (id: string, able = true) => ({ id, able });
  it('somebody else approves, never who proposed or judged it all', () => {
    expect(mayApprove(facts, by('q'))).toBe('yes');
    expect(mayApprove(facts, by('p'))).toBe('ownProposal');
    expect(mayApprove({ ...facts, proposedById: 'q' }, by('p'))).toBe('ownVerdicts');
    expect(mayApprove({ ...facts, judgedByIds: ['p', 'q'] }, by('q'))).toBe('yes');
    expect(mayApprove(facts, by('q', false))).toBe('notAllowed');
    expect(mayApprove({ ...facts, state: 'written' }, by('q'))).toBe('over');
  });
  it('one person alone cannot skip it silently', () => {
    const alone = { ...facts, people: 1, approvers: ['p'] };
    expect(mayApprove(alone, by('p'))).toBe('noOneElse');
    expect(mayApprove({ ...alone, aloneDecided: true }, by('p'))).toBe('alone');
    // The decision is void as soon as there is a colleague, whether or not that colleague may approve.
    expect(mayApprove({ ...alone, people: 2, aloneDecided: true }, by('p'))).toBe('noOneElse');
  });
});
