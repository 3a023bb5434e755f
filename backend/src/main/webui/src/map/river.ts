/**
 * Course of the Huangpu, approximate, for orientation only: points re-derived from OpenStreetMap and rounded
 * (© OpenStreetMap contributors, ODbL 1.0). WGS-84.
 */
const COURSE: [number, number][] = [
  [121.3, 30.965],
  [121.36, 30.985],
  [121.4465, 30.991],
  [121.49, 30.998],
  [121.495, 31.02],
  [121.4767, 31.053],
  [121.468, 31.09],
  [121.466, 31.1297],
  [121.462, 31.147],
  [121.465, 31.165],
  [121.468, 31.18],
  [121.4765, 31.19],
  [121.4885, 31.1965],
  [121.505, 31.2065],
  [121.5035, 31.2265],
  [121.4935, 31.235],
  [121.4945, 31.2435],
  [121.503, 31.2485],
  [121.5145, 31.2505],
  [121.541, 31.2577],
  [121.555, 31.268],
  [121.562, 31.283],
  [121.556, 31.308],
  [121.535, 31.33],
  [121.517, 31.345],
  [121.511, 31.377],
  [121.505, 31.392],
  [121.512, 31.42]
]

/** Cuts the corners of a line (Chaikin), so that it looks like a river and not like a fence. */
export function smooth(line: [number, number][], rounds: number): [number, number][] {
  if (rounds === 0 || line.length < 3) {
    return line
  }
  const cut: [number, number][] = [line[0]!]
  for (let i = 0; i < line.length - 1; i++) {
    const [a, b] = [line[i]!, line[i + 1]!]
    cut.push([a[0] * 0.75 + b[0] * 0.25, a[1] * 0.75 + b[1] * 0.25])
    cut.push([a[0] * 0.25 + b[0] * 0.75, a[1] * 0.25 + b[1] * 0.75])
  }
  cut.push(line[line.length - 1]!)
  return smooth(cut, rounds - 1)
}

export const RIVER = {
  type: 'Feature' as const,
  properties: {},
  geometry: { type: 'LineString' as const, coordinates: smooth(COURSE, 3) }
}
