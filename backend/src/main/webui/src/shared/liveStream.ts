/** Connecting, receiving, broken (and being tried again), or stopped by us. */
export type StreamState = 'connecting' | 'open' | 'lost' | 'stopped'

/** The part of EventSource that is used; tests bring their own. */
export interface Source {
  readonly readyState: number
  onopen: ((event: Event) => unknown) | null
  onerror: ((event: Event) => unknown) | null
  addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void
  close(): void
}

export interface StreamOptions {
  open?: (url: string) => Source
  /** Called before another try after the service closed the stream; asks for fresh cookies. */
  renew?: () => Promise<boolean>
  later?: (run: () => void, ms: number) => ReturnType<typeof setTimeout>
  onState?: (state: StreamState) => void
  now?: () => number
}

const CLOSED = 2
const FIRST_WAIT_MS = 1000
const LONGEST_WAIT_MS = 15_000

/**
 * A stream of server-sent events that comes back by itself. The browser retries a broken connection; a refused one
 * (expired session, service restarting) it gives up, so that is retried here with growing waits.
 */
export class LiveStream {
  state: StreamState = 'connecting'
  lastEventAt = 0
  private source: Source | null = null
  private waitMs = FIRST_WAIT_MS
  private timer: ReturnType<typeof setTimeout> | null = null

  constructor(
    private readonly url: string,
    private readonly handlers: Record<string, (payload: unknown) => void>,
    private readonly options: StreamOptions = {}
  ) {}

  start(): this {
    this.connect()
    return this
  }

  stop(): void {
    if (this.timer !== null) {
      clearTimeout(this.timer)
    }
    this.source?.close()
    this.source = null
    this.turn('stopped')
  }

  private connect(): void {
    const open = this.options.open ?? ((url: string) => new EventSource(url, { withCredentials: true }) as Source)
    const source = open(this.url)
    this.source = source
    source.onopen = () => {
      this.waitMs = FIRST_WAIT_MS
      this.turn('open')
    }
    source.onerror = () => {
      if (this.source !== source) {
        return
      }
      this.turn('lost')
      if (source.readyState === CLOSED) {
        this.retry(source)
      }
    }
    for (const [type, handle] of Object.entries(this.handlers)) {
      source.addEventListener(type, (event) => {
        this.lastEventAt = (this.options.now ?? Date.now)()
        handle(JSON.parse(event.data))
      })
    }
  }

  private retry(source: Source): void {
    source.close()
    const later = this.options.later ?? ((run, ms) => setTimeout(run, ms))
    this.timer = later(() => {
      const renew = this.options.renew ?? (() => Promise.resolve(true))
      renew()
        .catch(() => false)
        .then(() => {
          if (this.state !== 'stopped') {
            this.connect()
          }
        })
    }, this.waitMs)
    this.waitMs = Math.min(this.waitMs * 2, LONGEST_WAIT_MS)
  }

  private turn(state: StreamState): void {
    if (this.state !== state && this.state !== 'stopped') {
      this.state = state
      this.options.onState?.(state)
    }
  }
}
