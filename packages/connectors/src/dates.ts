/**
 * A date or an instant as ISO 8601 from the forms that systems write: ISO and SQL ("2024-03-01 10:00:00+00"), and the Dutch and
 * British order of day, month, year with -, / or a dot. Instants without a zone stay without one. Null when it is none of these.
 */
export function isoInstant(value: string | null): string | null {
  if (value === null) return null;
  const text = value.trim();
  const sql = /^(\d{4,6})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d\d(?::?\d\d)?)?)?$/.exec(text);
  if (sql) {
    const [, year, month, day, hour, minute, second, fraction, zone] = sql;
    if (!exists(Number(year), Number(month), Number(day))) return null;
    if (hour === undefined) return `${year}-${month}-${day}`;
    const tail =
      zone === undefined
        ? ''
        : /^(Z|[+-]00(:?00)?)$/.test(zone)
          ? 'Z'
          : zone.length === 3
            ? `${zone}:00`
            : zone.length === 5
              ? `${zone.slice(0, 3)}:${zone.slice(3)}`
              : zone;
    return `${year}-${month}-${day}T${hour}:${minute}:${second ?? '00'}${fraction ? `.${fraction}` : ''}${tail}`;
  }
  const dutch = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?:[ T](\d\d):(\d\d)(?::(\d\d))?)?$/.exec(text);
  if (dutch) {
    const [, day, , month, year, hour, minute, second] = dutch;
    if (!exists(Number(year), Number(month), Number(day))) return null;
    const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    return hour === undefined ? date : `${date}T${hour}:${minute}:${second ?? '00'}`;
  }
  return null;
}

function exists(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1 || day > 31 || year < 1) return false;
  return new Date(Date.UTC(2000 + (year % 400), month - 1, day)).getUTCMonth() === month - 1;
}

/** Keeps the oldest and the newest of the ISO dates it is shown. */
export class AgeRange {
  oldest: string | null = null;
  newest: string | null = null;

  add(iso: string | null): void {
    if (iso === null) return;
    if (this.oldest === null || iso < this.oldest) this.oldest = iso;
    if (this.newest === null || iso > this.newest) this.newest = iso;
  }
}
