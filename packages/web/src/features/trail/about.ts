import type { Role } from '@waarborg/contract';
import { kindWord } from '@waarborg/law';
import type { Output } from '../../shell/api.ts';
import { useLanguage } from '../../shell/language.ts';
import { useCall } from '../../shell/query.ts';
import { useRoleNames } from '../../shell/role-names.ts';
import { useMay } from '../../shell/session.tsx';

type Entry = Output<'GET /api/v1/trail'>['items'][number];

/** What a line is about, in names instead of ids: the source, the colleague, the file, the kind of data. Only what this reader may see is named. */
export function useAbout(): (entry: Entry) => string {
  const may = useMay();
  const language = useLanguage();
  const rolesOf = useRoleNames();
  const sources = useCall('GET /api/v1/sources', undefined, { enabled: may('sources.read'), staleMs: 60_000 });
  const people = useCall('GET /api/v1/people', undefined, { enabled: may('people.read'), staleMs: 60_000 });
  const names = new Map([
    ...(sources.data?.items.map((source) => [source.id, source.name] as const) ?? []),
    ...(people.data?.people.map((person) => [person.id, person.name] as const) ?? []),
  ]);
  const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
  return ({ subject, details, act }) => {
    const subjects = [details['sourceId'], details['from'], details['to'], subject].map((id) => names.get(text(id) ?? '')).filter((name) => name !== undefined);
    const said = [text(details['name']) ?? text(details['file']) ?? ([...new Set(subjects)].join(' → ') || undefined), text(details['masked'])];
    if (act.startsWith('map.') && text(details['kind'])) said.push(kindWord(String(details['kind']), language));
    said.push(rolesSaid(details, rolesOf));
    return said.filter((one) => one !== undefined).join(' · ');
  };
}

const listed = (value: unknown): readonly Role[] | undefined =>
  Array.isArray(value) ? (value as Role[]) : typeof value === 'string' ? [value as Role] : undefined;

/** The roles that a line names: those given, or what was and what is. Lines from before a person could hold several name one role. */
function rolesSaid(details: Entry['details'], rolesOf: (roles: readonly Role[]) => string): string | undefined {
  const given = (of: unknown) => {
    const facts = (typeof of === 'object' && of !== null ? of : {}) as Record<string, unknown>;
    return listed(facts['roles'] ?? facts['role']);
  };
  const here = given(details);
  const [was, is] = [given(details['from']), given(details['to'])];
  if (here) return rolesOf(here);
  if (was && is && rolesOf(was) !== rolesOf(is)) return `${rolesOf(was)} → ${rolesOf(is)}`;
  return undefined;
}
