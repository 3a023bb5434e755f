import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { defineComponent, h } from 'vue'
import { Refusal } from '@/api/refusal'
import { everyPage, useGrowingList, useWholeList } from '@/shared/lists'

type Page = { items: number[]; next?: string }

/** Calls of a service that are answered when the test says so. */
function service() {
  const calls: { cursor: string | undefined; answer: (page: Page) => void; refuse: (refusal: Refusal) => void }[] = []
  const page = (cursor: string | undefined) =>
    new Promise<Page>((answer, refuse) => calls.push({ cursor, answer, refuse }))
  return { calls, page }
}

/** What a composable returns inside a component that is on the page. */
function inPage<T>(use: () => T): T {
  let made: T
  mount(
    defineComponent({
      setup() {
        made = use()
        return () => h('div')
      }
    })
  )
  return made!
}

beforeEach(() => setActivePinia(createPinia()))

describe('pages of a list', () => {
  it('are read to the last', async () => {
    const pages = new Map<string | undefined, Page>([
      [undefined, { items: [1, 2], next: 'b' }],
      ['b', { items: [3] }]
    ])
    expect(await everyPage((cursor) => Promise.resolve(pages.get(cursor)!))).toEqual([1, 2, 3])
  })

  it('that never end are an error', async () => {
    await expect(everyPage(() => Promise.resolve({ items: [1], next: 'again' }), 5)).rejects.toThrow('5 pages')
  })
})

describe('a list shown whole', () => {
  it('keeps its last good answer in sight when a later call is refused', async () => {
    const { calls, page } = service()
    const list = inPage(() => useWholeList(page))
    calls[0]!.answer({ items: [1, 2] })
    await flushPromises()
    void list.load()
    calls[1]!.refuse(Refusal.unreachable())
    await flushPromises()
    expect(list.items.value).toEqual([1, 2])
    expect(list.refusal.value?.slug).toBe('unreachable')
  })
})

describe('a list that grows', () => {
  it('goes on where it stopped', async () => {
    const { calls, page } = service()
    const list = inPage(() => useGrowingList(page))
    calls[0]!.answer({ items: [1], next: 'b' })
    await flushPromises()
    void list.more()
    expect(calls[1]!.cursor).toBe('b')
    calls[1]!.answer({ items: [2] })
    await flushPromises()
    expect(list.items.value).toEqual([1, 2])
    expect(list.next.value).toBeUndefined()
  })

  it('started anew forgets the answer that was still under way', async () => {
    const { calls, page } = service()
    const list = inPage(() => useGrowingList(page))
    void list.restart()
    calls[1]!.answer({ items: [7] })
    calls[0]!.answer({ items: [1] })
    await flushPromises()
    expect(list.items.value).toEqual([7])
    expect(list.busy.value).toBe(false)
  })
})
