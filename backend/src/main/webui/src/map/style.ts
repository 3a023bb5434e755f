import type { ExpressionSpecification, LayerSpecification, SourceSpecification, StyleSpecification } from 'maplibre-gl'
import { API } from '@/api/client'
import { CAR_COLOURS, LEG_COLOURS, LOOP_COLOURS } from './colours'
import { LABEL_FONT } from './font'
import { RIVER } from './river'

/** From this zoom on every car and pile is drawn for itself; farther off the stops speak for those that stand there. */
export const APART_FROM_ZOOM = 13
export type TileLayerName = 'places' | 'stops' | 'roads' | 'loops' | 'piles'

const ATTRIBUTION =
  '<a href="https://www.openstreetmap.org/copyright" target="_blank" rel="noopener">' +
  '© OpenStreetMap contributors (ODbL)</a>'
const NOTHING = { type: 'FeatureCollection' as const, features: [] }
const FONT = [LABEL_FONT]

function tiles(layer: TileLayerName): SourceSpecification {
  return {
    type: 'vector',
    tiles: [`${location.origin}${API}/tiles/${layer}/{z}/{x}/{y}`],
    minzoom: 5,
    maxzoom: layer === 'piles' ? 16 : 14,
    attribution: ATTRIBUTION
  }
}

function name(english: boolean): ['get', string] {
  return ['get', english ? 'name_en' : 'name_zh']
}

function roadWidth(factor: number): LayerSpecification['paint'] & { 'line-width': never } {
  const grade = (wide: number, narrow: number) => [
    'match',
    ['get', 'road_class'],
    ['motorway', 'trunk'],
    wide * factor,
    'primary',
    narrow * 1.15 * factor,
    narrow * 0.8 * factor
  ]
  return {
    'line-width': [
      'interpolate',
      ['exponential', 1.5],
      ['zoom'],
      8,
      grade(1.2, 0.5),
      11,
      grade(3, 1.6),
      15,
      grade(10, 7)
    ]
  } as never
}

function ground(): LayerSpecification[] {
  return [
    { id: 'ground', type: 'background', paint: { 'background-color': '#eef1f4' } },
    {
      id: 'river',
      type: 'line',
      source: 'river',
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: {
        'line-color': '#c3d9ea',
        'line-width': ['interpolate', ['exponential', 2], ['zoom'], 9, 2.5, 11, 7, 13, 26, 16, 200]
      }
    },
    {
      id: 'loops',
      type: 'line',
      source: 'loops',
      'source-layer': 'loops',
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': ['match', ['get', 'loop'], 'INNER', LOOP_COLOURS.INNER, LOOP_COLOURS.OUTER],
        'line-opacity': 0.5,
        'line-width': 1.5,
        'line-dasharray': [3, 3]
      }
    },
    {
      id: 'roads-edge',
      type: 'line',
      source: 'roads',
      'source-layer': 'roads',
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': '#cfd6dd', ...roadWidth(1.5) }
    },
    {
      id: 'roads',
      type: 'line',
      source: 'roads',
      'source-layer': 'roads',
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: {
        'line-color': ['match', ['get', 'road_class'], ['motorway', 'trunk'], '#f6e3b4', '#ffffff'],
        ...roadWidth(1)
      }
    }
  ]
}

function roadNames(english: boolean): LayerSpecification[] {
  return [
    {
      id: 'road-names',
      type: 'symbol',
      source: 'roads',
      'source-layer': 'roads',
      minzoom: 11,
      layout: {
        'symbol-placement': 'line',
        'text-field': name(english),
        'text-font': FONT,
        'text-size': 11,
        'symbol-spacing': 320
      },
      paint: { 'text-color': '#5f6b7a', 'text-halo-color': '#ffffff', 'text-halo-width': 1.4 }
    }
  ]
}

