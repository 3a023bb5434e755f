/** Reads every page of a list. The bound keeps a fault of the service from turning into an endless loop. */
export async function everyPage<T>(
  page: (cursor: string | undefined) => Promise<{ items: T[]; next?: string | null }>,
  pagesMax = 100
): Promise<T[]> {
  const all: T[] = []
  let cursor: string | undefined
  for (let count = 0; count < pagesMax; count++) {
    const answer = await page(cursor)
    all.push(...answer.items)
    if (!answer.next) {
      return all
    }
    cursor = answer.next
  }
  throw new Error(`more than ${pagesMax} pages`)
}
