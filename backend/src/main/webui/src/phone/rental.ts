import type { Schemas } from '@/api/client'

/** What unlocks a bicycle on this device: its operator's app, else the operator's page; null when the feed has none. */
export function rentalLink(bike: Schemas['PlanBike'], device: string = navigator.userAgent): string | null {
  const app = /android/i.test(device) ? bike.androidUrl : /iphone|ipad/i.test(device) ? bike.iosUrl : undefined
  return app ?? bike.webUrl ?? null
}
