import { describe, expect, it } from 'vitest'
import type { Schemas } from '@/api/client'
import { heardTone, tally } from '@/console/feedHealth'
import { freeBays, StandFinder, standsOf } from '@/console/stands'
import type { CarState } from '@/map/colours'
import { CAR_MARKS, PILE_MARKS } from '@/map/marks'

const stop = (id: string, lon: number) =>
  ({ id, code: id, nameZh: id, nameEn: id, lon, lat: 31.2, radiusM: 150 }) as Schemas['StopView']
const load = (stopId: string, bays: number, piles: number, freePiles: number) =>
  ({ stopId, bays, piles, freePiles }) as Schemas['StopLoadView']
const car = (id: string, lon: number, state: CarState = 'PARKED') => ({ id, lon, lat: 31.2, state })

describe('stops on the live map', () => {
  const stands = standsOf([stop('hub', 121.4), stop('far', 121.5)], [load('hub', 16, 4, 1), load('hub', 16, 7, 7)])

  it('have the bays of a hub once and the piles of both loops', () => {
    expect(stands.map(({ id, bays, piles, freePiles }) => ({ id, bays, piles, freePiles }))).toEqual([
      { id: 'hub', bays: 16, piles: 11, freePiles: 8 },
      { id: 'far', bays: 0, piles: 0, freePiles: 0 }
    ])
  })

  it('count the cars that stand within their radius, by state, and none that goes', () => {
    const finder = new StandFinder(stands)
    const all = [car('a', 121.4), car('b', 121.401, 'CHARGING'), car('c', 121.4, 'DRIVING'), car('d', 121.45)]
    const hub = finder.counted(all)[0]!
    expect({ cars: hub.cars, byState: hub.byState, free: freeBays(hub) }).toEqual({
      cars: 2,
      byState: { PARKED: 1, CHARGING: 1 },
      free: 14
    })
    expect(finder.stopOf(car('d', 121.45))).toBeNull()
    expect(finder.stopOf(car('d', 121.5))).toBe('far')
    expect(freeBays({ bays: 1, cars: 3 })).toBe(0)
  })
})

describe('marks', () => {
  it.each([
    ['cars', CAR_MARKS],
    ['piles', PILE_MARKS]
  ])('of %s differ by more than their colour', (_kind, marks) => {
    const drawn = Object.values(marks).map((mark) => mark.body + mark.sign)
    expect(new Set(drawn).size).toBe(drawn.length)
  })
})

describe('the health of what comes in', () => {
  it('is a question of how many devices are heard of', () => {
    expect(heardTone({ devices: 20, heard: 19 })).toBe('all')
    expect(heardTone({ devices: 20, heard: 12 })).toBe('some')
    expect(heardTone({ devices: 20, heard: 0 })).toBe('none')
    expect(heardTone({ devices: 0, heard: 0 })).toBe('all')
    expect(tally([{ state: 'OK' }, { state: 'DOWN' }], [{ devices: 4, heard: 0 }])).toEqual({ amiss: 2 })
  })
})
