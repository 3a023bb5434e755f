import { defineStore } from 'pinia'
import { ref } from 'vue'
import { api, ask } from '@/api/client'
import { asRefusal } from '@/api/refusal'
import { useSession } from '@/shared/session'

const REFRESH_MS = 30_000
/** Beyond as many the number is not told exactly. */
const COUNTED_MAX = 200

/** How many requests await the decision of the person signed in; also a deputy's, whatever their roles. */
export const useQueue = defineStore('queue', () => {
  const waiting = ref(0)
  let timer: ReturnType<typeof setInterval> | undefined
  let turn = 0

  async function load(): Promise<void> {
    const mine = ++turn
    try {
      const page = await ask(api.GET('/approvals', { params: { query: { limit: COUNTED_MAX } } }))
      if (mine === turn) {
        waiting.value = page.items.length
      }
    } catch (thrown) {
      console.warn('what waits is not counted', asRefusal(thrown).slug)
    }
  }

  /** Begins anew for whoever is signed in now. */
  function follow(): void {
    clearInterval(timer)
    turn++
    waiting.value = 0
    if (useSession().has('APPROVER', 'TRAVELLER')) {
      void load()
      timer = setInterval(() => document.visibilityState === 'visible' && void load(), REFRESH_MS)
    }
  }

  return { waiting, load, follow }
})
