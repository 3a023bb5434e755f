/** How amounts, distances and times are written. Times are always those of the city, whatever the device thinks. */
export const CITY_ZONE = 'Asia/Shanghai'
const CITY_OFFSET = '+08:00'
const CITY_OFFSET_MS = 8 * 3_600_000

/** Fen as yuan: 123450 → ¥1,234.50. Integer arithmetic only. */
export function yuan(fen: number): string {
  const whole = Math.trunc(Math.abs(fen))
  const sign = fen < 0 ? '−' : ''
  const units = Math.floor(whole / 100)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ',')
  return `${sign}¥${units}.${(whole % 100).toString().padStart(2, '0')}`
}

export function kilometres(metres: number): string {
  return metres < 1000 ? `${Math.round(metres)} m` : `${(metres / 1000).toFixed(1)} km`
}

export function grams(g: number): string {
  return g < 1000 ? `${Math.round(g)} g` : `${(g / 1000).toFixed(2)} kg`
}

/** Whole minutes, never 0 for something that takes time. */
export function minutes(seconds: number): number {
  return seconds <= 0 ? 0 : Math.max(1, Math.round(seconds / 60))
}

function formatter(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('zh-CN', { timeZone: CITY_ZONE, hourCycle: 'h23', ...options })
}

const CLOCK = formatter({ hour: '2-digit', minute: '2-digit' })
const CLOCK_SECONDS = formatter({ hour: '2-digit', minute: '2-digit', second: '2-digit' })
const DAY = new Intl.DateTimeFormat('en-CA', { timeZone: CITY_ZONE })

/** 09:30 */
export function clock(instant: string | number | Date): string {
  return CLOCK.format(new Date(instant))
}

/** 09:30:05 */
export function clockSeconds(instant: string | number | Date): string {
  return CLOCK_SECONDS.format(new Date(instant))
}

/** 2026-11-23 */
export function day(instant: string | number | Date): string {
  return DAY.format(new Date(instant))
}

/** 11-23 09:30 */
export function dayClock(instant: string | number | Date): string {
  return `${day(instant).slice(5)} ${clock(instant)}`
}

/** Value of an input of type datetime-local, in city time. */
export function toLocalInput(instant: string | number | Date): string {
  return new Date(new Date(instant).getTime() + CITY_OFFSET_MS).toISOString().slice(0, 16)
}

/** The instant a datetime-local value means in the city; null while it is incomplete. */
export function fromLocalInput(value: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(value)) {
    return null
  }
  const instant = new Date(value.slice(0, 16) + ':00' + CITY_OFFSET)
  return Number.isNaN(instant.getTime()) ? null : instant.toISOString()
}

/** Age split for a message: unit s, min, h or d with its count. */
export function age(seconds: number): { unit: 's' | 'min' | 'h' | 'd'; count: number } {
  if (seconds < 60) {
    return { unit: 's', count: Math.max(0, Math.round(seconds)) }
  }
  if (seconds < 3600) {
    return { unit: 'min', count: Math.floor(seconds / 60) }
  }
  return seconds < 86_400
    ? { unit: 'h', count: Math.floor(seconds / 3600) }
    : { unit: 'd', count: Math.floor(seconds / 86_400) }
}

/** Whether an instant lies on this day or the next one of the city; null when it is neither. */
export function nearDay(instant: string | number | Date, now: number): 'today' | 'tomorrow' | null {
  const wanted = day(instant)
  return wanted === day(now) ? 'today' : wanted === day(now + 86_400_000) ? 'tomorrow' : null
}

/** The month before the one of an instant, as 2026-10. */
export function lastMonth(instant: string | number | Date): string {
  const [year, month] = day(instant).split('-').map(Number) as [number, number]
  return month === 1 ? `${year - 1}-12` : `${year}-${String(month - 1).padStart(2, '0')}`
}
