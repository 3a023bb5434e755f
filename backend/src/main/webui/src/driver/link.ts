import { API, language, type Schemas } from '@/api/client'
import { Refusal } from '@/api/refusal'

export type DriverOrder = Schemas['DriverOrderView']
export type Step = Schemas['DriverStepRequest']
export type Kind = Step['kind']

const KEPT = 'twinloop.driver-link'
const ANSWER_WITHIN_MS = 20_000
const PHOTO_WITHIN_MS = 90_000

/**
 * The signed link: what follows # in the address. It is kept for this tab only and taken out of the address bar, so
 * that it is in no history and on no photograph of the screen.
 */
export function takeLink(place: Location = location): string {
  const given = place.hash.slice(1)
  if (given) {
    sessionStorage.setItem(KEPT, given)
    history.replaceState(null, '', place.pathname)
  }
  return sessionStorage.getItem(KEPT) ?? ''
}

async function send(link: string, path: string, body?: unknown): Promise<unknown> {
  let answer: Response
  try {
    answer = await fetch(API + path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        'X-Driver-Link': link,
        'Accept-Language': language(),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' })
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      credentials: 'omit',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS)
    })
  } catch (thrown) {
    throw Refusal.lost(thrown)
  }
  const said: unknown = answer.status === 204 ? undefined : await answer.json().catch(() => undefined)
  if (!answer.ok) {
    throw Refusal.from(answer.status, said)
  }
  return said
}

export async function readOrder(link: string): Promise<DriverOrder> {
  return (await send(link, '/driver/order')) as DriverOrder
}

/** Sent again under the same id it is the same step. */
export async function tell(link: string, step: Step): Promise<DriverOrder> {
  return (await send(link, '/driver/steps', step)) as DriverOrder
}

/** A photo of the receipt of a step; sent again under the same id it is the same photo. */
export async function photograph(link: string, stepId: string, photoId: string, photo: Blob): Promise<void> {
  let answer: Response
  try {
    answer = await fetch(`${API}/driver/photos/${photoId}?step=${stepId}`, {
      method: 'PUT',
      headers: {
        'X-Driver-Link': link,
        'Accept-Language': language(),
        'Content-Type': 'application/octet-stream'
      },
      body: photo,
      credentials: 'omit',
      signal: AbortSignal.timeout(PHOTO_WITHIN_MS)
    })
  } catch (thrown) {
    throw Refusal.lost(thrown)
  }
  if (!answer.ok) {
    throw Refusal.from(answer.status, await answer.json().catch(() => undefined))
  }
}

export async function place(link: string, lon: number, lat: number): Promise<void> {
  await send(link, '/driver/positions', { lon, lat })
}
