import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { languages } from '@/i18n'
import { en } from '@/i18n/phone.en'
import { zh } from '@/i18n/phone.zh'
import App from '@/phone/App.vue'
import type { Trip } from '@/phone/journey'
import { useOfflineKeys } from '@/phone/offlineKeys'
import { online } from '@/shared/network'
import { useSession, type Person } from '@/shared/session'

vi.mock('@/phone/parts/drawQr', () => ({ drawQr: (text: string) => Promise.resolve('data:image/svg+xml,' + text) }))

const KEPT = 'twinloop.offline-keys'
const NOW = Date.parse('2026-11-27T01:00:00Z')
const at = (minutes: number) => new Date(NOW + minutes * 60_000).toISOString()
const KEY = { tripId: 't1', key: 'TLK1-secret', validFrom: at(-5), validTo: at(60), counter: 1 }
let service: () => Promise<Response>
let asked: string[]

const trip = (changes: Partial<Trip> = {}) =>
  ({
    id: 't1',
    phase: 'BOOKED',
    unlockFrom: at(-5),
    until: at(60),
    legs: [{ bookings: [{ kind: 'CAR', vehicle: { plate: '沪AD00001' } }] }],
    ...changes
  }) as unknown as Trip
const answer = () => Promise.resolve(new Response(JSON.stringify(KEY)))
const refused = (slug: string) => () => {
  const body = JSON.stringify({ type: '/problems/' + slug, title: slug, status: 409 })
  return Promise.resolve(new Response(body, { status: 409 }))
}
const stored = () => localStorage.getItem(KEPT) ?? ''

beforeEach(() => {
  vi.useFakeTimers({ now: NOW, toFake: ['Date'] })
  localStorage.clear()
  document.cookie = 'tl_csrf=x'
  setActivePinia(createPinia())
  const session = useSession()
  session.person = { id: 'wang', roles: ['TRAVELLER'] } as Person
  session.checked = true
  service = answer
  asked = []
  vi.stubGlobal(
    'EventSource',
    class extends EventTarget {
      close(): void {}
    }
  )
  vi.stubGlobal('fetch', (request: Request) => {
    asked.push(new URL(request.url).pathname)
    return service()
  })
})
afterEach(() => {
  document.cookie = 'tl_csrf=; expires=Thu, 01 Jan 1970 00:00:00 GMT'
  online.value = true
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('the key of a booked car', () => {
  it('is kept on the phone, with its picture, and is there after a reload', async () => {
    await useOfflineKeys().follow(trip())
    setActivePinia(createPinia())
    const again = useOfflineKeys()
    expect(again.of('t1')).toMatchObject({ key: KEY.key, plate: '沪AD00001', picture: 'data:image/svg+xml,' + KEY.key })
  })

  it('is asked for once for the trip as it stands, and again when its time was changed', async () => {
    const keys = useOfflineKeys()
    await keys.follow(trip())
    await keys.follow(trip())
    expect(asked).toEqual(['/api/v1/trips/t1/offline-key'])
    await keys.follow(trip({ until: at(90) }))
    expect(asked).toHaveLength(2)
  })

  it('is not asked for long before the car opens', async () => {
    await useOfflineKeys().follow(trip({ unlockFrom: at(31) }))
    expect(asked).toEqual([])
  })

  it('outlives a broken connection, for that is what it is for', async () => {
    const keys = useOfflineKeys()
    await keys.follow(trip())
    service = () => Promise.reject(new TypeError('no network'))
    await keys.follow(trip({ until: at(90) }))
    expect(keys.of('t1')?.key).toBe(KEY.key)
  })

  it('goes when the service takes it back', async () => {
    const keys = useOfflineKeys()
    await keys.follow(trip())
    service = refused('wrong-state')
    await keys.follow(trip({ until: at(90) }))
    expect(keys.keys).toEqual([])
    expect(stored()).toBe('')
  })

  it('goes when the trip is over', async () => {
    const keys = useOfflineKeys()
    await keys.follow(trip())
    expect(stored()).toContain(KEY.key)
    await keys.follow(trip({ phase: 'ENDED' }))
    expect(stored()).toBe('')
  })

  it('goes when nobody is signed in any more', async () => {
    await useOfflineKeys().follow(trip())
    expect(stored()).toContain(KEY.key)
    useSession().person = null
    expect(stored()).toBe('')
  })

  it('is nobody else’s: whoever signs in next does not see it', async () => {
    await useOfflineKeys().follow(trip())
    useSession().person = { id: 'zhao', roles: ['TRAVELLER'] } as Person
    expect(useOfflineKeys().keys).toEqual([])
    expect(stored()).toBe('')
  })

  it('is not there for whom no session is left', async () => {
    await useOfflineKeys().follow(trip())
    document.cookie = 'tl_csrf=; expires=Thu, 01 Jan 1970 00:00:00 GMT'
    setActivePinia(createPinia())
    expect(useOfflineKeys().keys).toEqual([])
    expect(stored()).toBe('')
  })
})

describe('without a network', () => {
  async function phone() {
    const nothing = { render: () => null }
    const routes = [{ path: '/:rest(.*)', component: nothing }]
    const router = createRouter({ history: createMemoryHistory(), routes })
    const shown = mount(App, { global: { plugins: [router, languages(zh, en)] } })
    await flushPromises()
    return shown
  }

  it('the key is on every page, and with one it is not', async () => {
    await useOfflineKeys().follow(trip())
    service = () => Promise.reject(new TypeError('no network'))
    const shown = await phone()
    expect(shown.find('[data-test=offline-key]').exists()).toBe(false)
    online.value = false
    await flushPromises()
    expect(shown.get('[data-test=offline-key-text]').text()).toBe(KEY.key)
    expect(shown.get('[data-test=offline-key] img').attributes('src')).toContain(KEY.key)
  })

  it('it is there although the phone does not know yet who is signed in', async () => {
    await useOfflineKeys().follow(trip())
    setActivePinia(createPinia())
    service = () => Promise.reject(new TypeError('no network'))
    online.value = false
    const shown = await phone()
    expect(shown.text()).toContain('沪AD00001')
  })
})
