import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { languages } from '@/i18n'
import { en } from '@/i18n/console.en'
import { zh } from '@/i18n/console.zh'
import 'element-plus/theme-chalk/base.css'
import '@/shared/theme.css'
import './console.css'
import App from './App.vue'
import { consoleRouter } from './router'

createApp(App).use(createPinia()).use(languages(zh, en)).use(consoleRouter()).mount('#app')
