import { expect, test } from 'vitest';
import { importsOf, listFiles, type SourceFile } from './sources.ts';

const code = listFiles(/^packages\/[\w-]+\/(src|bin)\/.*\.(ts|tsx|js)$/).filter((file) => !/\/(corpus|lexicon)\//.test(file.path));
const product = code.filter((file) => !file.isTest);

/** Lines "file -> import", each of which breaks the rule. */
function offences(files: readonly SourceFile[], isWrong: (target: string, file: SourceFile, isOurs: boolean, isType: boolean) => boolean): string[] {
  return files.flatMap((file) =>
    importsOf(file)
      .filter(({ target, isOurs, isType }) => isWrong(target, file, isOurs, isType))
      .map(({ target }) => `${file.path} -> ${target}`),
  );
}

const packageOf = (path: string): string => path.split('/')[1];
const inPackage = (name: string) => product.filter((file) => packageOf(file.path) === name);

/** Who may import which of our packages (docs/house.md, "Who may import whom"). */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  detect: [],
  law: [],
  guard: ['detect'],
  contract: ['law'],
  ui: [],
  connectors: [],
  scan: ['connectors', 'detect'],
  web: ['contract', 'law', 'ui', 'detect', 'guard'],
  extension: ['detect', 'guard', 'law'],
  server: ['contract', 'law', 'detect', 'guard', 'connectors', 'scan'],
  cli: ['contract', 'law', 'detect', 'connectors', 'scan', 'server'],
};

test.each(Object.keys(mayImport))('packages/%s imports only the packages it may', (name) => {
  const wrong = offences(inPackage(name), (target, _file, isOurs) => isOurs && packageOf(target) !== name && !mayImport[name].includes(packageOf(target)));
  expect(
    wrong,
    `packages/${name} may import ${mayImport[name].join(', ') || 'none of our packages'}. Move the code to where it may be used, or pass it in from the composition (app.ts, cli).`,
  ).toEqual([]);
});

test('every package of ours is in the list above', () => {
  expect(
    [...new Set(code.map((file) => packageOf(file.path)))].filter((name) => !mayImport[name]),
    'Add the package here and to docs/house.md.',
  ).toEqual([]);
});

test('detect and law use no platform: they run in browsers and threads alike', () => {
  const wrong = offences([...inPackage('detect'), ...inPackage('law')], (_target, file, isOurs) => !isOurs && !file.path.includes('/lexicon/'));
  expect(wrong, 'detect and law have no dependency and no I/O. Take data in as an argument.').toEqual([]);
});

test('ui imports React and React Aria only', () => {
  const allowed = /^(react|react-dom|react-aria-components|@internationalized\/.*|@fontsource.*)(\/|$)/;
  const wrong = offences(inPackage('ui'), (target, _file, isOurs) => !isOurs && !allowed.test(target));
  expect(wrong, 'ui knows no other library and no domain word. Put it in packages/web.').toEqual([]);
});

test('the web reaches the server over the contract only', () => {
  const wrong = offences(inPackage('web'), (target) => target.startsWith('node:') || packageOf(`packages/${target}`) === 'pg');
  expect(wrong, 'The web runs in browsers. Ask the server through shell/api.ts.').toEqual([]);
});

const SERVER = 'packages/server/src/';
/** Rooms of the server from the ground up; a room imports from rooms before it, or from its own. */
const floors: readonly (readonly string[])[] = [['kernel'], ['db'], ['jobs', 'access', 'audit', 'http'], ['features'], ['composition']];
const composition = /^(app|compose|start|main|worker|worker-process)\.ts$|^demo\//;

function roomOf(path: string): string | undefined {
  const inner = path.startsWith(SERVER) ? path.slice(SERVER.length) : undefined;
  if (inner === undefined) return undefined;
  return composition.test(inner) ? 'composition' : inner.split('/')[0];
}
const floorOf = (path: string): number => floors.findIndex((rooms) => rooms.includes(roomOf(path) ?? ''));

test('every file of the server stands in a known room', () => {
  const wrong = inPackage('server').filter((file) => floorOf(file.path) < 0);
  expect(
    wrong.map((file) => file.path),
    'Rooms are kernel, db, jobs, access, audit, http, features/<word>; app.ts, main.ts and the like compose.',
  ).toEqual([]);
});

test('in the server a room imports only from rooms below it: kernel <- db <- jobs, access, audit, http <- features <- composition', () => {
  // The type App is what verbs take; a type is gone when it runs. The test database composes an app.
  const wrong = offences(inPackage('server'), (target, file, isOurs, isType) => {
    if (!isOurs || !target.startsWith(SERVER)) return false;
    const isAppType = target === `${SERVER}app.ts` && (isType || importsAppTypeOnly(file));
    return !isAppType && floorOf(target) > floorOf(file.path);
  });
  expect(wrong, 'Turn it round: let the higher room pass what is needed, or move the shared part down.').toEqual([]);
});

function importsAppTypeOnly(file: SourceFile): boolean {
  return /import (type )?\{ (type )?App \} from '[./]*app\.ts'/.test(file.text);
}

/** The one order of features. */
const order = ['accounts', 'trail', 'tuning', 'sources', 'scans', 'map', 'lookup', 'channels', 'notes', 'cleanup', 'today'];
const featureOf = (path: string): string | undefined => /features\/([\w-]+)\//.exec(path)?.[1];

test('a feature imports only the front door of features to its left', () => {
  const features = inPackage('server').filter((file) => featureOf(file.path));
  expect(
    [...new Set(features.map((file) => featureOf(file.path)!))].filter((name) => !order.includes(name)),
    'Give the feature its place in the order, here and in docs/house.md.',
  ).toEqual([]);
  const wrong = offences(features, (target, file, isOurs) => {
    const [mine, other] = [featureOf(file.path)!, featureOf(target)];
    if (!isOurs || !target.startsWith(SERVER) || other === undefined || other === mine) return false;
    return order.indexOf(other) > order.indexOf(mine) || !target.endsWith(`/${other}/index.ts`);
  });
  expect(
    wrong,
    `Import features/<word>/index.ts of a feature before yours (${order.join(' ')}). News to the right travels as a job, in the same transaction.`,
  ).toEqual([]);
});

test('outside features only the composition and the command line know features, by their front door', () => {
  const outside = product.filter((file) => !featureOf(file.path) || packageOf(file.path) !== 'server');
  const wrong = offences(outside, (target) => target.startsWith(`${SERVER}features/`) && !target.endsWith('/index.ts'));
  expect(wrong, 'Export what is needed from the feature’s index.ts.').toEqual([]);
});
