import type { Schemas } from '@/api/client'

export type Settings = Schemas['PolicySettings']
export type LimitKind = 'count' | 'decimal' | 'fen' | 'time' | 'word' | 'words' | 'purposes' | 'modes'
export type LimitUnit = 'min' | 'h' | 'day' | 'workday' | 'm' | 'km' | 'percent' | 'people' | 'characters' | 'levels'
type Group = Exclude<keyof Settings, 'rules'>

/** A setting of a policy: where it stands in the settings, how it is read, and the rule that uses it. */
export interface Limit {
  group: Group
  name: string
  kind: LimitKind
  unit?: LimitUnit
  /** Number of the rule it is told with; empty for what no single rule uses. */
  rule: string
}

const limit = (rule: string, group: Group, name: string, kind: LimitKind, unit?: LimitUnit): Limit => ({
  rule,
  group,
  name,
  kind,
  ...(unit ? { unit } : {})
})

/** Every setting but the calendar, which has rows of its own, in the order of docs/policy.md. */
export const LIMITS: readonly Limit[] = [
  limit('PR-01', 'requests', 'purposeCharacters', 'count', 'characters'),
  limit('PR-04', 'requests', 'noticeMinutes', 'count', 'min'),
  limit('PR-04', 'requests', 'noticeModes', 'modes'),
  limit('PR-04', 'requests', 'horizonDays', 'count', 'day'),
  limit('PR-04', 'requests', 'pastMinutes', 'count', 'min'),
  limit('PR-04', 'requests', 'emergencyMinutes', 'count', 'min'),
  limit('PR-11', 'days', 'workFrom', 'time'),
  limit('PR-11', 'days', 'workTo', 'time'),
  limit('PR-10', 'days', 'restDayPurposes', 'purposes'),
  limit('PR-06', 'approvals', 'windowMinutes', 'count', 'min'),
  limit('PR-06', 'approvals', 'costPercent', 'count', 'percent'),
  limit('PR-07', 'approvals', 'backfillWorkdays', 'count', 'workday'),
  limit('PR-07', 'approvals', 'backfillBy', 'time'),
  limit('', 'approvals', 'afterTripPurposes', 'purposes'),
  limit('', 'approvals', 'longTripHours', 'count', 'h'),
  limit('', 'approvals', 'longTripLevel', 'count', 'levels'),
  limit('PR-20', 'allowances', 'districts', 'words'),
  limit('PR-21', 'allowances', 'groupPassengers', 'count', 'people'),
  limit('PR-21', 'allowances', 'exemptPurposes', 'purposes'),
  limit('PR-23', 'allowances', 'city', 'word'),
  limit('PR-30', 'costs', 'dearerFen', 'fen'),
  limit('PR-30', 'costs', 'dearerPercent', 'count', 'percent'),
  limit('PR-31', 'costs', 'bikeFen', 'fen'),
  limit('PR-31', 'costs', 'carSharePerDayFen', 'fen'),
  limit('PR-31', 'costs', 'chauffeurTripFen', 'fen'),
  limit('PR-31', 'costs', 'chauffeurHalfDayFen', 'fen'),
  limit('PR-31', 'costs', 'chauffeurDayFen', 'fen'),
  limit('PR-31', 'costs', 'chauffeurTripHours', 'count', 'h'),
  limit('PR-31', 'costs', 'halfDayHours', 'count', 'h'),
  limit('PR-62', 'costs', 'splitOrders', 'count'),
  limit('PR-62', 'costs', 'splitGapMinutes', 'count', 'min'),
  limit('PR-32', 'modes', 'shortDistanceM', 'count', 'm'),
  limit('PR-32', 'modes', 'longDistanceM', 'count', 'm'),
  limit('PR-33', 'modes', 'railwayCities', 'words'),
  limit('PR-35', 'modes', 'rangeFactor', 'decimal'),
  limit('PR-35', 'modes', 'reserveKm', 'count', 'km'),
  limit('PR-35', 'modes', 'withinMinutes', 'count', 'min'),
  limit('PR-47', 'drivers', 'licenceClasses', 'words'),
  limit('PR-47', 'drivers', 'pointsMax', 'count'),
  limit('PR-24', 'keptCars', 'purposes', 'purposes'),
  limit('PR-12', 'keptCars', 'movedM', 'count', 'm'),
  limit('PR-12', 'keptCars', 'fixes', 'count'),
  limit('PR-12', 'keptCars', 'hdopMax', 'decimal'),
  limit('PR-13', 'keptCars', 'fenceM', 'count', 'm'),
  limit('PR-13', 'keptCars', 'homeBy', 'time'),
  limit('PR-25', 'keptCars', 'samePersonPercent', 'count', 'percent'),
  limit('PR-50', 'charging', 'efficiency', 'decimal'),
  limit('PR-50', 'charging', 'slack', 'decimal'),
  limit('PR-53', 'charging', 'graceMinutes', 'count', 'min'),
  limit('PR-53', 'charging', 'innerLoopUnits', 'words')
]

