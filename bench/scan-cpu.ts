/** Processor time of processes, from Linux's own count: what other work on the machine disturbs least. */
import { readdirSync, readFileSync } from 'node:fs';

/** Ticks a second in /proc/PID/stat; 100 on every Linux that Node runs on. */
const TICKS = 100;

interface Line {
  readonly pid: number;
  readonly parent: number;
  readonly ticks: number;
}

/** Fields 14 to 17 of proc(5): own time and that of children that ended and were waited for. */
function read(pid: string): Line | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { pid: Number(pid), parent: Number(fields[1]), ticks: fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0) };
  } catch {
    return null;
  }
}

/** Seconds of processor time that these processes and everything they started used so far; 0 where /proc is not there. */
export function cpuSeconds(...roots: readonly (number | undefined)[]): number {
  let lines: Line[] = [];
  try {
    lines = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((pid) => read(pid) ?? []);
  } catch {
    return 0;
  }
  const ours = new Set<number>(roots.filter((pid) => pid !== undefined));
  for (let before = -1; before !== ours.size; ) {
    before = ours.size;
    for (const line of lines) if (ours.has(line.parent)) ours.add(line.pid);
  }
  return lines.filter((line) => ours.has(line.pid)).reduce((sum, line) => sum + line.ticks, 0) / TICKS;
}

/** Wall time and processor time of some work. */
export interface Cost {
  readonly seconds: number;
  readonly cpu: number;
}

/** The better of some runs, for each figure by itself: what else the machine did can only add to either. */
export function best(runs: readonly Cost[]): Cost {
  return { seconds: Math.min(...runs.map((run) => run.seconds)), cpu: Math.min(...runs.map((run) => run.cpu)) };
}

/** Measures some work; `cpu` reads the clock of processor time that counts for it. */
export async function costOf<T>(cpu: () => number, work: () => Promise<T>): Promise<Cost & { readonly value: T }> {
  const [cpuBefore, began] = [cpu(), performance.now()];
  const value = await work();
  return { seconds: (performance.now() - began) / 1000, cpu: cpu() - cpuBefore, value };
}
