import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the whole project. */
export const root: string = fileURLToPath(new URL('../..', import.meta.url));

export interface SourceFile {
  /** From the project's folder, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly isTest: boolean;
}

/** Files that git knows or would add, so that a new file is checked before it is committed. */
export function listFiles(pattern: RegExp): SourceFile[] {
  const names = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' }).split('\n');
  return names
    .filter((path) => pattern.test(path) && existsSync(join(root, path)))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8'), isTest: /(\.test\.tsx?$|^tests\/|\/testing[-\w]*\.ts$)/.test(path) }));
}

export interface Import {
  /** A path from the project's folder for our own files, else the package's name. */
  readonly target: string;
  readonly isOurs: boolean;
  /** `import type`: gone when it runs. */
  readonly isType: boolean;
}

const STATEMENT = /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[\w*{][^'"`;]*?\sfrom\s+)?['"]([^'"\n]+)['"]|import\(\s*['"]([^'"\n]+)['"]\s*\)/g;

/** What a file imports: statements, re-exports and import() with a fixed text. */
export function importsOf(file: SourceFile): Import[] {
  const found: Import[] = [];
  for (const [, type, fixed, dynamic] of file.text.matchAll(STATEMENT)) {
    const name = fixed ?? dynamic;
    if (name.startsWith('.'))
      found.push({
        target: normalize(join(dirname(file.path), name))
          .split('\\')
          .join('/'),
        isOurs: true,
        isType: Boolean(type),
      });
    else found.push({ target: ourPackage(name), isOurs: name.startsWith('@waarborg/'), isType: Boolean(type) });
  }
  return found;
}

function ourPackage(name: string): string {
  const own = /^@waarborg\/([\w-]+)(?:\/(.*))?$/.exec(name);
  return own ? `packages/${own[1]}/${own[2] ?? ''}` : name;
}
