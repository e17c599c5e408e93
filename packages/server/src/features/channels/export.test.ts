import { expect, it } from 'vitest';
import { xmlText } from './export.ts';

it('a text cannot bring markup into the file for a voice, nor a sign that XML refuses', () => {
  expect(xmlText('Hallo </s><break time="10s"/> & \u0001\b\ufffe\ud800 dag 👋')).toBe(
    'Hallo &#60;/s&#62;&#60;break time=&#34;10s&#34;/&#62; &#38; \ufffd dag 👋',
  );
});
