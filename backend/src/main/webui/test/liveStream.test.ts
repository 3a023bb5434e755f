import { describe, expect, it, vi } from 'vitest'
import { LiveStream, type Source, type StreamState } from '@/shared/liveStream'

class FakeSource implements Source {
  readyState = 0
  onopen: ((event: Event) => unknown) | null = null
  onerror: ((event: Event) => unknown) | null = null
  closed = false
  private readonly listeners = new Map<string, (event: MessageEvent<string>) => void>()

  addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void {
    this.listeners.set(type, listener)
  }

  close(): void {
    this.closed = true
    this.readyState = 2
  }

  opens(): void {
    this.readyState = 1
    this.onopen?.(new Event('open'))
  }

  breaks(forGood: boolean): void {
    this.readyState = forGood ? 2 : 0
    this.onerror?.(new Event('error'))
  }

  says(type: string, payload: unknown): void {
    this.listeners.get(type)?.(new MessageEvent(type, { data: JSON.stringify(payload) }))
  }
}

function set(renew: () => Promise<boolean> = () => Promise.resolve(true)) {
  const sources: FakeSource[] = []
  const states: StreamState[] = []
  const waits: { run: () => void; ms: number }[] = []
  const heard: unknown[] = []
  const stream = new LiveStream(
    '/live',
    { position: (payload) => heard.push(payload) },
    {
      open: () => {
        const source = new FakeSource()
        sources.push(source)
        return source
      },
      renew,
      later: (run, ms) => {
        waits.push({ run, ms })
        return 0 as never
      },
      onState: (state) => states.push(state),
      now: () => 42
    }
  ).start()
  return { stream, sources, states, waits, heard }
}

describe('a live stream', () => {
  it('hands on events and remembers when it last heard', () => {
    const { stream, sources, states, heard } = set()
    sources[0]!.opens()
    sources[0]!.says('position', { lon: 121.4 })
    expect(heard).toEqual([{ lon: 121.4 }])
    expect(stream.lastEventAt).toBe(42)
    expect(states).toEqual(['open'])
  })

  it('leaves a broken connection to the browser and says that it is lost', () => {
    const { sources, states, waits } = set()
    sources[0]!.opens()
    sources[0]!.breaks(false)
    sources[0]!.opens()
    expect(states).toEqual(['open', 'lost', 'open'])
    expect(waits).toEqual([])
  })

  it('renews the session and connects anew when the service refused it', async () => {
    const renew = vi.fn(() => Promise.resolve(true))
    const { sources, waits } = set(renew)
    sources[0]!.breaks(true)
    expect(waits).toHaveLength(1)
    waits[0]!.run()
    await vi.waitFor(() => expect(sources).toHaveLength(2))
    expect(renew).toHaveBeenCalledOnce()
  })

  it('waits longer each time, at most a quarter of a minute, and starts over after a success', async () => {
    const { sources, waits } = set()
    for (let i = 0; i < 6; i++) {
      sources[i]!.breaks(true)
      waits[i]!.run()
      await vi.waitFor(() => expect(sources).toHaveLength(i + 2))
    }
    expect(waits.map((wait) => wait.ms)).toEqual([1000, 2000, 4000, 8000, 15_000, 15_000])
    sources[6]!.opens()
    sources[6]!.breaks(true)
    expect(waits[6]!.ms).toBe(1000)
  })

  it('goes on trying when the session cannot be renewed just now', async () => {
    const { sources, waits } = set(() => Promise.reject(new Error('no network')))
    sources[0]!.breaks(true)
    waits[0]!.run()
    await vi.waitFor(() => expect(sources).toHaveLength(2))
  })

  it('is silent once it was stopped', async () => {
    const { stream, sources, states, waits } = set()
    sources[0]!.breaks(true)
    stream.stop()
    waits[0]!.run()
    await Promise.resolve()
    await Promise.resolve()
    await Promise.resolve()
    expect(sources).toHaveLength(1)
    expect(sources[0]!.closed).toBe(true)
    expect(states).toEqual(['lost', 'stopped'])
  })
})
