import type { Schemas } from '@/api/client'
import { STANDING_KMH } from './journey'

/** Within this of the destination a standing car has arrived: the bay may lie around the corner. */
const THERE_M = 250
const METRES_PER_DEGREE = 111_320

/** Metres between two points, flat: good enough within a city. */
export function metresBetween(a: { lon: number; lat: number }, b: { lon: number; lat: number }): number {
  const east = (a.lon - b.lon) * Math.cos((a.lat * Math.PI) / 180)
  return Math.hypot(east, a.lat - b.lat) * METRES_PER_DEGREE
}

/** Whether the car stands where it was bound for; then there is no arrival to expect. */
export function arrived(position: Schemas['PositionEvent'], to: { lon: number; lat: number }): boolean {
  return position.speedKmh <= STANDING_KMH && metresBetween(position, to) <= THERE_M
}
