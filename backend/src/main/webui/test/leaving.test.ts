import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { watchLeaving } from '@/shared/leaving'

const page = { template: '<p />' }

/** A router whose second page comes when it is told to. */
function slow() {
  let bring: (page: unknown) => void = () => undefined
  let fail: (thrown: Error) => void = () => undefined
  const coming = new Promise((resolve, reject) => {
    bring = resolve
    fail = reject
  })
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', component: page },
      { path: '/trip', component: () => coming as never }
    ]
  })
  return { router, leaving: watchLeaving(router), bring: () => bring(page), fail: () => fail(new Error('no chunk')) }
}

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

describe('the way to a page', () => {
  it('that takes long is told until the page is there', async () => {
    const { router, leaving, bring } = slow()
    const going = router.push('/trip')
    await vi.advanceTimersByTimeAsync(1000)
    expect(leaving.waiting.value).toBe(true)
    bring()
    await going
    expect(leaving.waiting.value).toBe(false)
  })

  it('that leads nowhere says why', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const { router, leaving, fail } = slow()
    const going = router.push('/trip').catch(() => undefined)
    await vi.advanceTimersByTimeAsync(1000)
    fail()
    await going
    expect(leaving.refusal.value?.open).toBe(true)
    expect(leaving.waiting.value).toBe(false)
  })
})
