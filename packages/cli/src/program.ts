import { readFileSync } from 'node:fs';
import { Command, InvalidArgumentError, Option } from 'commander';

const exitHelp = `
Exit codes
  0  done
  1  done, and the answer is no (trail broken, a check failed, person not found)
  2  the command line is not understood
  3  a system, server or file cannot be reached or opened
  4  done, but part of the input could not be read; see standard error`;

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('Give a whole number of 1 or more.');
  return value;
}
const several = (value: string, before: string[] | undefined): string[] => [...(before ?? []), value];

/** Every command with its options and help. The work itself is loaded only when a command runs, which keeps `--help` quick. */
export function makeProgram(): Command {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };
  const program = new Command('waarborg')
    .description('Know what you hold about people: scan systems, find a person, check texts, verify the trail.')
    .version(version, '-V, --version', 'show the version')
    .addOption(new Option('--lang <language>', 'language of what is printed (default: from LANG)').choices(['nl', 'en']))
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [command]', 'show help of a command')
    .showHelpAfterError('(waarborg --help shows what there is)')
    .exitOverride()
    .configureHelp({ sortSubcommands: false, showGlobalOptions: false })
    .addHelpText(
      'after',
      `
Examples
  $ waarborg scan postgres://reader@db.example:5432/crm         what is in this database?
  $ waarborg scan export.csv --report map.html                  the same of a file, as a page to send on
  $ echo '{"id":1,"text":"Bel mw. De Vries op 06-12345678"}' | waarborg detect
  $ waarborg find --email - < address.txt                       where does this person occur?
  $ waarborg doctor                                             is everything installed and reachable?
${exitHelp}

Only \`find\` without a source and \`login\` need a running server. Colour and progress appear on a terminal only; NO_COLOR is respected.`,
    );
  const command = (name: string, summary: string) => program.command(name).description(summary).exitOverride();
  addScan(command);
  addDetect(command);
  addFind(command);
  addUpkeep(command, program);
  return program;
}

type Add = (name: string, summary: string) => Command;

function addScan(command: Add): void {
  command('scan <source>', 'Show which personal data are in a database, file or folder. Needs no server and keeps nothing.')
    .option('--json', 'one JSON document on standard output')
    .option('--report <file>', 'also write the map as an HTML page (masked examples only)')
    .option('--sample <rows>', 'look at about this many rows of each dataset instead of all', positive)
    .option('--dataset <name>', 'only this table, file or sheet; may be repeated', several)
    .option('--workers <number>', 'threads that read and detect (default: one per core, at most 4)', positive)
    .option('--kind <kind>', 'read the path as csv, jsonl, json, parquet, xlsx, sqlite, eml, mbox, vcard or folder instead of guessing')
    .option('--max-rows-per-second <number>', 'spare the system: read no faster than this', positive)
    .option('--password-file <file>', 'read the password of the database from this file')
    .option('--tuning <file>', 'own patterns, allowed words and the like, as exported by the page for trying a text')
    .addHelpText(
      'after',
      `
<source> is a database (postgres://, postgresql://, mysql://, mariadb://) or a path: CSV, TSV, JSON Lines, JSON, Parquet, XLSX,
SQLite, EML, mbox, vCard (.vcf), or a folder of text files. A role that may only read is enough. The password may also stand in WAARBORG_PASSWORD
(or PGPASSWORD), so that it stays out of the list of processes.

Examples
  $ waarborg scan postgres://reader@127.0.0.1/crm
  $ waarborg scan mysql://reader@db.example/helpdesk --dataset Tickets --dataset Transactions
  $ waarborg scan klanten.xlsx --report kaart.html
  $ waarborg scan postgres://reader@db.example/crm --sample 20000 --json | jq '.datasets[].fields[] | select(.tier=="special")'

With --json: {"datasets":[{"name","rows","fields":[{"name","type","tier","kinds":[{"type","share","count"}]}]}]}
  type   dominant kind (EMAIL, IBAN, ...), FREE_TEXT or NONE      tier   none, ordinary, sensitive, special, nationalId
  share  part of the non-empty values that hold the kind, 0 to 1  count  how many times it was found`,
    )
    .action(async (source: string, options) => (await import('./scan/command.ts')).runScan(source, options));
}

