import createClient from 'openapi-fetch'
import type { components, paths } from './generated/schema'
import { Refusal } from './refusal'

export type Schemas = components['schemas']

export const API = '/api/v1'
/** An answer that takes longer is given up; whatever was sent can be sent again under its id. */
const ANSWER_WITHIN_MS = 20_000
/** A file is read and compared line by line before it is answered. */
const FILE_WITHIN_MS = 300_000
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])
const NEVER_RENEW = /\/auth\/(login|refresh|logout|password)$/

/** Set by the session store; called when the service says that nobody is signed in any more. */
let signedOut: () => void = () => undefined
/** Language of titles in refusals. */
let spoken = 'zh-CN'
let renewal: Promise<boolean> | null = null

export function onSignedOut(listener: () => void): void {
  signedOut = listener
}

export function speak(tag: string): void {
  spoken = tag
}

export function language(): string {
  return spoken
}

export function cookie(name: string, jar: string = document.cookie): string {
  const found = jar.split('; ').find((entry) => entry.startsWith(name + '='))
  return found ? decodeURIComponent(found.slice(name.length + 1)) : ''
}

function prepared(request: Request): Request {
  const headers = new Headers(request.headers)
  headers.set('Accept-Language', spoken)
  if (!SAFE.has(request.method)) {
    const token = cookie('tl_csrf')
    if (token) {
      headers.set('X-CSRF-Token', token)
    }
  }
  return new Request(request, { headers })
}

async function send(request: Request): Promise<Response> {
  const file = request.headers.get('Content-Type') === 'text/csv'
  try {
    return await fetch(prepared(request), { signal: AbortSignal.timeout(file ? FILE_WITHIN_MS : ANSWER_WITHIN_MS) })
  } catch (thrown) {
    throw Refusal.lost(thrown)
  }
}

/** Asks for fresh cookies once, however many calls wait for them. */
export function renewSession(): Promise<boolean> {
  renewal ??= send(
    new Request(API + '/auth/refresh', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{}'
    })
  )
    .then((answer) => answer.ok)
    .finally(() => {
      renewal = null
    })
  return renewal
}

async function guarded(request: Request): Promise<Response> {
  const again = request.clone()
  const answer = await send(request)
  if (answer.status !== 401 || NEVER_RENEW.test(new URL(request.url).pathname)) {
    return answer
  }
  if (await renewSession()) {
    return send(again)
  }
  signedOut()
  return answer
}

export const api = createClient<paths>({ baseUrl: new URL(API, location.origin).href, fetch: guarded })

/** The body of a good answer; anything else is thrown as a {@link Refusal}. */
export async function ask<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await call
  if (!response.ok) {
    throw Refusal.from(response.status, error)
  }
  return data as T
}
