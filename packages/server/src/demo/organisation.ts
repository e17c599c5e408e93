import type { Role } from '@waarborg/contract/accounts';
import type { App } from '../app.ts';
import { addGeneratedPerson, findGenerated, hashPassword, makeOrganisation } from '../features/accounts/index.ts';

export const demoOrganisation = 'Voorbeeld Energie';

/** One login per role; the people are invented. */
export const demoPeople: readonly { readonly role: Role; readonly name: string; readonly email: string }[] = [
  { role: 'privacyOfficer', name: 'Els de Graaf', email: 'privacy@voorbeeld-energie.example' },
  { role: 'administrator', name: 'Jeroen Post', email: 'beheer@voorbeeld-energie.example' },
  { role: 'dpo', name: 'Willemijn Kuipers', email: 'fg@voorbeeld-energie.example' },
  { role: 'securityOfficer', name: 'Ravi Ramdin', email: 'security@voorbeeld-energie.example' },
  { role: 'teamLead', name: 'Fatima El Idrissi', email: 'teamleider@voorbeeld-energie.example' },
  { role: 'agent', name: 'Bram Visser', email: 'medewerker@voorbeeld-energie.example' },
  { role: 'marketing', name: 'Sanne Bakker', email: 'marketing@voorbeeld-energie.example' },
  { role: 'auditor', name: 'Agnieszka Nowak', email: 'auditor@voorbeeld-energie.example' },
];

const words = `anker appel balkon bezem boter brug cirkel dakpan deksel dijk emmer fiets fluit gieter haven hamer ijsbeer jas kastanje ketel klomp kompas kruik
lantaarn lepel linde matras molen mossel noot oever orgel paraplu penseel pijl polder ratel rietje schaats schelp sleutel spijker tulp trommel vlieger
vuurtoren wilg zadel zeil zonnebloem`
  .trim()
  .split(/\s+/);

/** The password of all demo logins: four words, the same on this installation every time and different on every other. */
export function demoPassword(app: Pick<App, 'keyring'>): string {
  const bytes = app.keyring.derive('demo-password');
  return [0, 2, 4, 6].map((at) => words[((bytes[at]! << 8) | bytes[at + 1]!) % words.length]).join('-');
}

/** Makes the generated organisation and its people where they are not there yet. Gives the ids by role. */
export async function makeDemoOrganisation(app: App): Promise<{ tenantNo: number; ids: ReadonlyMap<Role, string> }> {
  // Hashing takes a second on purpose: once for all, and not at all when everybody is there.
  let hashed: Promise<string> | undefined;
  const passwordHash = () => (hashed ??= hashPassword(demoPassword(app)));
  const administrator = demoPeople.find((person) => person.role === 'administrator')!;
  const { tenantNo } =
    (await findGenerated(app)) ??
    (await makeOrganisation(app, {
      organisation: demoOrganisation,
      name: administrator.name,
      email: administrator.email,
      passwordHash: await passwordHash(),
      roles: [administrator.role],
      language: 'nl',
      generated: true,
    }));
  const ids = new Map<Role, string>();
  for (const person of demoPeople) ids.set(person.role, await addGeneratedPerson(app, tenantNo, { ...person, roles: [person.role], passwordHash }));
  return { tenantNo, ids };
}
