import { describe, expect, it } from 'vitest';
import { applyDraft, changesBetween, isReleased, presentChannels, problemsIn, startDoc } from './rules.ts';

const start = startDoc();
const release = { ground: 'AVG art. 9 lid 2 onder h, zorgverlening', decision: 'Akkoord, dossier FG-12', decidedBy: 'FG', decidedOn: '2026-11-01' };
const cell = (more: object) => ({ channel: 'desk', kind: 'health', ask: 'allowed', record: 'allowed', ...more }) as never;
const draft = (cells: unknown[], channels: unknown[] = []) => applyDraft(start, { channels, cells } as never);

describe('a draft of the rules', () => {
  it('that is empty changes nothing', () => {
    const { doc, problems } = draft([]);
    expect(problems).toEqual([]);
    expect(changesBetween(start, doc)).toEqual([]);
  });
  it('may be stricter without more ado', () => {
    const { doc, problems } = draft([cell({ ask: 'forbidden', record: 'forbidden' })]);
    expect(problems).toEqual([]);
    expect(changesBetween(start, doc)).toEqual([{ channel: 'desk', kind: 'health', what: 'ask', before: 'discouraged', after: 'forbidden' }]);
    expect(start.channels.find((one) => one.id === 'desk')?.cells.health.ask).toBe('discouraged');
  });
  it.each(['health', 'bsn', 'idCopy', 'financialSituation', 'otherArt9', 'criminal'])('releases %s only with a ground and a decision', (kind) => {
    expect(draft([cell({ kind })]).problems.map((one) => one.path)).toEqual(['cells.0.release']);
    const { doc, problems } = draft([cell({ kind, release })]);
    expect(problems).toEqual([]);
    expect(changesBetween(start, doc).map((one) => one.what)).toContain('release');
    expect(problemsIn(doc)).toEqual([]);
  });
  it.each(['cvvPin', 'password'])('never releases %s, whatever is on record', (kind) => {
    for (const levels of [
      { ask: 'discouraged', record: 'forbidden' },
      { ask: 'forbidden', record: 'allowed' },
    ])
      expect(draft([cell({ kind, ...levels, release })]).problems).toEqual([expect.objectContaining({ path: 'cells.0' })]);
  });
  it('drops a release that is no longer needed, and keeps one that is', () => {
    const released = draft([cell({ release })]).doc;
    const kept = applyDraft(released, { channels: [], cells: [cell({ reason: { nl: 'Eigen reden', en: 'Own reason' } })] });
    expect(kept.problems).toEqual([]);
    expect(kept.doc.channels.find((one) => one.id === 'desk')?.cells.health.release).toEqual(release);
    const back = applyDraft(released, { channels: [], cells: [cell({ ask: 'discouraged', record: 'forbidden' })] });
    expect(changesBetween(start, back.doc)).toEqual([]);
  });
  it('adds a channel of its own with the rules of another, and holds it to them', () => {
    const added = [{ id: 'own-zorgapp', name: { nl: 'Zorgapp', en: 'Care app' }, basedOn: 'live-chat' }];
    const { doc, problems } = draft([{ channel: 'own-zorgapp', kind: 'health', ask: 'allowed', record: 'forbidden' }], added);
    expect(problems.map((one) => one.path)).toEqual(['cells.0.release']);
    expect(doc.channels.at(-1)).toMatchObject({ id: 'own-zorgapp', own: true, on: true, basedOn: 'live-chat' });
    expect(changesBetween(start, draft([], added).doc)).toEqual([
      { channel: 'own-zorgapp', kind: null, what: 'added', before: null, after: 'Zorgapp / Care app' },
    ]);
  });
  it.each([
    [[{ id: 'zorgapp', name: { nl: 'a', en: 'b' }, basedOn: 'phone' }], 'channels.0.id'],
    [[{ id: 'own-a', name: { nl: 'a', en: 'b' }, basedOn: 'fax' }], 'channels.0.basedOn'],
    [[{ id: 'own-a', basedOn: 'phone' }], 'channels.0.name'],
  ])('names what is wrong with a new channel: %j', (channels, path) => expect(draft([], channels).problems.map((one) => one.path)).toContain(path));
  it('does not let every channel be switched off, and names a channel that is not there', () => {
    expect(
      draft(
        [],
        start.channels.map(({ id }) => ({ id, on: false })),
      ).problems.map((one) => one.path),
    ).toEqual(['channels']);
    expect(draft([cell({ channel: 'fax' })]).problems.map((one) => one.path)).toEqual(['cells.0.channel']);
  });
  it('keeps only texts that are its own', () => {
    const shown = presentChannels(start)
      .find((one) => one.id === 'desk')
      ?.cells.find((one) => one.kind === 'health');
    expect(shown).toMatchObject({ changed: false, release: null });
    const { doc } = draft([cell({ ask: 'discouraged', record: 'forbidden', reason: shown?.reason, source: shown?.source })]);
    expect(doc.channels.find((one) => one.id === 'desk')?.cells.health).toEqual({ ask: 'discouraged', record: 'forbidden' });
  });
  it('knows what is milder than the start', () => {
    expect(isReleased({ basedOn: 'phone' }, 'dob', { ask: 'allowed', record: 'discouraged' })).toBe(true);
    expect(isReleased({ basedOn: 'phone' }, 'dob', { ask: 'forbidden', record: 'discouraged' })).toBe(false);
  });
});
