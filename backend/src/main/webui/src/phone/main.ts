import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { languages } from '@/i18n'
import { zh } from '@/i18n/phone.zh'
import { en } from '@/i18n/phone.en'
import '@/shared/theme.css'
import './phone.css'
import App from './App.vue'
import { phoneRouter } from './router'
import { keepShell } from './shell'

createApp(App).use(createPinia()).use(languages(zh, en)).use(phoneRouter()).mount('#app')
void keepShell()
