import { defineStore } from 'pinia'
import { computed, ref, watch } from 'vue'
import { api, ask, cookie } from '@/api/client'
import { asRefusal } from '@/api/refusal'
import { useSession } from '@/shared/session'
import { useSystem } from '@/shared/system'
import { bookingOf, type Trip } from './journey'

/** A key that opens one car for one trip without a network, as this phone keeps it. */
export interface KeptKey {
  /** Whose trip it is. */
  owner: string
  tripId: string
  plate: string
  key: string
  validFrom: string
  validTo: string
  /** The key as a QR code, drawn while there was a network; empty where it could not be drawn. */
  picture: string
}

const KEPT = 'twinloop.offline-keys'
/** The service gives it this long before the car opens. */
const AHEAD_MS = 30 * 60_000
/** Asked for too early by another setting of the service it is asked for again, city time. */
const AGAIN_MS = 5 * 60_000
/** While these last the car may be opened. */
const OPENABLE: Trip['phase'][] = ['BOOKED', 'IN_PROGRESS']

/** Nobody is signed in in this browser without this cookie; then there is nobody to keep a key for. */
function read(): KeptKey[] {
  try {
    return cookie('tl_csrf') ? (JSON.parse(localStorage.getItem(KEPT) ?? '[]') as KeptKey[]) : []
  } catch {
    return []
  }
}

/**
 * Keys for where there is no network: fetched while there is one, kept until the trip or its time is over, the service
 * takes it back, or nobody is signed in any more. A key is good in anybody's hand, so no other one is kept.
 */
export const useOfflineKeys = defineStore('offlineKeys', () => {
  const session = useSession()
  const system = useSystem()
  const all = ref<KeptKey[]>(read())
  /** What each trip was fetched for, so that it is fetched anew when the trip has changed. */
  const fetched = new Map<string, string>()
  write()

  function write(): void {
    try {
      if (all.value.length) {
        localStorage.setItem(KEPT, JSON.stringify(all.value))
      } else {
        localStorage.removeItem(KEPT)
      }
    } catch {
      localStorage.removeItem(KEPT)
    }
  }

  function put(keys: KeptKey[]): void {
    all.value = keys
    write()
  }

  function drop(tripId: string): void {
    fetched.delete(tripId)
    if (all.value.some((kept) => kept.tripId === tripId)) {
      put(all.value.filter((kept) => kept.tripId !== tripId))
    }
  }

  function wipe(): void {
    fetched.clear()
    put([])
  }

  /** Somebody else, or nobody, is signed in now. Before that is known, what is kept is kept. */
  watch(
    () => [session.checked, session.person?.id] as const,
    ([checked, person]) => {
      if (checked && all.value.some((kept) => kept.owner !== person)) {
        put(all.value.filter((kept) => kept.owner === person))
        fetched.clear()
      }
    },
    { immediate: true, flush: 'sync' }
  )
  /** Its time is over by the city's clock, once that is known. */
  watch(
    () => (system.status ? all.value.filter((kept) => Date.parse(kept.validTo) <= system.cityNow) : []),
    (over) => over.forEach((kept) => drop(kept.tripId))
  )

  /** Keeps, renews or drops the key of a trip, as the trip stands. */
  async function follow(trip: Trip): Promise<void> {
    const owner = session.person?.id
    const car = bookingOf(trip, 'CAR')?.vehicle
    if (!owner || !car || !trip.unlockFrom || !OPENABLE.includes(trip.phase)) {
      drop(trip.id)
      return
    }
    const wait = Date.parse(trip.unlockFrom) - AHEAD_MS - system.cityNow
    const known = of(trip.id)
    const turn = known ? 0 : Math.floor(system.cityNow / AGAIN_MS)
    const asked = [owner, car.plate, trip.unlockFrom, trip.until, turn].join(' ')
    if (wait > 0 || fetched.get(trip.id) === asked) {
      return
    }
    fetched.set(trip.id, asked)
    try {
      const key = await ask(api.GET('/trips/{id}/offline-key', { params: { path: { id: trip.id } } }))
      if (fetched.get(trip.id) !== asked) {
        return
      }
      const picture = known?.key === key.key ? known.picture : await draw(key.key)
      const { tripId, validFrom, validTo } = key
      const kept = { owner, tripId, plate: car.plate, key: key.key, validFrom, validTo, picture }
      fetched.set(trip.id, [owner, car.plate, trip.unlockFrom, trip.until, 0].join(' '))
      put([...all.value.filter((other) => other.tripId !== trip.id), kept])
    } catch (thrown) {
      const refusal = asRefusal(thrown)
      if (refusal.open) {
        fetched.delete(trip.id)
      } else if (known) {
        drop(trip.id)
      }
    }
  }

  async function draw(key: string): Promise<string> {
    try {
      const { drawQr } = await import('./parts/drawQr')
      return await drawQr(key)
    } catch (thrown) {
      console.warn('the key is kept as text only', thrown)
      return ''
    }
  }

  const of = (tripId: string) => all.value.find((kept) => kept.tripId === tripId) ?? null
  const keys = computed(() => all.value)
  return { keys, of, follow, drop, wipe }
})
