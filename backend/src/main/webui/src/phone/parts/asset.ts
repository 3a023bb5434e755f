/** The label carries the bare asset number, or an address that ends with it. */
export function assetNoOf(text: string): string {
  return text.trim().replace(/^.*\//, '').toUpperCase()
}
