import { BatchBuilder } from '@waarborg/connectors';
import { detect } from '@waarborg/detect';
import { describe, expect, it } from 'vitest';
import { foldRemark, RemarkReader, remarksOf } from './remarks.ts';

const fold = (text: string) => {
  const found = detect(text);
  return foldRemark(text, found, remarksOf(found)[0]);
};

describe('remarks in notes', () => {
  it('reads only notes with a remark, the most serious first', () => {
    const builder = new BatchBuilder(2, 'integer', 10);
    const notes = ['Belde over de factuur.', null, 'Wat een zeikerd. Meneer heeft suikerziekte.', 'Pakket is bezorgd'];
    for (const [i, note] of notes.entries()) {
      builder.text(0, 'onderwerp');
      if (note === null) builder.null(1);
      else builder.text(1, note);
      builder.end(BigInt(i + 1));
    }
    const found = [...new RemarkReader().read(builder.take(), [1])];
    expect(found.map(({ row, field }) => ({ row, field }))).toEqual([{ row: 2, field: 1 }]);
    expect(found[0].remarks.map((remark) => remark.label)).toEqual(['HEALTH', 'INSULT']);
    expect(found[0].text.slice(found[0].remarks[0].start, found[0].remarks[0].end)).toBe('suikerziekte');
  });

  it('folds names, numbers, case and punctuation away, and keeps the words', () => {
    const one = fold('Klant Jan de Vries heeft suikerziekte, zie zaak 4711. Verder niets.');
    expect(fold('klant Fatima el-Amrani heeft suikerziekte (zie zaak 98)!')).toBe(one);
    expect(fold('Klant Jan de Vries heeft kanker, zie zaak 4711.')).not.toBe(one);
    expect(one).not.toContain('vries');
    expect(one).toContain('suikerziekte');
  });

  it('looks at the sentence of the remark only', () => {
    expect(fold('Factuur gestuurd. Hij heeft suikerziekte. Belt morgen terug.')).toBe(fold('Hij heeft suikerziekte.'));
  });

  it('takes no identifier along, whatever it is', () => {
    const folded = fold('Mevr. Jansen (06-12345678, jansen@voorbeeld.example, 1234 AB 12) heeft suikerziekte');
    for (const part of ['jansen', '12345678', '1234', 'voorbeeld']) expect(folded).not.toContain(part);
  });
});
