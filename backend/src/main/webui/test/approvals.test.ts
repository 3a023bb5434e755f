import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter, type Router } from 'vue-router'
import { menuFor } from '@/console/menu'
import ApprovalPage from '@/console/pages/ApprovalPage.vue'
import ApprovalsPage from '@/console/pages/ApprovalsPage.vue'
import { useQueue } from '@/console/queue'
import { languages } from '@/i18n'
import { en } from '@/i18n/console.en'
import { zh } from '@/i18n/console.zh'
import { useSession, type Person } from '@/shared/session'

const NOW = '2026-11-23T10:00:00Z'
const LEVELS = [
  { level: 1, nameZh: '部门负责人', nameEn: 'section', state: 'OPEN', openedAt: NOW },
  { level: 2, nameZh: '办公室', nameEn: 'office', state: 'WAITING' }
]
const BEFORE = {
  id: 'before',
  state: 'SUBMITTED',
  phase: 'SUBMITTED',
  traveller: { id: 'wang', nameZh: '王建国' },
  bookedBy: { id: 'sun', nameZh: '孙秘书' },
  unit: { id: 'u', code: 'GOA-01', nameZh: '办公厅', nameEn: 'General Office' },
  purpose: { category: 'MEETING', text: '参加虹桥枢纽协调会' },
  departAt: '2026-11-23T12:30:00Z',
  arriveAt: '2026-11-23T13:10:00Z',
  from: { name: '市府大厦', lon: 121.47, lat: 31.23 },
  to: { name: '世博园', lon: 121.49, lat: 31.19 },
  option: { mode: 'EV', distanceM: 8200, durationS: 2400, via: [] },
  legs: [{ bookings: [{ kind: 'CAR', vehicle: { plate: '沪AD00001', model: '荣威 Ei5' } }] }],
  quotedFen: 2450,
  heldFen: 2940,
  costCentre: 'GOA-01-30239',
  emergency: false,
  policy: {
    outcome: 'NEEDS_APPROVAL',
    version: '2026.1',
    findings: [
      { rule: 'PR-11', action: 'ESCALATE', textZh: '非工作时间用车须经批准', textEn: 'Outside working hours' },
      { rule: 'PR-30', action: 'WARN', textZh: '有更省的方案', textEn: 'A cheaper option exists' }
    ]
  },
  approval: { needed: true, expiresAt: '2026-11-23T10:40:00Z', round: 1, afterTrip: false, levels: LEVELS }
}
const AFTER = {
  ...BEFORE,
  id: 'after',
  phase: 'SETTLED',
  bookedBy: undefined,
  purpose: { category: 'EMERGENCY_DUTY', text: '赶赴防汛值守现场' },
  rideStartedAt: '2026-11-23T08:00:00Z',
  rideEndedAt: '2026-11-23T08:40:00Z',
  receiptFen: 2310,
  policy: { outcome: 'IN_POLICY', version: '2026.1', findings: [] },
  approval: { ...BEFORE.approval, expiresAt: '2026-11-24T10:00:00Z', afterTrip: true }
}
/** It rode along in another's car, so it has no ride of its own. */
const POOLED = { ...AFTER, id: 'pooled', phase: 'CANCELLED', rideStartedAt: undefined, receiptFen: undefined }

const asked: Request[] = []
const json = (status: number, body: unknown) => new Response(JSON.stringify(body), { status })

/** What the service answers, call by call; the last again and again. */
function answers(...given: Response[]): void {
  asked.length = 0
  vi.stubGlobal('fetch', (request: Request) => {
    asked.push(request.clone())
    return Promise.resolve((given.length > 1 ? given.shift()! : given[0]!).clone())
  })
}

let router: Router

async function shown(page: typeof ApprovalPage | typeof ApprovalsPage, id = ''): Promise<VueWrapper> {
  router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/approvals', name: 'approvals', component: { template: '<p />' } },
      { path: '/approvals/:id', name: 'approval', component: { template: '<p />' } }
    ]
  })
  await router.push('/approvals/' + id)
  const wrapper = mount(page as typeof ApprovalPage, { global: { plugins: [router, languages(zh, en)] } })
  await flushPromises()
  return wrapper
}

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse(NOW), toFake: ['Date'] })
  setActivePinia(createPinia())
  useSession().person = { id: 'zhou', roles: ['TRAVELLER', 'APPROVER'] } as Person
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('the queue of an approver', () => {
  it('tells until when, who asks, what rule asks and what it is estimated to cost', async () => {
    answers(json(200, { items: [BEFORE, AFTER] }))
    const page = await shown(ApprovalsPage)
    const [before, after] = page.findAll('[data-trip]').map((row) => row.text().replace(/\s+/g, ' '))
    expect(before).toMatch(/11-23 18:40 即将到期/)
    expect(before).toContain('王建国 · 由孙秘书代申请')
    expect(before).toContain('办公厅')
    expect(before).toContain('非工作时间用车须经批准 PR-11')
    expect(before).not.toContain('有更省的方案')
    expect(before).toContain('¥24.50')
    expect(after).toContain('11-24 18:00')
    expect(after).not.toContain('即将到期')
    expect(after).toMatch(/事后审批\s*该事由的行程在结束后审批/)
    expect(after).toContain('¥23.10')
    expect(useQueue().waiting).toBe(2)
  })

  it('leads to each trip and says so when nothing waits', async () => {
    answers(json(200, { items: [BEFORE] }))
    const page = await shown(ApprovalsPage)
    expect(page.get('[data-trip=before] a').attributes('href')).toBe('/approvals/before')
    answers(json(200, { items: [] }))
    expect((await shown(ApprovalsPage)).text()).toContain('没有待审批的申请。')
  })

  it('stands in the menu of approvers, and of others while something waits for them', () => {
    const names = (...given: Parameters<typeof menuFor>) => menuFor(...given).map((entry) => entry.name)
    expect(names(['TRAVELLER', 'APPROVER'])).toContain('approvals')
    expect(names(['TRAVELLER'])).toEqual([])
    expect(names(['TRAVELLER'], 1)).toEqual(['approvals'])
    expect(names(['PARTNER'], 1)).not.toContain('approvals')
  })
})

