/** One step through an XML text: a tag opens or closes (local names, without prefix), or text stands between tags. */
export type XmlStep =
  | { readonly kind: 'open'; readonly name: string; readonly attributes: string; readonly empty: boolean }
  | { readonly kind: 'close'; readonly name: string }
  | { readonly kind: 'text'; readonly text: string };

/** A tag or text longer than this is not of a workbook (a cell holds 32,767 characters). */
const MAX_PIECE = 16 * 1024 * 1024;

/**
 * Steps through XML as it comes in. Knows what workbooks hold and no more: no document types and no entities beyond the five and
 * numbers, so nothing can be made to expand. Throws SyntaxError on a text that ends within a tag or a piece over 16 MB.
 */
export async function* xmlSteps(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<XmlStep[]> {
  const decoder = new TextDecoder('utf-8');
  let rest = '';
  for await (const chunk of bytes) {
    const text = rest + decoder.decode(chunk, { stream: true });
    const steps: XmlStep[] = [];
    rest = text.slice(scan(text, steps));
    if (rest.length > MAX_PIECE) throw new SyntaxError('An XML piece is too large.');
    if (steps.length > 0) yield steps;
  }
  rest += decoder.decode();
  if (rest.includes('<')) throw new SyntaxError('The XML ends within a tag.');
}

/** Reads as many whole steps as there are; answers where the rest begins. */
function scan(text: string, steps: XmlStep[]): number {
  let p = 0;
  for (;;) {
    const open = text.indexOf('<', p);
    if (open === -1) return p;
    if (open > p) steps.push({ kind: 'text', text: unescapeXml(text.slice(p, open)) });
    if (text.startsWith('<![CDATA[', open)) {
      const end = text.indexOf(']]>', open);
      if (end === -1) return open;
      steps.push({ kind: 'text', text: text.slice(open + 9, end) });
      p = end + 3;
      continue;
    }
    if (text.startsWith('<!--', open)) {
      const end = text.indexOf('-->', open);
      if (end === -1) return open;
      p = end + 3;
      continue;
    }
    const end = tagEnd(text, open);
    if (end === -1 || (text.length - open < 9 && text[open + 1] === '!')) return open;
    const first = text.charCodeAt(open + 1);
    if (first === 47) steps.push({ kind: 'close', name: localName(text.slice(open + 2, end).trim()) });
    else if (first !== 63 && first !== 33) {
      const empty = text.charCodeAt(end - 1) === 47;
      const body = text.slice(open + 1, empty ? end - 1 : end);
      const space = body.search(/\s/);
      steps.push({ kind: 'open', name: localName(space === -1 ? body : body.slice(0, space)), attributes: space === -1 ? '' : body.slice(space), empty });
    }
    p = end + 1;
  }
}

/** Place of the ">" that ends a tag; those within quoted attributes do not. One pass, so that no text makes it slow. */
function tagEnd(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 62) return at;
    if (code !== 34 && code !== 39) continue;
    at = text.indexOf(code === 34 ? '"' : "'", at + 1);
    if (at === -1) return -1;
  }
  return -1;
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
}

const patterns = new Map<string, RegExp>();

/** The value of an attribute by its local name, or null. */
export function attribute(attributes: string, name: string): string | null {
  let pattern = patterns.get(name);
  if (!pattern) {
    pattern = new RegExp(`(?:^|[\\s:])${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`);
    patterns.set(name, pattern);
  }
  const found = pattern.exec(attributes);
  return found ? unescapeXml(found[1] ?? found[2] ?? '') : null;
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Text with its entities read and its line ends made one, as XML asks (XML 1.0, 2.11). */
function unescapeXml(raw: string): string {
  const text = raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw;
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(amp|lt|gt|quot|apos));/g, (all, decimal, hex, name) => {
    if (name) return named[name];
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : all;
  });
}
