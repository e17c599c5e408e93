/** One setting: its name in the environment, its argument, its default, what it does and what it may be. */
export interface Setting {
  readonly name: string;
  readonly flag?: string;
  readonly default?: string;
  readonly what: string;
  readonly oneOf?: readonly string[];
  readonly between?: readonly [number, number];
  readonly url?: readonly string[];
  /** Shown as set or not set, never printed. */
  readonly secret?: boolean;
}

/** Every setting of the server, in the order in which docs/operations.md shows them (a test keeps that table true). */
export const settings: readonly Setting[] = [
  { name: 'WAARBORG_PORT', flag: 'port', default: '4380', between: [0, 65535], what: 'Port of the web server; 0 takes a free one.' },
  {
    name: 'WAARBORG_HOST',
    flag: 'host',
    default: '127.0.0.1',
    what: 'Address to listen on. Only this machine by default; `0.0.0.0` behind a proxy that does TLS.',
  },
  {
    name: 'WAARBORG_PUBLIC_URL',
    url: ['http', 'https'],
    what: 'The address people type; used in links and for the same-origin check. With `https` cookies are Secure. Default: host and port.',
  },
  { name: 'WAARBORG_DATA', flag: 'data', default: './data', what: 'Folder for the embedded database, uploads and the master key.' },
  {
    name: 'WAARBORG_ROLE',
    flag: 'role',
    default: 'all',
    oneOf: ['all', 'web', 'worker', 'migrate'],
    what: 'What this process does: everything, only the web, only a worker, or only bring the database up to date and stop.',
  },
  { name: 'WAARBORG_DEMO', flag: 'demo', default: 'no', oneOf: ['yes', 'no'], what: 'Fill a demo organisation with generated data once.' },
  { name: 'WAARBORG_CONFIG', what: 'A file with settings, one `NAME=value` a line. The environment wins over it, arguments win over both.' },
  {
    name: 'DATABASE_URL',
    url: ['postgres', 'postgresql'],
    secret: true,
    what: 'An outside PostgreSQL, 15 or newer, with a user that owns the database. Absent: the embedded one.',
  },
  {
    name: 'DATABASE_APP_URL',
    url: ['postgres', 'postgresql'],
    secret: true,
    what: 'How the role `waarborg_app` logs in, when the user of DATABASE_URL may not make roles.',
  },
  { name: 'WAARBORG_DATABASE_CONNECTIONS', default: '10', between: [2, 200], what: 'Connections of one process to the database at the most.' },
  {
    name: 'WAARBORG_KEY',
    secret: true,
    what: 'Master key, 32 bytes as base64 or hexadecimal. Absent: `master.key` in the data folder, made at the first start. Same on every machine.',
  },
  {
    name: 'WAARBORG_SMTP_URL',
    url: ['smtp', 'smtps'],
    secret: true,
    what: 'Mail server, `smtp://user:password@host:587`. Absent: links are shown to the person who invites.',
  },
  { name: 'WAARBORG_MAIL_FROM', default: 'Waarborg <waarborg@localhost>', what: 'Sender of mail.' },
  { name: 'WAARBORG_WORKER_THREADS', between: [1, 64], what: 'Threads that scan in this process. Default: the number of processors, 8 at the most.' },
  { name: 'WAARBORG_UPLOAD_MAX_MB', default: '2048', between: [1, 1048576], what: 'Largest file that may be uploaded, in MB.' },
  {
    name: 'WAARBORG_FOLDERS',
    what: 'Folders on this machine from which a path may be connected as a system, separated by `:`. Absent: none; files come in by uploading them.',
  },
  {
    name: 'WAARBORG_PRIVATE_NETWORK',
    default: 'yes',
    oneOf: ['yes', 'no'],
    what: 'Whether systems on this machine and in private networks may be connected. Link-local and metadata addresses never.',
  },
  {
    name: 'WAARBORG_TRUST_PROXIES',
    default: '0',
    between: [0, 5],
    what: 'How many proxies stand in front; so many addresses at the end of X-Forwarded-For are believed.',
  },
  { name: 'WAARBORG_SESSION_IDLE_MINUTES', default: '60', between: [5, 1440], what: 'A session ends after so many minutes without a call.' },
  { name: 'WAARBORG_SESSION_HOURS', default: '12', between: [1, 720], what: 'A session ends after so many hours whatever happens.' },
  { name: 'WAARBORG_LOG', default: 'info', oneOf: ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'], what: 'How much the log says.' },
];
