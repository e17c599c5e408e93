import type { SpanType } from './types.ts';

const stars = (count: number): string => '*'.repeat(Math.max(1, count));
const firstOf = (text: string): string => [...text][0] ?? '';

/**
 * A value for the eyes of people who only need to see what kind it is: "j***@v***.nl", "06 **** **78", "NL** **** **00". Never shows enough to find the value again;
 * values too short to hide become stars altogether. Masking twice gives the same text.
 */
export function mask(type: SpanType, value: string): string {
  const text = value.trim();
  if (text === '') return '';
  if (text.includes('*')) return text;
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
        .map((part) =>
          /^\p{L}/u.test(part) && !/^(van|de|den|der|ter|ten|te|het|v|d|el|al|la|le|di|da|du|del|von|ben)$/i.test(part) ? `${firstOf(part)}***` : part,
        )
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
