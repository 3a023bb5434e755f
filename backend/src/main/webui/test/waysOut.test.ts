import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi, afterEach } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import type { Schemas } from '@/api/client'
import { languages } from '@/i18n'
import { en } from '@/i18n/phone.en'
import { zh } from '@/i18n/phone.zh'
import { useJourney, type Plan, type Trip, type Wish } from '@/phone/journey'
import AskAgain from '@/phone/parts/AskAgain.vue'
import DecisionForm from '@/phone/parts/DecisionForm.vue'
import DecisionPath from '@/phone/parts/DecisionPath.vue'
import WaysOut from '@/phone/parts/WaysOut.vue'
import { changesOf, waysOut, type Change } from '@/phone/waysOut'
import { useSession, type Person } from '@/shared/session'

const NOW = Date.parse('2026-11-23T10:00:00Z')
const set = (path: string, value: unknown): Change => ({ op: 'add', path, value })
const MORNING = set('/journey/departAt', '2026-11-24T01:00:00Z')
const REFUSED = {
  outcome: 'NEEDS_APPROVAL',
  version: '2026.1',
  findings: [
    { rule: 'PR-11', action: 'ESCALATE', textZh: '晚', textEn: 'late', changes: [MORNING] },
    { rule: 'PR-30', action: 'WARN', textZh: '贵', textEn: 'dear', changes: [set('/journey/estimateFen', 1)] }
  ],
  inputs: { purpose: { passengers: 3 } }
} as Schemas['PolicyView']

function declined(phase: Trip['phase']): Trip {
  return {
    id: 'declined',
    phase,
    from: { name: '市府大厦', lon: 121.47, lat: 31.23, placeId: 'PL-G01' },
    to: { name: '世博园', lon: 121.49, lat: 31.19 },
    departAt: '2026-11-23T12:30:00Z',
    purpose: { category: 'INSPECTION', text: '世博园消防检查' },
    option: { via: [] },
    policy: REFUSED,
    traveller: { id: 'wang', nameZh: '王建国' },
    unit: { nameZh: '办公厅' },
    legs: []
  } as unknown as Trip
}

const routes = ['plan', 'approvals', 'options'].map((name) => ({
  path: '/' + name,
  name,
  component: { template: '<p />' }
}))
const plugins = () => ({
  global: { plugins: [createRouter({ history: createMemoryHistory(), routes }), languages(zh, en)] }
})

