const MINUTE_MS = 60_000

/** When a right ends that is taken back now; one that has not begun lasts its first minute, which is the shortest. */
export function endsAt(one: { from: string }, now: number): string {
  return new Date(Math.max(now, Date.parse(one.from) + MINUTE_MS)).toISOString()
}
