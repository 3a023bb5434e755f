import { flushPromises, mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Plugin } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import { languages } from '@/i18n'
import { en } from '@/i18n/phone.en'
import { zh } from '@/i18n/phone.zh'
import type { Trip } from '@/phone/journey'
import DispatchPage from '@/phone/pages/DispatchPage.vue'
import DisputeCard from '@/phone/parts/DisputeCard.vue'
import OfferCard from '@/phone/parts/OfferCard.vue'

const ID = '0191f3a2-7c4e-7b1a-9d2f-3b6c5a4e1f00'
const STEP = '0191f3a2-7c4e-7b1a-9d2f-3b6c5a4e1f05'

const FORM = {
  orderNo: 'PC-20261123-000017',
  state: 'COMPLETED',
  plan: {
    purposeCategory: 'MEETING',
    purposeText: '参加虹桥枢纽协调会',
    documentNo: '沪办发〔2026〕12号',
    budgetCode: 'GOA-01-30239-2026',
    pickup: '市府大厦',
    dropoff: '虹桥商务区',
    via: [{ name: '上海图书馆', lon: 121.4, lat: 31.2, arriveAt: '2026-11-23T02:20:00Z', stayMinutes: 20 }],
    pickupAt: '2026-11-23T02:00:00Z',
    passengers: 2,
    vehicleClass: 'SEDAN',
    km: 12.4,
    fen: 15800
  },
  driverName: '顾师傅',
  plate: '沪A12345',
  ride: { odometerFromKm: 40123.4, odometerToKm: 40141, tollFen: 1500, startedNear: { lon: 121, lat: 31, awayM: 35 } },
  steps: [{ id: STEP, kind: 'TOLL', at: '2026-11-23T02:30:00Z', fen: 1500, receiptNo: 'ETC-1', photos: [ID] }],
  party: {
    unit: { code: 'GOA-01', nameZh: '上海市机关事务管理局', nameEn: 'GOA' },
    applicant: '王明',
    passengers: ['王明', '赵敏'],
    policyVersion: '2026-11',
    approvals: [{ level: 1, nameZh: '部门负责人', nameEn: 'Head', word: 'APPROVED', by: '周敏', opinion: '同意派车' }],
    signOff: { how: 'TRAVELLER', by: '王明', at: '2026-11-23T04:00:00Z' },
    flags: ['LATE_END']
  }
}

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } })

const plugins = (...more: Plugin[]) => ({ global: { plugins: [createPinia(), languages(zh, en), ...more] } })

afterEach(() => vi.unstubAllGlobals())

describe('the dispatch order on one sheet', () => {
  it('tells every field that is known, and can be printed', async () => {
    vi.stubGlobal('fetch', () => Promise.resolve(json(FORM)))
    const print = vi.fn()
    vi.stubGlobal('print', print)
    const router = createRouter({
      history: createMemoryHistory(),
      routes: [
        { path: '/trips/:id/dispatch-order', name: 'dispatch', component: DispatchPage },
        { path: '/trips/:id', name: 'trip', component: DispatchPage }
      ]
    })
    await router.push(`/trips/${ID}/dispatch-order`)
    const page = mount(DispatchPage, plugins(router))
    await flushPromises()

    const said = page.text()
    for (const field of [
      'PC-20261123-000017',
      '上海市机关事务管理局',
      '王明、赵敏',
      '沪办发〔2026〕12号',
      'GOA-01-30239-2026',
      '上海图书馆',
      '停留20分钟',
      '周敏',
      '同意派车',
      '顾师傅',
      '沪A12345',
      '40123.4 – 40141 km',
      '距约定地点 35 m',
      'ETC-1',
      '已签认',
      '超时结束'
    ]) {
      expect(said).toContain(field)
    }
    expect(page.get('[data-test=tolls] img').attributes('src')).toContain('/receipt-photos/' + ID)
    await page.get('[data-test=print]').trigger('click')
    expect(print).toHaveBeenCalledOnce()
  })
})

describe('what is offered in place of a declined ride', () => {
  it('is listed and taken by one tap, the same change however often it is tapped', async () => {
    const offer = {
      planId: ID,
      until: '2026-11-23T01:45:00Z',
      why: '运营商未能确认 / the operator could not confirm',
      options: [
        {
          optionId: STEP,
          mode: 'CHAUFFEUR',
          departAt: '2026-11-23T01:50:00Z',
          arriveAt: '2026-11-23T02:25:00Z',
          durationS: 2100,
          priceFen: 15800,
          needsApproval: false
        }
      ]
    }
    const calls: Request[] = []
    vi.stubGlobal('fetch', (call: Request) => {
      calls.push(call)
      return Promise.resolve(call.method === 'GET' ? json(offer) : json({ type: '/problems/conflict' }, 409))
    })
    const card = mount(OfferCard, { props: { trip: { id: ID, phase: 'DECLINED' } as Trip }, ...plugins() })
    await flushPromises()
    expect(card.text()).toContain('运营商未能确认')
    await card.get(`[data-option="${STEP}"]`).trigger('click')
    await flushPromises()
    await card.get(`[data-option="${STEP}"]`).trigger('click')
    await flushPromises()

    const puts = calls.filter((call) => call.method === 'PUT')
    expect(puts).toHaveLength(2)
    expect(puts[0]!.url).toBe(puts[1]!.url)
    expect(await puts[0]!.clone().json()).toMatchObject({ planId: ID, optionId: STEP })
  })

  it('is nothing where nothing is offered', async () => {
    vi.stubGlobal('fetch', () => Promise.resolve(json({ type: '/problems/not-found', status: 404 }, 404)))
    const card = mount(OfferCard, { props: { trip: { id: ID, phase: 'DECLINED' } as Trip }, ...plugins() })
    await flushPromises()
    expect(card.find('[data-test=offer]').exists()).toBe(false)
  })
})

describe('a dispute', () => {
  it('says what waits, what the operator said and how it ended', async () => {
    const dispute = {
      id: STEP,
      tripId: ID,
      state: 'CORRECTED',
      item: 'PARKING',
      reason: '没有停车',
      openedAt: '2026-11-23T09:30:00Z',
      dueAt: '2026-11-26T09:30:00Z',
      overdue: false,
      paidFen: 15800,
      disputedFen: 1000,
      answer: { agrees: false, offeredFen: 15300, statement: '票据已补传', at: '2026-11-24T02:30:00Z' },
      decision: { paysFen: 15300, reason: '票据核实为五元', at: '2026-11-24T09:30:00Z' }
    }
    vi.stubGlobal('fetch', () => Promise.resolve(json(dispute)))
    const card = mount(DisputeCard, { props: { tripId: ID }, ...plugins() })
    await flushPromises()
    for (const said of ['已更正', '停车费', '¥10.00', '票据已补传', '¥153.00', '票据核实为五元']) {
      expect(card.text()).toContain(said)
    }
  })
})
