import type { Schemas } from '@/api/client'
import type { CarState } from '@/map/colours'

type Stop = Schemas['StopView']
type Load = Schemas['StopLoadView']
interface Placed {
  id: string
  lon: number
  lat: number
  state: CarState
}

/** A stop of the overview: what it offers and what stands there. */
export interface Stand {
  id: string
  code: string
  nameZh: string
  nameEn: string
  lon: number
  lat: number
  radiusM: number
  bays: number
  piles: number
  freePiles: number
  cars: number
  byState: Partial<Record<CarState, number>>
}

const M_PER_DEGREE = 111_320
/** A car that goes belongs to no stop, whichever it is passing. */
const GOING = new Set<CarState>(['DRIVING', 'IN_USE'])

/** Stops with their bays and piles; a hub has those of both loops, the bays once. */
export function standsOf(stops: readonly Stop[], loads: readonly Load[]): Stand[] {
  return stops.map((stop) => {
    const mine = loads.filter((load) => load.stopId === stop.id)
    return {
      id: stop.id,
      code: stop.code,
      nameZh: stop.nameZh,
      nameEn: stop.nameEn,
      lon: stop.lon,
      lat: stop.lat,
      radiusM: stop.radiusM,
      bays: Math.max(0, ...mine.map((load) => load.bays)),
      piles: mine.reduce((sum, load) => sum + load.piles, 0),
      freePiles: mine.reduce((sum, load) => sum + load.freePiles, 0),
      cars: 0,
      byState: {}
    }
  })
}

/** Where cars stand. A car is looked up again only when it has moved: news comes every second. */
export class StandFinder {
  private readonly found = new Map<string, { lon: number; lat: number; stop: string | null }>()

  constructor(private readonly stands: readonly Stand[]) {}

  /** The stop whose radius a standing car is in, the nearest of several; null for none. */
  stopOf(car: Placed): string | null {
    if (GOING.has(car.state)) {
      return null
    }
    const known = this.found.get(car.id)
    if (known && known.lon === car.lon && known.lat === car.lat) {
      return known.stop
    }
    const stop = this.nearest(car)
    this.found.set(car.id, { lon: car.lon, lat: car.lat, stop })
    return stop
  }

  /** The stops with the cars that stand at each now. */
  counted(cars: readonly Placed[]): Stand[] {
    const here = new Map<string, Stand>(
      this.stands.map((stand) => [stand.id, { ...stand, cars: 0, byState: {} as Stand['byState'] }])
    )
    for (const car of cars) {
      const stand = here.get(this.stopOf(car) ?? '')
      if (stand) {
        stand.cars += 1
        stand.byState[car.state] = (stand.byState[car.state] ?? 0) + 1
      }
    }
    return [...here.values()]
  }

  private nearest(car: Placed): string | null {
    const shrink = Math.cos((car.lat * Math.PI) / 180)
    let best: string | null = null
    let bestM = Infinity
    for (const stand of this.stands) {
      const north = (stand.lat - car.lat) * M_PER_DEGREE
      const east = (stand.lon - car.lon) * M_PER_DEGREE * shrink
      const distance = Math.hypot(north, east)
      if (distance <= stand.radiusM && distance < bestM) {
        best = stand.id
        bestM = distance
      }
    }
    return best
  }
}

/** Bays that no car stands in. */
export const freeBays = (stand: Pick<Stand, 'bays' | 'cars'>): number => Math.max(0, stand.bays - stand.cars)
