/** Where this page's worker may act: on this page alone. */
const PAGE = '/phone.html'

/** What this page is made of, as far as it was needed until now. */
function parts(): string[] {
  return performance
    .getEntriesByType('resource')
    .map((entry) => new URL(entry.name))
    .filter((url) => url.origin === location.origin && url.pathname.startsWith('/assets/'))
    .map((url) => url.pathname)
}

/** Lets the page open where there is no network; without that it works as before. */
export async function keepShell(): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) {
    return
  }
  try {
    await navigator.serviceWorker.register('/phone-worker.js', { scope: PAGE })
    const { active } = await navigator.serviceWorker.ready
    const answer = new MessageChannel()
    answer.port1.onmessage = () => {
      document.documentElement.dataset.shell = 'kept'
    }
    active?.postMessage({ keep: [PAGE, ...parts()] }, [answer.port2])
  } catch (thrown) {
    console.warn('this page will not open without a network', thrown)
  }
}
