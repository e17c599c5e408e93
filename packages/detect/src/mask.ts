import type { SpanType } from './types.ts';

const stars = (count: number): string => '*'.repeat(Math.max(1, count));
const firstOf = (text: string): string => [...text][0] ?? '';

/**
 * What mask() leaves of a value, form by form: "j***@v***.nl", "06 **** **78", "NL** **** **00", "**** **** **** 1111", "******333", "V***", "12** **",
 * "**-**-1981", "192.***", "https://x.nl/***". Linear: every repetition is bounded or of one kind of character that cannot begin what follows it.
 */
export const maskedForms = new RegExp(
  [
    '(?<![\\p{L}\\p{N}*])\\S\\*{3}@\\S\\*{3}\\.[^\\s*]{1,40}',
    '\\+?\\d{2} \\*{4} \\*{2}\\d{2}',
    '[A-Za-z]{2}\\*{2} \\*{4} \\*{2}[A-Za-z0-9]{2}',
    '\\*{4} \\*{4} \\*{4} \\d{0,4}',
    '\\*{4,40}[\\p{L}\\p{N}]{2,3}(?![\\p{L}\\p{N}])',
    '(?<![\\p{L}\\p{N}*])\\d\\d\\*{2} \\*{2}',
    '\\*{2}-\\*{2}-(?:\\d{4}|\\*{2})',
    '(?<![\\d.])\\d{1,3}(?:\\.\\*{3}){3}',
    '(?<![0-9a-zA-Z:])[0-9a-fA-F]{0,4}:\\*{3}',
    '(?<![^\\s(<"\'])[^\\s*/]{1,80}(?://[^\\s*/]{1,80})?/\\*{3}',
    '(?:[a-zA-Z]{1,10}://)?(?:www\\.)?(?<![\\p{L}\\p{N}*])\\S?\\*{3}\\.[a-zA-Z]{2,20}',
    '(?<![\\p{L}\\p{N}*])[\\p{L}\\p{N}]\\*{3}(?![\\p{L}\\p{N}*])',
  ].join('|'),
  'gu',
);
const links = /^(van|de|den|der|ter|ten|te|het|v|d|el|al|la|le|di|da|du|del|von|ben)$/i;

/** True when nothing of the value is left to hide: it is what mask() makes. */
function masked(text: string): boolean {
  if (!text.includes('*')) return false;
  const rest = text.replace(maskedForms, ' ');
  return rest.split(/[^\p{L}\p{N}]+/u).every((word) => word === '' || links.test(word));
}

/**
 * A value for the eyes of people who only need to see what kind it is: "j***@v***.nl", "06 **** **78", "NL** **** **00". Never shows enough to find the value again;
 * values too short to hide become stars altogether. Masking twice gives the same text.
 */
export function mask(type: SpanType, value: string): string {
  const text = value.trim();
  if (text === '') return '';
  if (masked(text)) return text;
  switch (type) {
    case 'EMAIL': {
      const at = text.lastIndexOf('@');
      const dot = text.lastIndexOf('.');
      if (at < 1 || dot < at) return '***';
      return `${firstOf(text)}***@${firstOf(text.slice(at + 1))}***${text.slice(dot)}`;
    }
    case 'PHONE': {
      const digits = text.replace(/\D/g, '');
      if (digits.length < 8) return stars(digits.length);
      const lead = /^\s*\+/.test(text) ? `+${digits.slice(0, 2)}` : digits.slice(0, 2);
      return `${lead} **** **${digits.slice(-2)}`;
    }
    case 'IBAN': {
      const compact = text.replace(/[^A-Za-z0-9]/g, '');
      return compact.length < 12 ? '****' : `${compact.slice(0, 2)}** **** **${compact.slice(-2)}`;
    }
    case 'CREDIT_CARD':
      return `**** **** **** ${text.replace(/\D/g, '').slice(-4)}`;
    case 'BSN':
    case 'NATIONAL_ID': {
      const digits = text.replace(/[^A-Za-z0-9]/g, '');
      return digits.length < 8 ? stars(digits.length) : stars(digits.length - 3) + digits.slice(-3);
    }
    case 'PERSON':
    case 'ORG':
      return text
        .split(/(\s+|-)/)
        .map((part) => (/^\p{L}/u.test(part) && !links.test(part) ? `${firstOf(part)}***` : part))
        .join('');
    case 'ADDRESS':
    case 'CITY':
    case 'LOCATION':
      return `${firstOf(text)}***`;
    case 'POSTCODE':
      return text.length < 4 ? '****' : `${text.slice(0, 2)}** **`;
    case 'DATE_OF_BIRTH':
    case 'DATE': {
      const year = /(1[89]|20)\d\d/.exec(text);
      return year ? `**-**-${year[0]}` : '**-**-**';
    }
    case 'AGE':
      return '**';
    case 'IP':
      return text.includes(':') ? `${text.split(':')[0]}:***` : `${text.split('.')[0]}.***.***.***`;
    case 'URL': {
      const host = /^[a-z]+:\/\/[^/]+|^[^/]+/i.exec(text)?.[0] ?? '';
      return text.length > host.length + 1 ? `${host}/***` : host.replace(/^((?:[a-z]+:\/\/)?(?:www\.)?.).*(\.[a-z]+)$/i, '$1***$2');
    }
    case 'SECRET':
      return '********';
    default: {
      const compact = text.replace(/[^\p{L}\p{N}]/gu, '');
      return compact.length < 6 ? stars(compact.length) : stars(compact.length - 2) + compact.slice(-2);
    }
  }
}
