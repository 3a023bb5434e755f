import type { Map as LibreMap, StyleImageMetadata } from 'maplibre-gl'
import { STAND_COLOURS } from './colours'
import { CAR_MARKS, PILE_MARKS, type Mark } from './marks'

const RATIO = 2

function paint(size: number, draw: (pen: CanvasRenderingContext2D) => void): ImageData {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = size * RATIO
  const pen = canvas.getContext('2d')
  if (!pen) {
    throw new Error('no 2D canvas')
  }
  pen.scale(RATIO, RATIO)
  draw(pen)
  return pen.getImageData(0, 0, size * RATIO, size * RATIO)
}

/** A mark as it is in legends, with a white edge and a shadow to stand out from the map. */
function drawn(mark: Mark): ImageData {
  return paint(28, (pen) => {
    const body = new Path2D(mark.body)
    pen.translate(2, 2)
    pen.lineJoin = pen.lineCap = 'round'
    pen.shadowColor = 'rgba(16, 32, 48, 0.4)'
    pen.shadowBlur = 3 * RATIO
    pen.strokeStyle = '#fff'
    pen.lineWidth = 3.6
    pen.stroke(body)
    pen.shadowBlur = 0
    pen.fillStyle = mark.hollow ? '#fff' : mark.colour
    pen.fill(body)
    pen.strokeStyle = mark.hollow ? mark.colour : '#fff'
    pen.lineWidth = mark.hollow ? 1.8 : 1.2
    pen.stroke(body)
    pen.lineWidth = 2.1
    pen.stroke(new Path2D(mark.sign))
  })
}

/** A field with round corners that grows with the text on it. */
function field(edge: string): { image: ImageData; options: Partial<StyleImageMetadata> } {
  const image = paint(24, (pen) => {
    pen.shadowColor = 'rgba(16, 32, 48, 0.3)'
    pen.shadowBlur = 2 * RATIO
    pen.fillStyle = '#fff'
    pen.beginPath()
    pen.roundRect(2, 2, 20, 20, 7)
    pen.fill()
    pen.shadowBlur = 0
    pen.strokeStyle = edge
    pen.lineWidth = 1.8
    pen.stroke()
  })
  const middle: [number, number] = [11 * RATIO, 13 * RATIO]
  return {
    image,
    options: {
      pixelRatio: RATIO,
      stretchX: [middle],
      stretchY: [middle],
      content: [5 * RATIO, 4 * RATIO, 19 * RATIO, 20 * RATIO]
    }
  }
}

/** Start and end of a trip: a drop with a letter. */
function pin(colour: string, letter: string): ImageData {
  return paint(36, (pen) => {
    pen.shadowColor = 'rgba(16, 32, 48, 0.35)'
    pen.shadowBlur = 4
    pen.fillStyle = colour
    pen.beginPath()
    pen.arc(18, 14, 11, Math.PI * 0.8, Math.PI * 2.2)
    pen.lineTo(18, 34)
    pen.closePath()
    pen.fill()
    pen.shadowBlur = 0
    pen.fillStyle = '#fff'
    pen.font = '600 13px sans-serif'
    pen.textAlign = 'center'
    pen.textBaseline = 'middle'
    pen.fillText(letter, 18, 14.5)
  })
}

export function addIcons(map: LibreMap, letters: { from: string; to: string }): void {
  const options = { pixelRatio: RATIO }
  for (const [state, mark] of Object.entries(CAR_MARKS)) {
    map.addImage('car-' + state, drawn(mark), options)
  }
  for (const [status, mark] of Object.entries(PILE_MARKS)) {
    map.addImage('pile-' + status, drawn(mark), options)
  }
  for (const [name, edge] of Object.entries(STAND_COLOURS)) {
    const { image, options: stretched } = field(edge)
    map.addImage('stand-' + name, image, stretched)
  }
  map.addImage('pin-from', pin('#1b6b3a', letters.from), options)
  map.addImage('pin-to', pin('#b3261e', letters.to), options)
}