beforeEach(() => {
  vi.useFakeTimers({ now: NOW, toFake: ['Date'] })
  sessionStorage.clear()
  setActivePinia(createPinia())
  useSession().person = { id: 'wang' } as Person
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('what would pass', () => {
  it('is one way of each kind, the stricter of two, and none that is past or nobody can take', () => {
    const later = set('/journey/departAt', '2026-11-24T02:00:00Z')
    expect(waysOut([MORNING, set('/journey/arriveAt', 'x'), later], NOW)).toEqual([
      { kind: 'when', value: '2026-11-24T02:00:00Z' }
    ])
    expect(waysOut([set('/journey/departAt', '2026-11-23T10:00:00Z')], NOW)).toEqual([])
    expect(waysOut([set('/journey/departAt', '2026-11-23T10:00:01Z')], NOW)).toHaveLength(1)
    expect(waysOut([set('/journey/from', {}), set('/purpose/passengers', 'many')], NOW)).toEqual([])
  })

  it('by metro is not also to choose a cheaper option', () => {
    const metro = [set('/journey/mode', 'TRANSIT_ESTIMATE'), set('/journey/estimateFen', 0)]
    expect(waysOut(metro, NOW).map((way) => way.kind)).toEqual(['mode'])
  })

  it('is what the rules say that stand in the way, not what they remark', () => {
    expect(changesOf(REFUSED)).toEqual([MORNING])
    const blocked = { ...REFUSED, outcome: 'BLOCKED' as const }
    expect(changesOf(blocked)).toEqual([])
  })

  it('is told in Chinese first, each as one tap and all as one', async () => {
    const changes = [MORNING, set('/purpose/emergency', false), set('/purpose/passengers', 5)]
    const shown = mount(WaysOut, { props: { changes, title: '可以这样' }, ...plugins() })
    expect(shown.findAll('[data-way]').map((way) => way.text())).toEqual([
      expect.stringMatching(/^改为 .*09:00 出发$/),
      '取消应急标记，按常规申请',
      '乘车人数改为 5 人',
      '全部按此修改'
    ])
    await shown.get('[data-way=people]').trigger('click')
    await shown.get('[data-way=all]').trigger('click')
    const taken = shown.emitted('take') as [{ kind: string }[]][]
    expect(taken.map(([ways]) => ways.map((way) => way.kind))).toEqual([['people'], ['when', 'noEmergency', 'people']])
  })
})

describe('a declined request', () => {
  it('that was rejected is filled in anew with what would pass', async () => {
    const shown = mount(AskAgain, { props: { trip: declined('REJECTED') }, ...plugins() })
    await shown.get('[data-way=when]').trigger('click')
    const journey = useJourney()
    expect(journey.departAt).toBe('2026-11-24T01:00:00Z')
    expect([journey.from?.placeId, journey.to?.name, journey.passengers]).toEqual(['PL-G01', '世博园', 3])
    expect([journey.purpose, journey.words, journey.amends]).toEqual(['INSPECTION', '世博园消防检查', null])
  })

  it('that was returned keeps its number, and the same call again is the same change', async () => {
    const shown = mount(AskAgain, { props: { trip: declined('RETURNED') }, ...plugins() })
    await shown.get('[data-test=again]').trigger('click')
    const journey = useJourney()
    expect(journey.departAt).toBe('2026-11-23T12:30:00Z')
    const asked: Request[] = []
    vi.stubGlobal('fetch', (request: Request) => {
      asked.push(request.clone())
      const body = request.url.endsWith('/trip-plans') ? { id: 'plan', options: [] } : { id: 'declined' }
      return Promise.resolve(
        asked.length === 2 ? new Response('{}', { status: 503 }) : new Response(JSON.stringify(body))
      )
    })
    await journey.options('2026-11-24T01:00:00Z')
    const wish = { purpose: { category: 'INSPECTION', text: '世博园消防检查' }, note: '改到白天' } as Wish
    await expect(journey.submit('option', wish)).rejects.toThrow()
    await journey.submit('option', wish)
    expect(await asked[0]!.json()).toMatchObject({ changeOf: 'declined' })
    expect(asked[1]!.url).toContain('/trips/declined/changes/')
    expect(asked[2]!.url).toBe(asked[1]!.url)
    expect(await asked[2]!.json()).toMatchObject({ planId: 'plan', optionId: 'option', reason: '改到白天' })
    journey.over()
    expect(journey.amends).toBeNull()
  })

  it('of before is no part of a journey that is offered or kept by somebody else', async () => {
    const journey = useJourney()
    journey.again(declined('RETURNED'))
    vi.stubGlobal('fetch', () =>
      Promise.resolve(new Response(JSON.stringify({ id: 'offered', options: [] } as unknown as Plan)))
    )
    await journey.offered('offered')
    expect(journey.amends).toBeNull()
  })
})

describe('a decision afterwards', () => {
  const over = { ...declined('SETTLED'), option: { mode: 'EV' }, receiptFen: 4200 } as unknown as Trip

  it('is to agree or to object, and nothing is sent back', () => {
    const shown = mount(DecisionForm, { props: { trip: over }, ...plugins() })
    expect(shown.find('[data-test=return]').exists()).toBe(false)
    expect([shown.get('[data-test=reject]').text(), shown.get('[data-test=approve]').text()]).toEqual([
      '提出异议',
      '同意'
    ])
    expect(shown.find('[data-test=afterwards]').exists()).toBe(true)
  })

  it('before the ride is as ever', () => {
    const waits = { ...over, phase: 'SUBMITTED' } as Trip
    const shown = mount(DecisionForm, { props: { trip: waits }, ...plugins() })
    expect(shown.get('[data-test=reject]').text()).toBe('驳回')
    expect(shown.find('[data-test=return]').exists()).toBe(true)
    expect(shown.find('[data-test=afterwards]').exists()).toBe(false)
  })
})

describe('the way of a decision', () => {
  const level = (n: number, more: object) => ({ level: n, nameZh: '部门', nameEn: 'section', ...more })
  const path = (levels: object[]) => ({ ...declined('SUBMITTED'), approval: { needed: true, levels } })

  async function unfolded(trip: object) {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response(JSON.stringify(trip))))
    const shown = mount(DecisionPath, { props: { tripId: 'declined' }, ...plugins() })
    const details = shown.get('details')
    ;(details.element as HTMLDetailsElement).open = true
    await details.trigger('toggle')
    await vi.waitFor(() => expect(shown.find('.chain').exists()).toBe(true))
    return shown
  }

  it('tells each level, who decided and when, and leads to where one decides', async () => {
    const shown = await unfolded(
      path([
        level(1, { state: 'APPROVED', decidedBy: '周敏', decidedAt: '2026-11-23T01:30:00Z', reason: '同意' }),
        level(2, { state: 'OPEN', openedAt: '2026-11-23T01:30:00Z' })
      ])
    )
    expect(shown.findAll('[data-level]').map((one) => one.attributes('data-level'))).toEqual(['APPROVED', 'OPEN'])
    expect(shown.text()).toMatch(/周敏[\s\S]*09:30[\s\S]*同意/)
    expect(shown.text()).toMatch(/自 .*09:30 起待审批/)
    expect(shown.text()).toContain('去审批')
  })

  it('leads nowhere once it is decided', async () => {
    const shown = await unfolded(path([level(1, { state: 'REJECTED', decidedBy: '周敏' })]))
    expect(shown.text()).not.toContain('去审批')
  })
})
