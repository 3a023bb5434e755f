import type { components } from './generated/schema'

type ProblemBody = components['schemas']['Problem']
type Change = components['schemas']['PolicyChange']

/** Said by whatever stands before the service, in its own words, while the service is away. */
const GATEWAY = new Set([502, 503, 504])

/** One wrong field: where, and what would be right. */
export interface FieldRefusal {
  pointer: string
  detail: string
}

/** An answer that is not the one asked for: the service's problem+json, or no answer at all. */
export class Refusal extends Error {
  readonly slug: string
  readonly status: number
  readonly title: string
  readonly detail: string
  readonly errors: FieldRefusal[]
  /** What policy would accept instead, all together. */
  readonly changes: Change[]
  readonly traceId: string

  constructor(fields: {
    slug: string
    status: number
    title: string
    detail?: string
    errors?: FieldRefusal[]
    changes?: Change[]
    traceId?: string
  }) {
    super(fields.title)
    this.slug = fields.slug
    this.status = fields.status
    this.title = fields.title
    this.detail = fields.detail ?? ''
    this.errors = fields.errors ?? []
    this.changes = fields.changes ?? []
    this.traceId = fields.traceId ?? ''
  }

  /** No connection, or the connection broke before an answer came; without a network it is the device's fault. */
  static unreachable(networked: boolean = navigator.onLine): Refusal {
    return new Refusal({ slug: networked ? 'unreachable' : 'offline', status: 0, title: '' })
  }

  /** A call that brought no answer: it took too long, or it never got through. */
  static lost(thrown: unknown): Refusal {
    return thrown instanceof DOMException && thrown.name === 'TimeoutError'
      ? new Refusal({ slug: 'no-answer', status: 0, title: '' })
      : Refusal.unreachable()
  }

  static from(status: number, body: unknown): Refusal {
    const problem = typeof body === 'object' && body !== null ? (body as Partial<ProblemBody>) : {}
    const told = typeof problem.type === 'string' ? problem.type.replace(/^.*\//, '') : null
    return new Refusal({
      slug: told ?? (GATEWAY.has(status) ? 'unavailable' : 'http-' + status),
      status,
      title: typeof problem.title === 'string' ? problem.title : '',
      detail: problem.detail ?? undefined,
      errors: problem.errors ?? undefined,
      changes: problem.changes ?? undefined,
      traceId: problem.traceId ?? undefined
    })
  }

  /** Nobody knows whether what was sent was done: no answer came, or none of the service's own. */
  get open(): boolean {
    return ['unreachable', 'offline', 'no-answer', 'unavailable'].includes(this.slug)
  }

  /** What is said about one field, for showing it beside that field. */
  at(pointer: string): string {
    return this.errors
      .filter((error) => error.pointer === pointer)
      .map((error) => error.detail)
      .join('\n')
  }
}

/** Whatever was thrown, as something that can be shown. A mistake of ours is shown too, never swallowed. */
export function asRefusal(thrown: unknown): Refusal {
  if (thrown instanceof Refusal) {
    return thrown
  }
  console.error(thrown)
  return new Refusal({
    slug: 'page-error',
    status: -1,
    title: '',
    detail: thrown instanceof Error ? thrown.message : String(thrown)
  })
}
