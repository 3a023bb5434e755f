import { createApp } from 'vue'
import { languages } from '@/i18n'
import '@/shared/theme.css'
import App from './App.vue'
import './driver.css'
import { en, zh } from './texts'

createApp(App).use(languages(zh, en)).mount('#app')
