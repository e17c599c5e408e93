/** The front door of accounts: organisations, people, sessions, tokens. */
export { authenticate } from './authenticate.ts';
export { addGeneratedPerson, findGenerated } from './generated.ts';
export { timetable } from './jobs.ts';
export { openSession } from './open-session.ts';
export { organisationLanguage, organisationName, peopleWithRoles, uploadsKeptDays } from './organisation.ts';
export { hashPassword } from './password.ts';
export { routes } from './routes.ts';
export { makeOrganisation, makeSetupLink } from './setup.ts';