function addDetect(command: Add): void {
  command('detect', 'Find personal data and improper remarks in texts: JSON Lines in, JSON Lines out, in order.')
    .option('--explain', 'add reason and confidence to every finding, and where each label comes from')
    .option('--min-confidence <0-1>', 'leave out findings below this (default 0.5)', (text) => {
      const value = Number(text);
      if (!(value >= 0 && value <= 1)) throw new InvalidArgumentError('Give a number from 0 to 1.');
      return value;
    })
    .option('--tuning <file>', 'own patterns, allowed words and the like: the JSON that the page for trying a text exports')
    .option('--channel <code>', 'channel of the texts, for kinds that are switched off on it')
    .addHelpText(
      'after',
      `
Reads {"id","text","lang"?} a line; lang is "nl" or "en", or left out for both. Writes {"id","spans":[{"start","end","type"}],"labels":[...]}.
Offsets are UTF-16 code units, end exclusive. A line that cannot be read is named on standard error with its number; the rest goes on (exit code 4).

Examples
  $ echo '{"id":1,"text":"Mw. De Vries, 06-12345678, is hartpatiënt"}' | waarborg detect --explain
  $ waarborg detect < notes.jsonl > findings.jsonl`,
    )
    .action(async (options) => (await import('./detect.ts')).runDetect(options));
  command('columns', 'Say what columns of values hold: JSON Lines in, JSON Lines out, in order.')
    .option('--explain', 'add reason, confidence and the shares of other kinds')
    .option('--ignore-header', 'judge by the values alone')
    .option('--tuning <file>', 'own patterns that may name a column')
    .addHelpText(
      'after',
      `
Reads {"id","header"?,"values":[...]} a line, writes {"id","type"}: a kind (EMAIL, PERSON, ...), FREE_TEXT or NONE.

Example
  $ echo '{"id":"a","header":"tel","values":["06-12345678","020 123 4567"]}' | waarborg columns`,
    )
    .action(async (options) => (await import('./detect.ts')).runColumns(options));
}

function addFind(command: Add): void {
  command('find [sources...]', 'Where is this person? Asks the server, or searches the sources given here without one.')
    .option('--email <address>', 'e-mail address')
    .option('--phone <number>', 'telephone number, written any way')
    .option('--iban <iban>', 'bank account')
    .option('--customer-number <number>', 'customer number')
    .option('--postcode <postcode>', 'postcode, together with --number')
    .option('--number <number>', 'house number with addition, together with --postcode')
    .option('--name <name>', 'name, together with --birth-date')
    .option('--birth-date <date>', 'date of birth, YYYY-MM-DD')
    .option('--reason <text>', 'why you look; stands in the trail (asked for by the server)')
    .option('--json', 'one JSON document on standard output')
    .option('--password-file <file>', 'read the password of the databases from this file')
    .addHelpText(
      'after',
      `
Give - as a value to read it from standard input, so that it does not stay in the history of your shell.
Without sources the server at WAARBORG_URL (http://127.0.0.1:4380) is asked, with WAARBORG_TOKEN or what \`waarborg login\` saved; it answers from
its index, follows what the records reveal and writes the look-up in the trail. With sources they are read now, free text included.

Examples
  $ waarborg find --email - --reason "inzageverzoek 2026-0431" < adres.txt
  $ waarborg find --postcode "1234 AB" --number 12 --reason "klacht 88" --json
  $ waarborg find --phone 0612345678 postgres://reader@127.0.0.1/crm chats.jsonl mailbox.mbox

Exit code 1: the person was found nowhere.`,
    )
    .action(async (sources: string[], options) => (await import('./find/command.ts')).runFind(sources, options));
  command('login', 'Save an API token for `find`, readable by you alone. Make one in the web under My account, API tokens.')
    .option('--url <url>', 'address of the server (default: WAARBORG_URL or http://127.0.0.1:4380)')
    .option('--remove', 'forget the saved token')
    .addHelpText(
      'after',
      `
The token is read from standard input or asked for without showing it.

Examples
  $ waarborg login
  $ waarborg login --url https://waarborg.example < token.txt`,
    )
    .action(async (options) => (await import('./login.ts')).runLogin(options));
}

function addUpkeep(command: Add, program: Command): void {
  command('doctor', 'Check what Waarborg needs on this machine and how to mend what is missing.')
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', '\nExit code 1 when something that Waarborg needs is missing; a warning alone is 0.')
    .action(async (options) => (await import('./doctor/command.ts')).runDoctor(options));
  const audit = program.command('audit').description('Work with exported trails.').exitOverride();
  audit
    .command('verify <file>')
    .description('Check an exported trail: every line hangs on the one before, every checkpoint is signed. Needs no database and no server.')
    .exitOverride()
    .option('--key <fingerprint>', 'refuse a file signed with another key; the fingerprint (SHA-256, hex) stands under Trail in the web')
    .option('--json', 'one JSON document on standard output')
    .addHelpText(
      'after',
      `
The key in the export proves that the file fits together, not whose it is: compare its fingerprint with the one the organisation gave you, or give --key.
Exit code 1: changed, cut or signed with another key.

Example
  $ waarborg audit verify logboek-2026-11.json`,
    )
    .action(async (file: string, options) => (await import('./audit.ts')).runAuditVerify(file, options));
  command('start', 'Start the server, the same as `npm start`. Options after -- are passed on.')
    .allowUnknownOption()
    .argument('[options...]', 'for example --demo, --role worker')
    .addHelpText(
      'after',
      `
Examples
  $ waarborg start
  $ waarborg start -- --demo`,
    )
    .action(async (options: string[]) => (await import('./start.ts')).runStart(options));
}
