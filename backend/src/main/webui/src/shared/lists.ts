import { onMounted, ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import { asRefusal, type Refusal } from '@/api/refusal'
import { useAttempt } from './attempt'
import { useSystem } from './system'

interface Page<T> {
  items: T[]
  next?: string | null
}
type ReadPage<T> = (cursor: string | undefined) => Promise<Page<T>>

/** Reads every page of a list. The bound keeps a fault of the service from turning into an endless loop. */
export async function everyPage<T>(page: ReadPage<T>, pagesMax = 100): Promise<T[]> {
  const all: T[] = []
  let cursor: string | undefined
  for (let count = 0; count < pagesMax; count++) {
    const answer = await page(cursor)
    all.push(...answer.items)
    if (!answer.next) {
      return all
    }
    cursor = answer.next
  }
  throw new Error(`more than ${pagesMax} pages`)
}

export interface WholeList<T> {
  /** Null until it was read once; afterwards the last good answer, whatever a newer call says. */
  items: ShallowRef<T[] | null>
  /** City time at which the items were read. */
  readAt: Ref<number | null>
  busy: Ref<boolean>
  refusal: Ref<Refusal | null>
  load: () => Promise<void>
}

/** A list that is shown whole, read to its last page when the component appears and again on demand. */
export function useWholeList<T>(page: ReadPage<T>): WholeList<T> {
  const system = useSystem()
  const { busy, refusal, run } = useAttempt()
  const items = shallowRef<T[] | null>(null)
  const readAt = ref<number | null>(null)
  async function load(): Promise<void> {
    await run(async () => {
      items.value = await everyPage(page)
      readAt.value = system.cityNow
    })
  }
  onMounted(load)
  return { items, readAt, busy, refusal, load }
}

/** A list that grows by one page on demand. Starting anew overtakes a call that is under way. */
export function useGrowingList<T>(page: ReadPage<T>) {
  const items = shallowRef<T[]>([])
  const next = ref<string | undefined>()
  const loaded = ref(false)
  const busy = ref(false)
  const refusal = ref<Refusal | null>(null)
  let turn = 0

  async function more(): Promise<void> {
    const mine = ++turn
    busy.value = true
    try {
      const answer = await page(next.value)
      if (mine === turn) {
        items.value = [...items.value, ...answer.items]
        next.value = answer.next ?? undefined
        loaded.value = true
        refusal.value = null
      }
    } catch (thrown) {
      if (mine === turn) {
        refusal.value = asRefusal(thrown)
      }
    } finally {
      busy.value = mine === turn ? false : busy.value
    }
  }

  async function restart(): Promise<void> {
    items.value = []
    next.value = undefined
    loaded.value = false
    await more()
  }

  onMounted(more)
  return { items, next, loaded, busy, refusal, more, restart }
}
