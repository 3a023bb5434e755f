import { Buffer } from 'node:buffer'
import type { Plugin } from 'vite'

/**
 * Vant's icon font comes inside its CSS as a data: URL with a second one on an outside host. The content security
 * policy allows neither, so the font is written beside the pages and the outside address is dropped.
 */
export function localIconFont(): Plugin {
  const face = /src:url\(data:font\/woff2;charset=utf-8;base64,([A-Za-z0-9+/=]+)\)[^}]*?(?=[;}])/
  return {
    name: 'twinloop-local-icon-font',
    enforce: 'pre',
    apply: 'build',
    transform(code, id) {
      if (!/vant\/(es|lib)\/icon\/index\.css/.test(id)) {
        return null
      }
      const found = face.exec(code)
      if (!found) {
        this.error('the icon font is no longer where it was expected in ' + id)
      }
      const file = this.emitFile({
        type: 'asset',
        name: 'vant-icon.woff2',
        source: Buffer.from(found[1] ?? '', 'base64')
      })
      const local = code.replace(found[0], `src:url("__VITE_ASSET__${file}__") format("woff2")`)
      if (/url\(\s*["']?(https?:)?\/\//.test(local)) {
        this.error('an outside address is left in ' + id)
      }
      return { code: local, map: null }
    }
  }
}