describe('a request on the console', () => {
  it('is shown with its facts, every finding and the levels', async () => {
    answers(json(200, BEFORE))
    const page = await shown(ApprovalPage, 'before')
    expect(asked[0]!.url).toContain('/trips/before')
    const facts = page.get('[data-test=facts]').text()
    for (const fact of ['沪AD00001', '参加虹桥枢纽协调会', '¥24.50', '¥29.40', 'GOA-01-30239', '8.2 km']) {
      expect(facts).toContain(fact)
    }
    expect(page.get('[data-test=rules]').text()).toMatch(/2026\.1[\s\S]*PR-11[\s\S]*须审批[\s\S]*PR-30[\s\S]*提示/)
    expect(page.findAll('[data-level]').map((one) => one.attributes('data-level'))).toEqual(['OPEN', 'WAITING'])
  })

  it('is not sent back or refused without a reason', async () => {
    answers(json(200, BEFORE))
    const page = await shown(ApprovalPage, 'before')
    for (const deed of ['reject', 'return']) {
      await page.get(`[data-test=${deed}]`).trigger('click')
      expect(page.text()).toContain('请写明理由，申请人会看到。')
    }
    expect(asked).toHaveLength(1)
  })

  it('is decided about with the reason, and then shown as decided', async () => {
    const over = {
      ...BEFORE,
      phase: 'RETURNED',
      approval: {
        ...BEFORE.approval,
        decision: 'RETURN',
        reason: '请改到白天',
        levels: [
          { ...LEVELS[0], state: 'RETURNED' },
          { ...LEVELS[1], state: 'CLOSED' }
        ]
      }
    }
    answers(json(200, BEFORE), json(200, over), json(200, over), json(200, { items: [] }))
    const page = await shown(ApprovalPage, 'before')
    await page.get('textarea').setValue(' 请改到白天 ')
    await page.get('[data-test=return]').trigger('click')
    await flushPromises()
    expect(asked[1]!.url).toContain('/trips/before/decision')
    expect(await asked[1]!.json()).toEqual({ decision: 'RETURN', reason: '请改到白天' })
    expect(page.get('[role=status]').text()).toBe('已退回王建国的申请。')
    expect(page.find('[data-test=decision]').exists()).toBe(false)
    expect(page.get('[data-test=over]').text()).toMatch(/已退回[\s\S]*请改到白天/)
    expect(useQueue().waiting).toBe(0)
  })

  it('that somebody else decided meanwhile is told and read again', async () => {
    const gone = { type: '/problems/wrong-state', title: '状态已变', status: 409, detail: '' }
    answers(
      json(200, BEFORE),
      json(409, gone),
      json(200, { ...BEFORE, approval: { needed: true, levels: [{ ...LEVELS[0], state: 'CLOSED' }] } })
    )
    const page = await shown(ApprovalPage, 'before')
    await page.get('[data-test=approve]').trigger('click')
    await flushPromises()
    expect(await asked[1]!.json()).toEqual({ decision: 'APPROVE', reason: '同意' })
    expect(page.get('[role=status]').text()).toContain('已不需要审批')
    expect(page.find('[data-test=over]').exists()).toBe(true)
  })

  it.each([
    ['that is over', AFTER],
    ['that rode along in the car of another', POOLED]
  ])('about a ride %s is agreed to or objected to', async (_which, trip) => {
    answers(json(200, trip))
    const page = await shown(ApprovalPage, trip.id)
    expect(page.find('[data-test=return]').exists()).toBe(false)
    expect([page.get('[data-test=approve]').text(), page.get('[data-test=reject]').text()]).toEqual([
      '同意',
      '提出异议'
    ])
    expect(page.find('[data-test=afterwards]').exists()).toBe(true)
    await page.get('textarea').setValue('当日并无应急值守任务')
    await page.get('[data-test=reject]').trigger('click')
    await flushPromises()
    expect(page.get('[role=status]').text()).toBe('已记录对王建国行程的异议，由监管人员核查。')
  })
})
