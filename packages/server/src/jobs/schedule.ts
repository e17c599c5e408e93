/** One line of the timetable: a name, when (five cron fields, UTC) and what. It must not matter when it runs twice. */
export interface Timed<A> {
  readonly name: string;
  readonly cron: string;
  run(app: A): Promise<void>;
}
