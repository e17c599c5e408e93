import type { Ability } from '@waarborg/contract/accounts';
import { requireAbility, requirePerson } from '../../access/access.ts';
import type { App } from '../../app.ts';
import { record } from '../../audit/record.ts';
import type { Scope } from '../../db/scope.ts';
import { inTenant } from '../../db/transaction.ts';
import { notFound, Refusal } from '../../kernel/errors.ts';
import { insertToken, listTokens, revokeToken } from './invitations.store.ts';
import { hashSecret, newSecret } from './secrets.ts';
import type { TokenRow } from './sessions.store.ts';

const MOST_TOKENS = 50;

/** One's own API tokens in this organisation. */
export async function readTokens(app: App, scope: Scope): Promise<TokenRow[]> {
  requirePerson(scope);
  requireAbility(scope, 'tokens.own');
  return inTenant(app.db, scope, (tx) => listTokens(tx, scope.tenantNo, scope.actor.id));
}

/** Makes a token with some of one's own abilities; its secret is given once and kept only as a hash. */
export async function makeToken(
  app: App,
  scope: Scope,
  input: { name: string; abilities: Ability[]; expiresInDays: number | null },
): Promise<TokenRow & { secret: string }> {
  requirePerson(scope);
  requireAbility(scope, 'tokens.own');
  const beyond = input.abilities.filter((ability) => !scope.abilities.has(ability));
  if (beyond.length > 0)
    throw new Refusal('forbidden', 'token.beyond', `A token cannot do more than you: ${beyond.join(', ')}.`, {
      errors: beyond.map((ability) => ({ path: 'body.abilities', message: ability })),
    });
  const now = app.clock.now();
  const secret = newSecret('wbg_');
  const row: TokenRow = {
    id: app.ids.next(),
    tenant_no: scope.tenantNo,
    user_id: scope.actor.id,
    name: input.name.trim(),
    prefix: secret.slice(0, 8),
    abilities: [...new Set(input.abilities)],
    created_at: now,
    expires_at: input.expiresInDays === null ? null : new Date(now.getTime() + input.expiresInDays * 86_400_000),
    last_used_at: null,
  };
  await inTenant(app.db, scope, async (tx) => {
    if ((await listTokens(tx, scope.tenantNo, scope.actor.id)).length >= MOST_TOKENS)
      throw new Refusal('conflict', 'token.many', `You have ${MOST_TOKENS} tokens; revoke one first.`);
    const { last_used_at: _, ...fresh } = row;
    await insertToken(tx, { ...fresh, secret_hash: hashSecret(secret) });
    await record(tx, app, scope, { act: 'token.made', subject: row.id, details: { abilities: row.abilities, prefix: row.prefix } });
  });
  return { ...row, secret };
}

/** Revokes one of one's own tokens; it stops working at once. */
export async function endToken(app: App, scope: Scope, id: string): Promise<void> {
  requirePerson(scope);
  await inTenant(app.db, scope, async (tx) => {
    if ((await revokeToken(tx, scope.tenantNo, scope.actor.id, id, app.clock.now())) === 0) throw notFound('token');
    await record(tx, app, scope, { act: 'token.revoked', subject: id });
  });
}
