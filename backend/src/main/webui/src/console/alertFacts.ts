import { dayClock, kilometres } from '@/shared/format'

type Say = (key: string, values?: Record<string, unknown>) => string

/** Shown within another fact, or telling nobody anything. */
const SILENT = new Set(['lat', 'fromLat', 'accuracyM'])

function told(name: string, value: unknown, facts: Record<string, unknown>, t: Say): string {
  switch (name) {
    case 'lon':
      return `${degrees(facts.lat)}, ${degrees(value)}`
    case 'fromLon':
      return `${degrees(facts.fromLat)}, ${degrees(value)}`
    case 'distanceM':
    case 'outsideM':
      return kilometres(Number(value))
    case 'haveWh':
    case 'needWh':
      return (Number(value) / 1000).toFixed(1) + ' kWh'
    case 'seconds':
      return Math.round(Number(value) / 60) + ' ' + t('unit.min')
    case 'startsAt':
      return dayClock(String(value))
    case 'loop':
      return t('loop.' + String(value))
    default:
      return String(value)
  }
}

function degrees(value: unknown): string {
  return Number(value).toFixed(4)
}

/** What a rule saw, one fact an entry, with units; what has no words is shown under its own name. */
export function factsInWords(facts: Record<string, unknown>, t: Say, te: (key: string) => boolean): string[] {
  return Object.entries(facts)
    .filter(([name, value]) => !SILENT.has(name) && value !== null)
    .map(([name, value]) => `${te('fact.' + name) ? t('fact.' + name) : name} ${told(name, value, facts, t)}`)
}
