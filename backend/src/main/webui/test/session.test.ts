import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { useSession, type Person } from '@/shared/session'

const other = new BroadcastChannel('twinloop.session')

function signedIn(): ReturnType<typeof useSession> {
  document.cookie = 'tl_csrf=x'
  const session = useSession()
  session.person = { id: 'qian' } as Person
  session.checked = true
  return session
}

function forgetCookie(): void {
  document.cookie = 'tl_csrf=; expires=Thu, 01 Jan 1970 00:00:00 GMT'
}

beforeEach(() => setActivePinia(createPinia()))
afterEach(() => {
  forgetCookie()
  vi.unstubAllGlobals()
})

describe('another tab', () => {
  it('that signs out signs this one out', async () => {
    const session = signedIn()
    forgetCookie()
    other.postMessage('out')
    await vi.waitFor(() => expect(session.person).toBeNull())
  })

  it('that signs somebody else in makes this one ask who it is', async () => {
    const session = signedIn()
    vi.stubGlobal('fetch', () =>
      Promise.resolve(new Response('{"id":"zhou"}', { headers: { 'Content-Type': 'application/json' } }))
    )
    other.postMessage('in')
    await vi.waitFor(() => expect(session.person?.id).toBe('zhou'))
  })

  it('that signed out unheard is noticed when this one is looked at again', () => {
    const session = signedIn()
    forgetCookie()
    document.dispatchEvent(new Event('visibilitychange'))
    expect(session.person).toBeNull()
  })
})

describe('signing out', () => {
  it('is told to the other tabs', async () => {
    const session = signedIn()
    const heard = new Promise((resolve) => other.addEventListener('message', (event) => resolve(event.data)))
    vi.stubGlobal('fetch', () => Promise.resolve(new Response(null, { status: 204 })))
    await session.signOut()
    expect(await heard).toBe('out')
  })
})
