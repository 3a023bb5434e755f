import { describe, expect, it } from 'vitest'
import { cookie } from '@/api/client'
import { newId } from '@/api/ids'
import { asRefusal, Refusal } from '@/api/refusal'
import { Fleet, type ConsoleVehicle } from '@/console/fleet'
import { menuFor } from '@/console/menu'
import { CAR_COLOURS, PILE_COLOURS } from '@/map/colours'
import { assetNoOf } from '@/phone/parts/asset'
import { half } from '@/shared/bilingual'
import { decodePolyline } from '@/shared/polyline'

describe('ids', () => {
  it('are UUIDs of version 7 that sort by time', () => {
    const random = new Uint8Array(10).fill(0xff)
    const early = newId(1_700_000_000_000, random)
    expect(early).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(early.slice(0, 13)).toBe('018bcfe5-6800')
    expect(newId(1_700_000_000_001, random) > early).toBe(true)
  })
})

describe('a polyline', () => {
  it('is decoded as in the published example', () => {
    expect(decodePolyline('_p~iF~ps|U_ulLnnqC_mqNvxq`@')).toEqual([
      [-120.2, 38.5],
      [-120.95, 40.7],
      [-126.453, 43.252]
    ])
  })

  it('cut off in the middle is refused', () => {
    expect(() => decodePolyline('_p~iF~ps|')).toThrow('middle')
  })
})

describe('a refusal', () => {
  it('keeps what the service said, field by field', () => {
    const refusal = Refusal.from(400, {
      type: '/problems/invalid-request',
      title: '请求内容有误',
      status: 400,
      detail: 'x',
      errors: [
        { pointer: '/purpose/text', detail: 'value 开会; at least 6 characters' },
        { pointer: '/costCentre', detail: 'unknown' }
      ]
    })
    expect(refusal.slug).toBe('invalid-request')
    expect(refusal.at('/purpose/text')).toBe('value 开会; at least 6 characters')
    expect(refusal.at('/note')).toBe('')
  })

  it('without a readable body still says its status', () => {
    expect(Refusal.from(418, '<html>')).toMatchObject({ slug: 'http-418', status: 418, errors: [] })
  })

  it('by whatever stands before the service means that the service is away', () => {
    expect(Refusal.from(502, '<html>')).toMatchObject({ slug: 'unavailable', open: true })
  })

  it('is made of any failure of a page, so that nothing fails in silence', () => {
    expect(asRefusal(new TypeError('x is undefined'))).toMatchObject({ slug: 'page-error', detail: 'x is undefined' })
  })
})

describe('a text in both languages', () => {
  it('is read in one of them', () => {
    expect(half('请关好车门 / close the doors', false)).toBe('请关好车门')
    expect(half('请关好车门 / close the doors', true)).toBe('close the doors')
  })

  it('is read part by part when it says what to do', () => {
    expect(half('事由太短 / too short → 请补写 / say more', false)).toBe('事由太短 → 请补写')
    expect(half('事由太短 / too short → 请补写 / say more', true)).toBe('too short → say more')
  })

  it.each(['at most 3 / hour', '小循环 / 大循环', '2 / 3', '空闲 / 占用 / free'])('is not seen in %s', (text) => {
    expect(half(text, true)).toBe(text)
  })
})

describe('cookies', () => {
  it('are found by their whole name', () => {
    expect(cookie('tl_csrf', 'x_tl_csrf=no; tl_csrf=a%3Db; other=1')).toBe('a=b')
    expect(cookie('tl_csrf', 'tl_csrf2=no')).toBe('')
  })
})

describe('the number on a car', () => {
  it.each([
    ['TL01ABCDEF2', 'TL01ABCDEF2'],
    [' tl01abcdef2 ', 'TL01ABCDEF2'],
    ['https://twinloop.org/v/TL01ABCDEF2', 'TL01ABCDEF2']
  ])('%s is %s', (text, number) => expect(assetNoOf(text)).toBe(number))
})

describe('the console', () => {
  const car = (id: string, state: ConsoleVehicle['state']): ConsoleVehicle => ({
    id,
    plate: id,
    state,
    lon: 121,
    lat: 31,
    ageS: 1
  })

  it('keeps the cars that are not in the news', () => {
    const fleet = new Fleet()
    fleet.replace([car('a', 'PARKED'), car('b', 'PARKED')])
    fleet.apply([car('b', 'DRIVING'), car('c', 'UNKNOWN')])
    expect(fleet.all().map((each) => each.id + each.state)).toEqual(['aPARKED', 'bDRIVING', 'cUNKNOWN'])
  })

  it('shows each role its own desk and a traveller none', () => {
    expect(menuFor(['TRAVELLER'])).toEqual([])
    expect(menuFor(['TRAVELLER', 'FINANCE']).map((entry) => entry.name)).toEqual([
      'statements',
      'receipts',
      'disputes',
      'budgets',
      'prices',
      'publications',
      'policy'
    ])
    expect(menuFor(['PARTNER']).map((entry) => entry.name)).toEqual(['feeds', 'orders', 'disputes'])
  })

  it('never paints the unknown like the free', () => {
    expect(PILE_COLOURS.UNKNOWN).not.toBe(PILE_COLOURS.AVAILABLE)
    expect(CAR_COLOURS.UNKNOWN).not.toBe(CAR_COLOURS.PARKED)
  })
})
