import { CAR_COLOURS, PILE_COLOURS, type CarState, type PileStatus } from './colours'

/** How a state is drawn, on the map as in legends: a shape with a sign, so that colour is never all that tells it. */
export interface Mark {
  colour: string
  /** Outline, in a square of 24 by 24. */
  body: string
  /** Drawn as a line within it. */
  sign: string
  /** White with a coloured edge: what is not known. */
  hollow: boolean
}

const SQUARE = 'M8 2.5h8a5.5 5.5 0 0 1 5.5 5.5v8a5.5 5.5 0 0 1-5.5 5.5H8A5.5 5.5 0 0 1 2.5 16V8A5.5 5.5 0 0 1 8 2.5z'
const CIRCLE = 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20z'
const DIAMOND = 'M12 .8 23.2 12 12 23.2.8 12z'
const HEXAGON = 'M12 1.5 21.2 6.7v10.6L12 22.5 2.8 17.3V6.7z'
/** A car seen from above, nose up. */
const CAR = 'M12 1c3.8 0 5.8 2.7 5.8 6.2V18a4.5 4.5 0 0 1-4.5 4.5h-2.6A4.5 4.5 0 0 1 6.2 18V7.2C6.2 3.7 8.2 1 12 1z'
const BOLT = 'M13 5.5 8 12.7h3.7L11 18.5l5-7.2h-3.7z'
const QUESTION = 'M9.3 9.4a2.7 2.7 0 1 1 4 2.4c-1 .6-1.3 1.1-1.3 2.1M12 17.2v.01'

export const CAR_MARKS: Record<CarState, Mark> = {
  PARKED: mark(CAR_COLOURS.PARKED, SQUARE, 'M9.5 18V6.5h3.4a3.5 3.5 0 0 1 0 7H9.5'),
  DRIVING: mark(CAR_COLOURS.DRIVING, CAR, 'M8.8 10.3c1.8-1.5 4.6-1.5 6.4 0M9.5 18h5'),
  CHARGING: mark(CAR_COLOURS.CHARGING, CIRCLE, BOLT),
  IN_USE: mark(
    CAR_COLOURS.IN_USE,
    DIAMOND,
    'M12 11a2.4 2.4 0 1 0 0-4.8 2.4 2.4 0 0 0 0 4.8M7.5 16.8c.4-2.5 2-3.6 4.5-3.6s4.1 1.1 4.5 3.6'
  ),
  UNKNOWN: mark(CAR_COLOURS.UNKNOWN, CIRCLE, QUESTION, true)
}

export const PILE_MARKS: Record<PileStatus, Mark> = {
  AVAILABLE: mark(PILE_COLOURS.AVAILABLE, HEXAGON, BOLT),
  CHARGING: mark(PILE_COLOURS.CHARGING, HEXAGON, 'M9.8 6v4M14.2 6v4M8 10h8v2.3a4 4 0 0 1-8 0zM12 16.3v2.2'),
  RESERVED: mark(PILE_COLOURS.RESERVED, HEXAGON, 'M12 17.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11M12 9v3.2l2.2 1.4'),
  BLOCKED: mark(PILE_COLOURS.BLOCKED, HEXAGON, 'M7 12h10'),
  INOPERATIVE: mark(PILE_COLOURS.INOPERATIVE, HEXAGON, 'M8.3 8.3l7.4 7.4M15.7 8.3l-7.4 7.4'),
  OUTOFORDER: mark(PILE_COLOURS.OUTOFORDER, HEXAGON, 'M12 6.5v7M12 17.3v.01'),
  OUT_OF_SERVICE: mark(
    PILE_COLOURS.OUT_OF_SERVICE,
    HEXAGON,
    'M12 17.6a5.6 5.6 0 1 0 0-11.2 5.6 5.6 0 0 0 0 11.2M8.1 8.1l7.8 7.8'
  ),
  UNKNOWN: mark(PILE_COLOURS.UNKNOWN, HEXAGON, QUESTION, true)
}

function mark(colour: string, body: string, sign: string, hollow = false): Mark {
  return { colour, body, sign, hollow }
}
