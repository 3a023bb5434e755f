// Keeps the phone's page for where there is no network: the page itself and the files it was made of, never an answer
// of the service. With a network the page always comes from there.
const SHELL = 'twinloop-phone'
const PAGE = '/phone.html'

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

/** The page tells what it was made of; what an older one was made of goes. */
self.addEventListener('message', (event) => {
  const wanted = new Set((event.data?.keep ?? []).filter(isOurs))
  if (wanted.size) {
    event.waitUntil(keepOnly(wanted).then(() => event.ports[0]?.postMessage('kept')))
  }
})

function isOurs(path) {
  return typeof path === 'string' && (path === PAGE || path.startsWith('/assets/'))
}

async function keepOnly(wanted) {
  const cache = await caches.open(SHELL)
  for (const request of await cache.keys()) {
    if (!wanted.has(new URL(request.url).pathname)) {
      await cache.delete(request)
    }
  }
  for (const path of wanted) {
    if (path === PAGE || !(await cache.match(path))) {
      await cache.add(path)
    }
  }
}

async function keptPage(thrown) {
  return (await caches.match(PAGE)) ?? Promise.reject(thrown)
}

/** What a file is called changes with its content, so the one that is kept is the one that is wanted. */
async function asset(request, path) {
  const kept = await caches.match(path)
  if (kept) {
    return kept
  }
  const answer = await fetch(request)
  if (answer.ok) {
    const copy = answer.clone()
    const cache = await caches.open(SHELL)
    await cache.put(path, copy)
  }
  return answer
}

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url)
  if (event.request.method !== 'GET' || url.origin !== self.location.origin) {
    return
  }
  if (url.pathname === PAGE) {
    event.respondWith(fetch(event.request).catch(keptPage))
  } else if (url.pathname.startsWith('/assets/')) {
    event.respondWith(asset(event.request, url.pathname))
  }
})