/** The name of a limit among the texts. */
export const keyOf = (one: Limit): string => one.group + '_' + one.name

export function read(settings: Settings, one: Limit): unknown {
  return (settings[one.group] as Record<string, unknown>)[one.name]
}

export function write(settings: Settings, one: Limit, value: unknown): void {
  const group = settings[one.group] as Record<string, unknown>
  group[one.name] = value
}

/** What stands in the input of a limit: amounts in yuan, lists with a space between. */
export function toInput(one: Limit, value: unknown): string {
  switch (one.kind) {
    case 'fen':
      return (Number(value) / 100).toFixed(2)
    case 'words':
      return (value as string[]).join(' ')
    default:
      return String(value ?? '')
  }
}

/** The value that was typed; null while it is none, so that nothing is sent that nobody meant. */
export function fromInput(one: Limit, typed: string): unknown {
  const text = typed.trim()
  switch (one.kind) {
    case 'count':
      return /^\d{1,9}$/.test(text) ? Number(text) : null
    case 'decimal':
      return /^\d{1,6}(\.\d{1,6})?$/.test(text) ? Number(text) : null
    case 'fen':
      return /^\d{1,7}(\.\d{1,2})?$/.test(text) ? Math.round(Number(text) * 100) : null
    case 'time':
      return /^([01]\d|2[0-3]):[0-5]\d$/.test(text) ? text : null
    case 'words':
      return [...new Set(text.split(/[\s,，、]+/).filter((word) => word))]
    default:
      return text || null
  }
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

/** What a candidate changes: numbers of rules whose standing differs, and the limits that do. */
export function changes(before: Settings, after: Settings): { rules: string[]; limits: string[]; calendar: boolean } {
  return {
    rules: after.rules
      .filter((rule) => {
        const old = before.rules.find((one) => one.rule === rule.rule)
        return !old || !STANDING.every((name) => same(old[name], rule[name]))
      })
      .map((rule) => rule.rule),
    limits: LIMITS.filter((one) => !same(read(before, one), read(after, one))).map(keyOf),
    calendar: !same(before.days.calendar, after.days.calendar)
  }
}
const STANDING = ['on', 'since', 'source', 'level'] as const

export interface RuleRow {
  number: string
  /** The sentences of the rule: more than one where it speaks at several moments. */
  sentences: Schemas['PolicyRuleView'][]
  limits: Limit[]
}

/** One row a number, in the order people read them, each with its limits. */
export function rows(rules: readonly Schemas['PolicyRuleView'][]): RuleRow[] {
  const numbers = [...new Set(rules.map((rule) => rule.rule))]
  return numbers.map((number) => ({
    number,
    sentences: rules.filter((rule) => rule.rule === number),
    limits: LIMITS.filter((one) => one.rule === number)
  }))
}
