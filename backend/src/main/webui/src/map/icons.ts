import type { Map as LibreMap } from 'maplibre-gl'
import { CAR_COLOURS, PILE_COLOURS } from './colours'

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

/** A car seen from above, nose up; the map turns it by its heading. */
function car(colour: string): ImageData {
  return paint(26, (pen) => {
    pen.shadowColor = 'rgba(16, 32, 48, 0.35)'
    pen.shadowBlur = 3
    pen.fillStyle = '#fff'
    pen.beginPath()
    pen.roundRect(7, 3, 12, 20, 5)
    pen.fill()
    pen.shadowBlur = 0
    pen.fillStyle = colour
    pen.beginPath()
    pen.roundRect(8.5, 4.5, 9, 17, 4)
    pen.fill()
    pen.fillStyle = 'rgba(255, 255, 255, 0.85)'
    pen.beginPath()
    pen.roundRect(9.8, 8, 6.4, 3.6, 1.2)
    pen.fill()
  })
}

/** A pile: a square with a flash; unknown is hollow, so that it differs by more than its colour. */
function pile(colour: string, hollow: boolean): ImageData {
  return paint(18, (pen) => {
    pen.fillStyle = hollow ? '#fff' : colour
    pen.strokeStyle = hollow ? colour : '#fff'
    pen.lineWidth = 1.6
    pen.beginPath()
    pen.roundRect(2.5, 2.5, 13, 13, 3)
    pen.fill()
    pen.stroke()
    pen.fillStyle = hollow ? colour : '#fff'
    pen.beginPath()
    pen.moveTo(10.2, 4.6)
    pen.lineTo(5.9, 10)
    pen.lineTo(8.6, 10)
    pen.lineTo(7.8, 13.6)
    pen.lineTo(12.1, 8.2)
    pen.lineTo(9.4, 8.2)
    pen.closePath()
    pen.fill()
  })
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
  for (const [state, colour] of Object.entries(CAR_COLOURS)) {
    map.addImage('car-' + state, car(colour), options)
  }
  for (const [status, colour] of Object.entries(PILE_COLOURS)) {
    map.addImage('pile-' + status, pile(colour, status === 'UNKNOWN'), options)
  }
  map.addImage('pin-from', pin('#1b6b3a', letters.from), options)
  map.addImage('pin-to', pin('#b3261e', letters.to), options)
}
