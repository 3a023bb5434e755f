import { ref, type Ref } from 'vue'
import { asRefusal, type Refusal } from '@/api/refusal'

export interface Attempt {
  busy: Ref<boolean>
  refusal: Ref<Refusal | null>
  run<T>(work: () => Promise<T>): Promise<T | undefined>
}

/** Runs one call at a time for a form or a page. A refusal stays in sight until another answer has come. */
export function useAttempt(): Attempt {
  const busy = ref(false)
  const refusal = ref<Refusal | null>(null)
  async function run<T>(work: () => Promise<T>): Promise<T | undefined> {
    if (busy.value) {
      return undefined
    }
    busy.value = true
    try {
      const answer = await work()
      refusal.value = null
      return answer
    } catch (thrown) {
      refusal.value = asRefusal(thrown)
      return undefined
    } finally {
      busy.value = false
    }
  }
  return { busy, refusal, run }
}
