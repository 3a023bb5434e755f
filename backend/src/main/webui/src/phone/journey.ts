import { defineStore } from 'pinia'
import { ref } from 'vue'
import { api, ask, type Schemas } from '@/api/client'
import { newId } from '@/api/ids'

export type Place = Schemas['PlaceView']
export type Plan = Schemas['TripPlanView']
export type Option = Schemas['TripOption']
export type Trip = Schemas['TripView']
export type PurposeCategory = NonNullable<Schemas['TripPlanRequest']['purposeCategory']>

export interface Spot {
  placeId?: string
  name: string
  nameEn?: string
  lon: number
  lat: number
}

const KEPT_FROM = 'twinloop.from'

function keptFrom(): Spot | null {
  try {
    return JSON.parse(localStorage.getItem(KEPT_FROM) ?? 'null') as Spot | null
  } catch {
    localStorage.removeItem(KEPT_FROM)
    return null
  }
}

function point(spot: Spot): Schemas['PlanPoint'] {
  return spot.placeId ? { placeId: spot.placeId } : { lon: spot.lon, lat: spot.lat, name: spot.name }
}

/** What is being planned: where, when, how many, and the options that came back. */
export const useJourney = defineStore('journey', () => {
  const from = ref<Spot | null>(keptFrom())
  const to = ref<Spot | null>(null)
  /** Departure in city time; null means as soon as policy allows. */
  const departAt = ref<string | null>(null)
  const passengers = ref(1)
  const purpose = ref<PurposeCategory>('MEETING')
  const plan = ref<Plan | null>(null)

  /** One request, one id: a repeated call after a broken connection gives the same plan. */
  let pending: { body: string; id: string } | null = null

  async function options(departs: string): Promise<Plan> {
    if (!from.value || !to.value) {
      throw new Error('from and to are not chosen')
    }
    const wish = {
      from: point(from.value),
      to: point(to.value),
      departAt: departs,
      passengers: passengers.value,
      purposeCategory: purpose.value
    }
    const body = JSON.stringify(wish)
    if (pending?.body !== body) {
      pending = { body, id: newId() }
    }
    const answer = await ask(api.POST('/trip-plans', { body: { id: pending.id, ...wish } }))
    pending = null
    plan.value = answer
    localStorage.setItem(KEPT_FROM, JSON.stringify(from.value))
    return answer
  }

  const option = (id: string) => plan.value?.options.find((candidate) => candidate.id === id) ?? null

  return { from, to, departAt, passengers, purpose, plan, options, option }
})

/** The booking of a kind; a trip has at most one of each. */
export function bookingOf(trip: Trip, kind: Schemas['BookingView']['kind']): Schemas['BookingView'] | undefined {
  return trip.legs.flatMap((leg) => leg.bookings).find((booking) => booking.kind === kind)
}

export function spotOf(place: Place): Spot {
  return { placeId: place.id, name: place.nameZh, nameEn: place.nameEn, lon: place.lon, lat: place.lat }
}

export const PURPOSES: PurposeCategory[] = [
  'MEETING',
  'INSPECTION',
  'DOCUMENT_DELIVERY',
  'RECEPTION',
  'TRAINING',
  'ENFORCEMENT',
  'EMERGENCY_DUTY',
  'ON_DUTY',
  'CONFIDENTIAL',
  'FOREIGN_AFFAIRS',
  'OTHER'
]
