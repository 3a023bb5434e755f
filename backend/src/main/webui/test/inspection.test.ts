import { flushPromises, mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { Refusal } from '@/api/refusal'
import { languages } from '@/i18n'
import { en } from '@/i18n/phone.en'
import { zh } from '@/i18n/phone.zh'
import { fitted, missing, useShots, type Shot } from '@/phone/inspection'
import InspectionPanel from '@/phone/parts/InspectionPanel.vue'
import CarOutline from '@/shared/CarOutline.vue'

const BYTES = new Blob(['a photo'])
const lost = () => new Refusal({ slug: 'unreachable', status: 0, title: '' })

afterEach(() => vi.unstubAllGlobals())

describe('a photo', () => {
  it('that got no answer is sent again under the same id with the same bytes', async () => {
    const calls: { id: string; bytes: Blob | null }[] = []
    const { shots, sent, waiting, take, again } = useShots((shot) => {
      calls.push({ id: shot.id, bytes: shot.bytes })
      return calls.length < 3 ? Promise.reject(lost()) : Promise.resolve()
    })
    await take('FRONT', BYTES, null)
    expect(shots.value[0]!.state).toBe('open')
    expect(waiting.value).toBe(true)
    await again()
    await again()
    expect(sent.value).toHaveLength(1)
    expect(waiting.value).toBe(false)
    expect(new Set(calls.map((call) => call.id)).size).toBe(1)
    expect(calls).toHaveLength(3)
    expect(calls.every((call) => call.bytes === BYTES)).toBe(true)
    await again()
    expect(calls).toHaveLength(3)
  })

  it('that is refused is not sent again, and one the store has no room for is', async () => {
    const answers = [
      new Refusal({ slug: 'photo-refused', status: 400, title: '照片不合要求' }),
      new Refusal({ slug: 'photo-store-full', status: 503, title: '照片存储空间不足' })
    ]
    const { shots, take } = useShots(() => Promise.reject(answers.shift()))
    await take('FRONT', BYTES, null)
    await take('REAR', BYTES, null)
    expect(shots.value.map((shot) => shot.state)).toEqual(['refused', 'open'])
  })

  it('waits for the one before it, tells how far it is, and is forgotten when it is dropped', async () => {
    const under: string[] = []
    let most = 0
    const ends: (() => void)[] = []
    const { shots, take, drop } = useShots((shot: Shot, progress) => {
      under.push(shot.subject)
      most = Math.max(most, under.length)
      progress(0.5)
      return new Promise<void>((end) => ends.push(end)).finally(() => under.pop())
    })
    const first = take('FRONT', BYTES, null)
    const second = take('REAR', BYTES, null)
    await flushPromises()
    expect(shots.value[0]!.part).toBe(0.5)
    drop(shots.value[1]!.id)
    ends[0]!()
    await Promise.all([first, second])
    expect(most).toBe(1)
    expect(ends).toHaveLength(1)
    expect(shots.value.map((shot) => shot.state)).toEqual(['sent'])
  })
})

describe('what is asked for', () => {
  it('is what no photo shows yet', () => {
    expect(missing(['FRONT', 'REAR'], ['REAR', 'DAMAGE'])).toEqual(['FRONT'])
    expect(missing([], [])).toEqual([])
  })

  it('is sent no larger than it need be, and never larger than it was', () => {
    expect(fitted(4096, 3072)).toEqual({ width: 2048, height: 1536 })
    expect(fitted(3072, 4096)).toEqual({ width: 1536, height: 2048 })
    expect(fitted(640, 480)).toEqual({ width: 640, height: 480 })
  })
})

describe('a mark', () => {
  it('stands where the outline was touched, in thousandths', async () => {
    const shown = mount(CarOutline, { props: { side: 'LEFT', label: '车', known: [], touchable: true } })
    vi.spyOn(shown.element, 'getBoundingClientRect').mockReturnValue({
      left: 10,
      top: 20,
      width: 200,
      height: 400
    } as DOMRect)
    await shown.trigger('click', { clientX: 60, clientY: 420 })
    expect(shown.emitted('touched')).toEqual([[250, 1000]])
  })
})

describe('the inspection on the page of a trip', () => {
  const view = (more: object) => ({
    requiredBefore: [],
    requiredAfter: [],
    photosMax: 12,
    photoBytesMax: 8388608,
    known: [],
    items: [],
    unsent: [],
    ...more
  })
  const panel = async (body: object) => {
    vi.stubGlobal('fetch', () =>
      Promise.resolve(new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json' } }))
    )
    const shown = mount(InspectionPanel, {
      props: { tripId: 'x', phase: 'BEFORE' },
      global: { plugins: [createPinia(), languages(zh, en)] }
    })
    await flushPromises()
    return shown
  }

  it('stays closed and out of the way where no photo is asked for', async () => {
    const shown = await panel(view({}))
    expect(shown.get('details').attributes('open')).toBeUndefined()
    expect(shown.get('[data-test=inspect-submit]').attributes('disabled')).toBeDefined()
  })

  it('opens where photos are asked for, names them, and shows what is known of the car', async () => {
    const at = { xPermille: 1, yPermille: 1, reportedAt: '' }
    const damage = { id: 'd', side: 'LEFT', kind: 'SCRATCH', words: '车门下沿', ...at }
    const shown = await panel(view({ requiredBefore: ['FRONT', 'REAR'], known: [damage] }))
    expect(shown.get('details').attributes('open')).toBeDefined()
    expect(shown.get('[data-test=inspect-wanted]').text()).toContain('车头、车尾')
    expect(shown.text()).toContain('左侧 · 划痕 · 车门下沿')
  })

  it('can be sent with a damage alone', async () => {
    const shown = await panel(view({}))
    await shown.get('[data-test=mark]').trigger('click')
    expect(shown.get('[data-test=inspect-submit]').attributes('disabled')).toBeUndefined()
  })
})
