/** Colours of states, the same on the map, in legends and in tables. Unknown is grey and never looks free. */
export const CAR_COLOURS = {
  PARKED: '#1b6b3a',
  DRIVING: '#0b5cad',
  CHARGING: '#0f7a6c',
  IN_USE: '#8a5200',
  UNKNOWN: '#6b7480'
} as const

export const PILE_COLOURS = {
  AVAILABLE: '#1b6b3a',
  CHARGING: '#0b5cad',
  RESERVED: '#6a3fa0',
  BLOCKED: '#8a5200',
  INOPERATIVE: '#b3261e',
  OUTOFORDER: '#7a1712',
  OUT_OF_SERVICE: '#7a1712',
  UNKNOWN: '#6b7480'
} as const

export const LEG_COLOURS = {
  WALK: '#4a5666',
  DRIVE: '#0b5cad',
  BIKE: '#1b6b3a',
  CHAUFFEUR: '#6a3fa0',
  TRANSIT: '#5f6b7a'
} as const

export const LOOP_COLOURS = { INNER: '#0b5cad', OUTER: '#0f7a6c' } as const

/** Edge of a stop on the overview: with a free bay, without one, and without bays. */
export const STAND_COLOURS = { free: '#1b6b3a', full: '#8a5200', none: '#6b7480' } as const

export type CarState = keyof typeof CAR_COLOURS
export type PileStatus = keyof typeof PILE_COLOURS
export type LegKind = keyof typeof LEG_COLOURS
