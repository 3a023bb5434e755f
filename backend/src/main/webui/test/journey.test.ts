import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import type { Refusal } from '@/api/refusal'
import { languages } from '@/i18n'
import { en } from '@/i18n/phone.en'
import { zh } from '@/i18n/phone.zh'
import { useJourney, type Plan, type Wish } from '@/phone/journey'
import PoolCards from '@/phone/parts/PoolCards.vue'
import { useSession, type Person } from '@/shared/session'

type Answer = () => Promise<Response>
const OPTION = '0191f3a2-7c4e-7b1a-9d2f-3b6c5a4e1f01'
const PLAN = { id: '0191f3a2-7c4e-7b1a-9d2f-3b6c5a4e1f00', options: [{ id: OPTION }] } as Plan
const WISH = { purpose: { category: 'MEETING', text: '参加协调会' } } as Wish
let asked: Request[] = []

/** The service gives these answers in turn. */
function answers(...given: Answer[]): void {
  asked = []
  vi.stubGlobal('fetch', (request: Request) => {
    asked.push(request)
    return given[asked.length - 1]!()
  })
}
const json = (status: number, body: unknown) => () =>
  Promise.resolve(new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } }))
const broken = () => Promise.reject(new TypeError('Failed to fetch'))
const late = () => Promise.reject(new DOMException('signal timed out', 'TimeoutError'))
const trip = (request: Request | undefined) => ({ id: request!.url.split('/').pop() })

/** A page that was just loaded, with somebody signed in. */
function loaded(person: string) {
  setActivePinia(createPinia())
  useSession().person = { id: person } as Person
  return useJourney()
}

async function planned(person = 'qian') {
  const journey = loaded(person)
  journey.plan = PLAN
  journey.words = '参加协调会'
  await nextTick()
  return journey
}

beforeEach(() => sessionStorage.clear())
afterEach(() => vi.unstubAllGlobals())

describe('a reload', () => {
  it('goes on with the same options and words', async () => {
    await planned()
    const again = loaded('qian')
    expect(again.option(OPTION)).toEqual({ id: OPTION })
    expect(again.words).toBe('参加协调会')
  })

  it('shows nobody the journey of somebody else', async () => {
    await planned()
    expect(loaded('zhou').plan).toBeNull()
  })

  it('that finds nonsense begins anew', () => {
    sessionStorage.setItem('twinloop.journey', '{')
    expect(loaded('qian').plan).toBeNull()
  })
})

describe('other ways that are offered', () => {
  const LEG = {
    fromName: '市府大厦',
    toName: '世博园',
    from: { lon: 121.47, lat: 31.23 },
    to: { lon: 121.49, lat: 31.19 }
  }

  it('are those of the plan that was made, between its own ends', async () => {
    const offer = { id: 'offered', options: [{ id: 'another', legs: [LEG] }] }
    const journey = await planned()
    const router = createRouter({
      history: createMemoryHistory(),
      routes: ['plan', 'options'].map((name) => ({ path: '/' + name, name, component: { template: '<p />' } }))
    })
    const card = {
      id: 'p',
      state: 'PARTED',
      part: 'GUEST',
      offerPlanId: 'offered',
      endedWhy: '同行行程已取消',
      ride: {},
      savedFen: 0,
      savedM: 0,
      savedCo2G: 0
    }
    answers(json(200, { items: [card] }), json(200, offer))
    const page = mount(PoolCards, { global: { plugins: [router, languages(zh, en)] } })
    await flushPromises()
    await page.get('[data-test="pool-offer"]').trigger('click')
    await flushPromises()
    expect(asked[1]!.url).toContain('/trip-plans/offered')
    expect(router.currentRoute.value.name).toBe('options')
    expect(journey.option('another')).not.toBeNull()
    expect([journey.from?.name, journey.to?.name]).toEqual(['市府大厦', '世博园'])
  })
})

describe('stops on the way', () => {
  const spot = (id: string) => ({ placeId: id, name: id, lon: 121.4, lat: 31.2 })

  it('are asked for in their order with their stays, at most as many as a plan takes', async () => {
    const journey = await planned()
    journey.from = spot('PL-A')
    journey.to = spot('PL-B')
    for (const id of ['PL-1', 'PL-2', 'PL-3', 'PL-4']) {
      journey.goBy(spot(id))
    }
    journey.stay(1, 60)
    journey.leaveOut(0)
    answers(json(201, PLAN))
    await journey.options('2026-11-23T01:30:00Z')
    expect(((await asked[0]!.json()) as { via: unknown }).via).toEqual([
      { placeId: 'PL-2', stayMinutes: 60 },
      { placeId: 'PL-3', stayMinutes: 30 }
    ])
  })

  it('are not spoken of where there are none', async () => {
    const journey = await planned()
    journey.from = spot('PL-A')
    journey.to = spot('PL-B')
    answers(json(201, PLAN))
    await journey.options('2026-11-23T01:30:00Z')
    expect(await asked[0]!.json()).not.toHaveProperty('via')
  })

  it('stay after a reload and are gone when the trip is asked for', async () => {
    const journey = await planned()
    journey.goBy(spot('PL-1'))
    await nextTick()
    const again = loaded('qian')
    expect(again.via.map((stop) => stop.spot.placeId)).toEqual(['PL-1'])
    again.over()
    expect(again.via).toEqual([])
  })
})

describe('a submission', () => {
  it.each([
    ['broken off', broken],
    ['late', late],
    ['refused by the gateway', json(504, {})]
  ])('whose answer is %s is looked up by its id', async (_how, lost) => {
    const journey = await planned()
    answers(lost, () => json(200, trip(asked[0]))())
    const found = await journey.submit(OPTION, WISH)
    expect(asked.map((request) => request.method)).toEqual(['PUT', 'GET'])
    expect(asked[1]!.url).toBe(asked[0]!.url)
    expect(found).toEqual(trip(asked[0]))
  })

  it('that never arrived says so and is sent again as the same trip, even after a reload', async () => {
    const journey = await planned()
    answers(late, json(404, { type: '/problems/not-found' }))
    await expect(journey.submit(OPTION, WISH)).rejects.toMatchObject({ slug: 'no-answer', open: true })
    const first = asked[0]!.url
    await nextTick()
    answers(() => json(201, trip(asked[0]))())
    await loaded('qian').submit(OPTION, WISH)
    expect(asked[0]!.url).toBe(first)
  })

  it('that is refused is not looked for', async () => {
    const journey = await planned()
    answers(json(409, { type: '/problems/budget-exceeded', title: '预算不足' }))
    const refused = (await journey.submit(OPTION, WISH).catch((thrown: unknown) => thrown)) as Refusal
    expect(refused.slug).toBe('budget-exceeded')
    expect(asked).toHaveLength(1)
  })

  it('is told apart from a phone without a network', async () => {
    const journey = await planned()
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
    answers(broken, broken)
    await expect(journey.submit(OPTION, WISH)).rejects.toMatchObject({ slug: 'offline' })
    vi.restoreAllMocks()
  })
})
