/** An SQL name between quotes, its own quotes doubled. */
function quoted(name: string, mark: '"' | '`'): string {
  return `${mark}${name.replaceAll(mark, mark + mark)}${mark}`;
}

/**
 * The SQL with which a database administrator makes a role that may read and nothing else: enough for a scan and a look-up.
 * The password is a placeholder to be replaced. Sources: PostgreSQL manual, "CREATE ROLE", "GRANT" and predefined roles
 * (pg_read_all_data, since version 14); MariaDB manual, "CREATE USER" and "GRANT".
 */
export function readOnlyRole(kind: 'postgres' | 'mysql', database: string, schema = 'public'): string {
  if (kind === 'mysql') {
    const name = quoted(database || 'database', '`');
    return [
      "CREATE USER 'waarborg_lezer'@'%' IDENTIFIED BY '<<wachtwoord>>'",
      '  WITH MAX_USER_CONNECTIONS 4;',
      `GRANT SELECT, SHOW VIEW ON ${name}.* TO 'waarborg_lezer'@'%';`,
    ].join('\n');
  }
  const name = quoted(database || 'database', '"');
  const room = quoted(schema, '"');
  return [
    "CREATE ROLE waarborg_lezer LOGIN PASSWORD '<<wachtwoord>>' CONNECTION LIMIT 4;",
    'ALTER ROLE waarborg_lezer SET default_transaction_read_only = on;',
    `GRANT CONNECT ON DATABASE ${name} TO waarborg_lezer;`,
    `GRANT USAGE ON SCHEMA ${room} TO waarborg_lezer;`,
    `GRANT SELECT ON ALL TABLES IN SCHEMA ${room} TO waarborg_lezer;`,
    `ALTER DEFAULT PRIVILEGES IN SCHEMA ${room} GRANT SELECT ON TABLES TO waarborg_lezer;`,
  ].join('\n');
}
