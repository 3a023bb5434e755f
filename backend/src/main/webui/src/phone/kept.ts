import type { Plan, PurposeCategory, Spot, Via } from './journey'

/** What is being planned, kept for this tab so that a reload loses nothing. */
export interface Kept {
  /** Whose journey it is. */
  owner: string
  to: Spot | null
  /** Not known of journeys of before. */
  via?: Via[]
  departAt: string | null
  passengers: number
  purpose: PurposeCategory
  words: string
  plan: Plan | null
  sent: Record<string, string>
  /** Not known of journeys of before. */
  amends?: string | null
}

const KEPT_JOURNEY = 'twinloop.journey'

/** The journey a person was planning in this tab; null when there is none, or it is somebody else's. */
export function keptJourney(owner: string): Kept | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEPT_JOURNEY) ?? 'null') as Kept | null
    return kept?.owner === owner ? kept : null
  } catch {
    sessionStorage.removeItem(KEPT_JOURNEY)
    return null
  }
}

export function keepJourney(kept: Kept): void {
  try {
    sessionStorage.setItem(KEPT_JOURNEY, JSON.stringify(kept))
  } catch {
    // A full store costs the journey at the next reload, nothing now.
    sessionStorage.removeItem(KEPT_JOURNEY)
  }
}
