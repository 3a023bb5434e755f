import type { components } from './generated/schema'

type ProblemBody = components['schemas']['Problem']

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
  readonly traceId: string

  constructor(fields: {
    slug: string
    status: number
    title: string
    detail?: string
    errors?: FieldRefusal[]
    traceId?: string
  }) {
    super(fields.title)
    this.slug = fields.slug
    this.status = fields.status
    this.title = fields.title
    this.detail = fields.detail ?? ''
    this.errors = fields.errors ?? []
    this.traceId = fields.traceId ?? ''
  }

  /** No connection, or the connection broke before an answer came. */
  static unreachable(): Refusal {
    return new Refusal({ slug: 'unreachable', status: 0, title: '' })
  }

  static from(status: number, body: unknown): Refusal {
    const problem = typeof body === 'object' && body !== null ? (body as Partial<ProblemBody>) : {}
    return new Refusal({
      slug: typeof problem.type === 'string' ? problem.type.replace(/^.*\//, '') : 'http-' + status,
      status,
      title: typeof problem.title === 'string' ? problem.title : '',
      detail: problem.detail ?? undefined,
      errors: problem.errors ?? undefined,
      traceId: problem.traceId ?? undefined
    })
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
