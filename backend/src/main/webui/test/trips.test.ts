import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { languages } from '@/i18n'
import { en } from '@/i18n/phone.en'
import { zh } from '@/i18n/phone.zh'
import TripsPage from '@/phone/pages/TripsPage.vue'
import { useSession, type Person } from '@/shared/session'

const AWAY = { type: '/problems/unavailable', title: '服务暂时中断', status: 503, detail: '' }
/** Answers by the end of the path. */
let service: Record<string, () => Response>
const away = () => new Response(JSON.stringify(AWAY), { status: 503 })
const nothing = () => new Response(JSON.stringify({ items: [] }))

async function page() {
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component: TripsPage }] })
  const shown = mount(TripsPage, { global: { plugins: [router, languages(zh, en)] } })
  await flushPromises()
  return shown
}

beforeEach(() => {
  vi.useFakeTimers()
  setActivePinia(createPinia())
  useSession().person = { id: 'wang', roles: ['TRAVELLER'] } as Person
  vi.stubGlobal('fetch', (request: Request) => {
    const path = new URL(request.url).pathname
    return Promise.resolve(Object.entries(service).find(([end]) => path.endsWith(end))![1]())
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('my trips while the database is away', () => {
  it('say so once, and are read again with the shared cars when it is back', async () => {
    service = { '/trips': away, '/me/pool-proposals': away }
    const shown = await page()
    expect(shown.findAll('[role=alert]')).toHaveLength(1)
    expect(shown.text()).toContain('服务暂时中断')

    const proposals = vi.fn(nothing)
    service = { '/trips': nothing, '/me/pool-proposals': proposals }
    await shown.get('.problem__again').trigger('click')
    await flushPromises()
    expect(shown.findAll('[role=alert]')).toHaveLength(0)
    expect(proposals).toHaveBeenCalledOnce()
  })

  it('say what only the shared cars lack', async () => {
    service = { '/trips': nothing, '/me/pool-proposals': away }
    expect((await page()).findAll('[role=alert]')).toHaveLength(1)
  })
})
