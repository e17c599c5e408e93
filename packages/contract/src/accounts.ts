import { z } from 'zod';
import { route } from './route.ts';
import { Id, Instant, Language, Nothing } from './shared.ts';

export const Role = z.enum(['agent', 'teamLead', 'privacyOfficer', 'dpo', 'securityOfficer', 'marketing', 'administrator', 'auditor']);
export type Role = z.infer<typeof Role>;
/** What somebody holds: one role or more, none of them twice. What they may do is the union. */
export const Roles = z
  .array(Role)
  .min(1)
  .max(Role.options.length)
  .refine((roles) => new Set(roles).size === roles.length, 'A role stands here twice.');
/** Everything a person may be allowed to do; decided in the verbs, listed to the page so that it shows what works. */
export const Ability = z.enum([
  'today.read',
  'sources.read',
  'sources.manage',
  'scans.run',
  'map.read',
  'map.judge',
  'map.export',
  'lookup.run',
  'lookup.read',
  'lookup.viewRecord',
  'trail.read',
  'trail.export',
  'people.read',
  'people.manage',
  'tokens.own',
  'settings.read',
  'settings.manage',
  'detect.try',
  'tuning.read',
  'tuning.manage',
  'channels.read',
  'channels.manage',
  'notes.check',
  'notes.report',
  'notes.read',
  'notes.manage',
  'cleanup.read',
  'cleanup.judge',
  'cleanup.approve',
]);
export type Ability = z.infer<typeof Ability>;

export const Password = z.string().min(1).max(200);
export const Organisation = z.object({ id: Id, name: z.string(), generated: z.boolean(), language: Language });
export const Me = z.object({
  user: z.object({ id: Id, name: z.string(), email: z.string(), language: Language, totp: z.boolean() }),
  organisation: Organisation,
  organisations: z.array(z.object({ id: Id, name: z.string() })),
  roles: z.array(Role),
  abilities: z.array(Ability),
});
export type Me = z.infer<typeof Me>;
export const SignInOutcome = z.object({ outcome: z.enum(['signedIn', 'totpNeeded']) });
export const Session = z.object({
  id: z.string(),
  current: z.boolean(),
  device: z.string(),
  ip: z.string().nullable(),
  startedAt: Instant,
  lastSeenAt: Instant,
});
export const Person = z.object({
  id: Id,
  name: z.string(),
  email: z.string(),
  roles: z.array(Role),
  totp: z.boolean(),
  active: z.boolean(),
  joinedAt: Instant,
  lastSeenAt: Instant.nullable(),
});
export const Invitation = z.object({
  id: Id,
  email: z.string(),
  roles: z.array(Role),
  invitedBy: z.string(),
  sentAt: Instant,
  expiresAt: Instant,
  mailed: z.boolean(),
  /** Only in the answer to the person who invites, and only when no mail could be sent. */
  link: z.string().optional(),
});
export const ApiToken = z.object({
  id: Id,
  name: z.string(),
  prefix: z.string(),
  abilities: z.array(Ability),
  createdAt: Instant,
  expiresAt: Instant.nullable(),
  lastUsedAt: Instant.nullable(),
});
const one = z.object({ id: z.string().max(100) });

