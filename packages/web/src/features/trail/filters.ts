/** What the address of the trail says. */
export interface TrailFilters {
  readonly q?: string;
  readonly actor?: string;
  readonly act?: string;
  readonly from?: string;
  readonly until?: string;
}

const day = /^\d{4}-\d{2}-\d{2}$/;

/** Filters out of an address; what cannot be right is left out. */
export function readTrailFilters(search: Readonly<Record<string, unknown>>): TrailFilters {
  const text = (name: string, longest: number) => {
    const value = search[name];
    return typeof value === 'string' && value.trim() !== '' ? { [name]: value.trim().slice(0, longest) } : {};
  };
  const date = (name: string) => {
    const value = search[name];
    return typeof value === 'string' && day.test(value) && !Number.isNaN(Date.parse(value)) ? { [name]: value } : {};
  };
  return { ...text('q', 200), ...text('actor', 200), ...text('act', 100), ...date('from'), ...date('until') };
}
