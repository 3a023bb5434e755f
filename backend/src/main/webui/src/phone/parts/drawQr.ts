import { prepareZXingModule, writeBarcode } from 'zxing-wasm/writer'
import wasmUrl from 'zxing-wasm/writer/zxing_writer.wasm?url'

let prepared = false

/** Draws a text as a QR code: the address of a picture that needs no network any more. */
export async function drawQr(text: string): Promise<string> {
  if (!prepared) {
    prepareZXingModule({ overrides: { locateFile: () => wasmUrl } })
    prepared = true
  }
  const drawn = await writeBarcode(text, { format: 'QRCode', scale: 4 })
  if (drawn.error) {
    throw new Error('no QR code: ' + drawn.error)
  }
  return 'data:image/svg+xml;utf8,' + encodeURIComponent(drawn.svg)
}
