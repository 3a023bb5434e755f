import { defineStore } from 'pinia'
import { ref, watch } from 'vue'
import { api, ask, type Schemas } from '@/api/client'
import { newId } from '@/api/ids'
import { asRefusal } from '@/api/refusal'
import { isAfterwards } from '@/shared/decision'
import { useSession } from '@/shared/session'
import type { Way } from './waysOut'
import { keptJourney, keepJourney, type Kept } from './kept'

export type Place = Schemas['PlaceView']
export type Plan = Schemas['TripPlanView']
export type Option = Schemas['TripOption']
export type Trip = Schemas['TripView']
export type PurposeCategory = NonNullable<Schemas['TripPlanRequest']['purposeCategory']>

/** What is asked for beside plan and option. */
export type Wish = Omit<Schemas['TripRequest'], 'planId' | 'optionId'>

export interface Spot {
  placeId?: string
  name: string
  nameEn?: string
  lon: number
  lat: number
}

/** A stop on the way and how long one stays there. */
export interface Via {
  spot: Spot
  stayMinutes: number
}

/** As many stops as a plan takes unless the service is configured otherwise. */
export const VIA_MAX = 3
export const STAYS_MIN = [0, 10, 20, 30, 45, 60, 90, 120, 180, 240, 360, 480]
const USUAL_STAY_MIN = 30
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
  const via = ref<Via[]>([])
  /** Departure in city time; null means as soon as policy allows. */
  const departAt = ref<string | null>(null)
  const passengers = ref(1)
  const purpose = ref<PurposeCategory>('MEETING')
  /** The purpose in words. */
  const words = ref('')
  const plan = ref<Plan | null>(null)
  /** The trip each option was sent as, so that whatever is sent again, even after a reload, is that trip. */
  const sent = ref<Record<string, string>>({})
  /** The returned request that is amended and sent again; null for a new one. */
  const amends = ref<string | null>(null)

  const session = useSession()
  let owner = ''

  function take(kept: Kept | null): void {
    to.value = kept?.to ?? null
    via.value = kept?.via ?? []
    departAt.value = kept?.departAt ?? null
    passengers.value = kept?.passengers ?? 1
    purpose.value = kept?.purpose ?? 'MEETING'
    words.value = kept?.words ?? ''
    plan.value = kept?.plan ?? null
    sent.value = kept?.sent ?? {}
    amends.value = kept?.amends ?? null
  }

  /** A reload goes on where it was; somebody else in the same tab begins anew. */
  watch(
    () => session.person?.id,
    (id) => {
      if (id && id !== owner) {
        owner = id
        take(keptJourney(id))
      }
    },
    { immediate: true, flush: 'sync' }
  )
  watch([to, via, departAt, passengers, purpose, words, plan, sent, amends], () =>
    keepJourney({
      owner,
      to: to.value,
      via: via.value,
      departAt: departAt.value,
      passengers: passengers.value,
      purpose: purpose.value,
      words: words.value,
      plan: plan.value,
      sent: sent.value,
      amends: amends.value
    })
  )

  function goBy(spot: Spot): void {
    via.value = [...via.value, { spot, stayMinutes: USUAL_STAY_MIN }].slice(0, VIA_MAX)
  }

  function stay(index: number, stayMinutes: number): void {
    via.value = via.value.map((stop, at) => (at === index ? { ...stop, stayMinutes } : stop))
  }

  function leaveOut(index: number): void {
    via.value = via.value.filter((_stop, at) => at !== index)
  }

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
      purposeCategory: purpose.value,
      ...(amends.value && { changeOf: amends.value }),
      ...(via.value.length && {
        via: via.value.map((stop) => ({ ...point(stop.spot), stayMinutes: stop.stayMinutes }))
      })
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

  /** Goes on with a plan that was made for the traveller, with its own ends. */
  async function offered(id: string): Promise<Plan> {
    const answer = await ask(api.GET('/trip-plans/{id}', { params: { path: { id } } }))
    const legs = answer.options[0]?.legs ?? []
    const first = legs[0]
    const last = legs[legs.length - 1]
    if (first && last) {
      from.value = { name: first.fromName, ...first.from }
      to.value = { name: last.toName, ...last.to }
    }
    via.value = []
    departAt.value = null
    sent.value = {}
    amends.value = null
    plan.value = answer
    return answer
  }

  /** Begins anew with what a trip was asked for; a returned request keeps its id. */
  function again(trip: Trip): void {
    const asked = trip.policy.inputs?.purpose as { passengers?: unknown } | undefined
    from.value = trip.from
    to.value = trip.to
    via.value = trip.option.via?.map(stopOf) ?? []
    departAt.value = trip.departAt
    passengers.value = typeof asked?.passengers === 'number' ? asked.passengers : 1
    purpose.value = trip.purpose.category
    words.value = trip.purpose.text
    plan.value = null
    sent.value = {}
    amends.value = trip.phase === 'RETURNED' ? trip.id : null
  }

  /** Fills in what would pass, as far as it is the journey's. */
  function fillIn(ways: Way[]): void {
    for (const way of ways) {
      switch (way.kind) {
        case 'when':
          departAt.value = way.value
          break
        case 'people':
          passengers.value = way.value
          break
        case 'category':
          purpose.value = way.value
          break
        case 'text':
          words.value = way.value
          break
        default:
      }
    }
  }

  const option = (id: string) => plan.value?.options.find((candidate) => candidate.id === id) ?? null

  /** The trip an option was sent as, when the service has it although no answer came. */
  async function arrived(optionId: string): Promise<Trip | null> {
    const id = sent.value[optionId]
    if (!id || amends.value) {
      return null
    }
    try {
      return await ask(api.GET('/trips/{id}', { params: { path: { id } } }))
    } catch (thrown) {
      const refusal = asRefusal(thrown)
      if (refusal.status === 404) {
        return null
      }
      throw refusal
    }
  }

  /** Asks for the trip of an option. When the answer is lost, the service is asked whether it has the trip. */
  async function submit(optionId: string, wish: Wish): Promise<Trip> {
    const id = sent.value[optionId] ?? newId()
    sent.value = { ...sent.value, [optionId]: id }
    if (amends.value) {
      return amend(amends.value, id, optionId, wish)
    }
    try {
      const body = { planId: plan.value!.id, optionId, ...wish }
      return await ask(api.PUT('/trips/{id}', { params: { path: { id } }, body }))
    } catch (thrown) {
      const refusal = asRefusal(thrown)
      const trip = refusal.open || refusal.slug === 'conflict' ? await arrived(optionId) : null
      if (!trip) {
        throw refusal
      }
      return trip
    }
  }

  /** The same call again is the same change. */
  function amend(id: string, changeId: string, optionId: string, wish: Wish): Promise<Trip> {
    const { purpose: why, note } = wish
    const body = { planId: plan.value!.id, optionId, purpose: why, reason: note ?? why.text, ...(note && { note }) }
    return ask(api.PUT('/trips/{id}/changes/{changeId}', { params: { path: { id, changeId } }, body }))
  }

  /** After a submission: the options are used up. */
  function over(): void {
    plan.value = null
    via.value = []
    words.value = ''
    sent.value = {}
    amends.value = null
  }

  return {
    from,
    to,
    via,
    departAt,
    passengers,
    purpose,
    words,
    plan,
    amends,
    goBy,
    stay,
    leaveOut,
    options,
    offered,
    again,
    fillIn,
    option,
    arrived,
    submit,
    over
  }
})

/** Slower than this a car stands; satellite positioning never reports exactly 0. */
export const STANDING_KMH = 3

/** Whether it goes, or went, before anybody decides about it: nothing is freed when nobody does. */
export function goesFirst(trip: Trip): boolean {
  return isAfterwards(trip) || (trip.emergency && (trip.phase === 'BOOKED' || trip.phase === 'PENDING_PARTNER'))
}

/** The booking of a kind; a trip has at most one of each. */
export function bookingOf(trip: Trip, kind: Schemas['BookingView']['kind']): Schemas['BookingView'] | undefined {
  return trip.legs.flatMap((leg) => leg.bookings).find((booking) => booking.kind === kind)
}

function stopOf(stop: Schemas['ViaStop']): Via {
  const { placeId, name, nameEn, position, stayMinutes } = stop
  return { spot: { ...(placeId && { placeId }), name, nameEn, ...position }, stayMinutes }
}

export function spotOf(place: Place): Spot {
  return { placeId: place.id, name: place.nameZh, nameEn: place.nameEn, lon: place.lon, lat: place.lat }
}
