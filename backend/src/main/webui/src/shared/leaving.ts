import { ref, type Ref } from 'vue'
import type { Router } from 'vue-router'
import { Refusal } from '@/api/refusal'

/** Shorter ways are not worth telling. */
const WORTH_TELLING_MS = 150

export interface Leaving {
  /** Whether the next page has been on its way for long enough to say so. */
  waiting: Ref<boolean>
  /** Why the next page did not come. */
  refusal: Ref<Refusal | null>
}

/** Watches the way from one page to the next: a page is fetched when it is first wanted, which takes time or fails. */
export function watchLeaving(router: Router): Leaving {
  const waiting = ref(false)
  const refusal = ref<Refusal | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined

  function arrive(): void {
    clearTimeout(timer)
    waiting.value = false
  }

  router.beforeEach(() => {
    clearTimeout(timer)
    refusal.value = null
    timer = setTimeout(() => {
      waiting.value = true
    }, WORTH_TELLING_MS)
  })
  router.afterEach(arrive)
  router.onError((thrown) => {
    arrive()
    console.error(thrown)
    refusal.value = Refusal.unreachable()
  })
  return { waiting, refusal }
}
