import type { Schemas } from '@/api/client'

/** Every category of a purpose, in the order people are asked. */
export const PURPOSES: NonNullable<Schemas['TripPlanRequest']['purposeCategory']>[] = [
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