function places(english: boolean): LayerSpecification[] {
  return [
    {
      id: 'places',
      type: 'circle',
      source: 'places',
      'source-layer': 'places',
      paint: {
        'circle-radius': [
          'interpolate',
          ['linear'],
          ['zoom'],
          9,
          ['case', ['get', 'hub'], 4, 2.5],
          14,
          ['case', ['get', 'hub'], 7, 5]
        ],
        'circle-color': [
          'case',
          ['get', 'hub'],
          '#ffffff',
          ['match', ['get', 'loop'], 'INNER', LOOP_COLOURS.INNER, LOOP_COLOURS.OUTER]
        ],
        'circle-stroke-color': ['case', ['get', 'hub'], LOOP_COLOURS.INNER, '#ffffff'],
        'circle-stroke-width': ['case', ['get', 'hub'], 2.5, 1.2]
      }
    },
    {
      id: 'place-names',
      type: 'symbol',
      source: 'places',
      'source-layer': 'places',
      minzoom: 9.5,
      layout: {
        'text-field': name(english),
        'text-font': FONT,
        'text-size': ['interpolate', ['linear'], ['zoom'], 10, 11, 14, 13],
        'text-anchor': 'top',
        'text-offset': [0, 0.6],
        'text-max-width': 9,
        'symbol-sort-key': ['case', ['get', 'hub'], 0, 1]
      },
      paint: { 'text-color': '#25303d', 'text-halo-color': '#ffffff', 'text-halo-width': 1.6 }
    }
  ]
}

function piles(): LayerSpecification[] {
  return [
    {
      id: 'piles',
      type: 'symbol',
      source: 'piles',
      'source-layer': 'piles',
      layout: {
        'icon-image': ['concat', 'pile-', ['get', 'status']],
        'icon-size': ['interpolate', ['linear'], ['zoom'], 10, 0.7, 15, 1],
        'icon-allow-overlap': true,
        'icon-ignore-placement': true
      }
    }
  ]
}

function journey(): LayerSpecification[] {
  return [
    {
      id: 'legs-edge',
      type: 'line',
      source: 'legs',
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': '#ffffff', 'line-width': 8 }
    },
    {
      id: 'legs',
      type: 'line',
      source: 'legs',
      filter: ['!', ['get', 'estimated']],
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: {
        'line-color': ['match', ['get', 'kind'], ...Object.entries(LEG_COLOURS).flat(), LEG_COLOURS.DRIVE] as never,
        'line-width': 5
      }
    },
    {
      id: 'legs-estimated',
      type: 'line',
      source: 'legs',
      filter: ['get', 'estimated'],
      layout: { 'line-cap': 'butt', 'line-join': 'round' },
      paint: {
        'line-color': ['match', ['get', 'kind'], ...Object.entries(LEG_COLOURS).flat(), LEG_COLOURS.WALK] as never,
        'line-width': 4,
        'line-dasharray': [1, 1.2]
      }
    }
  ]
}

/** Where one sees far, cars that stand are small: dozens stand at one stop, and those under way are looked for. */
function carSize(standing: number, moving: number): ExpressionSpecification {
  return ['match', ['get', 'state'], ['DRIVING', 'IN_USE'], moving, standing]
}

function cars(id: string): LayerSpecification {
  return {
    id,
    type: 'symbol',
    source: 'cars',
    layout: {
      'icon-image': ['concat', 'car-', ['get', 'state']],
      'icon-rotate': ['match', ['get', 'state'], 'DRIVING', ['get', 'heading'], 0],
      'icon-rotation-alignment': 'map',
      'icon-size': ['interpolate', ['linear'], ['zoom'], 9, carSize(0.45, 0.7), 13, carSize(0.75, 0.9), 16, 1.1],
      'icon-allow-overlap': true,
      'icon-ignore-placement': true,
      'symbol-sort-key': ['match', ['get', 'state'], 'DRIVING', 3, 'IN_USE', 2, 'UNKNOWN', 0, 1]
    }
  } as LayerSpecification
}

/** Names of hubs, for finding one's way where stops have none. */
function hubNames(english: boolean): LayerSpecification {
  return {
    id: 'hub-names',
    type: 'symbol',
    source: 'places',
    'source-layer': 'places',
    maxzoom: APART_FROM_ZOOM,
    filter: ['get', 'hub'],
    layout: {
      'text-field': name(english),
      'text-font': FONT,
      'text-size': 11,
      'text-variable-anchor': ['top', 'bottom', 'left', 'right'],
      'text-radial-offset': 1.9,
      'text-max-width': 9
    },
    paint: { 'text-color': '#45515f', 'text-halo-color': '#ffffff', 'text-halo-width': 1.4 }
  }
}

