import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { api, ask, type Schemas } from '@/api/client'

/** What this installation is, and the city's clock, which in demo mode runs faster than the wall clock. */
export const useSystem = defineStore('system', () => {
  const status = ref<Schemas['SystemStatus'] | null>(null)
  const tick = ref(Date.now())
  let skewMs = 0

  async function load(): Promise<void> {
    const answer = await ask(api.GET('/system'))
    skewMs = Date.parse(answer.realTime) - Date.now()
    status.value = answer
  }

  function cityAt(realMs: number): number {
    const s = status.value
    if (!s) {
      return realMs
    }
    const real = realMs + skewMs
    return Date.parse(s.clockCityOrigin) + (real - Date.parse(s.clockRealOrigin)) * s.clockSpeed
  }

  const demo = computed(() => status.value?.mode === 'demo')
  const speed = computed(() => status.value?.clockSpeed ?? 1)
  /** City time, moving once a second. */
  const cityNow = computed(() => cityAt(tick.value))
  setInterval(() => {
    tick.value = Date.now()
  }, 1000)

  return { status, load, demo, speed, cityNow, cityAt }
})
