import type { Schemas } from '@/api/client'

export type Chain = Schemas['ApprovalChainView']
type Level = Schemas['ApprovalLevel']
type HeldRole = NonNullable<Level['role']>

export const LEVELS_MAX = 5

/** A level while it is being written: empty texts for what is left out. */
export interface LevelDraft {
  nameZh: string
  nameEn: string
  by: 'role' | 'people'
  role: HeldRole
  people: string
  fromLevels: number
  remindMinutes: string
  passOnMinutes: string
}

export function emptyLevel(nth: number): LevelDraft {
  return {
    nameZh: '',
    nameEn: '',
    by: 'role',
    role: 'APPROVER',
    people: '',
    fromLevels: nth,
    remindMinutes: '',
    passOnMinutes: ''
  }
}

export function draftOf(level: Level): LevelDraft {
  return {
    nameZh: level.nameZh,
    nameEn: level.nameEn,
    by: level.role ? 'role' : 'people',
    role: level.role ?? 'APPROVER',
    people: level.people.join('\n'),
    fromLevels: level.fromLevels,
    remindMinutes: String(level.remindMinutes ?? ''),
    passOnMinutes: String(level.passOnMinutes ?? '')
  }
}

const minutes = (typed: string) => (/^\d+$/.test(typed.trim()) ? { given: Number(typed.trim()) } : null)

/** The level as it is sent: a role or people, never both. */
export function levelOf(draft: LevelDraft): Level {
  const remind = minutes(draft.remindMinutes)
  const passOn = minutes(draft.passOnMinutes)
  return {
    nameZh: draft.nameZh.trim(),
    nameEn: draft.nameEn.trim(),
    ...(draft.by === 'role' ? { role: draft.role } : {}),
    people: draft.by === 'people' ? draft.people.split(/[\s,，、]+/).filter((id) => id) : [],
    fromLevels: draft.fromLevels,
    ...(remind ? { remindMinutes: remind.given } : {}),
    ...(passOn ? { passOnMinutes: passOn.given } : {})
  }
}

export type Standing = 'COMING' | 'IN_FORCE' | 'PAST'

/** Where each chain of the list stands: the newest that has begun holds. */
export function standings(chains: readonly Chain[], now: number): Map<string, Standing> {
  const begun = chains.filter((chain) => Date.parse(chain.from) <= now)
  const holds = begun.reduce<Chain | null>(
    (newest, chain) => (newest && Date.parse(newest.from) >= Date.parse(chain.from) ? newest : chain),
    null
  )
  return new Map(
    chains.map((chain) => [
      chain.id,
      chain.id === holds?.id ? 'IN_FORCE' : Date.parse(chain.from) > now ? 'COMING' : 'PAST'
    ])
  )
}