/** A stop, or several that lie close together: how many cars stand there and how many bays are free. */
function stands(words: StandWords): LayerSpecification[] {
  const free: ExpressionSpecification = ['max', 0, ['-', ['get', 'bays'], ['get', 'cars']]]
  const layout = {
    'icon-image': ['concat', 'stand-', ['case', ['==', ['get', 'bays'], 0], 'none', ['>', free, 0], 'free', 'full']],
    'icon-text-fit': 'both',
    'icon-text-fit-padding': [2, 3, 3, 3],
    'text-field': [
      'format',
      ['concat', ['to-string', ['get', 'cars']], words.cars],
      { 'font-scale': 1.1 },
      ['case', ['==', ['get', 'bays'], 0], '', '\n'],
      {},
      [
        'case',
        ['==', ['get', 'bays'], 0],
        '',
        ['==', free, 0],
        words.full,
        ['concat', ['to-string', free], words.free]
      ],
      { 'text-color': '#45515f' }
    ],
    'text-font': FONT,
    'text-size': 12,
    'text-line-height': 1.15,
    'icon-allow-overlap': true,
    'text-allow-overlap': true,
    'symbol-sort-key': ['get', 'cars']
  }
  const paint = { 'text-color': '#17212e' }
  return [
    { id: 'stands', type: 'symbol', source: 'stands', maxzoom: APART_FROM_ZOOM, layout, paint },
    // Nearer it stands above its cars, which are drawn one on the other where several report the same place.
    {
      id: 'stands-near',
      type: 'symbol',
      source: 'stands',
      minzoom: APART_FROM_ZOOM,
      layout: { ...layout, 'text-anchor': 'bottom', 'text-offset': [0, -1.5] },
      paint
    }
  ] as LayerSpecification[]
}

function moving(): LayerSpecification[] {
  return [
    { ...cars('cars-far'), maxzoom: APART_FROM_ZOOM, filter: ['!', ['get', 'atStop']] } as LayerSpecification,
    { ...cars('cars'), minzoom: APART_FROM_ZOOM } as LayerSpecification,
    {
      id: 'car-chosen',
      type: 'circle',
      source: 'cars',
      filter: ['get', 'chosen'],
      paint: {
        'circle-radius': 20,
        'circle-color': CAR_COLOURS.DRIVING,
        'circle-opacity': 0.15,
        'circle-stroke-color': CAR_COLOURS.DRIVING,
        'circle-stroke-width': 2
      }
    },
    {
      id: 'pins',
      type: 'symbol',
      source: 'pins',
      layout: {
        'icon-image': ['concat', 'pin-', ['get', 'kind']],
        'icon-anchor': 'bottom',
        'icon-allow-overlap': true,
        'icon-ignore-placement': true
      }
    }
  ]
}

/** What is written on a stop of the overview, after its figures. */
export interface StandWords {
  cars: string
  free: string
  full: string
}

/** Layers that wait until one is near when stops speak for what stands there. */
const NEAR_ONLY = new Set(['places', 'place-names', 'piles'])

/**
 * The whole style: our own tiles below, what moves above. No glyphs: every character is drawn on the device.
 *
 * @param overview words for the stops of the overview; without them stops are places only
 */
export function cityStyle(shown: TileLayerName[], english: boolean, overview?: StandWords): StyleSpecification {
  const all = [
    ...ground(),
    ...journey(),
    ...roadNames(english),
    ...places(english),
    ...piles(),
    ...(overview ? [hubNames(english)] : []),
    ...moving(),
    ...(overview ? stands(overview) : [])
  ]
  const layers = overview
    ? all.map((layer) => (NEAR_ONLY.has(layer.id) ? { ...layer, minzoom: APART_FROM_ZOOM } : layer))
    : all
  const wanted = new Set<string>([...shown, 'river', 'legs', 'cars', 'pins', 'stands'])
  return {
    version: 8,
    sources: {
      ...Object.fromEntries(shown.map((layer) => [layer, tiles(layer)])),
      river: { type: 'geojson', data: RIVER },
      legs: { type: 'geojson', data: NOTHING },
      cars: { type: 'geojson', data: NOTHING },
      pins: { type: 'geojson', data: NOTHING },
      stands: {
        type: 'geojson',
        data: NOTHING,
        cluster: true,
        clusterRadius: english ? 62 : 46,
        clusterMaxZoom: APART_FROM_ZOOM - 1,
        clusterProperties: { cars: ['+', ['get', 'cars']], bays: ['+', ['get', 'bays']] }
      }
    },
    layers: layers.filter((layer) => !('source' in layer) || wanted.has(layer.source as string))
  }
}
