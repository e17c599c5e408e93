import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli } from './run-cli.ts';

const lines = (out: string) =>
  out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('detect', () => {
  it('answers every line, in order, with offsets inside the text', async () => {
    const texts = Array.from({ length: 3000 }, (_, n) => ({
      id: `t${n}`,
      text: `Klant ${n}: é mail naar p${n}@post.example of bel 06-1234${String(5000 + n).slice(-4)} 👍`,
      lang: n % 2 ? 'nl' : undefined,
    }));
    const run = await runCli(['detect'], { input: texts.map((text) => JSON.stringify(text)).join('\n') });
    expect(run.err).toBe('');
    expect(run.code).toBe(0);
    const answers = lines(run.out);
    expect(answers.map((answer) => answer.id)).toEqual(texts.map((text) => text.id));
    for (const [at, { spans }] of answers.entries()) {
      const email = spans.find((span: { type: string }) => span.type === 'EMAIL');
      expect(texts[at]!.text.slice(email.start, email.end)).toBe(`p${at}@post.example`);
      expect(Object.keys(email)).toEqual(['start', 'end', 'type']);
    }
  });
  it('names a broken line with its number, does not quote it, and goes on', async () => {
    const run = await runCli(['detect'], { input: '{"id":1,"text":"a@b.example"}\n{"id":2,"text":geheim@b.example}\n{"id":3}\n[1]\n{"id":4,"text":""}\n' });
    expect(run.code).toBe(4);
    expect(lines(run.out).map((answer) => answer.id)).toEqual([1, 4]);
    expect(run.err).toContain('line 2: not JSON');
    expect(run.err).toContain('line 3: "text" is not a text');
    expect(run.err).toContain('line 4: not a JSON object');
    expect(run.err).not.toContain('geheim');
  });
  it('explains when asked', async () => {
    const [answer] = lines((await runCli(['detect', '--explain'], { input: '{"id":1,"text":"mail a@b.example"}' })).out);
    expect(answer.spans[0]).toMatchObject({ type: 'EMAIL', confidence: expect.any(Number), reason: expect.any(String) });
    expect(answer).toHaveProperty('flags');
  });
  it('works by a tuning, and names what is wrong in one', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'waarborg-tuning-'));
    try {
      const right = join(folder, 'right.json');
      const wrong = join(folder, 'wrong.json');
      const pattern = { id: 'kl', name: 'klant', shape: 'KL-9{6}', kind: 'ACCOUNT_ID' };
      writeFileSync(right, JSON.stringify({ patterns: [pattern], off: [{ kind: 'EMAIL', channel: 'chat' }] }));
      writeFileSync(wrong, JSON.stringify({ patterns: [{ ...pattern, shape: 'KL-9{' }] }));
      const input = '{"id":1,"text":"KL-123456 mailt a@b.example"}';
      const found = async (...more: string[]) =>
        lines((await runCli(['detect', '--tuning', right, ...more], { input })).out)[0].spans.map((one: { type: string }) => one.type);
      expect(await found()).toEqual(['ACCOUNT_ID', 'EMAIL']);
      expect(await found('--channel', 'chat')).toEqual(['ACCOUNT_ID']);
      const refused = await runCli(['detect', '--tuning', wrong], { input });
      expect([refused.code, refused.out]).toEqual([2, '']);
      expect(refused.err).toContain('patterns[0].shape');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
  it('does nothing with nothing', async () => {
    const run = await runCli(['detect'], { input: '' });
    expect([run.code, run.out, run.err]).toEqual([0, '', '']);
  });
});

describe('columns', () => {
  it('says what columns hold, values of any JSON kind', async () => {
    const run = await runCli(['columns'], {
      input: [
        { id: 'a', header: 'contact', values: ['a@b.example', 'c.d@e.example', null, 'x@y.example'] },
        { id: 'b', values: [1, 2, 3, true] },
      ]
        .map((line) => JSON.stringify(line))
        .join('\n'),
    });
    expect(run.code).toBe(0);
    expect(lines(run.out)).toEqual([
      { id: 'a', type: 'EMAIL' },
      { id: 'b', type: 'NONE' },
    ]);
    expect((await runCli(['columns'], { input: '{"id":1,"values":"nee"}' })).code).toBe(4);
  });
});
