import ranges from '@fontsource/noto-sans-sc/unicode.json'
import { LABEL_FONT } from './font'

const FILES = import.meta.glob<string>('/node_modules/@fontsource/noto-sans-sc/files/noto-sans-sc-*-500-normal.woff2', {
  query: '?url',
  import: 'default',
  eager: true
})

/** Files of our own font with the characters each covers; the map fetches only those its labels need. */
export function ownFontFaces(): Record<string, { url: string; 'unicode-range': string[] }[]> {
  const faces = Object.entries(ranges as Record<string, string>).flatMap(([subset, range]) => {
    const name = subset.replace(/[[\]]/g, '')
    const file = FILES[`/node_modules/@fontsource/noto-sans-sc/files/noto-sans-sc-${name}-500-normal.woff2`]
    return file ? [{ url: new URL(file, location.href).href, 'unicode-range': range.split(',') }] : []
  })
  return { [LABEL_FONT]: faces }
}
