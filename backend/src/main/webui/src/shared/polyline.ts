/** Decodes an encoded polyline of precision 5 into [lon, lat] pairs. */
export function decodePolyline(text: string): [number, number][] {
  const points: [number, number][] = []
  let at = 0
  let lat = 0
  let lon = 0
  const next = (): number => {
    let result = 0
    let shift = 0
    let chunk: number
    do {
      if (at >= text.length) {
        throw new Error('the polyline ends in the middle of a number')
      }
      chunk = text.charCodeAt(at++) - 63
      result |= (chunk & 0x1f) << shift
      shift += 5
    } while (chunk >= 0x20)
    return result & 1 ? ~(result >> 1) : result >> 1
  }
  while (at < text.length) {
    lat += next()
    lon += next()
    points.push([lon / 1e5, lat / 1e5])
  }
  return points
}
