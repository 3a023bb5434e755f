import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { languages } from '@/i18n'
import { en } from '@/i18n/phone.en'
import { zh } from '@/i18n/phone.zh'
import { endsAt } from '@/phone/deputies'
import DelegationCard from '@/phone/parts/DelegationCard.vue'
import { namesOf } from '@/shared/people'
import { useSession, type Person } from '@/shared/session'
import type { Trip } from '@/phone/journey'

const NOW = Date.parse('2026-11-27T01:00:00Z')
const trip = (traveller: string, bookedBy?: string) =>
  ({
    traveller: { id: traveller, nameZh: traveller },
    ...(bookedBy ? { bookedBy: { id: bookedBy, nameZh: bookedBy } } : {})
  }) as Trip

beforeEach(() => setActivePinia(createPinia()))
afterEach(() => vi.unstubAllGlobals())

describe('deputies', () => {
  it('are chosen among those who travelled or booked, but not oneself', () => {
    expect([...namesOf([trip('qian', 'zhou'), trip('sun'), trip('sun')], 'zhou').keys()]).toEqual(['qian', 'sun'])
  })

  it('lose their right now, or right after it began', () => {
    expect(endsAt({ from: '2026-11-26T01:00:00Z' }, NOW)).toBe('2026-11-27T01:00:00.000Z')
    expect(endsAt({ from: '2026-11-28T01:00:00Z' }, NOW)).toBe('2026-11-28T01:01:00.000Z')
  })
})

describe('the card of deputies', () => {
  it('says who decides for whom from when to when', async () => {
    useSession().person = { id: 'zhou', roles: ['APPROVER'] } as Person
    const items = [
      {
        id: 'x',
        kind: 'APPROVE',
        fromPersonId: 'zhou',
        toPersonId: 'qian',
        from: '2026-11-27T01:00:00Z',
        until: '2026-11-28T01:00:00Z',
        reason: '出差'
      }
    ]
    const answer = (body: unknown) =>
      Promise.resolve(new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json' } }))
    vi.stubGlobal('fetch', (request: Request) =>
      answer({ items: request.url.includes('/delegations') ? items : [trip('qian')] })
    )
    const card = mount(DelegationCard, { global: { plugins: [languages(zh, en)] } })
    const details = card.get('details')
    ;(details.element as HTMLDetailsElement).open = true
    await details.trigger('toggle')
    await vi.waitFor(() => expect(card.text()).toContain('我 的审批由 qian 代办'))
    expect(card.text()).toContain('11-27 09:00 – 11-28 09:00')
  })
})
