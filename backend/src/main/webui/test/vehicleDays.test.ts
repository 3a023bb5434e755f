import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import VehicleDays from '@/console/parts/VehicleDays.vue'
import { languages } from '@/i18n'
import { en } from '@/i18n/console.en'
import { zh } from '@/i18n/console.zh'

const EMPTY = { vehicleId: 'a', plate: '沪AD12345', date: '2026-04-02', reports: 0, energy: {} }
const DAY = { ...EMPTY, track: [], drives: [], stops: [], gaps: [] }

beforeEach(() => setActivePinia(createPinia()))
afterEach(() => vi.unstubAllGlobals())

async function looked(told: unknown) {
  const answer = () =>
    Promise.resolve(new Response(JSON.stringify(told), { headers: { 'Content-Type': 'application/json' } }))
  vi.stubGlobal('fetch', answer)
  const panel = mount(VehicleDays, { props: { vehicleId: 'a' }, global: { plugins: [languages(zh, en)] } })
  await panel.get('[data-test=day-reason]').setValue('核实投诉')
  await panel.get('form').trigger('submit')
  await vi.waitFor(() => expect(panel.text()).toContain('次上报'))
  return panel
}

describe("a car's day", () => {
  it('whose reports are gone with time says so and tells what is left', async () => {
    const left = {
      from: '2026-04-01T00:00:00Z',
      to: '2026-04-02T00:00:00Z',
      reports: 2880,
      positions: 2790,
      firstAt: '2026-04-01T00:00:12Z',
      lastAt: '2026-04-01T23:59:42Z',
      odometerLeastM: 12_345_600,
      odometerMostM: 12_431_900,
      socLeastPercent: 31.5,
      maxSpeedKmh: 78.4
    }
    const panel = await looked({ ...DAY, summaries: [left] })
    expect(panel.get('[data-test=day-left]').text()).toContain('原始上报已过保存期限')
    const cells = panel.findAll('tbody td').map((cell) => cell.text())
    expect(cells).toEqual(['04-01 08:00', '2880', '86.3 km', '–', '78 公里/小时'])
    expect(panel.text()).not.toContain('当日没有可查看的行驶')
  })

  it('without reports and without summaries is empty', async () => {
    const panel = await looked(DAY)
    expect(panel.find('[data-test=day-left]').exists()).toBe(false)
    expect(panel.text()).toContain('当日没有可查看的行驶')
  })
})
