/** What one check found: fine, usable with a remark, or something Waarborg needs is missing. */
export interface Finding {
  /** Stable name for machines. */
  readonly check: string;
  /** For people. */
  readonly name: string;
  readonly state: 'ok' | 'warning' | 'missing';
  readonly found: string;
  /** What to do; only when the state is not ok. */
  readonly mend?: string;
}

/** What checks may look at, handed in so that tests can point them elsewhere. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Root of the checkout: where package-lock.json and node_modules stand. */
  readonly root: string;
  /** Folder the command was given in; WAARBORG_DATA counts from there. */
  readonly here: string;
}

export type Check = (where: Surroundings) => Promise<Finding> | Finding;
