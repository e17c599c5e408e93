import { mkdir, mkdtemp, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { awkwardRecords, conformance } from '../conformance.ts';
import { folderAbilities } from './connector.ts';

conformance({
  name: 'folder of texts',
  abilities: folderAbilities,
  emptied: '',
  async make() {
    const folder = await mkdtemp(join(tmpdir(), 'waarborg-folder-'));
    const root = join(folder, 'notities "😀"');
    await mkdir(join(root, 'sub map'), { recursive: true });
    const expected: Record<string, string | null>[] = [];
    for (const [i, row] of awkwardRecords().entries()) {
      const name = `notitie ${row.id} ${row.naam.replaceAll(/["/]/g, '')}.${i % 2 ? 'txt' : 'md'}`;
      const path = join(root, i % 3 === 0 ? 'sub map' : '.', name);
      await writeFile(path, row.note ?? '');
      await utimes(path, new Date(`${row.created}T12:00:00Z`), new Date(`${row.created}T12:00:00Z`));
      expected.push({ name, text: row.note ?? '' });
    }
    return {
      settings: { kind: 'folder', location: root },
      dataset: 'notities "😀"',
      expected,
      idField: 'name',
      textField: 'text',
      dispose: () => rm(folder, { recursive: true }),
    };
  },
});

conformance({
  name: 'CSV inside a folder',
  abilities: folderAbilities,
  async make() {
    const folder = await mkdtemp(join(tmpdir(), 'waarborg-folder-'));
    await mkdir(join(folder, '2024'));
    const path = join(folder, '2024', 'klanten.csv');
    const rows = awkwardRecords().map((row) => ({ id: row.id, note: row.note }));
    await writeFile(path, ['id;note', ...rows.map((row) => `${row.id};${row.note === null ? '' : `"${row.note.replaceAll('"', '""')}"`}`)].join('\n'));
    await stat(path);
    return {
      settings: { kind: 'folder', location: folder },
      dataset: '2024/klanten.csv',
      expected: rows,
      idField: 'id',
      textField: 'note',
      dispose: () => rm(folder, { recursive: true }),
    };
  },
});
