import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Schemas } from '@/api/client'
import { languages } from '@/i18n'
import { en } from '@/i18n/phone.en'
import { zh } from '@/i18n/phone.zh'
import type { Trip } from '@/phone/journey'
import BikePanel from '@/phone/parts/BikePanel.vue'
import { rentalLink } from '@/phone/rental'

const BIKE: Schemas['PlanBike'] = {
  operatorCode: 'MBK',
  id: 'b-1',
  dockId: 'D1',
  dockNameZh: '人民广场',
  webUrl: 'https://bike.example/b-1',
  androidUrl: 'bike://b-1',
  iosUrl: 'https://apps.example/b-1'
}
const NOW = Date.parse('2026-11-27T01:00:00Z')
const at = (minutes: number) => new Date(NOW + minutes * 60_000).toISOString()
let asked: string[]

function panel(state: Schemas['TripLeg']['state'], phase: Trip['state'] = 'BOOKED', departs = 5, bike = BIKE) {
  const leg = {
    id: 'l1',
    kind: 'BIKE',
    state,
    fromName: '人民广场',
    toName: '徐汇',
    departAt: at(departs),
    arriveAt: at(departs + 10),
    bookings: [{ id: 'b', kind: 'BIKE', state: 'FIRM', bike }]
  } as unknown as Schemas['TripLeg']
  const trip = { id: 't1', state: phase, departAt: at(departs), legs: [leg] } as unknown as Trip
  return mount(BikePanel, { props: { trip, leg }, global: { plugins: [languages(zh, en)] } })
}

beforeEach(() => {
  vi.useFakeTimers({ now: NOW, toFake: ['Date'] })
  setActivePinia(createPinia())
  asked = []
  vi.stubGlobal('fetch', (request: Request) => {
    asked.push(new URL(request.url).pathname)
    return Promise.resolve(new Response(JSON.stringify({ id: 't1' })))
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('what unlocks a bicycle', () => {
  it('is the app of the device, else the page, else nothing', () => {
    expect(rentalLink(BIKE, 'Mozilla/5.0 (Linux; Android 14)')).toBe('bike://b-1')
    expect(rentalLink(BIKE, 'Mozilla/5.0 (iPhone)')).toBe('https://apps.example/b-1')
    expect(rentalLink(BIKE, 'Mozilla/5.0 (X11; Linux)')).toBe('https://bike.example/b-1')
    expect(rentalLink({ operatorCode: 'MBK', id: 'b' }, 'Mozilla/5.0 (iPhone)')).toBeNull()
  })
})

describe('a leg by bicycle', () => {
  it('says which bicycle it is, that nobody keeps it, and opens its operator’s app', () => {
    const shown = panel('BOOKED')
    expect(shown.text()).toContain('人民广场')
    expect(shown.get('[data-test=not-kept]').text()).toContain('先到先得')
    expect(shown.get('[data-test=rental]').attributes('href')).toBe('https://bike.example/b-1')
  })

  it('is begun and ended by the traveller', async () => {
    const shown = panel('BOOKED')
    await shown.get('[data-test=begin-leg]').trigger('click')
    await flushPromises()
    await panel('RIDING', 'IN_PROGRESS').get('[data-test=end-leg]').trigger('click')
    await flushPromises()
    expect(asked).toEqual(['/api/v1/trips/t1/legs/l1/begin', '/api/v1/trips/t1/legs/l1/end'])
    expect(shown.emitted('told')).toHaveLength(1)
  })

  it('is not begun long before its time', () => {
    expect(panel('BOOKED', 'BOOKED', 30).get('[data-test=begin-leg]').attributes('disabled')).toBeDefined()
  })

  it('without a link says how it is unlocked', () => {
    const shown = panel('BOOKED', 'BOOKED', 5, { operatorCode: 'MBK', id: 'b' })
    expect(shown.find('[data-test=rental]').exists()).toBe(false)
    expect(shown.text()).toContain('扫码')
  })

  it('of a trip that waits for somebody is only shown', () => {
    expect(panel('PLANNED', 'SUBMITTED').find('[data-test=begin-leg]').exists()).toBe(false)
  })
})
