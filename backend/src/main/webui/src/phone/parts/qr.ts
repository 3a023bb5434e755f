import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url'

let prepared = false

/** Reads a QR code in a picture; the reader comes from our own server. Null when there is none. */
export async function readQr(picture: ImageData): Promise<string | null> {
  if (!prepared) {
    prepareZXingModule({ overrides: { locateFile: () => wasmUrl } })
    prepared = true
  }
  const found = await readBarcodes(picture, { formats: ['QRCode'], tryHarder: true, maxNumberOfSymbols: 1 })
  return found[0]?.text ?? null
}
