import { onBeforeUnmount, ref } from 'vue'
import { renewSession } from '@/api/client'
import { LiveStream, type StreamState } from './liveStream'

/** A live stream for as long as the page is open. */
export function useStream(url: () => string, handlers: Record<string, (payload: never) => void>) {
  const state = ref<StreamState>('stopped')
  let stream: LiveStream | null = null

  function start(): void {
    stop()
    state.value = 'connecting'
    stream = new LiveStream(url(), handlers as Record<string, (payload: unknown) => void>, {
      renew: renewSession,
      onState: (next) => {
        state.value = next
      }
    }).start()
  }

  function stop(): void {
    stream?.stop()
    stream = null
  }

  onBeforeUnmount(stop)
  return { state, start, stop }
}
