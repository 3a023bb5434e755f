export const LABEL_FONT = 'Noto Sans SC'

function drawn(text: string): string {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = 24
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  if (!pen) {
    return ''
  }
  pen.font = '20px sans-serif'
  pen.fillText(text, 2, 20)
  return pen.getImageData(0, 0, 24, 24).data.join()
}

/** A device without a Chinese font draws every Chinese character as the same box. */
export function deviceLacksChinese(): boolean {
  return drawn('沪') === drawn('环')
}
