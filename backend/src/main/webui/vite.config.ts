import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import components from 'unplugin-vue-components/vite'
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers'
import { defineConfig } from 'vitest/config'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Three pages from one source: phone.html for travellers, console.html for the desks, driver.html for drivers. */
export default defineConfig({
  base: '/',
  resolve: { alias: { '@': here('./src') } },
  plugins: [
    vue(),
    components({
      dirs: [],
      dts: false,
      resolvers: [ElementPlusResolver({ importStyle: 'css' })]
    })
  ],
  define: {
    __VUE_I18N_LEGACY_API__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
    __VUE_PROD_DEVTOOLS__: false
  },
  build: {
    outDir: process.env.TWINLOOP_WEB_OUT ?? here('../../../target/web'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      input: { phone: here('./phone.html'), console: here('./console.html'), driver: here('./driver.html') }
    }
  },
  server: {
    port: 5173,
    proxy: { '/api': 'http://127.0.0.1:8080', '/problems': 'http://127.0.0.1:8080' }
  },
  test: {
    environment: 'jsdom',
    include: ['test/**/*.test.ts'],
    server: { deps: { inline: ['element-plus'] } }
  }
})
