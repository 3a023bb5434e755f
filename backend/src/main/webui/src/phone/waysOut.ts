import type { Schemas } from '@/api/client'
import type { PurposeCategory } from './journey'

export type Change = Schemas['PolicyChange']
type Policy = Schemas['PolicyView']

/** One thing a person can do so that a request passes; each is one tap. */
export type Way =
  | { kind: 'when'; value: string }
  | { kind: 'category'; value: PurposeCategory }
  | { kind: 'text'; value: string }
  | { kind: 'people'; value: number }
  | { kind: 'mode'; value: Schemas['TripOption']['mode'] }
  | { kind: 'budget'; value: string }
  | { kind: 'cheaper'; value: number }
  | { kind: 'car' }
  | { kind: 'noEmergency' }

/** Ways that want other options than those at hand. */
export const REPLANS: Way['kind'][] = ['when', 'people']
/** Ways that another option of the same plan may be. */
export const REPICKS: Way['kind'][] = ['mode', 'cheaper', 'car']

function way({ path, value }: Change): Way | null {
  switch (path) {
    case '/journey/departAt':
      return typeof value === 'string' ? { kind: 'when', value } : null
    case '/purpose/category':
      return typeof value === 'string' ? { kind: 'category', value: value as PurposeCategory } : null
    case '/purpose/text':
      return typeof value === 'string' ? { kind: 'text', value } : null
    case '/purpose/emergency':
      return value === false ? { kind: 'noEmergency' } : null
    case '/purpose/passengers':
      return typeof value === 'number' ? { kind: 'people', value } : null
    case '/journey/mode':
      return typeof value === 'string' ? { kind: 'mode', value: value as Schemas['TripOption']['mode'] } : null
    case '/journey/costCentre':
      return typeof value === 'string' && value ? { kind: 'budget', value } : null
    case '/journey/estimateFen':
      return typeof value === 'number' ? { kind: 'cheaper', value } : null
    default:
      return path.startsWith('/journey/car/') ? { kind: 'car' } : null
  }
}

/**
 * What a person can do about it, one of each kind; of two that say the same thing the stricter one, which is later. A
 * start that is past is none. Edits that nobody can make by hand, such as when one arrives, follow from the others.
 */
export function waysOut(changes: Change[], now: number): Way[] {
  const ways = new Map<Way['kind'], Way>()
  for (const change of changes) {
    const found = way(change)
    if (found && !(found.kind === 'when' && Date.parse(found.value) <= now)) {
      ways.set(found.kind, found)
    }
  }
  if (ways.has('mode')) {
    ways.delete('cheaper')
  }
  return [...ways.values()]
}

/** What would make a request pass, or pass without anybody's decision. */
export function changesOf(policy: Policy): Change[] {
  const blocked = policy.outcome === 'BLOCKED'
  return policy.findings
    .filter((finding) => finding.action === (blocked ? 'BLOCK' : 'ESCALATE'))
    .flatMap((finding) => finding.changes ?? [])
}
