import { describe, expect, it } from 'vitest'
import {
  age,
  clock,
  day,
  dayClock,
  fromLocalInput,
  grams,
  kilometres,
  minutes,
  nearDay,
  toLocalInput,
  yuan
} from '@/shared/format'

describe('money', () => {
  it.each([
    [0, '¥0.00'],
    [5, '¥0.05'],
    [99, '¥0.99'],
    [100, '¥1.00'],
    [2450, '¥24.50'],
    [123_456_789, '¥1,234,567.89'],
    [100_000_000_000, '¥1,000,000,000.00'],
    [-590, '−¥5.90'],
    [-5, '−¥0.05']
  ])('%i fen is %s', (fen, text) => {
    expect(yuan(fen)).toBe(text)
  })
})

describe('amounts', () => {
  it('changes the unit at a thousand', () => {
    expect([kilometres(0), kilometres(999), kilometres(1000), kilometres(17_840)]).toEqual([
      '0 m',
      '999 m',
      '1.0 km',
      '17.8 km'
    ])
    expect([grams(820), grams(1820)]).toEqual(['820 g', '1.82 kg'])
  })

  it('never calls a short while nothing', () => {
    expect([minutes(0), minutes(1), minutes(89), minutes(91), minutes(2400)]).toEqual([0, 1, 1, 2, 40])
  })

  it('tells an age in the largest whole unit', () => {
    expect([age(-3), age(59), age(60), age(3599), age(3600), age(86_400)]).toEqual([
      { unit: 's', count: 0 },
      { unit: 's', count: 59 },
      { unit: 'min', count: 1 },
      { unit: 'min', count: 59 },
      { unit: 'h', count: 1 },
      { unit: 'd', count: 1 }
    ])
  })
})

describe('times are those of the city', () => {
  it('whatever zone the device is in', () => {
    expect(clock('2026-11-23T01:30:00Z')).toBe('09:30')
    expect(day('2026-11-23T16:00:00Z')).toBe('2026-11-24')
    expect(dayClock('2026-12-31T16:05:00Z')).toBe('01-01 00:05')
  })

  it('today and tomorrow are days of the city', () => {
    const lateEvening = Date.parse('2026-11-23T15:59:00Z')
    expect(nearDay('2026-11-23T01:30:00Z', lateEvening)).toBe('today')
    expect(nearDay('2026-11-23T16:00:00Z', lateEvening)).toBe('tomorrow')
    expect(nearDay('2026-11-24T16:00:00Z', lateEvening)).toBeNull()
  })

  it('midnight is 00:00 and not 24:00', () => {
    expect(clock('2026-11-23T16:00:00Z')).toBe('00:00')
  })

  it('a field for date and time goes there and back', () => {
    expect(toLocalInput('2026-11-23T01:30:00Z')).toBe('2026-11-23T09:30')
    expect(fromLocalInput('2026-11-23T09:30')).toBe('2026-11-23T01:30:00.000Z')
  })

  it('an incomplete field is no time', () => {
    expect(fromLocalInput('')).toBeNull()
    expect(fromLocalInput('2026-11-23')).toBeNull()
    expect(fromLocalInput('2026-13-45T09:30')).toBeNull()
  })
})