export const accountsRoutes = {
  'GET /api/v1/setup': route({ summary: 'Whether the first organisation still has to be made', open: true, responds: z.object({ needed: z.boolean() }) }),
  'POST /api/v1/setup': route({
    summary: 'Make the first organisation and its administrator with the one-time link',
    open: true,
    status: 201,
    responds: SignInOutcome,
    body: z.object({
      token: z.string().max(200),
      organisation: z.string().min(1).max(200),
      name: z.string().min(1).max(200),
      email: z.email().max(254),
      password: Password,
      language: Language.default('nl'),
    }),
  }),
  'POST /api/v1/sign-in': route({
    summary: 'Sign in',
    open: true,
    responds: SignInOutcome,
    body: z.object({ email: z.string().max(254), password: Password, totp: z.string().max(20).optional() }),
  }),
  'POST /api/v1/sign-out': route({ summary: 'End this session', status: 204, carries: 'nothing' }),
  'GET /api/v1/me': route({ summary: 'Who I am and what I may do', responds: Me }),
  'PATCH /api/v1/me': route({
    summary: 'Change my name or language',
    responds: Me,
    body: z.object({ name: z.string().min(1).max(200).optional(), language: Language.optional() }),
  }),
  'POST /api/v1/me/organisation': route({ summary: 'Work in another organisation I belong to', responds: Me, body: z.object({ organisationId: Id }) }),
  'POST /api/v1/me/password': route({
    summary: 'Change my password; other sessions end, and my API tokens in every organisation unless revokeTokens is false',
    status: 204,
    carries: 'nothing',
    body: z.object({ current: Password, next: Password, revokeTokens: z.boolean().default(true) }),
  }),
  'POST /api/v1/me/totp': route({
    summary: 'Begin two-step sign-in: a secret for an authenticator',
    responds: z.object({ uri: z.string(), secret: z.string() }),
    body: z.object({ password: Password }),
  }),
  'POST /api/v1/me/totp/confirm': route({
    summary: 'Confirm two-step sign-in with a code; gives recovery codes once',
    responds: z.object({ recoveryCodes: z.array(z.string()) }),
    body: z.object({ code: z.string().max(20) }),
  }),
  'POST /api/v1/me/totp/remove': route({ summary: 'Stop two-step sign-in', status: 204, carries: 'nothing', body: z.object({ password: Password }) }),
  'GET /api/v1/me/sessions': route({ summary: 'Where I am signed in', responds: z.object({ items: z.array(Session) }) }),
  'DELETE /api/v1/me/sessions/{id}': route({ summary: 'End one of my sessions', status: 204, carries: 'nothing', params: one }),
  'GET /api/v1/me/tokens': route({ summary: 'My API tokens', responds: z.object({ items: z.array(ApiToken) }) }),
  'POST /api/v1/me/tokens': route({
    summary: 'Make an API token; its secret is shown once',
    status: 201,
    responds: ApiToken.extend({ secret: z.string() }),
    body: z.object({ name: z.string().min(1).max(100), abilities: z.array(Ability).min(1), expiresInDays: z.number().int().min(1).max(730).nullable() }),
  }),
  'DELETE /api/v1/me/tokens/{id}': route({ summary: 'Revoke an API token', status: 204, carries: 'nothing', params: one }),
  'GET /api/v1/people': route({
    summary: 'People of the organisation and open invitations',
    responds: z.object({ people: z.array(Person), invitations: z.array(Invitation) }),
  }),
  'GET /api/v1/people/roles': route({
    summary: 'What each role may do',
    responds: z.object({ items: z.array(z.object({ role: Role, abilities: z.array(Ability) })) }),
  }),
  'POST /api/v1/people/invitations': route({
    summary: 'Invite somebody',
    status: 201,
    responds: Invitation,
    body: z.object({ email: z.email().max(254), roles: Roles }),
  }),
  'DELETE /api/v1/people/invitations/{id}': route({ summary: 'Withdraw an invitation', status: 204, carries: 'nothing', params: one }),
  'GET /api/v1/invitations/{token}': route({
    summary: 'What an invitation is for',
    open: true,
    params: z.object({ token: z.string().max(200) }),
    responds: z.object({ organisation: z.string(), email: z.string(), roles: z.array(Role), known: z.boolean() }),
  }),
  'POST /api/v1/invitations/{token}': route({
    summary: 'Accept an invitation',
    open: true,
    params: z.object({ token: z.string().max(200) }),
    responds: SignInOutcome,
    body: z.object({ name: z.string().min(1).max(200), password: Password, language: Language.default('nl') }),
  }),
  'PATCH /api/v1/people/{id}': route({
    summary: 'Change the roles of a person, or take access away',
    responds: Person,
    params: z.object({ id: Id }),
    body: z.object({ roles: Roles.optional(), active: z.boolean().optional() }),
  }),
  'GET /api/v1/settings': route({
    summary: 'Settings of the organisation',
    responds: z.object({ organisation: Organisation, mail: z.boolean(), requireTotp: z.boolean(), uploadsKeptDays: z.number().int(), version: z.string() }),
  }),
  'PATCH /api/v1/settings': route({
    summary: 'Change settings of the organisation',
    responds: Nothing,
    body: z.object({
      name: z.string().min(1).max(200).optional(),
      language: Language.optional(),
      requireTotp: z.boolean().optional(),
      uploadsKeptDays: z.number().int().min(1).max(365).optional(),
    }),
  }),
};
