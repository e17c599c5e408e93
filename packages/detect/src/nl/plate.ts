/**
 * Dutch licence plates. Issued by the RDW (Regeling kentekens en kentekenplaten): "sidecodes" 1 to 14, six letters and digits in three groups, e.g. 12-AB-34, AB-123-C.
 * No checksum. Look-alikes: product codes; so a plate without hyphens needs a word that names it. Belgian plates: be/plate.ts.
 */
const dutchShapes = new Set([
  'AA-99-99',
  '99-99-AA',
  '99-AA-99',
  'AA-99-AA',
  'AA-AA-99',
  '99-AA-AA',
  '99-AAA-9',
  '9-AAA-99',
  'AA-999-A',
  'A-999-AA',
  'AAA-99-A',
  'A-99-AAA',
  '9-AA-999',
  '999-AA-9',
]);
const bareShapes = new Set([...dutchShapes].map((shape) => shape.replaceAll('-', '')));

/** Confidence (0 to 100) that a short code is a plate; `named`: a word such as "kenteken" stands before it. */
export function plateConfidence(text: string, named: boolean): number {
  if (text.length < 6 || text.length > 9) return 0;
  let shape = '';
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= 48 && code <= 57) shape += '9';
    else if (code >= 65 && code <= 90) shape += 'A';
    else if (code >= 97 && code <= 122) shape += named ? 'A' : 'a';
    else if (code === 45 || code === 32) shape += '-';
    else return 0;
  }
  if (dutchShapes.has(shape)) return named ? 97 : text.includes(' ') ? 40 : 82;
  if (bareShapes.has(shape)) return named ? 95 : 0;
  return 0;
}
