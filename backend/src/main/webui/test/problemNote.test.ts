import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Refusal } from '@/api/refusal'
import { languages } from '@/i18n'
import { sharedEn } from '@/i18n/shared.en'
import { sharedZh } from '@/i18n/shared.zh'
import ProblemNote from '@/shared/ProblemNote.vue'

function note(refusal: Refusal, retry = false) {
  return mount(ProblemNote, { props: { refusal, retry }, global: { plugins: [languages(sharedZh, sharedEn)] } })
}

const refusal = (slug: string, detail = '', status = 409) => new Refusal({ slug, status, title: '标题', detail })

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

describe('a refusal on a Chinese page', () => {
  it('is told in Chinese', () => {
    expect(note(refusal('too-early', '11-26 09:20 起可以开锁 / the car can be opened from 11-26 09:20')).text()).toBe(
      '标题11-26 09:20 起可以开锁'
    )
  })

  it('told in English only gets the Chinese words for what to do', () => {
    expect(note(refusal('wrong-state', 'trip 1 is SETTLED')).text()).toContain('请返回查看最新状态')
  })

  it('that nobody has words for is told as it came', () => {
    expect(note(refusal('teapot', 'short and stout')).text()).toContain('short and stout')
  })
})

describe('a service that is away', () => {
  it('is asked again by itself, again and again', async () => {
    const shown = note(refusal('unavailable', '', 503), true)
    vi.advanceTimersByTime(5000)
    await shown.setProps({ refusal: refusal('unavailable', '', 503) })
    vi.advanceTimersByTime(5000)
    expect(shown.emitted('retry')).toHaveLength(2)
  })

  it('is asked at once when the network is back', async () => {
    const shown = note(Refusal.unreachable(), true)
    dispatchEvent(new Event('offline'))
    await shown.vm.$nextTick()
    dispatchEvent(new Event('online'))
    await shown.vm.$nextTick()
    expect(shown.emitted('retry')).toHaveLength(1)
  })

  it('is not asked again for what it has refused', () => {
    const shown = note(refusal('wrong-state'), true)
    vi.advanceTimersByTime(60_000)
    expect(shown.emitted('retry')).toBeUndefined()
  })
})
