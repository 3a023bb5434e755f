import type { Schemas } from '@/api/client'

/** Names by person of everybody on these trips, but one who is named. */
export function namesOf(trips: Schemas['TripView'][], but = ''): Map<string, string> {
  const people = trips.flatMap((trip) => [trip.traveller, ...(trip.bookedBy ? [trip.bookedBy] : [])])
  return new Map(people.filter((one) => one.id !== but).map((one) => [one.id, one.nameZh]))
}
