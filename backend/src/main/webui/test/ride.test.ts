import { mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { describe, expect, it, vi, afterEach } from 'vitest'
import type { Schemas } from '@/api/client'
import { languages } from '@/i18n'
import { en } from '@/i18n/phone.en'
import { zh } from '@/i18n/phone.zh'
import { arrived, metresBetween } from '@/phone/arrival'
import CommandTrack from '@/phone/parts/CommandTrack.vue'
import ReturnPanel from '@/phone/parts/ReturnPanel.vue'

type Position = Schemas['PositionEvent']
type Command = Schemas['CommandView']
const HUB = { lon: 121.3187, lat: 31.1944 }
const at = (speedKmh: number, lon = HUB.lon): Position => ({ ...HUB, lon, speedKmh, eventTime: '2026-11-27T01:00:00Z' })
const plugins = () => ({ global: { plugins: [createPinia(), languages(zh, en)] } })

afterEach(() => vi.unstubAllGlobals())

describe('a car', () => {
  it('that stands at its destination has arrived', () => {
    expect(arrived(at(0), HUB)).toBe(true)
  })

  it('that drives past it, or stands at a light on the way, has not', () => {
    expect(arrived(at(30), HUB)).toBe(false)
    expect(arrived(at(0, HUB.lon + 0.01), HUB)).toBe(false)
  })

  it('is a degree of latitude, 111 km, away from the next one', () => {
    expect(metresBetween(HUB, { ...HUB, lat: HUB.lat + 1 })).toBeCloseTo(111_320, -1)
  })
})

describe('handing the car back', () => {
  const panel = (position: Position) =>
    mount(ReturnPanel, { props: { tripId: 'x', position, command: null }, ...plugins() })

  it('is not offered to lock while it moves, and the reason stands beside the button', async () => {
    const shown = panel(at(40))
    expect(shown.get('[data-test=lock]').attributes('disabled')).toBeDefined()
    expect(shown.text()).toContain('请先停稳')
    await shown.setProps({ position: at(0) })
    expect(shown.get('[data-test=lock]').attributes('disabled')).toBeUndefined()
  })

  it('that was refused is forgotten when the car moves on', async () => {
    const body = JSON.stringify({ type: '/problems/cannot-end', title: '还不能结束', status: 409 })
    vi.stubGlobal('fetch', () => Promise.resolve(new Response(body, { status: 409 })))
    const shown = panel(at(0))
    await shown.get('[data-test=end]').trigger('click')
    await vi.waitFor(() => expect(shown.find('[data-test=end-refused]').exists()).toBe(true))
    await shown.setProps({ position: at(20) })
    expect(shown.find('[data-test=end-refused]').exists()).toBe(false)
  })
})

describe('why a car did not obey', () => {
  const reason = (text: string) => {
    const command = {
      id: 'x',
      kind: 'LOCK',
      state: 'FAILED',
      queuedAt: '2026-11-27T01:00:00Z',
      reason: text
    } as Command
    return mount(CommandTrack, { props: { command }, ...plugins() }).text()
  }

  it('is said in Chinese', () => {
    expect(reason('car is under way')).toContain('车辆正在行驶')
    expect(reason('the device did not answer within 30 s')).toContain('30 秒内没有应答')
  })

  it('that nobody has words for is said as the car said it', () => {
    expect(reason('flux too low')).toContain('flux too low')
  })
})
